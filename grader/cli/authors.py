"""The commands of those who write assignments: stubs, golden values, and the audit of the checks."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.cli.shared import (
    course_option,
    language_option,
    progress_bar,
    reports_option,
    say_written,
    the_course,
    written_option,
)
from grader.cli.usage import Command
from grader.errors import GraderError
from grader.language import say

if TYPE_CHECKING:
    from grader.certificate import Certificate


@click.command(cls=Command)
@click.argument("assignment", required=False)
@written_option
@course_option
def stub(assignment: str | None, code: str, course_folder: Path | None) -> int:
    """Write the stubs again from the solutions: of one ASSIGNMENT, or of all.

    In another language, the text cells, docstrings and comments are what the stub's catalogue says; the code is the
    same.
    """
    from grader.stub import write_stubs  # noqa: PLC0415

    course = the_course(course_folder)
    written = write_stubs(course, course.select(assignment), code)
    say_written(written)
    if not written:
        click.echo(say("The stubs are up to date."))
    return 0


@click.command(cls=Command)
@click.argument("assignment", required=False)
@course_option
def golden(assignment: str | None, course_folder: Path | None) -> int:
    """Record the golden values again from the solutions: of one ASSIGNMENT, or of all."""
    from grader.recording import record_golden  # noqa: PLC0415

    course = the_course(course_folder)
    written = record_golden(course, course.select(assignment))
    say_written(written)
    if not written:
        click.echo(say("The golden values are up to date."))
    return 0


@click.command(cls=Command)
@click.argument("assignment", required=False)
@click.option("--examples-only", is_flag=True, help="Reduce the checks to the published examples: what do these miss?")
@click.option(
    "--against",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="A certificate in JSON from before: exit with 1 if something has become worse.",
)
@click.option(
    "--json", "json_file", type=click.Path(path_type=Path, dir_okay=False), help="Write the certificate here."
)
@reports_option(help="The folder for the certificate as a page.")
@language_option
@course_option
def audit(
    assignment: str | None,
    examples_only: bool,
    against: Path | None,
    json_file: Path | None,
    reports: Path,
    course_folder: Path | None,
) -> int:
    """Examine the checks of one ASSIGNMENT, or of all: do they catch every mistake and accept every right answer?

    Exits with 1 if they do not.
    """
    from rich.console import Console  # noqa: PLC0415 - only the commands that print need it
    from rich.progress import TimeRemainingColumn  # noqa: PLC0415

    from grader.audit.conduct import audit as conduct  # noqa: PLC0415
    from grader.certificate import faults, to_json, worse  # noqa: PLC0415
    from grader.reports.certificate_html import render_certificate  # noqa: PLC0415
    from grader.reports.certificate_terminal import print_certificate  # noqa: PLC0415
    from grader.reports.files import write_whole  # noqa: PLC0415

    course = the_course(course_folder)
    before = _certificate(against) if against else None
    with progress_bar(say("getting ready"), TimeRemainingColumn()) as update:
        certificate = conduct(
            course,
            course.select(assignment),
            examples_only=examples_only,
            progress=lambda done, whole: update(total=whole, completed=done, description=say("examining")),
        )
    page = reports / "certificate.html"
    write_whole(page, render_certificate(certificate).encode())
    if json_file:
        write_whole(json_file, to_json(certificate.without_times()))
    lost = worse(certificate, before) if before else []
    print_certificate(certificate, Console(), lost, [path for path in (json_file, page) if path])
    return int(bool(lost or (faults(certificate) and not examples_only)))


def _certificate(path: Path) -> "Certificate":
    from grader.certificate import from_json  # noqa: PLC0415

    try:
        return from_json(path.read_bytes())
    except ValueError as error:
        raise GraderError(say("{path}: {problem}", path=path, problem=error)) from error
