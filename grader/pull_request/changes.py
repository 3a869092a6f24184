"""What a pull request changes: which assignments' student files, and what else, which takes no part in grading."""

from collections.abc import Sequence

from grader.assignment import Assignment, Course
from grader.model import Frozen

CHANGED, ALL = "changed", "all"
"""Which assignments are graded: those whose student files the pull request changes, or every one."""

SUFFIXES = (".py", ".ipynb")


class Changes(Frozen, frozen=True, kw_only=True):
    """The changed paths of a pull request, sorted into two kinds.

    `slugs` are the assignments whose student files are among them, in the course's order. `unused` are all other paths:
    nothing of them is read.
    """

    slugs: list[str]
    unused: list[str]


def student_files(assignment: Assignment) -> list[str]:
    """The paths, from the top of the repository, that are a student's own: the script and the notebook."""
    return [f"assignments/{assignment.slug}/{assignment.slug}{suffix}" for suffix in SUFFIXES]


def read_changes(data: bytes, assignments: Sequence[Assignment]) -> Changes:
    """Sort what `git diff --name-only -z` prints: paths from the top of the repository, each with a null byte after it.

    Args:
        data: the bytes as git writes them (https://git-scm.com/docs/git-diff, -z). A path may hold any other byte.
        assignments: those of the base.
    """
    paths = [path.decode("utf-8", "surrogateescape") for path in data.split(b"\0") if path]
    owners = {path: assignment.slug for assignment in assignments for path in student_files(assignment)}
    changed = {owners[path] for path in paths if path in owners}
    return Changes(
        slugs=[assignment.slug for assignment in assignments if assignment.slug in changed],
        unused=[path for path in paths if path not in owners],
    )


def choose(course: Course, wish: str, changes: Changes) -> list[Assignment]:
    """The assignments to grade.

    Args:
        course: the base's.
        wish: `changed`, `all`, or the slug of one assignment.
        changes: what the pull request changes.

    Raises:
        CourseError: the wish is neither, and no assignment has that name.
    """
    if wish == CHANGED:
        return [assignment for assignment in course.assignments if assignment.slug in changes.slugs]
    return course.select(None if wish == ALL else wish)
