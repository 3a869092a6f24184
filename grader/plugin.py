"""The pytest plugin: the fixtures `student`, `reference` and `golden`, properties replayed, outcomes turned to results.

Checks are collected once. The plugin then waits inside pytest's own test loop for exercises to grade, as many as come.
"""

import functools
import inspect
import queue
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal, cast

import pytest

from grader.assignment import Assignment
from grader.checks.examples import draw
from grader.checks.vocabulary import MARKS, Property
from grader.collecting import Check, checks_of
from grader.errors import CourseError
from grader.kept_examples import KeptExamples
from grader.language import say
from grader.marking import Ending, Job, Marking, Ready
from grader.model import CheckResult

OWN = ("student", "reference", "golden")
"""The fixtures that are the grader's own."""


class GradingPlugin:
    """One pytest run that collects the checks of some assignments and then does what it is asked, task after task."""

    def __init__(self, assignments: Sequence[Assignment], kept: KeptExamples | None = None) -> None:
        self._assignments = assignments
        self._kept = kept
        self._problems: list[str] = []
        self._examples: dict[Check, list[dict[str, Any]]] = {}
        self._by_item: dict[pytest.Item, Check] = {}
        self._endings: dict[Check, Ending] = {}
        self._job: Job | None = None
        self._marking: Marking | None = None
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
        self._forget_modules()
        try:
            checks = self._checks(session.items)
        except CourseError as error:
            self.collected.put(error)
            return
        self._by_item = {check.item: check for check in checks}
        self.collected.put(checks)

    def _forget_modules(self) -> None:
        """Leave no checks.py in memory, nor what came of one that broke: another course's may have the same name."""
        files = {str(path) for assignment in self._assignments for path in assignment.check_files}
        for name, module in list(sys.modules.items()):
            if getattr(module, "__dict__", {}).get("__file__") in files:
                del sys.modules[name]

    def _checks(self, items: Sequence[pytest.Item]) -> list[Check]:
        if self._problems:
            raise CourseError(say("A checks.py cannot be loaded:\n{text}", text="\n".join(self._problems)))
        return checks_of(items, self._assignments)

    @pytest.fixture
    def student(self, request: pytest.FixtureRequest) -> Any:
        """The student's functions."""
        return self._own("student", self._by_item[request.node])

    @pytest.fixture
    def reference(self, request: pytest.FixtureRequest) -> Any:
        """The solution's functions."""
        return self._own("reference", self._by_item[request.node])

    @pytest.fixture
    def golden(self, request: pytest.FixtureRequest) -> Any:
        """The recorded values of this check."""
        return self._own("golden", self._by_item[request.node])

    @pytest.hookimpl(tryfirst=True)
    def pytest_pyfunc_call(self, pyfuncitem: pytest.Function) -> bool:
        """Carry out a check that pytest has set up."""
        assert self._marking is not None
        check = self._by_item[pyfuncitem]
        ready = self._ready(check, pyfuncitem.funcargs, pyfuncitem.instance)
        self._endings[check] = self._marking.alone(ready)
        return True

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_makereport(self, item: pytest.Item, call: pytest.CallInfo[None]) -> pytest.TestReport:
        """Note what kept a check from being carried out. Nobody reads pytest's words on it, so none are made."""
        if call.excinfo:
            self._endings.setdefault(self._by_item[item], Ending(call.excinfo.value))
        outcome: Literal["passed", "failed"] = "failed" if call.excinfo else "passed"
        when = cast(Literal["setup", "call", "teardown"], call.when)
        return pytest.TestReport(item.nodeid, item.location, {}, outcome, None, when)

    def draw(self, checks: Sequence[Check]) -> None:
        """Draw the examples of some checks, if they are not drawn already."""
        for check in checks:
            self._drawn(check)

    def grade(self, job: Job) -> list[CheckResult]:
        """Carry out the checks of a job; one result each, in their order."""
        self._job, self._marking = job, Marking(job)
        endings = self._at_once(job.checks) if all(map(_is_plain, job.checks)) else self._by_pytest(job.checks)
        return [self._marking.result(check, ending) for check, ending in zip(job.checks, endings, strict=True)]

    def _at_once(self, checks: Sequence[Check]) -> list[Ending]:
        """Carry out checks that ask for nothing of pytest's."""
        assert self._marking is not None
        return self._marking.together(
            [
                self._ready(
                    check, {name: self._own(name, check) for name in OWN if name in _wanted(check.item)}, _owner(check)
                )
                for check in checks
            ]
        )

    def _by_pytest(self, checks: Sequence[Check]) -> list[Ending]:
        """Carry out checks one after the other, with the fixtures and the setting up that their author has added."""
        self._endings = {}
        items = [check.item for check in checks]
        for item, following in zip(items, [*items[1:], None], strict=True):
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        return [self._endings[check] for check in checks]

    def _own(self, name: str, check: Check) -> Any:
        """The value of one of the grader's own fixtures."""
        if self._job is None:
            raise RuntimeError("No exercise is being graded.")
        if name == "student":
            return self._job.student
        return self._job.reference(check) if name == "reference" else self._job.golden(check)

    def _ready(self, check: Check, values: Mapping[str, Any], owner: object) -> Ready:
        """A check with the values of its fixtures, as a method of its owner."""
        test = check.property.test if check.property else check.item.function
        bound = functools.partial(test, owner) if check.item.cls else test
        fixtures = {name: values[name] for name in _wanted(check.item)}
        return Ready(check, functools.partial(bound, **fixtures), self._drawn(check))

    def _drawn(self, check: Check) -> list[dict[str, Any]]:
        if check.property is None:
            return []
        if check not in self._examples:
            self._examples[check] = self._kept_or_drawn(check, check.property)
        return self._examples[check]

    def _kept_or_drawn(self, check: Check, prop: Property) -> list[dict[str, Any]]:
        if self._kept is None:
            return draw(prop, check.seed)
        slug = check.assignment.slug
        examples = self._kept.get(slug, check.name, list(prop.strategies))
        if examples is None:
            examples = draw(prop, check.seed)
            self._kept.put(slug, check.name, examples)
        return examples


@functools.cache
def _wanted(item: pytest.Function) -> list[str]:
    """The fixtures that a check names."""
    return [name for name in inspect.signature(item.function).parameters if name in item.fixturenames]


def _owner(check: Check) -> object:
    """An instance of the class that a check stands in, if it does."""
    return check.item.cls() if check.item.cls else None


@functools.cache
def _is_plain(check: Check) -> bool:
    """Whether a check asks for nothing that is pytest's to give: fixtures of its author's, parameters, marks."""
    item = check.item
    marks = {mark.name for mark in item.iter_markers()}
    others = set(item.fixturenames) - {*OWN, "request"}  # the last is what the grader's own ask for
    wants_no_more = not others and set(_wanted(item)) <= set(OWN) and not hasattr(item, "callspec")
    return wants_no_more and marks <= set(MARKS)
