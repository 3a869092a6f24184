"""What tells wrong answers apart: one short text for all that a student's functions gave back in an exercise."""

import hashlib
from collections.abc import Iterable
from typing import Any

import numpy as np

from grader.calls import Outcome, is_light
from grader.sandbox.wire import encode

Array = np.ndarray[Any, Any]

MANTISSA_BITS = 30
"""Bits of a number's mantissa that count, some nine decimal digits: what is left is the rounding of another style."""
LENGTH = 16
"""Hexadecimal digits: enough that no two of a million answers share them by chance."""


def fingerprint(outcomes: Iterable[Outcome]) -> str:
    """The same for two submissions that gave equal values, to nine digits, to the same calls; empty without a call.

    Of an exception its type counts and not its words, in which people's own names stand.
    """
    numbers: list[Array] = []
    given = [
        [o.call.function, _form(o.value, numbers) if o.raised is None else ["raised", o.raised.type_name]]
        for o in outcomes
    ]
    if not given:
        return ""
    digest = hashlib.sha256()
    for one in given:
        digest.update(encode(one))
    digest.update(_rounded(np.concatenate(numbers)).tobytes() if numbers else b"")
    return digest.hexdigest()[:LENGTH]


def _form(value: Any, numbers: list[Array]) -> Any:
    """What of a value is no floating-point number; those are put with the others, to be rounded all at a time."""
    if type(value) is float:
        numbers.append(np.array([value]))
        return ["floats", "f"]
    if isinstance(value, np.ndarray) and not is_light(value):  # its form has to do
        return [value.dtype.str, *value.shape]
    if isinstance(value, np.ndarray | np.generic) and value.dtype.kind in "fc":
        parts = [value.real, value.imag] if value.dtype.kind == "c" else [value]
        numbers += [np.ravel(part).astype(np.float64) for part in parts]
        return ["floats", value.dtype.kind, *value.shape]
    if isinstance(value, list | tuple):
        return [_form(item, numbers) for item in value]
    if isinstance(value, dict):
        return {name: _form(item, numbers) for name, item in value.items()}
    return value


def _rounded(numbers: Array) -> Array:
    """The numbers with short mantissas. Zero has one sign, and what is no number stays what it is."""
    mantissa, exponent = np.frexp(numbers)
    short: Array = np.ldexp(np.round(mantissa * 2.0**MANTISSA_BITS), exponent - MANTISSA_BITS)
    return short + 0.0
