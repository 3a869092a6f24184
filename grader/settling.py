"""Policies applied to what was graded: the score that counts, and what may be shown of hidden checks by now.

A policy takes points away from a score that stands, a line each, and touches nothing of the verdict.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_HALF_EVEN, Decimal
from zoneinfo import ZoneInfo

import msgspec

from grader.classroom import Adjustment, Settled
from grader.errors import GraderError
from grader.language import counted, marked, say
from grader.model import AssignmentResult, CheckResult, ExerciseResult, Grade, Status
from grader.policy import BEST, Policy
from grader.sentences import listed

CENT = Decimal("0.01")
"""The finest part of a point that counts."""
WHOLE = Decimal(100)
"""All of a score, in percent."""
DAY = timedelta(days=1)
UNITS = {
    (marked("{count} day"), marked("{count} days")): 86400,
    (marked("{count} hour"), marked("{count} hours")): 3600,
    (marked("{count} minute"), marked("{count} minutes")): 60,
    (marked("{count} second"), marked("{count} seconds")): 1,
}
"""What a time is told in, one of each and many, in seconds."""
HIDDEN_TITLE = marked("A hidden check")


@dataclass(frozen=True)
class Graded:
    """One attempt of one student at one assignment, as graded.

    `submitted` is in ISO 8601 with its offset, empty if it is not known; `late` is the platform's own mark, which is
    heeded only then. `score` is in whole points.
    """

    submitted: str
    late: bool
    score: int


@dataclass(frozen=True)
class _Cost:
    """What an attempt's lateness takes off its score, in percent, and the sentence about it, empty if it is on time."""

    percent: Decimal = Decimal(0)
    sentence: str = ""


@dataclass(frozen=True)
class _Lateness:
    """How late an attempt is, in days of which the last has begun, and in words."""

    days: int = 0
    words: str = ""


def settle(slug: str, policy: Policy, attempts: Sequence[Graded]) -> Settled:
    """What counts of one student's attempts at one assignment.

    Lateness is real time that has passed since the deadline, in days of 24 hours, of which each counts that has begun;
    work of the very moment of the deadline is on time. A mark of "late" without a time counts as the first day, and
    without either the work is on time. A day's percent are of the score, so that it costs everybody the same share of
    what they did, and is rounded to a hundredth of a point, halves to the even one.

    Of the first `policy.attempts` there counts the latest, or the best once its lateness is taken off, the earlier of
    two that are equal. An attempt that comes too late to count never takes the place of one that does.

    Args:
        slug: the assignment's.
        policy: its policies.
        attempts: all there are, in the order of handing in.

    Returns:
        The score that counts, the graded one and all adjustments together exactly; without attempts it is zero.

    Raises:
        GraderError: a time of handing in is not ISO 8601 with an offset.
    """
    if not attempts:
        return Settled(slug=slug, attempt=0, attempts=0, score=_to_cents(0))
    costs = [_cost(policy, graded) for graded in attempts[: policy.attempts]]
    losses = [_to_cents(a.score * c.percent / WHOLE) for a, c in zip(attempts, costs, strict=False)]
    scores = [_to_cents(a.score) - loss for a, loss in zip(attempts, losses, strict=False)]
    chosen = _best(scores) if policy.counts == BEST else _latest(costs)
    lateness = Adjustment(text=costs[chosen].sentence, points=-losses[chosen])
    sentences = [*_set_aside(policy, len(attempts)), *_choice(policy, chosen, len(costs))]
    return Settled(
        slug=slug,
        attempt=chosen + 1,
        attempts=len(attempts),
        submitted=attempts[chosen].submitted,
        score=scores[chosen],
        adjustments=(
            *(Adjustment(text=sentence, points=_to_cents(0)) for sentence in sentences),
            *([lateness] if lateness.text else []),
        ),
    )


def withhold(grade: Grade, policies: Mapping[str, Policy], now: datetime) -> Grade:
    """A grade as it may be shown by now: of hidden checks that still wait, how they ended, their points, and no more.

    Where the first thing that is wrong is a hidden check, its exercise's message and diagnosis go with it. Wherever
    there is a hidden check, so does what tells an exercise's answers apart. Scores and statuses stay.

    Args:
        grade: the grade of one submission.
        policies: the policies of its assignments, by slug; one without any is shown as it is.
        now: the present moment, with its offset.

    Returns:
        The grade, equal to the one given where nothing waits.
    """
    assignments = [_withheld(it, policies.get(it.slug, Policy()), now) for it in grade.assignments]
    return msgspec.structs.replace(grade, assignments=assignments)


def _to_cents(points: Decimal | int) -> Decimal:
    return Decimal(points).quantize(CENT, ROUND_HALF_EVEN)


def _best(scores: list[Decimal]) -> int:
    return scores.index(max(scores))


def _latest(costs: list[_Cost]) -> int:
    """The last that is not too late to count, or simply the last."""
    return max((number for number, cost in enumerate(costs) if cost.percent < WHOLE), default=len(costs) - 1)


def _set_aside(policy: Policy, attempts: int) -> list[str]:
    if policy.attempts is None or attempts <= policy.attempts:
        return []
    allowed = policy.attempts
    only = counted("Only the first attempt counts", "Only the first {count} attempts count", allowed)
    aside = counted("{count} later attempt is set aside", "{count} later attempts are set aside", attempts - allowed)
    return [say("{only}; {aside}.", only=only, aside=aside)]


