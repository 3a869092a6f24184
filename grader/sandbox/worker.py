"""The untrusted side: one process for one exercise. It confines itself, loads the source, answers calls with values.

Nothing here is a secret and nothing that it says is believed: an answer is only a value, compared elsewhere.
"""

import io
import os
import random
import socket
import sys
import traceback
from collections.abc import Callable
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

from grader.errors import WireError
from grader.sandbox import loading, wire
from grader.sandbox.confine import Confinement

MAX_OUTPUT = 10_000
"""Characters of what a call prints that are kept."""
MAX_FRAMES = 20
MAX_DESCRIPTOR = 1024


class Channel:
    """Whole messages over a socket; one is outstanding at a time. Reading and writing is all it needs of the system."""

    def __init__(self, connection: socket.socket) -> None:
        self.descriptor = connection.fileno()
        if sys.platform == "linux":
            connection.detach()
            self._reader = os.fdopen(self.descriptor, "rb", closefd=False)
            self._writer = os.fdopen(self.descriptor, "wb", closefd=False)
        else:  # what names a socket on Windows is no descriptor that could be read or written
            self._reader, self._writer = connection.makefile("rb"), connection.makefile("wb")

    def receive(self) -> dict[str, Any]:
        """The next message.

        Raises:
            EOFError: the grader has closed the connection.
        """
        header = self._reader.read(wire.HEADER.size)
        if len(header) < wire.HEADER.size:
            raise EOFError
        message: dict[str, Any] = wire.decode(self._reader.read(wire.frame_length(header)))
        return message

    def send(self, message: dict[str, Any]) -> None:
        """Send a message; a value in it that cannot be sent is replaced by a description."""
        try:
            data = wire.frame(message)
        except WireError as error:
            data = wire.frame({**message, "left": None, "value": wire.Unsupported("too large", f"{error}")})
        except MemoryError as error:
            data = wire.frame({"nonce": message["nonce"], "output": "", **_raised(error)})
        self._writer.write(data)
        self._writer.flush()


class Sink(io.StringIO):
    """Takes what student code prints and keeps the beginning of it."""

    def write(self, text: str) -> int:
        """Keep the text as far as there is room, and say that all of it was written."""
        super().write(text[: max(0, MAX_OUTPUT - self.tell())])
        return len(text)

    def close(self) -> None:
        """Stay open: what was printed is still to be read."""


@dataclass(frozen=True)
class Settings:
    """How every worker is held, and which layers the grader has been told are on."""

    confinement: Confinement
    promised: dict[str, str]


def serve(connection: socket.socket, memory_megabytes: int, settings: Settings) -> None:
    """Confine this process, and answer messages until the grader closes the connection."""
    states = hold(settings.confinement, memory_megabytes)
    if any(settings.promised[name] != state for name, state in states.items()):
        return  # it is not held as the grader was told: it does not run anybody's code
    answer(Channel(connection))


def hold(confinement: Confinement, memory_megabytes: int) -> dict[str, str]:
    """Confine this process for good; each layer's name, with `on` or `off: why`."""
    os.environ.clear()
    sys.dont_write_bytecode = True
    return confinement.enter(memory_megabytes)


def answer(channel: Channel) -> None:
    """Answer messages until the grader closes the connection."""
    if sys.platform != "win32":  # where numbers of descriptors and of sockets are not the same
        _close_all_but(channel.descriptor)
    module = loading.new_module()
    answers: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
        "load": lambda message: _load(message, module),
        "call": lambda message: _call(message, module, channel),
    }
    while True:
        try:
            message = channel.receive()
        except EOFError:
            return
        channel.send({"nonce": message["nonce"], **answers[message["kind"]](message)})


def _close_all_but(descriptor: int) -> None:
    """Leave nothing of the server's open but the null streams and the connection."""
    os.closerange(3, descriptor)
    os.closerange(descriptor + 1, MAX_DESCRIPTOR)


def _load(message: dict[str, Any], module: ModuleType) -> dict[str, Any]:
    with _captured():
        return {"kind": "loaded", "failures": loading.execute(message["units"], module)}


def _call(message: dict[str, Any], module: ModuleType, channel: Channel) -> dict[str, Any]:
    np.random.seed(message["seed"] % 2**32)
    random.seed(message["seed"])
    with _captured() as output, _replaced(message, module, channel):
        answer = _answer(message, module)
    return {**answer, "output": output.getvalue()}


def _answer(message: dict[str, Any], module: ModuleType) -> dict[str, Any]:
    function = getattr(module, message["function"], None)
    if not callable(function):
        return {"kind": "missing"}
    try:
        value = function(*message["args"], **message["keywords"])
    except BaseException as error:  # noqa: BLE001 - student code may raise anything at all
        return _raised(error)
    return {"kind": "returned", "value": value, "left": message["args"] if message["observed"] else None}


def _raised(error: BaseException) -> dict[str, Any]:
    return {
        "kind": "raised",
        "type": type(error).__name__,
        "text": _text(error),
        "memory": isinstance(error, MemoryError),
        "frames": _frames(error),
    }


def _text(error: BaseException) -> str:
    try:
        return str(error)[:2000]
    except BaseException:  # noqa: BLE001 - an exception's __str__ is student code too
        return ""


def _frames(error: BaseException) -> list[dict[str, Any]]:
    """The traceback's lines that stand in the student's own texts, the innermost ones if there are many."""
    lines = [
        {"file": entry.filename, "line": entry.lineno, "function": entry.name, "text": entry.line}
        for entry in traceback.extract_tb(error.__traceback__)
        if not Path(entry.filename).is_absolute() and not entry.filename.startswith("<")
    ]
    return lines[-MAX_FRAMES:]


@contextmanager
def _captured() -> Any:
    with redirect_stdout(Sink()) as output, redirect_stderr(output):
        yield output


@contextmanager
def _replaced(message: dict[str, Any], module: ModuleType, channel: Channel) -> Any:
    """Swap the functions that the grader names for ones that ask the grader."""
    before = {name: getattr(module, name) for name in message["replaced"] if hasattr(module, name)}
    for name in message["replaced"]:
        setattr(module, name, _asking(name, message["nonce"], channel))
    try:
        yield
    finally:
        for name in message["replaced"]:
            setattr(module, name, before[name]) if name in before else delattr(module, name)


def _asking(name: str, nonce: int, channel: Channel) -> Callable[..., Any]:
    def ask(*args: Any, **keywords: Any) -> Any:
        channel.send({"kind": "asks", "nonce": nonce, "function": name, "args": args, "keywords": keywords})
        answer = channel.receive()
        if answer["kind"] == "refused":
            raise TypeError(answer["text"])
        return answer["value"]

    ask.__name__ = name
    return ask


def main(connection: socket.socket, memory_megabytes: int, settings: Settings) -> None:
    """Serve, and end this process whatever happens; it never returns into the server's code."""
    try:
        serve(connection, memory_megabytes, settings)
    finally:
        sys.stdout = sys.stderr = None
        os._exit(0)
