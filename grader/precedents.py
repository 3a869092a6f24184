"""What the checks of an exercise ask, and what answers come to: who gives the same, to the last bit, gets the same.

A check knows of a submission what its functions answer, and nothing else. So what it asks next, and how it ends, follow
from the answers so far, and need not be found out again for answers that have been heard before: neither how right
ones compare, nor on which smallest example wrong ones fail. The functions of every submission are still called on every
example, in workers of their own; it is the comparing and the looking that are spared.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from grader.remembered import Known
from grader.sandbox.messages import Heard, Message, joined

MOST_BYTES = 1 << 24
"""Bytes of questions that are kept for an exercise."""
MOST_ROUNDS = 200
"""Rounds that are kept for an exercise, and answers to each: work has few ways of being rounded, and of being wrong."""


@dataclass(frozen=True)
class Exchange:
    """Questions that were asked at once, by their places in the checks, and what was heard.

    `aside` says that they were asked of the worker on which things are tried.
    """

    places: Sequence[Any]
    messages: Sequence[Message]
    heard: Heard
    aside: bool = False

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
    aside: bool = False
    after: "dict[bytes, Round | Known]" = field(default_factory=dict)


class Precedents:
    """What is known of one exercise."""

    def __init__(self) -> None:
        self._beginning: dict[bytes, Round | Known] = {}
        self.functions: set[str] = set()
        """All that is asked, by name; of the handout's too, which are not the file's."""
        self._bytes = 0
        self._rounds = 0

    @property
    def first(self) -> Round | None:
        """What is asked first, if that is known."""
        known = self._beginning.get(b"")
        return known if isinstance(known, Round) else None

    def learn(self, exchanges: Sequence[Exchange], came_to: Known | None) -> None:
        """Keep what was asked and heard, and what it came to; None where that is not certain to come again."""
        known, answered = self._beginning, b""
        for exchange in _in_rounds(exchanges):
            following = known.get(answered) or self._new(known, answered, exchange)
            digest = exchange.answered
            if not isinstance(following, Round) or digest is None:
                return
            known, answered = following.after, digest
        if came_to is not None and exchanges and len(known) < MOST_ROUNDS:
            known[answered] = came_to

    def _new(self, known: dict[bytes, Round | Known], answered: bytes, exchange: Exchange) -> Round | None:
        """A round that has not been met before, if there is room for it."""
        size = sum(message.size for message in exchange.messages)
        if exchange.answered is None or self._rounds >= MOST_ROUNDS or self._bytes + size > MOST_BYTES:
            return None
        self._bytes += size
        self._rounds += 1
        for message in exchange.messages:
            self.functions.update(*((question.function, *question.as_given) for question in message.questions))
        known[answered] = new = Round(exchange.places, exchange.messages, exchange.aside)
        return new


def _in_rounds(exchanges: Sequence[Exchange]) -> Iterator[Exchange]:
    """The same, but what was tried aside, question by question, as if it had been asked at once."""
    for aside, some in groupby(exchanges, key=lambda exchange: exchange.aside):
        if aside:
            tried = list(some)
            messages = joined([message for one in tried for message in one.messages])
            yield Exchange((), messages, Heard.joined([one.heard for one in tried]), aside=True)
        else:
            yield from some
