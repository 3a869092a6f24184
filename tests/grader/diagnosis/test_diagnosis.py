"""A student whose answers are those of a known misconception reads its hint first."""

import pytest

from grader.assignment import load_course
from grader.errors import CourseError
from grader.session import GradingSession
from grader.submission import read_submission
from tests.conftest import Lent
from tests.grader import courses


@pytest.fixture(scope="module")
def session(sandbox, tmp_path_factory):
    root = courses.build(tmp_path_factory.mktemp("known"), misconceptions=courses.MISCONCEPTIONS)
    course = load_course(root)
    with GradingSession(course, course.assignments, Lent(sandbox)) as opened:
        yield opened


@pytest.fixture
def diagnosed(session, tmp_path):
    def diagnose(**bodies):
        file = tmp_path / "tiny.py"
        file.write_text(courses.written(**bodies))
        grade = session.grade(read_submission(file, session._assignments))
        return {e.name: e for e in grade.assignments[0].exercises}

    return diagnose


@pytest.mark.parametrize(
    ("exercise", "body", "name"),
    [
        ("double", "return x * x", "squared"),
        ("double", "y = x.copy()\nfor i in range(len(x)):\n    y[i] = x[i] + 2\nreturn y", "plus_two"),
        ("double", "print(x)", "nothing"),
        ("double", "z = x.copy().append(2)\nreturn z", "as_a_list"),
        ("total", "s = np.mean(values)\nreturn float(s)", "mean"),
        ("ones", "return np.full((rows, columns), 0.0)", "zeros"),
    ],
)
def test_the_hint_of_a_known_mistake_is_what_is_read_first(diagnosed, exercise, body, name):
    result = diagnosed(**{exercise: body})[exercise]
    assert result.diagnosis is not None
    assert result.diagnosis.misconception == name
    assert result.message == result.diagnosis.text


def test_what_is_kept_between_calls_is_known_too(diagnosed):
    body = "global calls\ncalls = calls + 1 if 'calls' in globals() else 1\nreturn 2 * x + (calls > 2)"
    assert diagnosed(double=body)["double"].diagnosis.misconception == "counted"


def test_a_mistake_that_nobody_knows_is_left_to_the_numbers(diagnosed):
    result = diagnosed(double="return 6 * x")["double"]
    assert result.diagnosis.misconception == ""
    assert "3 times what it should be" in result.message


def test_a_mistake_of_which_nothing_is_sure_has_no_diagnosis(diagnosed):
    assert diagnosed(double="return x + 0.5 + x**3")["double"].diagnosis is None


def test_right_answers_have_no_diagnosis(diagnosed):
    assert all(exercise.diagnosis is None for exercise in diagnosed().values())


def test_a_misconception_that_does_not_run_costs_no_grade_and_is_noted(sandbox, tmp_path):
    text = '@misconception("double", "No.")\ndef f(x):\n    return x\n\n\nraise ValueError("mine")\n'
    course = load_course(courses.build(tmp_path, misconceptions=text))
    (tmp_path / "tiny.py").write_text(courses.written(double="return x"))
    with GradingSession(course, course.assignments, Lent(sandbox)) as session:
        result = session.grade(read_submission(tmp_path / "tiny.py", course.assignments))
    exercise = result.assignments[0].exercises[0]
    assert exercise.score < exercise.points
    assert "No diagnosis could be made: misconceptions.py, f: ValueError: mine" in exercise.notes


def test_a_misconceptions_file_that_is_not_python_costs_no_grade(sandbox, tmp_path):
    course = load_course(courses.build(tmp_path, misconceptions="def ("))
    (tmp_path / "tiny.py").write_text(courses.written(double="return x"))
    with GradingSession(course, course.assignments, Lent(sandbox)) as session:
        result = session.grade(read_submission(tmp_path / "tiny.py", course.assignments))
    assert "No diagnosis could be made" in result.assignments[0].exercises[0].notes[0]
    assert CourseError.__name__ not in str(result)
