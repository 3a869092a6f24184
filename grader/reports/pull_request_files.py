"""The files of one graded pull request, which a CI system keeps and shows."""

from collections.abc import Callable
from pathlib import Path

from grader.classroom import ClassResult
from grader.model import Grade
from grader.reports.annotations import annotations, code_quality
from grader.reports.exports import write_exports
from grader.reports.files import write_reports, write_whole

SUMMARY, CODE_QUALITY = "summary.md", "code-quality.json"


def write_files(
    grade: Grade | None, one: ClassResult | None, summary: str, folder: Path, tell: Callable[[str], None]
) -> tuple[Path, Path] | None:
    """Write all of it into a folder, which is made if need be.

    Args:
        grade: as everybody may see it; None where there is nothing to grade, and then there is a summary alone.
        one: the same as a class of one, for the exports.
        summary: the page that `render_summary` gives.
        folder: where to. JUnit XML is `junit.xml`; where an account is known, `classroom50` has Classroom 50's.
        tell: is given each sentence that is to be known of an export.

    Returns:
        The paths of the HTML and the JSON report, if there is a grade.

    Raises:
        GraderError: a file cannot be written.
    """
    write_whole(folder / SUMMARY, summary.encode())
    write_whole(folder / CODE_QUALITY, code_quality(annotations(grade) if grade else []))
    if grade is None or one is None:
        return None
    logins = any(student.person.login for student in one.students)
    write_exports(one, folder, ["junit", "classroom50"] if logins else ["junit"], tell=tell)
    return write_reports(grade, folder)
