"""Runs checks: one pytest, in a thread of its own, that collects once and then waits for exercises to grade."""

import os
import threading
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

import pytest

from grader.assignment import Assignment
from grader.collecting import Check
from grader.errors import CourseError
from grader.model import CheckResult
from grader.plugin import GradingPlugin, Job

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


class CheckRunner:
    """The checks of some assignments, ready to run. It starts collecting at once; the first use waits for that."""

    def __init__(self, assignments: Sequence[Assignment], root: Path) -> None:
        self._plugin = GradingPlugin(assignments)
        self._checks: list[Check] | None = None
        files = [str(path) for assignment in assignments for path in assignment.check_files]
        arguments = [*_OPTIONS, f"--rootdir={root}", *files]
        self._thread = threading.Thread(target=self._run_pytest, args=[arguments], name="checks", daemon=True)
        self._thread.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        self.close()

    @property
    def checks(self) -> list[Check]:
        """The checks in the order of the handout.

        Raises:
            CourseError: a checks.py is not right.
        """
        if self._checks is None:
            collected = self._plugin.collected.get()
            if isinstance(collected, BaseException):
                raise collected
            self._checks = collected
        return self._checks

    def run(self, job: Job) -> list[CheckResult]:
        """Run the checks of a job; one result each, in their order."""
        self._plugin.jobs.put(job)
        results = job.results.get()
        if isinstance(results, BaseException):
            raise results
        return results

    def close(self) -> None:
        """Let pytest end."""
        self._plugin.jobs.put(None)
        self._thread.join()

    def _run_pytest(self, arguments: list[str]) -> None:
        try:
            code = pytest.main(arguments, plugins=[self._plugin])
            self._plugin.collected.put(CourseError(f"The checks could not be collected (pytest ended with {code!r})."))
        except BaseException as error:  # noqa: BLE001 - it is raised again in the thread that waits for the checks
            self._plugin.collected.put(error)