def _choice(policy: Policy, chosen: int, allowed: int) -> list[str]:
    """Why it is not simply the latest attempt that counts."""
    if chosen == allowed - 1:
        return []
    if policy.counts == BEST:
        return [say("Attempt {attempt} counts, as the best of {attempts}.", attempt=chosen + 1, attempts=allowed)]
    sentence = marked("Attempt {attempt} counts, since what was handed in after it came too late to count.")
    return [say(sentence, attempt=chosen + 1)]


def _cost(policy: Policy, graded: Graded) -> _Cost:
    lateness = _lateness(policy, graded)
    charged = lateness.days - policy.late_days
    if lateness.days == 0:
        return _Cost()
    if charged <= 0:
        free = counted(
            "{late}; up to {count} day late costs nothing.",
            "{late}; up to {count} days late costs nothing.",
            policy.late_days,
            late=lateness.words,
        )
        return _Cost(sentence=free)
    if policy.percent_per_late_day:
        return _charge(policy, lateness, charged, graded.score)
    if policy.late_days:
        refused = counted(
            "{late}, and work is taken up to {count} day late: it does not count.",
            "{late}, and work is taken up to {count} days late: it does not count.",
            policy.late_days,
            late=lateness.words,
        )
        return _Cost(WHOLE, refused)
    return _Cost(sentence=say("{late}, which costs nothing.", late=lateness.words))


def _charge(policy: Policy, lateness: _Lateness, days: int, score: int) -> _Cost:
    percent = min(Decimal(str(policy.percent_per_late_day)) * days, WHOLE)
    off = counted(
        "takes {percent} % off its {count} point",
        "takes {percent} % off its {count} points",
        score,
        percent=f"{percent.normalize():f}",
    )
    if not policy.late_days:
        return _Cost(percent, say("{late}, which {off}.", late=lateness.words, off=off))
    sentence = counted(
        "{late}; the first day costs nothing, and the rest {off}.",
        "{late}; the first {count} days cost nothing, and the rest {off}.",
        policy.late_days,
        late=lateness.words,
        off=off,
    )
    return _Cost(percent, sentence)


def _lateness(policy: Policy, graded: Graded) -> _Lateness:
    deadline = policy.deadline
    if deadline is None:
        return _Lateness()
    if not graded.submitted:
        mark = say("Marked as late where it was handed in, without a time, and so taken as up to 1 day late")
        return _Lateness(1, mark) if graded.late else _Lateness()
    passed = _moment(graded.submitted) - deadline
    if passed <= timedelta(0):
        return _Lateness()
    return _Lateness(-(-passed // DAY), say("Handed in {duration} late", duration=_duration(passed)))


def _moment(submitted: str) -> datetime:
    try:
        moment = datetime.fromisoformat(submitted)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise GraderError(
            say("'{time}', a time of handing in, is not ISO 8601 with an offset from UTC.", time=submitted)
        )
    return moment


def _duration(passed: timedelta) -> str:
    """A time above zero in its two largest units, such as `1 day and 3 hours`; a part of a second is a whole one."""
    left, parts = -(-passed // timedelta(seconds=1)), []
    for (one, many), seconds in UNITS.items():
        number, left = divmod(left, seconds)
        parts += [say(one if number == 1 else many, count=number)] if number else []
    return listed(parts[:2])


def _withheld(result: AssignmentResult, policy: Policy, now: datetime) -> AssignmentResult:
    shown_from = policy.detail_from
    if shown_from is None or shown_from <= now:
        return result
    date = _readable(shown_from.astimezone(ZoneInfo(policy.time_zone)))
    exercises = [_without_detail(exercise, date) for exercise in result.exercises]
    if exercises == result.exercises:
        return result
    note = say("What the hidden checks look at is shown from {date}.", date=date)
    return msgspec.structs.replace(result, exercises=exercises, notes=[*result.notes, note])


def _without_detail(exercise: ExerciseResult, date: str) -> ExerciseResult:
    if not any(check.hidden for check in exercise.checks):
        return exercise
    numbers = iter(range(1, len(exercise.checks) + 1))
    checks = [_bare(check, next(numbers)) if check.hidden else check for check in exercise.checks]
    bare = msgspec.structs.replace(exercise, checks=checks, answers="")
    if not _speaks_of_hidden(exercise):
        return bare
    sentence = marked("A hidden check does not pass; what it looks at is shown from {date}.")
    if exercise.status is Status.UNGRADABLE:
        sentence = marked("A hidden check could not be carried out; what it looks at is shown from {date}.")
    return msgspec.structs.replace(bare, message=say(sentence, date=date), diagnosis=None)


def _speaks_of_hidden(exercise: ExerciseResult) -> bool:
    """Whether its message may come from a hidden check: the first that does not pass is what a message is about."""
    return next((check.hidden for check in exercise.checks if not check.passed), False)


def _bare(check: CheckResult, number: int) -> CheckResult:
    """A hidden check without its own words; its name could give it away, too."""
    return CheckResult(
        name=f"hidden check {number}",
        title=say(HIDDEN_TITLE),
        status=check.status,
        score=check.score,
        points=check.points,
        hidden=True,
    )


def _readable(moment: datetime) -> str:
    """`12 October 2026` for a midnight, and `12 October 2026, 18:00 (Europe/Berlin)` for any other time."""
    if (moment.hour, moment.minute) == (0, 0):
        return say("{time.day} {time:%B %Y}", time=moment)
    return say("{time.day} {time:%B %Y, %H:%M} ({zone})", time=moment, zone=moment.tzinfo)
