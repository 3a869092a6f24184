"""Gradescope's `results.json`, one file a student.

The form is that of Gradescope's autograder specification, https://gradescope-autograders.readthedocs.io/en/latest/specs/.
"""

from typing import Any

from grader.classroom import StudentResult
from grader.model import CheckResult, ExerciseResult
from grader.reports.exports.feedback import check_text, check_title, feedback
from grader.reports.text import clean_line

HIDDEN = "after_published"
"""When students see a hidden check: once the grades are published. Before that, handing in again and again would tell
what the hidden checks want; after that, their titles and hints help."""


def gradescope_results(student: StudentResult) -> dict[str, Any]:
    """Return a student's results as plain data.

    `score` is what counts after the policies; Gradescope takes it before the sum of the tests.
    """
    return {
        "score": float(student.score),
        "output": "\n".join(feedback(student)),
        "output_format": "text",
        "visibility": "visible",
        "stdout_visibility": "hidden",
        "tests": [
            _test(exercise, check, f"{a}.{e}.{c}", clean_line(assignment.slug))
            for a, assignment in enumerate(student.grade.assignments, 1)
            for e, exercise in enumerate(assignment.exercises, 1)
            for c, check in enumerate(exercise.checks, 1)
        ],
    }


def _test(exercise: ExerciseResult, check: CheckResult, number: str, slug: str) -> dict[str, Any]:
    return {
        "score": float(check.score),
        "max_score": float(check.points),
        "status": "passed" if check.passed else "failed",
        "name": check_title(exercise, check),
        "name_format": "text",
        "number": number,
        "output": check_text(check),
        "output_format": "text",
        "tags": [slug, clean_line(exercise.name)],
        "visibility": HIDDEN if check.hidden else "visible",
        "extra_data": {"status": check.status.value},
    }
