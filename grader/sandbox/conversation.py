"""The trusted side of one worker: calls it with a deadline, hears it with care, and puts an end to it if it hangs."""

import secrets
import signal
import socket
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

from grader.errors import (
    StudentCrashed,
    StudentDied,
    StudentFault,
    StudentTimeout,
    WireError,
)
from grader.language import say
from grader.sandbox import confine, wire
from grader.sandbox.launcher import Frames, remaining
from grader.sandbox.messages import (
    Answer,
    Heard,
    Helpers,
    LoadFailure,
    Message,
    Question,
    Replies,
    Units,
    load_failures,
    reply,
    returned,
    written,
)
from grader.sandbox.progress import Progress
from grader.sandbox.seam import Process

EXIT_SECONDS = 0.2
"""How long a worker that has closed its connection gets to end by itself, so that its exit can be named."""
HELPER_MEGABYTES = 512
"""What a helper may allocate in the grader's own process: student code chooses its arguments."""
LOOKS = 10
"""How often in the time that a call may take it is looked whether another one has begun."""

MALFORMED = (WireError, LookupError, TypeError, ValueError)
"""What reading a worker's word comes to where it is not in the form that is due."""

Read = TypeVar("Read")


class ProcessWorker:
    """The grader's end of one worker. Once it has died, every further call ends as the fatal one did."""

    def __init__(
        self, connection: socket.socket, process: Process, seconds_per_call: float, progress: Progress | None = None
    ) -> None:
        self._connection = connection
        self._frames = Frames(connection)
        self._process = process
        self._seconds = seconds_per_call
        self._progress = progress
        self._counted = 0
        self._death: StudentDied | None = None
        self._ending = threading.Lock()
        self._code: int | None = None
        self._ended = False
        self.messages = 0
        """How many messages it was sent."""

    def load(self, units: Units, handout: Units = (), *, draws: bool = True) -> list[LoadFailure]:
        """Load a submission's texts; what fails on the way costs that statement alone.

        Args:
            units: the texts.
            handout: those of the handout, kept for calls that name functions of it.
            draws: whether they can reach Python's own generator of random numbers, and not NumPy's alone.

        Raises:
            StudentDied: the worker ended or hung while loading.
        """
        message = {"kind": "load", "units": list(units), "handout": list(handout), "draws": draws}
        return self._exchange(message, say("Loading the file"), {}, load_failures)

    def call(
        self,
        function: str,
        args: Sequence[Any],
        keywords: Mapping[str, Any],
        seed: int,
        helpers: Helpers,
        *,
        observed: bool = False,
    ) -> Answer:
        """Call a function, by what a `Question` has. One deadline holds for sending, running, answering and reading.

        Raises:
            StudentFault: it ended without a value.
        """
        return self._call(Question(function, args, keywords, seed, helpers, (), observed))

    def hear(self, messages: Iterable[Message], seconds: float) -> Heard:
        """Make several calls, in their order, and look at none of the answers.

        Each may take as long as one that is made alone. Once one has been fatal, nothing more is asked.

        Args:
            messages: the calls.
            seconds: how long all of them together may take.
        """
        heard, end = Heard(), time.monotonic() + seconds
        try:
            for message in messages:
                if self._progress is None:
                    self._one_by_one(message, heard)
                else:
                    self._all(message, self._progress, end, heard)
        except StudentDied as death:
            heard.fatal, heard.death = heard.count if heard.fatal is None else heard.fatal, death
        return heard

    def read(self, questions: Sequence[Question], heard: Heard) -> Replies:
        """What was heard, looked at with care. An answer that is none is the worker's death."""
        replies = list(heard.replies)
        try:
            for question, answer in zip(questions[len(replies) :], heard.answers(), strict=False):
                replies.append(reply(_whole(answer), question.function))
        except MALFORMED:
            fatal = min(len(replies), len(questions) - 1)
            self._death = self._stopped(f"`{questions[fatal].title}`")
            return Replies(replies[:fatal], fatal, self._death)
        return Replies(replies, heard.fatal, heard.death)

    def _call(self, question: Question) -> Answer:
        message, said = {"kind": "call", **written(question)}, f"`{question.title}`"
        return self._exchange(message, said, question.helpers, lambda answer: returned(answer, question.function))

    def _one_by_one(self, message: Message, heard: Heard) -> None:
        for question in message.questions:
            try:
                heard.replies.append(self._call(question))
            except StudentDied:
                raise
            except StudentFault as fault:
                heard.replies.append(fault)
            heard.count += 1

    def _all(self, message: Message, progress: Progress, end: float, heard: Heard) -> None:
        questions, first = message.questions, heard.count
        before, self._counted = self._counted, self._counted + len(questions)

        def running() -> int:
            """Which of the calls is under way: what the worker says of itself, and no more than can be."""
            return min(max(heard.count - first, progress.begun - before - 1), len(questions) - 1)

        try:
            with self._conversation(lambda: f"`{questions[running()].title}`"):
                number = secrets.randbits(62)
                self._send_bytes(wire.bundle(number, message.entries), time.monotonic() + self._seconds)
                while heard.count - first < len(questions):
                    body = self._bundle(number, questions, heard.count - first, running, end)
                    count = wire.opened(body)[1]
                    if not 0 < count <= len(questions) - (heard.count - first):
                        raise WireError("There are not as many answers as questions.")
                    heard.bodies.append(body)
                    heard.count += count
                self._frames.hold_empty()
        except StudentDied:
            heard.fatal = first + running()
            raise

    def _bundle(
        self, number: int, questions: Sequence[Question], place: int, running: Callable[[], int], end: float
    ) -> memoryview:
        """The next answers, waited for as long as the call that is under way may take."""
        called, deadline = running(), time.monotonic() + self._seconds
        while True:
            try:
                body = self._frames.next(min(deadline, end, time.monotonic() + self._seconds / LOOKS))
            except TimeoutError:
                if running() != called:
                    called, deadline = running(), time.monotonic() + self._seconds
                if time.monotonic() >= min(deadline, end):
                    raise
                continue
            if wire.is_bundle(body):
                if wire.opened(body)[0] != number:
                    raise WireError("Answers do not belong to the questions.")
                return body
            asked = _belonging(wire.decode(body), number + place)
            if asked["kind"] != "asks":
                raise WireError("An answer came alone.")
            self._send({**_help(asked, questions[place].helpers), "nonce": number + place}, deadline)

    def close(self) -> None:
        """End the process, if it has not ended already; a call that is under way in another thread ends with it."""
        if self._death is None:
            self._death = StudentCrashed(say("The worker is closed."))
            self._end()

    def _exchange(
        self, message: dict[str, Any], what: str, helpers: Helpers, read: Callable[[dict[str, Any]], Read]
    ) -> Read:
        nonce = secrets.randbits(62)
        deadline = time.monotonic() + self._seconds
        with self._conversation(lambda: what):
            self._send({**message, "nonce": nonce}, deadline)
            while (answer := self._receive(nonce, deadline))["kind"] == "asks":
                self._send({**_help(answer, helpers), "nonce": nonce}, deadline)
            self._frames.hold_empty()
            return read(answer)
        raise AssertionError("A conversation ends with an answer or an error.")

    @contextmanager
    def _conversation(self, what: Callable[[], str]) -> Iterator[None]:
        """Whatever goes wrong with the worker meanwhile is its death; `what` tells what it was at."""
        if self._death is not None:
            raise self._death
        try:
            yield
        except TimeoutError:
            self._end()
            self._death = StudentTimeout(
                say(
                    "{what} took longer than {seconds} seconds and was stopped.",
                    what=what(),
                    seconds=f"{self._seconds:g}",
                )
            )
        except (OSError, EOFError):
            self._death = StudentCrashed(_ending(what(), self._exit_code()))
        except MALFORMED:
            self._death = self._stopped(what())
        else:
            return
        raise self._death

    def _stopped(self, what: str) -> StudentCrashed:
        """Stop a worker that does not speak as one does."""
        self._end()
        return StudentCrashed(say("{what} wrote over the grader's connection, so it was stopped.", what=what))

    def _send(self, message: dict[str, Any], deadline: float) -> None:
        self._send_bytes(wire.frame(message), deadline)

    def _send_bytes(self, frame: bytes, deadline: float) -> None:
        self.messages += 1
        self._connection.settimeout(remaining(deadline))
        self._connection.sendall(frame)

    def _receive(self, nonce: int, deadline: float) -> dict[str, Any]:
        return _belonging(wire.decode(self._frames.next(deadline)), nonce)

    def _exit_code(self) -> int | None:
        """The exit code of a worker that has hung up, or None if it had to be killed."""
        with self._ending:
            ended = self._ended or self._process.has_ended(EXIT_SECONDS)
        code = self._end()
        return code if ended else None

    def _end(self) -> int | None:
        """Kill the process and collect it, once; its exit code."""
        with self._ending:
            if not self._ended:
                self._ended = True
                self._code = self._kill()
            return self._code

    def _kill(self) -> int | None:
        code = self._process.end()
        self._connection.close()
        if self._progress is not None:
            self._progress.close()
        return code


