"""What a check calls the student's functions by: `student.f(x)` is a round trip to a worker."""

import contextlib
import functools
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import ModuleType
from typing import Any

from grader.assignment import Limits
from grader.checks.compare import Tolerance, first_difference
from grader.errors import CourseError, NondeterministicError, StudentDied, StudentRaised, StudentTimeout
from grader.sandbox.host import Answer, Helpers, LoadFailure, Sandbox, Worker
from grader.sandbox.wire import Unsupported
from grader.submission import Unit

MAX_OUTPUT = 2000
"""Characters of what a check's calls print that are kept for the report."""


@dataclass(frozen=True)
class Call:
    """A call of a student's function, as the check made it."""

    function: str
    args: Sequence[Any]
    keywords: Mapping[str, Any]


@dataclass(frozen=True)
class Outcome:
    """What a call of a student's function came to: a value, or what it raised.

    `left` are the positional arguments as the function left them, None where nobody looked.
    """

    call: Call
    helpers: Helpers
    seed: int
    value: Any = None
    left: Any = None
    raised: StudentRaised | None = None


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
        self._is_aside = False
        self.round_trips = 0
        self.outcomes: list[Outcome] = []
        self.last: Call | None = None
        self.output = ""

    @property
    def functions(self) -> "Student":
        """What the `student` fixture is."""
        return Student(self)

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

    @contextlib.contextmanager
    def aside(self) -> Iterator[None]:
        """Ask a worker of its own for a while, and keep no outcomes: what is tried there leaves no trace here."""
        worker, fatal = self._worker, self._fatal
        self._worker, self._is_aside = None, True
        try:
            yield
        finally:
            self.close()
            self._worker, self._fatal, self._is_aside = worker, fatal, False

    def call(self, manner: "Manner", function: str, *args: Any, **keywords: Any) -> Any:
        """Call a student's function in the worker.

        Raises:
            StudentFault: it ended without a value; after a fatal call every further one ends as that did.
            CheckFailure: it gave two answers to one input.
            CourseError: the check has replaced the very function that it calls.
        """
        if function in manner.helpers:
            raise CourseError(f"the check calls {function} and replaces it: it would judge the replacement")
        if self._fatal is not None:
            self.last, death = self._fatal
            raise death
        worker = self._open()
        self.last = Call(function, args, keywords)
        self._seed += 1
        answer = self._ask(worker, self.last, manner)
        self.output = (self.output + answer.output)[:MAX_OUTPUT]
        if self._twice:
            _hold_same(function, answer.value, self._ask(worker, self.last, manner).value)
        return (answer.value, _as_left(answer.left, args)) if manner.observed else answer.value

    def _ask(self, worker: Worker, call: Call, manner: "Manner") -> Answer:
        self.round_trips += 1
        counted = {name: self._counted(helper) for name, helper in manner.helpers.items()}
        started = time.monotonic()
        try:
            answer = worker.call(call.function, call.args, call.keywords, self._seed, counted, observed=manner.observed)
            self._seconds += time.monotonic() - started
            self._hold_time(worker)
        except StudentDied as death:
            self._fatal = call, death
            raise
        except StudentRaised as error:
            self._keep(Outcome(call, manner.helpers, self._seed, raised=error))
            raise
        left = answer.left if manner.observed else None  # what a worker says without being asked is nothing
        self._keep(Outcome(call, manner.helpers, self._seed, answer.value, left))
        return answer

    def _keep(self, outcome: Outcome) -> None:
        if not self._is_aside:
            self.outcomes.append(outcome)

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


def _as_left(left: Any, args: Sequence[Any]) -> list[Any]:
    """The arguments as a worker says that they were left; one that says nothing of the kind did something to them."""
    if type(left) is list and len(left) == len(args):
        return left
    return [Unsupported("unknown", "nothing that could be looked at after the call")] * len(args)


def _hold_same(function: str, first: Any, second: Any) -> None:
    """Hold two answers to one input to each other, but for what an array's place in memory may change."""
    different = first_difference(second, first, Tolerance(relative=1e-9, absolute=1e-12))
    if different is not None:
        raise NondeterministicError(
            f"`{function}` is nondeterministic: the same input gave two different answers. "
            "Look for what it keeps between calls, a clock, or a generator of its own without a seed.",
            different.difference,
        )


@dataclass(frozen=True)
class Manner:
    """How functions are called: with helpers in place of some of theirs, and with their arguments looked at after."""

    helpers: Helpers = field(default_factory=dict)
    observed: bool = False


PLAINLY = Manner()
"""Without helpers, and without looking."""


class Student:
    """The student's functions, by name. Arguments travel as copies: what they do to them stays there."""

    def __init__(self, run: StudentRun, manner: Manner = PLAINLY) -> None:
        self._run = run
        self._manner = manner

    def __getattr__(self, name: str) -> Callable[..., Any]:
        if name.startswith("_"):
            raise AttributeError(name)
        return functools.partial(self._run.call, self._manner, name)

    @property
    def observed(self) -> "Student":
        """The same functions, giving back the answer and the list of positional arguments as they left them."""
        return Student(self._run, replace(self._manner, observed=True))

    def replacing(self, **helpers: Callable[..., Any]) -> "Student":
        """The same functions, but where they call the named ones they get the given ones' answers."""
        return Student(self._run, replace(self._manner, helpers={**self._manner.helpers, **helpers}))


@contextlib.contextmanager
def replaced(module: ModuleType, helpers: Helpers) -> Iterator[None]:
    """Let some functions of a module be others for a while."""
    before = {name: vars(module)[name] for name in helpers if name in vars(module)}
    vars(module).update(helpers)
    try:
        yield
    finally:
        for name in helpers:
            del vars(module)[name]
        vars(module).update(before)


def plain(units: Sequence[Unit]) -> list[dict[str, Any]]:
    """Texts as they travel."""
    return [{"file": unit.file, "text": unit.text, "keep": unit.keep} for unit in units]
