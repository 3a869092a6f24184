"""Hidden checks of the optimisation assignment: deeper networks, several steps, sizes at the edges."""

import numpy as np
from hypothesis import strategies as st

from grader.checks import (
    assert_close,
    assert_close_to_one_of,
    assert_finite,
    assert_keys,
    assert_parts,
    assert_untouched,
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

DEEP = layer_dims(min_layers=3, max_layers=6, max_width=8)
"""Layer sizes of deeper networks than the handout's."""

# Every answer here is made entry by entry from a few sums, products and roots: another order of operations moves it by
# some 1e-15, three steps by some 1e-14, and float32 by some 1e-8. The figures stand between the two.
FLOAT64 = {"relative": 1e-10, "absolute": 1e-12}

# A mini-batch holds the very numbers of the data: they are moved, and nothing is calculated.
EXACT = {"relative": 0, "absolute": 0}

# What a function returns it may change in place, the dictionary and the arrays in it: the handout's own lines change
# `parameters`, v and s. What it does not return stays as it was: X and Y, the gradients, and `parameters` where only
# zeros in their shape are asked for. The checks of that look at nothing else: whether the answer is right is for the
# others to say.


def zeros_for(network):
    """Zeros in the shape of every gradient: dW1, db1, ..."""
    return {f"d{name}": np.zeros_like(value) for name, value in network.items()}


def squares(dims, seed):
    """Positive numbers in the shape of every gradient, as running means of squares are."""
    return {name: value**2 for name, value in parameters(dims, seed, "d").items()}


def with_right_descent(student, reference):
    """The student's functions, on right gradient descent where they call theirs."""
    return student.replacing(update_parameters_with_gd=reference.update_parameters_with_gd)


def with_right_steps(student, reference):
    """The student's functions, on right gradient descent and momentum where they call theirs."""
    momentum = reference.update_parameters_with_momentum
    return with_right_descent(student, reference).replacing(update_parameters_with_momentum=momentum)


def in_the_root(network, grads, t, rate, beta1, beta2, epsilon):
    """The parameters after a step of Adam from means of zero, with epsilon under the root."""
    corrected = {name: (1 - beta1) * value / (1 - beta1**t) for name, value in grads.items()}
    squared = {name: (1 - beta2) * value**2 / (1 - beta2**t) for name, value in grads.items()}
    steps = {name: corrected[name] / np.sqrt(squared[name] + epsilon) for name in grads}
    return {name: value - rate * steps["d" + name] for name, value in network.items()}


@exercise("update_parameters_with_gd")
class TestGradientDescent:
    """Deeper networks."""

    @points(2)
    @hint("The number of layers is len(parameters) // 2, and all of them are updated.")
    @given(dims=DEEP, seed=seeds(), rate=rates(0.0001, 10))
    def test_deep_networks(self, student, reference, dims, seed, rate):
        """Networks of up to six layers."""
        arguments = (parameters(dims, seed), parameters(dims, seed + 500, "d"), rate)
        right = reference.update_parameters_with_gd(*arguments)
        assert_close(student.update_parameters_with_gd(*arguments), right, **FLOAT64)

    @points(1)
    @hint("`grads` is only lent: `grads[...] *= learning_rate` and `pop` change the caller's. Work with a new array.")
    @given(dims=DEEP, seed=seeds(), examples=4)
    def test_gradients_stay(self, student, dims, seed):
        """The gradients are afterwards as they were."""
        network, grads = parameters(dims, seed), parameters(dims, seed + 500, "d")
        answer, left = student.observed.update_parameters_with_gd(network, grads, 0.1)
        assert_keys(answer, network)
        assert_finite(answer)
        assert_untouched(left[1:], [grads, 0.1], ["grads", "learning_rate"])


@exercise("random_mini_batches")
class TestMiniBatches:
    """Sizes at the edges."""

    @points(3)
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
        assert_close(answer, right, **EXACT, name="mini_batches")

    @points(2)
    @hint("mini_batch_size is 64 and seed is 0 unless the caller says otherwise.")
    @given(m=st.sampled_from([63, 64, 65, 128, 150]), examples=5)
    def test_defaults(self, student, reference, m):
        """Without a size and a seed, batches of 64 and seed 0."""
        x, y = np.arange(2.0 * m).reshape(2, m), np.arange(m).reshape(1, m) % 2
        right = reference.random_mini_batches(x, y)
        assert_close(student.random_mini_batches(x, y), right, **EXACT, name="mini_batches")

    @points(1)
    @hint(
        "`X[:] = ...` and `np.random.shuffle` write into the caller's array. X[:, permutation] is a new one: keep it."
    )
    @given(m=st.integers(5, 20), size=st.integers(2, 8), seed=seeds(), examples=4)
    def test_data_stay(self, student, m, size, seed):
        """X and Y are afterwards as they were, each column in its place."""
        generator = np.random.default_rng(seed)
        arguments = [np.round(generator.standard_normal((3, m)), 2), generator.integers(0, 2, (1, m)), size, seed]
        answer, left = student.observed.random_mini_batches(*arguments)
        expect(isinstance(answer, list | tuple) and answer, "the result should be a list of mini-batches")
        assert_finite(answer, "mini_batches")
        assert_untouched(left, arguments, ["X", "Y", "mini_batch_size", "seed"])


@exercise("initialize_velocity")
class TestVelocity:
    """Deeper networks."""

    @points(1)
    @hint("The number of layers is len(parameters) // 2, and v begins empty at every call.")
    @given(dims=DEEP, seed=seeds())
    def test_deep_networks(self, student, reference, dims, seed):
        """Networks of up to six layers."""
        network = parameters(dims, seed)
        beside = student.replacing(initialize_adam=reference.initialize_adam)
        assert_close(beside.initialize_velocity(network), reference.initialize_velocity(network))

    @points(1)
    @hint('After `v["dW1"] = parameters["W1"]` the two are one array: zeros in one are zeros in the other.')
    @given(dims=DEEP, seed=seeds(), examples=4)
    def test_parameters_stay(self, student, reference, dims, seed):
        """The parameters are afterwards as they were."""
        network = parameters(dims, seed)
        beside = student.replacing(initialize_adam=reference.initialize_adam)
        answer, left = beside.observed.initialize_velocity(network)
        assert_keys(answer, zeros_for(network))
        assert_finite(answer)
        assert_untouched(left, [network], ["parameters"])


@exercise("update_parameters_with_momentum")
class TestMomentum:
    """Several steps."""

    @points(3)
    @hint("The velocity that is returned is the one that the next step starts from.")
    @given(dims=DEEP, seed=seeds(), beta=rates(0.1, 0.99), rate=rates(0.001, 1), examples=15)
    def test_three_steps(self, student, reference, dims, seed, beta, rate):
        """Three steps one after the other, each from what the last returned, on networks of up to six layers."""
        network = parameters(dims, seed)
        mine = right = (network, zeros_for(network))
        for step in range(3):
            grads = parameters(dims, seed + 500 * (step + 1), "d")
            beside = with_right_descent(student, reference)
            answer = beside.update_parameters_with_momentum(mine[0], grads, mine[1], beta, rate)
            mine = assert_parts(answer, "parameters", "v")
            right = reference.update_parameters_with_momentum(right[0], grads, right[1], beta, rate)
            assert_close(mine, right, **FLOAT64, name="(parameters, v)")

    @points(1)
    @hint("`grads` is only lent: `grads[...] *= 1 - beta` changes the caller's. Work with a new array.")
    @given(dims=DEEP, seed=seeds(), examples=4)
    def test_gradients_stay(self, student, reference, dims, seed):
        """The gradients are afterwards as they were."""
        network, grads, v = parameters(dims, seed), parameters(dims, seed + 500, "d"), parameters(dims, seed + 900, "d")
        beside = with_right_descent(student, reference)
        answer, left = beside.observed.update_parameters_with_momentum(network, grads, v, 0.9, 0.1)
        assert_finite(assert_parts(answer, "parameters", "v"))
        assert_untouched([left[1], *left[3:]], [grads, 0.9, 0.1], ["grads", "beta", "learning_rate"])


@exercise("initialize_adam")
class TestInitializeAdam:
    """Deeper networks."""

    @points(1)
    @hint("The number of layers is len(parameters) // 2, for v and for s, and both begin empty at every call.")
    @given(dims=DEEP, seed=seeds())
    def test_deep_networks(self, student, reference, dims, seed):
        """Networks of up to six layers."""
        network = parameters(dims, seed)
        beside = student.replacing(initialize_velocity=reference.initialize_velocity)
        assert_close(beside.initialize_adam(network), reference.initialize_adam(network), name="(v, s)")

    @points(1)
    @hint('After `v["dW1"] = parameters["W1"]` the two are one array: zeros in one are zeros in the other.')
    @given(dims=DEEP, seed=seeds(), examples=4)
    def test_parameters_stay(self, student, reference, dims, seed):
        """The parameters are afterwards as they were."""
        network = parameters(dims, seed)
        beside = student.replacing(initialize_velocity=reference.initialize_velocity)
        answer, left = beside.observed.initialize_adam(network)
        assert_finite(assert_parts(answer, "v", "s"))
        assert_untouched(left, [network], ["parameters"])


@exercise("update_parameters_with_adam")
class TestAdam:
    """Several steps; the defaults."""

    @points(2)
    @hint("The means that are returned are not the corrected ones: the correction is for this step alone.")
    @given(dims=DEEP, seed=seeds(), beta1=rates(0.1, 0.95), beta2=rates(0.5, 0.999), examples=15)
    def test_three_steps(self, student, reference, dims, seed, beta1, beta2):
        """Three steps, t = 1, 2, 3, each from what the last returned, on networks of up to six layers."""
        network = parameters(dims, seed)
        mine = right = (network, zeros_for(network), zeros_for(network))
        for t in (1, 2, 3):
            grads = parameters(dims, seed + 500 * t, "d")
            # gradients are 0.01 or more: an epsilon of 1e-16, in the root or beside it, moves the step by 1e-12 of it
            settings = (t, 0.01, beta1, beta2, 1e-16)
            answer = with_right_steps(student, reference).update_parameters_with_adam(
                mine[0], grads, *mine[1:], *settings
            )
            mine = assert_parts(answer, "parameters", "v", "s")
            right = reference.update_parameters_with_adam(right[0], grads, *right[1:], *settings)
            assert_close(mine, right, **FLOAT64, name="(parameters, v, s)")

    @points(2)
    @hint("The defaults stand in the first line of the function. epsilon goes to the root of the corrected s.")
    @given(dims=DEEP, seed=seeds(), t=st.integers(1, 5))
    def test_defaults(self, student, reference, dims, seed, t):
        """With the default hyperparameters, and gradients so small that epsilon counts, the step is that of (7)."""
        network = parameters(dims, seed)
        grads = {name: value * 1e-6 for name, value in parameters(dims, seed + 500, "d").items()}
        start = (network, grads, zeros_for(network), zeros_for(network), t)
        answer = with_right_steps(student, reference).update_parameters_with_adam(*start)
        updated = assert_parts(answer, "parameters", "v", "s")[0]
        beside_the_root = reference.update_parameters_with_adam(*start)[0]
        forms = [beside_the_root, in_the_root(network, grads, t, 0.01, 0.9, 0.999, 1e-8)]
        assert_close_to_one_of(updated, forms, **FLOAT64, name="parameters")

    @points(1)
    @hint("`grads` is only lent: `grads[...] **= 2` changes the caller's. np.square makes a new array.")
    @given(dims=DEEP, seed=seeds(), examples=4)
    def test_gradients_stay(self, student, reference, dims, seed):
        """The gradients are afterwards as they were."""
        network, grads = parameters(dims, seed), parameters(dims, seed + 500, "d")
        means = parameters(dims, seed + 900, "d"), squares(dims, seed + 1300)
        rest = (2, 0.01, 0.9, 0.999, 1e-8)
        beside = with_right_steps(student, reference)
        answer, left = beside.observed.update_parameters_with_adam(network, grads, *means, *rest)
        assert_finite(assert_parts(answer, "parameters", "v", "s"))
        names = ["grads", "t", "learning_rate", "beta1", "beta2", "epsilon"]
        assert_untouched([left[1], *left[4:]], [grads, *rest], names)
