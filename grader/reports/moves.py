"""A regrade in the terminal: why grades are made anew, who moves from what to what, and what to do next."""

from collections.abc import Iterator, Sequence

from rich import box
from rich.console import Console
from rich.table import Table

from grader.classroom import Move, Regrade
from grader.language import counted, say
from grader.reports.standing import amount
from grader.reports.terminal_page import TerminalPage
from grader.sentences import enumerated

SHOWN = 40
"""Moves that are listed; of the rest it is said how many there are."""
CHECKS = 3
"""Checks that are named for a move."""


def print_moves(regrade: Regrade, console: Console, *, published: bool) -> None:
    """Print what a regrade would change, or has changed.

    Args:
        regrade: what grading anew makes of the class.
        console: where to print; its width, colours and encoding are respected.
        published: whether the new grades count by now.
    """
    page = TerminalPage(console)
    page.blank()
    if not regrade.files:
        page.line(page.text(say("Nothing has changed since these grades were made: there is nothing to grade anew.")))
        return
    files = counted(
        "{count} file graded anew, because of what has changed:",
        "{count} files graded anew, because of what has changed:",
        regrade.files,
    )
    page.line(page.text(files))
    for slug, parts in regrade.reasons.items():
        page.line(page.text(say("{slug}: {parts}", slug=slug, parts=enumerated(parts)), "bold"), indent=4)
    page.blank()
    if regrade.moves:
        page.show(_table(page, regrade.moves[:SHOWN]))
        page.blank()
    for sentence in _sums(regrade, published=published):
        page.line(page.text(sentence))


def _table(page: TerminalPage, moves: Sequence[Move]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, expand=True, show_edge=False, pad_edge=False, header_style="dim")
    table.add_column(say("Student"), overflow="fold", ratio=2)
    table.add_column(say("Assignment"), overflow="fold", ratio=2)
    table.add_column(say("Before"), justify="right", no_wrap=True)
    table.add_column(say("After"), justify="right", no_wrap=True)
    table.add_column(say("Why"), overflow="fold", ratio=4)
    for move in moves:
        tone = "green" if move.after > move.before else "red"
        table.add_row(
            page.text(move.person.name),
            page.text(move.slug),
            page.text(amount(move.before)),
            page.text(amount(move.after), tone),
            page.text(_why(move)),
        )
    return table


def _why(move: Move) -> str:
    shown = say("; ").join(move.checks[:CHECKS])
    if (more := len(move.checks) - CHECKS) > 0:
        return say("{checks}; and {more} more", checks=shown, more=more)
    return shown or say("the policies weigh it otherwise")


def _sums(regrade: Regrade, *, published: bool) -> Iterator[str]:
    ups = sum(move.after > move.before for move in regrade.moves)
    people = len({move.person.key for move in regrade.moves})
    if len(regrade.moves) > SHOWN:
        yield say("... and {count} more.", count=len(regrade.moves) - SHOWN)
    values = {"ups": ups, "downs": len(regrade.moves) - ups}
    if not people:
        yield say("Nobody moves.")
    elif published:
        yield counted(
            "{count} student moved: {ups} up, {downs} down.",
            "{count} students moved: {ups} up, {downs} down.",
            people,
            **values,
        )
    else:
        yield counted(
            "{count} student would move: {ups} up, {downs} down.",
            "{count} students would move: {ups} up, {downs} down.",
            people,
            **values,
        )
    yield from regrade.faults
    if not published:
        yield say("Nothing that counts has been changed. `grader regrade --publish` lets the new grades count.")
