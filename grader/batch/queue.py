"""Which file is graded next: what may take long first, so that none of it is still at work when all else is done.

How long a file takes follows from its assignment, of which the run itself finds the mean, but for a file that may wait
for its deadline. Such files begin early too, and yet one at a time: while it waits, a core is free for others.
"""

import math
import re
from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from grader.submission import Source

AHEAD = 200
"""Pieces that are known of at a time, if there are so many: enough for a good order, and soon read."""

_MAY_WAIT = re.compile(r"^\s*while\b|\b(?:sleep|input)\s*\(", re.MULTILINE)


@dataclass(frozen=True)
class Piece:
    """One assignment's file, or its absence, that wants a verdict; `may_wait` if it may be for its deadline."""

    slug: str
    digest: str
    may_wait: bool = False


def may_wait(source: Source) -> bool:
    """Whether a file's functions hold anything that could go on for ever."""
    return any(_MAY_WAIT.search(block.text) for block in source.functions.values())


def longest(slugs: Iterable[str], means: Mapping[str, float]) -> str:
    """The assignment whose files take longest. One of which nothing is known comes first, so that it will be."""
    return max(slugs, key=lambda slug: means.get(slug, math.inf))


class Queue:
    """The pieces that nobody has begun yet."""

    def __init__(self) -> None:
        self._ordinary: dict[str, deque[Piece]] = {}
        self._waiting: deque[Piece] = deque()
        self._waited_for: str | None = None
        self._seconds: dict[str, float] = {}
        self._counts: dict[str, int] = {}

    def __len__(self) -> int:
        return len(self._waiting) + sum(map(len, self._ordinary.values()))

    @property
    def is_full(self) -> bool:
        """Whether enough is known of."""
        return len(self) >= AHEAD

    def add(self, pieces: Iterable[Piece]) -> None:
        """Take pieces up."""
        for piece in pieces:
            mine = self._waiting if piece.may_wait else self._ordinary.setdefault(piece.slug, deque())
            mine.append(piece)

    def next(self) -> Piece | None:
        """The piece to begin now; None if there is none."""
        slugs = [slug for slug, pieces in self._ordinary.items() if pieces]
        if self._waiting and (self._waited_for is None or not slugs):
            piece = self._waiting.popleft()
            self._waited_for = piece.digest
            return piece
        return self._ordinary[longest(slugs, self._means())].popleft() if slugs else None

    def ended(self, slug: str, digest: str, seconds: float | None) -> None:
        """Note that a piece is done with, and how long that took if there is a verdict."""
        if digest == self._waited_for:
            self._waited_for = None
        elif seconds is not None:
            self._seconds[slug] = self._seconds.get(slug, 0.0) + seconds
            self._counts[slug] = self._counts.get(slug, 0) + 1

    def _means(self) -> dict[str, float]:
        return {slug: seconds / self._counts[slug] for slug, seconds in self._seconds.items()}
