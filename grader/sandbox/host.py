"""A warm server and the workers that it forks: where workers come from where there are processes to be forked."""

import os
import socket
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from grader.errors import SandboxError
from grader.sandbox import server
from grader.sandbox.conversation import ProcessWorker
from grader.sandbox.launcher import Server
from grader.sandbox.messages import Units
from grader.sandbox.progress import Progress, new_page


class ProcessSandbox:
    """A warm server and the workers that it forks.

    The server starts at once and loads while the caller goes on; the first `open` waits for it. A server that student
    code has killed is started again: that costs the exercise which did it, and not the next.
    """

    def __init__(self, library: Path, without: Iterable[str] = (), modules: Sequence[str] = server.HEAVY) -> None:
        """Start.

        Args:
            library: the folder of the course's `lib`.
            without: names of layers to leave off.
            modules: what workers have loaded, besides NumPy. A smaller server forks faster; for texts that speak of
                more, one that has everything is started when the first of them comes.
        """
        self._library = library
        self._without = frozenset(without)
        self._closed = False
        self.restarts = 0
        self._server = Server(library, self._without, modules)
        self._richer: Server | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        self.close()

    def isolation(self) -> dict[str, str]:
        """Each layer's name, with `on` or `off: why`.

        Raises:
            SandboxError: the server did not start.
        """
        return self._server.isolation()

    def open(self, seconds_per_call: float, memory_megabytes: int, units: Units = ()) -> ProcessWorker:
        """Fork a fresh worker.

        Raises:
            SandboxError: the server did not start, or has died and cannot be started again.
        """
        source = self._server_for(units)
        source.isolation()
        try:
            return self._open(source, seconds_per_call, memory_megabytes)
        except SandboxError:
            if self._closed:
                raise
        return self._open(self._anew(source), seconds_per_call, memory_megabytes)

    def close(self) -> None:
        """End the servers, which end their workers; a call that is under way in another thread ends with them."""
        self._closed = True
        self._server.close()
        if self._richer is not None:
            self._richer.close()

    def _server_for(self, units: Units) -> Server:
        if set(server.spoken_of(units)) <= set(self._server.modules):
            return self._server
        if self._richer is None:
            self._richer = Server(self._library, self._without, server.HEAVY)
        return self._richer

    def _anew(self, dead: Server) -> Server:
        """Another server in the place of one that has died."""
        dead.close()
        self.restarts += 1
        fresh = Server(self._library, self._without, dead.modules)
        if dead is self._server:
            self._server = fresh
        else:
            self._richer = fresh
        return fresh

    def _open(self, source: Server, seconds_per_call: float, memory_megabytes: int) -> ProcessWorker:
        source.isolation()
        ours, theirs = socket.socketpair()
        page = new_page()
        try:
            process = source.fork(theirs, page, memory_megabytes)
            return ProcessWorker(ours, process, seconds_per_call, Progress(page))
        except SandboxError:
            ours.close()
            raise
        finally:
            theirs.close()
            os.close(page)
