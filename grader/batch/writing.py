"""A class's results as files: the class page, a page for each student, the exports."""

from collections.abc import Callable, Sequence
from pathlib import Path

from grader.batch.pages import write_pages
from grader.classroom import ClassResult
from grader.reports.class_html import render_class
from grader.reports.exports import write_exports
from grader.reports.files import write_whole

PAGE, EXPORTS = "class.html", "exports"


def write_class(
    result: ClassResult,
    shown: ClassResult,
    folder: Path,
    exports: Sequence[str],
    *,
    worksheet: Path | None = None,
    template: Path | None = None,
    tell: Callable[[str], None] = lambda _: None,
) -> list[Path]:
    """Write all of it into a folder; files of the same names are replaced, each whole or not at all.

    Students' pages that would come out as they are stay untouched.

    Args:
        result: what the instructor sees, on the class page and in the exports for people.
        shown: what students see, on their own pages and on their platforms.
        folder: where to; the gradebook lies there too.
        exports: the names of the formats that are wanted.
        worksheet: the downloaded worksheet, for Moodle's.
        template: the downloaded gradebook, for Canvas's.
        tell: is given each sentence that an instructor should read.

    Returns:
        The class page's path, and those of the exports.

    Raises:
        GraderError: a file cannot be written, or an export is unknown or lacks what it needs.
    """
    written = write_exports(
        result, folder / EXPORTS, exports, shown=shown, worksheet=worksheet, template=template, tell=tell
    )
    write_pages(shown.students, folder)
    page = folder / PAGE
    write_whole(page, render_class(result).encode())
    return [page, *written]
