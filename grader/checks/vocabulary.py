"""The words a checks.py is written in: exercise, points, hint, given.

A class per exercise, a function per check; its docstring is the sentence that the student reads.

    @exercise("initialize_parameters_he")
    class TestHe:
        @points(3)
        @hint("b has one column: (n, 1), not (n,).")
        @given(dims=layer_dims())
        def test_shapes(self, student, dims):
            \"\"\"W of layer l is (n_l, n_{l-1}); b is (n_l, 1).\"\"\"
            assert_shapes(student.initialize_parameters_he(dims), parameter_shapes(dims))
"""

import functools
import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis.strategies import SearchStrategy

from grader.language import say

MARKS = {
    "exercise": "exercise(name): the exercise in assignment.toml that the checks of this class belong to",
    "points": "points(number): what the check is worth",
    "hint": "hint(text): what a student reads first when the check fails",
}

PROPERTY_ATTRIBUTE = "grader_property"
DEFAULT_EXAMPLES = 25


@dataclass(frozen=True)
class Property:
    """A check over drawn examples: the test, its strategies by argument name, and how many examples to draw."""

    test: Callable[..., None]
    strategies: dict[str, SearchStrategy[Any]]
    examples: int


def exercise(name: str) -> pytest.MarkDecorator:
    """Say which exercise the checks of a class belong to."""
    return pytest.mark.exercise(name)


def points(number: int) -> pytest.MarkDecorator:
    """Say what a check is worth, in whole points."""
    return pytest.mark.points(number)


def hint(text: str) -> pytest.MarkDecorator:
    """Say what a student reads first when the check fails; on a class it holds for the checks without one."""
    return pytest.mark.hint(text)


def given(
    *, examples: int = DEFAULT_EXAMPLES, **strategies: SearchStrategy[Any]
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Hypothesis's `given`, drawn once for all: every submission meets the same examples, and only a failure is shrunk.

    Args:
        examples: how many examples to draw.
        strategies: a Hypothesis strategy for each argument of the check that is not a fixture.
    """

    def decorate(test: Callable[..., None]) -> Callable[..., None]:
        @functools.wraps(test)
        def check(*_: Any, **__: Any) -> None:
            raise TypeError(say("A check over examples is run by the grader: `grader grade`, not `pytest checks.py`."))

        signature = inspect.signature(test)
        fixtures = [p for name, p in signature.parameters.items() if name not in strategies]
        check.__signature__ = signature.replace(parameters=fixtures)  # type: ignore[attr-defined]
        setattr(check, PROPERTY_ATTRIBUTE, Property(test, strategies, examples))
        return check

    return decorate
