"""A small course with answers, and what is read of a class that was written from it."""

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path

from grader.assignment import Assignment, Course, load_course
from grader.demo import Plan, PlannedStudent
from grader.downloads import HandIn, read_download
from grader.submission import Submission
from tests.grader import courses


def course_with_answers(root: Path) -> Course:
    """The tiny course, with misconceptions and alternatives."""
    answers = {"misconceptions": courses.MISCONCEPTIONS, "alternatives": courses.ALTERNATIVES}
    return load_course(courses.build(root, **answers))


def handed_in(folder: Path, assignments: list[Assignment]) -> dict[str, list[HandIn]]:
    """By the key of each who handed in, what they handed in, in the order of their attempts."""
    found: dict[str, list[HandIn]] = {}
    for handin in read_download(folder / "submissions", assignments).handins:
        for person in handin.people:
            found.setdefault(person.key, []).append(handin)
    return {key: sorted(handins, key=lambda handin: handin.attempt) for key, handins in found.items()}


def latest(plan: Plan, found: Mapping[str, list[HandIn]]) -> Iterator[tuple[PlannedStudent, Submission]]:
    """Those who handed in, each with what is read of their last attempt."""
    return ((student, found[student.key][-1].read()) for student in plan.students if student.kind != "absent")


def digest(folder: Path) -> str:
    """A hash of all that stands in a folder: paths, links, bytes."""
    whole = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        content = str(path.readlink()).encode() if path.is_symlink() else path.read_bytes() if path.is_file() else b"/"
        whole.update(repr((path.relative_to(folder).as_posix(), content)).encode())
    return whole.hexdigest()
