"""`load`: a student's functions in one's own shell, as the snippets in reports use it."""

import pytest

from grader.errors import SubmissionError
from grader.tryout import load
from tests.grader import courses


@pytest.fixture
def course(tmp_path):
    return courses.build(tmp_path)


def test_the_functions_are_there_and_the_training_runs_are_not(course):
    file = course / "assignments" / "tiny" / "tiny.py"
    file.write_text(courses.written() + "\n\nraise RuntimeError('a run of an hour')\n")
    student = load(file)
    assert student.total(student.double(student.np.array([1.0, 2.0]))) == 6.0


def test_a_file_elsewhere_in_the_course_will_do(course):
    (course / "tiny.py").write_text(courses.written())
    assert load(course / "tiny.py").ones(2, 3).shape == (2, 3)


def test_what_could_not_be_carried_out_is_printed(course, capsys):
    (course / "tiny.py").write_text("import not_there_at_all\n" + courses.written())
    load(course / "tiny.py")
    assert capsys.readouterr().out == "tiny.py, line 1: ModuleNotFoundError: No module named 'not_there_at_all'\n"


def test_a_file_that_is_no_assignments_is_named(course):
    courses.build(course, slug="other")
    (course / "poem.py").write_text("x = 1\n")
    with pytest.raises(SubmissionError, match=r"poem\.py is none of this course's assignments"):
        load(course / "poem.py")


def test_a_file_that_cannot_be_read_says_so(course):
    (course / "tiny.py").write_text("\0\0")
    with pytest.raises(SubmissionError, match=r"tiny\.py could not be read"):
        load(course / "tiny.py")


def test_a_file_that_is_not_there_says_so(course):
    with pytest.raises(SubmissionError, match=r"absent\.py"):
        load(course / "absent.py")
