"""Text to statements, where a mistake costs the function it is in and no more."""

import ast
import functools
import re
import textwrap
import warnings
from typing import NamedTuple, TypeGuard

from grader.language import say
from grader.submission import limits
from grader.submission.lines import Line, scan, statement_starts
from grader.submission.magics import without_magics
from grader.submission.pieces import Broken

_NAME = re.compile(r"(?:async\s+def|def|class)\s+(\w+)")

UNREADABLE = (SyntaxError, ValueError, RecursionError, MemoryError)
"""What Python raises of a text that it cannot read."""

_ON_LINE = re.compile(r"\bon line (\d+)")


class Fault(NamedTuple):
    """Where a text stops being Python: the line, counted from 1, and what Python says."""

    line: int
    message: str

    def below(self, lines: int) -> "Fault":
        """The same fault in a text with more lines above."""
        message = _ON_LINE.sub(lambda found: f"on line {int(found[1]) + lines}", self.message)
        return Fault(self.line + lines, message)


class Parsed(NamedTuple):
    """A text that has been taken apart.

    `text` parses, and its lines have the student's numbers; what did not parse is blank in it. `body` are the
    statements of its tree that also compile, by their index. `stray` are faults outside any function, and `commands`
    the notebook commands that were left out.
    """

    file: str
    text: str
    body: dict[int, ast.stmt]
    broken: list[Broken]
    stray: list[Broken]
    commands: list[str]


class _Chunk(NamedTuple):
    """A statement with the comments below it; lines from `start` up to `end`, counted from 0."""

    start: int
    end: int


def parse_piece(file: str, text: str) -> Parsed:
    """Take a text apart: as it stands, or without notebook commands, or without what is not Python.

    Its lines end as those of a cleaned text do, so that they are counted here as Python counts them.
    """
    tree = parse(text)
    if isinstance(tree, ast.Module):
        return _checked(Parsed(file, text, _numbered(tree), [], [], []))
    cleaned, commands = without_magics(text)
    for attempt in (cleaned, textwrap.dedent(cleaned)):
        tree = parse(attempt)
        if isinstance(tree, ast.Module):
            return _checked(Parsed(file, attempt, _numbered(tree), [], [], commands))
    return _checked(_in_chunks(file, cleaned, commands))


