"""The result of a check asked for in a Python shell, as text: what the card in a notebook shows, in its order."""

import io
import shutil
import sys

from rich.console import Console
from rich.text import Text

from grader.model import CheckResult, Difference, ExerciseResult, Grade, Status
from grader.reports.terminal_page import TerminalPage
from grader.reports.text import clean
from grader.reports.words import (
    PUBLIC_ONLY,
    STATUS_WORDS,
    exercises_of,
    isolation_off,
    needs_work,
    points_of,
    sentence,
)

INDENT = 4


def cell_text(grade: Grade, encoding: str = "") -> str:
    """Return a grade's exercises as plain lines, as wide as the terminal, the first failure of each in full.

    Args:
        grade: what grading found.
        encoding: what the lines must be fit for; by default, what the standard output takes.
    """
    encoding = encoding or sys.stdout.encoding or "utf-8"
    data = io.BytesIO()
    with io.TextIOWrapper(data, encoding, errors="backslashreplace", newline="\n") as lines:
        width = shutil.get_terminal_size().columns
        page = _Page(Console(file=lines, width=width, color_system=None, force_jupyter=False, legacy_windows=False))
        for exercise in exercises_of(grade):
            page.exercise(exercise)
        page.foot(grade)
        lines.flush()
        return data.getvalue().decode(encoding).rstrip("\n")


class _Page(TerminalPage):
    """The lines, written from the top down."""

    def exercise(self, it: ExerciseResult) -> None:
        """Print how an exercise ended, what it most likely comes from, and each check that wants another look."""
        words = STATUS_WORDS[it.status]
        self.line(self.mark(it.status), self.text(it.name), self.text(f" {points_of(it)}"), self.text(words.words))
        self.line(self.text(sentence(it)), indent=INDENT)
        to_mend = [check for check in it.checks if needs_work(check.status)]
        shown = next((check for check in to_mend if not check.hidden), None)
        for check in to_mend:
            self.check(check)
            if check is shown:
                self.details(check)
        self.list_notes(it.notes)

    def check(self, it: CheckResult) -> None:
        """Print the claim of a check that did not pass, and its hint."""
        self.blank()
        hidden = [self.text("(hidden)")] if it.hidden else []
        self.line(self.mark(it.status), self.text(it.title or it.name), *hidden, self.text(f" {points_of(it)}"))
        if it.hint:
            self.line(self.text("Hint:"), self.text(it.hint), indent=INDENT)

    def details(self, it: CheckResult) -> None:
        """Print what a check found, how to see it, and where in the student's code it happened."""
        if it.snippet:
            self.code(it.snippet)
        if it.difference:
            self.difference(it.difference)
        if it.message:
            self.line(self.text(it.message), indent=INDENT)
        for frame in it.frames:
            self.line(self.text(f"{frame.file}, line {frame.line}, in {frame.function}: {frame.text}"), indent=INDENT)

    def code(self, snippet: str) -> None:
        """Print code to paste, line by line as it is."""
        self.line(self.text("Paste this and run it:"), indent=INDENT)
        for line in clean(snippet).strip("\n").split("\n"):
            self.console.print(Text(" " * (2 + INDENT) + line if line else ""), soft_wrap=True)

    def mark(self, status: Status) -> Text:
        """The mark of a status."""
        words = STATUS_WORDS[status]
        return self.text(words.plain_mark if self.plain else words.mark)

    def difference(self, it: Difference) -> None:
        """Print the first difference, as far as it is told in words."""
        where = f"First difference, {it.where}:" if it.where else "First difference:"
        self.line(self.text(where), self.text(f"got {it.got}, expected {it.expected}"), indent=INDENT)

    def foot(self, grade: Grade) -> None:
        """Print the sum of several exercises, and what else there is to know of all of them."""
        if len(exercises_of(grade)) > 1:
            self.blank()
            self.line(self.text("Total:"), self.text(f"{grade.score} / {grade.points}"))
        self.list_notes(notes_of(grade))


def notes_of(grade: Grade) -> list[str]:
    """Return what there is to know besides the exercises: of the work as a whole, only while it is not right."""
    done = all(exercise.status is Status.PASSED for exercise in exercises_of(grade))
    of_assignments = [note for assignment in grade.assignments for note in assignment.notes if not done]
    off = [f"{layer} is {grade.isolation[layer]}" for layer in isolation_off(grade)]
    isolation = [f"Not all of the sandbox is on: {'; '.join(off)}."] if off else []
    return [*of_assignments, *grade.notes, *isolation, *([] if grade.hidden else [PUBLIC_ONLY])]
