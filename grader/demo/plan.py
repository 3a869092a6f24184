"""What a demonstration class is meant to be: who hands in what, as frozen plain data."""

from collections.abc import Mapping
from enum import StrEnum

from grader.model import Frozen


class Answered(StrEnum):
    """What stands in place of an exercise. `UNREADABLE` is work that Python or the reader can make nothing of."""

    SOLUTION = "solution"
    ALTERNATIVE = "alternative"
    MISCONCEPTION = "misconception"
    STUB = "stub"
    MISSING = "missing"
    HOSTILE = "hostile"
    UNREADABLE = "unreadable"


class StudentKind(StrEnum):
    """What kind of student it is; `ABSENT` ones are on the roster alone."""

    ORDINARY = "ordinary"
    EMPTY = "empty"
    BROKEN = "broken"
    HOSTILE = "hostile"
    ABSENT = "absent"


class PlannedAnswer(Frozen, frozen=True):
    """One exercise as handed in. `name` is that of the answer, or says what is hostile or wrong with the file."""

    kind: Answered
    name: str = ""

    @property
    def right(self) -> bool:
        """Whether it is worth full points."""
        return self.kind in (Answered.SOLUTION, Answered.ALTERNATIVE)


STUB, MISSING = PlannedAnswer(Answered.STUB), PlannedAnswer(Answered.MISSING)

Answers = Mapping[str, PlannedAnswer]
"""By exercise, what one assignment's file holds."""


class PlannedStudent(Frozen, frozen=True, kw_only=True):
    """One student. `key` is the one under which a download's reader knows them, such as `canvas:1234`.

    `work` has every assignment's slug and every exercise, so that what was not handed in is `missing` there. `group`
    are the names of the others whose hand-in it is too; `roster` says whether the student is on it.
    """

    key: str
    name: str
    roster: bool
    work: dict[str, dict[str, PlannedAnswer]]
    kind: StudentKind
    group: list[str] = []  # noqa: RUF012 - msgspec gives each its own


class Plan(Frozen, frozen=True):
    """A whole class, in the order in which it was drawn."""

    layout: str
    seed: int
    students: list[PlannedStudent]
