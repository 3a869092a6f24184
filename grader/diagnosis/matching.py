"""Which known misconception a student's answers are those of.

A misconception matches where, on every call on which it differs from the solution, the student's answer equals its own.
Of several that match, the one that explains most of the wrong answers is the most specific.
"""

from collections.abc import Sequence

from grader.answers import Answer
from grader.calls import Outcome
from grader.checks.compare import Tolerance, first_difference
from grader.diagnosis.catalogue import Catalogue, Result, Versions
from grader.sandbox.wire import Unsupported

NEARNESS = (Tolerance(1e-9, 1e-12), Tolerance(1e-5, 1e-8))
"""How near to a misconception an answer has to be: to the last digits at first, so that float32 shows; and then as near
as the same mistake comes by another order of operations, also where it is carried through differences of costs."""


def matching(catalogue: Catalogue, exercise: str, outcomes: Sequence[Outcome]) -> Answer | None:
    """The misconception that the outcomes of some calls are those of, if there is one.

    Raises:
        CourseError: a misconception's text does not run.
    """
    versions = catalogue.versions(exercise, outcomes)
    if not versions.wrong or not outcomes:
        return None
    got = [Result.of(outcome) for outcome in outcomes]
    for tolerance in NEARNESS:
        explained = {answer: _explained(got, versions, answer, tolerance) for answer in versions.wrong}
        best = max(explained, key=explained.__getitem__)
        if explained[best]:
            return best
    return None


def _explained(got: Sequence[Result], versions: Versions, answer: Answer, tolerance: Tolerance) -> int:
    """How many of the student's wrong answers are the misconception's; none if it differs from just one of them."""
    wrong = versions.wrong[answer]
    count = 0
    for number, mine in enumerate(got):
        if _differs(versions, answer, number, tolerance):
            if not same(mine, wrong[number], tolerance):
                return 0
            count += 1
    return count


def _differs(versions: Versions, answer: Answer, number: int, tolerance: Tolerance) -> bool:
    """Whether a misconception differs from the solution on a call; found out once for all students."""
    place = answer, number, tolerance
    if place not in versions.differing:
        versions.differing[place] = not same(versions.wrong[answer][number], versions.right[number], tolerance)
    return versions.differing[place]


def same(one: Result, other: Result, tolerance: Tolerance) -> bool:
    """Whether two results are one, but for rounding."""
    if one.raised is not None or other.raised is not None:
        return one.raised == other.raised
    return _equal(one.value, other.value, tolerance) and _equal(one.left, other.left, tolerance)


def _equal(one: object, other: object, tolerance: Tolerance) -> bool:
    if isinstance(one, Unsupported) and isinstance(other, Unsupported):
        return one == other
    return first_difference(one, other, tolerance) is None
