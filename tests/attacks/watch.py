"""Looks at the server's workers from outside while they run: how many there are, and what they take."""

import contextlib
import ctypes
import os
import threading
from collections.abc import Iterator
from pathlib import Path

EVERY = 0.008
_SET_CHILD_SUBREAPER = 36


class Watch:
    """The most that was seen while it was on: megabytes, threads, descriptors, and processes that workers started."""

    def __init__(self, server: int) -> None:
        self._server = server
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self.megabytes = self.threads = self.descriptors = self.processes = 0

    def __enter__(self) -> "Watch":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._over.wait(EVERY):
            with contextlib.suppress(OSError):
                workers = children(self._server)
                started = [process for worker in workers for process in below(worker)]
                self.processes = max(self.processes, len(started))
                self._note([*workers, *started])

    def _note(self, processes: list[int]) -> None:
        for process in processes:
            with contextlib.suppress(OSError, KeyError):
                fields = status(process)
                self.megabytes = max(self.megabytes, int(fields["VmHWM"].split()[0]) // 1024)
                self.threads = max(self.threads, int(fields["Threads"]))
                self.descriptors = max(self.descriptors, int(fields["FDSize"]))


def status(process: int) -> dict[str, str]:
    """What /proc/<pid>/status says, which anybody may read."""
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    return {name: value.strip() for name, _, value in (line.partition(":") for line in lines)}


def children(process: int) -> list[int]:
    """The living children of a process."""
    found: list[int] = []
    for task in Path(f"/proc/{process}/task").iterdir():
        with contextlib.suppress(OSError):
            for child in map(int, (task / "children").read_text().split()):
                with contextlib.suppress(OSError):
                    found += [child] if status(child)["State"][0] != "Z" else []
    return found


def below(process: int) -> list[int]:
    """The living children of a process, and theirs, and so on."""
    found: list[int] = []
    with contextlib.suppress(OSError):
        for child in children(process):
            found += [child, *below(child)]
    return found


def bury(process: int) -> None:
    """End a process that was left behind."""
    with contextlib.suppress(OSError):
        os.kill(process, 9)
        os.waitpid(process, 0)


@contextlib.contextmanager
def keeping_orphans() -> Iterator[None]:
    """For a while, have processes below this one whose parents end become its children, so that no daemon is lost."""
    _adopt(True)
    try:
        yield
    finally:
        _adopt(False)


def _adopt(wanted: bool) -> None:
    ctypes.CDLL(None).prctl(_SET_CHILD_SUBREAPER, ctypes.c_ulong(wanted), 0, 0, 0)
