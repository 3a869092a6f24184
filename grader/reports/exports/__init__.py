"""Exports: a class goes in, and out come the files that learning platforms and spreadsheets read. One file a format.

What students see of a hidden check there is its title, its status and its hint. docs/exports.md says how each is used.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from grader.classroom import ClassResult
from grader.errors import GraderError
from grader.language import say
from grader.reports.exports.canvas import canvas_csv
from grader.reports.exports.classroom50 import classroom50_files
from grader.reports.exports.gradebook import gradebook_csv
from grader.reports.exports.gradescope import gradescope_results
from grader.reports.exports.jsonl import json_lines
from grader.reports.exports.junit import junit_xml
from grader.reports.exports.moodle import moodle_worksheet
from grader.reports.exports.prairielearn import prairielearn_results
from grader.reports.exports.request import Request, student_files
from grader.reports.files import write_whole
from grader.sentences import enumerated


@dataclass(frozen=True)
class Export:
    """A format. `path` is where it goes below the exports' folder; it ends in `/` where it is a folder of its own.

    `files` makes the contents: the file's by the empty name, or those of the folder's files by their names. What is
    `for_students` is made of what they may see already.
    """

    name: str
    title: str
    path: str
    files: Callable[[Request], dict[str, bytes]]
    for_students: bool = True


def _file(name: str, title: str, path: str, make: Callable[[Request], bytes], *, for_students: bool) -> Export:
    return Export(name, title, path, lambda request: {"": make(request)}, for_students)


_ALL = (
    _file("gradebook", "Gradebook for people", "gradebook.csv", lambda r: gradebook_csv(r.result), for_students=False),
    _file("canvas", "Canvas gradebook import", "canvas.csv", canvas_csv, for_students=True),
    _file("moodle", "Moodle grading worksheet", "moodle.csv", moodle_worksheet, for_students=True),
    Export("gradescope", "Gradescope results.json", "gradescope/", lambda r: student_files(r, gradescope_results)),
    Export("classroom50", "Classroom 50 result.json", "classroom50/", classroom50_files),
    _file("junit", "JUnit XML", "junit.xml", lambda r: junit_xml(r.result), for_students=False),
    Export("prairielearn", "PrairieLearn results", "prairielearn/", lambda r: student_files(r, prairielearn_results)),
    _file("jsonl", "JSON lines", "class.jsonl", lambda r: json_lines(r.result), for_students=False),
)
EXPORTS = {export.name: export for export in _ALL}
"""The formats by their names."""


def write_exports(
    result: ClassResult,
    folder: Path,
    names: Sequence[str],
    *,
    shown: ClassResult | None = None,
    worksheet: Path | None = None,
    template: Path | None = None,
    tell: Callable[[str], None] = lambda _: None,
) -> list[Path]:
    """Write a class in some formats. All of them are made before the first is written.

    Args:
        result: the class.
        folder: where the files go; it is made if need be, and what stood there under their names is replaced.
        names: the formats, of `EXPORTS`.
        shown: the class as students may see it at this time; as the result is, if None.
        worksheet: the grading worksheet that Moodle wrote; `moodle` fills it in.
        template: the gradebook that Canvas exported; `canvas` takes its students and its assignments' names from it.
        tell: is given each sentence that an instructor should read, such as who is not in the worksheet.

    Returns:
        The paths of the files, in the order of the names.

    Raises:
        GraderError: there is no such format; the worksheet or the template is missing or cannot be read; or a file
            cannot be written.
    """
    ours = Request(result=result, worksheet=worksheet, template=template, tell=tell)
    made = list(_made(names, ours, replace(ours, result=shown or result)))
    for path, data in made:
        write_whole(folder / path, data)
    return [folder / path for path, _ in made]


def hold_exports(names: Sequence[str], *, worksheet: Path | None = None, template: Path | None = None) -> None:
    """Try some formats on a class of nobody, so that what is wrong with a wish is said before anything is graded.

    Raises:
        GraderError: as `write_exports` does, but that nothing is written.
    """
    nobody = ClassResult(title="", outline=(), students=())
    request = Request(result=nobody, worksheet=worksheet, template=template, tell=lambda _: None)
    for _ in _made(names, request, request):
        pass


def _made(names: Sequence[str], ours: Request, theirs: Request) -> Iterator[tuple[str, bytes]]:
    """The files of some formats, by their paths below the exports' folder."""
    unknown = [name for name in names if name not in EXPORTS]
    if unknown:
        raise GraderError(
            say("There is no export {name}. There are: {names}.", name=repr(unknown[0]), names=enumerated(EXPORTS))
        )
    for export in map(EXPORTS.__getitem__, dict.fromkeys(names)):
        files = export.files(theirs if export.for_students else ours)
        yield from ((export.path + name, data) for name, data in files.items())
