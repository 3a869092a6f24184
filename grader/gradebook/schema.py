"""The gradebook's tables, and how a file of an older version is brought to this one.

`PRAGMA user_version` counts the scripts that a file has been through. They are carried out in one transaction with the
new number, so that a file is always of one version and never between two. `PRAGMA application_id` tells a gradebook
from other people's SQLite files.
"""

import sqlite3
from collections.abc import Iterator, Sequence

from grader.errors import GradebookError
from grader.language import say

APPLICATION_ID = 0x47726164
"""The letters `Grad`, at bytes 68 to 71 of the file (SQLite, Database File Format, 1.3.15)."""

FIRST = """
-- Everybody who handed in, as the download names them.
CREATE TABLE person (
    key         TEXT PRIMARY KEY,   -- tells two people apart: 'canvas:1234', 'github:octocat'
    name        TEXT NOT NULL,
    user_id     TEXT NOT NULL,      -- the learning platform's number; empty like all below where it is not known
    student_id  TEXT NOT NULL,      -- the school's own number
    login       TEXT NOT NULL,
    email       TEXT NOT NULL,
    section     TEXT NOT NULL
) STRICT;

-- Everybody who should have handed in: the last roster that was given, whole.
CREATE TABLE enrolled (
    key         TEXT PRIMARY KEY,   -- 'roster:1234'
    name        TEXT NOT NULL,
    user_id     TEXT NOT NULL,
    student_id  TEXT NOT NULL,
    login       TEXT NOT NULL,
    email       TEXT NOT NULL,
    section     TEXT NOT NULL
) STRICT;

-- What the last download gave to say of the class as a whole.
CREATE TABLE note (
    place       INTEGER PRIMARY KEY,
    sentence    TEXT NOT NULL
) STRICT;

-- The file of one assignment as it was taken in. Two students who handed in the same file share a row.
CREATE TABLE source (
    digest      TEXT PRIMARY KEY,   -- SHA-256 of the content before it is compressed
    slug        TEXT NOT NULL,      -- the assignment
    content     BLOB NOT NULL       -- grader.submission.Source as JSON, compressed with zlib
) STRICT;

-- One attempt at handing in: what lay together in the download.
CREATE TABLE handin (
    id          INTEGER PRIMARY KEY,
    digest      TEXT NOT NULL,      -- of all that was taken in of it
    people      TEXT NOT NULL,      -- the keys of those who handed it in, as a JSON list in order
    origin      TEXT NOT NULL,      -- where it lay in the download
    submitted   TEXT NOT NULL,      -- ISO 8601 with offset; empty if the download does not tell
    late        INTEGER NOT NULL,   -- 1 if the platform marks it late
    notes       TEXT NOT NULL,      -- a JSON list of sentences
    run         INTEGER NOT NULL,   -- the last run whose download holds it: which of two downloads is the later
    attempt     INTEGER NOT NULL,   -- its place among these people's attempts within that download
    UNIQUE (people, digest, submitted)
) STRICT;

CREATE TABLE handed_in_by (
    handin      INTEGER NOT NULL REFERENCES handin (id),
    person      TEXT NOT NULL REFERENCES person (key),
    PRIMARY KEY (handin, person)
) STRICT, WITHOUT ROWID;

-- Which assignments a hand-in holds.
CREATE TABLE work (
    handin      INTEGER NOT NULL REFERENCES handin (id),
    slug        TEXT NOT NULL,
    source      TEXT NOT NULL REFERENCES source (digest),
    PRIMARY KEY (handin, slug)
) STRICT, WITHOUT ROWID;

-- What verdicts are made by: the checks, the solution, the grader, Python, the libraries.
CREATE TABLE version (
    key         TEXT PRIMARY KEY,   -- SHA-256 of the parts
    slug        TEXT NOT NULL,
    parts       TEXT NOT NULL       -- a JSON object: the name of each part to its hash or number
) STRICT;

-- A verdict on one file by one version. The key is the hash of both, so that nothing is graded twice.
CREATE TABLE verdict (
    key         TEXT PRIMARY KEY,
    source      TEXT NOT NULL,      -- source.digest, or 'nothing:<slug>' for an assignment that was not handed in
    version     TEXT NOT NULL REFERENCES version (key),
    score       INTEGER NOT NULL,
    points      INTEGER NOT NULL,
    content     BLOB NOT NULL,      -- grader.model.Verdict as JSON, compressed with zlib
    graded      TEXT NOT NULL       -- when, in ISO 8601
) STRICT;

-- The verdict that counts for a file: the first one on it, until a regrade that is published puts another in its place.
CREATE TABLE standing (
    source      TEXT PRIMARY KEY,
    verdict     TEXT NOT NULL REFERENCES verdict (key)
) STRICT, WITHOUT ROWID;

CREATE INDEX work_by_source ON work (source);
CREATE INDEX verdict_by_source ON verdict (source);
"""

MIGRATIONS: Sequence[str] = (FIRST,)
"""Every script so far; a new version of the schema is one more, and none of the old ones is ever changed."""


def migrate(connection: sqlite3.Connection, name: str, scripts: Sequence[str] = MIGRATIONS) -> None:
    """Bring a file to the newest version, within a transaction that is under way; an empty one becomes a gradebook.

    Raises:
        GradebookError: it is some other program's file, or of a version that this grader does not know yet.
    """
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    is_empty = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0] == 0
    if application != APPLICATION_ID and not (is_empty and application == 0):
        raise GradebookError(
            say("{file} is an SQLite file of another program and no gradebook. Name another file.", file=name)
        )
    if version > len(scripts):
        raise GradebookError(
            say(
                "{file} has version {version}, and this grader knows versions up to {known}. Use a newer grader.",
                file=name,
                version=version,
                known=len(scripts),
            )
        )
    for number, script in enumerate(scripts[version:], start=version + 1):
        for statement in _statements(script):
            connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {number}")


def _statements(script: str) -> Iterator[str]:
    """The statements of a script one by one, since only so they can be part of a transaction that is under way."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
