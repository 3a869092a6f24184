"""After the course has changed: who moves is shown, with the reason, and counts when it is published and not before."""

import msgspec
import pytest

from grader.batch import conduct
from grader.batch.regrading import LONG, pieces
from grader.downloads import read_download
from grader.gradebook import Gradebook, Kept
from grader.model import Times
from tests.grader.batch.classes import SCORES, Desk, write_class
from tests.grader.gradebook.books import FIRST, SECOND, dump, verdict

CHECKS = "assignments/tiny/checks.py"


@pytest.fixture
def desk(tmp_path):
    made = Desk(tmp_path)
    write_class(made.submissions)
    with made.setting() as setting:
        download = read_download(made.submissions, setting.course.assignments)
        conduct.batch(setting, download, None, lambda _: None, made.tally)
    return made


def regrade(desk, publish=False):
    """What a regrade tells, and the class's results as they count afterwards."""
    with desk.setting() as setting:
        return conduct.regrade(setting, lambda _: None, desk.tally, publish=publish), conduct.results(setting)


def scores(result):
    return {student.person.name: int(student.score) for student in result.students}


def test_what_took_long_before_may_wait_again(tmp_path):
    with Gradebook(tmp_path / "book.sqlite") as book:
        kept = [
            Kept(str(seconds), FIRST, msgspec.structs.replace(verdict(), times=Times(seconds=seconds)))
            for seconds in (0.1, LONG + 1)
        ]
        found = [piece for wanted in pieces(book, kept, {"tiny": SECOND}) for piece in wanted]
    assert [(piece.digest, piece.may_wait) for piece in found] == [("0.1", False), (str(LONG + 1), True)]


def test_without_a_change_there_is_nothing_to_do(desk):
    moved, result = regrade(desk)
    assert (moved.files, moved.moves, desk.tally.graded) == (0, (), 0)
    assert scores(result) == SCORES


def test_who_moves_is_shown_with_the_check_and_counts_once_it_is_published(desk):
    desk.change(CHECKS, "np.ones((rows, columns)), name", "np.zeros((rows, columns)), name")  # a slip of the author's

    moved, result = regrade(desk)

    assert scores(result) == SCORES
    assert moved.reasons == {"tiny": ("the public checks",)}
    by_name = {move.person.name: (int(move.before), int(move.after)) for move in moved.moves}
    assert by_name == {"anna": (17, 12), "ben": (7, 2), "cleo": (7, 2), "emil": (12, 17)}
    anna = next(move for move in moved.moves if move.person.name == "anna")
    assert anna.checks == ("test_shape: passed → not right yet (-5)",)

    again, _ = regrade(desk)
    assert again == moved
    assert desk.tally.graded == 0  # the new verdicts are kept, though they do not count

    published, result = regrade(desk, publish=True)
    assert published == moved
    assert scores(result) == SCORES | {"anna": 12, "ben": 2, "cleo": 2, "emil": 17}
    nothing, _ = regrade(desk)
    assert (nothing.files, nothing.moves) == (0, ())


def test_only_what_is_affected_is_graded_and_the_next_batch_says_that_there_is_something_to_regrade(desk):
    before = dump(desk.book)
    desk.change(CHECKS, "The handout's example: [1, 2, 3].", "Another title.")
    with desk.setting() as setting:
        download = read_download(desk.submissions, setting.course.assignments)
        result = conduct.batch(setting, download, None, lambda _: None, desk.tally)
    assert desk.tally.graded == 0
    assert dump(desk.book) == before
    assert any("`grader regrade` shows who would move" in note for note in result.notes)


def test_a_policy_that_changes_is_no_reason_to_grade_anew(desk):
    desk.change("assignments/tiny/assignment.toml", "\n[limits]", "\n[policy]\nattempts = 1\n\n[limits]")
    moved, _ = regrade(desk)
    assert moved.files == 0
