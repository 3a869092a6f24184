"""PrairieLearn's `results.json` of external grading, one file a student.

The form is that of https://prairielearn.readthedocs.io/en/latest/externalGrading/#grading-results.
"""

from typing import Any

from grader.classroom import StudentResult
from grader.language import say
from grader.model import CheckResult, ExerciseResult
from grader.reports.exports.feedback import check_text, check_title, feedback, ungraded
from grader.reports.words import STATUS_WORDS


def prairielearn_results(student: StudentResult) -> dict[str, Any]:
    """Return a student's results as plain data.

    `score` is the share of the points that counts after the policies, from 0 to 1. Where the grader itself failed,
    `gradable` is false: PrairieLearn then takes neither points nor an attempt from the student.
    """
    lines = feedback(student)
    return {
        "gradable": not ungraded(student.grade.assignments),
        "score": min(1.0, float(student.score) / student.points) if student.points else 0.0,
        "message": lines[0],
        "output": "\n".join(lines[1:]),
        "images": [],
        "tests": [
            _test(exercise, check)
            for assignment in student.grade.assignments
            for exercise in assignment.exercises
            for check in exercise.checks
        ],
    }


def _test(exercise: ExerciseResult, check: CheckResult) -> dict[str, Any]:
    return {
        "name": check_title(exercise, check),
        "description": say("A hidden check.") if check.hidden else "",
        "points": check.score,
        "max_points": check.points,
        "message": STATUS_WORDS[check.status].words,
        "output": check_text(check),
        "images": [],
    }
