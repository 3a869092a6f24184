"""The form of the sandbox for systems that cannot fork a warm process: a fresh process for each exercise.

It is slower than the warm server, so the next process starts ahead of time, and loads what the texts before it needed.
It takes on every layer that the system has; where that is no more than a process, the map of layers calls it a
self-check.
"""

import contextlib
import pkgutil
import sys
import threading
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from grader.errors import SandboxError, StudentCrashed
from grader.language import say
from grader.sandbox import loading, server
from grader.sandbox.conversation import ProcessWorker
from grader.sandbox.host import ProcessSandbox
from grader.sandbox.messages import Answer, Heard, LoadFailure, Message, Question, Replies, Units
from grader.sandbox.seam import Sandbox
from grader.sandbox.starting import Started

BASE = [*server.BASE, loading.LIBRARY]
"""What every worker loads. The rest waits until a text speaks of it."""


def open_sandbox(library: Path, texts: Iterable[str] = ()) -> Sandbox:
    """The sandbox in the strongest form that this system has, for texts that import what these do.

    Raises:
        SandboxError: it cannot be started.
    """
    if sys.platform != "linux":
        return FreshSandbox(library)
    return ProcessSandbox(library, modules=server.spoken_of({"text": text} for text in texts))


class FreshSandbox:
    """Starts a process for each exercise, one ahead."""

    restarts = 0
    """There is nothing between the grader and its workers that could need it."""

    def __init__(self, library: Path, without: Iterable[str] = ()) -> None:
        self._library = library
        self._without = frozenset(without)
        self._states: dict[str, str] | None = None
        self._lock = threading.Lock()
        self._running: list[Started] = []
        self._closed = False
        self._spare: Started | None = self._start(BASE)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        self.close()

    def isolation(self) -> dict[str, str]:
        """Each layer's name, with `on` or `off: why`.

        Raises:
            SandboxError: a worker did not start.
        """
        if self._states is None:
            self._open(1.0, server.PROBE_MEGABYTES, BASE).close()
        assert self._states is not None
        return {**self._states, "deadline": "on"}

    def open(self, seconds_per_call: float, memory_megabytes: int, _: Units = ()) -> "FreshWorker":
        """A fresh worker, which begins when it gets its texts."""
        return FreshWorker(lambda units: self._open(seconds_per_call, memory_megabytes, needed(units, self._library)))

    def close(self) -> None:
        """End all processes; a call that is under way in another thread ends with them."""
        with self._lock:
            self._closed = True
        for process in self._running:
            process.end()

    def _open(self, seconds_per_call: float, memory_megabytes: int, modules: Sequence[str]) -> ProcessWorker:
        spare, self._spare = self._spare, None
        if spare is None or self._closed:
            spare = self._start(modules)
        try:
            worker = self._begin(spare, seconds_per_call, memory_megabytes, modules)
        except SandboxError:
            # It may have ended meanwhile: on Linux a process does so with the thread that started it.
            worker = self._begin(self._start(modules), seconds_per_call, memory_megabytes, modules)
        with contextlib.suppress(SandboxError):  # this exercise has what it needs
            self._spare = self._start(modules)  # the next one is of the same file as a rule
        return worker

    def _begin(self, process: Started, seconds: float, megabytes: int, modules: Sequence[str]) -> ProcessWorker:
        try:
            connection, states = process.begin(megabytes, modules)
            self._hold_same(states)
        except SandboxError:
            process.end()
            raise
        return ProcessWorker(connection, process, seconds)

    def _hold_same(self, states: dict[str, str]) -> None:
        self._states = self._states or states
        if states != self._states:
            raise SandboxError(
                say("Workers are not held alike: {before}, and then {after}.", before=self._states, after=states)
            )

    def _start(self, modules: Iterable[str]) -> Started:
        with self._lock:
            if self._closed:
                raise SandboxError(say("The sandbox is closed."))
            process = Started(self._library, modules, self._without)
            self._running = [other for other in self._running if not other.over] + [process]
            return process


class FreshWorker:
    """One process for one exercise. It begins when it gets its texts, since what they speak of is loaded before."""

    def __init__(self, begin: Callable[[Units], ProcessWorker]) -> None:
        self._begin = begin
        self._worker: ProcessWorker | None = None

    def load(self, units: Units, handout: Units = (), *, draws: bool = True) -> list[LoadFailure]:
        """Load a submission's texts; what fails on the way costs that statement alone.

        Raises:
            SandboxError: no process could be started.
            StudentDied: the worker ended or hung while loading.
        """
        self._worker = self._begin(units)
        return self._worker.load(units, handout, draws=draws)

    def call(self, *args: Any, **keywords: Any) -> Answer:
        """Call a function, as `ProcessWorker.call` does.

        Raises:
            StudentFault: it ended without a value.
        """
        if self._worker is None:
            raise StudentCrashed(say("The worker has loaded nothing."))
        return self._worker.call(*args, **keywords)

    def hear(self, messages: Iterable[Message], seconds: float) -> Heard:
        """Make several calls, as `ProcessWorker.hear` does."""
        if self._worker is None:
            return Heard(fatal=0, death=StudentCrashed(say("The worker has loaded nothing.")))
        return self._worker.hear(messages, seconds)

    def read(self, questions: Sequence[Question], heard: Heard) -> Replies:
        """What was heard, as `ProcessWorker.read` does."""
        return Replies([], heard.fatal, heard.death) if self._worker is None else self._worker.read(questions, heard)

    @property
    def messages(self) -> int:
        """How many messages it was sent."""
        return self._worker.messages if self._worker is not None else 0

    def close(self) -> None:
        """End the process, if there is one."""
        if self._worker is not None:
            self._worker.close()


def needed(units: Units, library: Path) -> list[str]:
    """What is to be loaded before the student's time runs: the modules that the texts speak of.

    A word in a comment costs a moment; an import that is not foreseen here is carried out in the student's time.
    """
    text = "\n".join(unit["text"] for unit in units).casefold()
    names = [module.name for module in pkgutil.iter_modules([str(library / loading.LIBRARY)])]
    return [
        *BASE,
        *server.spoken_of(units),
        *(f"{loading.LIBRARY}.{name}" for name in names if name.casefold() in text),
    ]
