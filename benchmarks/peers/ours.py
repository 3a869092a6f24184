"""This project: one warm session, its workers forked and confined."""

import tempfile
import time
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

from benchmarks.peers.base import Grader, Run, Scores
from benchmarks.peers.results import AFRESH, FIRST, OURS
from benchmarks.workload import DRAWN_BY, SUBMISSIONS, Handin, build_course
from grader.assignment import Course
from grader.session import GradingSession
from grader.submission import read_source


class Ours(Grader):
    """A session for each way of drawing, open from the first turn to the last."""

    name = OURS
    isolation = "sandbox"
    sample = len(SUBMISSIONS)
    here = True

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory()
        self._course: Course | None = None
        self._sessions: dict[str, GradingSession] = {}
        self._startup: dict[str, float] = {}

    def prepare(self) -> str:
        """Write the course and open the sessions."""
        self._course = build_course(Path(self._folder.name))
        for drawn_by in DRAWN_BY:
            self._open(self._course, drawn_by)
        return version("coursework-grader")

    def grade(self, drawn_by: str, handins: Sequence[Handin], limit: float | None = None) -> Run:  # noqa: ARG002
        """Judge one file after another; a call that hangs meets the course's own limit."""
        scores: Scores = {}
        seconds = {}
        for handin in handins:
            path = self._written(handin)
            start = time.perf_counter()
            scores[handin.name] = self._judge(drawn_by, path)
            seconds[handin.name] = time.perf_counter() - start
        return Run(scores, seconds, self._startup[drawn_by])

    def close(self) -> None:
        """Close the sessions, and remove the course."""
        for session in self._sessions.values():
            session.close()
        self._folder.cleanup()

    def _open(self, course: Course, drawn_by: str) -> None:
        """Open a session and let it judge once, which draws the examples: what a class pays for once."""
        path = self._written(SUBMISSIONS[0])
        start = time.perf_counter()
        self._sessions[drawn_by] = GradingSession(course, course.select(drawn_by), remembers=False)
        self._judge(drawn_by, path)
        self._startup[drawn_by] = time.perf_counter() - start

    def _judge(self, drawn_by: str, path: Path) -> dict[str, int]:
        assert self._course
        [assignment] = self._course.select(drawn_by)
        verdict = self._sessions[drawn_by].judge(assignment, read_source(path, assignment))
        return {exercise.name: exercise.score for exercise in verdict.result.exercises}

    def _written(self, handin: Handin) -> Path:
        path = Path(self._folder.name) / f"{handin.name}.py"
        path.write_text(handin.text, encoding="utf-8")
        return path


class First(Ours):
    """This project, but what it has learnt of answers is forgotten before each turn, as if nothing had been graded."""

    name = FIRST

    def grade(self, drawn_by: str, handins: Sequence[Handin], limit: float | None = None) -> Run:
        """Forget, and grade."""
        self._sessions[drawn_by]._precedents.clear()
        return super().grade(drawn_by, handins, limit)


class Afresh(Ours):
    """This project, but what it has learnt of answers is forgotten before each submission."""

    name = AFRESH

    def _judge(self, drawn_by: str, path: Path) -> dict[str, int]:
        self._sessions[drawn_by]._precedents.clear()
        return super()._judge(drawn_by, path)
