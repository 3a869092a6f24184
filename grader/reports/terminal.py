"""The report in the terminal: a table per assignment, the total, what to look at next, and where the report is.

Colour only underlines what marks and words already say, so the same lines serve a pipe, a log and NO_COLOR.
"""

from collections.abc import Iterator
from pathlib import Path

from rich import box
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from grader.language import counted, say
from grader.model import AssignmentResult, ExerciseResult, Grade, Status
from grader.reports.terminal_page import TerminalPage
from grader.reports.words import (
    PUBLIC_ONLY,
    STATUS_WORDS,
    exercises_of,
    headline,
    isolation_note,
    next_step,
    percent,
    place,
    points_of,
    sentence,
)

TONES = {"right": "green", "waiting": "dim", "wrong": "red", "unsure": "yellow"}


def print_grade(grade: Grade, console: Console, report: Path | None, json: Path | None = None) -> None:
    """Print a grade: tables, notes, total, next step, and the paths of the files that hold the whole of it.

    Args:
        grade: what grading found.
        console: where to print; its width, colours and encoding are respected.
        report: the HTML report, named on the last line; None if none was written.
        json: the JSON report, if the reader should hear of it.
    """
    page = _Page(console)
    if grade.attempted:
        for assignment in grade.assignments:
            page.assignment(assignment)
    else:
        page.welcome(grade)
    page.notes(grade)
    page.total(grade)
    if grade.attempted:
        page.next_step(grade)
    page.blank()
    page.path("JSON", json)
    page.path(say("Report"), report)


class _Page(TerminalPage):
    """The lines of one report, written from the top down."""

    def assignment(self, assignment: AssignmentResult) -> None:
        """Print the assignment's table, or one line if nothing of it has been started."""
        self.blank()
        self._heading(assignment)
        if all(exercise.status is Status.NOT_ATTEMPTED for exercise in assignment.exercises):
            self.line(self.text(_waiting(assignment), "dim"))
        else:
            self.show(self._table(assignment))
        self.list_notes(list(_notes_of(assignment)))

    def _heading(self, assignment: AssignmentResult) -> None:
        grid = Table.grid(expand=True, padding=(0, 1))
        grid.add_column(ratio=1, overflow="fold")
        grid.add_column(justify="right", no_wrap=True)
        title = self.text(assignment.title or assignment.slug, "bold")
        if assignment.file:
            title = Text("   ").join([title, self.text(assignment.file, "dim")])
        grid.add_row(title, self.text(f"{assignment.score} / {assignment.points}", "bold"))
        self.show(grid)

    def _table(self, assignment: AssignmentResult) -> Table:
        table = Table(box=box.SIMPLE_HEAD, expand=True, show_edge=False, pad_edge=False, header_style="dim")
        table.add_column(say("Status"), no_wrap=True, min_width=_status_width())
        table.add_column(say("Exercise"), ratio=1, overflow="fold")
        table.add_column(say("Points"), justify="right", no_wrap=True)
        for exercise in assignment.exercises:
            table.add_row(*self._row(exercise))
        return table

    def _row(self, exercise: ExerciseResult) -> tuple[Text, Text, Text]:
        words = STATUS_WORDS[exercise.status]
        mark = words.plain_mark if self.plain else words.mark
        name = self.text(exercise.name, "bold" if words.tone == "wrong" else "")
        if exercise.status is not Status.PASSED:
            name = Text("\n").join([name, self.text(sentence(exercise), "dim" if words.tone == "waiting" else "")])
        points = self.text(points_of(exercise))
        return self.text(f"{mark} {words.words}", TONES[words.tone]), name, points

    def welcome(self, grade: Grade) -> None:
        """Print, in place of a table of failures, where to start, when nothing is filled in."""
        self.blank()
        self.line(self.text(headline(grade), "bold"))
        first = next_step(grade)
        if first is None or not any(assignment.file for assignment in grade.assignments):
            self.line(self.text(say("Hand in a .py or a notebook, or a folder or a zip with them in it.")))
            return
        slug, name = first.assignment.slug, first.exercise.name
        where = place(first.assignment, first.exercise) or f"{slug}.py"
        self.blank()
        self._step(
            1,
            self.filled(say("Open {where}: {name} comes first."), where=self.text(where), name=self.text(name, "bold")),
        )
        self._step(2, self.text(say("Write your lines between START CODE HERE and END CODE HERE, and save.")))
        command = self.text(f"make grade A={slug}", "bold")
        self._step(3, self.filled(say("Run {command} and see how far you got."), command=command))
        self.blank()
        self.line(self.text(_waiting_in_all(grade), "dim"))

    def _step(self, number: int, words: Text) -> None:
        grid = Table.grid(padding=(0, 1))
        grid.add_row(Text(f"{number}."), words)
        self.show(grid)

    def notes(self, grade: Grade) -> None:
        """Print what else there is to say about the whole submission, dimly."""
        notes = list(grade.notes)
        if not grade.attempted:
            notes = [note for assignment in grade.assignments for note in _notes_of(assignment)] + notes
        if note := isolation_note(grade):
            notes.append(note)
        self.list_notes(notes)

    def total(self, grade: Grade) -> None:
        """Print the sum, and what it is the sum of."""
        self.blank()
        share = f"({percent(grade.score, grade.points)}%)"
        self.line(
            self.text(say("Total:"), "bold"), self.text(f"{grade.score} / {grade.points}", "bold"), self.text(share)
        )
        if grade.attempted:
            self.line(self.text(headline(grade)))
        if not grade.hidden:
            self.line(self.text(say(PUBLIC_ONLY), "dim"))

    def next_step(self, grade: Grade) -> None:
        """Print the one thing to look at first."""
        step = next_step(grade)
        if step is None:
            return
        self.blank()
        where = f"({step.where})" if step.where else ""
        self.line(self.text(say("Next:"), "bold"), self.text(f"{step.exercise.name} {where}", "bold"))
        self.line(self.text(step.advice), indent=8)


def _notes_of(assignment: AssignmentResult) -> Iterator[str]:
    yield from assignment.notes
    for exercise in assignment.exercises:
        yield from exercise.notes


def _waiting(assignment: AssignmentResult) -> str:
    count = len(assignment.exercises)
    if not assignment.file:
        return counted(
            "No file of this assignment was found. {count} exercise to do.",
            "No file of this assignment was found. {count} exercises to do.",
            count,
        )
    return counted(
        "Nothing is filled in here yet. {count} exercise to do.",
        "Nothing is filled in here yet. {count} exercises to do.",
        count,
    )


def _waiting_in_all(grade: Grade) -> str:
    exercises = counted("{count} exercise", "{count} exercises", len(exercises_of(grade)))
    assignments = counted("{count} assignment", "{count} assignments", len(grade.assignments))
    return say("{exercises} in {assignments}, one block at a time.", exercises=exercises, assignments=assignments)


def _status_width() -> int:
    return max(cell_len(f"{words.mark} {words.words}") for words in STATUS_WORDS.values())
