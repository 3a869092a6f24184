"""The misconceptions of an assignment as functions to compare with, beside the solution's own."""

import contextlib
import copy
import io
import random
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from types import ModuleType
from typing import Any

import numpy as np

from grader.answers import Answer
from grader.errors import CourseError, WireError
from grader.functions import Outcome, replaced
from grader.reference import Reference
from grader.sandbox import wire
from grader.sandbox.host import Helpers

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

    def answer(self, outcome: Outcome) -> Result:
        """What this version comes to where the student's came to that outcome."""
        call = outcome.call
        args, keywords = copy.deepcopy((list(call.args), dict(call.keywords)))
        np.random.seed(outcome.seed % 2**32)
        random.seed(outcome.seed)
        try:
            with _silent(), replaced(self._module, _refusing(outcome.helpers)):
                value = vars(self._module)[self._name](*args, **keywords)
        except Exception as error:  # noqa: BLE001 - misconceptions raise whatever they raise
            return Result(raised=(type(error).__name__, str(error)[:MAX_TEXT]))
        return Result(_travelled(value), _travelled(args) if outcome.left is not None else None)


class Catalogue:
    """The misconceptions of one assignment, by exercise; each use of one begins anew, with no state of the last."""

    def __init__(self, solution: Reference, misconceptions: Sequence[Answer], file: str) -> None:
        self._solution = solution
        self._file = file
        self._answers = misconceptions

    def of(self, exercise: str) -> list[Answer]:
        """The misconceptions of an exercise, in the order of their file."""
        return [answer for answer in self._answers if answer.exercise == exercise]

    def right(self, exercise: str) -> Version:
        """The solution's function."""
        return Version(self._solution.module, exercise)

    def wrong(self, answer: Answer) -> Version:
        """A misconception's function, freshly made, beside the solution's other functions.

        Raises:
            CourseError: its text does not run.
        """
        module = ModuleType(answer.name)
        vars(module).update(vars(self._solution.module))
        try:
            exec(compile(answer.text, f"{self._file}: {answer.name}", "exec"), vars(module))  # noqa: S102 - the author's
        except Exception as error:
            raise CourseError(f"{self._file}, {answer.name}: {type(error).__name__}: {error}") from error
        return Version(module, answer.exercise)


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
