"""The trusted side: starts the warm server, opens workers, calls with a deadline, and puts an end to what hangs."""

import contextlib
import os
import secrets
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol, Self

from grader.errors import (
    SandboxError,
    StudentCrashed,
    StudentDied,
    StudentFault,
    StudentFrame,
    StudentMissing,
    StudentOutOfMemory,
    StudentRaised,
    StudentTimeout,
    WireError,
)
from grader.sandbox import server, wire

START_SECONDS = 60.0
"""A cold machine may take this long to load SciPy, scikit-learn and matplotlib for the first time."""
EXIT_SECONDS = 0.2
"""How long a worker that has closed its connection gets to end by itself, so that its exit can be named."""

_PASSED_ON = ("HOME", "LANG", "SYSTEMROOT", "OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE")
_THREAD_LIMITS = ("OMP", "OPENBLAS", "MKL", "BLIS", "VECLIB", "NUMEXPR")


@dataclass(frozen=True)
class Answer:
    """What a call gave back: the value, and what was printed on the way."""

    value: Any
    output: str


@dataclass(frozen=True)
class LoadFailure:
    """A top-level statement of the submission that could not be carried out."""

    file: str
    line: int
    text: str
    error: str


Helpers = Mapping[str, Callable[..., Any]]
"""Functions of the grader's that stand in for the student's, by name."""


class Worker(Protocol):
    """One process for one exercise."""

    def load(self, units: list[dict[str, Any]]) -> list[LoadFailure]:
        """Load a submission's texts."""

    def call(
        self, function: str, args: Sequence[Any], keywords: Mapping[str, Any], seed: int, helpers: Helpers
    ) -> Answer:
        """Call a function of the submission's; raises a `StudentFault` when it ends without a value."""

    def close(self) -> None:
        """End the process."""


class Sandbox(Protocol):
    """Where workers come from."""

    def open(self, seconds_per_call: float, memory_megabytes: int) -> Worker:
        """A fresh worker."""

    def isolation(self) -> dict[str, str]:
        """Each layer's name, with `on` or `off: why`."""

    def close(self) -> None:
        """End whatever is still running."""


class ProcessSandbox:
    """A warm server and the workers that it forks.

    The server starts at once and loads while the caller goes on; the first `open` waits for it.
    """

    def __init__(self, library: Path) -> None:
        self._control, theirs = socket.socketpair()
        self._isolation: dict[str, str] | None = None
        command = [sys.executable, "-s", "-P", "-m", server.__name__]
        command += ["--control", str(theirs.fileno()), "--library", str(library.resolve())]
        try:
            self._process = subprocess.Popen(
                command,
                pass_fds=[theirs.fileno()],
                env=_environment(),
                cwd="/",
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,  # Ctrl-C is for the grader alone, which then ends the server
            )
        except OSError as error:
            self._control.close()
            raise SandboxError(f"The worker server cannot be started: {error}.") from error
        finally:
            theirs.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        self.close()

    def isolation(self) -> dict[str, str]:
        """Each layer's name, with `on` or `off: why`.

        Raises:
            SandboxError: the server did not start.
        """
        if self._isolation is None:
            self._isolation = self._wait_until_ready()
        return self._isolation

    def open(self, seconds_per_call: float, memory_megabytes: int) -> "ProcessWorker":
        """Fork a fresh worker.

        Raises:
            SandboxError: the server did not start, or has died.
        """
        self.isolation()
        ours, theirs = socket.socketpair()
        with theirs:
            try:
                socket.send_fds(self._control, [server.REQUEST.pack(server.FORK, memory_megabytes)], [theirs.fileno()])
                process, descriptor = self._reply()
            except OSError as error:
                ours.close()
                raise SandboxError("The worker server has died.") from error
        return ProcessWorker(ours, process, descriptor, seconds_per_call, self.reap)

    def reap(self, process: int) -> int:
        """Wait for the end of a worker; its wait status.

        Raises:
            SandboxError: the server has died.
        """
        try:
            self._control.sendall(server.REQUEST.pack(server.REAP, process))
            status, _ = self._reply()
        except OSError as error:
            raise SandboxError("The worker server has died.") from error
        return status

    def close(self) -> None:
        """End the server, which ends its workers."""
        self._control.close()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(timeout=EXIT_SECONDS)
        self._process.kill()
        self._process.wait()

    def _wait_until_ready(self) -> dict[str, str]:
        self._control.settimeout(START_SECONDS)
        try:
            header = _receive_exactly(self._control, wire.HEADER.size)
            message = wire.decode(_receive_exactly(self._control, wire.frame_length(header)))
        except (OSError, EOFError, WireError) as error:
            raise SandboxError("The worker server ended before it was ready, or took longer than a minute.") from error
        if message["kind"] != "ready":
            raise SandboxError(f"The worker server could not load its libraries:\n{message['text']}")
        self._control.settimeout(None)
        isolation: dict[str, str] = message["isolation"]
        return isolation

    def _reply(self) -> tuple[int, int | None]:
        data, descriptors, _, _ = socket.recv_fds(self._control, server.REPLY.size, 1)
        if len(data) < server.REPLY.size:
            raise ConnectionError
        (number,) = server.REPLY.unpack(data)
        return number, descriptors[0] if descriptors else None


