"""What the older reporter takes: it adds up, and it fits into a variable."""

import base64
import json

import pytest

from grader.model import Status
from grader.reports.classroom_reporter import LARGEST, classroom_result
from tests.grader.reports.samples import HOSTILE, check, exercise
from tests.grader.reports.test_annotations import graded


def read(grade):
    return json.loads(base64.b64decode(classroom_result(grade), validate=True))


@pytest.mark.parametrize(
    ("endings", "status"),
    [
        ([Status.PASSED, Status.PASSED], "pass"),
        ([Status.PASSED, Status.NOT_ATTEMPTED], "fail"),
        ([Status.CRASHED, Status.UNGRADABLE], "error"),
    ],
)
def test_the_worst_check_says_how_it_ended(endings, status):
    result = read(graded(exercise("f", "F", "", [check("t", "T", ending) for ending in endings])))
    assert (result["version"], result["status"], result["max_score"]) == (1, status, 9)
    assert [test["score"] for test in result["tests"]] == [2 * (ending is Status.PASSED) for ending in endings]
    assert all(test["name"] == "F: T" for test in result["tests"])


def test_nothing_graded_is_nothing_to_be_had():
    assert read(None) == {"version": 1, "status": "pass", "max_score": 0, "tests": []}


def test_many_long_messages_are_shortened_until_all_of_it_fits():
    checks = [check("t", "T", Status.FAILED, message=HOSTILE * 40) for _ in range(100)]
    grade = graded(exercise("f", "F", "", checks))
    assert len(classroom_result(grade)) <= LARGEST
    assert len(read(grade)["tests"]) == 100
