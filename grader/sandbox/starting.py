"""Starts the processes of the fresh form, and lets nobody but them connect.

What every system has is used alone: a program is started, is told a secret through its standard input, and connects to
a port of this machine that is open for it. What connects and does not know the secret is sent away.
"""

import contextlib
import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from grader.errors import SandboxError, WireError
from grader.language import say
from grader.sandbox import fresh_child, wire
from grader.sandbox.launcher import START_SECONDS, environment, receive_frame, remaining

LOOK_SECONDS = 0.1
"""How often it is looked whether a process that has not connected yet is still there."""
STRANGER_SECONDS = 1.0
"""How long whoever connects may take to say the secret."""
COMMAND = [sys.executable, "-s", "-P", "-m", fresh_child.__name__]


class Started:
    """A process for one exercise. It loads while the caller goes on; `begin` waits for it."""

    def __init__(self, library: Path, modules: Iterable[str], without: Iterable[str]) -> None:
        self._secret = secrets.token_bytes(fresh_child.SECRET_BYTES)
        self.connection: socket.socket | None = None
        try:
            self._listener = _listen()
        except OSError as error:
            raise SandboxError(say("This machine lets no process connect to it: {error}.", error=error)) from error
        try:
            self._process = _start()
        except OSError as error:
            self._listener.close()
            raise SandboxError(say("A worker cannot be started: {error}.", error=error)) from error
        self.pid = self._process.pid
        self._tell(
            {
                "port": self._listener.getsockname()[1],
                "secret": self._secret.hex(),
                "library": str(library.resolve()),
                "modules": list(modules),
                "without": list(without),
            }
        )

    def begin(self, memory_megabytes: int, modules: Iterable[str]) -> tuple[socket.socket, dict[str, str]]:
        """Have it load what is not loaded yet, and confine itself.

        Returns:
            The connection, and each layer's name with `on` or `off: why`.

        Raises:
            SandboxError: it could not.
        """
        deadline = time.monotonic() + START_SECONDS
        try:
            connection = self.connection = self._connected(deadline)
            connection.sendall(wire.frame({"kind": "begin", "memory": memory_megabytes, "modules": list(modules)}))
            message = wire.decode(receive_frame(connection, deadline))
        except (OSError, EOFError, WireError) as error:
            raise SandboxError(say("A worker ended before it was ready, or took longer than a minute.")) from error
        if message["kind"] != "ready":
            raise SandboxError(say("A worker could not load its libraries:\n{text}", text=message["text"]))
        return connection, message["isolation"]

    @property
    def over(self) -> bool:
        """Whether it has ended and is collected."""
        return self._process.returncode is not None

    def has_ended(self, seconds: float) -> bool:
        """Whether it ends by itself within some seconds."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(seconds)
            self._end_group()
        return self.over

    def end(self) -> int:
        """Kill and collect it, with all that it may have started where the system can; its exit code."""
        if not self.over:  # or else its number may be somebody else's by now
            self._end_group()
        self._process.kill()
        code = self._process.wait()
        self._listener.close()
        if self.connection is not None:
            self.connection.close()
        return code

    def _end_group(self) -> None:
        if hasattr(os, "killpg"):
            with contextlib.suppress(ProcessLookupError, PermissionError):  # there is nothing left of it
                os.killpg(self.pid, signal.SIGKILL)

    def _tell(self, order: dict[str, Any]) -> None:
        assert self._process.stdin is not None
        with contextlib.suppress(OSError):  # it has ended already, which `begin` finds out
            self._process.stdin.write(json.dumps(order).encode())
        with contextlib.suppress(OSError):
            self._process.stdin.close()

    def _connected(self, deadline: float) -> socket.socket:
        with self._listener:
            while True:
                connection = self._accept(deadline)
                if self._is_known(connection):
                    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                    return connection
                connection.close()

    def _accept(self, deadline: float) -> socket.socket:
        while True:
            self._listener.settimeout(min(LOOK_SECONDS, remaining(deadline)))
            with contextlib.suppress(TimeoutError):
                return self._listener.accept()[0]
            if self._process.poll() is not None:
                raise EOFError

    def _is_known(self, connection: socket.socket) -> bool:
        deadline = time.monotonic() + STRANGER_SECONDS
        said = b""
        with contextlib.suppress(OSError):
            while len(said) < len(self._secret):
                connection.settimeout(remaining(deadline))
                chunk = connection.recv(len(self._secret) - len(said))
                if not chunk:
                    break
                said += chunk
        return secrets.compare_digest(said, self._secret)


def _listen() -> socket.socket:
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    if sys.platform == "win32":  # which otherwise lets others listen on a port that is taken
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
    try:
        listener.bind((fresh_child.HOST, 0))
        listener.listen()
    except OSError:
        listener.close()
        raise
    return listener


def _start() -> "subprocess.Popen[bytes]":
    """The program, out of reach of Ctrl-C, which is for the grader alone: the grader then ends it."""
    apart: dict[str, Any] = {"start_new_session": True}
    if sys.platform == "win32":
        apart = {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.CREATE_NO_WINDOW}
    return subprocess.Popen(
        COMMAND,
        env=environment(),
        cwd=Path(sys.executable).anchor,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        **apart,
    )
