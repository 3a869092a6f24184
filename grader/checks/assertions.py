"""What a check asserts of an answer. Every failure is one sentence with the place, what is there and what should be."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from grader.checks.compare import (
    Tolerance,
    describe,
    failure,
    first_difference,
    missing_key_failure,
    trait_failure,
    unexpected_key_failure,
)
from grader.checks.watching import Shape, note
from grader.errors import CheckFailure
from grader.language import course, say
from grader.sandbox.wire import Unsupported
from grader.sentences import listed


def assert_close(got: Any, expected: Any, *, relative: float = 1e-7, absolute: float = 1e-9, name: str = "") -> None:
    """Hold an answer to what it should be: same structure, same shapes, and numbers within the tolerance.

    Raises:
        CheckFailure: at the first difference.
    """
    name = course(name)
    note(got, expected, name)
    if found := first_difference(got, expected, Tolerance(relative, absolute), name):
        raise found


def assert_close_to_one_of(
    got: Any, right: Iterable[Any], *, relative: float = 1e-7, absolute: float = 1e-9, name: str = ""
) -> None:
    """Hold an answer to one of several right ones; where it is none of them, the first is what it should be.

    Raises:
        CheckFailure: at the first difference from the first of the right answers.
        ValueError: there is no right answer to compare with.
    """
    name = course(name)
    first: CheckFailure | None = None
    for expected in right:
        if first is None:
            note(got, expected, name)
        found = first_difference(got, expected, Tolerance(relative, absolute), name)
        if found is None:
            return
        first = first or found
    raise first or ValueError(say("There is no right answer to compare with."))


def assert_parts(got: Any, *names: str) -> Any:
    """Hold an answer to being a tuple of these parts, by their number, and give it back.

    Raises:
        CheckFailure: it is no tuple, or has more or fewer parts.
    """
    if not isinstance(got, tuple | list) or len(got) != len(names):
        parts = say("a tuple of {length}: {names}", length=len(names), names=listed(names))
        raise failure("", describe(got), parts)
    return got


def assert_keys(got: Any, keys: Iterable[str], name: str = "") -> None:
    """Hold an answer to being a dict that has these keys, whatever others it has.

    Raises:
        CheckFailure: it is no dict, or a key is missing.
    """
    wanted = list(keys)
    if not isinstance(got, dict):
        raise failure(name, describe(got), say("a dict with {keys}", keys=", ".join(wanted)))
    for key in wanted:
        if key not in got:
            raise missing_key_failure(name, repr(key), ", ".join(wanted), describe(got))


def assert_shapes(got: Any, shapes: Mapping[str, tuple[int, ...]], name: str = "") -> None:
    """Hold a dict of arrays to these keys, no others, and these shapes.

    Raises:
        CheckFailure: at the first key or shape that is not right.
    """
    assert_keys(got, shapes, name)
    for key, shape in shapes.items():
        assert_shape(got[key], shape, f"{name}[{key!r}]" if name else key)
    extra = [key for key in got if key not in shapes]
    if extra:
        raise unexpected_key_failure(name, repr(extra[0]), ", ".join(shapes))


def assert_shape(got: Any, shape: tuple[int, ...], name: str) -> None:
    """Hold an answer to being an array of numbers of this shape.

    Raises:
        CheckFailure: it is not.
    """
    note(got, Shape(shape), name)
    if isinstance(got, Unsupported) or not isinstance(got, np.ndarray):
        raise failure(name, describe(got), say("an array of shape {shape}", shape=shape))
    if got.shape != shape:
        raise trait_failure(name, "shape", got.shape, shape)
    if got.dtype.kind not in "biuf":
        raise trait_failure(name, "dtype", got.dtype, "float64")


def assert_finite(got: Any, name: str = "") -> None:
    """Hold a number, an array, or all that a dict or a list holds to being numbers without NaN and infinity.

    Raises:
        CheckFailure: there is one, or what is no number.
    """
    if isinstance(got, Mapping):
        for key, part in got.items():
            assert_finite(part, f"{name}[{key!r}]" if name else str(key))
    elif isinstance(got, list | tuple):
        for index, part in enumerate(got):
            assert_finite(part, f"{name}[{index}]")
    else:
        _assert_finite_numbers(got, name)


def _assert_finite_numbers(got: Any, name: str) -> None:
    try:
        finite = bool(np.all(np.isfinite(got)))
    except TypeError:
        raise failure(name, describe(got), say("a number, or an array of numbers")) from None
    if not finite:
        raise failure(name, say("{value} with nan or inf in it", value=describe(got)), say("finite"))


def assert_untouched(left: Any, before: Sequence[Any], names: Sequence[str]) -> None:
    """Hold a function to leaving what it was lent as it was, to the last digit.

    Args:
        left: the positional arguments as it left them: the second part of what `student.observed.f(...)` gives.
        before: the arguments as they were given.
        names: what each of them is called in a failure's sentence.

    Raises:
        CheckFailure: at the first difference.
    """
    for after, argument, name in zip(left, before, names, strict=True):
        if found := first_difference(after, argument, Tolerance(0, 0), name):
            found.args = (say("It changed what it was given: after the call, {difference}", difference=found),)
            raise found


def expect(holds: Any, sentence: str) -> None:
    """Hold an answer to a condition of the check's own; the sentence says what is wrong with it.

    Raises:
        CheckFailure: the condition does not hold.
    """
    if not holds:
        raise CheckFailure(course(sentence))
