"""From what pytest collected to checks: each with its exercise, points and sentence, held to assignment.toml."""

import inspect
import zlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from grader.assignment import Assignment, Exercise
from grader.checks.vocabulary import PROPERTY_ATTRIBUTE, Property
from grader.errors import CourseError
from grader.language import course, marked, say

OFF_PUBLIC = marked(
    "{slug}: the public checks of {exercise} add up to {found} points, "
    "but assignment.toml gives it points.public = {wanted}."
)
OFF_HIDDEN = marked(
    "{slug}: the hidden checks of {exercise} add up to {found} points, "
    "but assignment.toml gives it points.hidden = {wanted}."
)


@dataclass(frozen=True, eq=False)
class Check:
    """One check: the pytest item that runs it, and what the result says of it."""

    item: pytest.Function = field(repr=False)
    assignment: Assignment
    exercise: Exercise
    name: str
    title: str
    hint: str
    points: int
    hidden: bool
    property: Property | None
    seed: int


def checks_of(items: Sequence[pytest.Item], assignments: Iterable[Assignment]) -> list[Check]:
    """The checks in the order of the handout: by assignment, by exercise, public before hidden.

    Raises:
        CourseError: a check lacks its exercise, points or sentence, or the points do not add up to assignment.toml's.
    """
    ordered = list(assignments)
    by_file = {path.resolve(): (a, path) for a in ordered for path in a.check_files}
    checks = [_check(item, *by_file[item.path.resolve()]) for item in items if isinstance(item, pytest.Function)]
    _hold_points(checks, ordered)
    return sorted(checks, key=lambda check: _place(check, ordered))


def _check(item: pytest.Function, assignment: Assignment, path: Path) -> Check:
    where = {"path": path, "check": item.name}
    exercises = {exercise.name: exercise for exercise in assignment.exercises}
    name = _mark(item, "exercise", where)
    if name not in exercises:
        sentence = marked("{path}, {check}: there is no exercise '{name}' in {slug}/assignment.toml.")
        raise CourseError(say(sentence, **where, name=name, slug=assignment.slug))
    worth = _mark(item, "points", where)
    if type(worth) is not int or worth < 0:
        sentence = marked("{path}, {check}: @points takes a whole number from 0 on, not {worth}.")
        raise CourseError(say(sentence, **where, worth=repr(worth)))
    title = " ".join((inspect.getdoc(item.obj) or "").split())
    if not title:
        sentence = marked("{path}, {check}: its docstring is the sentence that the student reads, and it has none.")
        raise CourseError(say(sentence, **where))
    marker = item.get_closest_marker("hint")
    hidden = path.parent != assignment.folder
    check_name = f"{'hidden' if hidden else 'public'}::{item.nodeid.split('::', 1)[-1]}"
    return Check(
        item=item,
        assignment=assignment,
        exercise=exercises[name],
        name=check_name,
        title=course(title),
        hint=course(str(marker.args[0])) if marker and marker.args else "",
        points=worth,
        hidden=hidden,
        property=getattr(item.obj, PROPERTY_ATTRIBUTE, None),
        seed=zlib.crc32(f"{_seed(item, assignment, hidden)} {check_name}".encode()),
    )


def _mark(item: pytest.Function, name: str, where: Mapping[str, Any]) -> Any:
    marker = item.get_closest_marker(name)
    if marker is None or not marker.args:
        raise CourseError(say("{path}, {check}: it has no @{name}(...).", **where, name=name))
    return marker.args[0]


def _seed(item: pytest.Function, assignment: Assignment, hidden: bool) -> int:
    """The public seed stands in assignment.toml; that of the hidden checks in their own file."""
    if not hidden:
        return assignment.settings.seed
    seed = getattr(item.module, "SEED", None)
    if type(seed) is not int:
        sentence = marked("{path}: hidden checks need a whole number SEED, from which their examples are drawn.")
        raise CourseError(say(sentence, path=item.path))
    return seed


def _hold_points(checks: list[Check], assignments: list[Assignment]) -> None:
    found: Counter[tuple[str, str, bool]] = Counter()
    for check in checks:
        found[check.assignment.slug, check.exercise.name, check.hidden] += check.points
    for assignment in assignments:
        for exercise in assignment.exercises:
            _hold(
                found[assignment.slug, exercise.name, False], exercise.points.public, assignment, exercise, OFF_PUBLIC
            )
            if assignment.solution is not None:
                of_hidden = found[assignment.slug, exercise.name, True]
                _hold(of_hidden, exercise.points.hidden, assignment, exercise, OFF_HIDDEN)


def _hold(found: int, wanted: int, assignment: Assignment, exercise: Exercise, sentence: str) -> None:
    if found != wanted:
        values = {"slug": assignment.slug, "exercise": exercise.name, "found": found, "wanted": wanted}
        raise CourseError(say(sentence, **values))


def _place(check: Check, assignments: list[Assignment]) -> tuple[int, int, bool]:
    return assignments.index(check.assignment), check.assignment.exercises.index(check.exercise), check.hidden
