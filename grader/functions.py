"""What a check calls the student's functions by: `student.f(x)` is a round trip to a worker."""

import contextlib
import functools
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from types import ModuleType
from typing import Any, NamedTuple, TypeVar

import numpy as np
from msgspec.structs import replace as replace_fields

from grader.assignment import Limits
from grader.checks.compare import Tolerance, first_difference
from grader.chorus import Chorus
from grader.errors import CourseError, NondeterministicError, StudentDied, StudentFault, StudentRaised, StudentTimeout
from grader.sandbox import loading
from grader.sandbox.host import Answer, Helpers, LoadFailure, Question, Reply, Sandbox, Units, Worker
from grader.sandbox.wire import Unsupported
from grader.submission import Source, Unit

MAX_OUTPUT = 2000
"""Characters of what a check's calls print that are kept for the report."""
LIGHT = 1 << 20
"""Bytes of an array that are sent twice, and looked at twice; more take longer than a second look is worth."""


class Call(NamedTuple):
    """A call of a student's function, as the check made it."""

    function: str
    args: Sequence[Any]
    keywords: Mapping[str, Any]


class Outcome(NamedTuple):
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

    @functools.cached_property
    def texts(self) -> Units:
        """The units as they travel."""
        return plain(self.units)


@dataclass(frozen=True)
class Handout:
    """An assignment's file as it is given out: the functions in it, and its texts as they travel."""

    names: frozenset[str]
    texts: Units

    @classmethod
    def of(cls, source: Source) -> "Handout":
        """The handout that a source is. It stands in no traceback: a student has not written it."""
        return cls(frozenset(source.functions), plain([replace_fields(u, file="<handout>") for u in source.units]))


Place = tuple[Any, ...]
"""Where in an exercise's checks a call is made: the turn, the call's number in it, and the first or second time."""


@dataclass
class Turn:
    """One check, or one example of it, as far as it has come.

    Attributes:
        name: what tells it from the others of the exercise.
        seed: what student code draws at random follows from it alone; it goes up by one with each call.
        twice: whether every input is sent two times, to find out whether it gets one answer.
        last: the last call that was made.
        output: what the calls printed.
    """

    name: Any = None
    seed: int = 0
    twice: bool = False
    last: Call | None = None
    output: str = ""


class _Asked(NamedTuple):
    """A call on its way to the worker."""

    place: Place
    call: Call
    question: Question


_turn: ContextVar[Turn] = ContextVar("turn")
Result = TypeVar("Result")


class BrokenOffError(Exception):
    """A call was fatal while many were made at a time. It and what had been answered by then are kept."""


