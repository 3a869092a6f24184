"""Hidden checks of the regularisation assignment: wider networks and larger batches, beside the solution."""

import numpy as np

from grader.checks import (
    assert_close,
    assert_finite,
    assert_keys,
    assert_parts,
    assert_shape,
    assert_untouched,
    batch_sizes,
    exercise,
    expect,
    given,
    hint,
    masks_of,
    networks,
    points,
    rates,
    seeds,
    three_layers,
)

SEED = 118_562

LARGER = {"dims": three_layers(7), "examples": batch_sizes(maximum=20)}

GRADIENT_NAMES = ["dW1", "db1", "dW2", "db2", "dW3", "db3"]

# In float64, another BLAS kernel or another order of operations moves these answers by some 1e-13 of their size, and
# float32 by some 1e-7: the checks of larger networks stand between the two.
FLOAT64 = 1e-9

# What a function is lent stays as it was. The arrays in a cache are the network's own: a W that is changed in place is
# changed in `parameters`, and training goes astray. No exercise here returns what it is given, so none may change it.
# These checks look at that alone: whether the answer is right is for the others to say.


@exercise("compute_cost_with_regularization")
class TestCost:
    """The same claims on larger networks."""

    @points(3)
    @hint("m is the number of examples in this batch; every layer has weights of its own, and the biases do not count.")
    @given(network=networks(**LARGER), lambd=rates(0.001, 20))
    def test_larger_networks(self, student, reference, network, lambd):
        """Wider networks, larger batches, any lambd."""
        arguments = (network.forward().A3, network.Y, network.parameters, lambd)
        right = reference.compute_cost_with_regularization(*arguments)
        answer = student.compute_cost_with_regularization(*arguments)
        assert_close(answer, right, relative=FLOAT64, name="the cost")

    @points(1)
    @hint("Square into a new array: `**=`, `*=` and `out=` write into the caller's, and `del` and `pop` take from it.")
    @given(network=networks(), examples=8)
    def test_nothing_is_changed(self, student, network):
        """A3, Y and parameters are afterwards as they were."""
        arguments = [network.forward().A3, network.Y, network.parameters, 0.7]
        answer, left = student.observed.compute_cost_with_regularization(*arguments)
        assert_finite(answer, "the cost")
        assert_untouched(left, arguments, ["A3", "Y", "parameters", "lambd"])


@exercise("backward_propagation_with_regularization")
class TestBackward:
    """The same claims on larger networks."""

    @points(4)
    @hint("Try a batch of one example, and a lambd that is not 0.7.")
    @given(network=networks(**LARGER), lambd=rates(0.001, 20))
    def test_larger_networks(self, student, reference, network, lambd):
        """Wider networks, larger batches, any lambd: every gradient of the handout."""
        arguments = (network.X, network.Y, network.cache(), lambd)
        right = reference.backward_propagation_with_regularization(*arguments)
        answer = student.backward_propagation_with_regularization(*arguments)
        assert_keys(answer, right)
        assert_close({name: answer[name] for name in right}, right, relative=FLOAT64)

    @points(1)
    @hint("After `dZ3 = A3` the two are one array, and `dZ3 -= Y` changes both. Make a new one: `dZ3 = A3 - Y`.")
    @given(network=networks(), examples=8)
    def test_nothing_is_changed(self, student, network):
        """X, Y and the cache, with the network's own weights in it, are afterwards as they were."""
        arguments = [network.X, network.Y, network.cache(), 0.7]
        answer, left = student.observed.backward_propagation_with_regularization(*arguments)
        assert_keys(answer, GRADIENT_NAMES)
        assert_finite({name: answer[name] for name in GRADIENT_NAMES})
        assert_untouched(left, arguments, ["X", "Y", "cache", "lambd"])


