"""Answers that an author writes down to try the checks with: misconceptions and right alternatives.

`solutions/<slug>/misconceptions.py` holds wrong versions of the exercises that people really write, each with the hint
it deserves; `solutions/<slug>/alternatives.py` holds right ones in really different styles. An answer is a function
under one of the two decorators:

    @misconception("initialize_parameters_he", "He's scale is sqrt(2 / n_{l-1}); you took sqrt(1 / n_{l-1}), Xavier's.")
    def scaled_as_xavier(layers_dims):
        ...

It stands in for the solution's function of that exercise, beside the solution's other functions and imports. What else
the file defines is there for every answer in it.
"""

import ast
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from grader.assignment import Assignment
from grader.errors import CourseError
from grader.language import say
from grader.submission.parsing import first_line

Function = TypeVar("Function", bound=Callable[..., object])
MISCONCEPTIONS, ALTERNATIVES = "misconceptions.py", "alternatives.py"
"""The files' names, beside the solution."""
_ROOT = "grader"


def misconception(exercise: str, hint: str) -> Callable[[Function], Function]:  # noqa: ARG001 - read from the text
    """Mark a wrong version of an exercise that people write, and say what tells them what is wrong with it."""
    return lambda function: function


def alternative(exercise: str) -> Callable[[Function], Function]:  # noqa: ARG001 - read from the text
    """Mark a right version of an exercise in another style than the solution's."""
    return lambda function: function


@dataclass(frozen=True)
class Answer:
    """One answer: the exercise that it is of, its name, its hint if it is a misconception, and its Python text."""

    exercise: str
    name: str
    hint: str
    text: str


def misconceptions(assignment: Assignment) -> list[Answer]:
    """An assignment's known misconceptions, in the order of their file; none where the course comes without them.

    Raises:
        CourseError: the file is not right; the sentence names it and the line.
    """
    return _answers(assignment, MISCONCEPTIONS, misconception.__name__)


def alternatives(assignment: Assignment) -> list[Answer]:
    """An assignment's right answers in other styles, in the order of their file.

    Raises:
        CourseError: the file is not right; the sentence names it and the line.
    """
    return _answers(assignment, ALTERNATIVES, alternative.__name__)


def _answers(assignment: Assignment, file: str, decorator: str) -> list[Answer]:
    path = assignment.solution.parent / file if assignment.solution else None
    if path is None or not path.exists():
        return []
    answers = read_answers(path, decorator)
    exercises = {exercise.name for exercise in assignment.exercises}
    for answer in answers:
        if answer.exercise not in exercises:
            raise CourseError(
                say(
                    "{path}, {answer}: {slug} has no exercise '{exercise}'.",
                    path=path,
                    answer=answer.name,
                    slug=assignment.slug,
                    exercise=answer.exercise,
                )
            )
    return answers


def read_answers(path: Path, decorator: str) -> list[Answer]:
    """The functions of a file that stand under the decorator.

    Raises:
        CourseError: it is not Python, or a decorator does not say what it should; the sentence names the line.
    """
    text = path.read_text(encoding="utf-8")
    try:
        tree = ast.parse(text, str(path))
    except SyntaxError as error:
        raise CourseError(
            say("{path}, line {line}: {error}.", path=path, line=error.lineno, error=error.msg)
        ) from error
    marked = {statement: mark for statement in tree.body if (mark := _mark(statement, decorator))}
    shared = [s for s in tree.body if s not in marked and not _is_of_the_grader(s) and not _is_text(s)]
    lines = text.splitlines()
    preamble = "".join(f"{_written(lines, statement, first_line(statement))}\n\n\n" for statement in shared)
    answers = [_answer(path, lines, preamble, function, mark) for function, mark in marked.items()]
    names = [answer.name for answer in answers]
    for name in names:
        if names.count(name) > 1:
            raise CourseError(
                say(
                    "{path}: there are two answers of the name '{name}'. Give one of them another.",
                    path=path,
                    name=name,
                )
            )
    return answers


def _mark(statement: ast.stmt, decorator: str) -> ast.Call | None:
    """The decorator's call on a function, if it stands under it."""
    calls = [d for d in getattr(statement, "decorator_list", []) if isinstance(d, ast.Call)]
    return next((call for call in calls if isinstance(call.func, ast.Name) and call.func.id == decorator), None)


def _is_of_the_grader(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.ImportFrom) and (statement.module or "").split(".")[0] == _ROOT


def _is_text(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


def _written(lines: list[str], statement: ast.stmt, first: int) -> str:
    return "\n".join(lines[first - 1 : statement.end_lineno])


def _answer(path: Path, lines: list[str], preamble: str, function: ast.stmt, mark: ast.Call) -> Answer:
    name = getattr(function, "name", "")
    values = [*mark.args, *(keyword.value for keyword in mark.keywords)]
    try:
        exercise, hint = ([str(ast.literal_eval(value)) for value in values] + [""])[:2]
    except ValueError as error:
        raise CourseError(
            say(
                "{path}, line {line}: the decorator of {name} takes plain texts.",
                path=path,
                line=mark.lineno,
                name=name,
            )
        ) from error
    source = _written(lines, function, function.lineno)  # without its decorator
    return Answer(exercise, name, hint, preamble + _renamed(source, name, exercise) + "\n")


def _renamed(source: str, name: str, exercise: str) -> str:
    """A function's or a class's text under the exercise's name."""
    return re.sub(rf"\b(def|class) {re.escape(name)}\b", rf"\1 {exercise}", source, count=1)
