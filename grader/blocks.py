"""The START/END CODE HERE blocks of a function: found, blanked and compared.

A block is what stands between two comment lines such as `### START CODE HERE ### (≈ 2 lines of code)` and
`### END CODE HERE ###`; every form that the course has used is known, in any case. A block that nobody closes runs to
the end of its function, and an end without a start means nothing.
"""

import ast
import functools
import io
import re
import tokenize
import warnings
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from grader.errors import CourseError
from grader.language import marked, say

_WHAT = r"(?:of\s+)?(?:your\s+)?(?:coder?|coding|function\s+body|solution|answer)\b"
_START = re.compile(rf"\W*(?:(?:start|begin)s?\W+{_WHAT}|(?:your\s+)?code\s+(?:start|begin)s?\s+here\b)", re.IGNORECASE)
_END = re.compile(rf"\W*(?:(?:end|finish|stop)s?\W+{_WHAT}|(?:your\s+)?code\s+(?:end|stop)s?\s+here\b)", re.IGNORECASE)
_OUTER = re.compile(r"\s*(?:async\s+def|def|class)\b")
_TOO_DEEP = (SyntaxError, ValueError, RecursionError, MemoryError)
KEPT = 512
"""Texts of which it is remembered what counts: the stub's are compared with every file."""


class Block(NamedTuple):
    """A block's content: the lines from `start` up to, not including, `end`, counted from 1; neither is a marker."""

    start: int
    end: int


def find_blocks(text: str) -> list[Block]:
    """The blocks of a text, in order."""
    lines = text.split("\n")
    starts = [n for n, line in enumerate(lines) if _is_marker(_START, line)]
    return [
        Block(start + 2, _content_end(lines, start, following) + 1)
        for start, following in pairwise([*starts, len(lines)])
    ]


def is_marker(line: str) -> bool:
    """Whether a line begins or ends a block."""
    return _is_marker(_START, line) or _is_marker(_END, line)


def blank(text: str) -> str:
    """The text with every block emptied, as a student gets it.

    Assignment targets stay and get `None` (`J_plus[i], _ = None, None`), comments stay, all other statements vanish,
    and a block left without a statement gets `pass`. Blanking twice is blanking once.

    Raises:
        CourseError: a block's content is not Python; the sentence names the line.
    """
    lines = text.split("\n")
    for block in reversed(find_blocks(text)):
        content = lines[block.start - 1 : block.end - 1]
        lines[block.start - 1 : block.end - 1] = _blanked(content, _indent(lines[block.start - 2]), block.start)
    return "\n".join(lines)


def same_outside(student: str, stub: str) -> bool:
    """Whether two texts are equal apart from block contents, comments, docstrings and layout."""
    return _same(outside(student), outside(stub))


def untouched(student: str, stub: str) -> bool:
    """Whether two functions hold the same code; docstrings, comments and layout do not count."""
    return _same(student, stub)


def empty_blocks(student: str, stub: str) -> tuple[int, int]:
    """How many of a function's blocks are still as the stub has them, and how many there are.

    The markers of the student's function count; where the student has taken them out, those of the stub do, and then
    all its blocks are empty or none.
    """
    blocks, handed_out = _contents(student), _contents(stub)
    if not blocks:
        return (len(handed_out) if untouched(student, stub) else 0), len(handed_out)
    paired = handed_out if len(handed_out) == len(blocks) else ("",) * len(blocks)
    return sum(_is_empty(b) or _same(b, h) for b, h in zip(blocks, paired, strict=True)), len(blocks)


def outside(text: str) -> str:
    """The text with `pass` for each block: what a student is not asked to change. Lines keep their numbers."""
    lines = text.split("\n")
    for block in reversed(find_blocks(text)):
        content = lines[block.start - 1 : block.end - 1]
        code = [line for line in content if line.strip() and not _is_comment(line)]
        indent = _indent(code[0] if code else lines[block.start - 2])
        lines[block.start - 2 : block.end - 1] = [f"{indent}pass", *[""] * len(content)]
    return "\n".join(lines)


def parse(text: str) -> ast.Module | None:
    """The text's tree without docstrings and annotations of functions; None if it is not Python, or too deep."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(text)
    except _TOO_DEEP:
        return None
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Module):
            _drop_docstring(node)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            node.returns = None
        if isinstance(node, ast.arg):
            node.annotation = None
    return tree


def _drop_docstring(node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Module) -> None:
    first = node.body[0] if node.body else None
    if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str):
        node.body = node.body[1:]


def _same(one: str, other: str) -> bool:
    essence = _essence(one)
    return essence is not None and essence == _essence(other)


@functools.lru_cache(KEPT)
def _essence(text: str) -> str | None:
    """What of a text counts when it is compared; None if it is not Python."""
    tree = parse(_dedent(text))
    try:
        return None if tree is None else ast.dump(_without_pass(tree))
    except _TOO_DEEP:
        return None


def _without_pass(tree: ast.Module) -> ast.Module:
    """The tree without its `pass` statements, so that a body of nothing equals a body that says so."""
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if isinstance(body, list):
            node.body = [s for s in body if not isinstance(s, ast.Pass)]  # type: ignore[attr-defined]
    return tree


@functools.lru_cache(KEPT)
def _contents(text: str) -> tuple[str, ...]:
    lines = text.split("\n")
    return tuple("\n".join(lines[b.start - 1 : b.end - 1]) for b in find_blocks(text))


@functools.lru_cache(KEPT)
def _is_empty(content: str) -> bool:
    """Whether a block holds nothing but `None` in its targets."""
    tree = parse(_dedent(content))
    return tree is not None and all(isinstance(s, ast.Pass) or _assigns_none(s) for s in tree.body)


def _assigns_none(statement: ast.stmt) -> bool:
    if not isinstance(statement, ast.Assign | ast.AnnAssign) or statement.value is None:
        return False
    value = statement.value
    parts = value.elts if isinstance(value, ast.Tuple) else [value]
    return all(isinstance(p, ast.Constant) and p.value is None for p in parts)


def _is_comment(line: str) -> bool:
    return line.lstrip().startswith("#")


def _is_marker(pattern: re.Pattern[str], line: str) -> bool:
    return _is_comment(line) and pattern.match(line.strip()[:200]) is not None


def _indent(line: str) -> str:
    return line[: len(line) - len(line.lstrip())]


def _depth(line: str) -> int:
    return len(_indent(line).expandtabs(8))


def _content_end(lines: list[str], start: int, following: int) -> int:
    """The index of the line after a block's content, for a start marker and the next one after it."""
    depth = _depth(lines[start])
    for n in range(start + 1, following):
        if _is_marker(_END, lines[n]):
            return n
        if _OUTER.match(lines[n]) and _depth(lines[n]) < depth:
            break
    return _indented_end(lines, start, following)


