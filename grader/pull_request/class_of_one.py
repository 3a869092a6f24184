"""One grade as the result of a class of one, which every export takes."""

from collections.abc import Iterable

from grader.assignment import Assignment
from grader.classroom import ClassResult, Person, Settled, StudentResult
from grader.model import AssignmentResult, Grade
from grader.policy import Policy
from grader.settling import Graded, settle


def class_of_one(
    grade: Grade, assignments: Iterable[Assignment], *, title: str, login: str, submitted: str
) -> ClassResult:
    """A class with one student in it, whose only attempt this is.

    Args:
        grade: as it may be shown.
        assignments: those that were graded, with their policies.
        title: what the class is called.
        login: the account of who opened the pull request; empty if it is not known.
        submitted: when, in ISO 8601 with its offset; empty if it is not known.

    Raises:
        GraderError: the time is not ISO 8601 with an offset.
    """
    policies = {assignment.slug: assignment.settings.policy for assignment in assignments}
    name = login or grade.submission
    student = StudentResult(
        person=Person(key=name, name=name, login=login),
        grade=grade,
        settled=tuple(_settled(result, policies[result.slug], submitted) for result in grade.assignments),
    )
    return ClassResult(title=title, outline=tuple(grade.assignments), students=(student,))


def _settled(result: AssignmentResult, policy: Policy, submitted: str) -> Settled:
    attempts = [Graded(submitted=submitted, late=False, score=result.score)] if result.file else []
    return settle(result.slug, policy, attempts)
