"""Code in the HTML report: lines with their numbers, coloured by classes that the style sheet knows."""

from collections.abc import Iterable
from dataclasses import dataclass

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
    lexer = PythonLexer(stripnl=False, ensurenl=False)
    return Markup(highlight(text, lexer, HtmlFormatter(nowrap=True)).removesuffix("\n"))  # noqa: S704 - Pygments escaped it
