"""What changed between two grades of the same work, in the terminal: which exercises moved, and the one at hand.

Colour only underlines what marks and words already say, so the same lines serve a pipe, a log and NO_COLOR.
"""

import datetime
from dataclasses import dataclass

import msgspec
from rich.console import Console
from rich.table import Table
from rich.text import Text

from grader.language import marked, say
from grader.model import AssignmentResult, ExerciseResult, Grade, Status
from grader.reports.terminal import TONES
from grader.reports.terminal_page import TerminalPage
from grader.reports.words import (
    STATUS_WORDS,
    NextStep,
    exercises_of,
    first_line,
    headline,
    needs_work,
    next_step,
    points_of,
    sentence,
)


@dataclass(frozen=True)
class Move:
    """An exercise whose verdict is another one than before; `before` or `after` is None where there is none of it."""

    assignment: AssignmentResult
    before: ExerciseResult | None
    after: ExerciseResult | None

    @property
    def points(self) -> int:
        """The points that were won, or lost if below zero."""
        return (self.after.score if self.after else 0) - (self.before.score if self.before else 0)


def moves(before: Grade, after: Grade) -> list[Move]:
    """Return the exercises whose verdicts differ, in the order of the handout; those that are gone come last.

    A verdict is the status, the points, the sentence and how each check ended. The code and where it stands are none of
    it. Points of all moves together are what the score has changed by.
    """
    old, new = _by_name(before), _by_name(after)
    pairs = [(a, old.get(key, (a, None))[1], e) for key, (a, e) in new.items()]
    gone = [(a, e, None) for key, (a, e) in old.items() if key not in new]
    return [Move(*pair) for pair in [*pairs, *gone] if _verdict(pair[1]) != _verdict(pair[2])]


def at_hand(before: Grade, after: Grade) -> NextStep | None:
    """Return the exercise that is worked on and not right yet: the first whose code differs, or else that moved."""
    old = _by_name(before)
    moved = {(move.assignment.slug, move.after.name) for move in moves(before, after) if move.after}
    wrong = {key: pair for key, pair in _by_name(after).items() if needs_work(pair[1].status)}
    written = [key for key, (_, exercise) in wrong.items() if key in old and _code(old[key][1]) != _code(exercise)]
    key = next(iter(written or [key for key in wrong if key in moved]), None)
    return _step(after, *wrong[key]) if key else None


def print_progress(before: Grade, after: Grade, console: Console, *, at: datetime.datetime, seconds: float) -> None:
    """Print what a save has changed.

    Args:
        before: the grade of the same work at the save before.
        after: the grade now.
        console: where to print; its width, colours and encoding are respected.
        at: when it was saved, in the reader's own time.
        seconds: how long it took to grade it.
    """
    page = _Page(console)
    moved = moves(before, after)
    took = page.text(say("{seconds} s", seconds=f"{seconds:.2f}"), "dim")
    notes = [note for note in _notes(after) if note not in _notes(before)]
    if not moved and not notes:
        page.line(page.time(at), page.text(_unmoved(before, after)), took)
        return
    page.blank()
    page.line(page.time(at), took)
    for move in moved:
        page.move(move)
    page.list_notes(notes)
    if step := at_hand(before, after):
        page.step(step)
    page.total(before, after)


def print_remark(sentence: str, console: Console, *, at: datetime.datetime, detail: str = "") -> None:
    """Print one sentence, such as that a file is not there, beside the time, and below it what else is to be known."""
    page = _Page(console)
    page.line(page.time(at), page.text(sentence))
    for line in detail.splitlines():
        page.line(page.text(line), indent=4)


