"""What everybody may see of a grade, and the class of one that the exports take."""

from datetime import UTC, datetime
from decimal import Decimal

import msgspec
import pytest

from grader.errors import GraderError
from grader.policy import Policy
from grader.pull_request import class_of_one, published
from tests.grader import courses

NOW = datetime(2026, 10, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def grade(tiny_course, tiny_session, tmp_path_factory):
    """The grade of a file whose hidden check of `double` fails, and nothing else."""
    from grader.submission import read_submission

    folder = tmp_path_factory.mktemp("student")
    (folder / "tiny.py").write_text(courses.written(double="return 2 * x + (abs(x) > 1000).any()"), encoding="utf-8")
    return tiny_session.grade(read_submission(folder, tiny_course.assignments))


def with_policy(course, **settings):
    policy = Policy(**settings)
    (assignment,) = course.assignments
    return [msgspec.structs.replace(assignment, settings=msgspec.structs.replace(assignment.settings, policy=policy))]


def test_a_hidden_check_keeps_its_title_hint_and_points_and_loses_its_name(tiny_course, grade):
    before = grade.assignments[0].exercises[0].checks[-1]
    after = published(grade, tiny_course.assignments, NOW).assignments[0].exercises[0].checks[-1]
    assert before.hidden
    assert (after.title, after.hint, after.status, after.points) == (
        before.title,
        before.hint,
        before.status,
        before.points,
    )
    assert after.name == "hidden check 3"


def test_the_hash_of_answers_to_hidden_inputs_is_not_published(tiny_course, grade):
    assert grade.assignments[0].exercises[0].answers
    assert all(not e.answers for e in published(grade, tiny_course.assignments, NOW).assignments[0].exercises)


def test_what_a_policy_withholds_until_a_date_is_withheld_here_too(tiny_course, grade):
    assignments = with_policy(tiny_course, hidden_detail_from=datetime(2026, 12, 1, tzinfo=UTC))
    shown = published(grade, assignments, NOW)
    assert "Try a larger number." not in str(shown)
    assert shown.score == grade.score


def test_lateness_counts_in_the_class_of_one(tiny_course, grade):
    assignments = with_policy(tiny_course, due=datetime(2026, 9, 30, tzinfo=UTC), percent_per_late_day=50)
    late = class_of_one(grade, assignments, title="numpy", login="octocat", submitted="2026-09-30T12:00:00+00:00")
    assert late.students[0].score == Decimal(grade.score) / 2
    assert (late.title, late.students[0].person.login) == ("numpy", "octocat")


def test_without_an_account_the_submissions_name_is_the_persons(tiny_course, grade):
    one = class_of_one(grade, tiny_course.assignments, title="", login="", submitted="")
    assert (one.students[0].person.name, one.students[0].person.login) == (grade.submission, "")


def test_a_time_that_is_none_is_an_error_that_says_so(tiny_course, grade):
    assignments = with_policy(tiny_course, due=datetime(2026, 9, 30, tzinfo=UTC))
    with pytest.raises(GraderError, match="is not ISO 8601"):
        class_of_one(grade, assignments, title="", login="", submitted="yesterday")
