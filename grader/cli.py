"""The command line: parse, call down, exit codes.

0: it worked. 1: the score is below --fail-under. 2: wrong usage, or files that cannot be read. 3: the grader's own
machinery failed. 130: stopped with Ctrl-C. What is heavy is imported by the command that needs it.
"""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.errors import GraderError, SandboxError
from grader.sandbox import privileges

if TYPE_CHECKING:
    from grader.certificate import Certificate
    from grader.model import Grade
    from grader.submission import Submission

course_option = click.option(
    "--course",
    "course_folder",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="The course's folder. Without it: the nearest one at or above the current folder.",
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="coursework-grader")  # looked up only when it is asked for
def cli() -> None:
    """Grade coursework in NumPy: right, kind and exact."""


@cli.command()
@click.argument("submission", type=click.Path(path_type=Path, exists=True), required=False)
@click.option("--assignment", "-a", metavar="SLUG", help="Grade this assignment only, such as initialization.")
@click.option("--json", "json_file", type=click.Path(path_type=Path, dir_okay=False), help="Write the result here too.")
@click.option(
    "--reports",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("reports"),
    show_default=True,
    help="The folder for the report.",
)
@click.option("--require-isolation", is_flag=True, help="Refuse to grade unless every layer of the sandbox is on.")
@click.option("--fail-under", type=click.FloatRange(0, 100), help="Exit with 1 if the score is below this percentage.")
@course_option
def grade(
    submission: Path | None,
    assignment: str | None,
    json_file: Path | None,
    reports: Path,
    require_isolation: bool,
    fail_under: float | None,
    course_folder: Path | None,
) -> int:
    """Grade SUBMISSION: a file, a notebook, a folder or a zip. Without it: the course's own assignments folder."""
    from rich.console import Console  # noqa: PLC0415 - only this command prints

    from grader.reports.files import write_json, write_reports  # noqa: PLC0415
    from grader.reports.terminal import print_grade  # noqa: PLC0415

    result = _grade(submission, assignment, course_folder, require_isolation=require_isolation)
    report, _ = write_reports(result, reports)
    if json_file:
        write_json(result, json_file)
    print_grade(result, Console(), report, json_file)
    return int(fail_under is not None and result.percent < fail_under)


@cli.command()
@click.argument("assignment", required=False)
@course_option
def stub(assignment: str | None, course_folder: Path | None) -> int:
    """Write the stubs again from the solutions: of one ASSIGNMENT, or of all."""
    from grader.assignment import find_course, load_course  # noqa: PLC0415
    from grader.stub import write_stubs  # noqa: PLC0415

    course = load_course(course_folder or find_course(Path.cwd()))
    written = write_stubs(course, course.select(assignment))
    _say_written(written, "The stubs are up to date.")
    return 0


@cli.command()
@click.argument("assignment", required=False)
@course_option
def golden(assignment: str | None, course_folder: Path | None) -> int:
    """Record the golden values again from the solutions: of one ASSIGNMENT, or of all."""
    from grader.assignment import find_course, load_course  # noqa: PLC0415
    from grader.recording import record_golden  # noqa: PLC0415

    course = load_course(course_folder or find_course(Path.cwd()))
    _say_written(record_golden(course, course.select(assignment)), "The golden values are up to date.")
    return 0


def main() -> None:
    """The `grader` command."""
    for name in ("PYTEST_ADDOPTS", "PYTEST_PLUGINS"):  # meant for somebody's own tests, not for the checks
        os.environ.pop(name, None)
    privileges.hide()  # what the grader holds in memory, the solution above all, is nobody else's to read
    try:
        code = cli.main(standalone_mode=False)
    except click.exceptions.Abort:
        click.echo("\nStopped. What was finished is kept; nothing else was changed.", err=True)
        code = 130
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except GraderError as error:
        click.echo(f"Error: {error}", err=True)
        code = 3 if isinstance(error, SandboxError) else 2
    sys.exit(code)


def _grade(path: Path | None, slug: str | None, course_folder: Path | None, *, require_isolation: bool) -> "Grade":
    """Grade a submission, with a progress line on a terminal."""
    from grader.assignment import find_course, load_course  # noqa: PLC0415 - msgspec and NumPy load when grading does
    from grader.session import GradingSession  # noqa: PLC0415
    from grader.submission import read_submission  # noqa: PLC0415

    course = load_course(course_folder or find_course(Path.cwd()))
    chosen = course.select(slug)
    with _progress() as progress, GradingSession(course, chosen) as session:
        submission = read_submission(path or course.root / "assignments", course.assignments)
        _hold_something(submission, slug)
        if require_isolation:
            session.hold_isolation()
        return session.grade(submission, progress(session.exercises(submission)))


def _hold_something(submission: "Submission", slug: str | None) -> None:
    if submission.single and not submission.sources:
        raise GraderError(" ".join([f"{submission.name} is none of this course's assignments.", *submission.notes]))
    if submission.single and slug and slug not in submission.sources:
        raise GraderError(f"{submission.name} is {' and '.join(submission.sources)}, not {slug}.")


@cli.command()
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
@click.option(
    "--reports",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("reports"),
    show_default=True,
    help="The folder for the certificate as a page.",
)
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

    from grader.assignment import find_course, load_course  # noqa: PLC0415
    from grader.audit.conduct import audit as conduct  # noqa: PLC0415
    from grader.certificate import faults, to_json, worse  # noqa: PLC0415
    from grader.reports.certificate_html import render_certificate  # noqa: PLC0415
    from grader.reports.certificate_terminal import print_certificate  # noqa: PLC0415
    from grader.reports.files import write_whole  # noqa: PLC0415

    course = load_course(course_folder or find_course(Path.cwd()))
    before = _certificate(against) if against else None
    with _counting() as count:
        certificate = conduct(course, course.select(assignment), examples_only=examples_only, progress=count)
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
        raise GraderError(f"{path}: {error}") from error


@contextmanager
def _counting() -> Iterator[Callable[[int, int], None]]:
    """A progress bar on standard error with the time that is left; nothing where that is no terminal."""
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn  # noqa: PLC0415

    columns = [TextColumn("{task.description}"), BarColumn(bar_width=24), MofNCompleteColumn(), TimeRemainingColumn()]
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("getting ready", total=None)
        yield lambda done, whole: bar.update(task, total=whole, completed=done, description="examining")


@contextmanager
def _progress() -> Iterator[Callable[[list[str]], Callable[[str], None]]]:
    """A progress line on standard error, gone when the work is done; nothing where that is no terminal."""
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn  # noqa: PLC0415

    columns = [SpinnerColumn(), BarColumn(bar_width=24), MofNCompleteColumn(), TextColumn("{task.description}")]
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("getting ready", total=None)

        def over(names: list[str]) -> Callable[[str], None]:
            def step(name: str) -> None:
                done = names.index(name) if name in names else 0
                bar.update(task, total=len(names), completed=done, description=name)

            return step

        yield over


def _say_written(files: list[Path], otherwise: str) -> None:
    for file in files:
        click.echo(f"Wrote {file}")
    if not files:
        click.echo(otherwise)
