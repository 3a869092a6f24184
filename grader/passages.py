"""What a stub says to people, apart from its code: the paragraphs of its text cells, its docstrings, its comments."""

import ast
import io
import re
import tokenize
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby

from grader.blocks import is_marker, parse
from grader.errors import CourseError
from grader.language import say

CELL = re.compile(r"# %%")
TEXT_CELL = re.compile(r"# %% \[markdown\]")
TOOLS = re.compile(r"noqa\b|type:|fmt:|pragma\b")
"""Comments that speak to programs."""
LETTERS = re.compile(r"[^\W\d_]{2}")
QUOTES = '"""'


@dataclass(frozen=True)
class Passage:
    """Some words and where they stand.

    `first` and `last` are lines, counted from 1. `head` is what stands before the words on every line of theirs; of a
    comment behind code it is that code. `kind` says what they are to people who translate them.
    """

    kind: str
    words: str
    first: int
    last: int
    head: str


def passages(text: str) -> list[Passage]:
    """All that a stub says, from its top to its end; code and formulas between the words are no part of it."""
    lines = text.split("\n")
    comments = _comments(text)
    cells = set(_text_cells(lines))
    found = [*_docstrings(text, lines), *_behind(lines, comments), *_blocks(lines, comments, cells)]
    return sorted((p for p in found if LETTERS.search(p.words)), key=lambda passage: passage.first)


def translated(text: str, words: Callable[[str], str]) -> str:
    """The stub with other words in it, and the same code.

    Args:
        text: the stub.
        words: gives what stands in for some words.

    Raises:
        CourseError: the code would not be the same with those words in it.
    """
    lines = text.split("\n")
    for passage in reversed(passages(text)):
        said = words(passage.words)
        if said != passage.words:
            lines[passage.first - 1 : passage.last] = _written(passage, said)
    changed = "\n".join(lines)
    if _code(changed) != _code(text):
        raise CourseError(say("the stub's code would not be the same with the words of that catalogue"))
    return changed


def _comments(text: str) -> dict[int, tuple[int, str]]:
    """The column and the text of each line's comment."""
    tokens = tokenize.generate_tokens(io.StringIO(text).readline)
    return {t.start[0]: (t.start[1], t.string) for t in tokens if t.type == tokenize.COMMENT}


def _text_cells(lines: list[str]) -> Iterator[int]:
    """The lines of text cells, counted from 1."""
    inside = False
    for number, line in enumerate(lines, start=1):
        if CELL.match(line):
            inside = bool(TEXT_CELL.match(line))
        elif inside and line.startswith("#"):
            yield number


def _docstrings(text: str, lines: list[str]) -> Iterator[Passage]:
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and (
            said := ast.get_docstring(node)
        ):
            first, last = node.body[0].lineno, node.body[0].end_lineno or node.body[0].lineno
            head = lines[first - 1].partition(QUOTES)[0]
            yield Passage("docstring", said, first, last, head)


def _behind(lines: list[str], comments: dict[int, tuple[int, str]]) -> Iterator[Passage]:
    """Comments that stand behind code."""
    for number, (column, comment) in comments.items():
        code = lines[number - 1][:column]
        if code.strip() and _speaks(comment):
            yield Passage("comment", _plain(comment), number, number, f"{code}# ")


def _blocks(lines: list[str], comments: dict[int, tuple[int, str]], cells: set[int]) -> Iterator[Passage]:
    """Comments that have lines to themselves, and the paragraphs of text cells: lines below each other as one."""
    alone = [n for n, (column, _) in comments.items() if not lines[n - 1][:column].strip()]
    fenced = set(_fenced(lines, cells))
    spoken = [n for n in alone if n not in fenced and _speaks(comments[n][1])]
    for (in_cell, column, _), run in groupby(
        enumerate(spoken), lambda place: (place[1] in cells, comments[place[1]][0], place[1] - place[0])
    ):
        numbers = [number for _, number in run]
        words = "\n".join(_plain(comments[number][1]) for number in numbers)
        kind = "text" if in_cell else "comment"
        yield Passage(kind, words, numbers[0], numbers[-1], f"{' ' * column}# ")


def _fenced(lines: list[str], cells: set[int]) -> Iterator[int]:
    """The lines of code and of formulas in text cells, with what fences them."""
    fence = ""
    for number in sorted(cells):
        line = _plain(lines[number - 1]).strip()
        opening = next((mark for mark in ("```", "$$") if line.startswith(mark)), "")
        if fence or opening:
            yield number
        whole = opening and len(line) > len(opening) and line.endswith(opening)
        if fence:
            fence = "" if line.endswith(fence) else fence
        elif not whole:
            fence = opening


def _speaks(comment: str) -> bool:
    """Whether a comment has words for people in it, and is no line that the grader or an editor looks for."""
    plain = _plain(comment)
    return bool(plain.strip()) and not (CELL.match(comment) or TOOLS.match(plain) or is_marker(comment))


def _plain(comment: str) -> str:
    return comment.removeprefix("#").removeprefix(" ").rstrip()


def _written(passage: Passage, said: str) -> list[str]:
    """The lines that a passage takes with other words."""
    if passage.kind != "docstring":
        lines = (
            said.split("\n")
            if passage.first != passage.last or not passage.head.strip("# ")
            else [" ".join(said.split())]
        )
        return [f"{passage.head}{line}".rstrip() for line in lines]
    raw = "r" in passage.head.strip().lower()
    indent = passage.head[: len(passage.head) - len(passage.head.lstrip())]
    first, *more = (said if raw else said.replace("\\", "\\\\")).split("\n")
    lines = [f"{passage.head}{QUOTES}{first}", *(f"{indent}{line}".rstrip() for line in more)]
    if more and passage.last > passage.first:
        return [*lines, f"{indent}{QUOTES}"]
    return [*lines[:-1], f"{lines[-1]}{QUOTES}"]


def _code(text: str) -> str:
    """What a stub is to Python, without its docstrings; nothing if it is not Python."""
    tree = parse(text)
    return ast.dump(tree) if tree else ""
