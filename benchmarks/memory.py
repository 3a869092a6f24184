"""How much memory a command and the processes that it starts take while they run. Linux alone tells."""

import subprocess
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

PROC = Path("/proc")
EVERY_SECONDS = 0.25
MEGABYTE = 2**20 / 1024
"""In the kilobytes that /proc counts in."""


class Footprint(NamedTuple):
    """A command's run: how long it took, and at its highest, in megabytes, each kind of process.

    `parent` is the command itself, and `worker` the largest of the processes that it started itself, both with all
    that is mapped (RSS). `together` are all processes at one moment, what they share counted once (PSS). `cpu` are the
    seconds of all processes that have ended by then, the command's own among them.
    """

    seconds: float
    cpu: float
    parent: float
    worker: float
    together: float
    code: int


def run(command: Sequence[str]) -> Footprint:
    """Run a command to its end, and look at its processes every now and then."""
    before, started = _children_cpu(), time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    parent = worker = together = 0.0
    while True:
        parent = max(parent, _memory(process.pid, "status", "VmRSS:"))
        tree = list(_tree(process.pid))
        worker = max([worker, *(_memory(child, "status", "VmRSS:") for child in _children(process.pid))])
        together = max(together, sum(_memory(one, "smaps_rollup", "Pss:") for one in tree))
        try:
            code = process.wait(EVERY_SECONDS)
        except subprocess.TimeoutExpired:
            continue
        seconds, cpu = time.perf_counter() - started, _children_cpu() - before
        return Footprint(seconds, cpu, parent, worker, together, code)


def _tree(process: int) -> Iterator[int]:
    yield process
    for child in _children(process):
        yield from _tree(child)


def _children(process: int) -> list[int]:
    try:
        lists = [path.read_text() for path in (PROC / str(process) / "task").glob("*/children")]
    except OSError:
        return []  # it has ended
    return [int(number) for text in lists for number in text.split()]


def _memory(process: int, file: str, name: str) -> float:
    """One of the sizes that /proc tells of a process, in megabytes; 0 of one that has ended."""
    try:
        lines = (PROC / str(process) / file).read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / MEGABYTE for line in lines if line.startswith(name)), 0.0)


def _children_cpu() -> float:
    import resource  # noqa: PLC0415 - there is none on Windows

    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
