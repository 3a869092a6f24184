"""Speaks with the process that grades. It starts with the first question, and ends with this one at the latest."""

import subprocess
import sys
import tempfile
import threading
from contextlib import suppress
from typing import IO

import msgspec

from grader.errors import EngineError
from grader.model import encoded
from grader.notebook.messages import Question, Reply
from grader.reports.text import clean_line
from grader.sandbox.launcher import environment

PROGRAM = "grader.notebook.process"
EXIT_SECONDS = 2.0
LAST_WORDS = 2_000
"""Bytes at the end of what the process said of its own accord, of which the last line may be shown."""


class Messenger:
    """Hands questions to one process, which keeps a session warm from one to the next.

    The process is a program of its own, with a clean environment: it holds the checks, and the notebook's process never
    does. An interrupted question ends it, and the next one starts another.
    """

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._errors: IO[bytes] | None = None
        self._one_at_a_time = threading.Lock()

    @property
    def process(self) -> int | None:
        """The number of the process, None if there is none."""
        return self._process.pid if self._process else None

    def ask(self, question: Question) -> Reply:
        """Hand over a question and wait for the reply.

        Raises:
            EngineError: the process cannot be started, or ended before it replied.
        """
        with self._one_at_a_time:
            try:
                return msgspec.json.decode(self._reply_to(encoded(question)), type=Reply)
            except BaseException:  # the next reply would be the one to this question
                self._end()
                raise

    def close(self) -> None:
        """End the process, if there is one."""
        with self._one_at_a_time:
            self._end()

    def _reply_to(self, line: bytes) -> bytes:
        kept = self._process is not None
        reply = self._exchange(line)
        if kept and not reply:  # it may have ended since the last question
            self._end()
            reply = self._exchange(line)
        if not reply:
            raise EngineError(
                f"The process that grades has ended{self._last_words()}. Run the cell again to start anew."
            )
        return reply

    def _exchange(self, line: bytes) -> bytes:
        """Write a line and read one; an empty one if the process ends before it is complete."""
        process = self._running()
        assert process.stdin is not None
        assert process.stdout is not None
        with suppress(BrokenPipeError):  # then there is no reply either
            process.stdin.write(line + b"\n")
            process.stdin.flush()
        reply = process.stdout.readline()
        return reply if reply.endswith(b"\n") else b""

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is not None and self._process.poll() is None:
            return self._process
        self._end()
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115 - it stays as long as the process
        try:
            self._process = subprocess.Popen(
                [sys.executable, "-s", "-P", "-m", PROGRAM],  # what lies in the notebook's folder is not imported
                env=environment(),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._errors,
                start_new_session=True,  # an interrupt is for the notebook alone, which then ends the process
            )
        except OSError as error:
            raise EngineError(f"The process that grades cannot be started: {error}.") from error
        return self._process

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.kill()  # its sandbox ends with it
            process.communicate()
        if self._errors is not None:
            self._errors.close()
            self._errors = None

    def _last_words(self) -> str:
        """The last line of what the process wrote as it ended, such as the sentence of an exception."""
        assert self._errors is not None
        assert self._process is not None
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(EXIT_SECONDS)
        size = self._errors.seek(0, 2)
        self._errors.seek(max(0, size - LAST_WORDS))
        lines = self._errors.read().decode(errors="replace").splitlines()
        return f" ({clean_line(lines[-1])})" if lines else ""
