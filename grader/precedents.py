"""What the checks of an exercise ask, and which answers have passed them: who gives the same, to the last bit, passes.

A check knows of a submission what its functions answer, and nothing else. So what it asks next, and how it ends, follow
from the answers so far, and need not be found out again for answers that have been heard before. The functions of every
submission are still called on every example, in a worker of their own; it is the comparing that is spared.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from grader.sandbox.messages import Heard, Message

MOST_BYTES = 1 << 24
"""Bytes of questions that are kept for an exercise."""
MOST_ROUNDS = 200
"""Rounds that are kept for an exercise, and answers to each: right work has few ways of being rounded."""


class Passed(Enum):
    """Where there is nothing left to ask, and every check has passed."""

    ALL = "all"


@dataclass(frozen=True)
class Exchange:
    """Questions that were asked at once, by their places in the checks, and what was heard."""

    places: Sequence[Any]
    messages: Sequence[Message]
    heard: Heard

    @property
    def answered(self) -> bytes | None:
        """What tells these answers from others; None where they are not all that the checks went by."""
        helped = any(question.helpers for message in self.messages for question in message.questions)
        return None if helped else self.heard.digest


@dataclass
class Round:
    """Questions that are asked at once, and what comes after answers that have been heard to them."""

    places: Sequence[Any]
    messages: Sequence[Message]
    after: "dict[bytes, Round | Passed]" = field(default_factory=dict)


class Precedents:
    """What is known of one exercise."""

    def __init__(self) -> None:
        self._beginning: dict[bytes, Round | Passed] = {}
        self.functions: set[str] = set()
        """All that is asked, by name; of the handout's too, which are not the file's."""
        self._bytes = 0
        self._rounds = 0

    @property
    def first(self) -> Round | None:
        """What is asked first, if that is known."""
        known = self._beginning.get(b"")
        return known if isinstance(known, Round) else None

    def learn(self, exchanges: Sequence[Exchange], *, passed: bool) -> None:
        """Keep what was asked and heard, and whether every check passed."""
        known, answered = self._beginning, b""
        for exchange in exchanges:
            following = known.get(answered) or self._new(known, answered, exchange)
            digest = exchange.answered
            if not isinstance(following, Round) or digest is None:
                return
            known, answered = following.after, digest
        if passed and exchanges and len(known) < MOST_ROUNDS:
            known[answered] = Passed.ALL

    def _new(self, known: dict[bytes, Round | Passed], answered: bytes, exchange: Exchange) -> Round | None:
        """A round that has not been met before, if there is room for it."""
        size = sum(message.size for message in exchange.messages)
        if exchange.answered is None or self._rounds >= MOST_ROUNDS or self._bytes + size > MOST_BYTES:
            return None
        self._bytes += size
        self._rounds += 1
        for message in exchange.messages:
            self.functions.update(*((question.function, *question.as_given) for question in message.questions))
        known[answered] = new = Round(exchange.places, exchange.messages)
        return new
