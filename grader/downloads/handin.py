"""What a download amounts to: who handed in what, when, and how to read it."""

from collections.abc import Callable
from dataclasses import dataclass

from grader.classroom import Person
from grader.submission import Submission


@dataclass(frozen=True)
class HandIn:
    """One attempt at handing in, of one student or of a group.

    `origin` is where it lay in the download, as shown to people. `submitted` is its time in ISO 8601 with its offset,
    empty if the layout does not tell; `late` is the platform's own mark. `attempt` counts from 1 within the download,
    in the order of handing in. `notes` are sentences on what came with it and is not graded.

    `read` reads the work, as often as it is called. Its submission is named after the people, and its files are
    labelled as the student named them, so that the same work of two students gives the same sources. It raises
    nothing: work that cannot be read gives a submission without sources, and a note that says why.
    """

    people: tuple[Person, ...]
    origin: str
    submitted: str
    late: bool
    attempt: int
    notes: tuple[str, ...]
    read: Callable[[], Submission]


@dataclass(frozen=True)
class Download:
    """All that a class handed in. `layout` names the platform, or is `folders`; `notes` say what was left out."""

    layout: str
    handins: list[HandIn]
    notes: list[str]
