"""A pool of processes, and one beside it for what may wait for its deadline, so that no core waits with it."""

from collections.abc import Callable
from concurrent.futures import Executor, Future
from typing import Any, ParamSpec, TypeVar

from grader.engines.desk import Job

Given = ParamSpec("Given")
Made = TypeVar("Made")

AFTER = 100
"""Jobs, about those of thirty students."""


class Spared(Executor):
    """Gives a job that may wait to the process beside the pool while that is free, and any other to the pool.

    Args:
        pool: has a process for each core.
        spare: opens an executor of a single process, when a job comes that may wait.
        after: how many jobs come before that; in a small class, to open a session takes longer than it saves.
    """

    def __init__(self, pool: Executor, spare: Callable[[], Executor], after: int = AFTER) -> None:
        self._pool = pool
        self._open = spare
        self._left = after
        self._spare: Executor | None = None
        self._waiting: Future[Any] | None = None

    def submit(self, work: Callable[Given, Made], /, *arguments: Given.args, **keywords: Given.kwargs) -> Future[Made]:
        """Have something done, as every executor does."""
        self._left -= 1
        may_wait = any(isinstance(given, Job) and given.may_wait for given in arguments)
        if not may_wait or self._left >= 0 or self._is_busy():
            return self._pool.submit(work, *arguments, **keywords)
        self._spare = self._spare or self._open()
        future = self._spare.submit(work, *arguments, **keywords)
        self._waiting = future
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End the processes, after what they have in hand."""
        for executor in (self._pool, self._spare):
            if executor:
                executor.shutdown(wait, cancel_futures=cancel_futures)

    def _is_busy(self) -> bool:
        return self._waiting is not None and not self._waiting.done()
