"""The commands for a whole class: batch, regrade, export, and a class to try them out with."""

import os
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from grader import language
from grader.batch.tally import Tally
from grader.cli.shared import Stopped, course_option, progress_bar, speak, the_course
from grader.cli.usage import Command
from grader.errors import GraderError
from grader.language import marked, say

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
Function = TypeVar("Function", bound=Callable[..., Any])


@dataclass(frozen=True, kw_only=True)
class _Options:
    """What the commands for a class have in common: whose class, where it is kept, who grades, what is written."""

    assignment: str | None
    folder: Path
    title: str
    worksheet: Path | None
    canvas_gradebook: Path | None
    course_folder: Path | None
    exports: Sequence[str]
    lang: str | None = None
    workers: int | None = None
    dask: str | None = None
    require_isolation: bool = False


def _with(*options: Callable[[Function], Function]) -> Callable[[Function], Function]:
    def add(function: Function) -> Function:
        for option in reversed(options):
            function = option(function)
        return function

    return add


class_options = _with(
    click.option("--assignment", "-a", metavar="SLUG", help="This assignment only."),
    click.option(
        "--out",
        "folder",
        type=click.Path(path_type=Path, file_okay=False),
        default=Path("gradebook"),
        show_default=True,
        help="The class's folder: the gradebook, the pages, the exports.",
    ),
    click.option("--title", default="", help="What the class is called on its page."),
    click.option("--worksheet", type=FILE, help="The grading worksheet downloaded from Moodle, to be filled in."),
    click.option("--canvas-gradebook", type=FILE, help="The gradebook downloaded from Canvas, for its columns."),
    click.option(
        "--lang",
        metavar="LANGUAGE",
        is_eager=True,
        callback=speak,
        help="The language of messages and reports, such as zh_CN. A gradebook keeps the one that it began with.",
    ),
    course_option,
)
grading_options = _with(
    click.option("--export", "exports", multiple=True, metavar="NAME", help="Also write this format, or: all."),
    click.option(
        "--workers",
        type=click.IntRange(1),
        help="Sessions on this machine. Without it: one a core, and one for files that wait.",
    ),
    click.option("--dask", metavar="ADDRESS", help="Grade on the Dask cluster of the scheduler at this address."),
    click.option("--require-isolation", is_flag=True, help="Refuse to grade where a layer of the sandbox is off."),
)


@click.command(cls=Command)
@click.argument("submissions", type=click.Path(path_type=Path, exists=True))
@click.option("--roster", type=FILE, help="A CSV of who is in it.")
@class_options
@grading_options
def batch(submissions: Path, roster: Path | None, **given: Any) -> int:
    """Grade a class: SUBMISSIONS is what the learning platform gives to download, a folder or a zip.

    What is graded is kept in the class's folder, so that a run that was stopped goes on where it was, and unchanged
    work is not graded twice.
    """
    from grader.batch import conduct  # noqa: PLC0415 - NumPy loads when grading does
    from grader.downloads import read_download  # noqa: PLC0415
    from grader.roster import read_roster  # noqa: PLC0415

    options = _Options(**given)
    _speak(options)
    course, formats = the_course(options.course_folder), _formats(options)
    people = read_roster(roster) if roster else None
    download = read_download(submissions, course.assignments)
    with _setting(course, options) as setting:
        tally = Tally(len(download.handins))
        with _told(say("Grading"), tally, options.folder) as told:
            result = conduct.batch(setting, download, people, told, tally)
        _write(setting, result, options, formats)
    return _say_faults(tally)


@click.command(cls=Command)
@click.option("--publish", is_flag=True, help="Let the new grades count, and write the pages and exports anew.")
@class_options
@grading_options
def regrade(publish: bool, **given: Any) -> int:
    """Grade anew what the course has changed for, and show who moves, from what to what, and why.

    Nothing that counts is changed before --publish.
    """
    from rich.console import Console  # noqa: PLC0415

    from grader.batch import conduct  # noqa: PLC0415
    from grader.reports.moves import print_moves  # noqa: PLC0415

    options = _Options(**given)
    _speak(options)
    _hold_book(options.folder)
    course, formats = the_course(options.course_folder), _formats(options)
    with _setting(course, options) as setting:
        tally = Tally(0)
        with _told(say("Grading anew"), tally, options.folder) as told:
            regraded = conduct.regrade(setting, told, tally, publish=publish)
        print_moves(regraded, Console(), published=publish)
        if publish and regraded.files:
            _write(setting, conduct.results(setting), options, formats)
    return _say_faults(tally)


@click.command(cls=Command)
@click.argument("exports", nargs=-1, metavar="[NAME]...")
@class_options
def export(**given: Any) -> int:
    """Write the pages and the named exports of a gradebook again, with the policies as they are now: no grading."""
    from grader.batch import conduct  # noqa: PLC0415

    options = _Options(**given)
    _speak(options)
    _hold_book(options.folder)
    course, formats = the_course(options.course_folder), _formats(options)
    with _setting(course, options) as setting:
        _write(setting, conduct.results(setting), options, formats)
    return 0


@click.command(name="demo-class", cls=Command)
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--students", type=click.IntRange(1), default=30, show_default=True, help="How many.")
@click.option("--layout", default="folders", show_default=True, help="folders, canvas, moodle, gradescope or github.")
@click.option("--seed", type=int, default=0, show_default=True, help="The same seed gives the same class.")
@click.option("--assignment", "-a", metavar="SLUG", help="Work for this assignment only.")
@course_option
def demo_class(
    folder: Path, students: int, layout: str, seed: int, assignment: str | None, course_folder: Path | None
) -> int:
    """Write a made-up class into FOLDER, to try things out with: its submissions, a roster, what each is to be."""
    from grader.demo import write_class  # noqa: PLC0415

    course = the_course(course_folder)
    language.study(())  # the class is the same, whatever is spoken
    chosen = course.select(assignment)
    write_class(course, folder, students=students, layout=layout, seed=seed, assignments=chosen)
    click.echo(say("Wrote {folder}. Grade it with:", folder=folder))
    click.echo(f"  grader batch {folder / 'submissions'} --roster {folder / 'roster.csv'}")
    return 0