def parse(text: str) -> ast.Module | Fault:
    """The text's tree, or where it stops being Python."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(text)
    except UNREADABLE as error:
        return _fault(error)


def is_definition(statement: ast.stmt | None) -> TypeGuard[ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef]:
    """Whether a statement defines a function or a class. Those of a `Parsed` compile."""
    return isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)


def first_line(statement: ast.stmt) -> int:
    """The line on which a statement begins, that of its first decorator if it has any."""
    decorators: list[ast.expr] = getattr(statement, "decorator_list", [])
    return min([statement.lineno, *(decorator.lineno for decorator in decorators)])


def compiles(statement: ast.stmt, text: str = "") -> Fault | None:
    """What Python says when it compiles a statement that parses, such as one that names an argument twice.

    `text` is the statement as it was written, where it stands alone on its lines: most of a class write the same.
    """
    if text and len(text) <= limits.REMEMBERED_DEFINITION and _compiles_alone(text):
        return None
    if _final_depth(statement) > limits.FINAL_DEPTH:
        return Fault(statement.lineno, say("its finally clauses are nested too deeply"))
    try:
        _compile(ast.Module(body=[statement], type_ignores=[]))
    except UNREADABLE as error:
        return _fault(error, statement.lineno)
    return None


@functools.lru_cache(limits.REMEMBERED_DEFINITIONS)
def _compiles_alone(text: str) -> bool:
    """Whether there is nothing to say against a definition; what has finally clauses is to be looked at each time."""
    if "finally" in text:
        return False
    try:
        _compile(text)
    except UNREADABLE:
        return False
    return True


def _compile(source: str | ast.Module) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        compile(source, "submission", "exec", dont_inherit=True)


def _final_depth(statement: ast.AST) -> int:
    """How deep finally clauses stand within each other: each is compiled twice, and so the innermost one 2**n times."""
    deepest = 0
    waiting: list[tuple[ast.AST, int]] = [(statement, 0)]
    while waiting:
        node, depth = waiting.pop()
        deepest = max(deepest, depth)
        final = set(map(id, getattr(node, "finalbody", ())))
        waiting += [(child, depth + (id(child) in final)) for child in ast.iter_child_nodes(node)]
    return deepest


def _fault(error: BaseException, line: int = 1) -> Fault:
    if isinstance(error, SyntaxError):
        return Fault(max(1, error.lineno or line), str(error.msg))
    if isinstance(error, RecursionError | MemoryError):
        return Fault(line, say("it is nested too deeply to be read"))
    return Fault(line, str(error))


def _in_chunks(file: str, text: str, commands: list[str]) -> Parsed:
    """Parse each statement by itself and blank what fails."""
    scanned = scan(text)
    lines = [line.text for line in scanned]
    kept = [""] * len(lines)
    faults: list[Broken] = []
    previous: _Chunk | None = None
    for chunk in _chunks(scanned):
        result = parse("\n".join(lines[chunk.start : chunk.end]))
        if isinstance(result, ast.Module):
            kept[chunk.start : chunk.end] = lines[chunk.start : chunk.end]
            previous = chunk
            continue
        goes_on = result.message == "unexpected indent" and previous is not None and _name(lines, previous)
        blamed = previous if goes_on and previous else chunk
        kept[blamed.start : blamed.end] = [""] * (blamed.end - blamed.start)
        faults.append(_described(file, _name(lines, blamed), lines, result.below(chunk.start)))
        previous = None
    whole = "\n".join(kept)
    tree = parse(whole)
    if isinstance(tree, Fault):
        faults.append(_described(file, "", lines, tree))
        whole, tree = "", ast.Module(body=[], type_ignores=[])
    broken, stray = [f for f in faults if f.name], [f for f in faults if not f.name]
    return Parsed(file, whole, _numbered(tree), broken, stray, commands)


def _chunks(lines: list[Line]) -> list[_Chunk]:
    starts = sorted({0, *statement_starts(lines)})  # what stands above the first may be no Python either
    chunks = [_Chunk(a, b) for a, b in zip(starts, [*starts[1:], len(lines)], strict=True)]
    if len(chunks) <= limits.CHUNKS:
        return chunks
    return [*chunks[: limits.CHUNKS], _Chunk(chunks[limits.CHUNKS].start, len(lines))]


def _numbered(tree: ast.Module) -> dict[int, ast.stmt]:
    return dict(enumerate(tree.body))


def _name(lines: list[str], chunk: _Chunk) -> str:
    """The name of the function or class that a chunk defines, or means to."""
    found = next(
        (_NAME.match(line) for line in lines[chunk.start : chunk.end] if not line.startswith(("@", "#"))), None
    )
    return found[1] if found else ""


def _described(file: str, name: str, lines: list[str], fault: Fault) -> Broken:
    line = min(fault.line, len(lines))
    return Broken(name=name, file=file, line=line, message=fault.message, text=lines[line - 1].strip()[:200])


def _checked(parsed: Parsed) -> Parsed:
    """The same without the functions that parse and yet do not compile, or that go on at the left margin."""
    lines = parsed.text.split("\n")
    body, broken = dict(parsed.body), list(parsed.broken)
    previous = -1
    for index, statement in parsed.body.items():
        blamed, fault = _unusable(parsed.body, index, previous, lines)
        if fault and blamed in body:
            broken.append(_described(parsed.file, getattr(body.pop(blamed), "name", ""), lines, fault))
        if not isinstance(statement, ast.Expr | ast.Assign):
            previous = index
    return parsed._replace(body=body, broken=broken)


def _unusable(body: dict[int, ast.stmt], index: int, previous: int, lines: list[str]) -> tuple[int, Fault | None]:
    """The definition that a statement shows to be unusable, and why; -1 and None if there is none."""
    statement = body[index]
    if is_definition(statement):
        return index, compiles(statement, "\n".join(lines[first_line(statement) - 1 : statement.end_lineno]))
    if isinstance(statement, ast.Return) and is_definition(body.get(previous)):
        return previous, Fault(statement.lineno, say("'return' outside function: the line is indented too little"))
    return -1, None
