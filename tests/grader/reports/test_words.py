"""The sentences that all reports share."""

import msgspec
import pytest

from grader.model import Grade, Status
from grader.reports import words
from tests.grader.reports import samples


def with_statuses(*statuses: Status, hidden: bool = True) -> Grade:
    checks = [[samples.check("test_it", "It holds.", status, 2)] for status in statuses]
    exercises = [samples.exercise(f"f{i}", "A function", "", c) for i, c in enumerate(checks)]
    return samples.grade([samples.assignment("course", "The course", exercises)], hidden=hidden)


@pytest.mark.parametrize(
    ("statuses", "sentence"),
    [
        ([Status.PASSED, Status.PASSED], "Full marks: every check passes."),
        ([Status.NOT_ATTEMPTED] * 3, "Nothing is filled in yet, and that is where everybody starts."),
        ([], "No work of this course was found here."),
        ([Status.FAILED], "This exercise wants another look."),
        ([Status.FAILED, Status.CRASHED], "All 2 exercises want another look."),
        ([Status.PASSED, Status.FAILED], "Of 2 exercises, 1 is right; 1 wants another look."),
        (
            [Status.PASSED, Status.PASSED, Status.RAISED, Status.TIMEOUT, Status.NOT_ATTEMPTED],
            "Of 5 exercises, 2 are right; 2 want another look; 1 is not started.",
        ),
        (
            [Status.UNGRADABLE, Status.PASSED],
            "Of 2 exercises, 1 is right; 1 could not be graded, which is no fault of yours.",
        ),
        ([Status.UNGRADABLE], "This exercise could not be graded, which is no fault of yours."),
    ],
)
def test_the_headline_counts_exactly_and_kindly(statuses, sentence):
    assert words.headline(with_statuses(*statuses)) == sentence


def test_full_marks_in_the_public_checks_are_said_to_be_that():
    assert words.headline(with_statuses(Status.PASSED, hidden=False)) == "Every public check passes. Well done."


def test_a_hundred_percent_is_said_only_of_full_marks():
    assert words.percent(999, 1000) == 99
    assert words.percent(1000, 1000) == 100
    assert words.percent(0, 0) == 0


def test_every_status_has_a_mark_and_words_of_its_own():
    assert set(words.STATUS_WORDS) == set(Status)
    assert len({status.words for status in words.STATUS_WORDS.values()}) == len(Status)
    assert all(status.plain_mark.isascii() for status in words.STATUS_WORDS.values())


def test_the_next_step_mends_what_was_started_before_starting_anew():
    step = words.next_step(with_statuses(Status.PASSED, Status.NOT_ATTEMPTED, Status.FAILED))

    assert step.exercise.name == "f2"
    assert step.number == (1, 3)


def test_the_next_step_is_the_first_untouched_exercise_when_nothing_is_wrong():
    assert words.next_step(with_statuses(Status.PASSED, Status.NOT_ATTEMPTED)).exercise.name == "f1"


def test_there_is_no_next_step_when_all_is_right_or_ours_to_mend():
    assert words.next_step(with_statuses(Status.PASSED, Status.UNGRADABLE)) is None


def test_the_next_step_gives_the_hint_of_the_first_failing_check():
    assert words.next_step(samples.mixed()).advice == samples.WRONG_SHAPE.hint


def test_without_a_hint_the_next_step_gives_the_message():
    first, *others = samples.mixed().assignments[3].exercises
    grade = samples.grade([samples.assignment("optimization", "", [first, *others])])

    assert words.next_step(grade).advice == samples.TIMEOUT.message


def test_a_hidden_check_without_a_hint_gives_its_title_and_never_its_message():
    check = msgspec.structs.replace(samples.HIDDEN_FAILED, hint="")

    assert words.first_line(check) == check.title


def test_the_place_is_the_file_as_it_lies_in_the_submission():
    assignment = samples.mixed().assignments[0]

    assert words.place(assignment, assignment.exercises[1]) == "initialization/initialization.py, line 71"


def test_a_fault_of_the_grader_is_never_shown_as_a_zero():
    ungraded = samples.check("test_it", "It holds.", Status.UNGRADABLE, 4)

    assert words.points_of(ungraded) == "– / 4"
    assert words.points_of(samples.check("test_it", "It holds.", Status.FAILED, 4)) == "0 / 4"


def test_layers_that_are_off_are_named():
    assert words.isolation_off(samples.mixed()) == ["seccomp"]
    assert words.isolation_off(samples.full_marks()) == []


@pytest.mark.parametrize(
    ("statuses", "sentence"),
    [
        ([Status.PASSED], "The check passes."),
        ([Status.PASSED] * 2, "Both checks pass."),
        ([Status.PASSED] * 3, "All 3 checks pass."),
        ([Status.NOT_ATTEMPTED], "Nothing is filled in here yet."),
        ([Status.PASSED, Status.FAILED], "It holds."),
    ],
)
def test_an_exercise_without_a_sentence_gets_one_from_its_checks(statuses, sentence):
    checks = [samples.check("test_it", "It holds.", status) for status in statuses]

    assert words.sentence(samples.exercise("f", "", "", checks)) == sentence
