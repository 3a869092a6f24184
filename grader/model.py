"""The frozen results: what grading finds and every report reads.

A `Grade` is plain data. It holds no time of day and no duration, so that the same input gives the same bytes; the one
place for times is `Times`, which stands beside the grade and is left out when two grades are compared.
"""

from enum import StrEnum
from typing import Any, Protocol, TypeVar

import msgspec

from grader.language import marked, say

FORMAT = 1
"""The version of the JSON form; it goes up when a reader of the old form could misread the new."""
KINDS = (marked("grade"), marked("certificate"))
"""What is kept as JSON, as a sentence calls it: its class's name in lower case."""


class Status(StrEnum):
    """How a check ended. The order of the members is from best to worst."""

    PASSED = "passed"
    NOT_ATTEMPTED = "not_attempted"
    FAILED = "failed"
    RAISED = "raised"
    TIMEOUT = "timeout"
    OUT_OF_MEMORY = "out_of_memory"
    CRASHED = "crashed"
    UNGRADABLE = "ungradable"


def worst(statuses: "list[Status]") -> Status:
    """The worst of some statuses; with none at all nothing was graded, which is `UNGRADABLE`."""
    order = list(Status)
    return max(statuses, key=order.index, default=Status.UNGRADABLE)


class Frozen(msgspec.Struct, frozen=True):
    """The base of all results: immutable, compared by value, plain data at heart."""


class Table(Frozen, frozen=True, kw_only=True):
    """A small array as text, got beside expected, with the wrong entries marked. All three have the same rows."""

    got: list[list[str]]
    expected: list[list[str]]
    wrong: list[list[bool]]


class Difference(Frozen, frozen=True, kw_only=True):
    """The first difference between an answer and what it should be.

    `where` is the path to it within the answer, such as `W1[0, 2]` or `[1]["dW1"]`; empty for the answer itself.
    """

    where: str
    got: str
    expected: str
    table: Table | None = None


class Frame(Frozen, frozen=True, kw_only=True):
    """One line of the student's own code in a traceback."""

    file: str
    line: int
    function: str
    text: str


class CheckResult(Frozen, frozen=True, kw_only=True):
    """One check's verdict. A hidden check carries its title and hint and never its data."""

    name: str
    title: str
    status: Status
    score: int
    points: int
    hidden: bool = False
    hint: str = ""
    message: str = ""
    snippet: str = ""
    difference: Difference | None = None
    frames: list[Frame] = []
    output: str = ""

    @property
    def passed(self) -> bool:
        """Whether the check gave its points."""
        return self.status is Status.PASSED


class CodeBlock(Frozen, frozen=True, kw_only=True):
    """A piece of the student's own code, to be shown beside its verdict; lines count from 1 in `file`."""

    file: str
    line: int
    text: str


class Diagnosis(Frozen, frozen=True, kw_only=True):
    """What a wrong answer most likely comes from; `misconception` is a known one's name, empty if the numbers speak."""

    misconception: str = ""
    text: str


class ExerciseResult(Frozen, frozen=True, kw_only=True):
    """An exercise's verdict: its checks, their exact sum, and the worst of their statuses.

    `answers` tells wrong answers apart: it is the same for two submissions whose functions gave the same values to the
    same calls, whatever they are written like. It is empty where nothing was called, and where all checks passed.
    """

    name: str
    title: str
    status: Status
    score: int
    points: int
    message: str
    checks: list[CheckResult]
    diagnosis: Diagnosis | None = None
    answers: str = ""
    code: list[CodeBlock] = []
    notes: list[str] = []


class AssignmentResult(Frozen, frozen=True, kw_only=True):
    """An assignment's verdict. `file` is the student's file it was read from, empty if there was none."""

    slug: str
    title: str
    file: str
    score: int
    points: int
    exercises: list[ExerciseResult]
    notes: list[str] = []


class Times(Frozen, frozen=True, kw_only=True):
    """When and how long: all that may differ between two runs on the same input."""

    started: str = ""
    seconds: float = 0.0


class Verdict(Frozen, frozen=True, kw_only=True):
    """One assignment's file judged, whoever handed it in: what the grades of a class are put together from.

    `isolation` and `hidden` are as in a `Grade`. The result's file is named as it was within the submission.
    """

    result: AssignmentResult
    isolation: dict[str, str]
    hidden: bool
    times: Times = Times()


class Versioned(Protocol):
    """What says which version of its form it has."""

    @property
    def format(self) -> int:
        """The version."""


Kept = TypeVar("Kept", bound=Versioned)


class Grade(Frozen, frozen=True, kw_only=True):
    """The whole verdict on one submission.

    `isolation` maps each layer of the sandbox to `on` or `off: why`. `hidden` says whether the hidden checks were
    there; without them the points are those of the public checks alone.
    """

    format: int = FORMAT
    submission: str
    isolation: dict[str, str]
    hidden: bool
    score: int
    points: int
    assignments: list[AssignmentResult]
    notes: list[str] = []
    times: Times = Times()

    @property
    def percent(self) -> float:
        """The score in percent of the points; 0 when there is nothing to be had."""
        return 100 * self.score / self.points if self.points else 0.0

    @property
    def attempted(self) -> bool:
        """Whether any exercise was begun."""
        return any(e.status is not Status.NOT_ATTEMPTED for a in self.assignments for e in a.exercises)

    def without_times(self) -> "Grade":
        """The same grade, with nothing in it that may differ from run to run."""
        return msgspec.structs.replace(self, times=Times())


def encoded(value: Frozen) -> bytes:
    r"""A result as JSON, with halves of characters, which UTF-8 cannot hold, written as their escapes (`\udc80`)."""
    try:
        return msgspec.json.encode(value)
    except UnicodeEncodeError:
        return msgspec.json.encode(_encodable(msgspec.to_builtins(value)))


def _encodable(plain: Any) -> Any:
    if isinstance(plain, str):
        return plain.encode("utf-8", "backslashreplace").decode("utf-8")
    if isinstance(plain, list | tuple):
        return [_encodable(item) for item in plain]
    if isinstance(plain, dict):
        return {_encodable(key): _encodable(value) for key, value in plain.items()}
    return plain


def to_json(grade: Grade) -> bytes:
    """The grade as indented JSON, ending in a newline."""
    return msgspec.json.format(encoded(grade), indent=2) + b"\n"


def from_json(data: bytes) -> Grade:
    """Read a grade back.

    Raises:
        ValueError: the bytes are not a grade of this format version.
    """
    return read_json(data, Grade, FORMAT)


def read_json(data: bytes, kind: type[Kept], version: int) -> Kept:
    """Read back what was written as JSON with its format version in `format`.

    Raises:
        ValueError: the bytes are not one of that kind, or are of another version.
    """
    name = say(kind.__name__.lower())
    try:
        kept = msgspec.json.decode(data, type=kind)
    except msgspec.DecodeError as error:
        raise ValueError(say("This is not a {name} in JSON: {error}", name=name, error=error)) from error
    if kept.format != version:
        sentence = marked("This {name} has format {format}; this version of the grader reads format {version}.")
        raise ValueError(say(sentence, name=name, format=kept.format, version=version))
    return kept
