"""The misconceptions of an assignment as functions to compare with, beside the solution's own."""

import contextlib
import copy
import hashlib
import io
import pickle
import random
import warnings
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, partial
from types import CodeType, ModuleType
from typing import Any

import numpy as np

from grader.answers import Answer
from grader.calls import Outcome
from grader.errors import CourseError, WireError
from grader.reference import Reference
from grader.sandbox import wire
from grader.sandbox.messages import Helpers, Step
from grader.student import replaced

KEPT = 16
"""Sequences of calls on which the versions' results are kept: a few for each exercise of an assignment."""
MAX_TEXT = 2000
"""Characters of an exception's text that a worker tells; a misconception's is cut alike."""


@dataclass(frozen=True)
class Result:
    """What a call comes to: a value with the arguments as they were left, or an exception's type and text."""

    value: Any = None
    left: Any = None
    raised: tuple[str, str] | None = None

    @classmethod
    def of(cls, outcome: Outcome) -> "Result":
        """What a student's call came to."""
        if outcome.raised is not None:
            return cls(raised=(outcome.raised.type_name, outcome.raised.text))
        return cls(outcome.value, outcome.left)


class Version:
    """One version of an exercise's function. It is called as a worker would call it, in the order of the calls."""

    def __init__(self, module: ModuleType, name: str) -> None:
        self._module = module
        self._name = name
        self._things: dict[int | None, Any] = {}

    def answer(self, outcome: Outcome) -> Result:
        """What this version comes to where the student's came to that outcome."""
        call, kept = outcome.call, outcome.thing
        if kept in self._things and call.steps:
            return self._done(outcome, call.steps[-1], self._things[kept])
        actions = [Step(self._name, call.args, call.keywords, outcome.seed), *call.steps]
        result, made = self._done_with(outcome, actions[0], self._module)
        if kept is not None and result.raised is None:
            self._things[kept] = made
            for step in call.steps:
                result = self._done(outcome, step, made)
        return result

    def _done(self, outcome: Outcome, step: Step, thing: Any) -> Result:
        return self._done_with(outcome, step, thing)[0]

    def _done_with(self, outcome: Outcome, action: Step, thing: Any) -> tuple[Result, Any]:
        """What an action comes to, and the very value. Of what stays where it is, nothing is to be seen."""
        args, keywords = copy.deepcopy((list(action.args), dict(action.keywords)))
        np.random.seed(action.seed % 2**32)
        random.seed(action.seed)
        try:
            with _silent(), replaced(self._module, _refusing(outcome.helpers)):
                found = getattr(thing, action.name)
                value = found if action.reads else found(*args, **keywords)
        except Exception as error:  # noqa: BLE001 - misconceptions raise whatever they raise
            return Result(raised=(type(error).__name__, str(error)[:MAX_TEXT])), None
        stays = value is thing or (thing is self._module and outcome.thing is not None)
        left = _travelled(args) if outcome.left is not None else None
        return Result(None if stays else _travelled(value), left), value


class Course:
    """What a version comes to on some calls, one after the other, each worked out when it is first looked at."""

    def __init__(self, version: Callable[[], Version], calls: Sequence[Outcome]) -> None:
        self._begin = version
        self._calls = calls
        self._version: Version | None = None
        self._results: list[Result] = []

    def __getitem__(self, number: int) -> Result:
        while len(self._results) <= number:
            self._version = self._version or self._begin()
            self._results.append(self._version.answer(self._calls[len(self._results)]))
        return self._results[number]


class Catalogue:
    """The misconceptions of one assignment, by exercise; each begins anew with every sequence of calls.

    Nearly everybody is asked the same, so what the versions come to on the last few sequences of calls is kept.
    """

    def __init__(self, solution: Reference, misconceptions: Sequence[Answer], file: str) -> None:
        self._solution = solution
        self._file = file
        self._answers = misconceptions
        self._kept: OrderedDict[bytes, Versions] = OrderedDict()

    def versions(self, exercise: str, outcomes: Sequence[Outcome]) -> "Versions":
        """The solution and the misconceptions of an exercise on these calls, the latter in the order of their file."""
        key = _key(exercise, outcomes)
        found = self._kept.pop(key, None) if key else None
        if found is None:
            calls = [outcome._replace(value=None, raised=None) for outcome in outcomes]
            answers = [answer for answer in self._answers if answer.exercise == exercise]
            right = Course(partial(Version, self._solution.module, exercise), calls)
            found = Versions(right, {answer: Course(partial(self._wrong, answer), calls) for answer in answers})
        if key:
            self._kept[key] = found
            if len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return found

    def _wrong(self, answer: Answer) -> Version:
        """A misconception's function, freshly made, beside the solution's other functions.

        Raises:
            CourseError: its text does not run.
        """
        module = ModuleType(answer.name)
        vars(module).update(vars(self._solution.module))
        try:
            exec(_compiled(answer.text, f"{self._file}: {answer.name}"), vars(module))  # noqa: S102 - the author's
        except Exception as error:
            raise CourseError(f"{self._file}, {answer.name}: {type(error).__name__}: {error}") from error
        return Version(module, answer.exercise)


@dataclass(frozen=True)
class Versions:
    """The solution and its misconceptions on one sequence of calls."""

    right: Course
    wrong: Mapping[Answer, Course]
    differing: dict[Any, bool] = field(default_factory=dict)
    """On which calls a misconception differs from the solution, as far as it has been asked for."""


@cache
def _compiled(text: str, file: str) -> CodeType:
    return compile(text, file, "exec")


def _key(exercise: str, outcomes: Sequence[Outcome]) -> bytes | None:
    """What tells sequences of calls apart; None for one of calls that cannot be written down, and is not kept."""
    calls = [
        (
            *outcome.call,
            outcome.seed,
            outcome.thing,
            outcome.left is not None,
            *sorted(_name(h) for h in outcome.helpers.items()),
        )
        for outcome in outcomes
    ]
    try:  # a key and no more: it is never read back
        return hashlib.sha256(pickle.dumps((exercise, calls), protocol=pickle.HIGHEST_PROTOCOL)).digest()
    except (pickle.PicklingError, AttributeError, TypeError):  # a function among the arguments, say
        return None


def _name(helper: tuple[str, Callable[..., Any]]) -> tuple[str, str]:
    return helper[0], getattr(helper[1], "__qualname__", type(helper[1]).__name__)


def _refusing(helpers: Helpers) -> Helpers:
    """The helpers as a worker meets them: whatever they raise arrives as a TypeError with their words."""

    def refuse(helper: Callable[..., Any]) -> Callable[..., Any]:
        def ask(*args: Any, **keywords: Any) -> Any:
            try:
                return helper(*args, **keywords)
            except Exception as error:
                raise TypeError(str(error)) from error

        return ask

    return {name: refuse(helper) for name, helper in helpers.items()}


def _travelled(value: Any) -> Any:
    """A value as it would have come back from a worker; one of exact types alone comes back as it is."""
    try:
        if _is_plain(value):
            return value
        return wire.decode(wire.encode(value))
    except (WireError, RecursionError) as error:
        return wire.Unsupported("too large", str(error))


def _is_plain(value: Any) -> bool:
    kind = type(value)
    if kind is np.ndarray:
        return value.dtype.kind in "biufcSU"
    if kind is dict:
        return all(_is_plain(part) for pair in value.items() for part in pair)
    if kind in (list, tuple):
        return all(map(_is_plain, value))
    return kind in (int, float, bool, str, type(None))


@contextlib.contextmanager
def _silent() -> Any:
    with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
        warnings.simplefilter("ignore")
        yield
