"""What a check calls: `student.f(x)` is a round trip to a worker, `reference.f(x)` is the solution itself."""

import copy
import functools
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

from grader.assignment import Limits
from grader.checks.compare import Tolerance, first_difference
from grader.errors import NondeterministicError, ReferenceFault, StudentDied, StudentTimeout
from grader.sandbox import loading
from grader.sandbox.host import Answer, Helpers, LoadFailure, Sandbox, Worker
from grader.submission import Unit

MAX_OUTPUT = 2000
"""Characters of what a check's calls print that are kept for the report."""


@dataclass(frozen=True)
class Call:
    """A call of a student's function, as the check made it."""

    function: str
    args: Sequence[Any]
    keywords: Mapping[str, Any]


@dataclass
class Loading:
    """What became of loading one file; shared by its exercises, so that a file which hangs is waited for once."""

    units: Sequence[Unit]
    failures: list[LoadFailure] = field(default_factory=list)
    death: StudentDied | None = None


class StudentRun:
    """One exercise's worker and the calls that were made of it. The worker is opened by the first call."""

    def __init__(self, sandbox: Sandbox, limits: Limits, loaded: Loading) -> None:
        self._sandbox = sandbox
        self._limits = limits
        self._loaded = loaded
        self._worker: Worker | None = None
        self._fatal: tuple[Call, StudentDied] | None = None
        self._seed = 0
        self._twice = False
        self._seconds = 0.0
        self.round_trips = 0
        self.last: Call | None = None
        self.output = ""

    @property
    def functions(self) -> "Student":
        """What the `student` fixture is."""
        return Student(self, {})

    def begin(self, seed: int, *, twice: bool = False) -> None:
        """Start a check, or one example of it.

        Args:
            seed: what student code draws at random follows from it alone.
            twice: send every input two times, to find out whether it gets one answer.
        """
        self._seed = seed
        self._twice = twice
        self.last = None
        self.output = ""

    def call(self, function: str, helpers: Helpers, *args: Any, **keywords: Any) -> Any:
        """Call a student's function in the worker.

        Raises:
            StudentFault: it ended without a value; after a fatal call every further one ends as that did.
            CheckFailure: it gave two answers to one input.
        """
        if self._fatal is not None:
            self.last, death = self._fatal
            raise death
        worker = self._open()
        self.last = Call(function, args, keywords)
        self._seed += 1
        answer = self._ask(worker, self.last, helpers)
        self.output = (self.output + answer.output)[:MAX_OUTPUT]
        if self._twice:
            _hold_same(function, answer.value, self._ask(worker, self.last, helpers).value)
        return answer.value

    def _ask(self, worker: Worker, call: Call, helpers: Helpers) -> Answer:
        self.round_trips += 1
        counted = {name: self._counted(helper) for name, helper in helpers.items()}
        started = time.monotonic()
        try:
            answer = worker.call(call.function, call.args, call.keywords, self._seed, counted)
            self._seconds += time.monotonic() - started
            self._hold_time(worker)
        except StudentDied as death:
            self._fatal = call, death
            raise
        return answer

    def _hold_time(self, worker: Worker) -> None:
        """Many slow calls may not take for ever what one may not."""
        most = self._limits.seconds_per_exercise
        if self._seconds > most:
            worker.close()
            raise StudentTimeout(f"The calls of this exercise took longer than {most:g} seconds in all.")

    def _counted(self, helper: Callable[..., Any]) -> Callable[..., Any]:
        def help_out(*args: Any, **keywords: Any) -> Any:
            self.round_trips += 1
            return helper(*args, **keywords)

        return help_out

    def close(self) -> None:
        """End the worker, if there is one."""
        if self._worker is not None:
            self._worker.close()

    def _open(self) -> Worker:
        if self._loaded.death is not None:
            raise self._loaded.death
        if self._worker is None:
            self._worker = self._sandbox.open(self._limits.seconds_per_call, self._limits.memory_megabytes)
            try:
                self._loaded.failures = self._worker.load(plain(self._loaded.units))
            except StudentDied as death:
                self._loaded.death = death
                raise
        return self._worker


def _hold_same(function: str, first: Any, second: Any) -> None:
    """Hold two answers to one input to each other, but for what an array's place in memory may change."""
    different = first_difference(second, first, Tolerance(relative=1e-9, absolute=1e-12))
    if different is not None:
        raise NondeterministicError(
            f"`{function}` is nondeterministic: the same input gave two different answers. "
            "Look for what it keeps between calls, a clock, or a generator of its own without a seed.",
            different.difference,
        )


class Student:
    """The student's functions, by name. Arguments travel as copies: what they do to them stays there."""

    def __init__(self, run: StudentRun, helpers: Helpers) -> None:
        self._run = run
        self._helpers = helpers

    def __getattr__(self, name: str) -> Callable[..., Any]:
        if name.startswith("_"):
            raise AttributeError(name)
        return functools.partial(self._run.call, name, self._helpers)

    def replacing(self, **helpers: Callable[..., Any]) -> "Student":
        """The same functions, but where they call the named ones they get the given ones' answers."""
        return Student(self._run, {**self._helpers, **helpers})


class Reference:
    """The solution's functions, by name. Each call gets copies of its arguments: some of them change theirs."""

    def __init__(self, module: ModuleType) -> None:
        self._module = module

    def __getattr__(self, name: str) -> Callable[..., Any]:
        if name.startswith("_"):
            raise AttributeError(name)
        return functools.partial(self._call, name)

    def _call(self, name: str, *args: Any, **keywords: Any) -> Any:
        try:
            return getattr(self._module, name)(*copy.deepcopy(args), **copy.deepcopy(keywords))
        except Exception as error:
            raise ReferenceFault(f"{name}: {type(error).__name__}: {error}") from error

    def replacing(self, **_: Callable[..., Any]) -> "Reference":
        """The same functions: those of the solution are right already."""
        return self


def plain(units: Sequence[Unit]) -> list[dict[str, Any]]:
    """Texts as they travel."""
    return [{"file": unit.file, "text": unit.text, "keep": unit.keep} for unit in units]


def load_module(units: Sequence[Unit], name: str, library: Path) -> tuple[ModuleType, list[dict[str, Any]]]:
    """Texts as a module of this process, silent, and the statements that failed; for trusted code alone."""
    if str(library) not in sys.path:
        sys.path.insert(0, str(library))
    module = loading.new_module(name)
    return module, loading.execute(plain(units), module)


def load_reference(units: Sequence[Unit], slug: str, library: Path) -> Reference:
    """An assignment's solution as functions that print nothing.

    Raises:
        ReferenceFault: a definition or an import in it does not work.
    """
    module, failures = load_module(units, f"solution_{slug}", library)
    if failures:
        first = failures[0]
        raise ReferenceFault(f"{first['file']}, line {first['line']}: {first['error']}")
    module.__dict__["print"] = lambda *_, **__: None
    return Reference(module)
