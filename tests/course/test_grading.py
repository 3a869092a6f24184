"""The course is graded right: solutions in full, stubs at zero, a mistake in its own exercise alone."""

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from grader.answers import Answer, alternatives, misconceptions
from grader.assignment import Assignment, Course, load_course
from grader.certificate import faults, from_json
from grader.model import AssignmentResult, Status, to_json
from grader.session import GradingSession
from grader.submission import read_submission
from tests.course.conftest import ROOT

GradeText = Callable[[Assignment, str], AssignmentResult]
ASSIGNMENTS = {a.slug: a for a in load_course(ROOT).assignments}
MISTAKES = {slug: misconceptions(assignment) for slug, assignment in ASSIGNMENTS.items()}
OTHERWISE = {slug: alternatives(assignment) for slug, assignment in ASSIGNMENTS.items()}
FIRST = [
    (slug, next(m for m in MISTAKES[slug] if m.exercise == e.name))
    for slug, a in ASSIGNMENTS.items()
    for e in a.exercises
]
"""A mistake for each exercise; `make audit` tries all of them."""


def solution(slug: str) -> str:
    path = ASSIGNMENTS[slug].solution
    assert path is not None
    return path.read_text(encoding="utf-8")


def short_of_full(result: AssignmentResult) -> list[str]:
    return [exercise.name for exercise in result.exercises if exercise.score < exercise.points]


def test_the_solutions_folder_gets_every_point(course: Course, session: GradingSession) -> None:
    grade = session.grade(read_submission(ROOT / "solutions", course.assignments))
    assert (grade.score, grade.points) == (130, 130)
    assert [len(a.exercises) for a in grade.assignments] == [3, 4, 5, 6]
    assert {e.status for a in grade.assignments for e in a.exercises} == {Status.PASSED}


def test_the_stubs_get_nothing_and_are_called_not_attempted(course: Course, session: GradingSession) -> None:
    grade = session.grade(read_submission(ROOT / "assignments", course.assignments))
    assert (grade.score, grade.points) == (0, 130)
    assert not grade.attempted
    assert grade.notes == []
    assert all(a.notes == [] for a in grade.assignments)


@pytest.mark.parametrize("slug", ASSIGNMENTS)
def test_right_answers_in_another_style_get_every_point(slug: str, grade_text: GradeText) -> None:
    """The last alternative of each exercise, all in one file; `make audit` tries every one of them."""
    last = {answer.exercise: answer.text for answer in OTHERWISE[slug]}
    result = grade_text(ASSIGNMENTS[slug], "\n\n".join([solution(slug), *last.values()]))
    failing = [(c.name, c.message) for e in result.exercises for c in e.checks if not c.passed]
    assert failing == []
    assert result.score == result.points


@pytest.mark.parametrize(("slug", "mistake"), FIRST, ids=[mistake.exercise for _, mistake in FIRST])
def test_a_mistake_costs_marks_in_its_own_exercise_alone_and_its_hint_is_read_first(
    slug: str, mistake: Answer, grade_text: GradeText
) -> None:
    result = grade_text(ASSIGNMENTS[slug], f"{solution(slug)}\n\n{mistake.text}")
    assert short_of_full(result) == [mistake.exercise]
    assert next(e.message for e in result.exercises if e.name == mistake.exercise) == mistake.hint


def test_the_certificate_on_file_is_of_the_answers_as_they_are_and_has_no_complaint() -> None:
    certificate = from_json((ROOT / "docs" / "certificate.json").read_bytes())
    counted = {(e.name, e.misconceptions, e.alternatives) for e in certificate.exercises}
    there = {
        (e.name, _count(MISTAKES[slug], e.name), _count(OTHERWISE[slug], e.name))
        for slug, assignment in ASSIGNMENTS.items()
        for e in assignment.exercises
    }
    assert counted == there, "record it anew: make certificate"
    assert faults(certificate) == []


