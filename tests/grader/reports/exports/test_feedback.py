"""What a student reads on a platform: the score first, then what made it so, and never a hidden check's data."""

import pytest
from hypothesis import given

from grader.model import CheckResult, Status
from grader.reports.exports.feedback import LONGEST_TEXT, check_text, feedback, ungraded
from grader.reports.words import PUBLIC_ONLY
from tests.grader.reports import samples
from tests.grader.reports.exports import classes
from tests.grader.reports.exports.classes import MEI, student, work
from tests.grader.reports.exports.classes import classes as any_class
from tests.grader.reports.strategies import checks


def test_the_score_comes_first_and_what_is_next_last():
    assert feedback(student(MEI, work(), classes.LATE)) == [
        "1.5 of 7 points.",
        "Of 2 exercises, 1 is right; 1 wants another look.",
        "Initialisation: Two days late, 10% a day. (-1.5 points)",
        "Next: Random (Initialisation). A bias is a column.",
    ]


def test_where_the_hidden_checks_were_not_run_it_is_said():
    assert feedback(student(MEI, work(hidden=False)))[-1] == PUBLIC_ONLY
    assert PUBLIC_ONLY not in feedback(student(MEI, work()))


def test_what_next_of_a_hidden_check_is_its_hint():
    hidden = samples.exercise("deep", "Deep", "SECRET-SENTENCE", [samples.HIDDEN_FAILED])
    of = samples.grade([samples.assignment("initialization", "Initialisation", [hidden])])
    assert feedback(student(MEI, of))[-1] == f"Next: Deep (Initialisation). {samples.HIDDEN_FAILED.hint}"


def test_a_check_that_passes_says_so_and_no_more():
    check = samples.check("test_x", "X.", Status.PASSED, hint="A hint.", message="A message.")
    assert check_text(check) == "Passed."


@given(checks)
def test_the_text_of_a_hidden_check_is_the_same_whatever_its_data_are(check):
    bare = CheckResult(name="", title="", status=check.status, score=0, points=0, hidden=True, hint=check.hint)
    hidden = CheckResult(
        name=check.name,
        title=check.title,
        status=check.status,
        score=check.score,
        points=check.points,
        hidden=True,
        hint=check.hint,
        message=check.message,
        snippet=check.snippet,
        difference=check.difference,
        frames=check.frames,
        output=check.output,
    )
    assert check_text(hidden) == check_text(bare)


def test_a_long_text_is_cut_and_says_so():
    check = samples.check("test_x", "X.", Status.FAILED, message="x" * 5000)
    assert len(check_text(check)) < LONGEST_TEXT + 40
    assert check_text(check).endswith("more characters)")


@pytest.mark.parametrize("status", Status)
def test_only_the_graders_own_failure_is_ungraded(status):
    assert ungraded(work(status).assignments) is (status is Status.UNGRADABLE)


@given(any_class())
def test_every_line_is_one_printable_line(result):
    for one in result.students:
        lines = [line for line in feedback(one) if line]
        assert len("\n".join(lines).splitlines()) == len(lines)
