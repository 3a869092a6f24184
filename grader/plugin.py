"""The pytest plugin: the fixtures `student`, `reference` and `golden`, properties replayed, outcomes turned to results.

Checks are collected once. The plugin then waits inside pytest's own test loop for exercises to grade, as many as come.
"""

import contextlib
import inspect
import queue
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, NoReturn, cast

import pytest

from grader.assignment import Assignment
from grader.checks.examples import Effort, Example, draw, shrink
from grader.checks.vocabulary import MARKS, Property
from grader.checks.watching import Comparison, unwatched, watched
from grader.collecting import Check, checks_of
from grader.errors import CourseError, NondeterministicError, StudentDied, StudentRaised
from grader.functions import Call, StudentRun
from grader.model import CheckResult
from grader.reference import Reference
from grader.submission import Unit
from grader.verdict import verdict

FAILURES = (AssertionError, StudentRaised)
"""What says that an example of a property does not hold. A dead worker ends the exercise instead."""


@dataclass
class Job:
    """An exercise to grade: its checks, whom to ask, and what to compare with."""

    checks: Sequence[Check]
    run: StudentRun | None
    student: Any
    reference: Callable[[Check], Reference]
    golden: Callable[[Check], Any]
    file: str = ""
    units: Sequence[Unit] = ()
    effort: Effort = Effort.EXPLAIN
    comparisons: list[Comparison] = field(default_factory=list)
    """What the checks compared, once they have run."""


@dataclass
class Ending:
    """How a check ended: what it raised, and the call that it was about."""

    error: BaseException | None
    call: Call | None
    output: str


