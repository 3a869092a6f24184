"""The checkers are tested: what is equal is let through, and whatever differs is found at its place, in one wording."""

import copy
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from hypothesis.extra import numpy as np_st

from grader.checks.compare import MAX_TABLE_CELLS, Tolerance, describe, first_difference
from grader.model import Difference
from grader.sandbox.wire import Unsupported

SHAPES = np_st.array_shapes(min_dims=1, max_dims=3, min_side=1, max_side=4)
DTYPES = st.sampled_from(["float64", "float32", "int64", "uint8", "bool", "complex128", "U2", "S2"])
arrays = DTYPES.flatmap(lambda dtype: np_st.arrays(dtype, SHAPES))
moderate = np_st.arrays("float64", SHAPES, elements=st.floats(-1e6, 1e6))
leaves = arrays | st.none() | st.booleans() | st.integers() | st.floats() | st.complex_numbers() | st.text()
values = st.recursive(
    leaves,
    lambda inner: st.lists(inner) | st.lists(inner).map(tuple) | st.dictionaries(st.text(), inner),
    max_leaves=6,
)


def difference(got: Any, expected: Any, name: str = "", **tolerance: float) -> str | None:
    """The sentence about the first difference, if there is one."""
    found = first_difference(got, expected, Tolerance(**tolerance), name)
    return None if found is None else str(found)


@given(values)
@example([np.str_("a"), np.array("a"), 10**400, float("nan"), np.array([np.nan, np.inf]), np.zeros((0, 3))])
def test_a_value_equals_itself(value):
    assert difference(copy.deepcopy(value), value) is None


@given(values)
@example({"x": 10**400})
@example(["x" * 10**5])
@example({"x" * 10**5: 1})
def test_whatever_is_compared_with_whatever_gives_a_verdict_in_a_short_sentence(value):
    for other in (
        None,
        1.0,
        10**400,
        "text",
        np.ones((2, 2)),
        np.array("a"),
        {"W1": 1},
        {},
        [1],
        Unsupported("a", "b"),
    ):
        for pair in ((value, other), (other, value)):
            if not isinstance(pair[1], Unsupported):
                assert len(difference(*pair) or "") < 1500


@given(moderate, st.data())
def test_a_single_wrong_entry_is_found_with_its_index(expected, data):
    index = tuple(data.draw(st.integers(0, n - 1)) for n in expected.shape)
    got = expected.copy()
    got[index] += data.draw(st.sampled_from([1.0, -1.0, np.nan, np.inf]))
    found = first_difference(got, expected, Tolerance(), "W1")
    assert found is not None
    place = f"W1[{', '.join(map(str, index))}]"
    assert str(found).startswith(f"{place} is ")
    assert isinstance(found.difference, Difference)
    assert found.difference.where == place
    if found.difference.table is not None:
        marked = np.array(found.difference.table.wrong)
        assert marked.sum() == 1
        assert np.array(found.difference.table.got).shape == marked.shape
        assert marked[np.atleast_2d(got != expected)].all()


@given(moderate, st.data())
def test_the_first_of_several_wrong_entries_is_named_and_all_of_them_are_counted(expected, data):
    wrong = data.draw(np_st.arrays(bool, expected.shape).filter(np.any))
    sentence = difference(np.where(wrong, expected + 1, expected), expected, "A")
    first = ", ".join(str(int(i)) for i in np.argwhere(wrong)[0])
    assert sentence is not None
    assert sentence.startswith(f"A[{first}] is ")
    if expected.size > 1:
        assert sentence.endswith(f"({wrong.sum()} of {expected.size} entries are wrong)")


@given(st.integers(-(2**70), 2**70), st.sampled_from([1, -1]))
def test_whole_numbers_are_compared_exactly(number, step):
    assert difference(number + step, number) is not None
    assert difference(10**400 + step, 10**400) is not None


@pytest.mark.parametrize(
    ("got", "expected", "sentence"),
    [
        (np.ones((3, 2)), np.ones((2, 3)), "W1 has shape (3, 2), but should be (2, 3)"),
        (np.ones(2), np.ones((2, 1)), "W1 has shape (2,), but should be (2, 1)"),
        (np.ones(2, dtype=complex), np.ones(2), "W1 has dtype complex128, but should be float64"),
        (np.array(["a"]), np.ones(1), "W1 has dtype <U1, but should be float64"),
        ([1, 2], [1], "W1 has length 2, but should be 1"),
        (None, np.ones((2, 3)), "W1 is None, but should be an array of shape (2, 3)"),
        ([1.0], np.ones(1), "W1 is a list of 1, but should be an array of shape (1,)"),
        (np.ones(1), [1.0], "W1 is an array of shape (1,), but should be a list of 1"),
        (np.ones((1, 1)), 1.0, "W1 is an array of shape (1, 1), but should be the single number 1"),
        ("1", 1.0, "W1 is '1', but should be the number 1"),
        (None, 0.5, "W1 is None, but should be the number 0.5"),
        (0.25, 0.5, "W1 is 0.25, but should be 0.5"),
        (1j, 1.0, "W1 has dtype complex128, but should be float64"),
        (float("nan"), 1.0, "W1 is nan, but should be 1"),
        (1.0, float("nan"), "W1 is 1, but should be nan"),
        (float("inf"), float("-inf"), "W1 is inf, but should be -inf"),
        (0.1234567891, 0.1234567892, None),
        (0.1234567, 0.1234568, "W1 is 0.1234567, but should be 0.1234568"),
        (1.000001, 1.0, "W1 is 1.000001, but should be 1"),
        (1.0 + 3e-7, 1.0, "W1 is 1.0000003, but should be 1"),
        ({"a": 1}, {"a": 1, "b": 2}, "W1 has no key 'b', but should have the keys a, b"),
        ({"a": 1, "c": 2}, {"a": 1}, "W1 has the unexpected key 'c', but should have only the keys a"),
        ({"a": 2}, {"a": 1}, "W1['a'] is 2, but should be 1"),
        ([1], {"a": 1}, "W1 is a list of 1, but should be a dict with a"),
        ({}, {"a": 1}, "W1 has no key 'a', but should have the keys a"),
        ((1, (2, [3, 4])), (1, (2, [3, 5])), "W1[1][1][1] is 4, but should be 5"),
        ("adam", "gd", "W1 is 'adam', but should be 'gd'"),
        (Unsupported("function", "a value of type function"), 1, "W1 is a value of type function, but should be 1"),
    ],
)
def test_every_difference_has_its_sentence(got, expected, sentence):
    assert difference(got, expected, "W1") == sentence


