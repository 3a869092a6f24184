"""What a student reads of their grade on a learning platform, in plain text and in the reports' own words.

Of a hidden check that is its title, its status and its hint, and nothing else.
"""

from collections.abc import Iterable

from grader.classroom import StudentResult
from grader.language import counted, say
from grader.model import AssignmentResult, CheckResult, ExerciseResult, Status
from grader.reports.exports.cells import number
from grader.reports.text import clean, clean_line, shorten
from grader.reports.words import PUBLIC_ONLY, STATUS_WORDS, NextStep, headline, next_step

LONGEST_TEXT = 2_000
"""Characters of what is said of one check: all of a course's stay below the megabyte that PrairieLearn takes."""


def feedback(student: StudentResult) -> list[str]:
    """Return the lines that a student reads first: the score, how it stands, what policies changed, what is next."""
    lines = [
        counted("{score} of {count} point.", "{score} of {count} points.", student.points, score=number(student.score))
    ]
    if not student.handed_in:
        return [*lines, say("Nothing was handed in."), *adjustments(student)]
    lines += [headline(student.grade), *adjustments(student)]
    step = next_step(student.grade)
    lines += [_next(step)] if step else []
    lines += [] if student.grade.hidden else [say(PUBLIC_ONLY)]
    return lines


def adjustments(student: StudentResult) -> list[str]:
    """Return a line for each thing that a policy changed: the assignment, the reason, and the points."""
    return [
        say(
            "{title}: {reason} ({points} points)",
            title=clean_line(assignment.title),
            reason=clean_line(adjustment.text),
            points=number(adjustment.points),
        )
        for assignment, settled in zip(student.grade.assignments, student.settled, strict=True)
        for adjustment in settled.adjustments
    ]


def check_title(exercise: ExerciseResult, check: CheckResult) -> str:
    """Return the name of a check for a student, which says of what exercise it is."""
    return say("{exercise}: {check}", exercise=clean_line(exercise.title), check=clean_line(check.title))


def check_text(check: CheckResult) -> str:
    """Return what a student reads of one check: its status, and if it did not pass, what is wrong and what helps."""
    words = STATUS_WORDS[check.status].words
    parts = [say("{words}.", words=f"{words[:1].upper()}{words[1:]}")]
    if check.status is Status.UNGRADABLE:
        parts.append(say("This is no fault of yours."))
    if not check.passed:
        parts += [check.hint] if check.hidden else [check.message, check.hint, check.snippet]
    return shorten("\n\n".join(clean(part).strip() for part in parts if part.strip()), LONGEST_TEXT)


def ungraded(assignments: Iterable[AssignmentResult]) -> bool:
    """Tell whether the grader failed on an exercise, so that the score is too low through no fault of the student's."""
    return any(exercise.status is Status.UNGRADABLE for a in assignments for exercise in a.exercises)


def _next(step: NextStep) -> str:
    return say(
        "Next: {exercise} ({assignment}). {advice}",
        exercise=clean_line(step.exercise.title),
        assignment=clean_line(step.assignment.title),
        advice=clean_line(step.advice),
    )