class GradingPlugin:
    """One pytest run that collects the checks of some assignments and then does what it is asked, task after task."""

    def __init__(self, assignments: Sequence[Assignment]) -> None:
        self._assignments = assignments
        self._problems: list[str] = []
        self._examples: dict[Check, list[dict[str, Any]]] = {}
        self._by_item: dict[pytest.Item, Check] = {}
        self._endings: dict[pytest.Item, Ending] = {}
        self._job: Job | None = None
        self.tasks: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self.collected: queue.SimpleQueue[list[Check] | BaseException] = queue.SimpleQueue()

    def pytest_configure(self, config: pytest.Config) -> None:
        """Make the vocabulary's marks known."""
        for line in MARKS.values():
            config.addinivalue_line("markers", line)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Keep what went wrong while importing a checks.py."""
        if report.failed:
            self._problems.append(str(report.longrepr))

    def pytest_runtestloop(self) -> bool:
        """Do what comes, until nothing more does."""
        for task in iter(self.tasks.get, None):
            task()
        return True

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """Hand over the checks, or what is wrong with them."""
        for item in session.items:  # another course's checks.py may have the same name
            if isinstance(item, pytest.Function):
                sys.modules.pop(item.module.__name__, None)
        try:
            checks = self._checks(session.items)
        except CourseError as error:
            self.collected.put(error)
            return
        self._by_item = {check.item: check for check in checks}
        self.collected.put(checks)

    def _checks(self, items: Sequence[pytest.Item]) -> list[Check]:
        if self._problems:
            raise CourseError("A checks.py cannot be loaded:\n" + "\n".join(self._problems))
        return checks_of(items, self._assignments)

    @pytest.fixture
    def student(self) -> Any:
        """The student's functions."""
        return self._current.student

    @pytest.fixture
    def reference(self, request: pytest.FixtureRequest) -> Any:
        """The solution's functions."""
        return self._current.reference(self._by_item[request.node])

    @pytest.fixture
    def golden(self, request: pytest.FixtureRequest) -> Any:
        """The recorded values of this check."""
        return self._current.golden(self._by_item[request.node])

    @pytest.hookimpl(tryfirst=True)
    def pytest_pyfunc_call(self, pyfuncitem: pytest.Function) -> bool | None:
        """Run a property on its examples; any other check runs as pytest runs it."""
        check = self._by_item[pyfuncitem]
        if check.property is None:
            self._begin(check.seed, twice=True)
            return None
        self._replay(check, check.property, pyfuncitem)
        return True

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_makereport(self, item: pytest.Item, call: pytest.CallInfo[None]) -> pytest.TestReport:
        """Note how a check ended, with the exception itself. Nobody reads pytest's words on it, so none are made."""
        error = call.excinfo.value if call.excinfo else None
        if call.when == "call" or error is not None:
            run = self._current.run
            last = getattr(error, "call", None) or (run.last if run else None)
            self._endings.setdefault(item, Ending(error, last, run.output if run else ""))
        outcome: Literal["passed", "failed"] = "passed" if error is None else "failed"
        when = cast(Literal["setup", "call", "teardown"], call.when)
        return pytest.TestReport(item.nodeid, item.location, {}, outcome, None, when)

    @property
    def _current(self) -> Job:
        if self._job is None:
            raise RuntimeError("No exercise is being graded.")
        return self._job

    def _begin(self, seed: int, *, twice: bool) -> None:
        if self._current.run:
            self._current.run.begin(seed, twice=twice)

    def draw(self, checks: Sequence[Check]) -> None:
        """Draw the examples of some checks, if they are not drawn already."""
        for check in checks:
            if check.property is not None:
                self._drawn(check, check.property)

    def grade(self, job: Job) -> list[CheckResult]:
        """Run the checks of a job; one result each, in their order."""
        self._job = job
        self._endings = {}
        items = [check.item for check in job.checks]
        if not items:
            return []
        with watched(self._arguments) as job.comparisons:
            for item, following in zip(items, [*items[1:], None], strict=True):
                item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        endings = [self._endings[item] for item in items]
        return [
            verdict(check, ending.error, ending.call, ending.output, job.file, job.units)
            for check, ending in zip(job.checks, endings, strict=True)
        ]

    def _replay(self, check: Check, prop: Property, item: pytest.Function) -> None:
        """Run a property on all of its examples; the first failure is the one that counts, and it is shrunk."""
        wanted = inspect.signature(item.obj).parameters
        fixtures = {name: item.funcargs[name] for name in wanted}

        def run(example: Example, *, twice: bool = False) -> None:
            self._begin(check.seed, twice=twice)
            try:
                prop.test(item.instance, **fixtures, **example)
            except FAILURES as error:
                error.call = self._current.run.last if self._current.run else None  # type: ignore[union-attr]
                raise

        failing: list[tuple[Example, Exception]] = []
        for number, example in enumerate(self._drawn(check, prop)):
            try:
                run(example, twice=number == 0)
            except FAILURES as error:
                failing.append((example, error))
                if isinstance(error, NondeterministicError) or self._current.effort is Effort.COUNT:
                    raise
        if failing and self._current.effort is Effort.DIAGNOSE:
            raise failing[0][1]
        if failing:
            self._explain(check, prop, run, *failing[0])

    def _explain(
        self, check: Check, prop: Property, run: Callable[[Example], None], example: Example, failure: Exception
    ) -> NoReturn:
        """Raise the failure on the smallest example that there is of it, found without leaving a trace."""
        with unwatched(), self._current.run.aside() if self._current.run else contextlib.nullcontext():
            self._hold_again(run, example, failure)
            raise shrink(prop, check.seed, run, self._round_trips) or failure from None

    def _hold_again(self, run: Callable[[Example], None], example: Example, failure: Exception) -> None:
        """Hold an example that failed to failing again: an answer that is right the second time is no answer."""
        try:
            run(example)
        except (*FAILURES, StudentDied):
            return
        again = NondeterministicError(
            "It is nondeterministic: the same input gave a wrong answer first and a right one after that. "
            "Look for what it keeps between calls, a clock, or a generator of its own without a seed."
        )
        again.call = failure.call  # type: ignore[attr-defined]
        raise again

    def _arguments(self) -> Any:
        """Those of the last call of a student's function."""
        last = self._current.run.last if self._current.run else None
        return (*last.args, *last.keywords.values()) if last else ()

    def _round_trips(self) -> int:
        return self._current.run.round_trips if self._current.run else 0

    def _drawn(self, check: Check, prop: Property) -> list[dict[str, Any]]:
        if check not in self._examples:
            self._examples[check] = draw(prop, check.seed)
        return self._examples[check]
