"""A certificate counts, complains, and is held against the one before."""

import msgspec
import pytest

from grader.certificate import Certificate, ExerciseCertificate, Survivor, faults, from_json, to_json, worse
from grader.model import Times

GOOD = ExerciseCertificate(
    assignment="tiny",
    name="double",
    misconceptions=10,
    mutants=100,
    survivors=(Survivor(diff="- a\n+ b", reason="The same.", equivalent=True),),
    alternatives=4,
    checks=3,
)


def certificate(**changes):
    return Certificate(exercises=[msgspec.structs.replace(GOOD, **changes)])


def test_all_as_it_should_be_is_no_complaint():
    assert faults(certificate()) == []
    assert (GOOD.killed, GOOD.killable, GOOD.share_killed) == (99, 99, 1.0)


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"slipped": ("squared",)}, "double: squared loses no marks."),
        ({"unexplained": ("squared (plus_two)",)}, "double: squared (plus_two) is not explained by its own hint."),
        ({"spread": ("squared (in total)",)}, "double: squared (in total) loses marks where it has none to lose."),
        ({"rejected": ("added",)}, "double: added is right and loses marks."),
        ({"idle": ("public::test_x",)}, "double: no answer ever fails the check public::test_x."),
        ({"survivors": (Survivor(diff="- a\n+ b"),)}, "double: a mutant survives, and no reason is on file:\n- a\n+ b"),
        (
            {"survivors": tuple(Survivor(diff=f"+ {n}", reason="Let pass.") for n in range(3))},
            "double: 97.0% of the mutants are killed; 98% at least should be.",
        ),
    ],
)
def test_what_is_not_as_it_should_be_is_a_sentence(changes, complaint):
    assert faults(certificate(**changes)) == [complaint]


@pytest.mark.parametrize(
    "changes",
    [
        {"slipped": ("squared",)},
        {"unexplained": ("squared",)},
        {"misconceptions": 9},
        {"rejected": ("added",)},
        {"alternatives": 3},
        {"idle": ("x",)},
        {"survivors": (*GOOD.survivors, Survivor(diff="+ c", reason="Let pass."))},
    ],
)
def test_less_than_before_is_worse(changes):
    assert worse(certificate(**changes), certificate())
    assert worse(certificate(), certificate(**changes)) == []
    assert worse(certificate(**changes), certificate(**changes)) == []


def test_a_certificate_reads_back_from_its_json_and_holds_no_time_unless_it_is_asked_to():
    timed = msgspec.structs.replace(certificate(seconds=3.0), times=Times(started="2026-01-01", seconds=9.0))
    assert from_json(to_json(timed)) == timed
    assert timed.without_times() == certificate()


@pytest.mark.parametrize("data", [b"", b"{}", b"[1]", b'{"format": 99, "exercises": []}'])
def test_what_is_no_certificate_is_refused(data):
    with pytest.raises(ValueError, match="certificate"):
        from_json(data)
