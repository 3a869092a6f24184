"""A roster's CSV file to people: which column is which, and who stands in each line."""

import codecs
import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import msgspec

from grader.classroom import Person
from grader.errors import RosterError
from grader.language import say
from grader.sentences import listed
from grader.submission.limits import MEGABYTE, megabytes
from grader.submission.text import person_name

ROSTER_BYTES = 5 * MEGABYTE
"""A roster's file: ten thousand students with all the grades of a year stay below."""
SHOWN = 12
"""How many of a header's columns an error names."""

_COLUMNS = {
    "name": ("student", "name", "full name", "student name", "display name", "sortable name"),
    "first": ("first name", "firstname", "first", "given name", "forename"),
    "last": ("last name", "lastname", "last", "surname", "family name"),
    "user_id": ("id", "user id", "canvas id", "canvas user id", "participant id"),
    "identifier": ("identifier",),
    "student_id": ("sis user id", "id number", "idnumber", "sid", "student id", "studentid", "student number"),
    "github": ("github username", "github login", "github"),
    "login": ("sis login id", "login id", "login", "username", "user name"),
    "email": ("email", "email address", "e mail", "e mail address", "mail"),
    "section": ("section", "sections", "section name", "group", "groups"),
}
"""What each column may be called, in lower case and with blanks for punctuation.

Canvas's gradebook has "Student", "ID", "SIS User ID", "SIS Login ID" and "Section"; Moodle's grades "First name", "Last
name" or "Surname", "ID number" and "Email address", and its grading worksheet "Identifier" and "Full name";
Gradescope's roster "Name" or "First Name" and "Last Name", "SID", "Email" and "Sections"; GitHub Classroom's
"identifier", "github_username" and "name".
"""

_FIELDS = {spelling: column for column, spellings in _COLUMNS.items() for spelling in spellings}
_WHO = {"name", "first", "last", "user_id", "identifier", "student_id", "github", "login", "email"}
_PARTICIPANT = re.compile(r"\D+ (\d+)")
"""What stands under "Identifier" in Moodle's grading worksheet, such as "Participant 1234", in any language."""


def read_roster(path: Path) -> list[Person]:
    """Read a roster from a CSV file, in the form in which Canvas, Moodle, Gradescope or GitHub Classroom export one.

    The first line names the columns, in any order; those that say nothing of who somebody is are passed over. Commas,
    semicolons or tabs stand between them, and the text is UTF-8, UTF-16 or Latin-1. Somebody who stands in two lines,
    with one ID and one name, is one person, in both sections.

    Raises:
        RosterError: the file cannot be opened or read, names no column that says who somebody is, names nobody, or
            gives one ID to two people.
    """
    lines = _lines(path, _text(path))
    _, header = next(lines, (0, []))
    columns = [_FIELDS.get(_spelt(cell)) for cell in header]
    if not _WHO.intersection(filter(None, columns)):
        raise RosterError(
            say(
                "{path}: no column says who the students are. The first line has {columns}. "
                "Call a column Name, Email, ID or Username.",
                path=path,
                columns=_shown(header),
            )
        )
    people: dict[str, tuple[int, Person]] = {}
    for number, row in lines:
        person = _person(number, columns, row)
        if person is not None:
            _enter(path, people, number, person)
    if not people:
        raise RosterError(say("{path} names nobody: there is no student in it below the first line.", path=path))
    return [person for _, person in people.values()]


def _text(path: Path) -> str:
    """A file's text, in whatever encoding a spreadsheet left it."""
    try:
        with path.open("rb") as file:
            data = file.read(ROSTER_BYTES + 1)
    except OSError as error:
        raise RosterError(
            say(
                "{path} cannot be opened: {reason}.",
                path=path,
                reason=error.strerror.lower() if error.strerror else say("it is no file"),
            )
        ) from error
    except ValueError as error:
        raise RosterError(say("This is not a path: {error}.", error=error)) from error
    if len(data) > ROSTER_BYTES:
        raise RosterError(
            say(
                "{path} is larger than {most}, which no roster is. Is it another file?",
                path=path,
                most=megabytes(ROSTER_BYTES),
            )
        )
    if data.startswith(b"PK\x03\x04"):
        raise RosterError(say("{path} is a spreadsheet or a zip and no text. Save it as CSV.", path=path))
    for encoding in ["utf-16"] * data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) + ["utf-8-sig"]:
        try:
            return data.decode(encoding)
        except UnicodeError:
            continue
    return data.decode("latin-1")


