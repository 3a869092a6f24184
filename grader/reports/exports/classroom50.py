"""Classroom 50's `result.json`, one file for each assignment that a student handed in.

The form is `classroom50/result/v1`, schemas/result-v1.schema.json in https://github.com/foundation50/classroom50. It
names a commit and a release, which a class does not know: as in scores that its teachers enter by hand, the name of the
submission stands for both.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from grader.classroom import Settled, StudentResult
from grader.language import marked, say
from grader.model import AssignmentResult
from grader.reports.exports.cells import number
from grader.reports.exports.feedback import check_text, check_title
from grader.reports.exports.pairing import tell_of
from grader.reports.exports.request import Request, json_bytes
from grader.reports.files import page_names, report_name
from grader.reports.text import clean_line

SCHEMA = "classroom50/result/v1"


def classroom50_files(request: Request) -> dict[str, bytes]:
    """Return the files by their paths, which are `slug/student.json`.

    Classroom 50 knows a student by the GitHub account and a submission by its time. Who has none is left out, and told.
    """
    result = request.result
    names = page_names([student.person for student in result.students])
    known = [student for student in result.students if clean_line(student.person.login)]
    tell_of(
        [student for student in result.students if student.handed_in and not clean_line(student.person.login)],
        marked("The export for Classroom 50 lacks {who}, whose GitHub accounts the class does not have."),
        request.tell,
    )
    tell_of(
        [student for student in known if any(s.attempts and not _instant(s, request) for s in student.settled)],
        marked("The export for Classroom 50 lacks work of {who}: when it was handed in is not known."),
        request.tell,
    )
    return {
        f"{report_name(assignment.slug)}/{names[student.person.key]}.json": json_bytes(
            _result(request, student, assignment, settled)
        )
        for student in known
        for assignment, settled in zip(student.grade.assignments, student.settled, strict=True)
        if settled.attempts and _instant(settled, request)
    }


def _result(request: Request, student: StudentResult, assignment: AssignmentResult, settled: Settled) -> dict[str, Any]:
    instant = _instant(settled, request)
    submission = f"submit/manual-{instant.replace(':', '-')}"
    return {
        "schema": SCHEMA,
        "classroom": clean_line(request.result.title) or "class",
        "assignment": clean_line(assignment.slug),
        "assignment_type": "group" if student.group else "individual",
        "owner": clean_line(student.person.login),
        "submission": submission,
        "commit": submission,
        "release": submission,
        "review": submission,
        "datetime": instant,
        "score": min(_whole(settled.score), assignment.points),
        "max-score": assignment.points,
        "tests": [*_tests(assignment), *_adjustments(settled)],
    }


def _tests(assignment: AssignmentResult) -> Iterator[dict[str, Any]]:
    for exercise in assignment.exercises:
        for check in exercise.checks:
            yield {
                "test-name": check_title(exercise, check),
                "passed": check.passed,
                "score": min(check.score, check.points),
                "max-score": check.points,
                "output": check_text(check),
            }


def _adjustments(settled: Settled) -> Iterator[dict[str, Any]]:
    """Give each policy's sentence the place that the form has for texts: a test without points."""
    for adjustment in settled.adjustments:
        name = clean_line(adjustment.text) or say("A policy")
        yield {
            "test-name": name,
            "passed": False,
            "score": 0,
            "max-score": 0,
            "output": say("{points} points", points=number(adjustment.points)),
        }


def _instant(settled: Settled, request: Request) -> str:
    """Return when it was handed in, or else graded, in UTC as the form has it; empty if neither is known."""
    for time in (settled.submitted, request.result.times.started):
        try:
            moment = datetime.fromisoformat(time)
            utc = moment.astimezone(UTC)
        except (ValueError, OverflowError):
            continue
        if moment.tzinfo:
            return utc.replace(tzinfo=None).isoformat(timespec="seconds") + "Z"
    return ""


def _whole(score: Decimal) -> int:
    """Round to whole points, which is all that the form holds; a half goes up."""
    return int(score.quantize(Decimal(1), ROUND_HALF_UP))
