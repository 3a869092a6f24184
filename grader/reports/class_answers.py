"""Who made the same mistake: known misconceptions and how common they are, and wrong answers with identical values."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from grader.classroom import ClassResult, StudentResult
from grader.model import Difference, ExerciseResult
from grader.reports.class_statistics import handed_in_work

Answered = tuple[StudentResult, ExerciseResult]
Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True)
class Mistake:
    """What several students' answers to an exercise come from; `misconception` is empty where the numbers speak."""

    misconception: str
    text: str
    students: tuple[StudentResult, ...]


@dataclass(frozen=True)
class EqualAnswers:
    """Students whose wrong answers to an exercise are the same to the last value, and the verdict on one of them."""

    example: ExerciseResult
    students: tuple[StudentResult, ...]

    @property
    def difference(self) -> Difference | None:
        """The first difference of a public check, if there is one."""
        checks = self.example.checks
        return next((check.difference for check in checks if check.difference and not check.hidden), None)


@dataclass(frozen=True)
class ExerciseAnswers:
    """The mistakes and the equal answers of one exercise, the most common ones first."""

    number: tuple[int, int]
    exercise: ExerciseResult
    mistakes: tuple[Mistake, ...]
    equal: tuple[EqualAnswers, ...]


def exercise_answers(result: ClassResult) -> list[ExerciseAnswers]:
    """Return who made which mistake in every exercise, in the order of the outline."""
    answered: dict[tuple[int, str], list[Answered]] = defaultdict(list)
    for student in result.students:
        for place, assignment in handed_in_work(student):
            for exercise in assignment.exercises:
                answered[place, exercise.name].append((student, exercise))
    return [
        ExerciseAnswers(
            number=(place + 1, number),
            exercise=exercise,
            mistakes=tuple(_mistakes(answered[place, exercise.name])),
            equal=tuple(_equal(answered[place, exercise.name])),
        )
        for place, assignment in enumerate(result.outline)
        for number, exercise in enumerate(assignment.exercises, 1)
    ]


def commonest(answers: Iterable[ExerciseAnswers], most: int) -> list[tuple[ExerciseAnswers, Mistake]]:
    """Return up to `most` known misconceptions of all exercises, those of most students first."""
    known = [(one, mistake) for one in answers for mistake in one.mistakes if mistake.misconception]
    return sorted(known, key=lambda pair: (-len(pair[1].students), pair[0].number))[:most]


def _mistakes(answered: list[Answered]) -> list[Mistake]:
    """A known misconception counts from one student on; what the numbers say, from two."""
    mistakes = [
        Mistake(name, text, tuple(student for student, _ in group))
        for (name, text), group in _groups(answered, _diagnosis).items()
        if name or _submissions(group) > 1
    ]
    return sorted(mistakes, key=lambda mistake: -len(mistake.students))


def _equal(answered: list[Answered]) -> list[EqualAnswers]:
    """Those who handed in as a group have the same answer because it is one, so a group alone makes no pair."""
    found = [
        EqualAnswers(group[0][1], tuple(student for student, _ in group))
        for group in _groups(answered, lambda exercise: exercise.answers or None).values()
        if _submissions(group) > 1
    ]
    return sorted(found, key=lambda equal: -len(equal.students))


def _diagnosis(exercise: ExerciseResult) -> tuple[str, str] | None:
    return (exercise.diagnosis.misconception, exercise.diagnosis.text) if exercise.diagnosis else None


def _groups(answered: list[Answered], key: Callable[[ExerciseResult], Key | None]) -> dict[Key, list[Answered]]:
    groups: dict[Key, list[Answered]] = defaultdict(list)
    for student, exercise in answered:
        if (value := key(exercise)) is not None:
            groups[value].append((student, exercise))
    return groups


def _submissions(group: list[Answered]) -> int:
    """How many submissions there are: a student's own, or one for all who handed in together."""
    owners = {
        frozenset({student.person.name, *student.group}) if student.group else student.person.key
        for student, _ in group
    }
    return len(owners)
