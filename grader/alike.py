"""Which exercises have to come to the same: their code is the same, and so is all that it can reach.

Two students' functions are alike if their trees are, docstrings left out, together with every function that they name,
directly or by way of others, and with everything else that the file does when it is loaded. What could reach further,
by the names of its own process or module, is like nothing.
"""

import ast
import builtins
import copy
import hashlib
from collections.abc import Sequence
from functools import cached_property

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
    """One file's code, looked at as a whole; `key` tells what an exercise of it is alike to.

    Args:
        statements: the file's statements, as they are carried out when it is loaded.
    """

    def __init__(self, statements: Sequence[ast.stmt]) -> None:
        self._statements = [_Statement(statement) for statement in statements]
        self._loading = [statement for statement in self._statements if statement.acts]

    def key(self, exercise: str) -> bytes | None:
        """The same for all exercises that are alike; None if this one may be like no other."""
        try:
            return self._key(exercise)
        except RecursionError:  # what can be run may be too deep to be written
            return None

    def _key(self, exercise: str) -> bytes | None:
        needed = self._needed(exercise)
        told = [s for s in self._statements if s.acts or s.name in needed]
        if any(s.reaches_out for s in told):
            return None
        return hashlib.sha256("\n".join([exercise, *(s.written for s in told)]).encode()).digest()

    def _needed(self, exercise: str) -> set[str]:
        """The functions that an exercise can come to call."""
        needed: set[str] = set()
        waiting = {exercise}.union(*(s.names for s in self._loading))
        while waiting:
            needed |= waiting
            waiting = set().union(*(s.names for s in self._statements if s.name in waiting)) - needed
        return needed


class _Statement:
    """One statement, of which each thing is found out once, when it is asked for."""

    def __init__(self, tree: ast.stmt) -> None:
        self._tree = tree
        self.name = tree.name if isinstance(tree, Definition) else None
        self.acts = _acts_when_loaded(tree)

    @cached_property
    def names(self) -> set[str]:
        """What it looks up."""
        return {node.id for node in self._nodes if isinstance(node, ast.Name)}

    @cached_property
    def reaches_out(self) -> bool:
        """Whether it may reach what it does not name."""
        return not self.names.isdisjoint(REACHING_NAMES) or any(map(_reaches_out, self._nodes))

    @cached_property
    def written(self) -> str:
        """What tells it from others, without its docstring."""
        return hashlib.sha256(ast.dump(_without_docstring(self._tree)).encode("utf-8", "surrogatepass")).hexdigest()

    @cached_property
    def _nodes(self) -> list[ast.AST]:
        return list(ast.walk(self._tree))


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


def _reaches_out(node: ast.AST) -> bool:
    if isinstance(node, ast.Attribute):
        return node.attr.startswith("_")
    if isinstance(node, ast.Import):
        return any(_root(alias.name) in REACHING_MODULES for alias in node.names)
    return isinstance(node, ast.ImportFrom) and _root(node.module or "sys") in REACHING_MODULES


def _root(module: str) -> str:
    return module.split(".", 1)[0]


def _without_docstring(statement: ast.stmt) -> ast.stmt:
    """The statement, or a copy of its outside with another beginning: the tree is not this file's alone."""
    if not isinstance(statement, Definition) or ast.get_docstring(statement, clean=False) is None:
        return statement
    bare = copy.copy(statement)
    bare.body = [ast.Pass(), *statement.body[1:]]
    return bare
