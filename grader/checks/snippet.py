"""A call as Python that can be pasted and run beside the student's file."""

import cmath
import math
from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any

import numpy as np

from grader.sandbox.messages import Step

THING = "thing"
"""What a snippet calls an object that it makes."""
MAX_LENGTH = 4000
"""Characters; what is longer is not pasted by hand."""


def render(
    file: str, function: str, args: Sequence[Any], keywords: Mapping[str, Any], steps: Sequence[Step] = ()
) -> str:
    """The call, and the steps with what it gave back, as a snippet; nothing if the arguments are too large to read."""
    calls = [f"student.{_call(function, args, keywords)}", *(f"{THING}.{_step(step)}" for step in steps)]
    if sum(map(len, calls)) > MAX_LENGTH:
        return ""
    before = [f"{THING} = {calls[0]}", *calls[1:-1]] if steps else []
    lines = ["import numpy as np", "", "from grader.tryout import load", ""]
    return "\n".join([*lines, _load(file), *before, f"print({calls[-1]})", ""])


def _step(step: Step) -> str:
    return step.name if step.reads else _call(step.name, step.args, step.keywords)


def _call(function: str, args: Sequence[Any], keywords: Mapping[str, Any]) -> str:
    arguments = [literal(value) for value in args] + [f"{name}={literal(value)}" for name, value in keywords.items()]
    call = f"{function}({', '.join(arguments)})"
    if len(call) > 88:
        call = f"{function}(\n" + "".join(f"    {argument},\n" for argument in arguments) + ")"
    return call


def renamed(snippet: str, file: str, other: str) -> str:
    """A snippet beside one file as it is beside another."""
    return snippet.replace(_load(file), _load(other), 1)


def _load(file: str) -> str:
    return f"student = load({PurePosixPath(file).name!r})"


def summary(function: str, args: Sequence[Any], keywords: Mapping[str, Any], steps: Sequence[Step] = ()) -> str:
    """The call in a few words, for the end of a sentence: `initialize_parameters_he([3, 2])`.

    Of steps with what it gave back it is the last one: `Scaler(2) ... .transform(<array 2×3>)`.
    """
    first = _in_short(function, args, keywords)
    if not steps:
        return first
    last = steps[-1].name if steps[-1].reads else _in_short(steps[-1].name, steps[-1].args, steps[-1].keywords)
    return f"{first}{' ... ' if len(steps) > 1 else ''}.{last}"


def _in_short(function: str, args: Sequence[Any], keywords: Mapping[str, Any]) -> str:
    shown = [_short(value) for value in args] + [f"{name}={_short(value)}" for name, value in keywords.items()]
    return f"{function}({', '.join(shown)})"


def literal(value: Any) -> str:
    """A value as Python source: arrays as np.array(...), every digit of a float."""
    if isinstance(value, np.ndarray):
        return _array(value)
    if isinstance(value, np.generic):
        plain = value.dtype.kind in "SUb" or value.dtype == np.float64
        return literal(value.item()) if plain else f"np.{value.dtype.name}({_with_numpy_names(str(value))})"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key!r}: {literal(item)}" for key, item in value.items()) + "}"
    if isinstance(value, tuple):
        return "(" + ", ".join(map(literal, value)) + ("," if len(value) == 1 else "") + ")"
    if isinstance(value, list):
        return "[" + ", ".join(map(literal, value)) + "]"
    if isinstance(value, float) and not math.isfinite(value):
        return _with_numpy_names(repr(value))
    if isinstance(value, complex) and not cmath.isfinite(value):
        return f"complex({literal(value.real)}, {literal(value.imag)})"
    return repr(value)


def _with_numpy_names(text: str) -> str:
    return text.replace("nan", "np.nan").replace("inf", "np.inf")


def _array(array: np.ndarray[Any, Any]) -> str:
    if array.size == 0:
        return f"np.zeros({array.shape}, dtype={array.dtype.name!r})"
    if array.size > MAX_LENGTH:
        return "#" * MAX_LENGTH  # too long to be shown in any case
    text = literal(array.tolist())
    natural = np.array(array.tolist()).dtype == array.dtype
    return f"np.array({text})" if natural else f"np.array({text}, dtype={array.dtype.name!r})"


def _short(value: Any) -> str:
    if isinstance(value, np.ndarray) and value.ndim:
        return f"<array {'×'.join(map(str, value.shape))}>"
    if isinstance(value, dict | tuple):
        return f"<{type(value).__name__} of {len(value)}>"
    text = literal(value)
    return text if len(text) <= 40 else f"<{type(value).__name__}>"
