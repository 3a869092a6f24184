"""The untrusted side: one process for one exercise. It confines itself, loads the source, answers calls with values.

Nothing here is a secret and nothing that it says is believed: an answer is only a value, compared elsewhere.
"""

import io
import os
import random
import socket
import sys
import time
import traceback
import warnings
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

from grader.errors import WireError
from grader.sandbox import loading, wire
from grader.sandbox.confine import Confinement
from grader.sandbox.progress import Progress

MAX_OUTPUT = 10_000
"""Characters of what a call prints that are kept."""
MAX_FRAMES = 20
MAX_DESCRIPTOR = 1024
REHEARSALS = 20
HELD_BACK_SECONDS, HELD_BACK_BYTES = 0.02, 1 << 16
"""How long, and how many bytes, answers wait for those that come after them."""


class Line:
    """What a worker is given to speak with the grader: a connection, and a page to count its calls in."""

    def __init__(self, connection: socket.socket, page: int) -> None:
        self.connection = connection
        self._page = page

    def progress(self) -> Progress:
        """The page as a count; there is no descriptor of it after that."""
        progress = Progress(self._page)
        os.close(self._page)
        return progress

    def close(self) -> None:
        """Leave it to the worker: this process has no part in it."""
        self.connection.close()
        os.close(self._page)


class Channel:
    """Whole messages over a socket; one is outstanding at a time. Reading and writing is all it needs of the system."""

    def __init__(self, connection: socket.socket) -> None:
        self.descriptor = connection.fileno()
        if sys.platform == "linux":
            connection.detach()
            self._reader = os.fdopen(self.descriptor, "rb", closefd=False)
            self._writer = os.fdopen(self.descriptor, "wb", HELD_BACK_BYTES, closefd=False)
        else:  # what names a socket on Windows is no descriptor that could be read or written
            self._reader, self._writer = connection.makefile("rb"), connection.makefile("wb")

    def receive(self) -> Any:
        """The next message.

        Raises:
            EOFError: the grader has closed the connection.
        """
        header = self._reader.read(wire.HEADER.size)
        if len(header) < wire.HEADER.size:
            raise EOFError
        return wire.decode(self._reader.read(wire.frame_length(header)))

    def send(self, message: dict[str, Any]) -> None:
        """Send a message of its own."""
        self.write(wire.HEADER.pack(len(body := encoded(message))) + body)

    def write(self, frame: bytes) -> None:
        """Send a whole frame."""
        self._writer.write(frame)
        self._writer.flush()


class Answers:
    """Answers to many calls, which wait a little for those that come after them: each one sent wakes the grader."""

    def __init__(self, channel: Channel, number: int) -> None:
        self._channel = channel
        self._number = number
        self._waiting: list[bytes] = []
        self._size = 0
        self._sent = time.monotonic()

    def put(self, answer: dict[str, Any]) -> None:
        """Take one more; what is large goes alone."""
        entry = encoded(answer, wire.MAX_BUNDLED)
        if self._size + len(entry) > HELD_BACK_BYTES:
            self.send()
        self._waiting.append(entry)
        self._size += len(entry)
        if time.monotonic() - self._sent > HELD_BACK_SECONDS:
            self.send()

    def send(self) -> None:
        """Send those that wait."""
        if self._waiting:
            self._channel.write(wire.bundle(self._number, self._waiting))
        self._waiting, self._size, self._sent = [], 0, time.monotonic()


def encoded(message: dict[str, Any], most: int = wire.MAX_FRAME) -> bytes:
    """A message as bytes; a value in it that cannot be sent is replaced by a description."""
    try:
        return wire.encode(message, most)
    except WireError as error:
        return wire.encode({**message, "left": None, "value": wire.Unsupported("too large", f"{error}")})
    except MemoryError as error:
        nonce = {"nonce": message["nonce"]} if "nonce" in message else {}
        return wire.encode({**nonce, "output": "", **_raised(error)})


