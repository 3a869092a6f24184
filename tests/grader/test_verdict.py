"""How a check ended becomes what the report says of it; of a hidden one it says nothing that could carry its data."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from grader.assignment import Assignment, Exercise, Points, Settings
from grader.calls import Call
from grader.collecting import Check
from grader.errors import (
    CheckFailure,
    CourseError,
    ReferenceFault,
    SandboxError,
    StudentCrashed,
    StudentFrame,
    StudentMissing,
    StudentOutOfMemory,
    StudentRaised,
    StudentTimeout,
)
from grader.model import Difference, Status
from grader.verdict import status_of, verdict

EXERCISE = Exercise(name="double", title="Twice", points=Points(public=2))
SETTINGS = Settings(title="Tiny", order=1, seed=1, exercise=[EXERCISE])
ASSIGNMENT = Assignment(slug="tiny", settings=SETTINGS, folder=Path("tiny"), solution=None)
CALL = Call("double", [np.array([31337.25])], {"n": 2})
FRAME = StudentFrame("tiny.py", 3, "double", "return 1 / 0")


def check(*, hidden: bool = False) -> Check:
    item: Any = None
    return Check(item, ASSIGNMENT, EXERCISE, "public::test_it", "It doubles.", "Multiply.", 2, hidden, None, 1)


ENDINGS = [
    (None, Status.PASSED),
    (CheckFailure("y is 3, but should be 2"), Status.FAILED),
    (AssertionError(), Status.FAILED),
    (StudentMissing("`double` is not defined, or is not a function."), Status.NOT_ATTEMPTED),
    (StudentRaised("ValueError", "bad", [FRAME]), Status.RAISED),
    (StudentOutOfMemory("MemoryError", "", [FRAME]), Status.OUT_OF_MEMORY),
    (StudentTimeout("`double` took longer than 5 seconds and was stopped."), Status.TIMEOUT),
    (StudentCrashed("`double` ended its process (SIGSEGV)."), Status.CRASHED),
    (CourseError("golden.json has no value"), Status.UNGRADABLE),
    (ReferenceFault("double: ValueError"), Status.UNGRADABLE),
    (SandboxError("The worker server has died."), Status.UNGRADABLE),
    (KeyError("W1"), Status.UNGRADABLE),
    (MemoryError(), Status.UNGRADABLE),
    (KeyboardInterrupt(), Status.UNGRADABLE),
]


@pytest.mark.parametrize(("error", "status"), ENDINGS, ids=repr)
@pytest.mark.parametrize("hidden", [False, True])
def test_every_ending_has_its_status_and_only_a_pass_has_points(error, status, hidden):
    result = verdict(check(hidden=hidden), error, CALL, "printed", "tiny.py")
    assert status_of(error) is result.status is status
    assert (result.score, result.points) == (2 if status is Status.PASSED else 0, 2)
    assert (result.name, result.title, result.hidden) == ("public::test_it", "It doubles.", hidden)
    assert bool(result.message) is (status is not Status.PASSED)


def test_a_failure_says_its_sentence_its_call_its_hint_and_how_to_run_it_again():
    difference = Difference(where="y[0]", got="3", expected="2")
    result = verdict(check(), CheckFailure("y[0] is 3, but should be 2", difference), CALL, "printed", "folder/tiny.py")
    assert result.message == "y[0] is 3, but should be 2  [double(<array 1>, n=2)]"
    assert result.hint == "Multiply."
    assert result.difference == difference
    assert result.output == "printed"
    assert "load('tiny.py')" in result.snippet
    assert "double(np.array([31337.25]), n=2)" in result.snippet


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("the result is 3, but should be 2", "The result is 3, but should be 2"),
        ("W1 is None, but should be 2", "W1 is None, but should be 2"),
        ("", "The answer is not right."),
        ("it is <object at 0x7f12deadbeef>", "it is <object at 0x…>"),
    ],
)
def test_a_message_is_a_sentence_without_addresses(text, message):
    assert verdict(check(), AssertionError(text), None, "", "tiny.py").message == message


def test_an_exception_shows_the_students_frames():
    result = verdict(check(), StudentRaised("ZeroDivisionError", "division by zero", [FRAME]), CALL, "", "tiny.py")
    assert result.message.startswith("ZeroDivisionError: division by zero")
    assert [(f.file, f.line, f.function, f.text) for f in result.frames] == [("tiny.py", 3, "double", "return 1 / 0")]


def test_a_fault_of_the_grader_gives_no_hint_and_no_snippet_and_says_whose_it_is():
    result = verdict(check(), KeyError("W1"), CALL, "", "tiny.py")
    assert (result.hint, result.snippet) == ("", "")
    assert "KeyError: 'W1'" in result.message
    assert "not your mistake" in result.message


SECRET = "31337.25"


@pytest.mark.parametrize(
    "error",
    [
        CheckFailure(f"y is {SECRET}", Difference(where="y", got=SECRET, expected=SECRET)),
        AssertionError(SECRET),
        StudentRaised("ValueError", SECRET, [FRAME]),
        StudentRaised(f"E{SECRET}", "", [FRAME]),
        StudentOutOfMemory("MemoryError", SECRET, [FRAME]),
        StudentTimeout("`double` took longer than 5 seconds and was stopped."),
        pytest.param(ValueError(f"could not convert string to float: '{SECRET}'")),
    ],
    ids=repr,
)
def test_a_hidden_check_shows_nothing_of_its_data(error):
    result = verdict(check(hidden=True), error, CALL, f"printed {SECRET}", "tiny.py")
    assert SECRET not in repr(result)
    assert (result.snippet, result.difference, result.output) == ("", None, "")
    assert result.title == "It doubles."


def test_a_hidden_check_names_an_exception_that_python_itself_has_and_no_other():
    known = verdict(check(hidden=True), StudentRaised("ValueError", "x"), CALL, "", "tiny.py")
    own = verdict(check(hidden=True), StudentRaised("Secret", "x"), CALL, "", "tiny.py")
    assert known.message == "On a hidden case it raised ValueError."
    assert own.message == "On a hidden case it raised an exception of its own."
    assert known.hint == own.hint == "Multiply."
