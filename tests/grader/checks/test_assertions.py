"""The words that a check asserts in: each lets the right through and says of the wrong what it is."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.checks import (
    assert_close,
    assert_close_to_one_of,
    assert_finite,
    assert_keys,
    assert_parts,
    assert_shape,
    assert_shapes,
    expect,
    layer_dims,
    parameter_shapes,
    parameters,
)
from grader.errors import CheckFailure
from grader.sandbox.wire import Unsupported

ARRAY = np.ones((2, 3))
LAMBDA = Unsupported("function", "a value of type function, which cannot be graded")


@pytest.mark.parametrize(
    ("assertion", "wrong", "right", "sentence"),
    [
        (lambda x: assert_close(x, 1.0, name="J"), 2.0, 1.0, "J is 2, but should be 1"),
        (lambda x: assert_close_to_one_of(x, [1.0, 2.0], name="J"), 3.0, 2.0, "J is 3, but should be 1"),
        (lambda x: assert_shape(x, (2, 3), "W1"), ARRAY.T, ARRAY, "W1 has shape (3, 2), but should be (2, 3)"),
        (
            lambda x: assert_shape(x, (2, 3), "W1"),
            [1],
            ARRAY,
            "W1 is a list of 1, but should be an array of shape (2, 3)",
        ),
        (lambda x: assert_shape(x, (2, 3), "W1"), ARRAY * 1j, ARRAY, "W1 has dtype complex128, but should be float64"),
        (
            lambda x: assert_shape(x, (2, 3), "W1"),
            LAMBDA,
            ARRAY.astype(int),
            "W1 is a value of type function, which cannot be graded, but should be an array of shape (2, 3)",
        ),
        (
            lambda x: assert_shapes(x, {"W1": (2, 3)}),
            {"W1": ARRAY.T},
            {"W1": ARRAY},
            "W1 has shape (3, 2), but should be (2, 3)",
        ),
        (
            lambda x: assert_shapes(x, {"W1": (2, 3)}, "grads"),
            {"W1": ARRAY, "W2": ARRAY},
            {"W1": ARRAY},
            "grads has the unexpected key 'W2', but should have only the keys W1",
        ),
        (
            lambda x: assert_shapes(x, {"W1": (2, 3)}, "grads"),
            {"W1": ARRAY.T},
            {"W1": ARRAY},
            "grads['W1'] has shape (3, 2), but should be (2, 3)",
        ),
        (
            lambda x: assert_keys(x, ["v", "s"]),
            {"v": 1},
            {"v": 1, "s": 2, "t": 3},
            "the result has no key 's', but should have the keys v, s",
        ),
        (
            lambda x: assert_keys(x, ["v", "s"], "state"),
            None,
            {"v": 1, "s": 2},
            "state is None, but should be a dict with v, s",
        ),
        (
            lambda x: assert_parts(x, "A", "cache"),
            (1, 2, 3),
            (1, 2),
            "the result is a tuple of 3, but should be a tuple of 2: A and cache",
        ),
        (
            lambda x: assert_parts(x, "A", "Y", "p"),
            ARRAY,
            [1, 2, 3],
            "the result is an array of shape (2, 3), but should be a tuple of 3: A, Y and p",
        ),
        (lambda x: assert_parts(x, "A"), 1, (1,), "the result is 1, but should be a tuple of 1: A"),
        (lambda x: assert_finite(x, "J"), np.inf, 0.0, "J is inf with nan or inf in it, but should be finite"),
        (
            lambda x: assert_finite(x, "J"),
            np.array([np.nan]),
            ARRAY,
            "J is an array of shape (1,) with nan or inf in it, but should be finite",
        ),
        (lambda x: assert_finite(x, "J"), None, 1, "J is None, but should be a number, or an array of numbers"),
        (lambda x: assert_finite(x, "J"), "a", 1, "J is 'a', but should be a number, or an array of numbers"),
        (
            lambda x: assert_finite(x, "J"),
            LAMBDA,
            1,
            "J is a value of type function, which cannot be graded, but should be a number, or an array of numbers",
        ),
        (
            lambda x: expect(x, "the mask has other values than 0 and 1"),
            False,
            True,
            "the mask has other values than 0 and 1",
        ),
        (lambda x: expect(x, "no"), np.bool_(False), np.bool_(True), "no"),
    ],
)
def test_an_assertion_lets_the_right_through_and_names_the_wrong(assertion, wrong, right, sentence):
    assertion(right)
    with pytest.raises(CheckFailure) as caught:
        assertion(wrong)
    assert str(caught.value) == sentence


def test_parts_are_given_back_to_be_unpacked():
    first, second = assert_parts((1, 2), "A", "cache")
    assert (first, second) == (1, 2)


def test_no_right_answer_at_all_is_the_checks_own_mistake():
    with pytest.raises(ValueError, match="no right answer"):
        assert_close_to_one_of(1.0, [])


def test_a_tolerance_can_be_named():
    assert_close(1.04, 1.0, relative=0.05)
    assert_close_to_one_of(1.04, [2.0, 1.0], relative=0.05)
    with pytest.raises(CheckFailure):
        assert_close(1.04, 1.0, relative=0.03)


@given(layer_dims(), st.integers(0, 100), st.data())
def test_a_wrong_shape_anywhere_in_a_networks_parameters_is_found(dims, seed, data):
    shapes, right = parameter_shapes(dims), parameters(dims, seed)
    assert_shapes(right, shapes)
    name = data.draw(st.sampled_from(sorted(shapes)))
    with pytest.raises(CheckFailure, match=f"^{name} has shape"):
        assert_shapes({**right, name: right[name][0]}, shapes)
    with pytest.raises(CheckFailure, match=f"has no key '{name}'"):
        assert_shapes({key: value for key, value in right.items() if key != name}, shapes)
