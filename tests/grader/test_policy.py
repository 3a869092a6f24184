"""The section [policy]: what its times mean in their time zone, and a sentence for whatever makes no sense."""

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.policy import Policy, dates_as_times, policy_complaints

ZONES = ("UTC", "Europe/Berlin", "America/Santiago", "America/Nuuk", "Asia/Kolkata", "Pacific/Apia", "Africa/Cairo")
TIMES = st.datetimes(datetime(1970, 1, 1), datetime(2999, 12, 31))


def deadline(due, zone="UTC"):
    policy = Policy(due=dates_as_times({"due": due})["due"], time_zone=zone)
    assert policy_complaints(policy) == []
    return policy.deadline


def test_without_policies_nothing_is_due_and_nothing_waits():
    assert policy_complaints(Policy()) == []
    assert (Policy().deadline, Policy().detail_from) == (None, None)


@pytest.mark.parametrize(
    ("due", "zone", "moment"),
    [
        (datetime(2026, 1, 15, 18), "UTC", datetime(2026, 1, 15, 18)),
        (datetime(2026, 1, 15, 18), "Europe/Berlin", datetime(2026, 1, 15, 17)),
        (datetime(2026, 7, 15, 18), "Europe/Berlin", datetime(2026, 7, 15, 16)),
        (datetime(2026, 7, 15, 18, tzinfo=timezone(timedelta(hours=-7))), "Europe/Berlin", datetime(2026, 7, 16, 1)),
        (date(2026, 1, 15), "Europe/Berlin", datetime(2026, 1, 15, 23)),
    ],
)
def test_a_time_is_what_the_clocks_of_its_zone_show_unless_it_has_an_offset(due, zone, moment):
    assert deadline(due, zone) == moment.replace(tzinfo=UTC)


def test_of_a_time_that_comes_twice_the_later_is_meant():
    assert deadline(datetime(2026, 10, 25, 2, 30), "Europe/Berlin") == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)


def test_a_time_that_the_clocks_skip_is_no_time():
    (complaint,) = policy_complaints(Policy(due=datetime(2026, 3, 29, 2, 30), time_zone="Europe/Berlin"))
    assert complaint.startswith("'policy.due' is 2026-03-29 02:30:00, which the clocks of Europe/Berlin skip.")


def test_a_day_ends_where_the_next_begins_even_if_its_last_hour_or_the_midnight_after_it_is_skipped():
    assert deadline(date(2024, 3, 30), "America/Nuuk") == datetime(2024, 3, 31, 1, tzinfo=UTC)
    assert deadline(date(2026, 9, 5), "America/Santiago") == datetime(2026, 9, 6, 4, tzinfo=UTC)


@given(day=st.dates(date(2000, 1, 1), date(2037, 12, 30)), zone=st.sampled_from(ZONES))
def test_a_moment_before_the_end_of_a_day_it_is_not_a_later_day(day, zone):
    end = deadline(day, zone).astimezone(ZoneInfo(zone))
    assert end.date() > day
    assert (end.astimezone(UTC) - timedelta(microseconds=1)).astimezone(ZoneInfo(zone)).date() <= day


def test_hidden_detail_is_shown_from_the_beginning_of_a_day():
    policy = Policy(**dates_as_times({"hidden_detail_from": date(2026, 1, 15)}), time_zone="Asia/Kolkata")
    assert policy.detail_from == datetime(2026, 1, 14, 18, 30, tzinfo=UTC)


@given(shown=TIMES, zone=st.sampled_from(ZONES))
def test_a_time_that_is_taken_reads_the_same_on_the_clocks_of_its_zone(shown, zone):
    policy = Policy(due=shown, time_zone=zone)
    read = policy.deadline.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    assert (read == shown) == (policy_complaints(policy) == []) or shown.time() == datetime.min.time()


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"time_zone": "Europe/Atlantis"}, "'policy.time_zone' is 'Europe/Atlantis', which is no time zone"),
        ({"time_zone": ""}, "no time zone"),
        ({"time_zone": "../../../etc/passwd"}, "no time zone"),
        ({"time_zone": "Europe"}, "no time zone"),
        ({"time_zone": "x" * 5000}, "no time zone"),
        ({"time_zone": "a\0b"}, "no time zone"),
        ({"due": datetime(2026, 1, 1), "late_days": -1}, "'policy.late_days' is below zero"),
        ({"due": datetime(2026, 1, 1), "percent_per_late_day": -0.5}, "must be from 0 to 100"),
        ({"due": datetime(2026, 1, 1), "percent_per_late_day": 100.5}, "must be from 0 to 100"),
        ({"due": datetime(2026, 1, 1), "percent_per_late_day": float("nan")}, "must be from 0 to 100"),
        ({"late_days": 2}, "without 'policy.due' nothing is late"),
        ({"percent_per_late_day": 10.0}, "without 'policy.due' nothing is late"),
        ({"counts": "first"}, "'policy.counts' is 'first'; it must be 'latest' or 'best'"),
        ({"attempts": 0}, "'policy.attempts' must be 1 or more"),
        ({"due": datetime(1, 1, 1)}, "'policy.due' is in the year 1"),
        ({"hidden_detail_from": datetime(9999, 12, 31, 23)}, "'policy.hidden_detail_from' is in the year 9999"),
    ],
)
def test_what_makes_no_sense_is_said_with_its_key(values, words):
    (complaint,) = policy_complaints(Policy(**values))
    assert words in complaint


@given(
    section=st.dictionaries(st.sampled_from(["due", "hidden_detail_from", "counts"]), st.dates() | TIMES | st.text())
)
def test_only_dates_become_times_and_only_where_times_belong(section):
    times = dates_as_times(section)
    for key, value in section.items():
        if key != "counts" and type(value) is date:
            assert type(times[key]) is datetime
        else:
            assert times[key] is value
