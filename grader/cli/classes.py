"""The commands for a whole class: batch, regrade, export, and a class to try them out with."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.batch.tally import Tally
from grader.cli.shared import Stopped, course_option, the_course
from grader.errors import GraderError

if TYPE_CHECKING:
    from grader.assignment import Course
    from grader.batch.conduct import Setting
    from grader.classroom import ClassResult
    from grader.engines.crew import Engine

BOOK = "gradebook.sqlite"
ALL, GRADEBOOK, CANVAS, MOODLE = "all", "gradebook", "canvas", "moodle"
"""Words for exports: all of them, and those that the command line speaks of by name."""
MACHINERY_FAILED = 3
FILE = click.Path(path_type=Path, exists=True, dir_okay=False)

folder_option = click.option(
    "--out",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("gradebook"),
    show_default=True,
    help="The class's folder: the gradebook, the pages, the exports.",
)
assignment_option = click.option("--assignment", "-a", metavar="SLUG", help="This assignment only.")
title_option = click.option("--title", default="", help="What the class is called on its page.")


def engine_options(command: Callable[..., int]) -> Callable[..., int]:
    """Where the grading is done."""
    options = [
        click.option("--workers", type=click.IntRange(1), help="Processes on this machine. Without it: one a core."),
        click.option("--dask", metavar="ADDRESS", help="Grade on the Dask cluster of the scheduler at this address."),
        click.option("--require-isolation", is_flag=True, help="Refuse to grade where a layer of the sandbox is off."),
    ]
    for option in reversed(options):
        command = option(command)
    return command


def export_options(command: Callable[..., int]) -> Callable[..., int]:
    """Which files for other programs are written."""
    options = [
        click.option("--export", "exports", multiple=True, metavar="NAME", help="Also write this format, or: all."),
        click.option("--worksheet", type=FILE, help="The grading worksheet downloaded from Moodle, to be filled in."),
        click.option("--canvas-gradebook", type=FILE, help="The gradebook downloaded from Canvas, for its columns."),
    ]
    for option in reversed(options):
        command = option(command)
    return command


@click.command()
@click.argument("submissions", type=click.Path(path_type=Path, exists=True))
@click.option("--roster", type=FILE, help="A CSV of who is in it.")
@assignment_option
@folder_option
@title_option
@engine_options
@export_options
@course_option
def batch(
    submissions: Path,
    roster: Path | None,
    assignment: str | None,
    folder: Path,
    title: str,
    workers: int | None,
    dask: str | None,
    require_isolation: bool,
    exports: Sequence[str],
    worksheet: Path | None,
    canvas_gradebook: Path | None,
    course_folder: Path | None,
) -> int:
    """Grade a class: SUBMISSIONS is what the learning platform gives to download, a folder or a zip.

    What is graded is kept in the class's folder, so that a run that was stopped goes on where it was, and unchanged
    work is not graded twice.
    """
    from grader.batch import conduct  # noqa: PLC0415 - NumPy loads when grading does
    from grader.downloads import read_download  # noqa: PLC0415
    from grader.roster import read_roster  # noqa: PLC0415

    course = the_course(course_folder)
    formats = _formats(exports, worksheet, canvas_gradebook)
    people = read_roster(roster) if roster else None
    download = read_download(submissions, course.assignments)
    with _setting(course, assignment, folder, title, workers, dask, isolated=require_isolation) as setting:
        tally = Tally(len(download.handins))
        with _told("Grading", tally, folder) as told:
            result = conduct.batch(setting, download, people, told, tally)
        _write(setting, result, folder, formats)
    return _say_faults(tally)


@click.command()
@click.option("--publish", is_flag=True, help="Let the new grades count, and write the pages and exports anew.")
@assignment_option
@folder_option
@title_option
@engine_options
@export_options
@course_option
def regrade(
    publish: bool,
    assignment: str | None,
    folder: Path,
    title: str,
    workers: int | None,
    dask: str | None,
    require_isolation: bool,
    exports: Sequence[str],
    worksheet: Path | None,
    canvas_gradebook: Path | None,
    course_folder: Path | None,
) -> int:
    """Grade anew what the course has changed for, and show who moves, from what to what, and why.

    Nothing that counts is changed before --publish.
    """
    from rich.console import Console  # noqa: PLC0415

    from grader.batch import conduct  # noqa: PLC0415
    from grader.reports.moves import print_moves  # noqa: PLC0415

    _hold_book(folder)
    course = the_course(course_folder)
    formats = _formats(exports, worksheet, canvas_gradebook)
    with _setting(course, assignment, folder, title, workers, dask, isolated=require_isolation) as setting:
        tally = Tally(0)
        with _told("Grading anew", tally, folder) as told:
            regraded = conduct.regrade(setting, told, tally, publish=publish)
        print_moves(regraded, Console(), published=publish)
        if publish and regraded.files:
            _write(setting, conduct.results(setting), folder, formats)
    return _say_faults(tally)


@click.command()
@click.argument("names", nargs=-1, metavar="[NAME]...")
@assignment_option
@folder_option
@title_option
@click.option("--worksheet", type=FILE, help="The grading worksheet downloaded from Moodle, to be filled in.")
@click.option("--canvas-gradebook", type=FILE, help="The gradebook downloaded from Canvas, for its columns.")
@course_option
def export(
    names: Sequence[str],
    assignment: str | None,
    folder: Path,
    title: str,
    worksheet: Path | None,
    canvas_gradebook: Path | None,
    course_folder: Path | None,
) -> int:
    """Write the pages and the named exports of a gradebook again, with the policies as they are now: no grading."""
    from grader.batch import conduct  # noqa: PLC0415

    _hold_book(folder)
    course = the_course(course_folder)
    formats = _formats(names, worksheet, canvas_gradebook)
    with _setting(course, assignment, folder, title, None, None, isolated=False) as setting:
        _write(setting, conduct.results(setting), folder, formats)
    return 0


@click.command(name="demo-class")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--students", type=click.IntRange(1), default=30, show_default=True, help="How many.")
@click.option("--layout", default="folders", show_default=True, help="folders, canvas, moodle, gradescope or github.")
@click.option("--seed", type=int, default=0, show_default=True, help="The same seed gives the same class.")
@assignment_option
@course_option
def demo_class(
    folder: Path, students: int, layout: str, seed: int, assignment: str | None, course_folder: Path | None
) -> int:
    """Write a made-up class into FOLDER, to try things out with: its submissions, a roster, and what each is worth."""
    from grader.demo import write_class  # noqa: PLC0415

    course = the_course(course_folder)
    chosen = course.select(assignment)
    write_class(course, folder, students=students, layout=layout, seed=seed, assignments=chosen)
    click.echo(f"Wrote {folder}. Grade it with:")
    click.echo(f"  grader batch {folder / 'submissions'} --roster {folder / 'roster.csv'}")
    return 0


@dataclass(frozen=True)
class _Formats:
    """The exports that are wanted, and the downloaded files that some of them fill in."""

    names: list[str]
    worksheet: Path | None
    canvas_gradebook: Path | None


def _formats(names: Sequence[str], worksheet: Path | None, canvas_gradebook: Path | None) -> _Formats:
    """The formats that were asked for, the one for people, and those that a downloaded file is there for.

    Raises:
        GraderError: there is no such format, or it lacks its file.
    """
    from grader.reports.exports import EXPORTS, hold_exports  # noqa: PLC0415

    needs_no_file = [name for name in EXPORTS if name != MOODLE]
    asked = needs_no_file if ALL in names else [GRADEBOOK]
    filled = [MOODLE] * (worksheet is not None) + [CANVAS] * (canvas_gradebook is not None)
    chosen = list(dict.fromkeys([*asked, *(name for name in names if name != ALL), *filled]))
    hold_exports(chosen, worksheet=worksheet, template=canvas_gradebook)
    return _Formats(chosen, worksheet, canvas_gradebook)


@contextmanager
def _setting(
    course: "Course",
    slug: str | None,
    folder: Path,
    title: str,
    workers: int | None,
    dask: str | None,
    *,
    isolated: bool,
) -> Iterator["Setting"]:
    """What a run works with, the gradebook open."""
    from grader.batch.conduct import Setting  # noqa: PLC0415
    from grader.engines.crew import Crew  # noqa: PLC0415
    from grader.gradebook import Gradebook  # noqa: PLC0415

    chosen = course.select(slug)
    engine = _engine(course.root, [a.slug for a in chosen], workers, dask)
    with Gradebook(folder / BOOK) as book:
        yield Setting(course, chosen, slug is not None, book, Crew(engine), isolated, title)


def _engine(root: Path, slugs: Sequence[str], workers: int | None, dask: str | None) -> "Engine":
    if dask:
        from grader.engines.cluster import DaskEngine  # noqa: PLC0415

        return DaskEngine(dask)
    from grader.engines.local import LocalEngine  # noqa: PLC0415

    return LocalEngine(root.resolve(), slugs, workers)


def _hold_book(folder: Path) -> None:
    """Refuse to make a new gradebook where one is asked for."""
    if not (folder / BOOK).is_file():
        raise GraderError(f"There is no gradebook in {folder}. `grader batch` makes one; --out says where it is.")


@contextmanager
def _told(what: str, tally: Tally, folder: Path) -> Iterator[Callable[[Tally], None]]:
    """A progress bar on standard error where that is a terminal; and when it is stopped, how to go on."""
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import (  # noqa: PLC0415
        BarColumn,
        MofNCompleteColumn,
        Progress,
        SpinnerColumn,
        TextColumn,
        TimeRemainingColumn,
    )

    counts = "{task.fields[rate]}[red]{task.fields[failing]}[/][yellow]{task.fields[faults]}[/]"
    columns = [
        *(SpinnerColumn(), TextColumn("{task.description}"), BarColumn(bar_width=20), MofNCompleteColumn()),
        *(TimeRemainingColumn(), TextColumn("left"), TextColumn(counts)),
    ]
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task(what, total=None, rate="", failing="", faults="")

        def told(now: Tally) -> None:
            speed = bar.tasks[0].speed
            bar.update(
                task,
                total=now.whole,
                completed=now.done,
                rate=f"{speed:.1f}/s" if speed else "",
                failing=f"  {now.failing} with something wrong" if now.failing else "",
                faults=f"  {len(now.faults)} not graded" if now.faults else "",
            )

        try:
            yield told
        except KeyboardInterrupt as stop:
            raise Stopped(
                f"Stopped. {tally.done} of {tally.whole} are done and kept in {folder / BOOK}. Run the same to go on."
            ) from stop


def _write(setting: "Setting", result: "ClassResult", folder: Path, formats: _Formats) -> None:
    from rich.console import Console  # noqa: PLC0415

    from grader.batch.conduct import shown  # noqa: PLC0415
    from grader.batch.writing import write_class  # noqa: PLC0415
    from grader.reports.class_terminal import print_class  # noqa: PLC0415

    told: list[str] = []
    files = write_class(
        result,
        shown(setting, result),
        folder,
        formats.names,
        worksheet=formats.worksheet,
        template=formats.canvas_gradebook,
        tell=told.append,
    )
    print_class(result, Console(), [*files, folder / BOOK])
    for sentence in told:
        click.echo(sentence)


def _say_faults(tally: Tally) -> int:
    if not tally.faults:
        return 0
    click.echo(
        f"{len(tally.faults)} could not be graded, and have no grade. The same command tries them again.", err=True
    )
    return MACHINERY_FAILED
