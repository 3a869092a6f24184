"""The class as one table for people: a row a student, with every number, every policy's sentence and every note."""

from collections.abc import Iterator
from decimal import Decimal

from grader.classroom import ClassResult, Settled, StudentResult
from grader.language import marked, say
from grader.model import AssignmentResult, ExerciseResult, Status
from grader.reports.exports.cells import Cell, csv_bytes
from grader.reports.exports.feedback import ungraded
from grader.sentences import sentences

PERSON = ["Name", "Key", "User ID", "Student ID", "Login", "Email", "Section", "Group"]
ASSIGNMENT = ["score", "as graded", "points", "attempt", "attempts", "submitted", "adjustments"]
TOTAL = ["Total", "Points", "Percent", "Notes"]
UNGRADED = marked("The grader failed on some of it; the score is too low through no fault of theirs.")


def gradebook_csv(result: ClassResult) -> bytes:
    """Return the gradebook as CSV in UTF-8, with the mark by which Excel knows it.

    The columns of an assignment are named `slug: score`, those of its exercises `slug: exercise`. A cell is empty where
    the grader failed and gave nothing, since that is no zero.
    """
    header = [*PERSON, *(name for assignment in result.outline for name in _columns(assignment)), *TOTAL]
    return csv_bytes([header, *([*_row(student)] for student in result.students)], mark=True)


def _columns(assignment: AssignmentResult) -> list[str]:
    return [f"{assignment.slug}: {name}" for name in (*ASSIGNMENT, *(e.name for e in assignment.exercises))]


def _row(student: StudentResult) -> Iterator[Cell]:
    person = student.person
    yield from (person.name, person.key, person.user_id, person.student_id, person.login, person.email, person.section)
    yield ", ".join(student.group)
    for assignment, settled in zip(student.grade.assignments, student.settled, strict=True):
        yield from _assignment(assignment, settled)
        yield from (_score(exercise) for exercise in assignment.exercises)
    yield from (student.score, student.points, Decimal(f"{student.percent:.1f}"))
    notes = [*student.notes, *([say(UNGRADED)] if ungraded(student.grade.assignments) else [])]
    yield sentences(*notes)


def _assignment(assignment: AssignmentResult, settled: Settled) -> list[Cell]:
    said = sentences(*(adjustment.text for adjustment in settled.adjustments))
    return [
        settled.score,
        assignment.score,
        assignment.points,
        settled.attempt,
        settled.attempts,
        settled.submitted,
        said,
    ]


def _score(exercise: ExerciseResult) -> Cell:
    return "" if exercise.status is Status.UNGRADABLE and not exercise.score else exercise.score
