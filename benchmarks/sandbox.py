"""What a worker costs: to start, and to ask.

Run with `make bench`, or `python benchmarks/sandbox.py --starts 200 --trips 5000`. All that is compared is measured in
one run and in turns, so that a busy moment of the machine falls on every row alike. Medians count. The figures of one
run, and what they say, stand in docs/benchmarks.md.
"""

import argparse
import os
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import numpy as np

from grader.sandbox import server, wire
from grader.sandbox.conversation import ProcessWorker
from grader.sandbox.host import ProcessSandbox

LIBRARY = Path(__file__).parent.parent / "assignments"
UNITS = [{"file": "benchmark.py", "text": "def same(value):\n    return value\n", "keep": [0]}]
SECONDS, MEGABYTES = 30.0, 1024
START_AIM, TRIP_AIM = 5e-3, 150e-6
"""Seconds: what confinement may add to a start, and what a round trip may take, both at the median."""

FORKER = f"""
import gc, importlib, os, sys, time
for name in {[*server.BASE, *server.HEAVY]!r}:
    importlib.import_module(name)
gc.collect(); gc.freeze()
print("ready", flush=True)
reader, writer = os.pipe()
for line in sys.stdin:
    start = time.perf_counter()
    process = os.fork()
    if process == 0:
        os.write(writer, b"!")
        os._exit(0)
    os.read(reader, 1)
    answered = time.perf_counter() - start
    os.waitpid(process, 0)
    print(time.perf_counter() - start if line == "end\\n" else answered, flush=True)
"""
"""A process as warm as the server, which forks for every line it gets and says how long it was to the child's end, or
to its first byte."""

ECHO = """
import socket, sys
connection = socket.socket(fileno=int(sys.argv[1]))
while data := connection.recv(65536):
    connection.sendall(data)
"""

Rows = dict[str, Callable[[], float]]
"""What is measured, by its name: each call is one measurement, in seconds."""
Times = dict[str, float]
"""Medians, in seconds, by the name of what was measured."""


def main() -> None:
    """Measure and print both tables."""
    options = argparse.ArgumentParser(description="Measure what a worker costs to start and to ask.")
    options.add_argument("--starts", type=int, default=50, help="how often each kind of start is measured")
    options.add_argument("--trips", type=int, default=2000, help="how often each kind of round trip is measured")
    chosen = options.parse_args()
    with ExitStack() as stack:
        confined = stack.enter_context(ProcessSandbox(LIBRARY))
        layers = confined.isolation()
        bare = stack.enter_context(ProcessSandbox(LIBRARY, without=layers))
        fork = stack.enter_context(_forker())
        print("Layers: " + "; ".join(f"{name} {state}" for name, state in layers.items()))
        starts = medians(_starts(confined, bare, fork), chosen.starts)
        trips = medians(_trips(stack, confined, bare), chosen.trips)
    _report_starts(starts, chosen.starts)
    _report_trips(trips, chosen.trips)


def medians(rows: Rows, repeat: int) -> Times:
    """Measure every row so many times, in turns; a first turn warms up and does not count."""
    measured: dict[str, list[float]] = {name: [] for name in rows}
    for turn in range(repeat + 1):
        for name, measure in rows.items():
            seconds = measure()
            measured[name] += [seconds] if turn else []
    return {name: statistics.median(times) for name, times in measured.items()}


def eight_arrays() -> dict[str, Any]:
    """Eight arrays of shape (4, 3) and type float64, by name, as a network's parameters are."""
    return {f"W{layer}": np.full((4, 3), float(layer)) for layer in range(1, 9)}


def _starts(confined: ProcessSandbox, bare: ProcessSandbox, fork: Callable[[str], float]) -> Rows:
    return {
        "a bare fork, to its first byte": lambda: fork("byte"),
        "a bare fork, to its end": lambda: fork("end"),
        "a worker with all layers off": lambda: _start(bare),
        "a worker, confined": lambda: _start(confined),
        'a fresh python -c "import numpy"': _fresh,
    }