def test_the_figures_in_the_readme_are_those_of_the_certificate() -> None:
    exercises = from_json((ROOT / "docs" / "certificate.json").read_bytes()).exercises
    text = " ".join((ROOT / "README.md").read_text(encoding="utf-8").split())
    assert f"{sum(e.misconceptions for e in exercises)} mistakes that people make" in text
    assert f"{sum(e.alternatives for e in exercises)} right answers in other styles" in text
    assert f"{sum(e.mutants for e in exercises):,} mutants" in text


def _count(answers: list[Answer], exercise: str) -> int:
    return sum(answer.exercise == exercise for answer in answers)


@pytest.mark.parametrize("slug", ASSIGNMENTS)
def test_a_function_that_returns_none_costs_its_own_exercise_alone(slug: str, grade_text: GradeText) -> None:
    for exercise in ASSIGNMENTS[slug].exercises:
        broken = f"{solution(slug)}\n\ndef {exercise.name}(*args, **keywords):\n    return None\n"
        result = grade_text(ASSIGNMENTS[slug], broken)
        assert short_of_full(result) == [exercise.name]
        assert next(e.score for e in result.exercises if e.name == exercise.name) == 0


def test_two_sessions_give_the_same_bytes(course: Course, session: GradingSession, tmp_path: Path) -> None:
    file = tmp_path / "initialization.py"
    file.write_text(f"{solution('initialization')}\n\n{MISTAKES['initialization'][5].text}", encoding="utf-8")
    submission = read_submission(file, course.assignments)
    with GradingSession(course, course.assignments) as another:
        first, second = (one.grade(submission).without_times() for one in (session, another))
    assert to_json(first) == to_json(second)


def test_loops_memory_and_exits_cost_their_exercises_and_about_one_deadline(grade_text: GradeText) -> None:
    assignment = ASSIGNMENTS["gradient_checking"]
    hostile = """
def forward_propagation(x, theta):
    import os
    os._exit(0)

def backward_propagation(x, theta):
    return np.ones((100_000, 100_000))

def gradient_check(x, theta, epsilon=1e-7):
    while True:
        pass
"""
    started = time.monotonic()
    result = grade_text(assignment, solution(assignment.slug) + hostile)
    statuses = [exercise.status for exercise in result.exercises]
    assert statuses == [Status.CRASHED, Status.OUT_OF_MEMORY, Status.TIMEOUT, Status.PASSED, Status.PASSED]
    # six checks would wait for six deadlines, if one did not do for all
    assert time.monotonic() - started < 4 * assignment.settings.limits.seconds_per_call


def test_the_published_examples_alone_do_not_give_the_points(grade_text: GradeText) -> None:
    """An answer that knows only the handout's example gets that check's points and no more."""
    assignment = ASSIGNMENTS["initialization"]
    known = """
def initialize_parameters_he(layers_dims):
    np.random.seed(3)
    W1 = np.random.randn(4, 2)
    return {"W1": W1, "b1": np.zeros((4, 1)), "W2": np.random.randn(1, 4) * np.sqrt(0.5), "b2": np.zeros((1, 1))}
"""
    result = grade_text(assignment, solution(assignment.slug) + known)
    assert result.exercises[2].score == 1


@pytest.mark.parametrize(
    ("slug", "exercise"),
    [("initialization", "initialize_parameters_zeros"), ("regularization", "backward_propagation_with_dropout")],
)
def test_a_snippet_runs_beside_the_students_file(
    slug: str, exercise: str, grade_text: GradeText, tmp_path: Path
) -> None:
    mistake = next(m for m in MISTAKES[slug] if m.exercise == exercise)
    result = grade_text(ASSIGNMENTS[slug], f"{solution(slug)}\n\n{mistake.text}")
    snippets = [check.snippet for e in result.exercises for check in e.checks if check.snippet]
    ran = subprocess.run(
        [sys.executable, "-c", snippets[-1]], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr
    assert "array(" in ran.stdout
