"""Hidden checks of the optimisation assignment: deeper networks, several steps, sizes at the edges."""

import numpy as np
from hypothesis import strategies as st

from grader.checks import (
    assert_close,
    assert_close_to_one_of,
    assert_parts,
    exercise,
    expect,
    given,
    hint,
    layer_dims,
    parameters,
    points,
    rates,
    seeds,
)

SEED = 940_227


def deep():
    """Layer sizes of deeper networks than the handout's."""
    return layer_dims(min_layers=3, max_layers=6, max_width=8)


def zeros_for(network):
    """Zeros in the shape of every gradient: dW1, db1, ..."""
    return {f"d{name}": np.zeros_like(value) for name, value in network.items()}


@exercise("update_parameters_with_gd")
class TestGradientDescent:
    """Deeper networks."""

    @points(3)
    @hint("The number of layers is len(parameters) // 2, and all of them are updated.")
    @given(dims=deep(), seed=seeds(), rate=rates(0.0001, 10))
    def test_deep_networks(self, student, reference, dims, seed, rate):
        """Networks of up to six layers."""
        arguments = (parameters(dims, seed), parameters(dims, seed + 500, "d"), rate)
        assert_close(student.update_parameters_with_gd(*arguments), reference.update_parameters_with_gd(*arguments))


@exercise("random_mini_batches")
class TestMiniBatches:
    """Sizes at the edges."""

    @points(4)
    @hint("Try m = 8 with batches of 4, m = 5 with batches of 8, and batches of 1.")
    @given(m=st.integers(1, 40), size=st.sampled_from([1, 2, 4, 5, 8, 16, 64]), seed=seeds())
    def test_edges(self, student, reference, m, size, seed):
        """Sizes that divide m, sizes above m, and batches of one example."""
        generator = np.random.default_rng(seed)
        x, y = np.round(generator.standard_normal((3, m)), 2), generator.integers(0, 2, (1, m))
        right = reference.random_mini_batches(x, y, size, seed)
        answer = student.random_mini_batches(x, y, size, seed)
        expect(isinstance(answer, list | tuple), "the result should be a list of mini-batches")
        expect(len(answer) == len(right), f"there are {len(answer)} mini-batches, but there should be {len(right)}")
        assert_close(answer, right, name="mini_batches")

    @points(2)
    @hint("mini_batch_size is 64 and seed is 0 unless the caller says otherwise.")
    @given(m=st.sampled_from([63, 64, 65, 128, 150]), examples=5)
    def test_defaults(self, student, reference, m):
        """Without a size and a seed, batches of 64 and seed 0."""
        x, y = np.arange(2.0 * m).reshape(2, m), np.arange(m).reshape(1, m) % 2
        assert_close(student.random_mini_batches(x, y), reference.random_mini_batches(x, y), name="mini_batches")


@exercise("initialize_velocity")
class TestVelocity:
    """Deeper networks."""

    @points(2)
    @hint("The number of layers is len(parameters) // 2.")
    @given(dims=deep(), seed=seeds())
    def test_deep_networks(self, student, reference, dims, seed):
        """Networks of up to six layers."""
        network = parameters(dims, seed)
        assert_close(student.initialize_velocity(network), reference.initialize_velocity(network))


@exercise("update_parameters_with_momentum")
class TestMomentum:
    """Several steps."""

    @points(4)
    @hint("The velocity that is returned is the one that the next step starts from.")
    @given(dims=deep(), seed=seeds(), beta=rates(0.1, 0.99), rate=rates(0.001, 1), examples=15)
    def test_three_steps(self, student, reference, dims, seed, beta, rate):
        """Three steps one after the other, each from what the last returned, on networks of up to six layers."""
        network = parameters(dims, seed)
        mine, right = (network, zeros_for(network)), (network, zeros_for(network))
        for step in range(3):
            grads = parameters(dims, seed + 500 * (step + 1), "d")
            answer = student.update_parameters_with_momentum(mine[0], grads, mine[1], beta, rate)
            mine = assert_parts(answer, "parameters", "v")
            right = reference.update_parameters_with_momentum(right[0], grads, right[1], beta, rate)
            assert_close(mine, right, name="(parameters, v)")


@exercise("initialize_adam")
class TestInitializeAdam:
    """Deeper networks."""

    @points(2)
    @hint("The number of layers is len(parameters) // 2, for v and for s.")
    @given(dims=deep(), seed=seeds())
    def test_deep_networks(self, student, reference, dims, seed):
        """Networks of up to six layers."""
        network = parameters(dims, seed)
        assert_close(student.initialize_adam(network), reference.initialize_adam(network), name="(v, s)")


@exercise("update_parameters_with_adam")
class TestAdam:
    """Several steps; the defaults."""

    @points(3)
    @hint("The means that are returned are not the corrected ones: the correction is for this step alone.")
    @given(dims=deep(), seed=seeds(), beta1=rates(0.1, 0.95), beta2=rates(0.5, 0.999), examples=15)
    def test_three_steps(self, student, reference, dims, seed, beta1, beta2):
        """Three steps, t = 1, 2, 3, each from what the last returned, on networks of up to six layers."""
        network = parameters(dims, seed)
        mine = right = (network, zeros_for(network), zeros_for(network))
        for t in (1, 2, 3):
            grads = parameters(dims, seed + 500 * t, "d")
            settings = (t, 0.01, beta1, beta2, 1e-12)  # so small that in the root or beside it makes no difference
            answer = student.update_parameters_with_adam(mine[0], grads, *mine[1:], *settings)
            mine = assert_parts(answer, "parameters", "v", "s")
            right = reference.update_parameters_with_adam(right[0], grads, *right[1:], *settings)
            assert_close(mine, right, name="(parameters, v, s)")

    @points(2)
    @hint("At t = 1, from means of zero, Adam's step is the learning rate times the sign of the gradient.")
    @given(dims=deep(), seed=seeds(), rate=rates(0.001, 1))
    def test_first_step(self, student, dims, seed, rate):
        """The first step from zero has the size of the learning rate, whatever the size of the gradient."""
        network, grads = parameters(dims, seed), parameters(dims, seed + 500, "d")
        zeros = zeros_for(network)
        answer = student.update_parameters_with_adam(network, grads, zeros, zeros, 1, rate)
        signs = {name: np.sign(grads["d" + name]) for name in network}
        paper = {name: value - rate * signs[name] for name, value in network.items()}
        roots = {name: np.sqrt(grads["d" + name] ** 2 + 1e-8) for name in network}
        under_root = {name: value - rate * grads["d" + name] / roots[name] for name, value in network.items()}
        # epsilon = 1e-8 beside a gradient of 0.01 or more leaves 1e-6 of the step
        updated = assert_parts(answer, "parameters", "v", "s")[0]
        assert_close_to_one_of(updated, [paper, under_root], relative=0, absolute=2e-6 * rate, name="parameters")
