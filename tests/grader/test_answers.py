"""Misconceptions and alternatives are read from their files without being run, and what is wrong there is named."""

import pytest

from grader.answers import MISCONCEPTIONS, alternatives, misconceptions, read_answers
from grader.assignment import load_course
from grader.errors import CourseError
from tests.grader import courses


def assignment(root, **answers):
    return load_course(courses.build(root, **answers)).assignments[0]


def test_an_answer_is_a_whole_function_under_the_exercises_name_with_what_its_file_shares(tmp_path):
    found = misconceptions(assignment(tmp_path, misconceptions=courses.MISCONCEPTIONS))
    assert [answer.name for answer in found][:2] == ["squared", "plus_two"]
    assert found[0].exercise == "double"
    assert found[0].hint == "You squared x; twice x is x + x."
    assert "def double(x):" in found[0].text
    assert "def squared" not in found[0].text
    assert "calls = []" in found[0].text
    assert "grader" not in found[0].text


def test_a_course_without_the_files_has_no_answers(tmp_path):
    plain = assignment(tmp_path)
    assert (misconceptions(plain), alternatives(plain)) == ([], [])


def test_nothing_in_the_file_is_run(tmp_path):
    file = tmp_path / MISCONCEPTIONS
    file.write_text('raise SystemExit\n\n@misconception("double", "No.")\ndef one(x):\n    return x\n')
    assert [answer.name for answer in read_answers(file, "misconception")] == ["one"]


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("def broken(:\n", r"misconceptions\.py, line 1"),
        ('@misconception("halve", "No.")\ndef f(x):\n    return x\n', "tiny has no exercise 'halve'"),
        ('@misconception(name, "No.")\ndef f(x):\n    return x\n', "line 1: the decorator of f takes plain texts"),
        ('@misconception("double", "No.")\ndef f(x):\n    return x\n' * 2, "two answers of the name 'f'"),
    ],
)
def test_what_is_wrong_in_the_file_is_named(tmp_path, text, complaint):
    with pytest.raises(CourseError, match=complaint):
        misconceptions(assignment(tmp_path, misconceptions=text))
