"""What is wrong, beside the student's own lines, as GitHub and GitLab show it in a pull request's changed files."""

import hashlib
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from grader.language import counted, say
from grader.model import CheckResult, CodeBlock, ExerciseResult, Frame, Frozen, Grade, Status
from grader.reports.text import clean_line, shorten
from grader.reports.words import STATUS_WORDS, needs_work, sentence

CELL = ", cell "
"""What stands between a notebook's path and the number of a cell."""

LONGEST_MESSAGE = 600
"""Characters of one annotation; the report has the rest."""

MOST_OF_A_LEVEL = 10
"""The annotations of one level that GitHub keeps of a step (GitHub Docs, "Usage limits for workflow annotations")."""

SEVERITIES = {"error": "major", "warning": "minor"}
"""GitLab's words for how bad it is."""


class Annotation(Frozen, frozen=True, kw_only=True):
    """One remark on a line. `file` is the path in the repository; `line` counts from 1, and is 0 where none is sure.

    `message` is a sentence a line.
    """

    level: str
    file: str
    line: int
    title: str
    message: str


def annotations(grade: Grade) -> list[Annotation]:
    """Return one remark on each exercise that was begun and is not right, in the order of the handout.

    The grade's files are named from the top of the repository.
    It stands at the student's own line where an exception came from one, else at the exercise's first line. In a
    notebook there are no lines to point at; the message names the cell. What could not be graded is a warning.
    """
    return [
        _annotation(clean_line(assignment.file), exercise)
        for assignment in grade.assignments
        for exercise in assignment.exercises
        if assignment.file and (needs_work(exercise.status) or exercise.status is Status.UNGRADABLE)
    ]


def workflow_commands(remarks: Sequence[Annotation]) -> list[str]:
    """Return the lines by which a step of GitHub Actions annotates files, within what GitHub keeps of them.

    Args:
        remarks: all there are; a notice says how many of them had no place.
    """
    kept = [
        remark
        for level in SEVERITIES
        for remark in [remark for remark in remarks if remark.level == level][:MOST_OF_A_LEVEL]
    ]
    lines = [_command(remark) for remark in kept]
    left_out = len(remarks) - len(kept)
    if left_out:
        told = counted(
            "{count} more remark had no place here. The summary has all of them.",
            "{count} more remarks had no place here. The summary has all of them.",
            left_out,
        )
        lines.append(f"::notice::{escape_data(told)}")
    return lines


def code_quality(remarks: Sequence[Annotation]) -> bytes:
    """Return the remarks as GitLab's Code Quality report.

    The form is the one of "Code Quality report format" in GitLab Docs: description, check_name, fingerprint, severity
    and location of each.
    """
    return msgspec.json.format(msgspec.json.encode([_issue(remark) for remark in remarks]), indent=2) + b"\n"


def escape_data(text: str) -> str:
    """Return a text as the message of a workflow command, escaped as `escapeData` in actions/toolkit does."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def escape_property(text: str) -> str:
    """Return a text as a property of a workflow command, escaped as `escapeProperty` in actions/toolkit does."""
    return escape_data(text).replace(":", "%3A").replace(",", "%2C")


def _command(remark: Annotation) -> str:
    properties = {"file": remark.file, "line": remark.line, "title": remark.title}
    given = ",".join(f"{name}={escape_property(str(value))}" for name, value in properties.items() if value)
    return f"::{remark.level} {given}::{escape_data(remark.message)}"


def _issue(remark: Annotation) -> dict[str, Any]:
    identity = f"{remark.file}\0{remark.title}\0{remark.message}"
    return {
        "description": clean_line(say("{title}. {message}", title=remark.title, message=remark.message)),
        "check_name": "grader",
        "fingerprint": hashlib.sha256(identity.encode()).hexdigest(),
        "severity": SEVERITIES[remark.level],
        "location": {"path": remark.file, "lines": {"begin": max(remark.line, 1)}},
    }


def _annotation(path: str, exercise: ExerciseResult) -> Annotation:
    check = next((check for check in exercise.checks if needs_work(check.status)), None)
    where = _where(path, exercise, check)
    cell = where.file.partition(CELL)[2] if where else ""
    words = [say("Cell {cell}, line {line}.", cell=cell, line=where.line)] if where and cell else []
    return Annotation(
        level="error" if needs_work(exercise.status) else "warning",
        file=path,
        line=where.line if where and not cell else 0,
        title=clean_line(say("{name}: {status}", name=exercise.name, status=STATUS_WORDS[exercise.status].words)),
        message=shorten("\n".join(map(clean_line, [*words, *_message(exercise, check)])), LONGEST_MESSAGE),
    )


def _where(path: str, exercise: ExerciseResult, check: CheckResult | None) -> Frame | CodeBlock | None:
    """The innermost line of the traceback, or else the exercise's first.

    What a worker says of an exception is its claim, so a frame counts only if it is in the student's own file.
    """
    frames = [frame for frame in (check.frames if check else []) if frame.line > 0 and _is_in(path, frame.file)]
    if frames:
        return frames[-1]
    return exercise.code[0] if exercise.code else None


def _is_in(path: str, file: str) -> bool:
    return file == path or (file.startswith(path + CELL) and file.removeprefix(path + CELL).isdecimal())


def _message(exercise: ExerciseResult, check: CheckResult | None) -> Iterator[str]:
    said = sentence(exercise)
    yield said
    if check and check.hint and check.hint not in said and not exercise.diagnosis:
        yield check.hint
