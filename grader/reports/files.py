"""Reports as files: written whole or not at all, with a plain sentence when they cannot be."""

import errno
import hashlib
import os
import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from grader.classroom import Person
from grader.errors import GraderError
from grader.language import say
from grader.model import Grade, to_json
from grader.reports.html import render_html
from grader.whole import replace_whole

LONGEST_NAME = 60
"""Characters of a report's name, so that in any alphabet it stays below the 255 bytes that file systems allow."""

NO_SPACE = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
NO_RIGHT = {errno.EACCES, errno.EPERM, errno.EROFS}


def write_reports(grade: Grade, folder: Path) -> tuple[Path, Path]:
    """Write the HTML and the JSON report of a grade into a folder, which is made if need be.

    Returns:
        The paths of the two files, which are named after the submission. What stood there before is replaced.

    Raises:
        GraderError: the folder cannot be made or written, or the disk is full; the old reports are then as they were.
    """
    name = report_name(grade.submission)
    html, json = folder / f"{name}.html", folder / f"{name}.json"
    write_whole(html, render_html(grade).encode())
    write_json(grade, json)
    return html, json


def write_json(grade: Grade, path: Path) -> None:
    """Write the JSON report of a grade to a file.

    Raises:
        GraderError: the file cannot be written.
    """
    write_whole(path, to_json(grade))


def report_name(submission: str) -> str:
    """Return a file name for a submission's reports: its own name where a file system and a shell take it as it is.

    A name that had to be changed ends in eight hexadecimal digits of its hash, so that no two submissions share one.
    """
    safe = re.sub(r"[^\w.-]+", "-", submission)[:LONGEST_NAME].strip(".-")
    if safe and safe == submission:
        return safe
    digest = hashlib.sha256(submission.encode("utf-8", "surrogatepass")).hexdigest()
    return f"{safe or 'report'}-{digest[:8]}"


def page_names(people: Sequence[Person]) -> dict[str, str]:
    """Return a file name for each person's page by their key: their own name, and where two share it, what differs."""
    names = {person.key: report_name(person.name) for person in people}
    counted = Counter(name.casefold() for name in names.values())  # some file systems do not tell A from a
    return {key: name if counted[name.casefold()] == 1 else report_name(f"{name} {key}") for key, name in names.items()}


def write_whole(path: Path, data: bytes) -> None:
    """Write a report whole or not at all.

    Raises:
        GraderError: the folder cannot be made, or the file cannot be written.
    """
    try:
        replace_whole(path, data)
    except OSError as error:
        raise GraderError(
            say("The report {path} could not be written: {reason}", path=path, reason=_reason(error, path))
        ) from error


def _reason(error: OSError, path: Path) -> str:
    if error.errno in NO_SPACE:
        return say("the disk is full. Free some space and run the same command again.")
    if error.errno in NO_RIGHT:
        return say(
            "this account may not write to {folder}. Choose a folder of your own for the reports.", folder=path.parent
        )
    if error.errno == errno.EISDIR:
        return say("there is a folder of that name. Move it away, or choose another folder for the reports.")
    if error.errno in (errno.ENOTDIR, errno.EEXIST):
        return say("{folder} is not a folder. Choose another one for the reports.", folder=path.parent)
    text = os.strerror(error.errno) if error.errno else str(error)
    return say("{reason}. Choose another folder for the reports.", reason=text.rstrip("."))
