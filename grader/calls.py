"""A call of a student's function, what is then done with what it gave back, and what came of that."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from grader.errors import StudentRaised
from grader.sandbox.messages import Helpers, Step

LIGHT = 1 << 20
"""Bytes of an array that are sent twice, and looked at twice; more take longer than a second look is worth."""


class Call(NamedTuple):
    """A call of a student's function, as the check made it, and the steps with what it gave back."""

    function: str
    args: Sequence[Any]
    keywords: Mapping[str, Any]
    steps: tuple[Step, ...] = ()

    @property
    def last(self) -> "Call | Step":
        """What was asked last: the last step, or the call itself."""
        return self.steps[-1] if self.steps else self

    @property
    def given(self) -> tuple[Any, ...]:
        """All that was handed over, from the first argument to the last."""
        parts = [(self.args, self.keywords), *((step.args, step.keywords) for step in self.steps)]
        return tuple(value for args, keywords in parts for value in (*args, *keywords.values()))


class Outcome(NamedTuple):
    """What a call of a student's function came to: a value, or what it raised.

    `left` are the positional arguments as the function left them, None where nobody looked. `thing` is the number of
    what the call made, if that stayed in the worker.
    """

    call: Call
    helpers: Helpers
    seed: int
    value: Any = None
    left: Any = None
    raised: StudentRaised | None = None
    thing: int | None = None


def is_light(value: Any) -> bool:
    """Whether no array in a value is too large to be dealt with more than once."""
    if isinstance(value, Mapping):
        value = list(value.values())
    if isinstance(value, list | tuple):
        return all(map(is_light, value))
    return not isinstance(value, np.ndarray) or value.nbytes <= LIGHT
