"""What an audit tries: the solution, with one answer in place of its own."""

import ast
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

import msgspec

from grader.answers import alternatives, misconceptions
from grader.assignment import Assignment
from grader.audit.mutants import Mutant, mutants_of
from grader.errors import CourseError
from grader.submission import Source, Unit, read_source


class Kind(StrEnum):
    """What kind of answer is tried."""

    SOLUTION = "solution"
    MISCONCEPTION = "misconception"
    ALTERNATIVE = "alternative"
    MUTANT = "mutant"


@dataclass(frozen=True)
class Trial:
    """One answer: its text follows the solution's own. `touches` are the exercises that it can have an effect on."""

    slug: str
    kind: Kind
    exercise: str
    name: str
    text: str
    touches: frozenset[str]

    def beside(self, solution: Source) -> Source:
        """The solution as if it had been handed in with this answer in it."""
        unit = Unit(file=f"{self.name}.py", text=self.text, keep=list(range(len(ast.parse(self.text).body))))
        return msgspec.structs.replace(solution, units=[*solution.units, unit])


def solution_trial(assignment: Assignment) -> Trial:
    """The solution itself."""
    return Trial(assignment.slug, Kind.SOLUTION, "", "solution", "", _all(assignment))


def answer_trials(assignment: Assignment) -> list[Trial]:
    """The misconceptions and the alternatives."""
    kinds = ((Kind.MISCONCEPTION, misconceptions(assignment)), (Kind.ALTERNATIVE, alternatives(assignment)))
    return [
        Trial(assignment.slug, kind, answer.exercise, answer.name, answer.text, _all(assignment))
        for kind, answers in kinds
        for answer in answers
    ]


def mutant_trials(assignment: Assignment, asked: Mapping[str, Iterable[str]]) -> list[tuple[Trial, Mutant]]:
    """The mutants of every exercise.

    Args:
        assignment: whose solution is mutated.
        asked: by exercise, the functions that its checks call: what neither these nor those that they use can name has
            no effect on it.

    Raises:
        CourseError: there is no solution here, or it cannot be read.
    """
    solution = solution_source(assignment)
    used = {exercise: _reachable(solution, functions) for exercise, functions in asked.items()}
    trials = []
    for name in (exercise.name for exercise in assignment.exercises):
        touched = frozenset({name, *(exercise for exercise, names in used.items() if name in names)})
        for number, mutant in enumerate(mutants_of(name, solution.functions[name].text)):
            trial = Trial(assignment.slug, Kind.MUTANT, name, f"mutant {number}", mutant.text, touched)
            trials.append((trial, mutant))
    return trials


def solution_source(assignment: Assignment) -> Source:
    """The solution, read as a submission is.

    Raises:
        CourseError: there is none here, or it cannot be read.
    """
    if assignment.solution is None:
        raise CourseError(f"There is no solution of {assignment.slug} here: an audit needs solutions/.")
    source = read_source(assignment.solution, assignment)
    if source.problem:
        raise CourseError(f"{assignment.solution}: {source.problem}")
    return source


def _all(assignment: Assignment) -> frozenset[str]:
    return frozenset(exercise.name for exercise in assignment.exercises)


def _reachable(solution: Source, functions: Iterable[str]) -> set[str]:
    """Some functions with all those of the solution that they name, and that these name."""
    named = {name: _names(block.text) & solution.functions.keys() for name, block in solution.functions.items()}
    reached: set[str] = set()
    waiting = list(functions)
    while waiting:
        name = waiting.pop()
        if name not in reached:
            reached.add(name)
            waiting += named.get(name, ())
    return reached


def _names(code: str) -> set[str]:
    return {node.id for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Name)}