@exercise("forward_propagation_with_dropout")
class TestForwardDropout:
    """The same claims on larger networks, and the expectation that inverted dropout keeps."""

    # The masks are part of the answer: with the seed set and "each once and in one go" there is one right draw. Whoever
    # draws otherwise, and drops and scales rightly, keeps the points of the other checks. The cache's D is the mask of
    # zeros and ones, also where 1 / keep_prob inside it gives the same A3: backward propagation divides by itself.
    @points(3)
    @hint(
        "Both layers are masked and scaled, each with a mask of its own shape, drawn in order; the cache keeps it all."
    )
    @given(network=networks(**LARGER), keep_prob=rates(0.1, 1))
    def test_larger_networks(self, student, reference, network, keep_prob):
        """Wider networks, larger batches, any keep_prob: A3 and the whole cache."""
        arguments = (network.X, network.parameters, keep_prob)
        a3, cache = assert_parts(student.forward_propagation_with_dropout(*arguments), "A3", "cache")
        right_a3, right_cache = reference.forward_propagation_with_dropout(*arguments)
        assert_close(a3, right_a3, relative=FLOAT64, name="A3")
        assert_close(cache, right_cache, relative=FLOAT64, name="cache")

    @points(1)
    @hint("Dividing by keep_prob keeps the mean as it was; without it the layer shrinks. keep_prob is 0.5 by default.")
    def test_expectation(self, student):
        """Without a keep_prob it is 0.5: half of a wide layer's units stay, and its mean activation is as it was."""
        width, examples = 60, 200
        parameters = {
            "W1": np.zeros((width, 1)),
            "b1": np.ones((width, 1)),
            "W2": np.zeros((width, width)),
            "b2": np.ones((width, 1)),
            "W3": np.ones((1, width)) / width,
            "b3": np.zeros((1, 1)),
        }  # fmt: skip - one layer a line
        answer = student.forward_propagation_with_dropout(np.ones((1, examples)), parameters)
        cache = assert_parts(answer, "A3", "cache")[1]
        expect(isinstance(cache, tuple | list) and len(cache) == 14, "the cache should hold the handout's 14 values")
        for layer, mask, activation in (("1", cache[1], cache[2]), ("2", cache[6], cache[7])):
            assert_shape(mask, (width, examples), "D" + layer)
            assert_shape(activation, (width, examples), "A" + layer)
            # 12,000 units: the standard error of the share is 0.005, of the mean 0.009
            expect(abs(np.mean(mask) - 0.5) < 0.02, f"D{layer} does not keep half of its units")
            expect(abs(np.mean(activation) - 1) < 0.04, f"the mean of A{layer} is not what it was without dropout")

    @points(1)
    @hint("X and parameters are the caller's: keep what you make under names of your own, and the masks in the cache.")
    @given(network=networks(), keep_prob=rates(0.2, 0.95), examples=8)
    def test_nothing_is_changed(self, student, network, keep_prob):
        """X and parameters are afterwards as they were."""
        arguments = [network.X, network.parameters, keep_prob]
        answer, left = student.observed.forward_propagation_with_dropout(*arguments)
        assert_finite(assert_parts(answer, "A3", "cache"))
        assert_untouched(left, arguments, ["X", "parameters", "keep_prob"])


@exercise("backward_propagation_with_dropout")
class TestBackwardDropout:
    """The same claims on larger networks."""

    @points(3)
    @hint("Both layers: dA2 with D2, dA1 with D1, each divided by keep_prob once.")
    @given(network=networks(**LARGER), keep_prob=rates(0.1, 1), seed=seeds())
    def test_larger_networks(self, student, reference, network, keep_prob, seed):
        """Wider networks, larger batches, any keep_prob: every gradient of the handout."""
        cache = network.cache(masks_of(network, keep_prob, seed), keep_prob)
        arguments = (network.X, network.Y, cache, keep_prob)
        right = reference.backward_propagation_with_dropout(*arguments)
        answer = student.backward_propagation_with_dropout(*arguments)
        assert_keys(answer, right)
        assert_close({name: answer[name] for name in right}, right, relative=FLOAT64)

    @points(1)
    @hint("dA2 and dA1 are yours to change in place. What is in the cache is not: make new arrays from it.")
    @given(network=networks(), keep_prob=rates(0.2, 0.95), seed=seeds(), examples=8)
    def test_nothing_is_changed(self, student, network, keep_prob, seed):
        """X, Y and the cache, with the masks and weights in it, are afterwards as they were."""
        cache = network.cache(masks_of(network, keep_prob, seed), keep_prob)
        arguments = [network.X, network.Y, cache, keep_prob]
        answer, left = student.observed.backward_propagation_with_dropout(*arguments)
        assert_keys(answer, GRADIENT_NAMES)
        assert_finite({name: answer[name] for name in GRADIENT_NAMES})
        assert_untouched(left, arguments, ["X", "Y", "cache", "keep_prob"])
