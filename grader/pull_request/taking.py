"""The student files of a pull request's checkout, taken in as from any stranger's folder."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from grader.assignment import Assignment
from grader.pull_request.changes import student_files
from grader.submission import Submission, submission_of
from grader.submission.folders import file_at
from grader.submission.found import Loose, linked
from grader.submission.listing import gather


def take(head: Path, assignments: Sequence[Assignment], name: str) -> Submission:
    """Read the student files of some assignments, and nothing else that lies there.

    A link is not followed, be it the file itself or a folder above it: it could lead to the solution, or to somebody
    else's work.

    Args:
        head: the checkout of the pull request.
        assignments: those of the base to look for.
        name: what the submission is called.
    """
    paths = [path for assignment in assignments for path in student_files(assignment)]
    links = {path: link for path in paths if (link := _link_on_the_way(head, path))}
    files = [file_at(head / path, path) for path in paths if path not in links and (head / path).is_file()]
    notes = [linked(link) for link in dict.fromkeys(links.values())]
    return submission_of(name, gather(Loose(files, notes)), list(assignments))


def _link_on_the_way(head: Path, path: str) -> str:
    """The first part of a path below a folder that is a link; empty if there is none."""
    return next((way for way in _ways(path) if (head / way).is_symlink()), "")


def _ways(path: str) -> Iterator[str]:
    """`a`, `a/b` and `a/b/c` of `a/b/c`."""
    parts = path.split("/")
    return ("/".join(parts[:length]) for length in range(1, len(parts) + 1))
