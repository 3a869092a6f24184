"""Moodle's offline grading worksheet, filled in.

Moodle reads the file back by the names of its columns and the participants' numbers, mod/assign/feedback/offline, so
every cell but the grades and the feedback stays as it was, byte for byte.
"""

import re
from decimal import ROUND_HALF_UP, Decimal

from grader.classroom import StudentResult
from grader.errors import GraderError
from grader.language import marked, say
from grader.reports.exports.cells import inert
from grader.reports.exports.feedback import feedback, ungraded
from grader.reports.exports.moodle_columns import Columns, find_columns, participant
from grader.reports.exports.pairing import number_on, pair, tell_of
from grader.reports.exports.request import Request
from grader.reports.exports.sheet import Sheet, called, decimal, read_sheet

WHAT = marked("Moodle's grading worksheet")
TAG = re.compile(r"<(?=[A-Za-z/!?])")


def moodle_worksheet(request: Request) -> bytes:
    """Return the worksheet with the class's points, scaled to its maximum grade, and feedback in one line a student.

    Rows of people who are not in the class stay as they were, and so do those of whom the grader itself failed on some
    work. Students whose row is not found are told: a row is a student's by the number in its first column, else by the
    e-mail address, else by the school's own number.

    Raises:
        GraderError: there is no worksheet, it cannot be read, or it is not clear which of its columns are which.
    """
    if request.worksheet is None:
        raise GraderError(
            say(
                "Moodle's grading worksheet is needed, since the export fills it in. Download it in Moodle, under the "
                'assignment\'s "Download grading worksheet", and name the file.'
            )
        )
    sheet, name = read_sheet(request.worksheet, WHAT), called(WHAT, request.worksheet)
    if not sheet.filled:
        raise GraderError(say("{sheet} has no participants. Download it again, and give it as it comes.", sheet=name))
    columns = find_columns(sheet, name)
    students = request.result.students
    paired = _pair(sheet, columns, students)
    for row, index in paired.items():
        if not ungraded(students[index].grade.assignments):
            _fill(sheet, columns, sheet.filled[row], students[index])
    found = set(paired.values())
    _tell(request, columns, [student for index, student in enumerate(students) if index not in found])
    return sheet.to_bytes()


def _pair(sheet: Sheet, columns: Columns, students: tuple[StudentResult, ...]) -> dict[int, int]:
    rows = [sheet.row(number) for number in sheet.filled]
    people = [student.person for student in students]
    return pair(
        [
            (
                [[participant(row[columns.identifier])] for row in rows],
                [[number_on("moodle", person)] for person in people],
            ),
            (
                [[] if columns.email is None else [row[columns.email].strip().casefold()] for row in rows],
                [[person.email.strip().casefold()] for person in people],
            ),
            (
                [[cell.strip() for cell in row[columns.identifier + 1 : columns.grade]] for row in rows],
                [[person.student_id.strip()] for person in people],
            ),
        ]
    )


def _fill(sheet: Sheet, columns: Columns, row: int, student: StudentResult) -> None:
    cells = sheet.row(row)
    top = "" if columns.maximum is None else cells[columns.maximum]
    sheet.fill(row, columns.grade, _grade(student, top))
    if columns.feedback is not None:
        sheet.fill(row, columns.feedback, _comment(student))


def _grade(student: StudentResult, top: str) -> str:
    """Return the points in the worksheet's own scale and with its own decimal sign, to two places."""
    maximum = decimal(top)
    share = student.score / student.points if student.points else Decimal(0)
    points = student.score if maximum is None else share * maximum
    written = f"{points.quantize(Decimal('0.01'), ROUND_HALF_UP):f}"
    return written.replace(".", ",") if "," in top else written


def _comment(student: StudentResult) -> str:
    """Return the feedback in one line. Moodle takes it for HTML, so nothing in it may look like a tag."""
    return inert(TAG.sub("< ", " ".join(feedback(student))))


def _tell(request: Request, columns: Columns, missing: list[StudentResult]) -> None:
    failed = [student for student in request.result.students if ungraded(student.grade.assignments)]
    tell_of(missing, marked("Moodle's grading worksheet lacks {who}; enter their grades by hand."), request.tell)
    tell_of(
        failed,
        marked("The grader failed on some of the work of {who}; Moodle's worksheet has no grade for it."),
        request.tell,
    )
    if columns.maximum is None:
        request.tell(
            say(
                "Moodle's grading worksheet has no maximum grade, so the points were written as they are. "
                "If the assignment is graded by a scale, choose its words by hand."
            )
        )
    if columns.feedback is None:
        sentence = marked(
            "Moodle's grading worksheet has no column for feedback comments, so only the grades were written."
        )
        request.tell(say(sentence))
