"""Lines of Python that need not be right: which stand inside a string or a bracket, and where statements begin."""

import re
from typing import NamedTuple

_TOKEN = re.compile(r'#|"""|\'\'\'|"(?:\\.|[^"\\])*"?|\'(?:\\.|[^\'\\])*\'?|[()\[\]{}]')
_ENDS = {quote: re.compile(rf"\\.|{quote}") for quote in ('"""', "'''")}
_DEFINITION = re.compile(r"(?:async\s+)?def\s+\w+\s*\(|class\s+\w+\s*[(:]")
_BEGINNING = re.compile(r"(?:async\s+def|def|class|import|from)\s+\w|@\w")
_CONTINUED = re.compile(r"(?:else|elif|except|finally)\b|[\s#)\]}]|$")


class Line(NamedTuple):
    """A line, and whether it begins inside a string or a bracket of the lines before it."""

    text: str
    in_string: bool
    in_bracket: bool


def scan(text: str) -> list[Line]:
    """The text's lines with what they begin in.

    The text may be broken: a definition at the left margin ends any string, and one or an import any bracket, that a
    mistake above has left open.
    """
    quote, depth, lines = "", 0, []
    for line in text.split("\n"):
        if (quote and _DEFINITION.match(line)) or (depth and not quote and _BEGINNING.match(line)):
            quote, depth = "", 0
        lines.append(Line(line, bool(quote), depth > 0))
        quote, depth = _after(line, quote, depth)
    return lines


def _after(line: str, quote: str, depth: int) -> tuple[str, int]:
    """The string and the depth of brackets that are open at the end of a line."""
    position = 0
    while position < len(line):
        if quote:
            position = _string_end(line, quote, position)
            quote = quote if position < 0 else ""
            if position < 0:
                break
            continue
        found = _TOKEN.search(line, position)
        if not found or found[0] == "#":
            break
        position = found.end()
        if found[0] in ('"""', "'''"):
            quote = found[0]
        elif found[0] in "([{":
            depth += 1
        elif found[0] in ")]}":
            depth = max(0, depth - 1)
    return quote, depth


def _string_end(line: str, quote: str, position: int) -> int:
    """The position behind the closing quotes, or -1."""
    ends = (found.end() for found in _ENDS[quote].finditer(line, position) if found[0] == quote)
    return next(ends, -1)


def statement_starts(lines: list[Line]) -> list[int]:
    """The indices of the lines at the left margin that begin a statement; a function begins with its decorators."""
    starts: list[int] = []
    decorated = False
    for n, line in enumerate(lines):
        if line.in_string or line.in_bracket or _CONTINUED.match(line.text):
            continue
        if n and lines[n - 1].text.endswith("\\"):
            continue
        if not decorated:
            starts.append(n)
        decorated = line.text.startswith("@")
    return starts