@pytest.mark.parametrize(
    ("got", "expected", "sentence"),
    [
        (np.ones((3, 2)), np.ones((2, 3)), "the result has shape (3, 2), but should be (2, 3)"),
        (np.zeros(1), np.ones(1), "result[0] is 0, but should be 1"),
        ([np.ones(2)], [np.ones(3)], "result[0] has shape (2,), but should be (3,)"),
        ({"W1": np.ones(2)}, {"W1": np.ones(3)}, "W1 has shape (2,), but should be (3,)"),
        ({"W1": np.zeros((1, 1))}, {"W1": np.ones((1, 1))}, "W1[0, 0] is 0, but should be 1"),
    ],
)
def test_an_answer_without_a_name_is_the_result(got, expected, sentence):
    assert difference(got, expected) == sentence


@pytest.mark.parametrize(
    ("got", "expected"),
    [
        ((1, 2), [1, 2]),
        ([1, 2], (1, 2)),
        (1, 1.0),
        (1.0, 1),
        (True, 1),
        (np.float64(1), 1),
        (np.array(1.0), 1.0),
        (1.0, np.array(1.0)),
        (10**30, 1e30),
        (np.array([1, 2]), np.array([1.0, 2.0])),
        (np.array([1.0, 0.0]), np.array([True, False])),
        (np.ones(2, dtype="float32"), np.ones(2)),
        (np.array([np.nan, np.inf]), np.array([np.nan, np.inf])),
        (np.ones((2, 3)).T.copy().T, np.ones((2, 3))),
    ],
)
def test_what_the_courses_own_code_accepts_is_not_held_against_an_answer(got, expected):
    assert difference(got, expected) is None


@pytest.mark.parametrize(
    ("got", "expected"),
    [
        (np.array([np.nan]), np.array([1.0])),
        (np.array([1.0]), np.array([np.nan])),
        (np.array([np.inf]), np.array([-np.inf])),
        (np.array([1e300]), np.array([np.inf])),
        (np.array([3]), np.array([4])),
        (np.array([2**60 + 1]), np.array([2**60])),
        (np.array(["a"]), np.array(["b"])),
        (10**400, 1e308),
        ({1: 1}, {"1": 1}),
        ([], [[]]),
        (0, None),
        (b"a", "a"),
    ],
)
def test_near_is_not_equal(got, expected):
    assert difference(got, expected) is not None


def test_the_tolerance_is_the_absolute_one_plus_the_relative_one():
    assert difference(np.array([100.9]), np.array([100.0]), relative=0.01, absolute=0.0) is None
    assert difference(np.array([101.1]), np.array([100.0]), relative=0.01, absolute=0.0) is not None
    assert difference(np.array([0.0009]), np.array([0.0]), relative=0.0, absolute=0.001) is None
    assert difference(np.array([0.0011]), np.array([0.0]), relative=0.0, absolute=0.001) is not None
    assert difference(1.0 + 1e-9, 1.0) is None


def test_a_table_has_the_rows_of_the_arrays_and_marks_the_wrong_cells():
    got, expected = np.array([[1.0, 2.0], [3.0, 4.5]]), np.array([[1.0, 2.5], [3.0, 4.0]])
    found = first_difference(got, expected, Tolerance())
    assert found is not None
    assert isinstance(found.difference, Difference)
    table = found.difference.table
    assert table is not None
    assert table.got == [["1", "2"], ["3", "4.5"]]
    assert table.expected == [["1", "2.5"], ["3", "4"]]
    assert table.wrong == [[False, True], [False, True]]


def test_a_table_shows_the_digits_that_tell_two_numbers_apart():
    found = first_difference(np.array([1 / 7, 1 / 3]), np.array([1 / 7, 1 / 3 + 1e-12]), Tolerance(0, 0))
    assert found is not None
    assert isinstance(found.difference, Difference)
    assert found.difference.table is not None
    (mine,), (right,) = found.difference.table.got, found.difference.table.expected
    assert mine[0] == right[0] == "0.14285714"
    assert mine[1] != right[1]


@pytest.mark.parametrize("shape", [(1, MAX_TABLE_CELLS + 1), (2, 2, 2)])
def test_a_large_array_has_no_table(shape):
    found = first_difference(np.zeros(shape), np.ones(shape), Tolerance())
    assert found is not None
    assert isinstance(found.difference, Difference)
    assert found.difference.table is None


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (np.zeros((2, 3)), "an array of shape (2, 3)"),
        ({"W1": 1, "b1": 2}, "a dict with W1, b1"),
        (dict.fromkeys(range(20), 1), "a dict with 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, ..."),
        ({}, "an empty dict"),
        ((1, 2), "a tuple of 2"),
        (1 / 3, "0.33333333"),
        (10**100, "an integer of 101 digits"),
        ("x" * 100, "a str of length 102"),
        (None, "None"),
    ],
)
def test_a_value_is_described_in_a_few_words(value, words):
    assert describe(value) == words
