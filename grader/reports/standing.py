"""What counts of one student's work, in words: points that need not be whole, which attempt it is, and when it came."""

from datetime import datetime
from decimal import Decimal

from grader.classroom import Settled
from grader.language import marked, say


def amount(points: Decimal | int) -> str:
    """Return points without needless zeros, such as `14.5` or `20`; points taken away have a true minus sign."""
    return f"{Decimal(points).normalize() + 0:f}".replace("-", "−")


def handed_in(settled: Settled) -> str:
    """Say in a sentence which attempt of how many counts, and when it was handed in."""
    if not settled.attempts:
        return say("Nothing was handed in.")
    sentence = marked("Handed in on {time}.") if settled.submitted else marked("Handed in.")
    if settled.attempts > 1:
        sentence = marked("Attempt {attempt} of {attempts} counts.")
        if settled.submitted:
            sentence = marked("Attempt {attempt} of {attempts} counts, handed in on {time}.")
    time = f"{readable_time(settled.submitted)}{_zone(settled.submitted)}"
    return say(sentence, time=time, attempt=settled.attempt, attempts=settled.attempts)


def taken(settled: tuple[Settled, ...]) -> Decimal:
    """Return the points that policies took away from some assignments together, zero or below."""
    return sum((adjustment.points for one in settled for adjustment in one.adjustments), Decimal(0))


def readable_time(started: str) -> str:
    """Return `17 May 2024, 23:48`, or the text itself if it is not a time."""
    try:
        time = datetime.fromisoformat(started)
    except ValueError:
        return started
    return say("{time.day} {time:%B %Y, %H:%M}", time=time)


def _zone(time: str) -> str:
    try:
        name = datetime.fromisoformat(time).tzname()
    except ValueError:
        return ""
    return say(" ({zone})", zone=name) if name else ""
