"""Moodle: a folder a student, `{full name}_{id}_assignsubmission_file[_]/`, or all files flat with that before them.

A text typed into Moodle lies in `{full name}_{id}_assignsubmission_onlinetext[_]/`. The id is the participant's within
the assignment, or the group's; work of those in no group has none. A full name holds no underscores. The source is
mod/assign/classes/downloader.php of Moodle.
"""

import re
from typing import NamedTuple

from grader.classroom import Person
from grader.downloads.outline import Claim, Claims, Outline, Part, left_aside, origin
from grader.language import marked, say
from grader.submission.text import person_name, showable

_NAME = re.compile(
    r"(?P<name>.+?)(?:_(?P<id>\d+))?_assignsubmission_(?P<kind>[a-z]+)(?:_(?P<file>.*))?", re.IGNORECASE | re.DOTALL
)


class _Named(NamedTuple):
    """One name at the top of the download, taken apart; `file` is empty for a folder."""

    person: Person
    kind: str
    part: Part


def fits(outline: Outline) -> bool:
    """Whether at least half of the names are Moodle's."""
    names = [*outline.files, *outline.folders]
    found = sum(_NAME.fullmatch(name) is not None for name in names)
    return found > 0 and 2 * found >= len(names)


def claims(outline: Outline) -> Claims:
    """All that has one participant's name and id is one hand-in."""
    by_person: dict[Person, list[_Named]] = {}
    others: list[str] = []
    for path in [*(f"{name}/" for name in outline.folders), *outline.files]:
        if named := _parsed(path):
            by_person.setdefault(named.person, []).append(named)
        else:
            others.append(path)
    handins = [_claim(person, found) for person, found in by_person.items()]
    return Claims(handins, left_aside(others, marked("no name in a Moodle download is like that")))


def _parsed(path: str) -> _Named | None:
    name, slash, _ = path.partition("/")
    match = _NAME.fullmatch(name)
    if match is None:
        return None
    shown = person_name(match["name"])
    person = Person(key=f"moodle:{match['id'] or shown}", name=shown, user_id=match["id"] or "")
    return _Named(person, match["kind"].lower(), Part(path, "" if slash else match["file"] or name))


def _claim(person: Person, found: list[_Named]) -> Claim:
    parts = tuple(named.part for named in found if named.kind == "file")
    typed = [named.part for named in found if named.kind != "file"]
    notes = tuple(
        say("What was typed into Moodle as a text is not graded: {file}.", file=showable(part.path)) for part in typed
    )
    return Claim((person,), parts, origin(parts or typed), notes=notes)
