"""Which exercises have to come to the same: their code is the same, and so is all that it can reach.

Two students' functions are alike if their trees are, docstrings left out, together with every function that they name,
directly or by way of others, and with everything else that the file does when it is loaded. What could reach further,
by the names of its own process or module, is like nothing.
"""

import ast
import builtins
import hashlib
from collections.abc import Iterable, Sequence

from grader.submission import Unit

REACHING_NAMES = {
    *("globals", "locals", "vars", "dir", "eval", "exec", "compile", "getattr", "setattr", "delattr"),
    *("open", "input", "breakpoint", "memoryview", "super", "type", "id", "hash"),
}
"""Built-in functions by which code reaches what it does not name, or whose answers are others each time."""
REACHING_MODULES = {
    *("sys", "os", "io", "inspect", "gc", "ctypes", "builtins", "importlib", "types", "traceback", "linecache"),
    *("threading", "multiprocessing", "subprocess", "signal", "socket", "time", "datetime", "secrets", "uuid"),
    *("pathlib", "pickle", "marshal", "dis", "weakref", "atexit", "faulthandler", "warnings", "logging"),
}
"""Modules that are the same."""

Definition = ast.FunctionDef | ast.AsyncFunctionDef


class Alike:
    """One file's code, looked at as a whole; `key` tells what an exercise of it is alike to."""

    def __init__(self, units: Sequence[Unit]) -> None:
        self._statements = [_without_docstring(s) for unit in units for s in _statements(unit)]
        self._loading = {id(s) for s in self._statements if _acts_when_loaded(s)}

    def key(self, exercise: str) -> bytes | None:
        """The same for all exercises that are alike; None if this one may be like no other."""
        try:
            return self._key(exercise)
        except RecursionError:  # what can be run may be too deep to be written
            return None

    def _key(self, exercise: str) -> bytes | None:
        needed = self._needed(exercise)
        told = [s for s in self._statements if id(s) in self._loading or _name(s) in needed]
        if any(map(_reaches_out, told)):
            return None
        return hashlib.sha256("\n".join([exercise, *map(ast.dump, told)]).encode("utf-8", "surrogatepass")).digest()

    def _needed(self, exercise: str) -> set[str]:
        """The functions that an exercise can come to call."""
        needed, waiting = set(), {exercise} | _names(s for s in self._statements if id(s) in self._loading)
        while waiting:
            needed |= waiting
            waiting = _names(s for s in self._statements if _name(s) in waiting) - needed
        return needed


def _statements(unit: Unit) -> list[ast.stmt]:
    body = ast.parse(unit.text).body
    return [body[index] for index in unit.keep]


def _name(statement: ast.stmt) -> str | None:
    return statement.name if isinstance(statement, Definition) else None


def _acts_when_loaded(statement: ast.stmt) -> bool:
    """Whether a statement does more than define a function: any other one, and decorators, and defaults looked up."""
    if not isinstance(statement, Definition):
        return True
    arguments = statement.args
    looked_up = [*arguments.defaults, *filter(None, arguments.kw_defaults), statement.returns]
    looked_up += [argument.annotation for argument in ast.walk(arguments) if isinstance(argument, ast.arg)]
    return bool(statement.decorator_list) or not all(map(_is_there, filter(None, looked_up)))


def _is_there(value: ast.expr) -> bool:
    """Whether an expression needs nothing that could be missing, and does nothing: a constant, or a built-in name."""
    return isinstance(value, ast.Constant) or (isinstance(value, ast.Name) and hasattr(builtins, value.id))


def _reaches_out(statement: ast.stmt) -> bool:
    return any(
        (isinstance(node, ast.Name) and node.id in REACHING_NAMES)
        or (isinstance(node, ast.Attribute) and node.attr.startswith("_"))
        or (isinstance(node, ast.Import) and any(_root(alias.name) in REACHING_MODULES for alias in node.names))
        or (isinstance(node, ast.ImportFrom) and _root(node.module or "sys") in REACHING_MODULES)
        for node in ast.walk(statement)
    )


def _root(module: str) -> str:
    return module.split(".", 1)[0]


def _names(statements: Iterable[ast.stmt]) -> set[str]:
    return {node.id for statement in statements for node in ast.walk(statement) if isinstance(node, ast.Name)}


def _without_docstring(statement: ast.stmt) -> ast.stmt:
    if isinstance(statement, Definition) and ast.get_docstring(statement, clean=False) is not None:
        statement.body[0] = ast.copy_location(ast.Pass(), statement.body[0])
    return statement
