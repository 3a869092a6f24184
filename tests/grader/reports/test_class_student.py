"""A student's report in a class: what counts of it, and why."""

from decimal import Decimal

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.classroom import Settled
from grader.model import Grade
from grader.reports.html import render_html
from grader.reports.standing import amount, handed_in
from grader.sentences import listed
from tests.grader.reports import classes, samples
from tests.grader.reports.pages import ATTRIBUTES, TAGS, Page


def text_of(student) -> str:
    return " ".join(" ".join(Page(render_html(student.grade, student)).texts).split())


def settled(**more: object) -> Settled:
    return Settled(**{"slug": "one", "attempt": 1, "attempts": 1, "score": Decimal(3), **more})


def test_only_the_reports_own_tags_and_attributes_are_in_it():
    for student in (classes.late_student(), classes.hostile_class().students[0]):
        page = Page(render_html(student.grade, student))

        assert set(page.tags) <= TAGS
        assert {attribute for _, attribute, _ in page.attributes} <= ATTRIBUTES


def test_the_score_that_counts_stands_at_the_top_under_the_students_name():
    text = text_of(classes.late_student())

    assert "3.6 / 53 · Lin Mei" in text
    assert "Lin Mei 3.6 of 53 points 6%" in text
    assert "7 points as graded; 1.4 of them do not count, and each assignment says why." in text


def test_each_adjustment_is_a_line_of_its_own_with_its_points():
    text = text_of(classes.late_student())

    assert "As graded 5 Handed in 1 day and 2 hours late: 10% of the points for each day begun. −1.4" in text
    assert "What counts 3.6" in text
    assert text.count("As graded") == 1


def test_attempts_times_group_section_and_notes_are_told():
    text = text_of(classes.late_student())

    assert "Attempt 3 of 3 counts, handed in on 18 May 2024, 01:48 (UTC+02:00)." in text
    assert "Handed in on 18 May 2024, 01:48 (UTC+02:00)." in text
    assert "Nothing was handed in." in text
    assert "Handed in together with Ada Abbott and Björn Brandt." in text
    assert "Section 20-417" in text
    assert "The account lmei7 handed in under another name." in text


def test_without_a_student_the_report_is_as_it_was():
    text = " ".join(Page(render_html(samples.mixed())).text.split())

    assert "7 of 53 points" in text
    for words in ("counts", "points as graded", "Section", "Attempt"):
        assert words not in text


def test_the_same_student_gives_the_same_bytes():
    one, other = classes.late_student(), msgspec.structs.replace(classes.late_student())

    assert render_html(one.grade, one) == render_html(other.grade, other)


def test_a_student_of_a_class_without_assignments_has_a_page():
    nobody = classes.student(classes.late_student().person, [], [])
    empty = Grade(submission="", isolation={}, hidden=True, score=0, points=0, assignments=[])

    assert "0 of 0 points" in text_of(msgspec.structs.replace(nobody, grade=empty))


@pytest.mark.parametrize(
    ("points", "shown"),
    [("20.00", "20"), ("14.50", "14.5"), ("0.00", "0"), ("-0.00", "0"), ("-2.80", "−2.8"), ("100", "100")],
)
def test_points_are_shown_without_needless_zeros(points, shown):
    assert amount(Decimal(points)) == shown


@given(st.decimals(-10_000, 10_000, places=2))
def test_points_shown_are_the_points_that_there_are(points):
    assert Decimal(amount(points).replace("−", "-")) == points


@pytest.mark.parametrize(
    ("one", "sentence"),
    [
        (settled(attempt=0, attempts=0), "Nothing was handed in."),
        (settled(), "Handed in."),
        (settled(attempt=2, attempts=3), "Attempt 2 of 3 counts."),
        (settled(submitted="2024-05-17T23:48:00+00:00"), "Handed in on 17 May 2024, 23:48 (UTC)."),
        (settled(submitted="2024-05-17T23:48:00"), "Handed in on 17 May 2024, 23:48."),
        (settled(submitted="last night"), "Handed in on last night."),
    ],
)
def test_which_attempt_counts_and_when_it_came_is_one_sentence(one, sentence):
    assert handed_in(one) == sentence


def test_names_are_listed_as_one_says_them():
    assert listed(["Ann"]) == "Ann"
    assert listed(["Ann", "Bo", "Cy"]) == "Ann, Bo and Cy"
