"""Processes on this machine that each keep a warm session, and end when the one that started them does."""

import multiprocessing
import multiprocessing.util
import os
import signal
import threading
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from typing import Any

from grader.sandbox import privileges


def session_processes(
    begin: Callable[..., None], arguments: tuple[Any, ...], close: Callable[[], None], workers: int | None = None
) -> ProcessPoolExecutor:
    """An executor whose processes open a session before their first task and close it after their last.

    Args:
        begin: opens it, called with `arguments` in each process.
        arguments: what it is called with; they travel there.
        close: closes it.
        workers: how many processes; one for each core that this process may use, if None.
    """
    return ProcessPoolExecutor(
        max_workers=workers or cores(),
        mp_context=multiprocessing.get_context("spawn"),  # a session has threads, which a fork would not survive
        initializer=_begin,
        initargs=(begin, arguments, close),
    )


def cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def end_at_once(before: set[int | None]) -> None:
    """End the processes that this one has started with multiprocessing, but for those whose numbers are given."""
    for child in multiprocessing.active_children():
        if child.pid not in before:
            child.terminate()


def children() -> set[int | None]:
    """The numbers of the processes that this one has started with multiprocessing."""
    return {child.pid for child in multiprocessing.active_children()}


def _begin(begin: Callable[..., None], arguments: tuple[Any, ...], close: Callable[[], None]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that waits, which then ends this one
    threading.Thread(target=_end_with_parent, name="parent", daemon=True).start()
    privileges.hide()  # as in the command's own process: what is held in memory is nobody else's to read
    begin(*arguments)
    multiprocessing.util.Finalize(None, close, exitpriority=10)


def _end_with_parent() -> None:
    """A process that was killed ends no others; so these watch for its end."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
