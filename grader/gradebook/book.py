"""The gradebook as an object: what was handed in goes in, verdicts go in one by one, and all of it comes out again."""

import hashlib
import json
import zlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

import msgspec

from grader.classroom import Person
from grader.errors import GradebookError
from grader.gradebook.file import BookFile
from grader.gradebook.records import Attempt, Kept
from grader.language import say
from grader.model import CheckResult, Frozen, Verdict, encoded
from grader.submission import Source
from grader.version import Version

Content = TypeVar("Content", bound=Frozen)

FIELDS = ("key", "name", "user_id", "student_id", "login", "email", "section")
"""A person's, in the order of the columns."""

ENROL = "INSERT INTO enrolled VALUES (?, ?, ?, ?, ?, ?, ?)"
PUT_PERSON = """
    INSERT INTO person VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (key) DO UPDATE SET
    name = excluded.name, user_id = excluded.user_id, student_id = excluded.student_id, login = excluded.login,
    email = excluded.email, section = excluded.section
"""
PUT_HAND_IN = """
    INSERT INTO handin (digest, people, origin, submitted, late, notes, run, attempt) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (people, digest, submitted) DO UPDATE SET
    origin = excluded.origin, late = excluded.late, run = excluded.run, attempt = excluded.attempt
    RETURNING id
"""
ATTEMPTS = """
    SELECT handed_in_by.person, handin.people, handin.origin, handin.submitted, handin.late, handin.notes,
        (SELECT json_group_object(slug, source) FROM work WHERE work.handin = handin.id)
    FROM handed_in_by JOIN handin ON handin.id = handed_in_by.handin
    ORDER BY handed_in_by.person, handin.run, handin.attempt, handin.id
"""
STANDING = """
    SELECT standing.source, version.slug, version.parts, verdict.content
    FROM standing JOIN verdict ON verdict.key = standing.verdict JOIN version ON version.key = verdict.version
    ORDER BY standing.source
"""


