"""The untrusted side of the fresh form: a process that was started for one exercise, before it runs anything of it.

On standard input it gets where to connect to, and a secret to be known by. It loads what it is told to, since loading
is no part of the student's time, then waits for the word to begin, confines itself and answers like any worker.
"""

import contextlib
import importlib
import json
import os
import socket
import sys
import threading
import time
import traceback
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from grader.sandbox import privileges, worker
from grader.sandbox.confine import Confinement

HOST = "127.0.0.1"
SECRET_BYTES = 32
WATCH_SECONDS = 1.0


def main() -> None:
    """Connect, load, and when told to, begin; end this process whatever happens."""
    privileges.hide()
    order = json.loads(sys.stdin.buffer.read())
    connection = _connect(order["port"], bytes.fromhex(order["secret"]))
    if sys.platform != "linux":
        _end_with_grader(connection)
    try:
        serve(worker.Channel(connection), order)
    finally:
        sys.stdout = sys.stderr = None
        os._exit(0)


def serve(channel: worker.Channel, order: dict[str, Any]) -> None:
    """Load, wait for the word to begin, and answer messages until the grader closes the connection."""
    sys.path.insert(0, order["library"])  # before the course that this environment was set up for
    with contextlib.suppress(Exception):  # what cannot be loaded is loaded again below, and told
        _load(order["modules"])
    begin = channel.receive()
    try:
        _load(begin["modules"])
        confinement = Confinement(Path(order["library"]) / "lib", frozenset(order["without"]))
        confinement.prepare()
        states = worker.hold(confinement, begin["memory"])
    except BaseException:  # noqa: BLE001 - whatever goes wrong, the grader is told
        channel.send({"kind": "failed", "text": traceback.format_exc()})
        return
    channel.send({"kind": "ready", "isolation": states})
    worker.answer(channel)


def _connect(port: int, secret: bytes) -> socket.socket:
    connection = socket.create_connection((HOST, port))
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    connection.sendall(secret)
    return connection


def _load(modules: Iterable[str]) -> None:
    for name in modules:
        importlib.import_module(name)


def _end_with_grader(connection: socket.socket) -> None:
    """Do not outlive the grader: only Linux ends a process with the one that started it."""

    def watch() -> None:
        with contextlib.suppress(OSError):
            while connection.recv(1, socket.MSG_PEEK):  # nothing, once the grader has hung up
                time.sleep(WATCH_SECONDS)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


if __name__ == "__main__":
    main()
