"""The numbers of a class: within their bounds, as worked by hand, and silent where they would be chance."""

from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.classroom import ClassResult, Person
from grader.model import Status
from grader.reports.class_statistics import (
    BINS,
    FEWEST,
    CheckFigures,
    distribution,
    exercise_figures,
    hardest,
    middle_half,
    separation,
    summaries,
    whole_summary,
)
from tests.grader.reports import classes, samples

PERCENTS = st.lists(st.floats(0, 100), max_size=50)
PAIRS = st.lists(st.tuples(st.booleans(), st.integers(0, 40).map(lambda n: n / 40)), min_size=FEWEST, max_size=40)
CHECK = samples.check("test_it", "It holds.", Status.NOT_ATTEMPTED)


def of_one_exercise(*results: tuple[Status, Status, int]) -> ClassResult:
    """Make a class that wrote one exercise of two checks: the statuses of both, and how many attempts there are."""
    students = []
    for place, (first, second, attempts) in enumerate(results):
        checks = [samples.check("a", "A", first, 2), samples.check("b", "B", second, 3)]
        work = samples.assignment("one", "One", [samples.exercise("f", "F", "", checks)])
        person = Person(key=str(place), name=str(place))
        students.append(classes.student(person, [work], [classes.settle(work, attempts)]))
    waiting = [samples.check(name, name, Status.NOT_ATTEMPTED, points) for name, points in [("a", 2), ("b", 3)]]
    outline = samples.assignment("one", "One", [samples.exercise("f", "F", "", waiting)])
    return ClassResult(title="One exercise", outline=(outline,), students=tuple(students))


@given(PAIRS)
def test_separation_is_the_correlation_that_numpy_finds(pairs):
    passed, rest = [p for p, _ in pairs], [r for _, r in pairs]
    found = separation(passed, rest)

    if len(set(passed)) == 1 or len(set(rest)) == 1:
        assert found is None
    else:
        assert found == pytest.approx(np.corrcoef(passed, rest)[0, 1], abs=1e-9)
        assert -1 <= found <= 1


@given(PAIRS)
def test_separation_turns_its_sign_when_passing_and_failing_change_places(pairs):
    passed, rest = [p for p, _ in pairs], [r for _, r in pairs]
    there, back = separation(passed, rest), separation([not p for p in passed], rest)

    assert (there is None) == (back is None)
    assert there is None or there == pytest.approx(-back)


def test_separation_of_an_example_worked_by_hand():
    passed = [True] * 5 + [False] * 5
    rest = [1.0, 1.0, 1.0, 1.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0]

    # Means 1/2 and 1/2; covariance (4 - 10/4)/10 = 3/20; both variances 1/4: 3/20 : 1/4 = 3/5.
    assert separation(passed, rest) == pytest.approx(0.6)


def test_too_few_submissions_have_no_separation():
    passed, rest = [True, False] * FEWEST, [1.0, 0.0] * FEWEST

    assert separation(passed[: FEWEST - 1], rest[: FEWEST - 1]) is None
    assert separation(passed[:FEWEST], rest[:FEWEST]) == pytest.approx(1)


@pytest.mark.parametrize(
    ("figures", "remark"),
    [
        (CheckFigures(CHECK, graded=0, passed=0, separation=None), "It could not be graded for anybody."),
        (CheckFigures(CHECK, graded=3, passed=0, separation=None), "Nobody passes it."),
        (CheckFigures(CHECK, graded=3, passed=3, separation=None), "Everybody passes it."),
        (CheckFigures(CHECK, graded=10, passed=5, separation=0.4), ""),
        (CheckFigures(CHECK, graded=10, passed=5, separation=-0.5), ""),
        (CheckFigures(CHECK, graded=10, passed=5, separation=-0.6), "It separates the wrong way."),
        (CheckFigures(CHECK, graded=300, passed=150, separation=-0.12), "It separates the wrong way."),
    ],
)
def test_a_check_is_remarked_upon_where_it_tells_nobody_apart_or_the_wrong_way_beyond_chance(figures, remark):
    assert figures.remark == remark


@given(PERCENTS)
def test_the_distribution_counts_everybody_once(percents):
    assert sum(distribution(percents)) == len(percents)


@given(st.integers(0, 100))
def test_a_percent_is_counted_in_its_bin_and_full_marks_in_the_last(percent):
    assert distribution([float(percent)]).index(1) == min(percent // (100 // BINS), BINS - 1)


@given(st.lists(st.floats(0, 100), min_size=4, max_size=50))
def test_the_middle_half_is_what_numpy_finds(percents):
    assert middle_half(percents) == pytest.approx(tuple(np.percentile(percents, [25, 75])))


def test_three_scores_have_no_middle_half():
    assert middle_half([1.0, 2.0, 3.0]) is None


def test_who_handed_nothing_in_is_in_no_median_and_no_pass_rate():
    passed, failed, absent = Status.PASSED, Status.FAILED, Status.NOT_ATTEMPTED
    result = of_one_exercise((passed, passed, 1), (passed, failed, 2), (absent, absent, 0))
    (summary,) = summaries(result)
    (figures,) = exercise_figures(result)

    assert (summary.handed_in, summary.median, summary.mean, summary.full) == (2, Decimal("3.5"), Decimal("3.5"), 1)
    assert summary == whole_summary(result)
    assert [(c.graded, c.passed) for c in figures.checks] == [(2, 2), (2, 1)]
    assert figures.mean == pytest.approx(7 / 10)


def test_what_could_not_be_graded_is_nobodys_failure_and_is_counted_apart():
    result = of_one_exercise((Status.PASSED, Status.UNGRADABLE, 1), (Status.FAILED, Status.PASSED, 1))
    (figures,) = exercise_figures(result)

    assert [(c.graded, c.passed) for c in figures.checks] == [(2, 1), (1, 1)]
    assert figures.mean == pytest.approx(5 / 7)
    assert summaries(result)[0].ungraded == 1


def test_an_exercise_left_empty_has_not_passed_its_checks():
    result = of_one_exercise((Status.NOT_ATTEMPTED, Status.NOT_ATTEMPTED, 1), (Status.PASSED, Status.PASSED, 1))

    assert [(c.graded, c.passed) for c in exercise_figures(result)[0].checks] == [(2, 1), (2, 1)]


def test_a_check_that_agrees_with_all_others_separates_fully_and_its_own_points_are_left_out():
    strong, weak = (Status.PASSED, Status.PASSED, 1), (Status.FAILED, Status.FAILED, 1)
    against = (Status.PASSED, Status.FAILED, 1), (Status.FAILED, Status.PASSED, 1)

    agreeing = exercise_figures(of_one_exercise(*[strong, weak] * 5))[0].checks
    opposed = exercise_figures(of_one_exercise(*[*against] * 5))[0].checks

    assert [c.separation for c in agreeing] == pytest.approx([1, 1])
    assert [c.separation for c in opposed] == pytest.approx([-1, -1])
    assert [c.misleads for c in opposed] == [True, True]


def test_a_class_without_anybody_has_no_figures():
    empty = classes.empty_class()

    assert whole_summary(empty).median is None
    assert {f.mean for f in exercise_figures(empty)} == {None}
    assert hardest(exercise_figures(empty), 3) == []


def test_the_hardest_exercises_come_first_and_those_that_all_have_right_not_at_all():
    figures = exercise_figures(classes.class_of(30))
    right = exercise_figures(of_one_exercise((Status.PASSED, Status.PASSED, 1)))

    assert [f.mean for f in hardest(figures, 3)] == sorted(f.mean for f in figures)[:3]
    assert hardest(right, 3) == []
