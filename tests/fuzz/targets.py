"""What must hold for any bytes at all, one function for each reader of untrusted bytes.

A target takes bytes and returns nothing. It raises where a reader does anything but what its docstring says: an
exception that is not documented, a promise that is broken, more than `SECONDS` of work or `MEGABYTES` of memory.
"""

import ast
import contextlib
import json
import resource
import signal
import warnings
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import reduce
from pathlib import Path
from types import FrameType
from typing import Any

import numpy as np

from grader import blocks as reader
from grader.assignment import load_course
from grader.attempt import examine
from grader.downloads import read_download
from grader.downloads.metadata import read_metadata
from grader.errors import CourseError, RosterError, StudentFault, SubmissionError, WireError
from grader.roster import join, read_roster
from grader.sandbox import messages
from grader.sandbox import wire as codec
from grader.submission import Source, changes_outside, read_source, read_submission
from grader.submission.notebook import code_cells
from grader.submission.pieces import Unreadable
from grader.submission.text import clean
from tests.grader import courses

SECONDS = 2.0
"""Of the processor's time, so that a busy machine finds nothing that is not there."""
MEGABYTES = 256
DIVIDER = b"\xff"
"""Parts the two texts that are compared: no UTF-8 text holds it."""

Target = Callable[[bytes], None]


class TooMuchError(BaseException):
    """A reader took too long or too much memory; nothing between here and the reader catches it by mistake."""


def targets(folder: Path) -> dict[str, Target]:
    """Every target by its name, each within its bounds; files are written into the folder."""
    files = Files(folder)
    plain: dict[str, Target] = {
        "wire": wire,
        "answers": answers,
        "script": files.script,
        "notebook": files.notebook,
        "archive": files.archive,
        "blocks": blocks,
        "metadata": metadata,
        "roster": files.roster,
        "download": files.download,
    }
    return {name: _bounded(target) for name, target in plain.items()}


def wire(data: bytes) -> None:
    """A message decodes or is refused; what decodes can be sent on, and is read as an answer or refused as one."""
    try:
        value = codec.decode(data)
    except WireError:
        return
    with contextlib.suppress(WireError):
        codec.decode(codec.encode(value))
    if type(value) is dict:
        _answer(value)


def answers(data: bytes) -> None:
    """A message with all that belongs in an answer, but not as it belongs there, is read as one or refused as one.

    The bytes choose what stands where: a codec is so dense that bytes alone rarely come upon a whole answer.
    """
    choices = iter(data[:200])  # enough for every place, and too few for more memory than a message may take
    message = {"kind": _KINDS[next(choices, 0) % len(_KINDS)], **{field: _part(choices, 0) for field in _FIELDS}}
    with contextlib.suppress(WireError):
        _answer(codec.decode(codec.encode(message)))


_KINDS = ("returned", "raised", "missing", "other")
_FIELDS = ("value", "output", "type", "text", "memory", "frames", "failures")
_INNER = ("file", "line", "function", "text", "error")
_PARTS: tuple[Any, ...] = (
    *("words", "", "7", "\x1b[31m", 3, -1, True, None, 2.5, b"bytes", 1j, 2**62, 10**400, float("inf"), float("nan")),
    *(np.zeros(0), np.ones(1), np.eye(3), np.float64("-inf"), np.array(["a", "b"]), np.array(5), np.bool_(True)),
)


