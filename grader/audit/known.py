"""Mutants that survive for a known reason: `solutions/<slug>/mutants.toml`.

    [[equivalent]]                       # no different from the solution
    exercise = "random_mini_batches"
    before = "if m % mini_batch_size != 0:"
    after = "if m % mini_batch_size > 0:"
    reason = "A remainder is never below zero."

    [[survivor]]                         # different, and let pass
    ...

`before` and `after` are the changed lines without indentation and the comments at their ends. An entry for which there
is no surviving mutant is stale, and an error.
"""

import tomllib
from pathlib import Path

import msgspec

from grader.assignment import Assignment, Strict
from grader.audit.mutants import Mutant
from grader.certificate import Survivor
from grader.errors import CourseError
from grader.language import say

NAME = "mutants.toml"


class Entry(Strict, frozen=True, kw_only=True):
    """One mutant on file."""

    exercise: str
    before: str
    after: str
    reason: str


class KnownMutants(Strict, frozen=True):
    """All that is on file for one assignment."""

    equivalent: tuple[Entry, ...] = ()
    survivor: tuple[Entry, ...] = ()

    def survivor_of(self, mutant: Mutant) -> Survivor:
        """A mutant that survived, with its reason if it is on file."""
        for entries, equivalent in ((self.equivalent, True), (self.survivor, False)):
            for entry in entries:
                if _is_of(entry, mutant):
                    return Survivor(diff=mutant.diff, reason=entry.reason, equivalent=equivalent)
        return Survivor(diff=mutant.diff)

    def hold_fresh(self, survivors: list[Mutant], path: Path) -> None:
        """Hold every entry to having a surviving mutant.

        Raises:
            CourseError: one is stale.
        """
        for entry in [*self.equivalent, *self.survivor]:
            if not any(_is_of(entry, mutant) for mutant in survivors):
                stale = say(
                    "{path}: the entry for `{line}` in {exercise} is stale: no surviving mutant has this change. Take "
                    "it out, or write the lines as they stand in the solution now.",
                    path=path,
                    line=entry.after,
                    exercise=entry.exercise,
                )
                raise CourseError(stale)


def known_mutants(assignment: Assignment) -> KnownMutants:
    """What is on file for an assignment; nothing if there is no file.

    Raises:
        CourseError: the file is not right.
    """
    path = known_file(assignment)
    if not path.exists():
        return KnownMutants()
    try:
        return msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), type=KnownMutants)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, msgspec.ValidationError) as error:
        raise CourseError(say("{path} is not right: {error}.", path=path, error=error)) from error


def known_file(assignment: Assignment) -> Path:
    """Where an assignment's known mutants are."""
    return (assignment.solution or assignment.stub).parent / NAME


def _is_of(entry: Entry, mutant: Mutant) -> bool:
    return (entry.exercise, entry.before, entry.after) == (mutant.exercise, mutant.before, mutant.after)
