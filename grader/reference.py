"""The solution's functions, which answers are compared with: `reference.f(x)`, in this very process."""

import ast
import copy
import hashlib
import importlib
import pickle
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
from msgspec.structs import replace as replace_fields

from grader.errors import ReferenceFault
from grader.language import say
from grader.library import offer
from grader.sandbox import loading
from grader.student import PLAINLY, Manner, replaced
from grader.submission import Unit
from grader.texts import plain

Known = OrderedDict[bytes, Any]
"""Answers by the hashes of their questions, those that were asked last at the end."""
PICTURES = {"matplotlib", "matplotlib.pyplot"}
"""Modules that take longer to load than all else together, and of which no check calls anything."""
KEPT = 4096
"""Answers that are kept: the checks of an assignment ask some hundred questions of everybody, and others of one."""


class Reference:
    """The solution's functions, by name. Each call gets copies of its arguments: some of them change theirs.

    What was asked last is kept, since everybody meets the same examples; the arrays of an answer cannot be written to.
    """

    def __init__(self, module: ModuleType, manner: Manner = PLAINLY, known: Known | None = None) -> None:
        self.module = module
        self._manner = manner
        self._known = Known() if known is None else known

    def __getattr__(self, name: str) -> Callable[..., Any]:
        if name.startswith("_"):
            raise AttributeError(name)
        return partial(self._call, name)

    @property
    def observed(self) -> "Reference":
        """The same functions, giving back the answer and the list of positional arguments as they left them."""
        return Reference(self.module, replace(self._manner, observed=True), self._known)

    def replacing(self, **helpers: Callable[..., Any]) -> "Reference":
        """The same functions, but where they call the named ones they get the given ones' answers."""
        return Reference(self.module, replace(self._manner, helpers={**self._manner.helpers, **helpers}), self._known)

    def as_given(self, *_: str) -> "Reference":
        """The same functions: what is given out stands in the solution as it was given."""
        return self

    @property
    def objects(self) -> "Reference":
        """The same functions and classes, but what they give back is an object to be asked, as of a student's."""
        return Reference(self.module, replace(self._manner, keeps=True), self._known)

    def _call(self, name: str, *args: Any, **keywords: Any) -> Any:
        if self._manner.keeps:
            return ReferenceObject(self.module, self._manner, self._made(name, args, keywords)[0], name)
        if self._manner.helpers or self._manner.observed:
            return self._answer(name, args, keywords)
        try:  # a key and no more: it is never read back
            question = pickle.dumps((name, args, keywords), protocol=pickle.HIGHEST_PROTOCOL)
        except (pickle.PicklingError, AttributeError, TypeError):  # a function among the arguments, say
            return self._answer(name, args, keywords)
        key = hashlib.blake2b(question, digest_size=16).digest()
        if key not in self._known:
            self._known[key] = _read_only(self._answer(name, args, keywords))
            if len(self._known) > KEPT:
                self._known.popitem(last=False)
        self._known.move_to_end(key)
        return _rebuilt(self._known[key])

    def _answer(self, name: str, args: Any, keywords: Any) -> Any:
        value, lent = self._made(name, args, keywords)
        return (value, list(lent)) if self._manner.observed else value

    def _made(self, name: str, args: Any, keywords: Any) -> tuple[Any, Any]:
        return _asked(self.module, self._manner, partial(_called, self.module, name), name, args, keywords)


class ReferenceObject:
    """An object of the solution's, which is asked as a student's is: methods by name, attributes in brackets."""

    def __init__(self, module: ModuleType, manner: Manner, thing: Any, name: str) -> None:
        self._module = module
        self._manner = manner
        self._thing = thing
        self._name = name

    def __getattr__(self, name: str) -> Callable[..., Any]:
        if name.startswith("_"):
            raise AttributeError(name)
        return partial(self._act, name)

    def __getitem__(self, name: str) -> Any:
        return self._ask(name, partial(getattr, self._thing, name), (), {})

    def __call__(self, *args: Any, **keywords: Any) -> Any:
        """Call the object itself."""
        return self._act("__call__", *args, **keywords)

    def _act(self, name: str, *args: Any, **keywords: Any) -> Any:
        return self._ask(name, partial(_called, self._thing, name), args, keywords)

    def _ask(self, name: str, function: Callable[..., Any], args: Any, keywords: Any) -> Any:
        value, lent = _asked(self._module, self._manner, function, f"{self._name}.{name}", args, keywords)
        if value is self._thing:
            return self
        value = copy.deepcopy(value)  # what is done later does not change what was said before
        return (value, list(lent)) if self._manner.observed else value


def _called(thing: Any, name: str, *args: Any, **keywords: Any) -> Any:
    return getattr(thing, name)(*args, **keywords)


def _asked(
    module: ModuleType, manner: Manner, function: Callable[..., Any], name: str, args: Any, keywords: Any
) -> tuple[Any, Any]:
    """What a function gives back for copies of some arguments, and the positional ones as it left them.

    Raises:
        ReferenceFault: it ended without a value.
    """
    lent, named = copy.deepcopy(args), copy.deepcopy(keywords)
    try:
        with replaced(module, manner.helpers):
            return function(*lent, **named), lent
    except Exception as error:
        raise ReferenceFault(f"{name}: {type(error).__name__}: {error}") from error


def _read_only(value: Any) -> Any:
    """The same value, with all arrays in it held still."""
    if isinstance(value, np.ndarray):
        value.flags.writeable = False
    elif isinstance(value, dict):
        for part in value.values():
            _read_only(part)
    elif isinstance(value, list | tuple):
        for part in value:
            _read_only(part)
    return value


def _rebuilt(value: Any) -> Any:
    """The value in containers of its own, which may be changed; its arrays are the same ones."""
    if type(value) is dict:
        return {key: _rebuilt(part) for key, part in value.items()}
    if type(value) in (list, tuple):
        return type(value)(map(_rebuilt, value))
    return value


def load_module(units: Sequence[Unit], name: str, library: Path) -> tuple[ModuleType, list[dict[str, Any]]]:
    """Texts as a module of this process, silent, and the statements that failed; for trusted code alone."""
    offer(library)
    module = loading.new_module(name)
    now = []
    for unit in units:
        drawing = [_of_pictures(statement) for statement in unit.statements()]
        vars(module).update((name, _Later(of)) for names in drawing for name, of in names.items())
        keep = [index for index, names in zip(unit.keep, drawing, strict=True) if not names]
        now.append(replace_fields(unit, keep=keep))
    return module, loading.execute(plain(now), module)


def _of_pictures(statement: ast.stmt) -> dict[str, str]:
    """The names that an import gives to modules for pictures, if it does nothing else; none for any other statement."""
    aliases = statement.names if isinstance(statement, ast.Import) else []
    names = {alias.asname: alias.name for alias in aliases if alias.asname and alias.name in PICTURES}
    return names if len(names) == len(aliases) else {}


class _Later(ModuleType):
    """A module that is imported when something of it is asked for."""

    def __getattr__(self, name: str) -> Any:
        return getattr(importlib.import_module(self.__name__), name)


def load_reference(units: Sequence[Unit], slug: str, library: Path) -> Reference:
    """An assignment's solution as functions that print nothing.

    Raises:
        ReferenceFault: a definition or an import in it does not work.
    """
    module, failures = load_module(units, f"solution_{slug}", library)
    if failures:
        first = failures[0]
        raise ReferenceFault(say("{file}, line {line}: {error}", **first))
    module.__dict__["print"] = lambda *_, **__: None
    return Reference(module)