def _belonging(answer: Any, nonce: int) -> dict[str, Any]:
    """A message that belongs to a call, by the call's number."""
    whole = _whole(answer)
    if whole["nonce"] != nonce:
        raise WireError("An answer does not belong to the call.")
    return whole


def _whole(answer: Any) -> dict[str, Any]:
    """A message that says of what kind it is."""
    if type(answer) is not dict or type(answer["kind"]) is not str:
        raise WireError("An answer does not say of what kind it is.")
    return answer


def _help(question: dict[str, Any], helpers: Helpers) -> dict[str, Any]:
    """Answer a student's call of a function that the grader has replaced."""
    helper = helpers[question["function"]]
    try:
        with confine.bounded_memory(HELPER_MEGABYTES):
            return {"kind": "answer", "value": helper(*question["args"], **question["keywords"])}
    except Exception as error:  # noqa: BLE001 - wrong arguments may make the helper raise anything; the student is told
        return {"kind": "refused", "text": str(error)}


def _ending(what: str, code: int | None) -> str:
    if code is None:
        return say("{what} closed the grader's connection, so it was stopped.", what=what)
    if code < 0:
        return say("{what} ended its process ({signal}).", what=what, signal=_signal_name(-code))
    return say("{what} ended its process (exit code {code}) instead of returning.", what=what, code=code)


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:  # most of the real-time ones have no name
        return f"signal {number}"
