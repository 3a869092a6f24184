"""Where things stand in Moodle's grading worksheet, whatever language its header is in.

Moodle writes the columns in one order, mod/assign/gradingtable.php: identifier, full name, the user's identity fields,
status, (group, marker), grade, maximum grade or scale, (workflow state), grade can be changed, last modified
(submission), (online text), last modified (grade), feedback comments. Which of them are there depends on the
assignment's settings. Names are known for the languages below; in any other one the cells tell.
"""

from collections.abc import Sequence
from string import digits
from typing import NamedTuple

from grader.errors import GraderError
from grader.language import marked, say
from grader.reports.exports.sheet import Sheet, decimal

GRADE = {
    "grade", "bewertung", "note", "calificación", "qualificació", "cualificación", "nota", "valutazione", "cijfer",
    "beoordeling", "ocena", "betyg", "karakter", "arvosana", "оценка", "оцінка", "βαθμός", "not",
    "العلامة", "الدرجة", "ציון", "评分", "成绩", "成績", "評点", "評定", "성적", "점수", "điểm",
}  # fmt: skip
MAXIMUM = {
    "maximum grade", "maximum mark", "bestwertung", "note maximale", "calificación máxima", "qualificació màxima",
    "nota máxima", "avaliação máxima", "valutazione massima", "maximumcijfer", "maximale cijfer",
    "maksymalna ocena", "maximalt betyg", "最高成绩", "最高分", "最高成績", "最大評点",
}  # fmt: skip
FEEDBACK = {
    "feedback comments", "feedback als kommentar", "feedback par commentaires", "comentarios de retroalimentación",
    "comentaris de la retroacció", "comentaris de retroacció", "comentários de feedback", "commenti",
    "feedbackopmerkingen",
}  # fmt: skip
"""The names of the columns in Moodle's language packs: `grade`, `maxgrade` of mod_assign, assignfeedback_comments."""

LONGEST_DATE = 80

SEVERAL = marked(
    "{sheet} has several columns that could be the grades. Switch Moodle to English, download the worksheet again, and "
    "give that."
)
NONE = marked(
    "{sheet} has no column that could be recognised as the grades. Switch Moodle to English, download the worksheet "
    "again, and give that."
)


class Columns(NamedTuple):
    """The columns that are read or filled in, from 0; None where the worksheet has none."""

    identifier: int
    email: int | None
    grade: int
    maximum: int | None
    feedback: int | None


def find_columns(sheet: Sheet, name: str) -> Columns:
    """Find the columns of a grading worksheet.

    Args:
        sheet: the worksheet.
        name: what it is called in the sentences of the errors.

    Raises:
        GraderError: there is no column of participants, or none of grades that is sure; the sentence says which.
    """
    cells = [sheet.column(number) for number in range(len(sheet.header))]
    identifier = next((number for number, column in enumerate(cells) if _are_participants(column)), None)
    if identifier is None:
        refused = say(
            '{sheet} has no column that tells its participants apart, such as "Participant 123". Download it again in '
            'Moodle, under the assignment\'s "Download grading worksheet".',
            sheet=name,
        )
        raise GraderError(refused)
    grade = _grade_column(sheet.header, cells, name)
    maximum = grade + 1 if grade + 1 < len(cells) and _is_maximum(cells[grade + 1]) else None
    email = next((number for number in range(grade) if _are_addresses(cells[number])), None)
    return Columns(identifier, email, grade, maximum, _feedback_column(sheet.header, cells, grade))


def participant(cell: str) -> str:
    """Return the number that a participant's cell ends in; empty if there is none."""
    return _split(cell)[1]


def _are_participants(column: Sequence[str]) -> bool:
    """Tell whether all cells are one word and a number that nobody else has."""
    words = {_split(cell)[0] for cell in column}
    numbers = {_split(cell)[1] for cell in column}
    return len(words) == 1 and all(words) and len(numbers) == len(column) and all(numbers)


def _split(cell: str) -> tuple[str, str]:
    """Return a cell's words, and the digits that it ends in."""
    text = cell.strip()
    words = text.rstrip(digits)
    return words, text.removeprefix(words)


def _are_addresses(column: Sequence[str]) -> bool:
    filled = [cell for cell in column if cell.strip()]
    return bool(filled) and all("@" in cell.strip("@ ") for cell in filled)


def _grade_column(header: Sequence[str], cells: Sequence[Sequence[str]], name: str) -> int:
    """Find the grades by their name or that of the maximum after them, or else by what stands in both."""
    places = range(1, len(header))
    ways = [
        [place for place in places if _called(header[place], GRADE)],
        [place - 1 for place in places if place > 1 and _called(header[place], MAXIMUM)],
        [place for place in places if _are_grades(cells[place]) and _is_maximum(_after(cells, place))],
    ]
    sure = next((way for way in ways if len(way) == 1), None)
    if sure is None:
        raise GraderError(say(SEVERAL if any(ways) else NONE, sheet=name))
    return sure[0]


def _feedback_column(header: Sequence[str], cells: Sequence[Sequence[str]], grade: int) -> int | None:
    """Find the feedback by its name, or else as the last column, unless it has dates, which are short, never empty."""
    named = [place for place in range(grade + 1, len(header)) if _called(header[place], FEEDBACK)]
    if named:
        return named[0]
    last = len(header) - 1
    no_dates = any(not cell.strip() or len(cell) > LONGEST_DATE for cell in cells[last])
    return last if no_dates and last > grade + 2 else None


def _called(header: str, names: set[str]) -> bool:
    return header.strip("\ufeff ").casefold() in names


def _after(cells: Sequence[Sequence[str]], place: int) -> Sequence[str]:
    return cells[place + 1] if place + 1 < len(cells) else []


def _are_grades(column: Sequence[str]) -> bool:
    return all(not cell.strip() or decimal(cell) is not None for cell in column)


def _is_maximum(column: Sequence[str]) -> bool:
    """Tell whether a column holds one positive number, in every row the same."""
    numbers = {decimal(cell) for cell in column}
    return len(numbers) == 1 and bool(numbers - {None, 0})
