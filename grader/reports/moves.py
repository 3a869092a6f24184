"""A regrade in the terminal: why grades are made anew, who moves from what to what, and what to do next."""

from collections.abc import Iterator

from rich.console import Console
from rich.markup import escape
from rich.padding import Padding
from rich.table import Table

from grader.classroom import Move, Regrade
from grader.reports.text import clean_line
from grader.reports.words import plural

SHOWN = 40
"""Moves that are listed; of the rest it is said how many there are."""
CHECKS = 3
"""Checks that are named for a move."""


def print_moves(regrade: Regrade, console: Console, *, published: bool) -> None:
    """Print what a regrade would change, or has changed."""
    if not regrade.files:
        _say(console, "Nothing has changed since these grades were made: there is nothing to grade anew.")
        return
    _say(console, f"{plural(regrade.files, 'file')} graded anew, because of what has changed:")
    for slug, parts in regrade.reasons.items():
        _say(console, f"{slug}: {', '.join(parts)}", indent=2)
    if regrade.moves:
        console.print("", _table(regrade.moves[:SHOWN]), "", sep="\n")
    for sentence in _sums(regrade, published=published):
        _say(console, sentence)


def _say(console: Console, sentence: str, indent: int = 0) -> None:
    console.print(Padding(escape(clean_line(sentence)), (0, 0, 0, indent)), highlight=False)


def _table(moves: tuple[Move, ...]) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    table.add_column("student", overflow="fold")
    table.add_column("assignment", overflow="fold")
    for name in ("before", "after"):
        table.add_column(name, justify="right", no_wrap=True)
    table.add_column("why", overflow="fold")
    for move in moves:
        tone = "green" if move.after > move.before else "red"
        table.add_row(
            *(escape(clean_line(text)) for text in (move.person.name, move.slug)),
            f"{move.before:f}",
            f"[{tone}]{move.after:f}[/]",
            escape(clean_line(_why(move))),
        )
    return table


def _why(move: Move) -> str:
    more = f"; and {len(move.checks) - CHECKS} more" if len(move.checks) > CHECKS else ""
    return "; ".join(move.checks[:CHECKS]) + more or "the policies weigh it otherwise"


def _sums(regrade: Regrade, *, published: bool) -> Iterator[str]:
    ups = sum(move.after > move.before for move in regrade.moves)
    people = len({move.person.key for move in regrade.moves})
    if len(regrade.moves) > SHOWN:
        yield f"... and {len(regrade.moves) - SHOWN} more."
    verb = "moved" if published else "would move"
    yield (
        f"{plural(people, 'student')} {verb}: {ups} up, {len(regrade.moves) - ups} down." if people else "Nobody moves."
    )
    if not published:
        yield "Nothing that counts has been changed. `grader regrade --publish` lets the new grades count."
