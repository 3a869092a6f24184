"""Starts the warm server and speaks with it."""

import contextlib
import os
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterable, Sequence
from pathlib import Path

from grader.errors import SandboxError, WireError
from grader.language import say
from grader.sandbox import server, wire

START_SECONDS = 60.0
"""A cold machine may take this long to load SciPy, scikit-learn and matplotlib for the first time."""
EXIT_SECONDS = 0.2
_SMALL, _LARGE = 1 << 16, 1 << 20
"""Bytes that are read at once, at the least and at the most."""

_PASSED_ON = ["HOME", "LANG", "OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE"]
if sys.platform == "win32":  # without these, Windows has no sockets, and matplotlib no folder for its cache
    _PASSED_ON += ["SYSTEMROOT", "USERPROFILE", "LOCALAPPDATA", "TEMP"]
_LINKED = {"LD_BIND_NOW": "1"}
"""Shared libraries are linked whole when they are loaded, and not by each fork anew."""
_THREAD_LIMITS = ("OMP", "OPENBLAS", "MKL", "BLIS", "VECLIB", "NUMEXPR")


class Server:
    """One warm server process. It loads while the caller goes on; what needs it waits until it is ready."""

    def __init__(self, library: Path, without: Iterable[str], modules: Sequence[str]) -> None:
        self.modules = modules
        self._control, theirs = socket.socketpair()
        self._isolation: dict[str, str] | None = None
        command = [sys.executable, "-s", "-P", "-m", server.__name__]
        command += ["--control", str(theirs.fileno()), "--library", str(library.resolve())]
        command += [f"--without={layer}" for layer in without]
        command += [f"--load={module}" for module in modules]
        try:
            self._process = subprocess.Popen(
                command,
                pass_fds=[theirs.fileno()],
                env=environment(),
                cwd="/",
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,  # Ctrl-C is for the grader alone, which then ends the server
            )
        except OSError as error:
            self._control.close()
            raise SandboxError(say("The worker server cannot be started: {error}.", error=error)) from error
        finally:
            theirs.close()

    def isolation(self) -> dict[str, str]:
        """Each layer's name, with `on` or `off: why`.

        Raises:
            SandboxError: the server did not start.
        """
        if self._isolation is None:
            self._isolation = self._wait_until_ready()
        return self._isolation

    def fork(self, connection: socket.socket, page: int, memory_megabytes: int) -> "Forked":
        """Fork a worker that serves the connection and counts its calls in a page of memory.

        Raises:
            SandboxError: the server has died.
        """
        try:
            request = server.REQUEST.pack(server.FORK, memory_megabytes)
            socket.send_fds(self._control, [request], [connection.fileno(), page])
            process, descriptor = self._reply()
        except OSError as error:
            raise SandboxError(say("The worker server has died.")) from error
        return Forked(process, descriptor, self)

    def reap(self, process: int) -> int | None:
        """Wait for the end of a worker; its wait status, or None if the server is gone and the worker with it."""
        try:
            self._control.sendall(server.REQUEST.pack(server.REAP, process))
            return self._reply()[0]
        except OSError:
            return None

    def close(self) -> None:
        """End the server, which ends its workers."""
        with contextlib.suppress(OSError):  # it may be gone already; another thread may be waiting for its reply
            self._control.shutdown(socket.SHUT_RDWR)
        self._control.close()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(timeout=EXIT_SECONDS)
        self._process.kill()
        self._process.wait()

    def _wait_until_ready(self) -> dict[str, str]:
        self._control.settimeout(START_SECONDS)
        try:
            message = wire.decode(receive_frame(self._control))
        except (OSError, EOFError, WireError) as error:
            raise SandboxError(
                say("The worker server ended before it was ready, or took longer than a minute.")
            ) from error
        if message["kind"] != "ready":
            raise SandboxError(say("The worker server could not load its libraries:\n{text}", text=message["text"]))
        self._control.settimeout(None)
        isolation: dict[str, str] = message["isolation"]
        return isolation

    def _reply(self) -> tuple[int, int | None]:
        data, descriptors, _, _ = socket.recv_fds(self._control, server.REPLY.size, 1)
        if len(data) < server.REPLY.size:
            raise ConnectionError
        (number,) = server.REPLY.unpack(data)
        return number, descriptors[0] if descriptors else None


class Forked:
    """The process of a worker that a server has forked."""

    def __init__(self, process: int, descriptor: int | None, server: Server) -> None:
        self.pid = process
        self._descriptor = descriptor
        self._server = server

    def has_ended(self, seconds: float) -> bool:
        """Whether it ends by itself within some seconds."""
        return self._descriptor is None or bool(select.select([self._descriptor], [], [], seconds)[0])

    def end(self) -> int | None:
        """Kill and collect it; to be called once.

        Returns:
            Its exit code, negative for a signal's number; None if the server is gone and took it along.
        """
        if self._descriptor is not None:
            with contextlib.suppress(ProcessLookupError):
                signal.pidfd_send_signal(self._descriptor, signal.SIGKILL)
            os.close(self._descriptor)
        else:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)
        status = self._server.reap(self.pid)
        return None if status is None else os.waitstatus_to_exitcode(status)


class Frames:
    """Whole frames out of a connection, read as they come: a small one in one piece, several together."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._received = bytearray()

    def hold_empty(self) -> None:
        """Hold the connection to having nothing left that has been read.

        Raises:
            WireError: there is more than was asked for.
        """
        if self._received:
            raise WireError("There are more bytes than the message has.")

    def next(self, deadline: float | None = None) -> memoryview:
        """The next frame's body, by a deadline on the monotonic clock if there is one; what has come by then is kept.

        Raises:
            TimeoutError: it was not there in time.
            EOFError: the other side hung up.
            WireError: it says that it is too large.
        """
        size = wire.HEADER.size
        self._read(size, deadline)
        end = size + wire.frame_length(self._received[:size])
        self._read(end, deadline)
        if len(self._received) == end:  # as a rule, and what is large is not to be copied
            received, self._received = self._received, bytearray()
            return memoryview(received)[size:]
        body = memoryview(bytes(self._received[size:end]))
        del self._received[:end]
        return body

    def _read(self, size: int, deadline: float | None) -> None:
        while len(self._received) < size:
            if deadline is not None:
                self._connection.settimeout(remaining(deadline))
            chunk = self._connection.recv(max(_SMALL, min(size - len(self._received), _LARGE)))
            if not chunk:
                raise EOFError
            self._received += chunk


def receive_frame(connection: socket.socket, deadline: float | None = None) -> memoryview:
    """The one frame that is to come, as `Frames.next` reads it.

    Raises:
        TimeoutError: it was not there in time.
        EOFError: the other side hung up.
        WireError: it says that it is too large, or more than it has come.
    """
    frames = Frames(connection)
    body = frames.next(deadline)
    frames.hold_empty()
    return body


def remaining(deadline: float) -> float:
    """The seconds left until a deadline on the monotonic clock.

    Raises:
        TimeoutError: there are none.
    """
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def environment() -> dict[str, str]:
    """A clean environment: one thread a library, since threads do not survive a fork; set order the same every time."""
    passed_on = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    threads = {f"{name}_NUM_THREADS": "1" for name in _THREAD_LIMITS}
    return {**passed_on, **threads, "PYTHONHASHSEED": "0", "MPLBACKEND": "Agg", **_LINKED}
