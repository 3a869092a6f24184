"""Runs checks: one pytest that collects once and then waits for exercises to grade.

pytest has a thread to itself, since it stays inside its own test loop. The two threads take turns and never run at
once: whoever asks waits for the answer. CPython 3.11 cannot parse Python in two threads at a time (its count of the
tree's depth is shared between them), and pytest, Hypothesis and the reader of submissions all parse.
"""

import os
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from types import TracebackType
from typing import Self, TypeVar

import pytest

from grader.assignment import Assignment, Course
from grader.collecting import Check
from grader.errors import CourseError
from grader.kept_examples import KeptExamples
from grader.language import marked, say
from grader.library import offer
from grader.marking import Job
from grader.model import CheckResult
from grader.plugin import GradingPlugin

_OPTIONS = [
    f"--config-file={os.devnull}",  # a pytest.ini that lies about is none of ours
    "--noconftest",
    "--disable-plugin-autoload",
    "--import-mode=importlib",
    "--capture=no",
    "-pno:cacheprovider",
    "-pno:terminal",
    "-pno:threadexception",
    "-pno:unraisableexception",  # what the process around it leaves lying about is no check's fault
]


Result = TypeVar("Result")


class CheckRunner:
    """The checks of some assignments, collected and ready to run, in the order of the handout."""

    def __init__(self, assignments: Sequence[Assignment], course: Course, kept: KeptExamples | None = None) -> None:
        """Collect. `kept` are examples that need not be drawn.

        Raises:
            CourseError: a checks.py is not right.
        """
        offer(course.library, anew=True)
        self._plugin = GradingPlugin(assignments, kept)
        files = [str(path) for assignment in assignments for path in assignment.check_files]
        arguments = [*_OPTIONS, f"--rootdir={course.root}", *files]
        self._thread = threading.Thread(target=self._run_pytest, args=[arguments], name="checks", daemon=True)
        self._thread.start()
        self.checks = self._collected()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        self.close()

    def run(self, job: Job) -> list[CheckResult]:
        """Run the checks of a job; one result each, in their order."""
        return self._do(lambda: self._plugin.grade(job))

    def draw(self, checks: Sequence[Check]) -> None:
        """Draw the examples of some checks, if they are not drawn already."""
        self._do(lambda: self._plugin.draw(checks))

    def close(self) -> None:
        """Let pytest end."""
        self._plugin.tasks.put(None)
        self._thread.join()

    def _collected(self) -> list[Check]:
        collected = self._plugin.collected.get()
        if isinstance(collected, BaseException):
            self.close()
            raise collected
        return collected

    def _do(self, what: Callable[[], Result]) -> Result:
        """Have something done in pytest's thread, and wait for it."""
        future: Future[Result] = Future()

        def task() -> None:
            try:
                future.set_result(what())
            except Exception as error:  # noqa: BLE001 - it is raised again in the thread that waits
                future.set_exception(error)

        self._plugin.tasks.put(task)
        return future.result()

    def _run_pytest(self, arguments: list[str]) -> None:
        try:
            code = pytest.main(arguments, plugins=[self._plugin])
            sentence = marked("The checks could not be collected (pytest ended with {code}).")
            self._plugin.collected.put(CourseError(say(sentence, code=repr(code))))
        except BaseException as error:  # noqa: BLE001 - it is raised again in the thread that waits for the checks
            self._plugin.collected.put(error)
