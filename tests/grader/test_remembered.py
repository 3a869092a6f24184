"""What a session knows, the sessions beside it know too; where they cannot share, each goes by itself."""

import sqlite3

import pytest

from grader import remembered
from grader.model import ExerciseResult, Status
from grader.remembered import Known, Remembered
from grader.session import GradingSession
from grader.submission import read_source
from tests.grader import courses

LIKENESS = ("tiny", b"key")


def known(name="double", message="All checks pass."):
    return Known(
        file="a.py",
        result=ExerciseResult(name=name, title="", status=Status.PASSED, score=1, points=1, message=message, checks=[]),
    )


@pytest.fixture
def shared(tmp_path):
    return tmp_path / "shared.sqlite"


def test_what_one_keeps_another_recalls(shared):
    one, other = Remembered(shared), Remembered(shared)
    one.keep(LIKENESS, known())
    assert other.recall(LIKENESS) == known()
    assert other.recall(("other", b"key")) is None
    assert Remembered().recall(LIKENESS) is None


def test_what_was_kept_first_stays_and_halves_of_characters_are_kept_as_their_escapes(shared):
    one, other = Remembered(shared), Remembered(shared)
    one.keep(LIKENESS, known(message="\udc80"))
    other.keep(LIKENESS, known(message="second"))
    assert Remembered(shared).recall(LIKENESS) == known(message="\\udc80")


@pytest.mark.parametrize("content", [b"no database", b"SQLite format 3\0" + b"?" * 5000])
def test_a_file_that_is_no_database_is_not_shared(shared, content):
    shared.write_bytes(content)
    one = Remembered(shared)
    one.keep(LIKENESS, known())
    assert one.recall(LIKENESS) == known()


def test_a_folder_that_is_not_there_and_a_table_that_goes_away_are_done_without(shared):
    one, other = Remembered(shared), Remembered(shared.parent / "nowhere" / "shared.sqlite")
    with sqlite3.connect(shared) as connection:
        connection.execute("DROP TABLE result")
    for each in (one, other):
        each.keep(LIKENESS, known())
        assert each.recall(LIKENESS) == known()
        assert each.recall(("other", b"key")) is None
        each.close()


def test_a_session_holds_so_many_and_lets_go_of_those_that_were_not_asked_for_longest(monkeypatch):
    monkeypatch.setattr(remembered, "MOST", 2)
    mine = Remembered()
    for name in ("a", "b"):
        mine.keep((name, b""), known(name))
    assert mine.recall(("a", b""))
    mine.keep(("c", b""), known("c"))
    assert [mine.recall((name, b"")) is not None for name in "abc"] == [True, False, True]


def test_what_one_session_has_graded_takes_no_worker_of_another(tiny_course, tmp_path, shared, monkeypatch):
    [assignment] = tiny_course.assignments
    path = tmp_path / "tiny.py"
    path.write_text(courses.written(ones="return None"), encoding="utf-8")
    source = read_source(path, assignment)
    with GradingSession(tiny_course, [assignment], beside=shared) as session:
        first = session.judge(assignment, source)
    with GradingSession(tiny_course, [assignment], beside=shared) as session:
        monkeypatch.setattr(session._sandbox, "open", lambda *_: pytest.fail("a worker was asked for"))
        assert session.judge(assignment, source).result == first.result
