"""The results are plain data: they sum, compare and travel without loss."""

import json

import msgspec
import pytest

from grader.model import FORMAT, Frozen, Grade, Status, Times, Verdict, encoded, from_json, to_json, worst
from tests.grader.reports import samples


def grade(*statuses: Status) -> Grade:
    checks = [[samples.check("test_it", "It holds.", status, 2)] for status in statuses]
    exercises = [samples.exercise(f"f{n}", "A function", "", c) for n, c in enumerate(checks)]
    return samples.grade([samples.assignment("course", "The course", exercises)])


@pytest.mark.parametrize(
    ("statuses", "status"),
    [
        ([Status.PASSED, Status.PASSED], Status.PASSED),
        ([Status.PASSED, Status.FAILED, Status.PASSED], Status.FAILED),
        ([Status.FAILED, Status.RAISED], Status.RAISED),
        ([Status.TIMEOUT, Status.RAISED], Status.TIMEOUT),
        ([Status.CRASHED, Status.UNGRADABLE], Status.UNGRADABLE),
        ([Status.NOT_ATTEMPTED, Status.PASSED], Status.NOT_ATTEMPTED),
        ([], Status.UNGRADABLE),
    ],
)
def test_the_worst_status_speaks_for_all_and_nothing_graded_is_no_pass(statuses, status):
    assert worst(statuses) is status


def test_passed_is_the_best_status_and_ungradable_the_worst():
    assert min(Status, key=list(Status).index) is Status.PASSED
    assert all(worst([Status.PASSED, other]) is other for other in Status)
    assert all(worst([other, Status.UNGRADABLE]) is Status.UNGRADABLE for other in Status)


def test_a_grade_reads_back_from_its_json_with_every_status():
    before = grade(*Status)
    assert from_json(to_json(before)) == before
    assert json.loads(to_json(before)) == msgspec.to_builtins(before)


def test_the_json_has_its_format_first_and_ends_in_a_newline():
    text = to_json(grade(Status.PASSED)).decode()
    assert text.startswith(f'{{\n  "format": {FORMAT},')
    assert text.endswith("}\n")


@pytest.mark.parametrize("data", [b"", b"{}", b"[]", b"\xff", b'{"format": 1}', b"null"])
def test_what_is_not_a_grade_is_refused_in_a_sentence(data):
    with pytest.raises(ValueError, match="not a grade"):
        from_json(data)


def test_another_format_is_refused_by_its_number():
    data = to_json(msgspec.structs.replace(grade(Status.PASSED), format=FORMAT + 1))
    with pytest.raises(ValueError, match=f"format {FORMAT + 1}; this version of the grader reads format {FORMAT}"):
        from_json(data)


def test_times_are_all_that_is_left_out_of_a_comparison():
    one = msgspec.structs.replace(grade(Status.PASSED), times=Times(started="now", seconds=1.0))
    other = msgspec.structs.replace(one, times=Times(started="then", seconds=2.0))
    assert one != other
    assert one.without_times() == other.without_times()
    assert to_json(one.without_times()) == to_json(other.without_times())


def test_a_result_cannot_be_changed():
    with pytest.raises(AttributeError):
        grade(Status.PASSED).score = 100  # type: ignore[misc]


def test_percent_is_of_the_points_and_nought_where_there_are_none():
    assert msgspec.structs.replace(grade(), score=1, points=3).percent == pytest.approx(100 / 3)
    assert msgspec.structs.replace(grade(), score=0, points=0).percent == 0


@pytest.mark.parametrize(
    ("statuses", "attempted"),
    [([Status.NOT_ATTEMPTED] * 3, False), ([Status.NOT_ATTEMPTED, Status.FAILED], True), ([], False)],
)
def test_a_grade_is_attempted_when_any_exercise_is(statuses, attempted):
    assert grade(*statuses).attempted is attempted


class Pair(Frozen, frozen=True):
    """A result with a tuple in it."""

    both: tuple[str, ...]


def test_halves_of_characters_are_written_as_their_escapes_wherever_they_stand():
    half = Verdict(result=grade(Status.FAILED).assignments[0], isolation={"files": "\ud800"}, hidden=True)
    assert b"\\\\ud800" in encoded(half)
    assert b"\\\\udfff" in encoded(Pair(("a", "\udfff")))
