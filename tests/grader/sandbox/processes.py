"""Looks at the processes of this machine, through /proc."""

import time
from collections.abc import Callable, Iterable
from pathlib import Path


def children(process: int) -> set[int]:
    """The living processes started by a process, and by those, and so on."""
    below: set[int] = set()
    parents = _parents()
    fresh = {process}
    while fresh:
        fresh = {child for child, parent in parents.items() if parent in fresh} - below
        below |= fresh
    return below


def alive(processes: Iterable[int]) -> set[int]:
    """Those of some processes that are still there, zombies left out."""
    return set(processes) & _parents().keys()


def eventually(holds: Callable[[], object], seconds: float = 15.0) -> bool:
    """Whether something comes true within a few seconds."""
    deadline = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.01)
    return True


def _parents() -> dict[int, int]:
    found = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, parent = stat.read_text().rpartition(")")[2].split()[:2]
        except OSError:
            continue
        if state != "Z":
            found[int(stat.parent.name)] = int(parent)
    return found