def _trips(stack: ExitStack, confined: ProcessSandbox, bare: ProcessSandbox) -> Rows:
    held, free = (_loaded(sandbox) for sandbox in (confined, bare))
    stack.callback(held.close)
    stack.callback(free.close)
    value = eight_arrays()
    echo, size = stack.enter_context(_echo()), len(wire.frame(value))
    return {
        "encoded and decoded twice, no process": lambda: _timed(lambda: _recode(_recode(value))),
        "as many bytes over a bare socket": lambda: _timed(lambda: _there_and_back(echo, size)),
        "a worker with all layers off": lambda: _timed(lambda: _same(free, value)),
        "a worker, confined": lambda: _timed(lambda: _same(held, value)),
    }


def _start(sandbox: ProcessSandbox) -> float:
    start = time.perf_counter()
    worker = _loaded(sandbox)
    _same(worker, 1)
    seconds = time.perf_counter() - start
    worker.close()
    return seconds


def _loaded(sandbox: ProcessSandbox) -> ProcessWorker:
    worker = sandbox.open(SECONDS, MEGABYTES)
    worker.load(UNITS)
    return worker


def _same(worker: ProcessWorker, value: Any) -> Any:
    return worker.call("same", [value], {}, 1, {}).value


def _recode(value: Any) -> Any:
    return wire.decode(wire.encode(value))


def _fresh() -> float:
    return _timed(lambda: subprocess.run([sys.executable, "-c", "import numpy"], check=True))


def _timed(act: Callable[[], Any]) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


@contextmanager
def _echo() -> Iterator[socket.socket]:
    """A socket to a process that sends back whatever it gets: what the machine takes for a round trip at the least."""
    ours, theirs = socket.socketpair()
    command = [sys.executable, "-c", ECHO, str(theirs.fileno())]
    with ours, subprocess.Popen(command, pass_fds=[theirs.fileno()]):
        theirs.close()
        _there_and_back(ours, 1)
        yield ours
        ours.shutdown(socket.SHUT_RDWR)


def _there_and_back(connection: socket.socket, size: int) -> None:
    connection.sendall(bytes(size))
    while size:
        size -= len(connection.recv(size))


@contextmanager
def _forker() -> Iterator[Callable[[str], float]]:
    """A process that forks when it is asked; one thread, as the server has."""
    environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MPLBACKEND": "Agg"}
    command = [sys.executable, "-c", FORKER]
    with subprocess.Popen(
        command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
    ) as process:
        asked, answers = process.stdin, process.stdout
        assert asked
        assert answers
        answers.readline()

        def fork(until: str) -> float:
            asked.write(f"{until}\n")
            return float(answers.readline())

        yield fork


def _report_starts(times: Times, repeat: int) -> None:
    print(f"\nStart to first answer (median of {repeat})")
    _table(times, 1e-3, "ms")
    cost = times["a worker, confined"] - times["a worker with all layers off"]
    print(f"Confinement costs {cost * 1e3:.2f} ms of a start; the aim is under {START_AIM * 1e3:g} ms.")


def _report_trips(times: Times, repeat: int) -> None:
    print(f"\nRound trip of a dict of eight arrays, 4×3 float64 (median of {repeat})")
    _table(times, 1e-6, "µs")
    trip = times["a worker, confined"]
    print(f"A confined round trip takes {trip * 1e6:.0f} µs; the aim is about {TRIP_AIM * 1e6:.0f} µs.")


def _table(times: Times, unit: float, unit_name: str) -> None:
    """Each row's median, and how many times that is the first row's."""
    first = next(iter(times.values()))
    for name, seconds in times.items():
        print(f"  {name:40}{seconds / unit:10.2f} {unit_name}{seconds / first:8.1f} ×")


if __name__ == "__main__":
    main()
