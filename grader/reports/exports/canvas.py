"""The CSV that Canvas's gradebook imports.

The columns are those that lib/gradebook_importer.rb in https://github.com/instructure/canvas-lms takes: Student, ID,
SIS User ID, SIS Login ID, Section, then the assignments, and a row of the points possible. Canvas finds a student by
ID, else by one of the SIS columns, else by name; and an assignment by the number behind its title, else by its title.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import NamedTuple

from grader.classroom import StudentResult
from grader.errors import GraderError
from grader.language import marked, say
from grader.model import AssignmentResult
from grader.reports.exports.cells import Cell, csv_bytes
from grader.reports.exports.feedback import ungraded
from grader.reports.exports.pairing import number_on, pair, tell_of
from grader.reports.exports.request import Request
from grader.reports.exports.sheet import called, decimal, read_sheet
from grader.reports.text import clean_line

STUDENT = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section"]
POINTS_POSSIBLE = "Points Possible"
WHAT = marked("Canvas's gradebook")
ID_BEHIND_TITLE = re.compile(r"\(\d+\)$")


class Column(NamedTuple):
    """An assignment's column in Canvas: its header, and the points that Canvas gives for it."""

    header: str
    points: Decimal


def canvas_csv(request: Request) -> bytes:
    """Return the class for Canvas, with the points after the policies.

    With a downloaded gradebook as `template`, the students and the assignments are named as they are there, and points
    are scaled to those that Canvas has; whom or what Canvas does not know is told. A cell is empty where the grader
    itself failed, since that is no zero.

    Raises:
        GraderError: the template cannot be read, is no gradebook of Canvas's, or has one title twice.
    """
    failed = [student for student in request.result.students if ungraded(student.grade.assignments)]
    tell_of(
        failed, marked("The grader failed on some of the work of {who}; Canvas gets no score for it."), request.tell
    )
    return csv_bytes(_plain(request) if request.template is None else _filled(request, request.template))


def _plain(request: Request) -> Iterator[Sequence[Cell]]:
    columns = [Column(a.title, Decimal(a.points)) for a in request.result.outline]
    yield [*STUDENT, *(column.header for column in columns)]
    yield [POINTS_POSSIBLE, "", "", "", "", *(column.points for column in columns)]
    unknown = []
    for student in request.result.students:
        person = student.person
        ids = [number_on("canvas", person), person.student_id, person.login]
        unknown += [] if any(ids) else [student]
        yield [_name(person.name), *ids, person.section, *_scores(student, columns)]
    tell_of(unknown, marked("Nothing but the name tells Canvas who {who} are."), request.tell)


def _filled(request: Request, template: Path) -> Iterator[Sequence[Cell]]:
    sheet = read_sheet(template, WHAT)
    width = _width(sheet.header, template)
    rows = [sheet.row(number) for number in sheet.filled]
    points = next((row for row in rows if POINTS_POSSIBLE in row[0]), [])
    columns = [_column(sheet.header, points, width, assignment, request) for assignment in request.result.outline]
    yield [*sheet.header[:width], *(column.header for column in columns)]
    yield [POINTS_POSSIBLE, *[""] * (width - 1), *(column.points for column in columns)]
    paired = _pair(rows, sheet.header, request.result.students)
    for index, row in enumerate(rows):
        if index in paired:
            yield [_name(row[0]), *row[1:width], *_scores(request.result.students[paired[index]], columns)]
    found = set(paired.values())
    missing = [student for index, student in enumerate(request.result.students) if index not in found]
    tell_of(missing, marked("Canvas's gradebook lacks {who}; enter their scores by hand."), request.tell)


def _width(header: Sequence[str], template: Path) -> int:
    """Return how many columns tell of the student; Section is the last of them."""
    if "ID" not in header or "Section" not in header:
        raise GraderError(
            say(
                '{sheet} has no columns "ID" and "Section". Download it in Canvas under Grades, Export.',
                sheet=called(WHAT, template),
            )
        )
    return header.index("Section") + 1


def _column(
    header: Sequence[str], points: Sequence[str], width: int, assignment: AssignmentResult, request: Request
) -> Column:
    names = {assignment.title.strip().casefold(), assignment.slug.strip().casefold()}
    places = [place for place in range(width, len(header)) if _title(header[place]) in names]
    title = clean_line(assignment.title)
    if len(places) > 1:
        raise GraderError(
            say(
                "{sheet} has more than one {title}. Rename one of them in Canvas.",
                sheet=called(WHAT, request.template),
                title=repr(title),
            )
        )
    if not places:
        sentence = marked("Canvas's gradebook has no assignment {title}; Canvas will ask whether it is a new one.")
        request.tell(say(sentence, title=repr(title)))
        return Column(assignment.title, Decimal(assignment.points))
    top = decimal(points[places[0]]) if points else None
    return Column(header[places[0]], top or Decimal(assignment.points))


def _title(header: str) -> str:
    return ID_BEHIND_TITLE.sub("", header.strip()).strip().casefold()


def _name(text: str) -> str:
    """Return a student's name, in which Canvas does not find the words that mark the row of the points."""
    return clean_line(text).replace(POINTS_POSSIBLE, "Points-Possible")


def _pair(rows: Sequence[Sequence[str]], header: Sequence[str], students: Sequence[StudentResult]) -> dict[int, int]:
    people = [student.person for student in students]
    marks = [
        ("ID", [[number_on("canvas", person)] for person in people]),
        ("SIS User ID", [[person.student_id.strip()] for person in people]),
        ("SIS Login ID", [[person.login.strip().casefold(), person.email.strip().casefold()] for person in people]),
    ]
    known = [(header.index(name), name, own) for name, own in marks if name in header]
    return pair([([[_mark(row[place], name == "SIS Login ID")] for row in rows], own) for place, name, own in known])


def _mark(cell: str, login: bool) -> str:
    return cell.strip().casefold() if login else cell.strip()


def _scores(student: StudentResult, columns: Sequence[Column]) -> Iterator[Cell]:
    for assignment, settled, column in zip(student.grade.assignments, student.settled, columns, strict=True):
        if ungraded([assignment]):
            yield ""
            continue
        scale = column.points / assignment.points if assignment.points else Decimal(1)
        yield (settled.score * scale).quantize(Decimal("0.01"), ROUND_HALF_UP)
