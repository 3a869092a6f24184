"""A grade as everybody may read it who can open a pull request, its log, its summary and its files."""

from collections.abc import Iterable
from datetime import datetime

import msgspec

from grader.assignment import Assignment
from grader.model import CheckResult, ExerciseResult, Grade
from grader.settling import withhold


def published(grade: Grade, assignments: Iterable[Assignment], now: datetime) -> Grade:
    """The grade without what could give a hidden check away, its files named from the top of the repository.

    Of a hidden check there stay its title, hint, status, points and the student's own lines. Its function's name goes,
    and with it the hash of the answers to hidden inputs, at which a guess at them could be tried without limit. What a
    policy withholds until a date is withheld here too.

    Args:
        grade: as it was made.
        assignments: those that were graded, with their policies.
        now: the present moment, with its offset.
    """
    shown = withhold(grade, {assignment.slug: assignment.settings.policy for assignment in assignments}, now)
    results = [
        msgspec.structs.replace(
            result,
            file=result.file.removeprefix(f"{grade.submission}/"),
            exercises=[_without_traces(exercise) for exercise in result.exercises],
        )
        for result in shown.assignments
    ]
    return msgspec.structs.replace(shown, assignments=results)


def _without_traces(exercise: ExerciseResult) -> ExerciseResult:
    if not any(check.hidden for check in exercise.checks):
        return exercise
    checks = [_nameless(check, number) for number, check in enumerate(exercise.checks, 1)]
    return msgspec.structs.replace(exercise, checks=checks, answers="")


def _nameless(check: CheckResult, number: int) -> CheckResult:
    return msgspec.structs.replace(check, name=f"hidden check {number}") if check.hidden else check
