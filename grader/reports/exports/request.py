"""What every export is asked for, and the form of those that have one file a student."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from grader.classroom import ClassResult, StudentResult
from grader.reports.files import page_names


@dataclass(frozen=True)
class Request:
    """A class to be written down, the files that a platform wants filled in, and who is told what is to be known."""

    result: ClassResult
    worksheet: Path | None
    template: Path | None
    tell: Callable[[str], None]


def student_files(request: Request, plain: Callable[[StudentResult], dict[str, Any]]) -> dict[str, bytes]:
    """Return a JSON file for each student by its name, which is the student's own."""
    names = page_names([student.person for student in request.result.students])
    return {f"{names[student.person.key]}.json": json_bytes(plain(student)) for student in request.result.students}


def json_bytes(plain: dict[str, Any]) -> bytes:
    """Return plain data as indented JSON, ending in a newline."""
    return msgspec.json.format(msgspec.json.encode(plain), indent=2) + b"\n"
