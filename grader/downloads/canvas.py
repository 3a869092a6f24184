"""Canvas: all files of all students in one folder, `{name}[_LATE]_{user id}_{attachment id}_{file}`.

The name is the sortable one, or a group's, in lower case without blanks and punctuation. Where grading is anonymous,
it is `anon`, the id is a code, and the mark comes first: `[LATE_]anon_{code}_{attachment id}_{file}`. A text typed into
Canvas comes as `{name}_{user id}_text.html`, a web address as `{name}_{user id}_link.html`. A file that is handed in
again under its old name is called `hw-1.py`, then `hw-2.py`. The source is lib/content_zipper.rb of Canvas LMS.
"""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from grader.classroom import Person
from grader.downloads.outline import Claim, Claims, Outline, Part, left_aside, origin
from grader.language import marked, say
from grader.submission.text import person_name, showable

_FILE = r"(?:\d+_(?P<file>.+)|(?P<typed>(?:text|link)\.html))"
_NAMED = re.compile(r"(?P<name>.+?)(?P<late>_LATE)?_(?P<user>\d+)_" + _FILE, re.IGNORECASE | re.DOTALL)
_ANONYMOUS = re.compile(r"(?P<late>LATE_)?anon_(?P<user>[A-Z0-9]+)_" + _FILE, re.IGNORECASE | re.DOTALL)
_VERSION = re.compile(r"(?P<stem>.+?)(?:-(?P<number>\d{1,3}))?(?P<suffix>(?:\.[^.]*)?(?:\.txt|\.json)?)", re.DOTALL)
_TYPED = {
    "text.html": marked("What was typed into Canvas as a text is not graded: {file}."),
    "link.html": marked("The web address that was handed in was not followed: {file}."),
}


class _File(NamedTuple):
    """One file's name, taken apart."""

    path: str
    person: Person
    late: bool
    file: str


def fits(outline: Outline) -> bool:
    """Whether at least half of the names are Canvas's, and every id has one name alone."""
    files = [file for name in outline.files if (file := _parsed(name))]
    people = {file.person for file in files}
    one_name_each = len(people) == len({person.key for person in people})
    return bool(files) and one_name_each and 2 * len(files) >= len(outline.files) + len(outline.folders)


def claims(outline: Outline) -> Claims:
    """All files of one user id are one hand-in, unless there are several versions of a file."""
    by_person: dict[Person, list[_File]] = {}
    others: list[str] = []
    for name in outline.files:
        if file := _parsed(name):
            by_person.setdefault(file.person, []).append(file)
        else:
            others.append(name)
    handins = [claim for person, files in by_person.items() for claim in _claims(person, files)]
    return Claims(handins, left_aside([*others, *outline.folders], marked("no name in a Canvas download is like that")))


def _parsed(name: str) -> _File | None:
    if match := _ANONYMOUS.fullmatch(name):
        person = Person(key=f"canvas:{match['user']}", name=say("Anonymous {user}", user=match["user"]))
    elif match := _NAMED.fullmatch(name):
        person = Person(key=f"canvas:{match['user']}", name=person_name(match["name"]), user_id=match["user"])
    else:
        return None
    return _File(name, person, match["late"] is not None, match["file"] or match["typed"])


def _claims(person: Person, files: Sequence[_File]) -> Iterable[Claim]:
    typed = [file for file in files if file.file in _TYPED]
    notes = tuple(say(_TYPED[file.file], file=showable(file.path)) for file in typed)
    late = any(file.late for file in files)
    for parts in _attempts([file for file in files if file not in typed]):
        yield Claim((person,), parts, origin(parts) or showable(typed[0].path), late=late, notes=notes)


def _attempts(files: Sequence[_File]) -> Iterable[tuple[Part, ...]]:
    """The files of each attempt: `hw.py` and `hw-1.py` are two, and what is there only once belongs to both.

    A file of which there are several versions has the name that the student gave it, without Canvas's number.
    """
    versions: dict[tuple[str, str], dict[int, list[_File]]] = {}
    for file in files:
        match = _VERSION.fullmatch(file.file)
        stem, number, suffix = match.group("stem", "number", "suffix") if match else (file.file, None, "")
        versions.setdefault((stem, suffix), {}).setdefault(int(number or 0), []).append(file)
    count = max(map(len, versions.values()), default=1)
    for attempt in range(count):
        yield tuple(
            Part(file.path, stem + suffix if len(numbered) > 1 else file.file)
            for (stem, suffix), numbered in versions.items()
            for file in numbered[sorted(numbered)[max(0, attempt - count + len(numbered))]]
        )
