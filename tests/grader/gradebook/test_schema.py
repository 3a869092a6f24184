"""A gradebook of any older version is brought to the newest in one go, and one of a newer version is left alone."""

import sqlite3

import pytest

from grader.errors import GradebookError
from grader.gradebook.schema import APPLICATION_ID, FIRST, MIGRATIONS, migrate

SECOND = """
-- A comment; with a semicolon.
ALTER TABLE person ADD COLUMN pronoun TEXT NOT NULL DEFAULT '';
UPDATE person SET pronoun = 'she' WHERE name = 'Anna';
"""


@pytest.fixture
def connection():
    opened = sqlite3.connect(":memory:", isolation_level=None)
    yield opened
    opened.close()


def brought(connection, *scripts):
    connection.execute("BEGIN IMMEDIATE")
    try:
        migrate(connection, "book", scripts)
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def version(connection):
    return connection.execute("PRAGMA user_version").fetchone()[0]


def test_an_empty_file_becomes_a_gradebook_of_the_newest_version(connection):
    brought(connection, *MIGRATIONS)
    assert version(connection) == len(MIGRATIONS)
    assert connection.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID
    brought(connection, *MIGRATIONS)  # and is then left as it is
    assert version(connection) == len(MIGRATIONS)


def test_an_older_one_keeps_its_rows_and_gets_what_is_new(connection):
    brought(connection, FIRST)
    connection.execute("INSERT INTO person VALUES ('a', 'Anna', '', '', '', '', '')")
    brought(connection, FIRST, SECOND)
    assert version(connection) == 2
    assert connection.execute("SELECT name, pronoun FROM person").fetchall() == [("Anna", "she")]


def test_a_script_that_fails_leaves_the_version_that_was(connection):
    brought(connection, FIRST)
    with pytest.raises(sqlite3.Error):
        brought(connection, FIRST, SECOND + "INSERT INTO nowhere VALUES (1);")
    assert version(connection) == 1
    assert "pronoun" not in [row[1] for row in connection.execute("PRAGMA table_info(person)")]


def test_one_of_a_newer_version_is_refused(connection):
    brought(connection, FIRST, SECOND)
    with pytest.raises(GradebookError, match="has version 2, and this grader knows versions up to 1"):
        brought(connection, FIRST)
