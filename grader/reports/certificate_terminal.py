"""The certificate of an audit in the terminal: a line an exercise, what is not as it should be, and the sums."""

from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from grader.certificate import Certificate, ExerciseCertificate, faults
from grader.reports.text import clean
from grader.sentences import plural

LONGEST_NAME = 40
"""Columns, so that the tables of several assignments stand in line."""

LEGEND = {
    "wrong": "misconceptions that lose marks",
    "hint": "those that are explained by their own hint",
    "right": "alternatives that keep full marks",
    "mutants": "mutants that lose marks, of those that differ from the solution",
    "same": "mutants that do not differ from it, by the reason on file",
    "idle": "checks that nothing fails",
    "s": "seconds of work",
}


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
        console.print(f"  [dim]{name:8}{meaning}[/]", highlight=False)
    found = faults(certificate)
    console.print()
    for sentence in [*found, *(f"Worse than before: {line}" for line in worse)]:
        console.print(f"  [red]✗[/] {escape(clean(sentence))}", highlight=False)
    console.print(f"\n  {_summary(certificate, found)}", highlight=False)
    for file in files:
        console.print(f"  {escape(str(file))}", highlight=False, soft_wrap=True)


def _table(slug: str, exercises: list[ExerciseCertificate]) -> Table:
    table = Table(
        title=slug, title_justify="left", title_style="bold", box=None, padding=(0, 1, 0, 0), header_style="dim"
    )
    table.add_column("exercise", no_wrap=True, min_width=LONGEST_NAME)
    for name in LEGEND:
        table.add_column(name, justify="right", no_wrap=True)
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
    marked = [f"{part}/{whole}" if part == whole else f"[red]{part}/{whole}[/]" for part, whole in shares]
    idle = f"[red]{len(exercise.idle)}[/]" if exercise.idle else "0"
    return [*marked, str(exercise.equivalent), idle, f"{exercise.seconds:.0f}"]


def _summary(certificate: Certificate, found: list[str]) -> str:
    wrong = sum(e.misconceptions for e in certificate.exercises)
    right = sum(e.alternatives for e in certificate.exercises)
    mutants = sum(e.mutants for e in certificate.exercises)
    tried = f"{wrong} misconceptions, {right} alternatives and {mutants} mutants in {certificate.times.seconds:.0f} s"
    if certificate.examples_only:
        return f"{tried}, against the published examples alone: {plural(len(found), 'complaint')}."
    return f"{tried}: {'all as it should be.' if not found else plural(len(found), 'complaint') + '.'}"
