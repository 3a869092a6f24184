"""Carries out the checks of one exercise on one student's functions, and tells how each of them ended."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from greenlet import GreenletExit

from grader.calls import Call
from grader.checks.examples import Effort, Example, shrink
from grader.checks.snippet import literal
from grader.checks.vocabulary import Property
from grader.checks.watching import Comparison, unwatched, watched
from grader.collecting import Check
from grader.errors import CheckFailure, NondeterministicError, StudentDied, StudentRaised
from grader.functions import BrokenOffError, StudentRun, Turn
from grader.language import say
from grader.model import CheckResult
from grader.reference import Reference
from grader.submission import Unit
from grader.verdict import verdict

FAILURES = (AssertionError, StudentRaised)
"""What says that an example of a property does not hold. A dead worker ends the exercise instead."""
NO_TURN = Turn()
"""That of checks on functions which are not a student's."""


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


Body = Callable[..., None]
"""A check with its fixtures, called with the values of an example, or with nothing if it has none."""


@dataclass(frozen=True)
class Ready:
    """A check that can be carried out: its body, and its examples; a check without any is carried out once."""

    check: Check
    body: Body
    examples: Sequence[Example]


@dataclass(frozen=True)
class Ending:
    """How a check, or one example of it, ended: what it raised, the call that it was about, and what was printed."""

    error: BaseException | None = None
    call: Call | None = None
    output: str = ""
    comparisons: Sequence[Comparison] = ()

    @property
    def fails(self) -> bool:
        """Whether it says that the student's functions do not hold; any other error ends the check at once."""
        return isinstance(self.error, FAILURES)


class Marking:
    """The checks of one exercise, on one student's functions."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._has_explained = False

    def together(self, checks: Sequence[Ready]) -> list[Ending]:
        """Carry out checks with as few messages to the worker as may be: the public ones, and then the hidden ones.

        No public check has a call left once a hidden input is with the worker: what a student's functions keep of it
        could be in what they say of the next call.
        """
        endings = [Ending()] * len(checks)
        for hidden in (False, True):
            places = [place for place, ready in enumerate(checks) if ready.check.hidden is hidden]
            for place, ending in zip(places, self._together([checks[place] for place in places]), strict=True):
                endings[place] = ending
        return endings

    def _together(self, checks: Sequence[Ready]) -> list[Ending]:
        """Carry out checks, all their calls at a time.

        A call that is fatal breaks them off. Then they are carried out one after the other, so that what comes before
        the fatal call keeps its points.
        """
        if self._job.run is None:
            return [self.alone(ready) for ready in checks]
        turns = [list(self._turns(ready)) for ready in checks]
        try:
            ended = iter(self._job.run.together([turn for mine in turns for turn in mine]))
        except BrokenOffError:
            return [self.alone(ready) for ready in checks]
        return [self._judged(ready, [next(ended) for _ in mine]) for ready, mine in zip(checks, turns, strict=True)]

    def alone(self, ready: Ready) -> Ending:
        """Carry out one check, call by call."""
        endings = []
        for turn in self._turns(ready):
            endings.append(turn())
            if endings[-1].error is not None and not endings[-1].fails:
                break
        return self._judged(ready, endings)

    def result(self, check: Check, ending: Ending) -> CheckResult:
        """What the report says of an ending."""
        return verdict(check, ending.error, ending.call, ending.output, self._job.file, self._job.units)

    def _turns(self, ready: Ready) -> Iterator[Callable[[], Ending]]:
        if ready.check.property is None:
            yield partial(self._ended, ready, 0, ready.body)
        for number, example in enumerate(ready.examples):
            yield partial(self._ended, ready, number, partial(ready.body, **example))

    def _ended(self, ready: Ready, number: int, act: Callable[[], None]) -> Ending:
        turn = self._begin(ready.check, number)
        with watched(lambda: _arguments(turn.last)) as comparisons:
            try:
                _act(act, turn)
            except (KeyboardInterrupt, GreenletExit):  # somebody else wants this to end
                raise
            except BaseException as error:  # noqa: BLE001 - whatever it is, it is how the check ended
                return Ending(error, turn.last, turn.output, comparisons)
        return Ending(comparisons=comparisons)

    def _begin(self, check: Check, number: int) -> Turn:
        """The first inputs of a check are sent twice."""
        if self._job.run is None:
            return NO_TURN
        return self._job.run.begin(check.seed, twice=number == 0, name=(check.name, number))

    def _judged(self, ready: Ready, endings: Sequence[Ending]) -> Ending:
        """How a check ended, from how its examples did.

        The first failure of an exercise is made smaller. Of later ones, which often have the same cause, the failing
        example that is the shortest to read has to do.
        """
        for ending in endings:
            self._job.comparisons += ending.comparisons
        failing = [number for number, ending in enumerate(endings) if ending.error is not None]
        if not failing:
            return Ending()
        first = endings[failing[0]]
        if self._job.effort is Effort.COUNT:
            return first
        other = [endings[number] for number in failing if not endings[number].fails]
        if other or self._job.effort is Effort.DIAGNOSE or isinstance(first.error, NondeterministicError):
            return other[0] if other else first
        if ready.check.property is None or ready.check.hidden:  # of a hidden check no example is shown
            return first
        if self._has_explained:
            return min((endings[number] for number in failing), key=_length)
        self._has_explained = True
        return self._explained(ready, ready.check.property, ready.examples[failing[0]], first)

    def _explained(self, ready: Ready, prop: Property, example: Example, first: Ending) -> Ending:
        """The failure on the smallest example that there is of it, found without leaving a trace."""
        smallest = first

        def run(tried: Example) -> None:
            nonlocal smallest
            turn = self._begin(ready.check, -1)
            try:
                _act(partial(ready.body, **tried), turn)
            except FAILURES as error:
                smallest = Ending(error, turn.last, turn.output)
                raise

        student = self._job.run
        with unwatched(), student.aside() if student else nullcontext():
            if self._holds(run, example):
                return _nondeterministic(first)
            error = shrink(prop, ready.check.seed, run, lambda: student.round_trips if student else 0)
        return smallest if error is not None else first

    def _holds(self, run: Callable[[Example], None], example: Example) -> bool:
        """Whether an example that failed holds the second time: such an answer is no answer."""
        try:
            run(example)
        except (*FAILURES, StudentDied):
            return False
        return True


def _act(act: Callable[[], None], turn: Turn) -> None:
    """Carry a check out. One that goes on with what a method gave back, and gets None, says so to the student."""
    try:
        act()
    except AttributeError as error:
        last = turn.last
        if error.obj is not None or last is None or not last.steps or not turn.nothing:
            raise
        name = f"{last.function}.{last.steps[-1].name}"
        raise CheckFailure(
            f"`{name}` gave back None, and the check goes on with what it gives back, by `{error.name}`. "
            "Look for a `return` that is missing: `return self`, if it is the object itself that goes on."
        ) from error


def _nondeterministic(first: Ending) -> Ending:
    error = NondeterministicError(
        say(
            "It is nondeterministic: the same input gave a wrong answer first and a right one after that. "
            "Look for what it keeps between calls, a clock, or a generator of its own without a seed."
        )
    )
    return Ending(error, first.call, first.output)


def _length(ending: Ending) -> int:
    """How long a call is to read."""
    return len(literal(ending.call.given)) if ending.call else 0


def _arguments(call: Call | None) -> Any:
    return call.given if call else ()
