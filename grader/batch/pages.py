"""The students' pages: those alone that would come out different, and many of them by a process a core."""

from collections import deque
from collections.abc import Collection, Iterable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future
from itertools import chain, islice
from pathlib import Path

from grader.classroom import StudentResult
from grader.engines.processes import cores, session_processes
from grader.model import encoded
from grader.reports.pages import is_current, write_page

Page = tuple[Path, bytes]
"""Where it goes, and the student's results in JSON."""

FEW = 150
"""Pages that are written in less time than it takes until other processes can help."""
TOGETHER = 10
"""Pages that are handed to a process at a time."""
AHEAD = 2
"""How many times that many wait for each process."""


def write_pages(students: Collection[StudentResult], folder: Path) -> int:
    """Write the pages that are not there as they should be.

    Args:
        students: whose pages, with their addresses within the folder.
        folder: the class's folder.

    Returns:
        How many were written.

    Raises:
        GraderError: a page cannot be written.
    """
    outdated = _outdated(students, folder)
    first = list(islice(outdated, FEW))
    if len(first) < FEW or cores() == 1:
        return _write(first) + _write(outdated)
    try:
        return _by_processes(chain(first, outdated))
    except BrokenExecutor:  # a process was ended from outside; what it had is still outdated
        return _write(_outdated(students, folder))


def _outdated(students: Iterable[StudentResult], folder: Path) -> Iterator[Page]:
    for student in students:
        path, results = folder / student.report, encoded(student)
        if not is_current(path, results):
            yield path, results


def _write(pages: Iterable[Page]) -> int:
    count = 0
    for path, results in pages:
        write_page(path, results)
        count += 1
    return count


def _by_processes(pages: Iterator[Page]) -> int:
    executor = session_processes(_no_session, (), _no_session)
    try:
        return sum(_results(executor, pages))
    finally:
        executor.shutdown(cancel_futures=True)


def _results(executor: Executor, pages: Iterator[Page]) -> Iterator[int]:
    """How many pages each batch had, which are handed out as they are needed: results of a class fill the memory."""
    flying: deque[Future[int]] = deque()
    while batch := list(islice(pages, TOGETHER)):
        flying.append(executor.submit(_write, batch))
        if len(flying) > AHEAD * cores():
            yield flying.popleft().result()
    yield from (future.result() for future in flying)


def _no_session() -> None:
    """A process that renders has none to open and none to close."""