def _speak(options: _Options) -> None:
    """Speak the language of the gradebook that there is, or for a new one that which is asked for, or the locale's.

    What is kept of a class, from notes to verdicts, is in one language, and equal work is graded once.

    Raises:
        GraderError: another language is asked for than the gradebook's.
    """
    from grader.gradebook import Gradebook  # noqa: PLC0415
    from grader.version import language_of  # noqa: PLC0415

    path, wanted = options.folder / BOOK, language.preferred(options.lang, os.environ)
    language.choose(wanted)
    if not path.is_file():
        return
    with Gradebook(path) as book:
        kept = next(map(language_of, book.versions()), wanted)
    if options.lang and kept != wanted:
        raise GraderError(
            say(
                "The gradebook {path} is in another language, {kept}. Leave --lang away, or begin another class with "
                "--out.",
                path=path,
                kept=kept,
            )
        )
    language.choose(kept)


def _formats(options: _Options) -> list[str]:
    """The formats that were asked for, the one for people, and those that a downloaded file is there for.

    Raises:
        GraderError: there is no such format, or it lacks its file.
    """
    from grader.reports.exports import EXPORTS, hold_exports  # noqa: PLC0415

    names, worksheet, template = options.exports, options.worksheet, options.canvas_gradebook
    asked = [name for name in EXPORTS if name != MOODLE] if ALL in names else [GRADEBOOK]
    filled = [MOODLE] * (worksheet is not None) + [CANVAS] * (template is not None)
    chosen = list(dict.fromkeys([*asked, *(name for name in names if name != ALL), *filled]))
    hold_exports(chosen, worksheet=worksheet, template=template)
    return chosen


@contextmanager
def _setting(course: "Course", options: _Options) -> Iterator["Setting"]:
    """What a run works with, the gradebook open."""
    from grader.batch.conduct import Setting  # noqa: PLC0415
    from grader.engines.crew import Crew  # noqa: PLC0415
    from grader.gradebook import Gradebook  # noqa: PLC0415

    chosen = course.select(options.assignment)
    crew = Crew(_engine(course.root, [a.slug for a in chosen], options))
    with Gradebook(options.folder / BOOK) as book:
        yield Setting(
            course, chosen, options.assignment is not None, book, crew, options.require_isolation, options.title
        )


def _engine(root: Path, slugs: Sequence[str], options: _Options) -> "Engine":
    if options.dask:
        from grader.engines.cluster import DaskEngine  # noqa: PLC0415

        return DaskEngine(options.dask)
    from grader.engines.local import LocalEngine  # noqa: PLC0415

    return LocalEngine(root.resolve(), slugs, options.workers)


def _hold_book(folder: Path) -> None:
    """Refuse to make a new gradebook where one is asked for."""
    if not (folder / BOOK).is_file():
        raise GraderError(
            say("There is no gradebook in {folder}. `grader batch` makes one; --out says where it is.", folder=folder)
        )


@contextmanager
def _told(what: str, tally: Tally, folder: Path) -> Iterator[Callable[[Tally], None]]:
    """A progress bar on standard error where that is a terminal; and when it is stopped, how to go on."""
    from rich.progress import TextColumn, TimeRemainingColumn  # noqa: PLC0415

    counts = "{task.fields[rate]}[red]{task.fields[failing]}[/][yellow]{task.fields[faults]}[/]"
    columns = TimeRemainingColumn(), TextColumn(say("left")), TextColumn(counts)
    with progress_bar(what, *columns, rate="", failing="", faults="") as update:

        def told(now: Tally) -> None:
            seconds = time.monotonic() - started
            update(
                total=now.whole,
                completed=now.done,
                rate=f"{now.done / seconds:.1f}/s" if now.done else "",
                failing="  " + say("{count} with something wrong", count=now.failing) if now.failing else "",
                faults="  " + say("{count} not graded", count=len(now.faults)) if now.faults else "",
            )

        started = time.monotonic()
        try:
            yield told
        except KeyboardInterrupt as stop:
            raise Stopped(
                say(
                    "Stopped. {done} of {whole} are done and kept in {path}. Run the same to go on.",
                    done=tally.done,
                    whole=tally.whole,
                    path=folder / BOOK,
                )
            ) from stop


def _write(setting: "Setting", result: "ClassResult", options: _Options, formats: list[str]) -> None:
    from rich.console import Console  # noqa: PLC0415

    from grader.batch.conduct import shown  # noqa: PLC0415
    from grader.batch.writing import write_class  # noqa: PLC0415
    from grader.reports.class_terminal import print_class  # noqa: PLC0415

    told: list[str] = []
    files = write_class(
        result,
        shown(setting, result),
        options.folder,
        formats,
        worksheet=options.worksheet,
        template=options.canvas_gradebook,
        tell=told.append,
    )
    print_class(result, Console(), [*files, options.folder / BOOK])
    for sentence in told:
        click.echo(sentence)


def _say_faults(tally: Tally) -> int:
    if not tally.faults:
        return 0
    sentence = marked("{count} could not be graded, and have no grade. The same command tries them again.")
    click.echo(say(sentence, count=len(tally.faults)), err=True)
    return MACHINERY_FAILED
