"""The process that grades for a notebook: questions come in by its input, a line of JSON each, replies go out."""

import os
import queue
import signal
import sys
import threading
from typing import IO

import msgspec

from grader.errors import GraderError
from grader.model import encoded
from grader.notebook.judging import answer
from grader.notebook.messages import Question, Reply
from grader.sandbox import privileges


def main() -> None:
    """Reply to questions until there are no more to come."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # an interrupt is for the notebook, which then ends this process
    privileges.hide()  # what is held in memory, the solution above all, is nobody else's to read
    replies = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what a checks.py prints is no reply
    questions: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(sys.stdin.buffer, questions), name="questions", daemon=True).start()
    while True:
        replies.write(encoded(_reply(questions.get())) + b"\n")
        replies.flush()


def _reply(line: bytes) -> Reply:
    try:
        return Reply(grade=answer(msgspec.json.decode(line, type=Question)))
    except GraderError as error:
        return Reply(refusal=str(error))


def _listen(lines: IO[bytes], questions: "queue.SimpleQueue[bytes]") -> None:
    for line in lines:
        questions.put(line)
    os._exit(0)  # the notebook is gone, whatever is being graded; the sandbox ends with this process


if __name__ == "__main__":
    main()