class ProcessWorker:
    """The grader's end of one worker. Once it has died, every further call ends as the fatal one did."""

    def __init__(
        self,
        connection: socket.socket,
        process: int,
        descriptor: int | None,
        seconds_per_call: float,
        reap: Callable[[int], int],
    ) -> None:
        self._connection = connection
        self._process = process
        self._descriptor = descriptor
        self._seconds = seconds_per_call
        self._reap = reap
        self._death: StudentDied | None = None

    def load(self, units: list[dict[str, Any]]) -> list[LoadFailure]:
        """Load a submission's texts; what fails on the way costs that statement alone.

        Raises:
            StudentDied: the worker ended or hung while loading.
        """
        message = {"kind": "load", "units": units}
        answer = self._exchange(message, "Loading the file", {})
        return [LoadFailure(**failure) for failure in answer["failures"]]

    def call(
        self, function: str, args: Sequence[Any], keywords: Mapping[str, Any], seed: int, helpers: Helpers
    ) -> Answer:
        """Call a function. One deadline holds for sending, running, answering and reading together.

        Raises:
            StudentFault: it ended without a value.
        """
        message = {
            "kind": "call",
            "function": function,
            "args": list(args),
            "keywords": dict(keywords),
            "seed": seed,
            "replaced": list(helpers),
        }
        answer = self._exchange(message, f"`{function}`", helpers)
        if answer["kind"] == "missing":
            raise StudentMissing(f"`{function}` is not defined, or is not a function.")
        if answer["kind"] == "raised":
            raise _raised(answer)
        return Answer(answer["value"], str(answer["output"]))

    def close(self) -> None:
        """End the process, if it has not ended already."""
        if self._death is None:
            self._death = StudentCrashed("The worker is closed.")
            self._end()

    def _exchange(self, message: dict[str, Any], what: str, helpers: Helpers) -> dict[str, Any]:
        if self._death is not None:
            raise self._death
        nonce = secrets.randbits(62)
        deadline = time.monotonic() + self._seconds
        try:
            self._send({**message, "nonce": nonce}, deadline)
            while (answer := self._receive(nonce, deadline))["kind"] == "asks":
                self._send({**_help(answer, helpers), "nonce": nonce}, deadline)
        except TimeoutError:
            self._end()
            self._death = StudentTimeout(f"{what} took longer than {self._seconds:g} seconds and was stopped.")
        except (OSError, EOFError):
            self._death = StudentCrashed(f"{what} {_ending(self._exit_status())}.")
        except (WireError, LookupError, TypeError):
            self._end()
            self._death = StudentCrashed(f"{what} wrote over the grader's connection, so it was stopped.")
        else:
            return answer
        raise self._death

    def _send(self, message: dict[str, Any], deadline: float) -> None:
        self._connection.settimeout(_remaining(deadline))
        self._connection.sendall(wire.frame(message))

    def _receive(self, nonce: int, deadline: float) -> dict[str, Any]:
        header = _receive_exactly(self._connection, wire.HEADER.size, deadline)
        answer = wire.decode(_receive_exactly(self._connection, wire.frame_length(header), deadline))
        if type(answer) is not dict or answer["nonce"] != nonce or type(answer["kind"]) is not str:
            raise WireError("An answer does not belong to the call.")
        return answer

    def _exit_status(self) -> int | None:
        """The wait status of a worker that has hung up, or None if it had to be killed."""
        ended = self._descriptor is None or bool(select.select([self._descriptor], [], [], EXIT_SECONDS)[0])
        status = self._end()
        return status if ended else None

    def _end(self) -> int:
        if self._descriptor is not None:
            with contextlib.suppress(ProcessLookupError):
                signal.pidfd_send_signal(self._descriptor, signal.SIGKILL)
            os.close(self._descriptor)
        else:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self._process, signal.SIGKILL)
        self._connection.close()
        return self._reap(self._process)


def _environment() -> dict[str, str]:
    """A clean environment: one thread a library, since threads do not survive a fork; set order the same every time."""
    passed_on = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    threads = {f"{name}_NUM_THREADS": "1" for name in _THREAD_LIMITS}
    return {**passed_on, **threads, "PYTHONHASHSEED": "0", "MPLBACKEND": "Agg"}


def _remaining(deadline: float) -> float:
    remaining = deadline - time.monotonic()
    if remaining <= 0:
        raise TimeoutError
    return remaining


def _receive_exactly(connection: socket.socket, size: int, deadline: float | None = None) -> bytes:
    chunks = bytearray()
    while len(chunks) < size:
        if deadline is not None:
            connection.settimeout(_remaining(deadline))
        chunk = connection.recv(min(size - len(chunks), 1 << 20))
        if not chunk:
            raise EOFError
        chunks += chunk
    return bytes(chunks)


def _help(question: dict[str, Any], helpers: Helpers) -> dict[str, Any]:
    """Answer a student's call of a function that the grader has replaced."""
    helper = helpers[question["function"]]
    try:
        return {"kind": "answer", "value": helper(*question["args"], **question["keywords"])}
    except Exception as error:  # noqa: BLE001 - wrong arguments may make the helper raise anything; the student is told
        return {"kind": "refused", "text": str(error)}


def _raised(answer: dict[str, Any]) -> StudentFault:
    frames = [
        StudentFrame(str(f["file"]), int(f["line"]), str(f["function"]), str(f["text"])) for f in answer["frames"]
    ]
    kind = StudentOutOfMemory if answer["memory"] else StudentRaised
    return kind(str(answer["type"])[:100], str(answer["text"]), frames)


def _ending(status: int | None) -> str:
    if status is None:
        return "closed the grader's connection, so it was stopped"
    if os.WIFSIGNALED(status):
        return f"ended its process ({signal.Signals(os.WTERMSIG(status)).name})"
    return f"ended its process (exit code {os.waitstatus_to_exitcode(status)}) instead of returning"
