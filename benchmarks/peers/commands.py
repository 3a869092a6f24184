"""Commands that are timed, and stopped with all that they have started when they do not end."""

import os
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

KEPT = 400
"""Characters of what a command said last that are kept."""


class Ended(NamedTuple):
    """How a command ended: the seconds it took, whether it ended by itself, and the last that it said."""

    seconds: float
    by_itself: bool
    said: str


def carry_out(
    command: Sequence[str | Path], folder: Path, environment: Mapping[str, str], limit: float | None = None
) -> Ended:
    """Run a command to its end, or to its limit in seconds."""
    start = time.perf_counter()
    log = folder / "said.txt"
    with log.open("wb") as said:
        process = subprocess.Popen(
            command,
            cwd=folder,
            env={**os.environ, **environment},
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
        )
        try:
            process.wait(limit)
            by_itself = True
        except subprocess.TimeoutExpired:
            by_itself = False
            _stop(process)
    seconds = time.perf_counter() - start
    return Ended(seconds, by_itself, log.read_text(encoding="utf-8", errors="replace")[-KEPT:])


def _stop(process: "subprocess.Popen[bytes]") -> None:
    """Kill a process and its descendants, whatever groups and sessions they have made for themselves."""
    for pid in [process.pid, *_descendants(process.pid)]:
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            continue
    process.wait()


def _descendants(pid: int) -> list[int]:
    children: dict[int, list[int]] = {}
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(status.read_text(encoding="utf-8", errors="replace").rsplit(")", 1)[1].split()[1])
        except OSError:
            continue
        children.setdefault(parent, []).append(int(status.parent.name))
    found = [pid]
    for one in found:
        found += children.get(one, [])
    return found[1:]
