"""The diagnosis of one exercise's wrong answers."""

from collections.abc import Sequence

from grader.calls import Outcome, is_light
from grader.checks.watching import Comparison
from grader.diagnosis.catalogue import Catalogue
from grader.diagnosis.matching import matching
from grader.diagnosis.numerics import explain
from grader.language import course
from grader.model import Diagnosis


def diagnose(
    exercise: str, outcomes: Sequence[Outcome], comparisons: Sequence[Comparison], catalogue: Catalogue | None
) -> Diagnosis | None:
    """What an exercise's wrong answers most likely come from, or nothing if nothing is sure.

    Args:
        exercise: the exercise that failed a check.
        outcomes: what its calls came to.
        comparisons: what the checks compared.
        catalogue: the known misconceptions; None where the course comes without its solutions.

    Raises:
        CourseError: a misconception's text does not run.
    """
    own = [o for o in outcomes if o.call.function == exercise and is_light(o.call.given)]
    known = matching(catalogue, exercise, own) if catalogue else None
    if known is not None:
        return Diagnosis(misconception=known.name, text=course(known.hint))
    sentence = explain(comparisons)
    return Diagnosis(text=sentence) if sentence else None
