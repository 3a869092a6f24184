"""A stub in another language has the same code, and is graded as the same stub."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.assignment import load_course
from grader.attempt import examine
from grader.blocks import find_blocks
from grader.errors import CourseError
from grader.language.speaking import languages
from grader.passages import passages, translated
from grader.stub import spoken, stub_of, write_stubs
from grader.submission import changes_outside, read_source
from tests.grader import courses

ROOT = Path(__file__).parents[3]
COURSE = load_course(ROOT)
PLACES = [(assignment, code) for assignment in COURSE.assignments for code in languages()]
LOWER = re.compile(r"\b[a-z]{2,}\b")
"""A word of English that is no name."""
FORMULA = re.compile(r"\$[^$]*\$")
STUB = '''# %% [markdown]
# # A title
#
# Some text with `code`,
# over two lines.
#
# ```
# make grade
# ```
#
# $$J = 1$$

# %%
import numpy as np  # noqa: F401


# %%
def f(x):
    """Do it.

    Arguments:
    x -- a number
    """
    # First this
    ### START CODE HERE ### (1 line)
    y = None  # Step 1
    ### END CODE HERE ###
    return y
'''


@pytest.fixture(scope="module", params=PLACES, ids=lambda place: f"{place[0].slug} {place[1]}")
def stubs(request, tmp_path_factory):
    """An assignment, its stub in English, and the path of the one in another language."""
    assignment, code = request.param
    english, other = stub_of(COURSE, assignment), stub_of(COURSE, assignment, code)
    path = tmp_path_factory.mktemp("stub") / f"{assignment.slug}.py"
    path.write_text(other)
    return assignment, english, path


def test_every_passage_of_a_stub_is_in_the_other_language(stubs):
    _, english, path = stubs
    other = {passage.words for passage in passages(path.read_text())}
    left = [passage.words for passage in passages(english) if passage.words in other]
    assert [words for words in left if LOWER.search(FORMULA.sub("", words))] == []
    assert len(find_blocks(path.read_text())) == len(find_blocks(english))


def test_it_is_graded_as_the_same_stub_without_a_note(stubs):
    assignment, _, path = stubs
    source, stub = read_source(path, assignment), read_source(assignment.given, assignment)
    names = [exercise.name for exercise in assignment.exercises]
    assert {examine(name, source, stub).status for name in names} == {"not_attempted"}
    assert changes_outside(source, stub, names) == []


def test_what_stands_in_a_stub_for_people_is_found_and_nothing_else():
    assert [(passage.kind, passage.words) for passage in passages(STUB)] == [
        ("text", "# A title"),
        ("text", "Some text with `code`,\nover two lines."),
        ("docstring", "Do it.\n\nArguments:\nx -- a number"),
        ("comment", "First this"),
        ("comment", "Step 1"),
    ]


def test_other_words_stand_where_the_english_ones_stood():
    words = {
        "Do it.\n\nArguments:\nx -- a number": "做。\n\n参数：\nx -- 一个数",
        "Step 1": "第1步",
        "# A title": "# 标题",
    }
    made = translated(STUB, lambda said: words.get(said, said))
    assert '    """做。\n\n    参数：\n    x -- 一个数\n    """\n    # First this\n' in made
    assert "    y = None  # 第1步\n" in made
    assert made.startswith("# %% [markdown]\n# # 标题\n#\n# Some text")


def test_the_same_words_give_the_same_stub_to_the_last_byte():
    for assignment in COURSE.assignments:
        text = assignment.given.read_text(encoding="utf-8")
        assert translated(text, lambda said: said) == text


@given(words=st.text())
def test_whatever_the_words_are_the_code_is_the_same_or_they_are_refused(words):
    try:
        made = translated(STUB, lambda _: words)
    except CourseError:
        return
    assert [line for line in made.splitlines() if "= None" in line or line.strip() == "return y"]


def test_stubs_are_written_in_a_language_and_in_english_where_nothing_is_translated(tmp_path):
    course = load_course(courses.build(tmp_path))
    (assignment,) = course.assignments
    write_stubs(course, [assignment])
    english = assignment.stub.read_bytes()
    assert write_stubs(course, [assignment], "zh_CN") == []
    file = assignment.stub_catalogue("zh_CN")
    file.parent.mkdir()
    first = passages(english.decode())[0].words
    file.write_text(
        f'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n\nmsgid "{first}"\nmsgstr "两倍"\n'
    )
    assert write_stubs(course, [assignment], "zh_CN") == [assignment.stub, assignment.given]
    assert "两倍" in assignment.stub.read_text()


def test_a_catalogue_that_is_none_is_named(tmp_path):
    (assignment,) = load_course(courses.build(tmp_path)).assignments
    file = assignment.stub_catalogue("zh_CN")
    file.parent.mkdir()
    file.write_text("msgid no quotes\n")
    with pytest.raises(CourseError, match=str(file)):
        spoken("x = 1\n", assignment, "zh_CN")
