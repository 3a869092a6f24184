"""What numbers say of themselves is said where it holds on every example, and nowhere else."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.checks.watching import Comparison, Shape
from grader.diagnosis.numerics import explain


def matrix(rows: int, columns: int, seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).standard_normal((rows, columns))


RIGHT = [matrix(3, 4), matrix(2, 5, 1), matrix(4, 2, 2)]
COLUMNS = [matrix(3, 1), matrix(5, 1, 1), matrix(2, 1, 2)]


def compared(got, expected, arguments=(), name="dW1"):
    return [Comparison(g, e, name, a) for g, e, a in zip(got, expected, arguments or [()] * len(got), strict=True)]


@pytest.mark.parametrize(
    ("change", "right", "said"),
    [
        (np.transpose, RIGHT, "dW1 is transposed"),
        (np.ravel, COLUMNS, "dW1 is one-dimensional"),
        (np.negative, RIGHT, "dW1 is right but for the sign"),
        (lambda a: 2 * a, RIGHT, "dW1 is 2 times what it should be"),
        (lambda a: a / 3, RIGHT, "dW1 is 1/3 times what it should be"),
        (lambda a: np.vstack([a[:1] * 0 + 7, a[:-1]]), [matrix(4, 3), matrix(5, 3, 1)], "dW1 is shifted by one"),
        (lambda a: a.astype(np.float32), RIGHT, "float32"),
        (lambda a: np.zeros((1, a.shape[0] + 1)), COLUMNS, "dW1 is taken along the other axis"),
    ],
)
def test_a_relation_that_holds_on_every_example_is_said(change, right, said):
    assert said in explain(compared([change(a) for a in right], right))


@pytest.mark.parametrize("change", [np.transpose, np.negative, lambda a: 2 * a, lambda a: a.astype(np.float32) + 1])
def test_a_relation_that_holds_on_all_examples_but_one_is_not_said(change):
    got = [change(a) for a in RIGHT[:-1]] + [RIGHT[-1] + 0.3]
    assert explain(compared(got, RIGHT)) == ""


def test_a_right_example_speaks_against_a_factor():
    assert explain(compared([2 * RIGHT[0], RIGHT[1]], RIGHT[:2])) == ""


@pytest.mark.parametrize(("power", "said"), [(1, "m times what it should be"), (-1, "1/m of what it should be")])
def test_a_factor_that_is_the_number_of_examples_of_each_call_is_called_so(power, said):
    batches = [(matrix(2, m), 0.7) for m in (3, 5, 1)]
    got = [a * float(m) ** power for a, m in zip(RIGHT, (3, 5, 1), strict=True)]
    assert said in explain(compared(got, RIGHT, batches))


def test_the_number_of_examples_is_not_named_where_it_is_always_the_same():
    batches = [(matrix(2, 3),)] * 3
    assert "3 times what it should be" in explain(compared([3 * a for a in RIGHT], RIGHT, batches))


def test_shapes_alone_are_enough_for_what_only_shapes_say():
    assert "transposed" in explain(compared([np.zeros((2, 3)), np.zeros((4, 1))], [Shape((3, 2)), Shape((1, 4))]))
    assert "one-dimensional" in explain(compared([np.zeros(3), np.zeros(4)], [Shape((3, 1)), Shape((4, 1))]))


def test_parts_of_which_the_same_holds_are_named_together():
    right = [{"dW1": a, "db1": a[:, :1], "dW2": a + 1} for a in RIGHT]
    got = [{"dW1": 2 * r["dW1"], "db1": r["db1"], "dW2": 2 * r["dW2"]} for r in right]
    assert explain(compared(got, right, name="")).startswith("dW1 and dW2 are 2 times")


def test_two_entries_are_too_few_for_a_factor():
    assert explain(compared([6.0, 8.0], [3.0, 4.0], name="the cost")) == ""


@given(st.lists(st.floats(-5, 5), min_size=1, max_size=6))
def test_right_answers_say_nothing(values):
    array = np.array([values])
    assert explain(compared([array, array.copy()], [array, array])) == ""


@pytest.mark.parametrize("got", [None, "text", {"W": 1}, [], np.array(["a"]), 10**400, np.array([1 + 2j])])
def test_answers_that_are_no_numbers_say_nothing(got):
    assert explain(compared([got], [matrix(2, 2)])) == ""
