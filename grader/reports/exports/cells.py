"""CSV that is safe to open: no text of others' becomes a formula in a spreadsheet.

A spreadsheet runs a cell that begins with one of `= + - @`, whoever wrote it and however it is quoted. Such a text gets
an apostrophe before it, which spreadsheets take for "this is text" (OWASP, "CSV Injection",
https://owasp.org/www-community/attacks/CSV_Injection). Numbers are written by the exports themselves and stay numbers:
-1.5 is no text. Newlines, tabs and carriage returns, which some readers take for the end of a cell, become spaces.
"""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from grader.reports.text import clean_line

Cell = str | int | Decimal
"""A text, which is made inert, or a number, which is written as it is."""

FORMULA = re.compile(
    r"""
    (?: ^ | ; )                                  # at the start, or where a reader that splits at ; begins a cell
    (?= [\s"\u00ad\u200b-\u200f\u2060\ufeff]*    # behind what cannot be seen, and behind quotes
        [=+\-@＝＋－＠] )                        # the full-width ones count in East Asian languages
    """,
    re.VERBOSE,
)
"""The place before a character that makes a cell a formula."""


def inert(text: str) -> str:
    """Return a text in one line, cleaned, with an apostrophe wherever a spreadsheet would begin a formula."""
    return FORMULA.sub(lambda place: f"{place.group()}'", clean_line(text))


def number(value: int | Decimal) -> str:
    """Return a number in plain digits with a decimal point and no needless zeros: `12.5`, `100`, `-1.5`."""
    return f"{(Decimal(value) + 0).normalize():f}"


def quoted(text: str, delimiter: str) -> str:
    """Return a text as one cell of a CSV file, in quotes where it needs them."""
    plain = text == text.strip() and not any(character in text for character in f'{delimiter}"\r\n')
    return text if plain else '"' + text.replace('"', '""') + '"'


def csv_bytes(rows: Iterable[Sequence[Cell]], *, mark: bool = False) -> bytes:
    """Return rows as CSV in UTF-8, with lines that end as RFC 4180 has them.

    Args:
        rows: the header first. Texts are made inert, numbers are not.
        mark: whether to begin with a byte order mark, by which Excel knows UTF-8.
    """
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows([_written(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig" if mark else "utf-8")


def _written(cell: Cell) -> str:
    return inert(cell) if isinstance(cell, str) else number(cell)
