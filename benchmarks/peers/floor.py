"""The floor: the same checks and the same examples in one process, nothing isolated, nothing reported.

What is left is the work itself: carrying out the submission's file, calling its functions, and comparing.
"""

import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

from benchmarks.peers.base import Grader, Run, Scores, UnavailableError
from benchmarks.workload import DRAWN_BY, SUBMISSIONS, Handin, build_course
from grader.checks.examples import draw
from grader.collecting import Check
from grader.session import GradingSession


class Task(NamedTuple):
    """A check as a plain function, the examples it is called with, and its points."""

    exercise: str
    points: int
    test: Callable[..., None]
    examples: list[dict[str, Any]]


class Floor(Grader):
    """A loop over check bodies."""

    name = "floor"
    isolation = "none"
    sample = len(SUBMISSIONS)
    here = True

    def __init__(self) -> None:
        self._tasks: dict[str, list[Task]] = {}
        self._startup: dict[str, float] = {}

    def prepare(self) -> str:
        """Take the checks from a session of the project's, and draw their examples."""
        with tempfile.TemporaryDirectory() as folder:
            course = build_course(Path(folder))
            for drawn_by in DRAWN_BY:
                start = time.perf_counter()
                with GradingSession(course, course.select(drawn_by)) as session:
                    self._tasks[drawn_by] = [_task(check) for check in session.checks]
                self._startup[drawn_by] = time.perf_counter() - start
        return ""

    def grade(self, drawn_by: str, handins: Sequence[Handin], limit: float | None = None) -> Run:
        """Run every check of every submission; nothing here could stop one that hangs.

        Raises:
            UnavailableError: a limit is asked for.
        """
        if limit is not None:
            raise UnavailableError("Nothing stops a call that runs in the grader's own process.")
        scores: Scores = {}
        seconds = {}
        for handin in handins:
            start = time.perf_counter()
            scores[handin.name] = points_of(self._tasks[drawn_by], handin.text)
            seconds[handin.name] = time.perf_counter() - start
        return Run(scores, seconds, self._startup[drawn_by])


def points_of(tasks: Sequence[Task], text: str) -> dict[str, int]:
    """The points of a submission by exercise."""
    student = ModuleType("student")
    exec(compile(text, "student.py", "exec"), vars(student))  # noqa: S102 - the point of the floor
    points = dict.fromkeys((task.exercise for task in tasks), 0)
    for task in tasks:
        points[task.exercise] += task.points * _holds(task, student)
    return points


def _holds(task: Task, student: ModuleType) -> bool:
    try:
        for example in task.examples:
            task.test(student, **example)
    except Exception:  # noqa: BLE001 - whatever a wrong answer raises
        return False
    return True


def _task(check: Check) -> Task:
    if check.property is None:
        return Task(check.exercise.name, check.points, check.item.obj, [{}])
    test = check.property.test.__get__(check.item.obj.__self__)
    return Task(check.exercise.name, check.points, test, draw(check.property, check.seed))
