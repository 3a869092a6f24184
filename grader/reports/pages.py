"""The students' own pages of a class. Each says in its last line what it was made from, so that none is made twice.

The line is a comment with the hash of the student's results as they are shown, and of all that renders them. A page
that ends in the line which it would get again is whole and as it should be; any other one is written anew.
"""

import hashlib
from functools import cache
from importlib.metadata import version
from pathlib import Path

import msgspec

from grader.classroom import StudentResult
from grader.reports.files import write_whole
from grader.reports.html import render_html

HERE = Path(__file__).parent
RENDERERS = ("jinja2", "markupsafe", "pygments")
"""The libraries that a page's text depends on."""


def is_current(path: Path, student: bytes) -> bool:
    """Whether a page is there that was made from these very results.

    Args:
        path: where the page is, if there is one.
        student: a `StudentResult` in JSON.
    """
    line = _last_line(student)
    try:
        with path.open("rb") as file:
            file.seek(max(0, path.stat().st_size - len(line)))
            return file.read() == line
    except OSError:
        return False  # writing it will tell


def write_page(path: Path, student: bytes) -> None:
    """Render a student's page and write it.

    Args:
        path: where to.
        student: a `StudentResult` in JSON, which is how it travels to a process that renders.

    Raises:
        GraderError: the page cannot be written.
    """
    result = msgspec.json.decode(student, type=StudentResult)
    write_whole(path, render_html(result.grade, result).encode() + _last_line(student))


def _last_line(student: bytes) -> bytes:
    digest = hashlib.sha256(_renderer() + student).hexdigest()
    return f"\n<!-- Made from {digest} -->\n".encode()


@cache
def _renderer() -> bytes:
    """The hash of all that renders: this package with its templates, what it reads results with, the libraries."""
    files = [*HERE.parent.glob("*.py"), *(path for path in HERE.rglob("*") if path.suffix in (".py", ".j2", ".css"))]
    digest = hashlib.sha256(repr([version(name) for name in RENDERERS]).encode())
    for path in sorted(files):
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.digest()
