"""What an assignment.toml says below [policy]: when work is due, what lateness costs, which attempt counts, what waits.

Policies are applied to verdicts that stand already, by `grader.settling`: to change one grades nothing again.
"""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec

from grader.language import marked, say

LATEST = "latest"
BEST = "best"
YEARS = range(1970, 3000)
"""Those in which a time may lie, so that it can be held beside any other in any time zone."""

_DAYS_TO_ADD = {"due": 1, "hidden_detail_from": 0}
"""A date alone means the end of that day for the one, and its beginning for the other."""


class Policy(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """An assignment's policies, as they stand in the file; with none of them all work counts as it was graded.

    A time without an offset is what the clocks of `time_zone` show. Of a time that they show twice, when they are put
    back, the later is meant; a time that they skip is an error, but for midnight, which is then the first moment of
    its day.

    `due` alone costs nothing: late work is shown as late. `late_days` are the days after it on which work is taken
    without loss. `percent_per_late_day` is what each day that has begun after those takes off, in percent of the score
    that the work was given; where it is zero, work that comes after `late_days` does not count at all. `counts` says
    which attempt does, the `latest` or the `best`. `attempts` is how many are looked at, all of them without it.
    Until `hidden_detail_from`, reports say of hidden checks that they are there, how they ended, and their points.
    """

    due: datetime | None = None
    time_zone: str = "UTC"
    late_days: int = 0
    percent_per_late_day: float = 0.0
    counts: str = LATEST
    attempts: int | None = None
    hidden_detail_from: datetime | None = None

    @property
    def deadline(self) -> datetime | None:
        """The last moment, in UTC, at which work is on time."""
        return self._moment(self.due) if self.due else None

    @property
    def detail_from(self) -> datetime | None:
        """The moment, in UTC, from which hidden checks are shown as they are."""
        return self._moment(self.hidden_detail_from) if self.hidden_detail_from else None

    def _moment(self, shown: datetime) -> datetime:
        """What a time in the file means, in UTC: the later of its readings by the clocks before and after a change."""
        if shown.tzinfo:
            return shown.astimezone(UTC)
        zone = ZoneInfo(self.time_zone)
        return max(shown.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))


def dates_as_times(section: Any) -> Any:
    """What stands below [policy] in the TOML, with each date alone as a time: the end or the beginning of its day."""
    if not isinstance(section, dict):
        return section
    return {key: _as_time(value, _DAYS_TO_ADD.get(key)) for key, value in section.items()}


def policy_complaints(policy: Policy) -> list[str]:
    """What makes no sense in a policy, a sentence each; they name the key as it stands in the TOML."""
    found = _about_times(policy) if _is_zone(policy.time_zone) else [_unknown_zone(policy.time_zone)]
    if policy.late_days < 0:
        found.append(say("'policy.late_days' is below zero."))
    if not 0 <= policy.percent_per_late_day <= 100:
        found.append(say("'policy.percent_per_late_day' must be from 0 to 100."))
    if policy.due is None and (policy.late_days or policy.percent_per_late_day):
        found.append(
            say("without 'policy.due' nothing is late. Say when work is due, or leave out what lateness costs.")
        )
    if policy.counts not in (LATEST, BEST):
        sentence = marked("'policy.counts' is '{counts}'; it must be '{latest}' or '{best}'.")
        found.append(say(sentence, counts=policy.counts, latest=LATEST, best=BEST))
    if policy.attempts is not None and policy.attempts < 1:
        found.append(say("'policy.attempts' must be 1 or more. Leave it out to take any number."))
    return found


def _as_time(value: Any, days: int | None) -> Any:
    if days is None or isinstance(value, datetime) or not isinstance(value, date):
        return value
    return datetime.combine(value, time()) + timedelta(days=days if value.year in YEARS else 0)


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def _unknown_zone(name: str) -> str:
    return say(
        "'policy.time_zone' is '{name}', which is no time zone that is known here. Write one like 'Europe/Berlin'.",
        name=name,
    )


def _about_times(policy: Policy) -> list[str]:
    found = []
    for name in _DAYS_TO_ADD:
        shown: datetime | None = getattr(policy, name)
        if shown is None:
            continue
        if shown.year not in YEARS:
            found.append(say("'policy.{name}' is in the year {year}.", name=name, year=shown.year))
        elif _is_skipped(shown, ZoneInfo(policy.time_zone)):
            sentence = marked("'policy.{name}' is {time}, which the clocks of {zone} skip. Take another time.")
            found.append(say(sentence, name=name, time=shown, zone=policy.time_zone))
    return found


def _is_skipped(shown: datetime, zone: ZoneInfo) -> bool:
    if shown.tzinfo or shown.time() == time():
        return False
    there_and_back = shown.replace(tzinfo=zone).astimezone(UTC).astimezone(zone)
    return there_and_back.replace(tzinfo=None) != shown