class StudentRun:
    """One exercise's worker and the calls that were made of it. The worker is opened by the first call."""

    def __init__(self, sandbox: Sandbox, limits: Limits, loaded: Loading, handout: Handout | None = None) -> None:
        self._sandbox = sandbox
        self._limits = limits
        self._loaded = loaded
        self._handout = handout
        self._worker: Worker | None = None
        self._fatal: tuple[Call, StudentDied] | None = None
        self._foretold: dict[Place, Reply] = {}
        self._chorus: Chorus[_Asked, Reply] | None = None
        self._seconds = 0.0
        self._is_aside = False
        self._other: tuple[Worker | None, tuple[Call, StudentDied] | None, dict[Place, Reply]] = None, None, {}
        self._messages = 0
        self.outcomes: list[Outcome] = []

    @property
    def functions(self) -> "Student":
        """What the `student` fixture is."""
        return Student(self)

    @property
    def round_trips(self) -> int:
        """How many messages have been exchanged with the exercise's workers so far; many calls may go in one."""
        return self._messages + (self._worker.messages if self._worker else 0)

    @property
    def turn(self) -> Turn:
        """The check or the example that is under way in this context."""
        if (turn := _turn.get(None)) is None:
            _turn.set(turn := Turn())
        return turn

    def begin(self, seed: int, *, twice: bool = False, name: Any = None) -> Turn:
        """Start a check, or one example of it: a `Turn`."""
        turn = Turn(name, seed, twice)
        _turn.set(turn)
        return turn

    def together(self, parts: Iterable[Callable[[], Result]]) -> list[Result]:
        """Run several turns at a time, so that the calls that they wait for are made in one message.

        Raises:
            BrokenOffError: one of the calls was fatal. The same turns can then be run one after the other: what is
                known already is not asked again, and the fatal call ends as it did.
        """
        self._chorus = Chorus(self._ask_all)
        try:
            return self._chorus.sing(parts)
        finally:
            self._chorus = None

    @contextlib.contextmanager
    def aside(self) -> Iterator[None]:
        """Ask another worker for a while, and keep no outcomes: what is tried there leaves no trace here."""
        self._swap()
        try:
            yield
        finally:
            if self._fatal is not None:
                self._end()
            self._swap()

    def _swap(self) -> None:
        """Change the exercise's own worker for the one on which things are tried, or back."""
        here = self._worker, self._fatal, self._foretold
        self._worker, self._fatal, self._foretold = self._other
        self._other = here
        self._is_aside = not self._is_aside

    def call(self, manner: "Manner", function: str, *args: Any, **keywords: Any) -> Any:
        """Call a student's function in the worker.

        Raises:
            StudentFault: it ended without a value; after a fatal call every further one ends as that did.
            CheckFailure: it gave two answers to one input.
            CourseError: the check has replaced the very function that it calls.
        """
        if function in manner.helpers or function in manner.as_given:
            raise CourseError(f"the check calls {function} and replaces it: it would judge the replacement")
        self._hold_given(manner)
        turn = self.turn
        if self._fatal is not None:
            turn.last, death = self._fatal
            raise death
        turn.last = call = Call(function, args, keywords)
        turn.seed += 1
        question = Question(function, args, keywords, turn.seed, manner.helpers, manner.as_given, manner.observed)
        times = 2 if turn.twice and is_light((args, keywords)) else 1
        asked = [_Asked((turn.name, turn.seed, time), call, question) for time in range(times)]
        first, *second = self._chorus.ask(asked) if self._chorus else map(self._ask, asked)
        answer = _answer(first)
        turn.output = (turn.output + answer.output)[:MAX_OUTPUT]
        for reply in second:
            _hold_same(function, answer.value, _answer(reply).value)
        return (answer.value, _as_left(answer.left, args)) if manner.observed else answer.value

    def close(self) -> None:
        """End the workers, as far as there are any."""
        self._end()
        self._swap()
        self._end()
        self._swap()

    def _end(self) -> None:
        """End the worker that is asked now."""
        if self._worker is not None:
            self._worker.close()
            self._messages += self._worker.messages
        self._worker = self._fatal = None

    def _ask(self, asked: _Asked) -> Reply:
        """The reply to one question, which may be known already; after a fatal call, that one's."""
        if self._fatal is not None:
            return self._fatal[1]
        known = self._foretold if asked.place in self._foretold else self._replies([asked])
        reply = known[asked.place]
        if isinstance(reply, StudentDied):
            self._fatal = asked.call, reply
        self._keep(asked, reply)
        return reply

    def _ask_all(self, many: Sequence[_Asked]) -> Sequence[Reply]:
        """The replies to many questions, asked at once."""
        replies = self._replies(many)
        self._foretold.update(replies)
        for death in replies.values():
            if isinstance(death, StudentDied):
                self._start_over()
                raise BrokenOffError from death
        for asked in many:
            self._keep(asked, replies[asked.place])
        return [replies[asked.place] for asked in many]

    def _replies(self, many: Sequence[_Asked]) -> dict[Place, Reply]:
        """What the worker says to many questions; where one of them is fatal, what is known by then, and the death."""
        try:
            worker = self._open()
        except StudentDied as error:
            return {many[0].place: error}
        started, most = time.monotonic(), self._limits.seconds_per_exercise
        said = worker.call_all([asked.question for asked in many], max(most - self._seconds, 0.0))
        self._seconds += time.monotonic() - started
        replies = {asked.place: reply for asked, reply in zip(many, said.heard, strict=False)}
        fatal, death = said.fatal, said.death
        if self._seconds > most:  # many slow calls may not take for ever what one may not
            worker.close()
            fatal = len(many) - 1 if fatal is None else fatal
            death = StudentTimeout(f"The calls of this exercise took longer than {most:g} seconds in all.")
        return replies if death is None or fatal is None else {**replies, many[fatal].place: death}

    def _start_over(self) -> None:
        """Forget what was called; whatever is asked and not known yet is asked of a fresh worker."""
        self._end()
        self.outcomes.clear()

    def _hold_given(self, manner: "Manner") -> None:
        for name in manner.as_given:
            if self._handout is None or name not in self._handout.names:
                raise CourseError(f"the check wants {name} as it was given out, and the stub has no such function")

    def _keep(self, asked: _Asked, reply: Reply) -> None:
        """Note what a call came to, but for what is tried aside."""
        if self._is_aside:
            return
        helpers, seed = asked.question.helpers, asked.question.seed
        if isinstance(reply, StudentRaised):
            self.outcomes.append(Outcome(asked.call, helpers, seed, raised=reply))
        elif isinstance(reply, Answer):  # what a worker says without being asked is nothing
            left = reply.left if asked.question.observed else None
            self.outcomes.append(Outcome(asked.call, helpers, seed, reply.value, left))

    def _open(self) -> Worker:
        if self._loaded.death is not None:
            raise self._loaded.death
        if self._worker is None:
            limits, units = self._limits, self._loaded.texts
            handout = self._handout.texts if self._handout else ()
            self._worker = self._sandbox.open(limits.seconds_per_call, limits.memory_megabytes, units)
            try:
                self._loaded.failures = self._worker.load(units, handout)
            except StudentDied as death:
                self._loaded.death = death
                raise
        return self._worker


def is_light(value: Any) -> bool:
    """Whether no array in a value is too large to be dealt with more than once."""
    if isinstance(value, Mapping):
        value = list(value.values())
    if isinstance(value, list | tuple):
        return all(map(is_light, value))
    return not isinstance(value, np.ndarray) or value.nbytes <= LIGHT


def _answer(reply: Reply) -> Answer:
    """The answer that a reply is.

    Raises:
        StudentFault: it is none.
    """
    if isinstance(reply, StudentFault):
        raise reply
    return reply


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
    """How functions are called: with others in place of some of theirs, and with their arguments looked at after."""

    helpers: Helpers = field(default_factory=dict)
    as_given: tuple[str, ...] = ()
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

    def as_given(self, *names: str) -> "Student":
        """The same functions, but where they call the named ones they get those of the handout.

        Unlike helpers, these run beside the student's functions, in the worker: a thousand calls of one cost no round
        trip. So it is for what the handout gives away in full, and for nothing that is to be found.
        """
        return Student(self._run, replace(self._manner, as_given=(*self._manner.as_given, *names)))


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
    return loading.prepared([{"file": unit.file, "text": unit.text, "keep": unit.keep} for unit in units])
