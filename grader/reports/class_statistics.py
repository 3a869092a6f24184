"""What the numbers of a class say: scores of assignments, and of each check how many pass it and whom it tells apart.

Pass rates and separations are of the work that was handed in and graded. A check that could not be graded is nobody's
failure and counts for nothing; an exercise that was left empty counts as not passed.
"""

import math
import statistics
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from grader.classroom import ClassResult, StudentResult
from grader.language import say
from grader.model import AssignmentResult, CheckResult, ExerciseResult, Status

BINS = 10
"""Bars of the histogram, each of ten percent; full marks are in the last one."""

FEWEST = 10
"""Students below whom a correlation is chance: with ten its standard error is a third already."""

ONE_IN_TWENTY = 1.645
"""Standard errors below zero that chance alone reaches once in twenty checks."""


@dataclass(frozen=True)
class Summary:
    """The scores of an assignment, or of all together, in points; of no scores at all there is no median and no mean.

    `full` counts full marks, `ungraded` the students of whose work something could not be graded.
    """

    points: int
    handed_in: int
    median: Decimal | None
    mean: Decimal | None
    full: int
    ungraded: int


@dataclass(frozen=True)
class CheckFigures:
    """One check: how many it could be graded for, how many of them passed, and its `separation` if there is one."""

    check: CheckResult
    graded: int
    passed: int
    separation: float | None

    @property
    def misleads(self) -> bool:
        """Whether weak submissions pass it rather than strong ones, by more than chance would have it.

        Without any connection a correlation has a standard error of 1 / √(n - 1): Pitman, Significance tests which may
        be applied to samples from any populations II, Supplement to the Journal of the Royal Statistical Society 4
        (1937), 225-232.
        """
        return self.separation is not None and self.separation < -ONE_IN_TWENTY / math.sqrt(self.graded - 1)

    @property
    def remark(self) -> str:
        """What an author should know of the check; empty if it does its work."""
        if not self.graded:
            return say("It could not be graded for anybody.")
        if not self.passed:
            return say("Nobody passes it.")
        if self.passed == self.graded:
            return say("Everybody passes it.")
        return say("It separates the wrong way.") if self.misleads else ""


@dataclass(frozen=True)
class ExerciseFigures:
    """One exercise: its number such as `(1, 2)`, and the mean share of its points, None where nothing was graded."""

    number: tuple[int, int]
    exercise: ExerciseResult
    mean: float | None
    checks: tuple[CheckFigures, ...]


@dataclass(frozen=True)
class Work:
    """One student's work as figures are made of it: the checks of what they handed in, those that could be graded.

    The keys are the assignment's place in the class, and the names of the exercise and the check.
    """

    checks: dict[tuple[int, str, str], CheckResult]

    @cached_property
    def score(self) -> int:
        """The points of all of it."""
        return sum(check.score for check in self.checks.values())

    @cached_property
    def points(self) -> int:
        """The points that were to be had."""
        return sum(check.points for check in self.checks.values())

    def share_without(self, check: CheckResult) -> float | None:
        """The share of the points of all other checks; None if there is no other."""
        points = self.points - check.points
        return (self.score - check.score) / points if points else None


def separation(passed: Sequence[bool], rest: Sequence[float]) -> float | None:
    """How well a check separates strong submissions from weak ones: its item-rest correlation, from -1 to 1.

    It is Pearson's correlation between passing the check and the score in everything else. The check's own points are
    left out of that score, since a check would otherwise agree with itself: Henrysson, Correction of item-total
    correlations in item analysis, Psychometrika 28 (1963), 211-218. All submissions count, where Kelley's index of 1939
    looks at the upper and lower 27 % alone, which small classes cannot spare.

    Args:
        passed: whether each submission passes the check.
        rest: each submission's share of the points of all other checks, in the same order.

    Returns:
        The correlation; None with fewer than `FEWEST` submissions, and where either side is the same for all.
    """
    if len(passed) < FEWEST or len(set(passed)) == 1 or len(set(rest)) == 1:
        return None
    correlation = statistics.correlation([float(p) for p in passed], rest)
    return max(-1.0, min(1.0, correlation))


