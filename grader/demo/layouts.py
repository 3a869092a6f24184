"""The layouts that a class's work comes in, as the platforms pack it."""

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

import yaml

from grader.demo.files import File
from grader.demo.handins import HandIn
from grader.demo.people import Someone

_EXPORT = "assignment_4711_export"
_EARLIER = timedelta(days=1)


class Layout(NamedTuple):
    """How hand-ins lie in a download.

    `key` is the one under which a reader knows somebody. `files` gives the files of a class; one whose path ends in
    `/` is an empty folder. `flat` says that a hand-in holds no folders, `links` that it can hold symbolic links, and
    `groups` that people can hand in together and more than once.
    """

    key: Callable[[Someone], str]
    files: Callable[[Sequence[HandIn]], Iterator[File]]
    flat: bool = False
    links: bool = False
    groups: bool = False


def _folders(handins: Sequence[HandIn]) -> Iterator[File]:
    """A folder each, or the only file itself; a folder is named as its student is."""
    for handin in handins:
        name = handin.people[0].folder
        if handin.bare:
            yield handin.files[0]._replace(path=name + handin.files[0].suffix)
        else:
            yield from _in_folder(name, handin.files)


def _canvas(handins: Sequence[HandIn]) -> Iterator[File]:
    """All files in one folder, each with its student's name, number and an attachment's number before its own."""
    attachment = 5_000_000
    for handin in handins:
        person = handin.people[0]
        before = f"{_run_together(person.sortable)}{'_LATE' if handin.late else ''}_{person.number}"
        for file in handin.files:
            attachment += 1
            yield file._replace(path=f"{before}_{attachment}_{file.path}")


def _moodle(handins: Sequence[HandIn]) -> Iterator[File]:
    """A folder each, with the full name and the participant's number in its own."""
    for handin in handins:
        person = handin.people[0]
        yield from _in_folder(f"{person.name}_{person.number}_assignsubmission_file_", handin.files)


def _gradescope(handins: Sequence[HandIn]) -> Iterator[File]:
    """A numbered folder for each attempt, and a file beside them that says whose they are."""
    attempts = [(handin.submitted, handin.files, handin.people) for handin in handins]
    attempts += [(h.submitted - _EARLIER, h.earlier, h.people) for h in handins if h.earlier]
    metadata: dict[str, Any] = {}
    for number, (time, files, people) in enumerate(sorted(attempts, key=lambda attempt: attempt[0]), start=300_001):
        name = f"submission_{number}"
        metadata[name] = _record(time, people)
        yield from _in_folder(f"{_EXPORT}/{name}", files)
    text = yaml.safe_dump(metadata, allow_unicode=True, sort_keys=False)
    yield File(f"{_EXPORT}/submission_metadata.yml", text.encode())


def _record(time: datetime, people: Sequence[Someone]) -> dict[str, Any]:
    """What Gradescope says of a submission; its keys begin with a colon."""
    submitters = [{":name": p.name, ":sid": p.student_id, ":email": p.email} for p in people]
    return {":submitters": submitters, ":created_at": time, ":score": 0.0, ":status": "processed"}


def _github(handins: Sequence[HandIn]) -> Iterator[File]:
    """A clone each. Where there is only one, no other name shows which part of its own is the assignment's."""
    prefix = "coursework-" if len(handins) > 1 else ""
    for handin in handins:
        yield from _in_folder(f"{prefix}{handin.people[0].login}", [*_REPOSITORY, *handin.files])


_REPOSITORY = (
    File(".git/HEAD", b"ref: refs/heads/main\n"),
    File(".git/config", b"[core]\n\trepositoryformatversion = 0\n\tbare = false\n"),
    File(".git/objects/info/"),
    File(".git/objects/pack/"),
    File(".git/refs/heads/"),
    File(".git/refs/tags/"),
)
"""All that makes a folder a repository to git: one without a commit."""


def _in_folder(name: str, files: Sequence[File]) -> Iterator[File]:
    yield from [file.below(name) for file in files] or [File(f"{name}/")]


def _run_together(name: str) -> str:
    """A name as Canvas writes it: in lower case, its letters, their marks and its digits alone."""
    return "".join(c for c in name.lower() if unicodedata.category(c)[0] in "LMN")


LAYOUT = {
    "folders": Layout(lambda person: f"folder:{person.folder}", _folders, links=True),
    "canvas": Layout(lambda person: f"canvas:{person.number}", _canvas, flat=True),
    "moodle": Layout(lambda person: f"moodle:{person.number}", _moodle),
    "gradescope": Layout(lambda person: f"gradescope:{person.student_id}", _gradescope, groups=True),
    "github": Layout(lambda person: f"github:{person.login}", _github, links=True),
}
"""By name."""
