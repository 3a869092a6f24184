"""The gradebook's file: whole transactions, whatever comes between."""

import threading

import pytest

from grader.errors import GradebookError
from grader.gradebook.file import BookFile

PUT = "INSERT INTO source VALUES (?, 'tiny', ?)"


@pytest.fixture
def file(tmp_path):
    opened = BookFile(tmp_path / "book.sqlite")
    yield opened
    opened.close()


def put(file, *digests, size=10):
    with file.transaction() as connection:
        connection.executemany(PUT, [(digest, b"x" * size) for digest in digests])


def digests(file):
    return [row[0] for row in file.rows("SELECT digest FROM source ORDER BY digest")]


def test_an_error_within_leaves_nothing(file):
    put(file, "a")
    with pytest.raises(GradebookError, match="UNIQUE"):
        put(file, "b", "a")
    assert digests(file) == ["a"]


def test_what_interrupts_it_leaves_nothing(file):
    def interrupted():
        with file.transaction() as connection:
            connection.execute(PUT, ("a", b""))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert digests(file) == []
    put(file, "b")
    assert digests(file) == ["b"]


def test_a_full_disk_is_an_error_that_loses_nothing_and_passes(file):
    put(file, "a")
    pages = file.value("PRAGMA page_count")
    file.value(f"PRAGMA max_page_count = {pages}")  # SQLite's own measure of a disk that has no more room
    with pytest.raises(GradebookError, match="the disk is full"):
        put(file, "b", "c", size=100_000)
    assert digests(file) == ["a"]
    file.value(f"PRAGMA max_page_count = {pages + 1000}")
    put(file, "b", "c", size=100_000)
    assert digests(file) == ["a", "b", "c"]


def test_two_programs_write_by_turns(file, tmp_path):
    def other(names):
        mine = BookFile(tmp_path / "book.sqlite")
        for name in names:
            put(mine, name)
        mine.close()

    threads = [threading.Thread(target=other, args=[[f"{letter}{n}" for n in range(20)]]) for letter in "xy"]
    for thread in threads:
        thread.start()
    for n in range(20):
        put(file, f"z{n}")
    for thread in threads:
        thread.join()
    assert len(digests(file)) == 60


def test_a_reader_sees_whole_transactions_only(file, tmp_path):
    reader = BookFile(tmp_path / "book.sqlite")
    with file.transaction() as connection:
        connection.execute(PUT, ("a", b""))
        assert digests(reader) == []
    assert digests(reader) == ["a"]
    reader.close()
