"""The names in a download, two levels deep, and what a layout makes of them. Nothing here opens a file."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from grader.classroom import Person
from grader.language import counted, say
from grader.sentences import listed
from grader.submission.text import showable

NAMED = 5
"""How many of the things that were left aside a note names."""


class Outline:
    """The names in a download's uppermost folder, in their order, and those in each folder there.

    Args:
        paths: such as `jane.py`, `anna/` and `anna/week 1/`; a folder's path ends in a slash.
    """

    def __init__(self, paths: Iterable[str]) -> None:
        self.files: list[str] = []
        self.folders: dict[str, list[str]] = {}
        for path in paths:
            top, slash, below = path.partition("/")
            if not slash:
                self.files.append(top)
            else:
                inner = self.folders.setdefault(top, [])
                inner += [below] if below else []


class Part(NamedTuple):
    """Where a part of a hand-in lies in a download, and its label among the student's own files.

    A folder's path ends in a slash; its files have their own labels, and its label is empty.
    """

    path: str
    label: str = ""


@dataclass(frozen=True)
class Claim:
    """What a layout says of one hand-in, before anything is opened."""

    people: tuple[Person, ...]
    parts: tuple[Part, ...]
    origin: str
    submitted: str = ""
    late: bool = False
    notes: tuple[str, ...] = ()


class Claims(NamedTuple):
    """All that a layout says of a download: its hand-ins, each person's in the order of handing in, and sentences."""

    handins: list[Claim]
    notes: list[str]


def origin(parts: Sequence[Part]) -> str:
    """Where the parts of a hand-in lie, as shown to people."""
    first = showable(parts[0].path) if parts else ""
    return say("{first} and {more} more", first=first, more=len(parts) - 1) if len(parts) > 1 else first


def left_aside(names: Sequence[str], reason: str) -> list[str]:
    """The sentence about what belongs to no hand-in, if there is any."""
    if not names:
        return []
    more = [say("{count} more", count=len(names) - NAMED)] if len(names) > NAMED else []
    shown = listed([*map(showable, names[:NAMED]), *more])
    return [
        counted(
            "{names} was left aside: {reason}.",
            "{names} were left aside: {reason}.",
            len(names),
            names=shown,
            reason=say(reason),
        )
    ]