class Sink(io.StringIO):
    """Takes what student code prints and keeps the beginning of it."""

    def write(self, text: str) -> int:
        """Keep the text as far as there is room, and say that all of it was written."""
        super().write(text[: max(0, MAX_OUTPUT - self.tell())])
        return len(text)

    def close(self) -> None:
        """Stay open: what was printed is still to be read."""


@dataclass
class Modules:
    """The submission's functions, and those of the handout, which are made when the first of them is wanted.

    `things` are the objects that calls have given back and that stay here, by their numbers. `draws` says whether the
    submission can reach Python's own generator, and not NumPy's alone.
    """

    student: ModuleType
    draws: bool = True
    handout_units: list[dict[str, Any]] = field(default_factory=list)
    things: dict[int, Any] = field(default_factory=dict)

    @cached_property
    def handout(self) -> ModuleType:
        """The handout as a module."""
        module = loading.new_module("handout")
        loading.execute(self.handout_units, module)
        return module


@dataclass(frozen=True)
class Settings:
    """How every worker is held, and which layers the grader has been told are on."""

    confinement: Confinement
    promised: dict[str, str]


def serve(line: Line, memory_megabytes: int, settings: Settings) -> None:
    """Confine this process, and answer messages until the grader closes the connection."""
    progress = line.progress()
    states = hold(settings.confinement, memory_megabytes)
    if any(settings.promised[name] != state for name, state in states.items()):
        return  # it is not held as the grader was told: it does not run anybody's code
    answer(Channel(line.connection), progress)


def hold(confinement: Confinement, memory_megabytes: int) -> dict[str, str]:
    """Confine this process for good; each layer's name, with `on` or `off: why`."""
    os.environ.clear()
    sys.dont_write_bytecode = True
    return confinement.enter(memory_megabytes)


def answer(channel: Channel, progress: Progress | None = None) -> None:
    """Answer messages until the grader closes the connection; without a count, calls come one at a time."""
    if sys.platform != "win32":  # where numbers of descriptors and of sockets are not the same
        _close_all_but(channel.descriptor)
    modules = Modules(loading.new_module())
    while True:
        try:
            message = channel.receive()
        except EOFError:
            return
        if type(message) is list:
            assert progress is not None
            number, calls = message
            _call_all(number, calls, modules, channel, progress)
        elif message["kind"] == "call":
            channel.send({"nonce": message["nonce"], **_call(message, message["nonce"], modules, channel)})
        else:
            modules = Modules(loading.new_module())
            channel.send({"nonce": message["nonce"], **_load(message, modules)})


def _call_all(number: int, calls: list[dict[str, Any]], modules: Modules, channel: Channel, progress: Progress) -> None:
    """Make one call after the other. Each has a number of its own, from the message's on."""
    answers = Answers(channel, number)
    for place, message in enumerate(calls):
        progress.begin()
        if "replaced" in message:  # the grader is about to be asked something, and has to know by which call
            answers.send()
        answers.put(_call(message, number + place, modules, channel))
    answers.send()


def rehearse() -> None:
    """Go through what every worker does, so that what Python makes of it at first is made once, before the forks.

    It specialises code that has run some times, and a fork has to copy each page in which that happens.
    """
    unit = {"file": "<rehearsal>", "text": "def same(value):\n    return value\n", "keep": [0]}
    call = {"function": "same", "args": [np.zeros((2, 2)), [1, 2.0], {"b": (1,)}], "seed": 0}
    for _ in range(REHEARSALS):
        modules = Modules(loading.new_module())
        _load({"units": [unit], "handout": [], "draws": True}, modules)
        number, calls = wire.decode(wire.bundle(0, [wire.encode(call)])[wire.HEADER.size :])
        with _captured() as output:
            wire.bundle(number, [encoded({**_answer(calls[0], modules, output), "output": ""})])


def _close_all_but(descriptor: int) -> None:
    """Leave nothing of the server's open but the null streams and the connection."""
    os.closerange(3, descriptor)
    os.closerange(descriptor + 1, MAX_DESCRIPTOR)


