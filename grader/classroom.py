"""A class's results as frozen plain data: who there is, what was handed in, what counts, and why.

The gradebook gives a `ClassResult`; the class page, the exports and the terminal read it and nothing else. Points as
graded are whole numbers; a policy may take a part of one away, so that what counts is a `Decimal` of two places.
"""

from decimal import Decimal

from grader.model import AssignmentResult, Frozen, Grade, Times


class Person(Frozen, frozen=True, kw_only=True):
    """Somebody who handed in, as the download names them, or who is on the roster.

    `key` tells two people apart whatever their names are, such as `canvas:1234`, `github:octocat` or `roster:20-417`.
    `user_id` is the number that the learning platform gave, `student_id` the school's own, `login` the account's name.
    What is not known is empty.
    """

    key: str
    name: str
    user_id: str = ""
    student_id: str = ""
    login: str = ""
    email: str = ""
    section: str = ""


class Adjustment(Frozen, frozen=True, kw_only=True):
    """What a policy changed about an assignment's score: one sentence, and the points, which are zero or below."""

    text: str
    points: Decimal


class Settled(Frozen, frozen=True, kw_only=True):
    """What counts of one student's one assignment.

    `attempt` is the number, from 1, of the attempt that counts, of `attempts` that there are; 0 if nothing was handed
    in. `submitted` is its time in ISO 8601 with its offset, empty if the download does not tell. `score` is what counts
    in the end: the result's score and all adjustments together, never below zero.
    """

    slug: str
    attempt: int
    attempts: int
    submitted: str = ""
    score: Decimal
    adjustments: tuple[Adjustment, ...] = ()


class StudentResult(Frozen, frozen=True, kw_only=True):
    """One student: the grade put together from the attempts that count, and what the policies made of it.

    `grade` has every assignment of the class in the same order, as has `settled`. `report` is the address of the
    student's own page relative to the class page, empty if there is none. `notes` say what is to be known of who they
    are and what they handed in. `group` are the names of the others in whose group it was.
    """

    person: Person
    grade: Grade
    settled: tuple[Settled, ...]
    report: str = ""
    notes: tuple[str, ...] = ()
    group: tuple[str, ...] = ()

    @property
    def score(self) -> Decimal:
        """The points that count, of all assignments together."""
        return sum((s.score for s in self.settled), Decimal(0))

    @property
    def points(self) -> int:
        """The points that there are."""
        return self.grade.points

    @property
    def percent(self) -> float:
        """What counts in percent of the points; 0 where there is nothing to be had."""
        return float(100 * self.score / self.points) if self.points else 0.0

    @property
    def handed_in(self) -> bool:
        """Whether there is any work of theirs."""
        return any(s.attempts for s in self.settled)


class ClassResult(Frozen, frozen=True, kw_only=True):
    """A whole class. `outline` are the assignments that count, as they are when nothing was handed in.

    `students` stand in the order of their names, then keys; those on the roster who handed in nothing are among them.
    `notes` say in a sentence each what is to be known of the class as a whole: who could not be matched, what was left
    out.
    """

    title: str
    outline: tuple[AssignmentResult, ...]
    students: tuple[StudentResult, ...]
    notes: tuple[str, ...] = ()
    times: Times = Times()

    @property
    def points(self) -> int:
        """The points that there are."""
        return sum(assignment.points for assignment in self.outline)


class Move(Frozen, frozen=True, kw_only=True):
    """One student's assignment that a regrade lets count for more or less; `checks` say what made it so."""

    person: Person
    slug: str
    before: Decimal
    after: Decimal
    checks: tuple[str, ...]


class Regrade(Frozen, frozen=True, kw_only=True):
    """What grading anew makes of a class: how many files, why by assignment, who moves, what could not be graded."""

    files: int
    reasons: dict[str, tuple[str, ...]]
    moves: tuple[Move, ...]
    faults: tuple[str, ...] = ()
