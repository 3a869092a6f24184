"""The results of exercises, kept for those that are alike: in a session, and between the sessions of one run."""

import sqlite3
from collections import OrderedDict
from pathlib import Path

import msgspec

from grader.model import ExerciseResult, Frozen, encoded

MOST = 2000
"""Results that a session holds itself: some kilobytes each."""
SECONDS_TO_WAIT = 5

TABLE = "CREATE TABLE IF NOT EXISTS result (slug TEXT, likeness BLOB, content BLOB, PRIMARY KEY (slug, likeness))"
PUT = "INSERT OR IGNORE INTO result VALUES (?, ?, ?)"
GET = "SELECT content FROM result WHERE slug = ? AND likeness = ?"

Likeness = tuple[str, bytes]
"""The assignment, and what the exercise is alike to."""


class Known(Frozen, frozen=True, kw_only=True):
    """An exercise's result, and the name of the file that it was graded in."""

    file: str
    result: ExerciseResult


class Remembered:
    """Results by likeness.

    Args:
        shared: a file in which sessions on one machine that grade by the same versions keep what they know for each
            other. It only spares work: where it cannot be read or written, each session goes by itself.
    """

    def __init__(self, shared: Path | None = None) -> None:
        self._mine: OrderedDict[Likeness, Known] = OrderedDict()
        self._shared: sqlite3.Connection | None = None
        if shared is not None:
            self._share(shared)

    def recall(self, likeness: Likeness) -> Known | None:
        """What is known of an exercise that is alike."""
        known = self._mine.get(likeness) or self._of_others(likeness)
        if known is not None:
            self._hold(likeness, known)
        return known

    def keep(self, likeness: Likeness, known: Known) -> None:
        """Keep a result for exercises that are alike."""
        self._hold(likeness, known)
        if self._shared is not None:
            self._try(PUT, (*likeness, encoded(known)))

    def close(self) -> None:
        """Let go of the shared file."""
        if self._shared is not None:
            self._shared.close()
            self._shared = None

    def _hold(self, likeness: Likeness, known: Known) -> None:
        self._mine[likeness] = known
        self._mine.move_to_end(likeness)
        if len(self._mine) > MOST:
            self._mine.popitem(last=False)

    def _of_others(self, likeness: Likeness) -> Known | None:
        row = self._try(GET, likeness)
        return None if row is None else msgspec.json.decode(row[0], type=Known)

    def _share(self, path: Path) -> None:
        try:
            # Nothing here outlives the run, so nothing waits for the disk.
            self._shared = sqlite3.connect(path, timeout=SECONDS_TO_WAIT, isolation_level=None, check_same_thread=False)
            self._shared.execute("PRAGMA journal_mode = WAL")
            self._shared.execute("PRAGMA synchronous = OFF")
            self._shared.execute(TABLE)
        except sqlite3.Error:
            self.close()

    def _try(self, statement: str, values: tuple[str | bytes, ...]) -> tuple[bytes] | None:
        if self._shared is None:
            return None
        try:
            row: tuple[bytes] | None = self._shared.execute(statement, values).fetchone()
        except sqlite3.Error:
            self.close()
            return None
        return row
