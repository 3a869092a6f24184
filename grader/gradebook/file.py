"""The gradebook's file: opened, brought up to date, written in whole transactions; a sentence where it cannot be."""

import contextlib
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from grader.errors import GradebookError
from grader.gradebook.schema import migrate
from grader.language import marked, say

WAIT_SECONDS = 30.0
"""How long another run that writes to the same file is waited for."""

REASONS = {
    sqlite3.SQLITE_FULL: marked("the disk is full. Free some space and run the same command again; nothing is lost."),
    sqlite3.SQLITE_BUSY: marked(
        "another program has been writing to it for a while. Let that end, and run this again."
    ),
    sqlite3.SQLITE_READONLY: marked("this account may not write to it. Choose a folder of your own."),
    sqlite3.SQLITE_CANTOPEN: marked("it cannot be opened. Is it a file, and may this account write to its folder?"),
    sqlite3.SQLITE_NOTADB: marked("it is not an SQLite file. Name another one."),
    sqlite3.SQLITE_CORRUPT: marked("the file is damaged. Put a copy of it back, or begin a new one."),
}


class BookFile:
    """An SQLite file of the gradebook's schema.

    Raises:
        GradebookError: it cannot be opened, is no gradebook, or is one of a newer version; every method raises it too
            where the file cannot be read or written.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        with self._faults():
            path.parent.mkdir(parents=True, exist_ok=True)
            self._connection = sqlite3.connect(path, timeout=WAIT_SECONDS, isolation_level=None)
        try:
            with self._faults():
                self._connection.execute("PRAGMA journal_mode = WAL")  # readers go on while a grade is written
                self._connection.execute(
                    "PRAGMA synchronous = FULL"
                )  # a grade outlives the power, not just the program
                self._connection.execute("PRAGMA foreign_keys = ON")
            with self.transaction() as connection:
                migrate(connection, str(path))
        except GradebookError:
            self._connection.close()
            raise

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    @contextlib.contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """All that is written within is on the disk when it ends, or nothing of it."""
        with self._faults():
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:  # a full disk has ended it already
                    self._connection.execute("ROLLBACK")
                raise

    def rows(self, statement: str, values: Sequence[Any] = ()) -> list[Any]:
        """All rows that a statement gives."""
        with self._faults():
            return self._connection.execute(statement, values).fetchall()

    def value(self, statement: str, values: Sequence[Any] = ()) -> Any:
        """The first value of the one row that a statement gives."""
        rows = self.rows(statement, values)
        if not rows:
            raise GradebookError(
                say("The gradebook {path} is damaged: an entry that others speak of is not there.", path=self.path)
            )
        return rows[0][0]

    @contextlib.contextmanager
    def _faults(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            raise GradebookError(
                say("The gradebook {path} cannot be used: {reason}", path=self.path, reason=_reason(error))
            ) from error


def _reason(error: sqlite3.Error | OSError) -> str:
    code = getattr(error, "sqlite_errorcode", None)
    known = REASONS.get(code & 0xFF) if code is not None else None  # the lowest byte is the kind of error
    text = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return say(known) if known else say("{words}.", words=text)
