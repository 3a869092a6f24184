"""The fingerprint of wrong answers: equal for equal values, however they were reached, and for nothing else."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from grader.calls import Call, Outcome
from grader.errors import StudentRaised
from grader.fingerprint import fingerprint

finite = arrays.arrays(np.float64, (2, 3), elements=st.floats(-1e6, 1e6))


def outcome(value=None, raised=None, function="f"):
    return Outcome(Call(function, [], {}), {}, 1, value=value, raised=raised)


def of(*values):
    return fingerprint([outcome(value) for value in values])


@given(finite)
def test_equal_values_have_one_fingerprint_also_where_they_are_rounded_otherwise(array):
    assert of({"W1": array, "b": (1, array[0])}) == of({"W1": array.copy(), "b": (1, array[0].copy())})
    assert of(np.float64(array[0, 0])) == of(float(array[0, 0]))


def test_the_last_digits_do_not_count_and_the_ninth_does():
    assert of(np.array([0.3])) == of(np.array([0.1 + 0.2]))
    assert of(np.array([0.0])) == of(np.array([-0.0]))
    assert of(np.array([1.0])) != of(np.array([1.0 + 1e-8]))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (np.zeros((2, 1)), np.zeros(2)),
        (np.array([np.nan]), np.array([np.inf])),
        (np.array([1 + 2j]), np.array([1 - 2j])),
        ({"a": 1}, {"b": 1}),
        (None, 0),
        ("x", "y"),
        (np.array([1, 2]), np.array([1, 3])),
    ],
)
def test_other_values_have_other_fingerprints(one, other):
    assert of(one) == of(one)
    assert of(one) != of(other)


def test_of_an_exception_the_type_counts_and_not_the_words():
    first, second = StudentRaised("KeyError", "'W1' of anna"), StudentRaised("KeyError", "'W1' of ben")
    other = StudentRaised("TypeError", "'W1' of anna")
    of_first, of_second, of_other = (fingerprint([outcome(raised=fault)]) for fault in (first, second, other))
    assert of_first == of_second != of_other


def test_the_order_and_the_function_count_and_without_a_call_there_is_none():
    assert of(1, 2) != of(2, 1)
    assert fingerprint([outcome(1, function="f")]) != fingerprint([outcome(1, function="g")])
    assert fingerprint([]) == ""
