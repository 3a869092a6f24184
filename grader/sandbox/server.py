"""The warm server: loads the heavy libraries once, then forks a fresh worker whenever the grader asks for one.

It runs none of the student's code and holds nothing of the course but its public library. The grader talks to it over
one socket: `F` with a connection, a page to count calls in and a memory limit forks a worker, and the answer is its
process id with a descriptor of the process; `R` with a process id waits for that worker's end, and the answer is its
wait status. A worker that has ended stays a zombie until the grader asks for its end, so its process id is never
somebody else's.
"""

import argparse
import gc
import importlib
import os
import pkgutil
import signal
import socket
import struct
import sys
import traceback
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from grader.sandbox import confine, privileges, wire, worker

REQUEST = struct.Struct("!ci")
REPLY = struct.Struct("!i")
FORK, REAP = b"F", b"R"

BASE = ["numpy", "numpy.random"]
"""What every worker has loaded. NumPy loads numpy.random lazily, and each would pay for that anew."""
HEAVY = ["scipy.io", "scipy.special", "sklearn.datasets", "matplotlib.pyplot"]
"""What else course notebooks import: it takes a second to load, and its memory makes a fork take longer."""

PROBE_MEGABYTES = 1024


def main() -> None:
    """Load, say that all is ready (or what is not), and serve until the grader goes away."""
    options = argparse.ArgumentParser()
    options.add_argument("--control", type=int, required=True)
    options.add_argument("--library", required=True)
    options.add_argument("--without", action="append", default=[])
    options.add_argument("--load", action="append", default=[])
    arguments = options.parse_args()
    control = socket.socket(fileno=arguments.control)
    try:
        privileges.hide()
        _preload(arguments.library, arguments.load)
        confinement = confine.Confinement(Path(arguments.library) / "lib", frozenset(arguments.without))
        confinement.prepare()
        states = confinement.probe(PROBE_MEGABYTES)
    except BaseException:  # noqa: BLE001 - whatever goes wrong, the grader is told
        control.sendall(wire.frame({"kind": "failed", "text": traceback.format_exc()}))
        return
    control.sendall(wire.frame({"kind": "ready", "isolation": states}))
    _serve(control, worker.Settings(confinement, states))


def spoken_of(units: Iterable[Mapping[str, Any]]) -> list[str]:
    """The heavy modules that texts speak of. A word in a comment costs a moment, and nothing else."""
    text = "\n".join(unit["text"] for unit in units).casefold()
    return [name for name in HEAVY if name.split(".")[0] in text]


def _preload(library: str, modules: Sequence[str]) -> None:
    sys.path.insert(0, library)  # before the course that this environment was set up for
    for name in [*BASE, *modules]:
        importlib.import_module(name)
    package = importlib.import_module("lib")
    for module in pkgutil.iter_modules(package.__path__):
        importlib.import_module(f"lib.{module.name}")
    worker.rehearse()
    os.environ.clear()  # the libraries have read it, and a worker is to find nothing in it
    gc.collect()
    gc.freeze()  # the workers' collectors leave the shared pages alone, so that a fork stays cheap


def _serve(control: socket.socket, settings: worker.Settings) -> None:
    workers: set[int] = set()
    while True:
        request, descriptors, _, _ = socket.recv_fds(control, REQUEST.size, 2)
        if len(request) < REQUEST.size:
            break
        command, number = REQUEST.unpack(request)
        if command == FORK:
            connection, page = descriptors
            workers.add(_fork(control, worker.Line(socket.socket(fileno=connection), page), number, settings))
        else:
            workers.discard(number)
            _, status = os.waitpid(number, 0)
            control.sendall(REPLY.pack(status))
    for process in workers:
        os.kill(process, signal.SIGKILL)


def _fork(control: socket.socket, line: worker.Line, memory_megabytes: int, settings: worker.Settings) -> int:
    _assert_single_thread()
    process = os.fork()
    if process == 0:
        control.close()
        worker.main(line, memory_megabytes, settings)
    line.close()
    if hasattr(os, "pidfd_open"):
        descriptor = os.pidfd_open(process)
        socket.send_fds(control, [REPLY.pack(process)], [descriptor])
        os.close(descriptor)
    else:
        control.sendall(REPLY.pack(process))
    return process


def _assert_single_thread() -> None:
    """A second thread may hold a lock that the forked child would wait for without end."""
    tasks = Path("/proc/self/task")
    if tasks.exists() and len(list(tasks.iterdir())) != 1:
        raise RuntimeError("The worker server has more than one thread and cannot fork safely.")


if __name__ == "__main__":
    main()
