"""Code in the HTML report: lines with their numbers, coloured by classes that the style sheet knows."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from markupsafe import Markup, escape
from pygments import highlight  # type: ignore[import-untyped]
from pygments.formatters import HtmlFormatter  # type: ignore[import-untyped]
from pygments.lexers import PythonLexer  # type: ignore[import-untyped]

from grader.model import CodeBlock, Frame
from grader.reports.text import clean, shorten

LONGEST_CODE = 30_000
"""Characters of one piece of code; the rest is left out, and said so."""

LONGEST_COLOURED_LINE = 1_000
"""Characters of a line beyond which nobody reads it and colouring it is slow."""

LONGEST_REMEMBERED = 2_000
REMEMBERED = 4_000
"""Characters of a piece whose colours are kept, and how many are: a class has most lines of its code in common."""

_LEXER = PythonLexer(stripnl=False, ensurenl=False)
_FORMATTER = HtmlFormatter(nowrap=True)
_PIECE = re.compile(
    r"""(?: \\ .                                           # a line, with the next where a backslash joins them,
          | \"{3} (?: \\? . )*? (?: \"{3} | \Z )            # with all of a string that it begins
          | '{3} (?: \\? . )*? (?: '{3} | \Z )
          | \" (?: \\ . | [^\"\\\n] )* \"?
          | ' (?: \\ . | [^'\\\n] )* '?
          | \# [^\n]*
          | [^\n] )*""",
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True)
class CodeLine:
    """One line as HTML, its number in the student's file, and whether a traceback names it."""

    number: int
    html: Markup
    named: bool


def code_lines(block: CodeBlock, frames: Iterable[Frame]) -> list[CodeLine]:
    """Return the lines of a piece of a student's code, marking those at which a frame of a traceback stands."""
    named = {frame.line for frame in frames if frame.file == block.file}
    text = clean(block.text)
    first = block.line + len(text) - len(text.lstrip("\n"))
    lines = coloured(text.strip("\n")).split("\n")
    return [CodeLine(number, line, number in named) for number, line in enumerate(lines, first)]


def coloured(code: str) -> Markup:
    """Return Python code as HTML. Every span ends on the line it begins on."""
    text = shorten(clean(code), LONGEST_CODE)
    if any(len(line) > LONGEST_COLOURED_LINE for line in text.split("\n")):
        return escape(text)
    html = (
        _remembered(piece) if len(piece) <= LONGEST_REMEMBERED else _html(piece)
        for piece in _pieces(text.removesuffix("\n"))
    )
    return Markup("\n".join(html))  # noqa: S704 - Pygments escaped it


def _pieces(text: str) -> Iterator[str]:
    """The lines of a text, those together that can only be coloured together."""
    position = 0
    while position <= len(text):
        found = _PIECE.match(text, position)
        piece = found[0] if found else ""
        yield piece
        position += len(piece) + 1  # the line feed


def _html(piece: str) -> str:
    html = str(highlight(piece, _LEXER, _FORMATTER))  # it ends with a line feed, the piece's own if there is one
    return html if piece.endswith("\n") else html.removesuffix("\n")


_remembered = lru_cache(REMEMBERED)(_html)
