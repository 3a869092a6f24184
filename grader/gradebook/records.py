"""What the gradebook takes and gives back, as plain data."""

from dataclasses import dataclass, field

from grader.model import Verdict
from grader.version import Version


@dataclass(frozen=True)
class Attempt:
    """One attempt at handing in: by whom (their keys), from where, when, and the digest of each assignment's file."""

    people: tuple[str, ...]
    origin: str
    submitted: str
    late: bool
    notes: tuple[str, ...]
    work: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Kept:
    """The verdict that counts for a file, and what it was made by."""

    source: str
    version: Version
    verdict: Verdict


def nothing(slug: str) -> str:
    """What stands for the file of an assignment that was not handed in."""
    return f"nothing:{slug}"
