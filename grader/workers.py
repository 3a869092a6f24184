"""Whom an exercise's questions are put to: its own worker, one on which things are tried, or one that was left."""

import time
from collections.abc import Iterable, Sequence

from grader.assignment import Limits
from grader.errors import StudentDied, StudentTimeout
from grader.language import say
from grader.sandbox.messages import Heard, Message, Question, Replies
from grader.sandbox.seam import Sandbox, Worker
from grader.texts import Handout, Loading


class Workers:
    """The workers of one exercise, each opened by the first question that is put to it.

    Args:
        sandbox: where they come from.
        limits: what a call, and all calls of the exercise together, may take.
        loaded: what became of loading the file, which its exercises share.
        handout: the file as it is given out, for calls that want functions of it.
    """

    def __init__(self, sandbox: Sandbox, limits: Limits, loaded: Loading, handout: Handout | None = None) -> None:
        self._sandbox = sandbox
        self._limits = limits
        self._loaded = loaded
        self._handout = handout
        self._worker: Worker | None = None
        self._other: Worker | None = None
        self._seconds = 0.0
        self._ended_messages = 0
        self.in_company = False
        """Whether other exercises of the file use the worker too, whose functions all keep to themselves."""

    @property
    def messages(self) -> int:
        """How many messages have been exchanged so far, with those that have ended too."""
        return self._ended_messages + (self._worker.messages if self._worker else 0)

    def hear(self, messages: Iterable[Message]) -> Heard:
        """What the worker says, within the time that an exercise has."""
        try:
            worker = self._open()
        except StudentDied as death:
            return Heard(fatal=0, death=death)
        started, most = time.monotonic(), self._limits.seconds_per_exercise
        heard = worker.hear(messages, max(most - self._seconds, 0.0))
        self._seconds += time.monotonic() - started
        if self._seconds > most:  # many slow calls may not take for ever what one may not
            worker.close()
            heard.fatal = max(heard.count - 1, 0) if heard.fatal is None else heard.fatal
            heard.death = StudentTimeout(
                say("The calls of this exercise took longer than {seconds} seconds in all.", seconds=f"{most:g}")
            )
        return heard

    def read(self, questions: Sequence[Question], heard: Heard) -> Replies:
        """What was heard, looked at with care."""
        return self._worker.read(questions, heard) if self._worker else Replies([], heard.fatal, heard.death)

    def swap(self) -> None:
        """Change the exercise's own worker for the one on which things are tried, or back."""
        self._worker, self._other = self._other, self._worker

    def share(self, functions: Iterable[str]) -> None:
        """Go on in company, if these functions keep to themselves.

        A worker that others left is taken over, as if it were new.
        """
        self.in_company = self._loaded.keeps_to_itself(functions)
        if not self.in_company or self._loaded.left is None:
            return
        worker, self._loaded.left = self._loaded.left, None
        try:
            self._load_into(worker)
        except StudentDied:
            worker.close()
        else:
            self._worker = worker

    def leave(self) -> None:
        """Leave the worker to the next exercise."""
        if self._worker is not None:
            self._ended_messages += self._worker.messages
        self._loaded.left, self._worker = self._worker, None

    def end(self) -> None:
        """End the worker that is asked now; the next question opens another."""
        if self._worker is not None:
            self._worker.close()
            self._ended_messages += self._worker.messages
            self._worker = None

    def close(self) -> None:
        """End all of them."""
        self.end()
        self.swap()
        self.end()
        self.swap()

    def _open(self) -> Worker:
        if self._loaded.death is not None:
            raise self._loaded.death
        if self._worker is None:
            limits = self._limits
            self._worker = self._sandbox.open(limits.seconds_per_call, limits.memory_megabytes, self._loaded.texts)
            try:
                self._load_into(self._worker)
            except StudentDied as death:
                self._loaded.death = death
                raise
        return self._worker

    def _load_into(self, worker: Worker) -> None:
        """Load the file. Of what may be asked in company nothing can reach Python's own random numbers."""
        handout = self._handout.texts if self._handout else ()
        self._loaded.failures = worker.load(self._loaded.texts, handout, draws=not self.in_company)
