"""What properties are tried on keeps to its ranges."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from grader.checks import (
    batch_sizes,
    inputs,
    labels,
    layer_dims,
    normal,
    parameter_shapes,
    parameters,
    rates,
    seeds,
    three_layers,
)


@given(st.data(), st.integers(1, 3), st.integers(0, 3), st.integers(1, 9))
def test_layer_sizes_keep_to_their_number_and_width(data, fewest, more, width):
    dims = data.draw(layer_dims(min_layers=fewest, max_layers=fewest + more, max_width=width))
    assert fewest + 1 <= len(dims) <= fewest + more + 1
    assert all(type(n) is int and 1 <= n <= width for n in dims)


@given(three_layers(max_width=3))
def test_a_three_layer_network_has_four_sizes_of_which_the_last_is_one(dims):
    assert len(dims) == 4
    assert dims[-1] == 1
    assert max(dims) <= 3


@given(batch_sizes(maximum=4), seeds())
def test_batches_have_one_example_at_least(size, seed):
    assert 1 <= size <= 4
    assert 0 <= seed <= 2**16


@given(st.data(), st.floats(1e-4, 1), st.floats(0, 10))
def test_rates_keep_to_their_bounds(data, low, span):
    rate = data.draw(rates(low, low + span))
    assert low <= rate <= low + span
    assert type(rate) is float


def test_parameter_shapes_are_those_of_the_notes():
    assert parameter_shapes([3, 2, 1]) == {"W1": (2, 3), "b1": (2, 1), "W2": (1, 2), "b2": (1, 1)}


@given(layer_dims(), seeds())
def test_parameters_have_their_shapes_two_decimals_and_no_zeros(dims, seed):
    drawn, gradients = parameters(dims, seed), parameters(dims, seed, prefix="d")
    assert {name: value.shape for name, value in drawn.items()} == parameter_shapes(dims)
    assert set(gradients) == {f"d{name}" for name in drawn}
    for value in drawn.values():
        assert value.dtype == np.float64
        assert np.all(value != 0)
        np.testing.assert_allclose(value, np.round(value, 2), rtol=0, atol=1e-12)


@given(batch_sizes(), batch_sizes(), seeds())
def test_a_batch_and_its_labels_fit_together_and_follow_from_the_seed(features, examples, seed):
    batch, targets = inputs(features, examples, seed), labels(examples, seed)
    assert batch.shape == (features, examples)
    assert targets.shape == (1, examples)
    assert targets.dtype.kind == "i"
    assert set(targets.ravel()) <= {0, 1}
    np.testing.assert_array_equal(batch, inputs(features, examples, seed))
    np.testing.assert_array_equal(targets, labels(examples, seed))


def test_normal_numbers_are_normal():
    values = normal((200, 200), 1, scale=3.0)
    assert abs(values.mean()) < 0.06  # the standard error is 0.015
    assert abs(values.std() - 3) < 0.06
