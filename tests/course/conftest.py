"""The real course, and one grading session for all tests of a module."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from grader.assignment import Assignment, Course, load_course
from grader.library import offer
from grader.model import AssignmentResult
from grader.session import GradingSession
from grader.submission import read_submission

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def _library() -> None:
    """Let `lib` be this course's own, whatever course a test of this process graded before."""
    offer(ROOT / "assignments")


@pytest.fixture(scope="session")
def course() -> Course:
    """The course of this repository."""
    return load_course(ROOT)


@pytest.fixture(scope="module")
def session(course: Course) -> Iterator[GradingSession]:
    """A grading session over all assignments."""
    with GradingSession(course, course.assignments) as opened:
        yield opened


@pytest.fixture
def grade_text(
    course: Course, session: GradingSession, tmp_path: Path
) -> Callable[[Assignment, str], AssignmentResult]:
    """Grades a text as an assignment's file."""

    def grade(assignment: Assignment, text: str) -> AssignmentResult:
        file = tmp_path / f"{assignment.slug}.py"
        file.write_text(text, encoding="utf-8")
        return session.grade(read_submission(file, course.assignments)).assignments[0]

    return grade
