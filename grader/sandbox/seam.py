"""What a sandbox is to those who use one: where workers come from, and what is asked of them."""

from collections.abc import Iterable, Sequence
from typing import Protocol

from grader.sandbox.messages import Heard, LoadFailure, Message, Question, Replies, Units


class Worker(Protocol):
    """One process for one exercise."""

    def load(self, units: Units, handout: Units = (), *, draws: bool = True) -> list[LoadFailure]:
        """Load a submission's texts; those of the handout are kept for calls that name functions of it."""

    def hear(self, messages: Iterable[Message], seconds: float) -> Heard:
        """Make several calls, in their order and within some seconds in all, and look at none of the answers."""

    def read(self, questions: Sequence[Question], heard: Heard) -> Replies:
        """What was heard, looked at with care."""

    @property
    def messages(self) -> int:
        """How many messages it was sent."""

    def close(self) -> None:
        """End the process."""


class Process(Protocol):
    """What kills and collects a worker's process."""

    pid: int

    def has_ended(self, seconds: float) -> bool:
        """Whether it ends by itself within some seconds."""

    def end(self) -> int | None:
        """Kill and collect it; its exit code, negative for a signal's number, or None where nobody can tell."""


class Sandbox(Protocol):
    """Where workers come from. `restarts` counts how often what makes them had to be started again."""

    restarts: int

    def open(self, seconds_per_call: float, memory_megabytes: int, units: Units = ()) -> Worker:
        """A fresh worker, for texts like these."""

    def isolation(self) -> dict[str, str]:
        """Each layer's name, with `on` or `off: why`."""

    def close(self) -> None:
        """End whatever is still running."""
