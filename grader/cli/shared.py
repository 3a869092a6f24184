"""What the commands share: where the course is, and how progress is shown."""

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import click

from grader import language
from grader.language import say

if TYPE_CHECKING:
    from rich.progress import ProgressColumn

    from grader.assignment import Course

course_option = click.option(
    "--course",
    "course_folder",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="The course's folder. Without it: the nearest one at or above the current folder.",
)


def speak(_: click.Context, __: click.Parameter, wanted: str | None) -> str | None:
    """Speak the language that an option asks for, from here on, or else the locale's; as a click callback."""
    language.choose(language.preferred(wanted, os.environ))
    return wanted


language_option = click.option(
    "--lang",
    metavar="LANGUAGE",
    expose_value=False,
    is_eager=True,
    callback=speak,
    help="The language of messages and reports, such as zh_CN. Without it: the locale's, or else English.",
)


written_option = click.option(
    "--lang",
    "code",
    metavar="LANGUAGE",
    default=language.ENGLISH,
    callback=lambda _, __, wanted: language.preferred(wanted, {}),
    help="The language of what is written, such as zh_CN: English unless said, whatever the locale is.",
)


class Stopped(click.ClickException):
    """Ctrl-C, with a sentence on what is kept and how to go on."""

    exit_code = 130

    def show(self, file: IO[Any] | None = None) -> None:
        """Print the sentence on standard error."""
        click.echo(self.message, file=file, err=file is None)


def reports_option(*, help: str) -> Callable[[Callable[..., int]], Callable[..., int]]:
    """The option that says where a command's page goes."""
    return click.option(
        "--reports",
        type=click.Path(path_type=Path, file_okay=False),
        default=Path("reports"),
        show_default=True,
        help=help,
    )


def the_course(folder: Path | None) -> "Course":
    """The course in a folder, or the nearest one at or above the current folder.

    Raises:
        CourseError: there is none, or its files are not right.
    """
    from grader.assignment import find_course, load_course  # noqa: PLC0415 - msgspec loads when a command needs it

    return load_course(folder or find_course(Path.cwd()))


def say_written(files: Iterable[Path]) -> None:
    """Print a line for each file that was written."""
    for file in files:
        click.echo(say("Wrote {file}", file=file))


@contextmanager
def progress_bar(what: str, *more: "ProgressColumn", **fields: Any) -> Iterator[Callable[..., None]]:
    """A progress bar on standard error, gone when the work is done; nothing where that is no terminal.

    Args:
        what: what is done at first.
        more: columns besides the bar, the count and what is done.
        fields: what stands in these columns at first.

    Yields:
        What brings the bar up to date; it takes what a bar of rich does, and the fields.
    """
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn  # noqa: PLC0415

    columns = SpinnerColumn(), BarColumn(bar_width=24), MofNCompleteColumn(), TextColumn("{task.description}")
    console = Console(stderr=True)
    with Progress(*columns, *more, console=console, transient=True, disable=not console.is_terminal) as bar:
        yield partial(bar.update, bar.add_task(what, total=None, **fields))
