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
from grader.language import say
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
    everything = frozenset(exercise.name for exercise in assignment.exercises)
    return Trial(assignment.slug, Kind.SOLUTION, "", "solution", "", everything)


class Uses:
    """What an assignment's exercises use, so that an answer is tried on those alone that it can have an effect on.

    Args:
        assignment: whose exercises.
        asked: by exercise, the functions that its checks call.

    Raises:
        CourseError: there is no solution here, or it cannot be read.
    """

    def __init__(self, assignment: Assignment, asked: Mapping[str, Iterable[str]]) -> None:
        self._assignment = assignment
        self._solution = solution_source(assignment)
        self._used = {exercise: _reachable(self._solution, functions) for exercise, functions in asked.items()}

    def answers(self) -> list[Trial]:
        """The misconceptions and the alternatives."""
        slug = self._assignment.slug
        kinds = (
            (Kind.MISCONCEPTION, misconceptions(self._assignment)),
            (Kind.ALTERNATIVE, alternatives(self._assignment)),
        )
        return [
            Trial(slug, kind, answer.exercise, answer.name, answer.text, self._touched(answer.text))
            for kind, answers in kinds
            for answer in answers
        ]

    def mutants(self) -> list[tuple[Trial, Mutant]]:
        """The mutants of every exercise."""
        return [
            (
                Trial(self._assignment.slug, Kind.MUTANT, name, f"mutant {n}", mutant.text, self._touched(mutant.text)),
                mutant,
            )
            for name in (exercise.name for exercise in self._assignment.exercises)
            for n, mutant in enumerate(mutants_of(name, self._solution.functions[name].text))
        ]

    def _touched(self, text: str) -> frozenset[str]:
        """The exercises that call, or use by way of what they call, a name that the text defines."""
        defined = {name for statement in ast.parse(text).body for name in _defined(statement)}
        return frozenset(exercise for exercise, used in self._used.items() if used & defined)


def solution_source(assignment: Assignment) -> Source:
    """The solution, read as a submission is.

    Raises:
        CourseError: there is none here, or it cannot be read.
    """
    if assignment.solution is None:
        raise CourseError(say("There is no solution of {slug} here: an audit needs solutions/.", slug=assignment.slug))
    source = read_source(assignment.solution, assignment)
    if source.problem:
        raise CourseError(say("{path}: {problem}", path=assignment.solution, problem=source.problem))
    return source


def _reachable(solution: Source, functions: Iterable[str]) -> set[str]:
    """Some functions, all that they name, and all that the functions among these name."""
    named = {name: _names(block.text) for name, block in solution.functions.items()}
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


def _defined(statement: ast.stmt) -> set[str]:
    """The names that a top-level statement binds; an import binds what the solution imports too."""
    if isinstance(statement, ast.Import | ast.ImportFrom):
        return set()
    if isinstance(statement, ast.FunctionDef | ast.ClassDef):
        return {statement.name}
    return {node.id for node in ast.walk(statement) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
