"""What tells wrong answers apart: one short text for all that a student's functions gave back in an exercise."""

import hashlib
from collections.abc import Iterable
from typing import Any

import numpy as np

from grader.functions import Outcome
from grader.sandbox.wire import encode

MANTISSA_BITS = 30
"""Bits of a number's mantissa that count, some nine decimal digits: what is left is the rounding of another style."""
LENGTH = 16
"""Hexadecimal digits: enough that no two of a million answers share them by chance."""


def fingerprint(outcomes: Iterable[Outcome]) -> str:
    """The same for two submissions that gave equal values, to nine digits, to the same calls; empty without a call.

    Of an exception its type counts and not its words, in which people's own names stand.
    """
    digest = hashlib.sha256()
    asked = False
    for outcome in outcomes:
        asked = True
        given = _rounded(outcome.value) if outcome.raised is None else ["raised", outcome.raised.type_name]
        digest.update(encode([outcome.call.function, given]))
    return digest.hexdigest()[:LENGTH] if asked else ""


def _rounded(value: Any) -> Any:
    if isinstance(value, np.ndarray | np.generic) and np.issubdtype(value.dtype, np.inexact):
        return _rounded_array(np.asarray(value))
    if type(value) is float:
        return _rounded_array(np.asarray(value))
    if isinstance(value, list | tuple):
        return [_rounded(item) for item in value]
    if isinstance(value, dict):
        return {name: _rounded(item) for name, item in value.items()}
    return value


def _rounded_array(array: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """The array in double precision with short mantissas. Zero has one sign, and what is no number stays what it is."""
    if np.iscomplexobj(array):
        return np.stack([_rounded_array(array.real), _rounded_array(array.imag)])
    mantissa, exponent = np.frexp(array.astype(np.float64))
    short: np.ndarray[Any, Any] = np.ldexp(np.round(mantissa * 2.0**MANTISSA_BITS), exponent - MANTISSA_BITS)
    return short + 0.0
