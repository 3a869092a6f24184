"""Everything of everybody as JSON lines: one object a student, for scripts of the instructor's own."""

import json
import re
from decimal import Decimal

import msgspec

from grader.classroom import ClassResult, Person, Settled, StudentResult
from grader.model import Frozen, Grade

BREAK = re.compile("[\x85\u2028\u2029]")
"""What some readers take for the end of a line; JSON has an escape for it."""

HALF = re.compile("[\ud800-\udfff]")
"""Halves of characters, which UTF-8 cannot hold; they are written as the text of their escapes, as in every report."""


class Line(Frozen, frozen=True, kw_only=True):
    """One student. `score` and those of `settled` are decimals written as texts, so that nothing is rounded.

    `grade` has no times, so that the same class gives the same bytes.
    """

    person: Person
    score: Decimal
    points: int
    percent: float
    settled: tuple[Settled, ...]
    grade: Grade
    notes: tuple[str, ...]
    group: tuple[str, ...]


def json_lines(result: ClassResult) -> bytes:
    """Return the class as JSON lines in UTF-8, a line a student; hidden checks are among them."""
    return b"".join(_line(student) + b"\n" for student in result.students)


def _line(student: StudentResult) -> bytes:
    line = Line(
        person=student.person,
        score=student.score,
        points=student.points,
        percent=student.percent,
        settled=student.settled,
        grade=student.grade.without_times(),
        notes=student.notes,
        group=student.group,
    )
    text = json.dumps(msgspec.to_builtins(line), ensure_ascii=False)
    text = BREAK.sub(lambda match: f"\\u{ord(match.group()):04x}", text)
    return HALF.sub(lambda match: f"\\\\u{ord(match.group()):04x}", text).encode()
