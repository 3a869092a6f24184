"""The gradebook keeps what it is given, once, and gives it back; what cannot be kept is an error in a sentence."""

import sqlite3

import pytest

from grader.errors import GradebookError
from grader.gradebook import Gradebook, Kept
from tests.grader.gradebook.books import ANNA, BEN, FIRST, SECOND, attempt, dump, source, verdict


@pytest.fixture
def path(tmp_path):
    return tmp_path / "class" / "gradebook.sqlite"


@pytest.fixture
def book(path):
    with Gradebook(path) as opened:
        yield opened


def test_what_was_taken_in_comes_out_again(book):
    work = book.take_in(1, 1, attempt(ANNA, BEN, notes=("A note.",)), [ANNA, BEN], [source()])

    assert book.people() == [ANNA, BEN]
    assert book.source(work["tiny"]) == source()
    (anna,), (ben,) = book.attempts()["canvas:1"], book.attempts()["canvas:2"]
    assert anna == ben
    assert (anna.people, anna.notes, anna.work) == (("canvas:1", "canvas:2"), ("A note.",), work)


def test_the_same_hand_in_again_is_the_same_hand_in(book, path):
    book.take_in(1, 1, attempt(ANNA), [ANNA], [source()])
    before = dump(path)
    book.take_in(book.new_run(), 1, attempt(ANNA), [ANNA], [source()])
    assert dump(path) == before


def test_two_students_with_the_same_file_share_it(book, path):
    first = book.take_in(1, 1, attempt(ANNA), [ANNA], [source()])
    second = book.take_in(1, 1, attempt(BEN), [BEN], [source()])
    assert first == second
    assert len(dump(path)["source"]) == 1


def test_attempts_follow_their_times_or_else_the_downloads(book):
    new, old = "2026-02-01T10:00:00+01:00", "2026-02-01T08:30:00+00:00"
    for submitted, text in ((new, "new"), (old, "old")):
        book.take_in(1, 1, attempt(ANNA, submitted=submitted), [ANNA], [source(text)])
    for run, text in ((1, "a"), (2, "b"), (3, "a")):  # a is handed in again
        book.take_in(run, 1, attempt(BEN), [BEN], [source(text)])

    def texts(person):
        return [book.source(a.work["tiny"]).functions["double"].text for a in book.attempts()[person.key]]

    assert texts(ANNA) == ["old", "new"]
    assert texts(BEN) == ["b", "a"]


def test_a_name_that_was_corrected_is_the_one_that_is_kept(book):
    book.take_in(1, 1, attempt(ANNA), [ANNA], [source()])
    renamed = type(ANNA)(key=ANNA.key, name="Anna B", user_id="1", email="a@b")
    book.take_in(2, 1, attempt(ANNA), [renamed], [source()])
    assert book.people() == [renamed]


def test_a_roster_takes_the_place_of_the_last_one(book):
    book.enrol([ANNA, BEN])
    book.enrol([BEN])
    assert book.enrolled() == [BEN]


def test_what_is_to_be_said_of_a_class_is_that_of_its_last_download(book):
    book.note(["An older one."])
    book.note(["First.", "Second."])
    assert book.notes() == ["First.", "Second."]


def test_the_assignments_that_anybody_handed_in_are_known(book):
    assert book.slugs() == set()
    book.take_in(1, 1, attempt(ANNA), [ANNA], [source(), source(slug="other")])
    assert book.slugs() == {"tiny", "other"}


def test_the_first_verdict_counts_until_another_is_published(book):
    assert not book.stands("digest")
    book.record("digest", FIRST, verdict(3))
    book.record("digest", FIRST, verdict(4))  # by a worker that was thought to be dead
    book.record("digest", SECOND, verdict(5))

    assert book.stands("digest")
    assert list(book.kept()) == [Kept("digest", FIRST, verdict(3))]
    assert book.verdict("digest", SECOND) == verdict(5)
    assert (book.has_verdict("digest", SECOND), book.has_verdict("other", SECOND)) == (True, False)

    book.publish([("digest", SECOND)])
    assert list(book.kept()) == [Kept("digest", SECOND, verdict(5))]


def test_it_is_all_there_when_it_is_opened_again(book, path):
    book.take_in(1, 1, attempt(ANNA), [ANNA], [source()])
    book.record("digest", FIRST, verdict())
    before = dump(path)
    with Gradebook(path) as again:
        assert dump(path) == before
        assert again.new_run() == 2


def test_a_hand_in_and_a_verdict_are_one_transaction_each(book):
    statements = []
    book._file._connection.set_trace_callback(statements.append)
    digest = book.take_in(1, 1, attempt(ANNA), [ANNA], [source()])["tiny"]
    book.record(digest, FIRST, verdict())
    assert [s for s in statements if s in ("COMMIT", "ROLLBACK")] == ["COMMIT", "COMMIT"]
    assert book._file.value("PRAGMA synchronous") == 2  # full: a grade that was told of is on the disk


def test_what_goes_wrong_within_a_transaction_leaves_nothing_of_it(book, path):
    before = dump(path)
    with pytest.raises(GradebookError):
        book.take_in(1, 1, attempt(ANNA), [ANNA, type(ANNA)(key="canvas:3", name=None)], [source()])
    assert dump(path) == before


def test_a_file_that_is_none_is_refused_and_left_as_it_is(tmp_path):
    text, other = tmp_path / "text.sqlite", tmp_path / "other.sqlite"
    text.write_text("This is no database, and much longer than a header would be." * 10)
    connection = sqlite3.connect(other)
    connection.execute("CREATE TABLE mine (x)")
    connection.commit()
    connection.close()
    with pytest.raises(GradebookError, match="not an SQLite file"):
        Gradebook(text)
    with pytest.raises(GradebookError, match="another program"):
        Gradebook(other)
    assert text.read_text().startswith("This is no database")
    with pytest.raises(GradebookError, match="cannot be used"):
        Gradebook(tmp_path)


def test_a_damaged_entry_is_named(book, path):
    work = book.take_in(1, 1, attempt(ANNA), [ANNA], [source()])
    connection = sqlite3.connect(path)
    connection.execute("UPDATE source SET content = x'00'")
    connection.commit()
    connection.close()
    with pytest.raises(GradebookError, match="is damaged"):
        book.source(work["tiny"])
    with pytest.raises(GradebookError, match="is damaged"):
        book.source("nowhere")