def _part(choices: Iterator[int], depth: int) -> Any:
    choice, most = next(choices, 0), 4 if depth < 5 else 0
    match choice % 40:
        case 30 | 31:
            return [_part(choices, depth + 1) for _ in range(min(most, choice // 40 + 1))]
        case 32 | 33 | 34 | 35:
            return [{field: _part(choices, depth + 1) for field in _INNER}]
        case 36:
            return {index: _part(choices, depth + 1) for index in range(most)}
        case 37:
            return tuple(_part(choices, depth + 1) for _ in range(most))
        case 38:
            return reduce(lambda inner, _: [inner], range(200 * next(choices, 0) // 10), None)
        case 39:
            return [np.linspace(0, 1, 999)] * (next(choices, 0) // 8)
    return _PARTS[choice % len(_PARTS)]


def _answer(value: dict[Any, Any]) -> None:
    refused = (WireError, LookupError, TypeError, ValueError)  # those for which a worker is stopped
    with contextlib.suppress(StudentFault, *refused):
        messages.returned(value, "f")
    with contextlib.suppress(*refused):
        messages.load_failures(value)


def blocks(data: bytes) -> None:
    """The blocks of a text lie within it and in order, blanking twice is blanking once, and any texts compare."""
    student, _, stub = (clean(part.decode("utf-8", "replace")) for part in data.partition(DIVIDER))
    lines = student.count("\n") + 1
    edges = [edge for block in reader.find_blocks(student) for edge in block]
    assert edges == sorted(edges)
    assert all(2 <= edge <= lines + 1 for edge in edges)
    assert reader.outside(student).count("\n") + 1 == lines
    with contextlib.suppress(CourseError):
        blanked = reader.blank(student)
        assert reader.blank(blanked) == blanked
    empty, of = reader.empty_blocks(student, stub)
    assert 0 <= empty <= of
    assert reader.same_outside(student, stub) == reader.same_outside(stub, student)
    assert reader.untouched(student, stub) == reader.untouched(stub, student)


def metadata(data: bytes) -> None:
    """Any bytes called submission_metadata.yml say something of submissions, or why not, in text that can be kept."""
    found = read_metadata(data)
    assert found.records or found.problem
    for record in found.records.values():
        assert not record.created or datetime.fromisoformat(record.created).astimezone(UTC)


class Files:
    """Targets that are handed in as files for a small course."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.assignments = load_course(courses.build(folder)).assignments
        self._stub = read_source(self.assignments[0].stub, self.assignments[0])
        self._names = [exercise.name for exercise in self.assignments[0].exercises]

    def script(self, data: bytes) -> None:
        """Any bytes called .py amount to a submission."""
        self._hand_in("tiny.py", data)

    def notebook(self, data: bytes) -> None:
        """Any bytes called .ipynb amount to a submission, and have code cells or a sentence why not."""
        with contextlib.suppress(Unreadable):
            assert all(type(text) is str for text in code_cells(data))
        self._hand_in("tiny.ipynb", data)

    def archive(self, data: bytes) -> None:
        """Any bytes called .zip amount to a submission, or to a sentence why not."""
        self._hand_in("alice.zip", data)

    def roster(self, data: bytes) -> None:
        """Any bytes called .csv are people whose keys differ, or an error; joined to themselves, they are one class."""
        path = self._folder / "roster.csv"
        path.write_bytes(data)
        try:
            people = read_roster(path)
        except RosterError:
            return
        assert len({person.key for person in people}) == len(people) > 0
        joined = join(people, people)
        assert {person.key for person in joined.unknown} == {person.key for person in joined.missing}

    def download(self, data: bytes) -> None:
        """Any bytes called .zip are a class's hand-ins, each of which can be read, or an error."""
        path = self._folder / "class.zip"
        path.write_bytes(data)
        try:
            download = read_download(path, self.assignments)
        except SubmissionError:
            return
        for handin in download.handins:
            assert handin.people
            json.dumps([handin.origin, *handin.notes, *(p.key for p in handin.people)]).encode()
            for source in handin.read().sources.values():
                self._grade(source)

    def _hand_in(self, name: str, data: bytes) -> None:
        path = self._folder / name
        path.write_bytes(data)
        try:
            submission = read_submission(path, self.assignments)
        except SubmissionError:
            return
        for source in submission.sources.values():
            self._grade(source)

    def _grade(self, source: Source) -> None:
        """Take from a source what grading takes, but for running it."""
        for unit in source.units:
            body = ast.parse(unit.text).body
            assert all(0 <= index < len(body) for index in unit.keep)
        assert not source.functions.keys() & source.broken.keys()
        if not source.problem:
            changes_outside(source, self._stub, self._names)
        for name in self._names:
            examine(name, source, self._stub)


def _bounded(target: Target) -> Target:
    def run(data: bytes) -> None:
        with _held(), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            target(data)

    return run


@contextlib.contextmanager
def _held() -> Iterator[None]:
    """Stop what takes too long, and complain of what took too much memory."""
    before = _most_megabytes()
    previous = signal.signal(signal.SIGPROF, _too_long)
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, previous)
    if _most_megabytes() - before > MEGABYTES:
        raise TooMuchError(f"more than {MEGABYTES} MB")


def _too_long(_number: int, _frame: FrameType | None) -> None:
    raise TooMuchError(f"more than {SECONDS:g} seconds")


def _most_megabytes() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
