"""What is right, and what is known to be wrong: solutions, golden values and misconceptions, read when asked for."""

from collections.abc import Sequence
from pathlib import Path

from grader.answers import MISCONCEPTIONS, misconceptions
from grader.assignment import Assignment
from grader.checks.golden import Golden, read_cases
from grader.collecting import Check
from grader.diagnosis import Catalogue
from grader.errors import CourseError
from grader.language import say
from grader.reference import Reference, load_reference
from grader.submission import Source, read_source


class AnswerKey:
    """The answers to some assignments. Golden values are read at once, and all else when it is first asked for.

    Args:
        assignments: those whose answers there may be.
        library: the folder of the course's `lib`, which solutions import.

    Raises:
        CourseError: a file of golden values is not what it should be.
    """

    def __init__(self, assignments: Sequence[Assignment], library: Path) -> None:
        self._library = library
        self._golden = {a.slug: read_cases(a.golden) for a in assignments}
        self._solutions: dict[str, Reference] = {}
        self._catalogues: dict[str, Catalogue] = {}

    def golden(self, check: Check) -> Golden:
        """The golden values of a check."""
        cases = self._golden[check.assignment.slug].get(check.exercise.name, {})
        return Golden(cases, check.item.originalname, check.assignment.golden)

    def reference(self, check: Check) -> Reference:
        """The solution that a check compares with.

        Raises:
            CourseError: there is none here, or it does not work.
        """
        if check.assignment.solution is None:
            raise CourseError(
                say(
                    "{check} asks for `reference`, but there is no solution of {slug} here.",
                    check=check.name,
                    slug=check.assignment.slug,
                )
            )
        return self._solution(check.assignment)

    def catalogue(self, assignment: Assignment) -> Catalogue | None:
        """The assignment's misconceptions beside its solution, read when the first answer is wrong; None without one.

        Raises:
            CourseError: one of them cannot be read.
        """
        if assignment.solution is None:
            return None
        if assignment.slug not in self._catalogues:
            known = misconceptions(assignment)
            self._catalogues[assignment.slug] = Catalogue(self._solution(assignment), known, MISCONCEPTIONS)
        return self._catalogues[assignment.slug]

    def _solution(self, assignment: Assignment) -> Reference:
        if assignment.slug not in self._solutions:
            assert assignment.solution is not None
            source = course_source(assignment, assignment.solution)
            self._solutions[assignment.slug] = load_reference(source.units, assignment.slug, self._library)
        return self._solutions[assignment.slug]


def course_source(assignment: Assignment, path: Path) -> Source:
    """One of the course's own files, read as a submission is.

    Raises:
        CourseError: it is missing or cannot be read.
    """
    if not path.exists():
        raise CourseError(
            say("{path} is missing. If it is the stub as it is given out, write it with: grader stub", path=path)
        )
    source = read_source(path, assignment)
    if source.problem:
        raise CourseError(f"{path}: {source.problem}")
    return source
