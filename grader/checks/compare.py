"""The first difference between an answer and what it should be, in one wording for every check.

Numbers are compared in float64 as `|got - expected| <= absolute + relative * |expected|`. NaN is right only where NaN
is expected, infinity only where the same infinity is. A tuple may stand for a list, a 0-d array or a NumPy scalar for a
number, zeros and ones for booleans: what the course's own code accepts is not held against an answer.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from grader.errors import CheckFailure
from grader.language import again, marked, say
from grader.model import Difference, Table
from grader.sandbox.wire import Unsupported

MAX_TABLE_CELLS = 64
MAX_COPIED = 1 << 14
"""Bytes up to which two arrays are copied to be compared."""


TRAITS = {
    "shape": (marked("{place} has shape {got}, but should be {expected}"), marked("shape {value}")),
    "dtype": (marked("{place} has dtype {got}, but should be {expected}"), marked("dtype {value}")),
    "length": (marked("{place} has length {got}, but should be {expected}"), marked("length {value}")),
}
"""What is said of an array or a sequence that is not like the right one, in a sentence and alone."""

UNSUPPORTED = (
    marked("an array of dtype {dtype}, often the sign of rows of different lengths"),
    marked("an array of dtype {dtype}, not a kind that is graded"),
    marked("an integer of some {digits} digits"),
    marked("a value of type {type}, which cannot be graded"),
    marked("An array of shape {shape} takes {bytes} bytes; at most {most} can be sent."),
    marked("nothing that could be looked at after the call"),
)
"""What a worker says of values that it cannot send, where no language is known but English."""


@dataclass(frozen=True)
class Tolerance:
    """How far a number may be from what it should be."""

    relative: float = 1e-7
    absolute: float = 1e-9


def first_difference(got: Any, expected: Any, tolerance: Tolerance, where: str = "") -> CheckFailure | None:
    """The first difference as a failure ready to be raised, or None if there is none."""
    if isinstance(got, Unsupported):
        return failure(where, describe(got), describe(expected), shown=got.type_name)
    if isinstance(expected, Mapping):
        return _mapping_difference(got, expected, tolerance, where)
    if isinstance(expected, list | tuple):
        return _sequence_difference(got, expected, tolerance, where)
    if isinstance(expected, np.ndarray) and expected.ndim:
        return _array_difference(got, expected, tolerance, where)
    if isinstance(expected, bool | int | float | complex | np.generic | np.ndarray):
        return _number_difference(got, expected, tolerance, where)
    return (
        None if type(got) is type(expected) and got == expected else failure(where, describe(got), describe(expected))
    )


def failure(where: str, got: str, expected: str, *, shown: str | None = None) -> CheckFailure:
    """A failure in the one wording: `W1 is None, but should be an array of shape (2, 3)`."""
    sentence = say("{place} is {got}, but should be {expected}", place=named(where), got=got, expected=expected)
    return CheckFailure(sentence, Difference(where=where, got=got if shown is None else shown, expected=expected))


def missing_key_failure(where: str, key: str, keys: str, got: str) -> CheckFailure:
    """A failure of a dict without one of its keys; `got` is what it has."""
    sentence = say("{place} has no key {key}, but should have the keys {keys}", place=named(where), key=key, keys=keys)
    return CheckFailure(sentence, Difference(where=where, got=got, expected=say("the keys {keys}", keys=keys)))


def unexpected_key_failure(where: str, key: str, keys: str, got: str | None = None) -> CheckFailure:
    """A failure of a dict with a key too many."""
    sentence = say(
        "{place} has the unexpected key {key}, but should have only the keys {keys}",
        place=named(where),
        key=key,
        keys=keys,
    )
    shown = say("the unexpected key {key}", key=key) if got is None else got
    return CheckFailure(sentence, Difference(where=where, got=shown, expected=say("only the keys {keys}", keys=keys)))


def trait_failure(where: str, trait: str, got: Any, expected: Any) -> CheckFailure:
    """A failure of a shape, a dtype or a length: `W1 has shape (3, 2), but should be (2, 3)`."""
    sentence, alone = TRAITS[trait]
    difference = Difference(where=where, got=say(alone, value=got), expected=say(alone, value=expected))
    return CheckFailure(say(sentence, place=named(where), got=got, expected=expected), difference)


def named(where: str) -> str:
    """A place as a sentence begins with it; the answer itself is the result."""
    return say("result{where}", where=where) if where.startswith("[") else where or say("the result")


def describe(value: Any) -> str:
    """A value in a few words: its type and size, or the value itself if it is small."""
    if isinstance(value, Unsupported):
        return again(value.sentence, UNSUPPORTED)
    if isinstance(value, np.ndarray) and value.ndim:
        return say("an array of shape {shape}", shape=value.shape)
    if isinstance(value, Mapping):
        return say("a dict with {keys}", keys=_listed(value)) if value else say("an empty dict")
    if isinstance(value, list | tuple):
        return say("a {type} of {length}", type=type(value).__name__, length=len(value))
    if isinstance(value, float | complex | np.generic | np.ndarray):
        return number(value)
    if type(value) is int:
        return number(value)
    text = repr(value)
    return text if len(text) <= 80 else say("a {type} of length {length}", type=type(value).__name__, length=len(text))


def number(value: Any, other: Any = None) -> str:
    """A number to eight digits, or to all of them where eight do not tell it from the other."""
    item = value.item() if isinstance(value, np.ndarray | np.generic) else value
    if isinstance(item, float):
        short = f"{item:.8g}"
        return short if other is None or short != number(other) else repr(item)
    text = str(item)
    return (
        text if len(text) <= 80 or not isinstance(item, int) else say("an integer of {digits} digits", digits=len(text))
    )


def _listed(value: Mapping[Any, Any]) -> str:
    keys = [str(key)[:40] for key in value]
    return ", ".join(keys[:12]) + (", ..." if len(keys) > 12 else "")


def _mapping_difference(got: Any, expected: Mapping[Any, Any], tolerance: Tolerance, where: str) -> CheckFailure | None:
    if not isinstance(got, dict):
        return failure(where, describe(got), describe(expected))
    missing = [key for key in expected if key not in got]
    if missing:
        return missing_key_failure(where, describe(missing[0]), _listed(expected), _listed(got))
    extra = [key for key in got if key not in expected]
    if extra:
        return unexpected_key_failure(where, describe(extra[0]), _listed(expected), _listed(got))
    for key, value in expected.items():
        inner = f"{where}[{key!r}]" if where else str(key)
        if found := first_difference(got[key], value, tolerance, inner):
            return found
    return None


def _sequence_difference(
    got: Any, expected: list[Any] | tuple[Any, ...], tolerance: Tolerance, where: str
) -> CheckFailure | None:
    if not isinstance(got, list | tuple):
        return failure(where, describe(got), describe(expected))
    if len(got) != len(expected):
        return trait_failure(where, "length", len(got), len(expected))
    pairs = enumerate(zip(got, expected, strict=True))
    found = (first_difference(mine, right, tolerance, f"{where}[{index}]") for index, (mine, right) in pairs)
    return next(filter(None, found), None)


def _array_difference(
    got: Any, expected: np.ndarray[Any, Any], tolerance: Tolerance, where: str
) -> CheckFailure | None:
    if not isinstance(got, np.ndarray):
        return failure(where, describe(got), describe(expected))
    if got.shape != expected.shape:
        return trait_failure(where, "shape", got.shape, expected.shape)
    if found := _kind_difference(got, expected, where):
        return found
    if _same_bytes(got, expected) or np.array_equal(got, expected):  # a tenth of the time that tolerances take
        return None
    wrong = ~_close(got, expected, tolerance)
    if not wrong.any():
        return None
    return _entry_failure(got, expected, wrong, where)


def _same_bytes(got: np.ndarray[Any, Any], expected: np.ndarray[Any, Any]) -> bool:
    """Whether two arrays of one shape are the same to the last bit: for small ones a tenth of the time of `==`."""
    return got.nbytes < MAX_COPIED and got.dtype == expected.dtype and got.tobytes() == expected.tobytes()


def _kind_difference(got: Any, expected: Any, where: str) -> CheckFailure | None:
    kinds = "biuf" if expected.dtype.kind in "biuf" else expected.dtype.kind
    if got.dtype.kind in kinds:
        return None
    return trait_failure(where, "dtype", got.dtype, expected.dtype)


def _close(got: Any, expected: Any, tolerance: Tolerance) -> Any:
    if expected.dtype.kind in "SU":
        return got == expected
    exact = expected.dtype.kind in "biu" and got.dtype.kind in "biu"
    if exact:
        return got == expected
    with np.errstate(all="ignore"):
        return np.isclose(got, expected, rtol=tolerance.relative, atol=tolerance.absolute, equal_nan=True)


def _entry_failure(got: np.ndarray[Any, Any], expected: np.ndarray[Any, Any], wrong: Any, where: str) -> CheckFailure:
    index = tuple(int(i) for i in np.argwhere(wrong)[0])
    place = f"{where}[{', '.join(map(str, index))}]"
    mine, right = number(got[index], expected[index]), number(expected[index], got[index])

    def difference() -> Difference:
        return Difference(where=place, got=mine, expected=right, table=_table(got, expected, wrong))

    sentence = marked("{place} is {got}, but should be {expected}")
    if got.size > 1:
        sentence = marked("{place} is {got}, but should be {expected} ({wrong} of {size} entries are wrong)")
    values = {"place": named(place), "got": mine, "expected": right}
    return CheckFailure(say(sentence, **values, wrong=int(wrong.sum()), size=got.size), difference)


def _table(got: np.ndarray[Any, Any], expected: np.ndarray[Any, Any], wrong: Any) -> Table | None:
    if got.ndim > 2 or got.size > MAX_TABLE_CELLS:
        return None
    rows = zip(*(np.atleast_2d(part) for part in (got, expected, wrong)), strict=True)
    cells = [[_cell(*entry) for entry in zip(*row, strict=True)] for row in rows]
    return Table(
        got=[[mine for mine, _, _ in row] for row in cells],
        expected=[[right for _, right, _ in row] for row in cells],
        wrong=[[bad for _, _, bad in row] for row in cells],
    )


def _cell(mine: Any, right: Any, wrong: Any) -> tuple[str, str, bool]:
    """Two entries in as few digits as tell them apart, if they are to be told apart."""
    if not wrong:
        return number(mine), number(right), False
    return number(mine, right), number(right, mine), True


def _number_difference(got: Any, expected: Any, tolerance: Tolerance, where: str) -> CheckFailure | None:
    if not _is_number(expected):  # a NumPy text
        equal = type(got) is type(expected) and np.array_equal(got, expected)
        return None if equal else failure(where, describe(got), describe(expected))
    if isinstance(got, np.ndarray) and got.ndim:
        return failure(where, describe(got), say("the single number {number}", number=number(expected)))
    if not _is_number(got):
        return failure(where, describe(got), say("the number {number}", number=number(expected)))
    mine, right = _as_array(got), _as_array(expected)
    if found := _kind_difference(mine, right, where):
        return found
    close = got == expected if type(got) is type(expected) is int else _close(mine, right, tolerance)
    return None if close else failure(where, number(got, expected), number(expected, got))


def _is_number(value: Any) -> bool:
    if isinstance(value, np.generic | np.ndarray):
        return value.ndim == 0 and value.dtype.kind in "biufc"
    return isinstance(value, bool | int | float | complex)


def _as_array(value: Any) -> np.ndarray[Any, Any]:
    """A number as a 0-d array; an integer too large for NumPy as a float, which may be infinite."""
    array = np.asarray(value)
    if array.dtype != object:
        return array
    try:
        return np.asarray(float(value))
    except OverflowError:
        return np.asarray(np.inf if value > 0 else -np.inf)
