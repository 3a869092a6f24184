"""The derivatives that backward passes are held against are themselves right."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.checks import (
    Network,
    away_from_kinks,
    complex_step_gradients,
    cross_entropy,
    make_network,
    masks_of,
    networks,
    normal,
    relu,
    sigmoid,
)

STEP = 1e-6


def central_differences(cost, parameters):
    """The derivative by (f(x + h) - f(x - h)) / 2h, right to some 1e-8."""
    gradients = {}
    for name, value in parameters.items():
        gradients[f"d{name}"] = np.zeros_like(value)
        for index in np.ndindex(value.shape):
            up, down = value.copy(), value.copy()
            up[index] += STEP
            down[index] -= STEP
            difference = cost({**parameters, name: up}) - cost({**parameters, name: down})
            gradients[f"d{name}"][index] = difference / (2 * STEP)
    return gradients


@pytest.mark.parametrize(
    ("cost", "derivative"),
    [
        (lambda x: np.sum(x**3), lambda x: 3 * x**2),
        (lambda x: np.sum(np.exp(x) * np.sin(x)), lambda x: np.exp(x) * (np.sin(x) + np.cos(x))),
        (lambda x: np.sum(np.log(sigmoid(x))), lambda x: 1 - sigmoid(x)),
        (lambda x: np.sum(relu(x)), lambda x: (x > 0).astype(float)),
        (lambda x: np.sum(sigmoid(x) ** 2), lambda x: 2 * sigmoid(x) ** 2 * (1 - sigmoid(x))),
    ],
)
@given(seed=st.integers(0, 1000))
@settings(max_examples=20)
def test_the_complex_step_gives_known_derivatives_to_the_last_digits(cost, derivative, seed):
    x = normal((2, 3), seed)
    got = complex_step_gradients(lambda p: cost(p["x"]), {"x": x})["dx"]
    np.testing.assert_allclose(got, derivative(x), rtol=1e-13, atol=1e-15)


def test_the_parameters_are_left_as_they_were():
    parameters = {"W1": np.ones((2, 2)), "b1": np.zeros((2, 1))}
    gradients = complex_step_gradients(lambda p: np.sum(p["W1"]) + np.sum(p["b1"]), parameters)
    assert parameters["W1"].tolist() == [[1, 1], [1, 1]]
    assert {name: value.shape for name, value in gradients.items()} == {"dW1": (2, 2), "db1": (2, 1)}


@given(networks(), st.floats(0, 2), st.booleans(), st.sampled_from([0.5, 0.8, 1.0]), st.integers(0, 9))
@settings(max_examples=25, deadline=None)
def test_a_networks_gradients_are_those_of_its_cost(network, lambd, dropout, keep_prob, seed):
    masks = masks_of(network, keep_prob, seed) if dropout else None
    how = {"lambd": lambd, "masks": masks, "keep_prob": keep_prob}
    got = network.gradients(**how)
    expected = central_differences(lambda p: network.cost(p, **how), network.parameters)
    assert set(got) == {"dW1", "db1", "dW2", "db2", "dW3", "db3"}
    for name, value in got.items():
        if network.smooth(masks, keep_prob):
            np.testing.assert_allclose(value, expected[name], rtol=1e-5, atol=1e-6, err_msg=name)


@given(networks(), st.sampled_from([0.5, 0.9]))
@settings(deadline=None)
def test_a_networks_cache_is_its_forward_pass_in_the_order_of_the_notes(network, keep_prob):
    layers, p = network.forward(), network.parameters
    names = [layers.Z1, layers.A1, p["W1"], p["b1"], layers.Z2, layers.A2, p["W2"], p["b2"]]
    for mine, right in zip(network.cache(), [*names, layers.Z3, layers.A3, p["W3"], p["b3"]], strict=True):
        np.testing.assert_array_equal(mine, right)
    masks = masks_of(network, keep_prob, 1)
    dropped = network.cache(masks, keep_prob)
    assert len(dropped) == 14
    np.testing.assert_array_equal(dropped[1], masks[0])
    np.testing.assert_allclose(dropped[2], relu(layers.Z1) * masks[0] / keep_prob)


@given(networks())
@settings(deadline=None)
def test_a_drawn_network_has_a_batch_and_is_smooth(network):
    n, m = network.X.shape
    assert network.parameters["W1"].shape[1] == n
    assert network.Y.shape == (1, m) == (1, network.examples)
    assert network.forward().A3.shape == (1, m)
    assert network.smooth()
    assert np.isfinite(network.cost())


def test_the_same_seed_makes_the_same_network():
    one, other = make_network([3, 2, 2, 1], 4, 5), make_network([3, 2, 2, 1], 4, 5)
    assert all(np.array_equal(one.parameters[name], other.parameters[name]) for name in one.parameters)
    assert np.array_equal(one.X, other.X)
    assert not np.array_equal(one.X, make_network([3, 2, 2, 1], 4, 6).X)


def test_a_masks_share_of_ones_is_the_probability_to_keep():
    network = make_network([2, 40, 50, 1], 1000, 1)
    for mask in masks_of(network, 0.8, 1):
        assert mask.dtype == bool
        assert abs(mask.mean() - 0.8) < 0.01  # the standard error is 0.002


def test_cross_entropy_is_that_of_a_fair_guess():
    assert cross_entropy(np.full((1, 4), 0.5), np.array([[0, 1, 1, 0]])) == pytest.approx(np.log(2))


@pytest.mark.parametrize(("near", "smooth"), [(0.0, False), (1e-5, False), (-1e-5, False), (0.01, True)])
def test_what_is_near_a_kink_is_not_asked_for_a_derivative(near, smooth):
    assert away_from_kinks(np.array([[1.0, near]]), np.array([2.0])) is smooth


def test_a_saturated_network_is_not_smooth():
    network = make_network([2, 2, 2, 1], 3, 1)
    loud = {**network.parameters, "b3": np.array([[50.0]])}
    assert not Network(network.X, network.Y, loud).smooth()
