"""A property's examples: drawn once from a seed, replayed for everybody, shrunk for the one whose answer is wrong."""

import contextlib
from collections.abc import Callable, Iterator, Mapping
from enum import IntEnum
from typing import Any

import hypothesis
from hypothesis import HealthCheck, Phase, settings
from hypothesis.internal.conjecture import providers
from hypothesis.internal.constants_ast import Constants
from sortedcontainers import SortedSet

from grader.checks.vocabulary import Property
from grader.errors import CheckFailure, StudentDied, StudentRaised

MAX_SHRINKS = 250
MAX_ROUND_TRIPS = 1500
"""What is spent on making a counterexample smaller: numbers, not a time, so that every run ends at the same one."""

Example = Mapping[str, Any]


class Effort(IntEnum):
    """What is done about a property that fails."""

    COUNT = 0
    """Nothing more: the first example that fails decides."""
    DIAGNOSE = 1
    """It is tried on all of its examples, so that what holds on every one of them can be said."""
    EXPLAIN = 2
    """And the example is made smaller."""


def draw(prop: Property, seed: int) -> list[dict[str, Any]]:
    """The examples of a property, the same for the same seed and the same Hypothesis."""
    drawn: list[dict[str, Any]] = []
    _engine(prop, seed, lambda example: drawn.append(dict(example)), Phase.generate)
    return drawn


def shrink(
    prop: Property, seed: int, run: Callable[[Example], None], round_trips: Callable[[], int] = lambda: 0
) -> Exception | None:
    """Look for the smallest example on which `run` fails.

    Args:
        prop: the property.
        seed: the one that its examples were drawn from.
        run: runs the check on an example, and raises if it does not hold.
        round_trips: how many messages have been exchanged with the worker so far; one call may take many.

    Returns:
        The failure on the smallest example that was found, or None if it never failed.
    """
    smallest: list[Exception] = []
    tries, before = 0, round_trips()

    def attempt(example: Example) -> None:
        nonlocal tries
        tries += 1
        if smallest and (tries > prop.examples + MAX_SHRINKS or round_trips() - before > MAX_ROUND_TRIPS):
            raise _EnoughError
        try:
            run(example)
        except StudentDied as death:
            raise _EnoughError from death  # a hang is not shrunk
        except (CheckFailure, AssertionError, StudentRaised) as failure:
            smallest[:] = [failure]
            raise

    # Hypothesis raises the failure again at the end, or says that it is flaky; the smallest one is noted either way.
    with contextlib.suppress(_EnoughError, Exception):
        _engine(prop, seed, attempt, Phase.generate, Phase.shrink)
    return smallest[0] if smallest else None


class _EnoughError(BaseException):
    """Leaves Hypothesis at once: it shrinks an Exception and lets any other pass."""


def _engine(prop: Property, seed: int, run: Callable[[Example], None], *phases: Phase) -> None:
    def test(**example: Any) -> None:
        run(example)

    configured = settings(
        max_examples=prop.examples,
        phases=phases,
        database=None,
        deadline=None,
        derandomize=False,
        report_multiple_bugs=False,
        print_blob=False,
        suppress_health_check=list(HealthCheck),
    )
    with _without_constants_of_modules():
        hypothesis.seed(seed)(configured(hypothesis.given(**prop.strategies)(test)))()


@contextlib.contextmanager
def _without_constants_of_modules() -> Iterator[None]:
    """Let Hypothesis draw no numbers that it has read in loaded modules.

    It would, and which modules are loaded depends on what was graded before: a solution, a library of the course. The
    examples are to follow from the seed alone. Hypothesis has no setting for it.
    """
    nothing = Constants(integers=SortedSet(), floats=SortedSet(), bytes=SortedSet(), strings=SortedSet())
    before = providers._get_local_constants
    providers._get_local_constants = lambda: nothing
    try:
        yield
    finally:
        providers._get_local_constants = before
