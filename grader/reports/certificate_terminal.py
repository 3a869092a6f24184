"""The certificate of an audit in the terminal: a line an exercise, what is not as it should be, and the sums."""

from pathlib import Path

from rich.cells import set_cell_size
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from grader.certificate import Certificate, ExerciseCertificate, faults
from grader.language import counted, marked, say
from grader.reports.text import clean

LONGEST_NAME = 40
"""Columns, so that the tables of several assignments stand in line."""

LEGEND = {
    marked("wrong"): marked("misconceptions that lose marks"),
    marked("hint"): marked("those that are explained by their own hint"),
    marked("right"): marked("alternatives that keep full marks"),
    marked("mutants"): marked("mutants that lose marks, of those that differ from the solution"),
    marked("same"): marked("mutants that do not differ from it, by the reason on file"),
    marked("idle"): marked("checks that nothing fails"),
    marked("s"): marked("seconds of work"),
}
"""The heads of the columns, and what they mean."""
WIDEST_HEAD = 8


def print_certificate(certificate: Certificate, console: Console, worse: list[str], files: list[Path]) -> None:
    """Print a certificate.

    Args:
        certificate: what the audit found.
        console: where to print.
        worse: what has become worse since the certificate that it was held against.
        files: where the whole of it was written.
    """
    console.print()
    for slug in dict.fromkeys(exercise.assignment for exercise in certificate.exercises):
        console.print(_table(slug, [e for e in certificate.exercises if e.assignment == slug]), "")
    for name, meaning in LEGEND.items():
        console.print(f"  [dim]{set_cell_size(say(name), WIDEST_HEAD)}{say(meaning)}[/]", highlight=False)
    found = faults(certificate)
    console.print()
    for sentence in [*found, *(say("Worse than before: {line}", line=line) for line in worse)]:
        console.print(f"  [red]✗[/] {escape(clean(sentence))}", highlight=False)
    console.print(f"\n  {_summary(certificate, found)}", highlight=False)
    for file in files:
        console.print(f"  {escape(str(file))}", highlight=False, soft_wrap=True)


def _table(slug: str, exercises: list[ExerciseCertificate]) -> Table:
    table = Table(
        title=slug, title_justify="left", title_style="bold", box=None, padding=(0, 1, 0, 0), header_style="dim"
    )
    table.add_column(say("exercise"), no_wrap=True, min_width=LONGEST_NAME)
    for name in LEGEND:
        table.add_column(say(name), justify="right", no_wrap=True)
    for exercise in exercises:
        table.add_row(exercise.name, *_cells(exercise))
    return table


def _cells(exercise: ExerciseCertificate) -> list[str]:
    shares = [
        (exercise.caught, exercise.misconceptions),
        (exercise.explained, exercise.misconceptions),
        (exercise.accepted, exercise.alternatives),
        (exercise.killed, exercise.killable),
    ]
    shown = [f"{part}/{whole}" if part == whole else f"[red]{part}/{whole}[/]" for part, whole in shares]
    idle = f"[red]{len(exercise.idle)}[/]" if exercise.idle else "0"
    return [*shown, str(exercise.equivalent), idle, f"{exercise.seconds:.0f}"]


def _summary(certificate: Certificate, found: list[str]) -> str:
    tried = {
        "wrong": sum(e.misconceptions for e in certificate.exercises),
        "right": sum(e.alternatives for e in certificate.exercises),
        "mutants": sum(e.mutants for e in certificate.exercises),
        "seconds": f"{certificate.times.seconds:.0f}",
    }
    if certificate.examples_only:
        return counted(
            "{wrong} misconceptions, {right} alternatives and {mutants} mutants in {seconds} s, against the published "
            "examples alone: {count} complaint.",
            "{wrong} misconceptions, {right} alternatives and {mutants} mutants in {seconds} s, against the published "
            "examples alone: {count} complaints.",
            len(found),
            **tried,
        )
    if found:
        return counted(
            "{wrong} misconceptions, {right} alternatives and {mutants} mutants in {seconds} s: {count} complaint.",
            "{wrong} misconceptions, {right} alternatives and {mutants} mutants in {seconds} s: {count} complaints.",
            len(found),
            **tried,
        )
    return say(
        "{wrong} misconceptions, {right} alternatives and {mutants} mutants in {seconds} s: all as it should be.",
        **tried,
    )
