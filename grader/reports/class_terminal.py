"""A class in the terminal: how each assignment went, what was hardest, what to look at, and where the rest is."""

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from grader.classroom import ClassResult
from grader.language import counted, marked, say
from grader.reports.class_answers import commonest, exercise_answers
from grader.reports.class_statistics import Summary, exercise_figures, hardest, summaries, whole_summary
from grader.reports.terminal_page import TerminalPage

FIGURES = (
    marked("Handed in"),
    marked("Median"),
    marked("Mean"),
    marked("Points"),
    marked("Full marks"),
    marked("Not graded"),
)
FIRST_FIGURES = ("Handed in", "Median", "Not graded")
"""What is told of each assignment; the latter where there is no room for more."""

ROOM_FOR_ALL = 80
"""Columns from which all figures fit beside a title."""

TITLE_WIDTH = 14
"""Columns that a title has at least."""

MOST = 3
"""Lines of the hardest exercises and of the commonest mistakes."""

MOST_NOTES = 5
"""Notes that are shown; all of them are on the class page."""


def print_class(result: ClassResult, console: Console, files: Sequence[Path]) -> None:
    """Print how a class did: a table of the assignments, the hardest exercises, the commonest mistakes, and notes.

    Args:
        result: the class.
        console: where to print; its width, colours and encoding are respected.
        files: what was written, named at the end.
    """
    page = _ClassPage(console)
    page.heading(result)
    page.summary(result)
    page.hardest(result)
    page.commonest(result)
    page.attention(result)
    page.files(files)


class _ClassPage(TerminalPage):
    """The lines of one class, written from the top down."""

    def heading(self, result: ClassResult) -> None:
        """Print whose results these are."""
        self.blank()
        self.line(self.text(result.title, "bold"), self.text(f"({_students(len(result.students))})"))

    def summary(self, result: ClassResult) -> None:
        """Print a line for each assignment and, if there are several, one for all together."""
        columns = FIGURES if self.width >= ROOM_FOR_ALL else FIRST_FIGURES
        table = Table(box=box.SIMPLE_HEAD, expand=True, show_edge=False, pad_edge=False, header_style="dim")
        table.add_column(say("Assignment"), ratio=1, width=TITLE_WIDTH, overflow="fold")
        for name in columns:
            table.add_column(say(name), justify="right", overflow="fold")
        for assignment, summary in zip(result.outline, summaries(result), strict=True):
            table.add_row(self.text(assignment.title or assignment.slug), *self._figures(summary, columns))
        if len(result.outline) > 1:
            table.add_row(self.text(say("All together"), "bold"), *self._figures(whole_summary(result), columns))
        self.blank()
        self.show(table)

    def _figures(self, summary: Summary, columns: Sequence[str]) -> list[Text]:
        figures = {
            "Handed in": str(summary.handed_in),
            "Median": _rounded(summary.median),
            "Mean": _rounded(summary.mean),
            "Points": str(summary.points),
            "Full marks": str(summary.full),
            "Not graded": str(summary.ungraded),
        }
        return [
            self.text(figures[name], "yellow" if name == "Not graded" and summary.ungraded else "") for name in columns
        ]

    def hardest(self, result: ClassResult) -> None:
        """Print the exercises of which the least was right."""
        entries = [
            (f"{int(100 * one.mean)}%", one.exercise.name)
            for one in hardest(exercise_figures(result), MOST)
            if one.mean is not None
        ]
        self._ranked(say("Hardest exercises, by the mean share of their points"), entries)

    def commonest(self, result: ClassResult) -> None:
        """Print the misconceptions that most students have."""
        entries = [
            (str(len(mistake.students)), say("{name}: {mistake}", name=one.exercise.name, mistake=mistake.text))
            for one, mistake in commonest(exercise_answers(result), MOST)
        ]
        self._ranked(say("Commonest mistakes, by how many make them"), entries)

    def _ranked(self, title: str, entries: list[tuple[str, str]]) -> None:
        if not entries:
            return
        grid = Table.grid(padding=(0, 2, 0, 0))
        grid.add_column(justify="right", no_wrap=True)
        grid.add_column(overflow="fold")
        for figure, words in entries:
            grid.add_row(self.text(figure, "bold"), self.text(words))
        self.blank()
        self.line(self.text(title, "bold"))
        self.show(grid)

    def attention(self, result: ClassResult) -> None:
        """Print what somebody should look at: what could not be graded first, then the notes, not too many of them."""
        notes = list(result.notes[:MOST_NOTES])
        if ungraded := whole_summary(result).ungraded:
            sentence = marked("Of {students} something could not be graded; the class page says what. It is no zero.")
            notes.insert(0, say(sentence, students=_students(ungraded)))
        if (more := len(result.notes) - MOST_NOTES) > 0:
            notes.append(say("And {count} more; the class page has them all.", count=more))
        self.list_notes(notes)

    def files(self, files: Sequence[Path]) -> None:
        """Print what was written, a file a line."""
        if not files:
            return
        self.blank()
        self.line(self.text(say("Written:"), "bold"))
        for file in files:
            self.path("", file)


def _students(count: int) -> str:
    return counted("{count} student", "{count} students", count)


def _rounded(points: Decimal | None) -> str:
    return "–" if points is None else f"{points:.1f}"
