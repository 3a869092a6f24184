"""The worker's side of a submission: its texts become functions in a module of their own.

Statements run one by one, so that an import of a package that is not installed costs that import and no more.
"""

import ast
import importlib
import linecache
import marshal
import pkgutil
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from types import CodeType, ModuleType
from typing import Any

LIBRARY = "lib"
_VERSION = re.compile(r"[ _-]?v?\d+\w*$", re.IGNORECASE)


def new_module(name: str = "student") -> ModuleType:
    """A module for some functions to live in, known by its name as any imported one is."""
    module = ModuleType(name)
    sys.modules[name] = module
    return module


def prepared(units: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Texts with their kept statements compiled, so that many workers can load them and none has to compile them.

    A statement that does not compile is left to whoever loads it, and fails there.
    """
    return [{**unit, "code": [_compiled(single, unit["file"]) for single in _statements(unit)]} for unit in units]


def execute(units: Sequence[dict[str, Any]], module: ModuleType) -> list[dict[str, Any]]:
    """Run the kept statements of each text in the module; give back those that failed, each with line and error."""
    failures = []
    for unit in units:
        linecache.cache[unit["file"]] = (len(unit["text"]), None, unit["text"].splitlines(keepends=True), unit["file"])
        code = unit.get("code") or prepared([unit])[0]["code"]
        for number, (names, compiled) in enumerate(code):
            try:
                _provide(names)
                exec(marshal.loads(compiled) if compiled else _late(unit, number), module.__dict__)  # noqa: S102, S302
            except BaseException as error:  # noqa: BLE001 - student code may raise anything at all
                failures.append(_failure(_statements(unit)[number], unit["file"], error))
    return failures


def _statements(unit: dict[str, Any]) -> list[ast.stmt]:
    body = ast.parse(unit["text"], unit["file"]).body
    return [single for index in unit["keep"] for single in _one_by_one(body[index])]


def _compiled(statement: ast.stmt, file: str) -> tuple[list[str], bytes]:
    """The modules that a statement imports, and its code, empty if it does not compile."""
    try:
        return _imported(statement), marshal.dumps(compile(ast.Module([statement], []), file, "exec"))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return _imported(statement), b""


def _late(unit: dict[str, Any], number: int) -> CodeType:
    return compile(ast.Module([_statements(unit)[number]], []), unit["file"], "exec")


def _imported(statement: ast.stmt) -> list[str]:
    if isinstance(statement, ast.Import):
        return [alias.name for alias in statement.names]
    return [statement.module] if isinstance(statement, ast.ImportFrom) and statement.module else []


def _one_by_one(statement: ast.stmt) -> Iterator[ast.stmt]:
    """An import of several names as several imports; any other statement as it is."""
    if not isinstance(statement, ast.Import | ast.ImportFrom):
        yield statement
        return
    for alias in statement.names:
        if isinstance(statement, ast.Import):
            single: ast.stmt = ast.Import([alias])
        else:
            single = ast.ImportFrom(statement.module, [alias], statement.level)
        yield ast.copy_location(single, statement)


def _provide(names: Sequence[str]) -> None:
    """Let the course's library be found under names it has gone by: `init_utils`, `testCases_v2`, `lib.reg_utils`."""
    for name in names:
        if name not in sys.modules and (known := _library_name(name)):
            sys.modules[name] = importlib.import_module(f"{LIBRARY}.{known}")


def known_as(name: str, files: Iterable[str]) -> str | None:
    """Which of the library's files an import means, by a name that it has gone by; None if it is none of them."""
    bare = name.removeprefix(f"{LIBRARY}.").casefold()
    modules = {file.casefold(): file for file in files}
    return modules.get(bare) or modules.get(_VERSION.sub("", bare))


def _library_name(name: str) -> str | None:
    package = importlib.import_module(LIBRARY)
    return known_as(name, [module.name for module in pkgutil.iter_modules(package.__path__)])


def _written(statement: ast.stmt) -> str:
    try:
        return ast.unparse(statement)
    except RecursionError:  # what still compiles may be too deep to be written
        return "..."


def _failure(statement: ast.stmt, file: str, error: BaseException) -> dict[str, Any]:
    return {
        "file": file,
        "line": statement.lineno,
        "text": _written(statement)[:200],
        "error": f"{type(error).__name__}: {error}"[:500],
    }