def _lines(path: Path, text: str) -> Iterator[tuple[int, list[str]]]:
    """The lines with anything in them and their numbers, the header first."""
    text = re.sub(r"\A\s*sep=(.)\r?\n", "", text, flags=re.IGNORECASE)  # Excel's own way of naming the delimiter
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                yield reader.line_num, row
    except csv.Error as error:
        raise RosterError(
            say(
                "{path}, line {line}, is no CSV: {error}. Save it as CSV again.",
                path=path,
                line=reader.line_num,
                error=error,
            )
        ) from error


def _delimiter(text: str) -> str:
    """What stands between the columns: what cuts the header into the most names that are known."""
    header = text.lstrip().split("\n", 1)[0]
    return max(",;\t", key=lambda mark: (sum(_spelt(c) in _FIELDS for c in header.split(mark)), header.count(mark)))


def _spelt(cell: str) -> str:
    """A column's name in lower case, with blanks for punctuation."""
    return " ".join(re.findall(r"[^\W_]+", cell.casefold()))


def _shown(header: Sequence[str]) -> str:
    names = [f"'{person_name(cell)[:40]}'" for cell in header[:SHOWN]]
    more = [say("{count} more", count=len(header) - SHOWN)] if len(header) > SHOWN else []
    return listed([*names, *more]) or say("nothing")


def _person(number: int, columns: Sequence[str | None], row: Sequence[str]) -> Person | None:
    """The person of one line; None for a line that names nobody, such as Canvas's second one with the points."""
    cells: dict[str, str] = {}
    for column, cell in zip(columns, row, strict=False):
        if column and (value := person_name(cell)):
            cells.setdefault(column, value)
    if not _WHO & cells.keys() or _spelt(cells.get("name", "")) == "points possible":
        return None
    found = {**_identified(cells), **{name: cells.get(name, "") for name in ("email", "section")}}
    name = cells.get("name") or " ".join(cells[part] for part in ("first", "last") if part in cells)
    known = [found[part] for part in ("student_id", "user_id", "email", "login") if found[part]]
    key = known[0] if known else f"line {number}"
    return Person(key=f"roster:{key}", name=name or known[0], **found)


def _identified(cells: Mapping[str, str]) -> dict[str, str]:
    """The numbers and the account. An identifier is a participant of Moodle's, or the school's own."""
    identifier = cells.get("identifier", "")
    participant = _PARTICIPANT.fullmatch(identifier)
    return {
        "user_id": cells.get("user_id") or (participant[1] if participant else ""),
        "student_id": cells.get("student_id") or ("" if participant else identifier),
        "login": cells.get("github") or cells.get("login", ""),
    }


def _enter(path: Path, people: dict[str, tuple[int, Person]], number: int, person: Person) -> None:
    """Add somebody, or another section of somebody who is there."""
    before, known = people.get(person.key, (number, person))
    if (known.student_id, known.user_id) != (person.student_id, person.user_id):
        people[f"roster:line {number}"] = number, msgspec.structs.replace(person, key=f"roster:line {number}")
        return  # one's number from the school is by chance another's from the platform
    if known.name != person.name:
        raise RosterError(
            say(
                "{path} gives one ID, {id}, to two people: {one} in line {before} and {other} in line {line}. "
                "Correct one of them.",
                path=path,
                id=person.key.removeprefix("roster:"),
                one=known.name,
                before=before,
                other=person.name,
                line=number,
            )
        )
    sections = dict.fromkeys([*known.section.split(", "), person.section])
    people[person.key] = before, msgspec.structs.replace(known, section=", ".join(filter(None, sections)))
