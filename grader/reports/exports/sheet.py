"""A CSV file that was downloaded, to be given back with some of its cells filled in and every other byte as it was.

The `csv` module reads the values and forgets how they were written. Here each cell keeps its own text, quotes and all.
"""

import re
from decimal import Decimal
from pathlib import Path

from grader.errors import GraderError
from grader.language import say
from grader.reports.exports.cells import quoted

LARGEST = 32 * 2**20
"""Bytes of the largest file that is read; a worksheet with the online texts of a thousand students stays below."""

DELIMITERS = (",", ";", "\t")
LINE_END = re.compile(r"\r\n|\r|\n|\Z")
MARK = "\ufeff"
NUMBER = re.compile(r"[0-9]{1,9}(?:[.,][0-9]{1,9})?")


class Sheet:
    """The rows of a CSV file. Rows and columns count from 0, and row 0 is the header."""

    def __init__(self, text: str) -> None:
        self._mark = MARK if text.startswith(MARK) else ""
        text = text.removeprefix(MARK)
        self.delimiter = max(DELIMITERS, key=lambda delimiter: len(_first_row(text, delimiter)))
        self._rows, self._ends = _parsed(text, self.delimiter)

    @property
    def header(self) -> list[str]:
        """The names of the columns; empty if the file is."""
        return self.row(0) if self._rows else []

    @property
    def filled(self) -> list[int]:
        """The numbers of the rows below the header that are not blank lines."""
        return [number for number, row in enumerate(self._rows) if number and row != [""]]

    def row(self, number: int) -> list[str]:
        """The values of a row."""
        return [_value(raw) for raw in self._rows[number]]

    def column(self, number: int) -> list[str]:
        """The values of a column below the header."""
        return [_value(self._rows[row][number]) for row in self.filled]

    def fill(self, row: int, column: int, value: str) -> None:
        """Write a value into a cell."""
        self._rows[row][column] = quoted(value, self.delimiter)

    def to_bytes(self) -> bytes:
        """Return the file; where nothing was filled in, as it was read."""
        lines = (self.delimiter.join(row) + end for row, end in zip(self._rows, self._ends, strict=True))
        return (self._mark + "".join(lines)).encode("utf-8")


def read_sheet(path: Path, what: str) -> Sheet:
    """Read a downloaded CSV file.

    Args:
        path: the file.
        what: the English name of what it is, such as `Moodle's grading worksheet`, which the errors are about.

    Raises:
        GraderError: it cannot be opened, is larger than `LARGEST`, is not UTF-8, has no rows, or has a row whose cells
            are not as many as the header's.
    """
    name = called(what, path)
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        raise GraderError(
            say("{path} cannot be opened: {reason}. Is the path right?", path=name, reason=reason)
        ) from error
    if len(data) > LARGEST:
        raise GraderError(
            say("{sheet} is larger than {most} MB. Is it the right file?", sheet=name, most=LARGEST >> 20)
        )
    try:
        sheet = Sheet(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise GraderError(
            say("{sheet} is not CSV in UTF-8. Download it again, and give it as it comes.", sheet=name)
        ) from error
    _check(sheet, name)
    return sheet


def called(what: str, path: Path | None) -> str:
    """A downloaded file in a sentence that begins with it: what it is, and where it is."""
    return say("{what}, {path},", what=say(what), path=path)


def decimal(cell: str) -> Decimal | None:
    """Read a number with a decimal point or comma; None if it is no number."""
    text = cell.strip()
    return Decimal(text.replace(",", ".")) if NUMBER.fullmatch(text) else None


def _check(sheet: Sheet, name: str) -> None:
    width = len(sheet.header)
    if width < 2:
        raise GraderError(say("{sheet} has no columns. Download it again, and give it as it comes.", sheet=name))
    for number in sheet.filled:
        if len(sheet.row(number)) != width:
            refused = say(
                "{sheet} has {cells} cells in row {row}, and {columns} in its header. Download it again, and give it "
                "as it comes.",
                sheet=name,
                cells=len(sheet.row(number)),
                row=number + 1,
                columns=width,
            )
            raise GraderError(refused)


def _first_row(text: str, delimiter: str) -> list[str]:
    rows, _ = _parsed(text, delimiter, most=1)
    return rows[0] if rows else []


def _parsed(text: str, delimiter: str, most: int | None = None) -> tuple[list[list[str]], list[str]]:
    """Return the cells of each row as they are written, and what ends each row."""
    cell = re.compile(rf'"(?:[^"]|"")*+"(?=[{delimiter}\r\n]|\Z)|[^{delimiter}\r\n]*')
    rows: list[list[str]] = []
    ends: list[str] = []
    place, row = 0, list[str]()
    while (place < len(text) or row) and len(rows) != most:
        found = _at(cell, text, place)
        row.append(found)
        place += len(found)
        if text.startswith(delimiter, place):
            place += 1
            continue
        end = _at(LINE_END, text, place)
        place += len(end)
        rows.append(row)
        ends.append(end)
        row = []
    return rows, ends


def _at(pattern: re.Pattern[str], text: str, place: int) -> str:
    match = pattern.match(text, place)
    assert match, "both patterns match the empty text"
    return match.group()


def _value(raw: str) -> str:
    whole = len(raw) > 1 and raw[0] == raw[-1] == '"'
    return raw[1:-1].replace('""', '"') if whole else raw
