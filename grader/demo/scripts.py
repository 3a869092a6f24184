"""Answers put into a script: functions replaced where they stand, with the helpers that they bring along."""

import ast
import functools
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from grader.errors import CourseError
from grader.language import say
from grader.submission.parsing import first_line


class Snippet(NamedTuple):
    """A function's text, and the texts of what has to stand above it: helpers, constants and imports."""

    text: str
    above: tuple[str, ...] = ()

    @property
    def bound(self) -> dict[str, str]:
        """By each name that is bound above the function, what it is bound to."""
        return {name: what for text in self.above for name, what in bindings(text).items()}


class Script:
    """A script whose top-level functions can be replaced. `bound` tells what its top-level names are bound to.

    Args:
        text: the script.
        file: what it is called in an error.

    Raises:
        CourseError: the text is not Python.
    """

    def __init__(self, text: str, file: str) -> None:
        try:
            body = ast.parse(text).body
        except (SyntaxError, ValueError) as error:
            raise CourseError(say("{file} is not Python: {error}.", file=file, error=error)) from error
        self._lines = text.split("\n")
        self._places = {s.name: _extent(s) for s in body if isinstance(s, ast.FunctionDef | ast.ClassDef)}
        self.bound = {name: what for s in body for name, what in _bindings(self._lines, s)}

    def function(self, name: str) -> str:
        """A function's own text, with its decorators; empty if there is none of that name."""
        first, last = self._places.get(name, (1, 0))
        return "\n".join(self._lines[first - 1 : last])

    def reached(self, code: str) -> set[str]:
        """The names that some code uses, and those that the script's functions among these use."""
        reached: set[str] = set()
        waiting = set(_used(code))
        while waiting:
            name = waiting.pop()
            if name not in reached:
                reached.add(name)
                waiting |= _used(self.function(name))
        return reached

    def with_functions(self, snippets: Mapping[str, Snippet]) -> str:
        """The script with some of its functions replaced; what several of them bring along stands there once.

        A function that the script does not have is put at its end, and one replaced by an empty text is gone.
        """
        present = {name: what for name, what in self.bound.items() if name not in snippets}
        lines = list(self._lines)
        texts: dict[str, str] = {}
        for name in sorted(snippets, key=self._place):
            above = [text for text in snippets[name].above if not bindings(text).items() <= present.items()]
            texts[name] = "\n\n\n".join(filter(None, [*above, snippets[name].text]))
            present |= snippets[name].bound
        for name in reversed(texts):  # from below, so that the places above stay what they are
            first, last = self._place(name)
            lines[first - 1 : last] = texts[name].split("\n")
        return "\n".join(lines).rstrip("\n") + "\n"

    def _place(self, name: str) -> tuple[int, int]:
        end = len(self._lines)
        return self._places.get(name, (end + 1, end))


def snippet_of(text: str, function: str) -> Snippet:
    """The last function of that name in a text, with those statements of the text that it needs.

    Raises:
        CourseError: the text is not Python, or there is no such function.
    """
    script = Script(text, say("The answer for {function}", function=function))
    if not script.function(function):
        raise CourseError(say("The answer for {function} does not define it.", function=function))
    lines = text.split("\n")
    others = [_text(lines, s) for s in ast.parse(text).body if getattr(s, "name", None) != function]
    bound = {text: bindings(text).keys() for text in others}
    needed = script.reached(script.function(function))
    while more := {name for text, names in bound.items() if names & needed for name in _used(text)} - needed:
        needed |= more
    return Snippet(script.function(function), tuple(text for text, names in bound.items() if names & needed))


@functools.cache
def bindings(text: str) -> Mapping[str, str]:
    """By each name that a text binds at its top level, what it is bound to, as text."""
    lines = text.split("\n")
    return {name: what for statement in ast.parse(text).body for name, what in _bindings(lines, statement)}


def _bindings(lines: list[str], statement: ast.stmt) -> Iterator[tuple[str, str]]:
    match statement:
        case ast.Import():
            for alias in statement.names:
                yield alias.asname or alias.name.split(".")[0], f"import {alias.name}"
        case ast.ImportFrom():
            for alias in statement.names:
                yield alias.asname or alias.name, f"from {'.' * statement.level}{statement.module} import {alias.name}"
        case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
            yield statement.name, _text(lines, statement)
        case _:
            stored = (n for n in ast.walk(statement) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store))
            yield from ((name, _text(lines, statement)) for name in sorted({n.id for n in stored}))


@functools.cache
def _used(code: str) -> frozenset[str]:
    return frozenset(node.id for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Name))


def _extent(statement: ast.stmt) -> tuple[int, int]:
    """The first and the last line of a statement, with its decorators if it has any."""
    first = first_line(statement)
    return first, statement.end_lineno or first


def _text(lines: list[str], statement: ast.stmt) -> str:
    first, last = _extent(statement)
    return "\n".join(lines[first - 1 : last])