class Gradebook:
    """One gradebook file. Everything that it takes is on the disk when the call comes back, or not in it at all.

    Args:
        path: the file; it and its folder are made if they are not there.

    Raises:
        GradebookError: it cannot be opened, is no gradebook, or is one of a newer version. So does every method where
            the file cannot be read or written; the sentence says why, and nothing is lost.
    """

    def __init__(self, path: Path) -> None:
        self._file = BookFile(path)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    def new_run(self) -> int:
        """The number of a run that begins now, higher than that of every run which took something in."""
        return int(self._file.value("SELECT coalesce(max(run), 0) + 1 FROM handin"))

    def enrol(self, roster: Iterable[Person]) -> None:
        """Put a roster in the place of the last one."""
        with self._file.transaction() as connection:
            connection.execute("DELETE FROM enrolled")
            connection.executemany(ENROL, map(_row, roster))

    def note(self, sentences: Iterable[str]) -> None:
        """Put what is to be said of the class as a whole in the place of what was said of the last download."""
        with self._file.transaction() as connection:
            connection.execute("DELETE FROM note")
            connection.executemany("INSERT INTO note VALUES (?, ?)", enumerate(sentences))

    def take_in(
        self, run: int, number: int, attempt: Attempt, people: Sequence[Person], sources: Iterable[Source]
    ) -> dict[str, str]:
        """Keep one attempt at handing in. The same attempt again is kept once.

        Args:
            run: the number of the run, from `new_run`.
            number: the attempt's place among these people's attempts within the download.
            attempt: when, from where, and what is to be said of it; its `work` is found out here.
            people: those who handed it in.
            sources: the files of its assignments.

        Returns:
            The digest of each assignment's file, by slug.
        """
        texts = {source.slug: encoded(source) for source in sources}
        work = {slug: hashlib.sha256(text).hexdigest() for slug, text in texts.items()}
        keys, notes = json.dumps([person.key for person in people]), json.dumps(attempt.notes)
        digest = hashlib.sha256(json.dumps([work, notes], sort_keys=True).encode()).hexdigest()
        values = (digest, keys, attempt.origin, attempt.submitted, attempt.late, notes, run, number)
        with self._file.transaction() as connection:
            connection.executemany(PUT_PERSON, map(_row, people))
            connection.executemany(
                "INSERT OR IGNORE INTO source VALUES (?, ?, ?)",
                [(work[slug], slug, zlib.compress(text)) for slug, text in texts.items()],
            )
            (hand_in,) = connection.execute(PUT_HAND_IN, values).fetchall()[0]
            connection.executemany(
                "INSERT OR IGNORE INTO handed_in_by VALUES (?, ?)", [(hand_in, person.key) for person in people]
            )
            connection.executemany(
                "INSERT OR IGNORE INTO work VALUES (?, ?, ?)",
                [(hand_in, slug, source) for slug, source in work.items()],
            )
        return work

    def record(self, source: str, version: Version, verdict: Verdict) -> None:
        """Keep a verdict, in one transaction. It counts for its file if it is the first one on it."""
        key, result = version.verdict_key(source), verdict.result
        content = zlib.compress(encoded(verdict))
        values = (key, source, version.key, result.score, result.points, content, verdict.times.started)
        with self._file.transaction() as connection:
            connection.execute(
                "INSERT OR IGNORE INTO version VALUES (?, ?, ?)", (version.key, version.slug, json.dumps(version.parts))
            )
            connection.execute("INSERT OR IGNORE INTO verdict VALUES (?, ?, ?, ?, ?, ?, ?)", values)
            connection.execute("INSERT OR IGNORE INTO standing VALUES (?, ?)", (source, key))

    def versions(self) -> list[Version]:
        """What the verdicts that are kept were made by, each once."""
        rows = self._file.rows("SELECT slug, parts FROM version ORDER BY key")
        return [Version(slug=slug, parts=json.loads(parts)) for slug, parts in rows]

    def publish(self, moved: Iterable[tuple[str, Version]]) -> None:
        """Let the verdicts of other versions count for some files from now on, all in one transaction."""
        with self._file.transaction() as connection:
            connection.executemany(
                "UPDATE standing SET verdict = ? WHERE source = ?",
                [(version.verdict_key(source), source) for source, version in moved],
            )

    def stands(self, source: str) -> bool:
        """Whether some verdict counts for a file."""
        return bool(self._file.value("SELECT count(*) FROM standing WHERE source = ?", (source,)))

    def has_verdict(self, source: str, version: Version) -> bool:
        """Whether there is a verdict on a file by that version."""
        return bool(self._file.value("SELECT count(*) FROM verdict WHERE key = ?", (version.verdict_key(source),)))

    def verdict(self, source: str, version: Version) -> Verdict:
        """The verdict on a file by a version."""
        key = version.verdict_key(source)
        return self._read(self._file.value("SELECT content FROM verdict WHERE key = ?", (key,)), Verdict)

    def kept(self) -> Iterator[Kept]:
        """Every verdict that counts, and what it was made by, in the order of its file's digest.

        Most checks end alike for many students, and each such ending is there once: a class is held whole in memory.
        """
        endings: dict[bytes, CheckResult] = {}
        versions: dict[tuple[str, str], Version] = {}
        for source, slug, parts, content in self._file.rows(STANDING):
            verdict = self._read(content, Verdict)
            for exercise in verdict.result.exercises:
                exercise.checks[:] = [endings.setdefault(msgspec.msgpack.encode(c), c) for c in exercise.checks]
            version = versions.setdefault((slug, parts), Version(slug=slug, parts=json.loads(parts)))
            yield Kept(source, version, verdict)

    def source(self, digest: str) -> Source:
        """A file as it was taken in."""
        return self._read(self._file.value("SELECT content FROM source WHERE digest = ?", (digest,)), Source)

    def notes(self) -> list[str]:
        """What is to be said of the class as a whole."""
        return [sentence for (sentence,) in self._file.rows("SELECT sentence FROM note ORDER BY place")]

    def slugs(self) -> set[str]:
        """The assignments that anybody has handed in."""
        return {slug for (slug,) in self._file.rows("SELECT DISTINCT slug FROM work")}

    def people(self) -> list[Person]:
        """Everybody who handed in, in the order of their names."""
        return [_person(row) for row in self._file.rows("SELECT * FROM person ORDER BY name, key")]

    def enrolled(self) -> list[Person]:
        """Everybody on the roster, in the order of their names; nobody if none was given."""
        return [_person(row) for row in self._file.rows("SELECT * FROM enrolled ORDER BY name, key")]

    def attempts(self) -> dict[str, list[Attempt]]:
        """Every attempt, by the key of each who made it, in the order of handing in."""
        found: dict[str, list[Attempt]] = {}
        for person, people, origin, submitted, late, notes, work in self._file.rows(ATTEMPTS):
            attempt = Attempt(
                people=tuple(json.loads(people)),
                origin=origin,
                submitted=submitted,
                late=bool(late),
                notes=tuple(json.loads(notes)),
                work=json.loads(work),
            )
            found.setdefault(person, []).append(attempt)
        return {person: _in_order(mine) for person, mine in found.items()}

    def _read(self, content: bytes, kind: type[Content]) -> Content:
        try:
            return msgspec.json.decode(zlib.decompress(content), type=kind)
        except (zlib.error, msgspec.DecodeError, TypeError) as error:
            raise GradebookError(
                say("The gradebook {path} is damaged: {error}.", path=self._file.path, error=error)
            ) from error


def _row(person: Person) -> tuple[str, ...]:
    return tuple(getattr(person, name) for name in FIELDS)


def _person(row: Sequence[str]) -> Person:
    return Person(**dict(zip(FIELDS, row, strict=True)))


def _in_order(attempts: list[Attempt]) -> list[Attempt]:
    """By their times where all have one; otherwise as the downloads came, and as these list them."""
    if all(attempt.submitted for attempt in attempts):
        return sorted(attempts, key=lambda attempt: datetime.fromisoformat(attempt.submitted))
    return attempts
