"""What a check calls: observed calls, helpers in place of the student's own, tries that leave no trace."""

import numpy as np
import pytest

from grader.assignment import Limits
from grader.checks import assert_untouched
from grader.errors import CheckFailure, CourseError, StudentTimeout
from grader.functions import StudentRun
from grader.reference import Reference
from grader.sandbox import loading
from grader.submission import Unit
from grader.texts import Loading

TEXT = """
import numpy as np
calls = []

def spoil(x, y):
    x -= 1
    return x + y

def keep(x, y):
    return x - 1 + y

def count():
    calls.append(1)
    return len(calls)

def double(x):
    return 2 * x

def quadruple(x):
    return double(double(x))

def silent(x, y):
    import sys
    caller = sys._getframe(1).f_locals["message"]
    caller["observed"] = False
    return x + y

def loop():
    while True:
        pass
"""
UNITS = [Unit(file="work.py", text=TEXT, keep=list(range(9)))]


@pytest.fixture
def run(sandbox):
    opened = StudentRun(sandbox, Limits(seconds_per_call=1.0, memory_megabytes=256), Loading(UNITS))
    yield opened
    opened.close()


@pytest.fixture
def reference():
    module = loading.new_module("functions_of_the_test")
    assert loading.execute([{"file": "work.py", "text": TEXT, "keep": list(range(9))}], module) == []
    return Reference(module)


def test_an_observed_call_gives_the_arguments_back_as_the_function_left_them(run, reference):
    x, y = np.array([1.0, 2.0]), np.array([3.0, 4.0])
    for functions in (run.functions, reference):
        answer, left = functions.observed.spoil(x, y)
        assert answer.tolist() == [3, 5]
        assert [part.tolist() for part in left] == [[0, 1], [3, 4]]
        assert x.tolist() == [1, 2]


def test_an_argument_that_was_changed_is_named_with_the_first_difference(run):
    x, y = np.array([1.0, 2.0]), np.array([3.0, 4.0])
    assert_untouched(run.functions.observed.keep(x, y)[1], [x, y], ["X", "Y"])
    with pytest.raises(CheckFailure, match=r"^It changed .*: after the call, X\[0\] is 0, but should be 1"):
        assert_untouched(run.functions.observed.spoil(x, y)[1], [x, y], ["X", "Y"])


def test_a_worker_that_does_not_tell_what_became_of_the_arguments_fails_the_check_and_does_not_break_it(run):
    answer, left = run.functions.observed.silent(1, 2)
    assert answer == 3
    assert len(left) == 2
    with pytest.raises(CheckFailure, match="nothing that could be looked at after the call"):
        assert_untouched(left, [1, 2], ["x", "y"])


def test_what_is_tried_aside_neither_keeps_outcomes_nor_changes_what_the_worker_knows(run):
    assert run.functions.count() == 1
    with run.aside():
        assert run.functions.count() == 1
        with pytest.raises(StudentTimeout):
            run.functions.loop()
    assert run.functions.count() == 2
    assert [outcome.value for outcome in run.outcomes] == [1, 2]


def test_a_reference_calls_the_helpers_that_replace_its_functions_as_a_student_does(run, reference):
    for functions in (run.functions, reference):
        assert functions.replacing(double=lambda x: x + 1).quadruple(5) == 7
        assert functions.quadruple(5) == 20


def test_a_reference_is_asked_the_same_once_and_its_answers_cannot_be_written_to(reference):
    assert [reference.count(), reference.count()] == [1, 1]
    x = np.array([1.0, 2.0])
    answer = reference.double(x)
    with pytest.raises(ValueError, match="read-only"):
        answer += 1
    x += 1
    assert reference.double(x).tolist() == [4, 6]


def test_a_check_that_replaces_the_function_it_calls_is_told_so(run):
    with pytest.raises(CourseError, match="the check calls double and replaces it"):
        run.functions.replacing(double=lambda x: x).double(1)


def test_a_function_of_the_handout_that_is_not_there_is_the_authors_mistake(run):
    with pytest.raises(CourseError, match="the stub has no such function"):
        run.functions.as_given("sigmoid").double(1)


def test_a_check_may_not_put_the_handouts_function_in_the_place_of_the_one_that_it_calls(run):
    with pytest.raises(CourseError, match="it would judge the replacement"):
        run.functions.as_given("double").double(1)
