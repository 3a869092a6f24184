"""Golden values: what the handout's examples give, recorded once from the solution and kept readably in golden.json.

    {"format": 1,
     "made_with": "NumPy 2.4.6",
     "cases": {"initialize_parameters_he": {"test_worked_example": {
         "source": "the notes, section 1.3: initialize_parameters_he([2, 4, 1])",
         "value": {"W1": {"array": [[1.78, 0.43], ...]}, ...}}}}}

An array is `{"array": nested lists}`, with a `dtype` unless it is float64 and a `shape` if it is empty; a tuple is
`{"tuple": [...]}`; a number that JSON does not have is `{"number": "inf"}`. All else is itself.
"""

import json
from pathlib import Path
from typing import Any

import numpy as np

from grader.checks.assertions import assert_close
from grader.errors import CourseError
from grader.language import marked, say

FORMAT = 1


class Golden:
    """The golden values of one exercise, as the `golden` fixture: `golden.check(answer)`."""

    def __init__(self, cases: dict[str, Any], test: str, file: Path) -> None:
        self._cases = cases
        self._test = test
        self._file = file

    def check(
        self,
        got: Any,
        *,
        source: str,  # noqa: ARG002 - it is written down by the recorder, which has the same form
        case: str = "",
        name: str = "",
        relative: float = 1e-7,
        absolute: float = 1e-8,
    ) -> None:
        """Hold an answer to the recorded value of this check.

        Args:
            got: the answer.
            source: where the example comes from; it is written beside the value when that is recorded.
            case: tells several golden values of one check apart.
            name: what the answer is called in a failure's sentence, such as A3.
            relative: tolerance, relative to the recorded number.
            absolute: tolerance, in the number's own unit.

        Raises:
            CheckFailure: at the first difference.
            CourseError: no value is recorded for this check.
        """
        key = f"{self._test} {case}".strip()
        if key not in self._cases:
            raise CourseError(
                say("{file} has no value for '{key}'. Record it with: grader golden", file=self._file, key=key)
            )
        assert_close(got, from_plain(self._cases[key]["value"]), relative=relative, absolute=absolute, name=name)


class GoldenRecorder:
    """Stands in for `Golden` while values are recorded: `check` keeps what it is given."""

    def __init__(self, cases: dict[str, Any], test: str) -> None:
        self._cases = cases
        self._test = test

    def check(self, got: Any, *, source: str, case: str = "", **_: Any) -> None:
        """Record the solution's answer."""
        self._cases[f"{self._test} {case}".strip()] = {"source": source, "value": to_plain(got)}


def read_cases(file: Path) -> dict[str, dict[str, Any]]:
    """The recorded values by exercise and check; none if there is no such file.

    Raises:
        CourseError: the file is not what `grader golden` writes.
    """
    if not file.exists():
        return {}
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
        if content["format"] != FORMAT:
            sentence = marked("{file} has format {format}, not {known}. Record it again: grader golden")
            raise CourseError(say(sentence, file=file, format=content["format"], known=FORMAT))
        cases: dict[str, dict[str, Any]] = content["cases"]
    except (ValueError, KeyError, TypeError) as error:
        sentence = marked("{file} is not a file of golden values ({error}). Record it again: grader golden")
        raise CourseError(say(sentence, file=file, error=error)) from error
    return cases


def write_cases(file: Path, cases: dict[str, dict[str, Any]]) -> None:
    """Write recorded values, one number list a line where they are short."""
    content = {"format": FORMAT, "made_with": f"NumPy {np.__version__}", "cases": cases}
    file.write_text(_dump(content, 0) + "\n", encoding="utf-8")


def to_plain(value: Any) -> Any:
    """A value as what JSON can hold.

    Raises:
        TypeError: there is no plain form for it.
    """
    if isinstance(value, dict):
        return {key: to_plain(item) for key, item in value.items()}
    if isinstance(value, tuple):
        return {"tuple": [to_plain(item) for item in value]}
    if isinstance(value, list):
        return [to_plain(item) for item in value]
    if isinstance(value, np.ndarray):
        return _array_to_plain(value)
    if isinstance(value, np.generic):
        return to_plain(value.item())
    if isinstance(value, float) and not np.isfinite(value):
        return {"number": str(value)}
    if value is None or isinstance(value, bool | int | float | str):
        return value
    raise TypeError(say("A golden value cannot hold a {type}.", type=type(value).__name__))


def from_plain(plain: Any) -> Any:
    """The value that `to_plain` made a plain one of."""
    if isinstance(plain, list):
        return [from_plain(item) for item in plain]
    if not isinstance(plain, dict):
        return plain
    if "array" in plain:
        array = np.array(from_plain(plain["array"]), dtype=plain.get("dtype", "float64"))
        return array.reshape(plain.get("shape", array.shape))
    if "tuple" in plain:
        return tuple(from_plain(plain["tuple"]))
    if "number" in plain:
        return float(plain["number"])
    return {key: from_plain(item) for key, item in plain.items()}


def _array_to_plain(array: np.ndarray[Any, Any]) -> dict[str, Any]:
    plain: dict[str, Any] = {"array": to_plain(array.tolist())}
    if array.dtype != np.float64:
        plain["dtype"] = array.dtype.name
    if array.size == 0:
        plain["shape"] = list(array.shape)
    return plain


def _dump(value: Any, depth: int) -> str:
    """JSON with a list of numbers on one line, so that a matrix looks like one."""
    inner, outer = "  " * (depth + 1), "  " * depth
    if isinstance(value, dict) and value:
        items = [f"{inner}{json.dumps(key)}: {_dump(item, depth + 1)}" for key, item in value.items()]
        return "{\n" + ",\n".join(items) + f"\n{outer}}}"
    if isinstance(value, list) and any(isinstance(item, list | dict) for item in value):
        return "[\n" + ",\n".join(inner + _dump(item, depth + 1) for item in value) + f"\n{outer}]"
    return json.dumps(value)
