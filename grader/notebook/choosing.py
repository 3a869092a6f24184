"""Which assignment of a course a question is about."""

import difflib
from collections.abc import Iterator, Sequence
from pathlib import Path

from grader.assignment import Assignment, Course, find_course, load_course
from grader.errors import CourseError
from grader.notebook.messages import Question
from grader.sentences import listed
from grader.submission.matching import by_exercises, by_name

NEAR = 0.5
"""How alike a name is to one that is suggested for it: 1 for the same, 0 for nothing in common."""
SUGGESTED = 3


def course_around(folder: str) -> Course:
    """The course that a folder lies in.

    Raises:
        CourseError: it lies in none, or the course's files are not right.
    """
    try:
        root = find_course(Path(folder))
    except CourseError as error:
        raise CourseError(
            f"No course was found in {folder} or a folder above it. Keep the notebook in the course's folder, "
            "or go there first: %cd path/to/the/course"
        ) from error
    return load_course(root)


def choose(course: Course, question: Question) -> Assignment:
    """The one assignment that has the exercise, or failing that, the one that the rest of the question fits.

    Raises:
        CourseError: there is no such exercise or assignment, or several fit alike.
    """
    among = course.select(question.assignment or None)
    fitting = [a for a in among if question.exercise in ("", *_names([a]))]
    if not fitting:
        raise CourseError(_unknown(question.exercise, among, _meant(among, question) or among))
    meant = _meant(fitting, question)
    if meant:
        return meant[0]
    asked = f'"{question.exercise}", ' if question.exercise else ""
    slugs = " or ".join(a.slug for a in fitting)
    raise CourseError(f'This may be about {slugs}. Say which one it is: check({asked}assignment="{fitting[0].slug}")')


def _meant(fitting: list[Assignment], question: Question) -> list[Assignment]:
    """The one that is meant; none if several fit alike."""
    return next((found for found in (fitting, *_narrowed(fitting, question)) if len(found) == 1), [])


def _narrowed(fitting: list[Assignment], question: Question) -> Iterator[list[Assignment]]:
    """Those that fit the folder, the file's name, or what else is defined."""
    folder = Path(question.folder).resolve()
    yield [a for a in fitting if folder.is_relative_to(a.folder.resolve())]
    named = by_name(Path(question.work.file).name or question.notebook, fitting)
    yield [named] if named else []
    yield by_exercises(question.work.defined, fitting)[0]


def _names(assignments: Sequence[Assignment]) -> list[str]:
    return list(dict.fromkeys(exercise.name for assignment in assignments for exercise in assignment.exercises))


def _unknown(name: str, among: Sequence[Assignment], meant: Sequence[Assignment]) -> str:
    where = f" in {meant[0].slug}" if len(meant) == 1 else ""
    near = difflib.get_close_matches(name, _names(among), SUGGESTED, NEAR)
    if near:
        return f"There is no exercise '{name}'. Did you mean {' or '.join(near)}?"
    return f"There is no exercise '{name}'{where}. There are: {listed(_names(meant))}."
