"""What is taken from a file: definitions, imports, and the constants that these need."""

import ast
from collections.abc import Collection
from typing import NamedTuple

from grader.blocks import parse as parse_code
from grader.model import CodeBlock
from grader.submission.harmless import Harmless, bound_names, free_names, imported, loaded_names, walk_statements
from grader.submission.parsing import Parsed, compiles, first_line, is_definition
from grader.submission.pieces import Broken, Unit


class Place(NamedTuple):
    """Where a statement stands: the number of its piece, and its position in that piece."""

    piece: int
    position: int


class Taken(NamedTuple):
    """What is taken from a file's pieces. `twice` maps a name to the code blocks that define it differently."""

    units: list[Unit]
    functions: dict[str, CodeBlock]
    broken: dict[str, Broken]
    twice: dict[str, list[CodeBlock]]


def take(pieces: list[Parsed], exercises: Collection[str]) -> Taken:
    """Choose what to execute of a file's pieces, and find its functions.

    An exercise that a later import hides is defined once more at the end, since it is what was handed in.
    """
    statements = {Place(n, i): s for n, piece in enumerate(pieces) for i, s in piece.body.items()}
    kept = _kept(pieces, statements)
    definitions = _definitions(pieces, statements, kept)
    broken = _last_broken(pieces, definitions)
    definitions = {name: found for name, found in definitions.items() if name not in broken}
    lost = {p for p in kept if getattr(statements[p], "name", None) in broken}
    hidden = _hidden(statements, kept, {n: found for n, found in definitions.items() if n in exercises})
    return Taken(
        units=_units(pieces, [p for p in kept if p not in lost]) + _units(pieces, hidden),
        functions={name: found[-1][1] for name, found in definitions.items()},
        broken=broken,
        twice={name: blocks for name, found in definitions.items() if (blocks := _different([b for _, b in found]))},
    )


def _kept(pieces: list[Parsed], statements: dict[Place, ast.stmt]) -> list[Place]:
    """The statements to execute: what always stays, and the constants that it needs, and those that they need."""
    names = {s.name for s in statements.values() if is_definition(s)}
    harmless = Harmless(imported(list(statements.values())), names)
    allowed = {p: s for p, s in statements.items() if harmless.statement(s)}
    kept = {p for p, s in allowed.items() if _always(s, names)}
    needed = {n for p in kept for n in free_names(allowed[p], _own_lines(pieces[p.piece], allowed[p]))}
    constants = {p: _binding(s) for p, s in allowed.items() if p not in kept}
    while found := {p for p, bound in constants.items() if bound & needed}:
        kept |= found
        needed |= {n for p in found for n in loaded_names(allowed[p])}
        constants = {p: bound for p, bound in constants.items() if p not in found}
    return sorted(p for p in kept if is_definition(allowed[p]) or compiles(allowed[p]) is None)


def _own_lines(piece: Parsed, statement: ast.stmt) -> str:
    """The text of a definition, which always has its lines to itself; empty for what may share one."""
    return _code(piece, statement).text if is_definition(statement) else ""


def _always(statement: ast.stmt, names: set[str]) -> bool:
    """Whether a statement stays though nothing needs it: it imports, or it defines a function."""
    inner = list(walk_statements(statement))
    return any(
        is_definition(s) or isinstance(s, ast.Import | ast.ImportFrom) or _function_names(s, names) for s in inner
    )


def _function_names(statement: ast.stmt, names: set[str]) -> list[str]:
    """The names that an assignment makes functions: `f = lambda x: ...`, or `f = g` for a function `g`."""
    if not isinstance(statement, ast.Assign):
        return []
    value = statement.value
    if isinstance(value, ast.Lambda) or (isinstance(value, ast.Name) and value.id in names):
        return [t.id for t in statement.targets if isinstance(t, ast.Name)]
    return []


def _binding(statement: ast.stmt) -> set[str]:
    return {n for s in walk_statements(statement) for n in bound_names(s)}


def _definitions(
    pieces: list[Parsed], statements: dict[Place, ast.stmt], kept: list[Place]
) -> dict[str, list[tuple[Place, CodeBlock]]]:
    """Every function and class by name, with all its definitions in order."""
    found: dict[str, list[tuple[Place, CodeBlock]]] = {}
    for place in kept:
        for statement in walk_statements(statements[place]):
            block = _code(pieces[place.piece], statement)
            if is_definition(statement):
                found.setdefault(statement.name, []).append((place, block))
            for name in _function_names(statement, set(found)):
                value = getattr(statement, "value", None)
                same = found[value.id][-1][1] if isinstance(value, ast.Name) and value.id in found else block
                found.setdefault(name, []).append((place, same))
    return found


def _code(piece: Parsed, statement: ast.stmt) -> CodeBlock:
    """A definition's own text, with its decorators and the comments that close it."""
    lines = piece.text.split("\n")
    first = first_line(statement)
    last = end = statement.end_lineno or first
    while end < len(lines) and (not lines[end].strip() or lines[end].startswith((" ", "\t"))):
        end += 1
        last = end if lines[end - 1].strip().startswith("#") else last
    return CodeBlock(file=piece.file, line=first, text="\n".join(lines[first - 1 : last]))


def _last_broken(pieces: list[Parsed], definitions: dict[str, list[tuple[Place, CodeBlock]]]) -> dict[str, Broken]:
    """The broken functions that no later definition replaces."""
    broken: dict[str, Broken] = {}
    for number, piece in enumerate(pieces):
        for fault in sorted(piece.broken, key=lambda b: b.line):
            later = [b for p, b in definitions.get(fault.name, []) if (p.piece, b.line) > (number, fault.line)]
            if not later:
                broken[fault.name] = fault
    return broken


def _hidden(
    statements: dict[Place, ast.stmt], kept: list[Place], definitions: dict[str, list[tuple[Place, CodeBlock]]]
) -> list[Place]:
    """The places of those functions that a later import hides."""
    imports = [p for p in kept if imported([statements[p]])]
    hidden = set()
    for name, found in definitions.items():
        place = found[-1][0]
        if any(p > place and imported([statements[p]]).keys() & {name, "*"} for p in imports):
            hidden.add(place)
    return sorted(hidden)


def _units(pieces: list[Parsed], places: list[Place]) -> list[Unit]:
    numbers = sorted({p.piece for p in places})
    return [_unit(pieces[n], [p.position for p in places if p.piece == n]) for n in numbers]


def _unit(piece: Parsed, positions: list[int]) -> Unit:
    """The statements to execute with blank lines in the place of the others, which a worker then need not read."""
    mine = set(positions)
    kept = {line for position in mine for line in _lines(piece.body[position])}
    others = [statement for position, statement in piece.body.items() if position not in mine]
    if any(line in kept for statement in others for line in _lines(statement)):  # `x = 1; import os`
        return Unit(file=piece.file, text=piece.text, keep=positions)
    lines = enumerate(piece.text.split("\n"), start=1)
    text = "\n".join(line if number in kept else "" for number, line in lines)
    return Unit(file=piece.file, text=text, keep=list(range(len(positions))))


def _lines(statement: ast.stmt) -> range:
    """The lines on which a statement stands, alone or beside others."""
    return range(first_line(statement), (statement.end_lineno or statement.lineno) + 1)


def _different(blocks: list[CodeBlock]) -> list[CodeBlock]:
    """All the definitions, if they are not all the same code."""
    return blocks if len(blocks) > 1 and len({_essence(b.text) for b in blocks}) > 1 else []


def _essence(text: str) -> str:
    tree = parse_code(text)
    try:
        return ast.dump(tree) if tree else text
    except RecursionError:
        return text