def distribution(percents: Iterable[float]) -> list[int]:
    """Count percents from 0 to 100 in `BINS` equal bins; each has its lower end, and the last its upper end too."""
    counts = [0] * BINS
    for percent in percents:
        counts[min(int(percent * BINS / 100), BINS - 1)] += 1
    return counts


def middle_half(percents: Sequence[float]) -> tuple[float, float] | None:
    """Return the lower and upper quartile, between which half of the percents lie; None for fewer than four."""
    if len(percents) < 4:
        return None
    lower, _, upper = statistics.quantiles(percents, n=4, method="inclusive")
    return lower, upper


def whole_summary(result: ClassResult) -> Summary:
    """Return the scores of all assignments together, of those who handed in anything."""
    students = [student for student in result.students if student.handed_in]
    ungraded = sum(any(map(is_ungraded, student.grade.assignments)) for student in students)
    return _summary([student.score for student in students], result.points, ungraded)


def summaries(result: ClassResult) -> list[Summary]:
    """Return the scores of each assignment, of those who handed it in."""
    return [_assignment_summary(result, place) for place in range(len(result.outline))]


def is_ungraded(assignment: AssignmentResult) -> bool:
    """Tell whether something of an assignment could not be graded."""
    return any(exercise.status is Status.UNGRADABLE for exercise in assignment.exercises)


def handed_in_work(student: StudentResult) -> Iterator[tuple[int, AssignmentResult]]:
    """Yield the assignments that a student handed in, each with its place in the class, from 0."""
    pairs = zip(student.settled, student.grade.assignments, strict=True)
    return ((place, assignment) for place, (settled, assignment) in enumerate(pairs) if settled.attempts)


def exercise_figures(result: ClassResult) -> list[ExerciseFigures]:
    """Return the figures of all exercises, in the order of the outline."""
    works = [_work(student) for student in result.students]
    return [
        ExerciseFigures(
            number=(place + 1, number),
            exercise=exercise,
            mean=_mean_share(works, place, exercise),
            checks=tuple(_check_figures(works, (place, exercise.name, check.name), check) for check in exercise.checks),
        )
        for place, assignment in enumerate(result.outline)
        for number, exercise in enumerate(assignment.exercises, 1)
    ]


def hardest(figures: Iterable[ExerciseFigures], most: int) -> list[ExerciseFigures]:
    """Return up to `most` exercises with the lowest mean, those that all have right left out."""
    return sorted((f for f in figures if f.mean is not None and f.mean < 1), key=lambda f: (f.mean, f.number))[:most]


def _assignment_summary(result: ClassResult, place: int) -> Summary:
    students = [student for student in result.students if student.settled[place].attempts]
    ungraded = sum(is_ungraded(student.grade.assignments[place]) for student in students)
    scores = [student.settled[place].score for student in students]
    return _summary(scores, result.outline[place].points, ungraded)


def _summary(scores: list[Decimal], points: int, ungraded: int) -> Summary:
    return Summary(
        points=points,
        handed_in=len(scores),
        median=statistics.median(scores) if scores else None,
        mean=statistics.mean(scores) if scores else None,
        full=sum(score >= points for score in scores),
        ungraded=ungraded,
    )


def _work(student: StudentResult) -> Work:
    return Work(
        {
            (place, exercise.name, check.name): check
            for place, assignment in handed_in_work(student)
            for exercise in assignment.exercises
            for check in exercise.checks
            if check.status is not Status.UNGRADABLE
        }
    )


def _mean_share(works: list[Work], place: int, exercise: ExerciseResult) -> float | None:
    keys = [(place, exercise.name, check.name) for check in exercise.checks]
    checks = [work.checks[key] for work in works for key in keys if key in work.checks]
    points = sum(check.points for check in checks)
    return sum(check.score for check in checks) / points if points else None


def _check_figures(works: list[Work], key: tuple[int, str, str], check: CheckResult) -> CheckFigures:
    graded = [(work, work.checks[key]) for work in works if key in work.checks]
    pairs = [(one.passed, rest) for work, one in graded if (rest := work.share_without(one)) is not None]
    return CheckFigures(
        check=check,
        graded=len(graded),
        passed=sum(one.passed for _, one in graded),
        separation=separation([passed for passed, _ in pairs], [rest for _, rest in pairs]),
    )
