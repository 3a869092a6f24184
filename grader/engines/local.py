"""The engine that is there by default: a warm session on each core of this machine, and one for what may wait."""

import contextlib
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor
from pathlib import Path

from grader import language
from grader.engines.desk import close_desk, open_desk
from grader.engines.processes import children, cores, end_at_once, session_processes
from grader.engines.spare import Spared
from grader.errors import GraderError

QUEUED = 3
"""Jobs that are handed out for each worker at a time: enough that none waits, and few that a lost worker drops."""


class LocalEngine:
    """Sessions on this machine's cores, which share what they know of exercises that are alike.

    Args:
        root: the course's folder.
        slugs: the assignments that jobs may be for.
        workers: how many processes. If None: one a core, and in a class that is not small one more for jobs that may
            wait, which take no core while they do.
    """

    def __init__(self, root: Path, slugs: Sequence[str], workers: int | None = None) -> None:
        self._arguments = (str(root), tuple(slugs), language.current())
        self._workers = workers or cores()
        self._spare = workers is None

    @property
    def window(self) -> int:
        """How many jobs are handed out at a time."""
        return QUEUED * self._workers

    @contextlib.contextmanager
    def open(self) -> Iterator[Executor]:
        """Processes for a while. If the while ends with an error, so do they, whatever they are doing."""
        before = children()
        with tempfile.TemporaryDirectory(prefix="grader-", ignore_cleanup_errors=True) as beside:
            executor = self._pool(self._workers, Path(beside))
            if self._spare:
                executor = Spared(executor, lambda: self._pool(1, Path(beside)))
            try:
                yield executor
            except BaseException:
                executor.shutdown(wait=False, cancel_futures=True)
                end_at_once(before)
                raise
            executor.shutdown()

    def _pool(self, workers: int, beside: Path) -> Executor:
        return session_processes(_begin, (*self._arguments, beside), close_desk, workers)


def _begin(root: str, slugs: tuple[str, ...], code: str, beside: Path) -> None:
    language.choose(code)
    # An executor hides why its processes could not begin; the first job opens the desk again, and its error is told.
    with contextlib.suppress(GraderError):
        open_desk(root, slugs, beside)