def _indented_end(lines: list[str], start: int, following: int) -> int:
    """Where a block without an end marker ends: at the first code that is indented less than its start."""
    depth, end = _depth(lines[start]), start + 1
    for n in range(start + 1, following):
        if not lines[n].strip():
            continue
        if _depth(lines[n]) < depth:
            break
        end = n + 1
    return end


def _dedent(text: str) -> str:
    """The text moved to the left margin by the indentation of its first line of code.

    `textwrap.dedent` asks all lines to agree; here a comment further to the left, or a docstring's line, does no harm.
    """
    lines = text.split("\n")
    first = next((line for line in lines if line.strip() and not _is_comment(line)), "")
    width = len(_indent(first))
    return "\n".join(line[min(width, len(_indent(line))) :] for line in lines)


def _blanked(content: list[str], indent: str, first_line: int) -> list[str]:
    """A block's lines with the statements blanked, all at the indentation of its start marker."""
    text = _dedent("\n".join(content))
    try:
        tree = ast.parse(text)
        comments = _comments(text)
    except (*_TOO_DEEP, tokenize.TokenError) as error:
        sentence = marked("the block that begins on line {line} is not Python: {error}")
        raise CourseError(say(sentence, line=first_line, error=error)) from error
    out = list(_blanked_lines(text, tree.body, comments))
    if not any(_is_code(line) for line in out):
        out.append("pass")
    return [f"{indent}{line}" if line else "" for line in _tidy(out)]


def _blanked_lines(text: str, body: list[ast.stmt], comments: dict[int, str]) -> Iterator[str]:
    """One line for each assignment, the comments, and the blank lines between statements."""
    lines, done = text.split("\n"), 0
    for position, statement in enumerate(body):
        yield from _between(lines, comments, done, statement.lineno - 1)
        last = statement.end_lineno or statement.lineno
        shared = position + 1 < len(body) and body[position + 1].lineno == last
        inside = [comments[n] for n in range(max(statement.lineno, done + 1), last + 1) if n in comments and not shared]
        yield from _with_comments(_emptied(statement, text), inside)
        done = last
    yield from _between(lines, comments, done, len(lines))


def _between(lines: list[str], comments: dict[int, str], after: int, before: int) -> Iterator[str]:
    for n in range(after + 1, before + 1):
        if n in comments or not lines[n - 1].strip():
            yield comments.get(n, "")


def _with_comments(code: str, comments: list[str]) -> Iterator[str]:
    """A statement's comments, the last of them behind its code where there is code left."""
    if not code:
        yield from comments
        return
    yield from comments[:-1]
    yield f"{code}  {comments[-1]}" if comments else code


def _emptied(statement: ast.stmt, text: str) -> str:
    """The statement with `None` for its value; empty for a statement that vanishes."""
    match statement:
        case ast.Assign(targets=targets):
            sizes = [len(t.elts) for t in targets if isinstance(t, ast.Tuple | ast.List)]
            return f"{' = '.join(_written(t, text) for t in targets)} = {', '.join(['None'] * max(sizes, default=1))}"
        case ast.AnnAssign(target=target, annotation=annotation):
            return f"{_written(target, text)}: {_written(annotation, text)} = None"
        case ast.AugAssign(target=target):
            return f"{_written(target, text)} = None"
    return ""


def _written(node: ast.expr, text: str) -> str:
    """An expression as its author wrote it, on one line."""
    segment = ast.get_source_segment(text, node) or ""
    return segment if segment and "\n" not in segment else ast.unparse(node)


def _comments(text: str) -> dict[int, str]:
    """The comments by line, but for those behind code that would be markers once the code is gone."""
    tokens = tokenize.generate_tokens(io.StringIO(text).readline)
    comments = {t.start[0]: t.string.rstrip() for t in tokens if t.type == tokenize.COMMENT}
    return {n: c for n, c in comments.items() if not (_is_marker(_START, c) or _is_marker(_END, c))}


def _is_code(line: str) -> bool:
    return bool(line.strip()) and not _is_comment(line)


def _tidy(lines: list[str]) -> list[str]:
    """The lines without blank ones at either end or two in a row, which vanished statements leave behind."""
    kept = [line for n, line in enumerate(lines) if line or (n and lines[n - 1])]
    while kept and not kept[0]:
        kept.pop(0)
    while kept and not kept[-1]:
        kept.pop()
    return kept
