"""The certificate of an audit in the terminal: a line an exercise, what is not as it should be, and the sums."""

from pathlib import Path

from rich import box
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from grader.certificate import Certificate, ExerciseCertificate, faults
from grader.reports.text import clean
from grader.reports.words import plural


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
        console.print(_table(slug, [e for e in certificate.exercises if e.assignment == slug]))
    found = faults(certificate)
    for sentence in [*found, *(f"Worse than before: {line}" for line in worse)]:
        console.print(f"  [red]✗[/] {escape(clean(sentence))}", highlight=False)
    console.print(f"\n  {_summary(certificate, found)}", highlight=False)
    for file in files:
        console.print(f"  {escape(str(file))}", highlight=False, soft_wrap=True)


def _table(slug: str, exercises: list[ExerciseCertificate]) -> Table:
    table = Table(title=slug, title_justify="left", title_style="bold", box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("Exercise", overflow="fold", ratio=1)
    for name in ("Wrong caught", "explained", "Right accepted", "Mutants killed", "equal", "Idle", "Time"):
        table.add_column(name, justify="right")
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
    return [*marked, str(exercise.equivalent), idle, f"{exercise.seconds:.0f} s"]


def _summary(certificate: Certificate, found: list[str]) -> str:
    wrong = sum(e.misconceptions for e in certificate.exercises)
    right = sum(e.alternatives for e in certificate.exercises)
    mutants = sum(e.mutants for e in certificate.exercises)
    tried = f"{wrong} misconceptions, {right} alternatives and {mutants} mutants in {certificate.times.seconds:.0f} s"
    if certificate.examples_only:
        return f"{tried}, against the published examples alone: {plural(len(found), 'complaint')}."
    return f"{tried}: {'all as it should be.' if not found else plural(len(found), 'complaint') + '.'}"