def _load(message: dict[str, Any], modules: Modules) -> dict[str, Any]:
    with warnings.catch_warnings():  # which makes every warning one that has not been given yet
        pass
    modules.handout_units, modules.draws = message["handout"], message["draws"]
    with _captured():
        return {"kind": "loaded", "failures": loading.execute(message["units"], modules.student)}


def _call(message: dict[str, Any], number: int, modules: Modules, channel: Channel) -> dict[str, Any]:
    with _captured() as output:
        if "replaced" in message or "given" in message:
            with _replaced(message, number, modules, channel):
                answer = _answer(message, modules, output)
        else:
            answer = _answer(message, modules, output)
    return {**answer, "output": output.getvalue()}


def _answer(message: dict[str, Any], modules: Modules, output: Sink) -> dict[str, Any]:
    return _answer_of_thing(message, modules, output) if "thing" in message else _answer_of(message, modules)


def _answer_of(message: dict[str, Any], modules: Modules) -> dict[str, Any]:
    _seed(message["seed"], modules)
    function = getattr(modules.student, message["function"], None)
    if not callable(function):
        return {"kind": "missing"}
    try:
        value = function(*message["args"], **message.get("keywords", {}))
    except BaseException as error:  # noqa: BLE001 - student code may raise anything at all
        return _raised(error)
    if message.get("observed"):
        return {"kind": "returned", "value": value, "left": message["args"]}
    return {"kind": "returned", "value": value}


def _answer_of_thing(message: dict[str, Any], modules: Modules, output: Sink) -> dict[str, Any]:
    """What the last of some actions comes to: the making of an object, or what is done with it.

    Those before the last one have been answered before, by this worker or by one that is gone.
    """
    things, number, args = modules.things, message["thing"], message["args"]
    answer: dict[str, Any] = {"kind": "missing"}
    if args is not None:
        things.pop(number, None)
        answer = _answer_of(message, modules)
        if answer["kind"] != "returned":
            return answer
        things[number] = answer["value"]
        answer |= {"value": None, "itself": True}
    for name, args, keywords, seed, reads in message["steps"]:
        _seed(seed, modules)
        output.truncate(output.seek(0))
        try:
            value = getattr(things[number], name)
            value = value if reads else value(*args, **keywords)
        except BaseException as error:  # noqa: BLE001 - student code may raise anything at all
            answer = _raised(error)
        else:
            itself = value is things[number]
            answer = {"kind": "returned", "value": None if itself else value, "itself": itself}
            if message.get("observed"):
                answer["left"] = args
    return answer


def _seed(number: int, modules: Modules) -> None:
    np.random.seed(number % 2**32)
    if modules.draws:  # it takes longer than many a call
        random.seed(number)


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


class _captured:  # noqa: N801 - it is used as a function, and a generator's way of doing this takes longer
    """Takes what is printed meanwhile."""

    def __enter__(self) -> Sink:
        self._before = sys.stdout, sys.stderr
        sys.stdout = sys.stderr = output = Sink()
        return output

    def __exit__(self, *_: object) -> None:
        sys.stdout, sys.stderr = self._before


@contextmanager
def _replaced(message: dict[str, Any], number: int, modules: Modules, channel: Channel) -> Any:
    """Swap the functions that the grader names for ones that ask the grader, or for those of the handout."""
    others = {name: _asking(name, number, channel) for name in message.get("replaced", ())}
    others |= {name: getattr(modules.handout, name) for name in message.get("given", ())}
    module = modules.student
    before = {name: getattr(module, name) for name in others if hasattr(module, name)}
    for name, other in others.items():
        setattr(module, name, other)
    try:
        yield
    finally:
        for name in others:
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


def main(line: Line, memory_megabytes: int, settings: Settings) -> None:
    """Serve, and end this process whatever happens; it never returns into the server's code."""
    try:
        serve(line, memory_megabytes, settings)
    finally:
        sys.stdout = sys.stderr = None
        os._exit(0)
