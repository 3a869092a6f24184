"""Policies applied: worked examples to the sentence, what holds for any policy, and what hidden checks leave."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.errors import GraderError
from grader.model import Diagnosis, Difference, Frame, Grade, Status, encoded, from_json, to_json
from grader.policy import Policy, policy_complaints
from grader.settling import Graded, settle, withhold
from tests.grader.reports import samples, strategies

DUE = datetime(2026, 10, 5, 18, tzinfo=UTC)
DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
WAITING = Policy(hidden_detail_from=DUE, time_zone="Europe/Berlin")


def policy(**values) -> Policy:
    made = Policy(**{"due": DUE, **values})
    assert policy_complaints(made) == []
    return made


def after(late=timedelta(0), score=60) -> Graded:
    return Graded((DUE + late).isoformat(), late=False, score=score)


def settled(policy, *attempts):
    """What counts, in points, with which attempt it is, and every line that a policy is worth."""
    result = settle("tiny", policy, attempts)
    return str(result.score), result.attempt, [(line.text, str(line.points)) for line in result.adjustments]


def test_without_an_attempt_nothing_counts_and_nothing_is_said():
    result = settle("tiny", policy(percent_per_late_day=10.0), [])
    assert (result.attempt, result.attempts, result.submitted, result.score) == (0, 0, "", Decimal(0))
    assert result.adjustments == ()


def test_without_policies_the_latest_attempt_counts_as_graded():
    result = settle("tiny", Policy(), [after(score=50), after(DAY, score=40)])
    assert (result.slug, result.attempt, result.attempts, str(result.score)) == ("tiny", 2, 2, "40.00")
    assert result.submitted == "2026-10-06T18:00:00+00:00"
    assert result.adjustments == ()


@pytest.mark.parametrize("values", [{}, {"late_days": 2}, {"percent_per_late_day": 10.0}])
def test_work_of_the_very_moment_of_the_deadline_is_on_time_and_later_by_any_bit_is_late(values):
    assert settled(policy(**values), after()) == ("60.00", 1, [])
    (line,) = settle("tiny", policy(**values), [after(timedelta(microseconds=1))]).adjustments
    assert line.text.startswith("Handed in 1 second late")


@pytest.mark.parametrize(
    ("values", "late", "score", "sentence", "points"),
    [
        ({}, 27.2 * HOUR, "60.00", "Handed in 1 day and 3 hours late, which costs nothing.", "0.00"),
        ({}, HOUR + HOUR / 60, "60.00", "Handed in 1 hour and 1 minute late, which costs nothing.", "0.00"),
        (
            {"late_days": 3},
            3 * DAY,
            "60.00",
            "Handed in 3 days late; up to 3 days late costs nothing.",
            "0.00",
        ),
        (
            {"late_days": 3},
            4 * DAY,
            "0.00",
            "Handed in 4 days late, and work is taken up to 3 days late: it does not count.",
            "-60.00",
        ),
        (
            {"late_days": 3},
            3 * DAY + timedelta(minutes=5),
            "0.00",
            "Handed in 3 days and 5 minutes late, and work is taken up to 3 days late: it does not count.",
            "-60.00",
        ),
        (
            {"percent_per_late_day": 10.0},
            27 * HOUR,
            "48.00",
            "Handed in 1 day and 3 hours late, which takes 20 % off its 60 points.",
            "-12.00",
        ),
        (
            {"percent_per_late_day": 10.0},
            DAY,
            "54.00",
            "Handed in 1 day late, which takes 10 % off its 60 points.",
            "-6.00",
        ),
        (
            {"percent_per_late_day": 12.5},
            DAY / 2,
            "52.50",
            "Handed in 12 hours late, which takes 12.5 % off its 60 points.",
            "-7.50",
        ),
        (
            {"percent_per_late_day": 30.0},
            4 * DAY,
            "0.00",
            "Handed in 4 days late, which takes 100 % off its 60 points.",
            "-60.00",
        ),
        (
            {"late_days": 1, "percent_per_late_day": 10.0},
            2 * DAY,
            "54.00",
            "Handed in 2 days late; the first day costs nothing, and the rest takes 10 % off its 60 points.",
            "-6.00",
        ),
        (
            {"late_days": 2, "percent_per_late_day": 10.0},
            4 * DAY,
            "48.00",
            "Handed in 4 days late; the first 2 days cost nothing, and the rest takes 20 % off its 60 points.",
            "-12.00",
        ),
    ],
)
def test_lateness_is_one_line_with_what_it_costs(values, late, score, sentence, points):
    assert settled(policy(**values), after(late)) == (score, 1, [(sentence, points)])


@pytest.mark.parametrize(
    ("score", "percent", "counts"), [(1, 0.5, "1.00"), (1, 1.5, "0.98"), (3, 33.5, "2.00"), (1, 0.1, "1.00")]
)
def test_a_part_of_a_point_is_rounded_to_a_hundredth_and_a_half_to_the_even_one(score, percent, counts):
    assert settled(policy(percent_per_late_day=percent), after(HOUR, score))[0] == counts


def test_days_are_24_hours_that_have_passed_whatever_the_clocks_show():
    autumn = Policy(due=datetime(2026, 10, 24, 18), time_zone="Europe/Berlin", percent_per_late_day=10.0)
    spring = Policy(due=datetime(2026, 3, 28, 18), time_zone="Europe/Berlin", percent_per_late_day=10.0)
    assert "1 day and 1 hour late" in settled(autumn, Graded("2026-10-25T18:00:00+01:00", False, 60))[2][0][0]
    assert "23 hours late" in settled(spring, Graded("2026-03-29T18:00:00+02:00", False, 60))[2][0][0]
    assert settled(autumn, Graded("2026-10-25T17:00:00+01:00", False, 60))[0] == "54.00"


def test_until_the_second_time_that_the_clocks_show_the_deadline_work_is_on_time():
    twice = Policy(due=datetime(2026, 10, 25, 2, 30), time_zone="Europe/Berlin", percent_per_late_day=10.0)
    assert settled(twice, Graded("2026-10-25T02:30:00+01:00", False, 60)) == ("60.00", 1, [])
    assert settled(twice, Graded("2026-10-25T02:30:01+01:00", False, 60))[0] == "54.00"


def test_a_mark_of_late_without_a_time_is_the_first_day_and_neither_is_on_time():
    charged = policy(percent_per_late_day=10.0)
    score, _, ((sentence, _),) = settled(charged, Graded("", True, 60))
    assert score == "54.00"
    assert sentence.startswith(
        "Marked as late where it was handed in, without a time, and so taken as up to 1 day late"
    )
    assert settled(policy(late_days=1), Graded("", True, 60))[0] == "60.00"
    assert settled(charged, Graded("", False, 60)) == ("60.00", 1, [])


def test_where_the_time_is_known_the_mark_is_not_heeded():
    assert settled(policy(percent_per_late_day=10.0), Graded(DUE.isoformat(), True, 60)) == ("60.00", 1, [])


@pytest.mark.parametrize("submitted", ["yesterday", "2026-10-05T18:00:00", "2026-10-05", "\x00", "2026-13-01T00:00Z"])
def test_a_time_that_is_none_or_has_no_offset_is_refused(submitted):
    with pytest.raises(GraderError, match="is not ISO 8601 with an offset"):
        settle("tiny", policy(), [Graded(submitted, False, 60)])


def test_the_latest_of_the_attempts_that_are_allowed_counts_and_the_others_are_said_to_be_set_aside():
    attempts = [after(score=30), after(score=40), after(score=50)]
    assert settled(policy(attempts=3), *attempts) == ("50.00", 3, [])
    assert settled(policy(attempts=2), *attempts) == (
        *("40.00", 2),
        [("Only the first 2 attempts count; 1 later attempt is set aside.", "0.00")],
    )
    assert settled(policy(attempts=1), *attempts) == (
        *("30.00", 1),
        [("Only the first attempt counts; 2 later attempts are set aside.", "0.00")],
    )


def test_an_attempt_that_is_too_late_to_count_displaces_none_that_does():
    attempts = [after(score=30), after(DAY, score=40), after(9 * DAY, score=50), after(10 * DAY, score=60)]
    score, attempt, lines = settled(policy(late_days=2), *attempts)
    assert (score, attempt) == ("40.00", 2)
    assert [text for text, _ in lines] == [
        "Attempt 2 counts, since what was handed in after it came too late to count.",
        "Handed in 1 day late; up to 2 days late costs nothing.",
    ]
    assert settled(policy(late_days=2), *attempts[2:])[:2] == ("0.00", 2)
    assert settled(policy(late_days=2), after(score=30), after(score=0))[:2] == ("0.00", 2)


def test_the_best_is_the_best_once_lateness_is_taken_off_and_of_equal_ones_the_earlier():
    charged = policy(percent_per_late_day=50.0, counts="best")
    assert settled(charged, after(score=30), after(HOUR, score=50), after(HOUR, score=60)) == (
        *("30.00", 1),
        [("Attempt 1 counts, as the best of 3.", "0.00")],
    )
    assert settled(charged, after(score=30), after(HOUR, score=62))[:2] == ("31.00", 2)


moments = st.integers(-3 * 86400, 12 * 86400).map(lambda seconds: (DUE + timedelta(seconds=seconds)).isoformat())
graded = st.builds(Graded, submitted=moments | st.just(""), late=st.booleans(), score=st.integers(0, 500))
policies = st.builds(
    Policy,
    due=st.just(DUE),
    late_days=st.integers(0, 4),
    percent_per_late_day=st.sampled_from([0.0, 0.1, 10.0, 100 / 3, 100.0]) | st.floats(0, 100),
    counts=st.sampled_from(["latest", "best"]),
    attempts=st.none() | st.integers(1, 4),
)


@given(policy=policies, attempts=st.lists(graded, min_size=1, max_size=6))
def test_the_score_is_the_graded_one_and_all_lines_together_exactly_and_never_above_it_or_below_zero(policy, attempts):
    result = settle("tiny", policy, attempts)
    as_graded = attempts[result.attempt - 1].score
    assert result.score == as_graded + sum(line.points for line in result.adjustments)
    assert 0 <= result.score <= as_graded
    assert result.score.as_tuple().exponent == -2
    assert all(line.points <= 0 and line.text.endswith(".") for line in result.adjustments)
    assert 1 <= result.attempt <= min(policy.attempts or len(attempts), len(attempts)) <= result.attempts


@given(policy=policies, score=st.integers(0, 500), late=st.lists(st.integers(0, 10**6), min_size=2, max_size=2))
def test_later_work_never_counts_more(policy, score, late):
    earlier, later = (settle("tiny", policy, [after(timedelta(seconds=s), score)]).score for s in sorted(late))
    assert later <= earlier


@given(policy=policies, attempts=st.lists(graded, min_size=1, max_size=6))
def test_the_best_never_counts_less_than_the_latest_or_any_attempt_that_is_looked_at(policy, attempts):
    best = settle("tiny", msgspec.structs.replace(policy, counts="best"), attempts).score
    assert best >= settle("tiny", msgspec.structs.replace(policy, counts="latest"), attempts).score
    assert best == max(settle("tiny", policy, [attempt]).score for attempt in attempts[: policy.attempts])


MARKER = "tell-tale"
TOLD = Diagnosis(misconception=MARKER, text=MARKER)


def hidden(name="test_tell-tale", status=Status.FAILED):
    """A hidden check with the marker in every text that it has."""
    return samples.check(
        *(name, MARKER, status),
        hidden=True,
        hint=MARKER,
        message=MARKER,
        snippet=MARKER,
        output=MARKER,
        difference=Difference(where=MARKER, got=MARKER, expected=MARKER),
        frames=[Frame(file=MARKER, line=1, function=MARKER, text=MARKER)],
    )


def of(*checks, message, **more) -> Grade:
    exercise = samples.exercise("double", "Twice as much", message, list(checks), **more)
    return samples.grade([samples.assignment("tiny", "Tiny", [exercise])])


def withheld(grade, now=DUE - HOUR):
    """The one exercise of a grade as it is shown an hour before the hidden detail is."""
    shown = withhold(grade, {"tiny": WAITING}, now)
    assert MARKER not in to_json(shown).decode()
    assert from_json(to_json(shown)) == shown
    (assignment,) = shown.assignments
    assert assignment.notes == ["What the hidden checks look at is shown from 5 October 2026, 20:00 (Europe/Berlin)."]
    return assignment.exercises[0]


def test_a_hidden_check_that_waits_keeps_its_ending_and_its_points_alone():
    public = samples.check("test_example", "An example.", Status.PASSED)
    grade = of(public, hidden(), hidden(status=Status.PASSED), message=MARKER, answers="5f1c", diagnosis=TOLD)
    shown = withheld(grade)
    assert shown.checks[0] == public
    assert [(c.name, c.title, c.status, c.score, c.points, c.hidden) for c in shown.checks[1:]] == [
        ("hidden check 1", "A hidden check", Status.FAILED, 0, 2, True),
        ("hidden check 2", "A hidden check", Status.PASSED, 2, 2, True),
    ]
    assert (shown.score, shown.points, shown.status) == (4, 6, Status.FAILED)
    assert (shown.diagnosis, shown.answers) == (None, "")
    assert shown.message == (
        "A hidden check does not pass; what it looks at is shown from 5 October 2026, 20:00 (Europe/Berlin)."
    )


def test_where_a_public_check_is_the_first_that_fails_its_message_and_the_diagnosis_stay():
    diagnosis = Diagnosis(misconception="thrice", text="It is three times as much.")
    public = samples.check("test_example", "An example.", Status.FAILED, message="It is 3, but should be 2.")
    shown = withheld(of(public, hidden(), message=diagnosis.text, diagnosis=diagnosis))
    assert (shown.message, shown.diagnosis) == (diagnosis.text, diagnosis)


def test_where_all_pass_the_exercise_says_so_still():
    assert withheld(of(hidden(status=Status.PASSED), message="All checks pass.")).message == "All checks pass."


def test_a_fault_of_the_grader_is_not_told_as_one_of_the_student():
    shown = withheld(of(hidden(status=Status.UNGRADABLE), message=MARKER))
    assert shown.message.startswith("A hidden check could not be carried out;")


@pytest.mark.parametrize(
    ("policies", "now"),
    [({}, DUE - HOUR), ({"tiny": Policy()}, DUE), ({"other": WAITING}, DUE - HOUR), ({"tiny": WAITING}, DUE)],
)
def test_where_nothing_waits_any_more_the_grade_is_as_it_was(policies, now):
    grade = of(hidden(), message=MARKER, answers="5f1c", diagnosis=TOLD)
    assert withhold(grade, policies, now) == grade


def test_an_assignment_without_hidden_checks_has_nothing_to_wait_for():
    grade = of(samples.check("test_example", "An example.", Status.FAILED), message="No.", answers="5f1c")
    assert withhold(grade, {"tiny": WAITING}, DUE - HOUR) == grade


def test_a_date_without_a_time_of_day_is_said_as_a_date():
    waiting = Policy(hidden_detail_from=datetime(2026, 10, 12), time_zone="Europe/Berlin")
    shown = withhold(of(hidden(), message=MARKER), {"tiny": waiting}, DUE)
    assert shown.assignments[0].notes == ["What the hidden checks look at is shown from 12 October 2026."]


def as_graded(exercise):
    """An exercise as grading makes it: its message is about its first check that does not pass."""
    checks = [hidden(status=c.status) if c.hidden else c for c in exercise.checks]
    first = next((check for check in checks if not check.passed), None)
    told = MARKER if first and first.hidden else "It is three times as much."
    answers = MARKER if any(check.hidden for check in checks) else "5f1c"
    diagnosis = Diagnosis(text=told) if first else None
    return msgspec.structs.replace(exercise, checks=checks, message=told, diagnosis=diagnosis, answers=answers)


@given(grade=strategies.grades)
def test_no_text_that_comes_from_a_hidden_check_is_left_in_any_grade_and_nothing_else_is_lost(grade):
    exercises = [[as_graded(exercise) for exercise in a.exercises] for a in grade.assignments]
    assignments = [msgspec.structs.replace(a, exercises=e) for a, e in zip(grade.assignments, exercises, strict=True)]
    grade = msgspec.structs.replace(grade, assignments=assignments)
    shown = withhold(grade, {a.slug: WAITING for a in assignments}, DUE - HOUR)
    assert MARKER.encode() not in encoded(shown)
    for before, after_it in zip(checks_of(grade), checks_of(shown), strict=True):
        assert after_it == before or before.hidden
        assert ending(after_it) == ending(before)


def checks_of(grade):
    return [check for a in grade.assignments for exercise in a.exercises for check in exercise.checks]


def ending(check):
    return check.status, check.score, check.points, check.hidden


def test_no_word_of_the_hidden_checks_is_left_in_a_real_grade(grade):
    graded = grade(double="return 2 * x + (np.max(x) > 31000)", total="return 3.0")
    words = ["Try a larger number", "Try more numbers", "students have not seen", "test_secret", "stays hidden"]
    assert all(word.encode() in to_json(graded) for word in words)
    shown = withhold(graded, {"tiny": WAITING}, DUE - HOUR)
    assert not [word for word in words if word.encode() in to_json(shown)]
    double, total, ones = shown.assignments[0].exercises
    assert double.message.startswith("A hidden check does not pass;")
    assert total.message == graded.assignments[0].exercises[1].message
    assert ones == graded.assignments[0].exercises[2]
    assert (shown.score, shown.points) == (graded.score, graded.points)
