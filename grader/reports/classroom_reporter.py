"""What the reporter of GitHub Classroom's older autograding takes: one runner's result, as JSON in base64.

The reporter is https://github.com/classroom-resources/autograding-grading-reporter. Its src/main.js decodes for each
runner the variable `<RUNNER>_RESULTS`, and its src/notify-classroom.js adds up every `score` and `max_score`. The
other fields are those that https://github.com/classroom-resources/autograding-python-grader hands over.
"""

import base64
from collections.abc import Iterator
from typing import Any

import msgspec

from grader.model import CheckResult, Grade, Status
from grader.reports.exports.feedback import LONGEST_TEXT, check_text, check_title
from grader.reports.text import shorten

LARGEST = 96 * 1024
"""Bytes in base64: it becomes one environment variable, of which Linux takes 128 KiB with its name."""

SHORTENED = (LONGEST_TEXT, 500, 100, 0)
"""Characters of each check's message that are tried until all of it fits."""


def classroom_result(grade: Grade | None) -> str:
    """Return the value of the variable. Where nothing was graded, there is no test and no point in it."""
    results = (_encoded(grade, limit) for limit in SHORTENED)
    return next((result for result in results if len(result) <= LARGEST), "") or _encoded(grade, 0)


def _encoded(grade: Grade | None, limit: int) -> str:
    return base64.b64encode(msgspec.json.encode(_result(grade, limit))).decode()


def _result(grade: Grade | None, limit: int) -> dict[str, Any]:
    tests = list(_tests(grade, limit)) if grade else []
    return {
        "version": 1,
        "status": _worst([test["status"] for test in tests]),
        "max_score": grade.points if grade else 0,
        "tests": tests,
    }


def _tests(grade: Grade, limit: int) -> Iterator[dict[str, Any]]:
    for assignment in grade.assignments:
        for exercise in assignment.exercises:
            for check in exercise.checks:
                yield {
                    "name": check_title(exercise, check),
                    "status": _status(check),
                    "score": check.score,
                    "message": shorten(check_text(check), limit) if limit else "",
                }


def _status(check: CheckResult) -> str:
    if check.status is Status.UNGRADABLE:
        return "error"
    return "pass" if check.passed else "fail"


def _worst(statuses: list[str]) -> str:
    return next((status for status in ("error", "fail") if status in statuses), "pass")
