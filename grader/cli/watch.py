"""`grader watch`: a submission graded again on every save, and what has changed since the last one."""

import datetime
import time
from contextlib import suppress
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from grader.cli.shared import Stopped, course_option, language_option, reports_option, the_course
from grader.cli.usage import Command
from grader.language import marked, say
from grader.sentences import listed, sentences

if TYPE_CHECKING:
    from rich.console import Console

    from grader.watching import Graded, News


NEWLY = marked("The course has changed. Everything is graded anew.")


@click.command(cls=Command)
@click.argument("submission", type=click.Path(path_type=Path, exists=True), required=False)
@click.option("--assignment", "-a", metavar="SLUG", help="Grade this assignment only, such as initialization.")
@reports_option(help="The folder for the report.")
@language_option
@course_option
def watch(submission: Path | None, assignment: str | None, reports: Path, course_folder: Path | None) -> NoReturn:
    """Grade SUBMISSION again on every save, until Ctrl-C: a file, a notebook, a folder or a zip.

    Without it: the course's own assignments folder. What has changed is printed, and the report is written anew, so
    that a browser that shows it need only load it again.
    """
    from rich.console import Console  # noqa: PLC0415 - only commands that print need it

    root = the_course(course_folder).root
    path = submission or root / "assignments"
    teller = _Teller(path, reports, Console())
    with suppress(KeyboardInterrupt):
        from grader.watching import Watch, saves  # noqa: PLC0415 - NumPy loads when grading does

        with Watch(path, root, assignment) as watching:
            for _ in chain([None], saves(watching.folders)):
                start = time.monotonic()
                for news in watching.look():
                    teller.tell(news, time.monotonic() - start)
    raise Stopped("\n" + sentences(say("Stopped watching."), teller.kept()))


class _Teller:
    """Prints what there is to tell, and keeps the report up to date."""

    def __init__(self, path: Path, reports: Path, console: "Console") -> None:
        self._path, self._reports, self._console = path, reports, console
        self._report: Path | None = None

    def tell(self, news: "News", seconds: float) -> None:
        """Print some news.

        Args:
            news: what a look has found.
            seconds: how long it took to find.
        """
        from grader.watching import Away, CourseBroken, CourseChanged  # noqa: PLC0415 - as above

        match news:
            case Away(sentence):
                self._say(sentences(sentence, say("Waiting for the next save; until then its last result stands.")))
            case CourseChanged(parts):
                changes = marked("The course has changed: {parts}. Everything is graded anew.")
                self._say(say(changes if parts else NEWLY, parts=listed(parts)))
            case CourseBroken(sentence):
                self._say(say("The course cannot be used as it is now. Waiting for its next change."), sentence)
            case graded:
                self._tell_grade(graded, seconds)

    def kept(self) -> str:
        """Where the report is, or that there is none."""
        if self._report is None:
            return say("Nothing was graded yet.")
        return say("The report of the last save is {path}.", path=self._report)

    def _tell_grade(self, graded: "Graded", seconds: float) -> None:
        from grader.reports.files import write_reports  # noqa: PLC0415
        from grader.reports.progress import print_progress  # noqa: PLC0415
        from grader.reports.terminal import print_grade  # noqa: PLC0415

        if graded.before is None:
            self._report, _ = write_reports(graded.after, self._reports)
            print_grade(graded.after, self._console, self._report)
            self._console.print()
            self._say(say("Watching {path}: each save is graded. Ctrl-C ends it.", path=self._path))
        else:
            print_progress(graded.before, graded.after, self._console, at=_now(), seconds=seconds)
            write_reports(graded.after, self._reports)  # after the words, which somebody waits for

    def _say(self, sentence: str, detail: str = "") -> None:
        from grader.reports.progress import print_remark  # noqa: PLC0415

        print_remark(sentence, self._console, at=_now(), detail=detail)


def _now() -> datetime.datetime:
    """The time of day where the student is."""
    return datetime.datetime.now().astimezone()