class _Page(TerminalPage):
    """The lines after one save, written from the top down."""

    def time(self, at: datetime.datetime) -> Text:
        """The time of day, dimly."""
        return self.text(f"{at:%H:%M:%S}", "dim")

    def move(self, move: Move) -> None:
        """Print how an exercise moved; a line too long goes on to the right of its mark."""
        words = STATUS_WORDS[move.after.status] if move.after else STATUS_WORDS[Status.NOT_ATTEMPTED]
        tone = TONES[words.tone]
        exercise = move.after or move.before
        assert exercise is not None, "a move has an exercise before or after it"
        line = [
            self.text(exercise.name, "bold"),
            self.text(self._points(move), tone if move.points else ""),
            self.text(_outcome(move)),
        ]
        grid = Table.grid(padding=(0, 1))
        grid.add_column(no_wrap=True)
        grid.add_column(overflow="fold")
        grid.add_row(self.text(words.plain_mark if self.plain else words.mark, tone), Text("  ").join(line))
        self.show(grid)

    def step(self, step: NextStep) -> None:
        """Print the exercise that is worked on: what fails, and the hint or what it most likely comes from."""
        where = f"({step.where})" if step.where else ""
        self.blank()
        self.line(self.text(say("Next:"), "bold"), self.text(f"{step.exercise.name} {where}", "bold"))
        for said in _advice(step):
            self.line(self.text(said), indent=8)

    def total(self, before: Grade, after: Grade) -> None:
        """Print the sum and what it has changed by, and whether that is all there is to be had."""
        self.blank()
        change = after.score - before.score
        more = [self.text(f"({change:+d})", "green" if change > 0 else "red")] if change else []
        self.line(self.text(say("Total:"), "bold"), self.text(f"{after.score} / {after.points}", "bold"), *more)
        if _all_pass(after):
            self.line(self.text(headline(after), "green"))

    def _points(self, move: Move) -> str:
        if move.after is None:
            return say("is no longer there")
        now = points_of(move.after)
        if move.before is None or not move.points:
            return now
        return f"{points_of(move.before).partition(' ')[0]} {'->' if self.plain else '→'} {now}"


def _outcome(move: Move) -> str:
    """What became of an exercise, to stand behind its name and points."""
    if move.after is None:
        return ""
    if move.after.status is Status.PASSED:
        return say("passes now")
    if move.after.status is not Status.FAILED:
        return sentence(move.after)
    still = move.before is not None and needs_work(move.before.status) and move.points >= 0
    outcome = marked("still fails: {why}") if still else marked("fails: {why}")
    return say(outcome, why=sentence(move.after))


def _unmoved(before: Grade, after: Grade) -> str:
    """One sentence on a save that changed nothing of the result."""
    if _all_pass(after):
        return say("No change. {headline}", headline=headline(after))
    step = at_hand(before, after)
    if step is None:
        return say("No change: {score} / {points}.", score=after.score, points=after.points)
    return say(
        "No change: {name} is still {points}. {why}",
        name=step.exercise.name,
        points=points_of(step.exercise),
        why=sentence(step.exercise),
    )


def _advice(step: NextStep) -> list[str]:
    """The first check that fails, and the advice, without what stands beside the exercise's name already."""
    check = next((check for check in step.exercise.checks if needs_work(check.status)), None)
    said = [first_line(check) if check else "", step.advice]
    shown = sentence(step.exercise)
    return [line for line in dict.fromkeys(said) if not line.startswith(shown)] or [shown]


def _by_name(grade: Grade) -> dict[tuple[str, str], tuple[AssignmentResult, ExerciseResult]]:
    return {(a.slug, e.name): (a, e) for a in grade.assignments for e in a.exercises}


def _verdict(exercise: ExerciseResult | None) -> object:
    """What tells one verdict on an exercise from another; None where there is none."""
    if exercise is None:
        return None
    checks = [(check.name, check.status, check.score, check.message) for check in exercise.checks]
    return exercise.status, exercise.score, exercise.points, exercise.message, checks


def _code(exercise: ExerciseResult) -> list[str]:
    return [block.text for block in exercise.code]


def _step(grade: Grade, assignment: AssignmentResult, exercise: ExerciseResult) -> NextStep | None:
    """What there is to do about one exercise, as if it were the only one."""
    alone = msgspec.structs.replace(assignment, exercises=[exercise])
    return next_step(msgspec.structs.replace(grade, assignments=[alone]))


def _notes(grade: Grade) -> list[str]:
    of_assignments = [
        note for a in grade.assignments for note in [*a.notes, *(n for e in a.exercises for n in e.notes)]
    ]
    return [*of_assignments, *grade.notes]


def _all_pass(grade: Grade) -> bool:
    exercises = exercises_of(grade)
    return bool(exercises) and all(exercise.status is Status.PASSED for exercise in exercises)
