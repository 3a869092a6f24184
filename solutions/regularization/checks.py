"""Hidden checks of the regularisation assignment: wider networks and larger batches, beside the solution."""

import numpy as np

from grader.checks import (
    assert_close,
    assert_parts,
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


@exercise("compute_cost_with_regularization")
class TestCost:
    """The same claims on larger networks."""

    @points(2)
    @hint("m is the number of examples in this batch, and every layer has weights of its own.")
    @given(network=networks(**LARGER), lambd=rates(0.001, 20))
    def test_larger_networks(self, student, reference, network, lambd):
        """Wider networks, larger batches, any lambd."""
        arguments = (network.forward().A3, network.Y, network.parameters, lambd)
        right = reference.compute_cost_with_regularization(*arguments)
        assert_close(student.compute_cost_with_regularization(*arguments), right, name="the cost")

    @points(2)
    @hint("The penalty grows with the weights alone: make every bias a thousand times larger, and nothing changes.")
    @given(network=networks(**LARGER))
    def test_biases_are_free(self, student, network):
        """The biases are not penalised."""
        large = {name: value * (1000 if name[0] == "b" else 1) for name, value in network.parameters.items()}
        a3 = network.forward().A3
        answer = student.compute_cost_with_regularization(a3, network.Y, large, 0.7)
        assert_close(answer, network.cost(lambd=0.7), name="the cost")


@exercise("backward_propagation_with_regularization")
class TestBackward:
    """The same claims on larger networks."""

    @points(3)
    @hint("Try a batch of one example, and a lambd that is not 0.7.")
    @given(network=networks(**LARGER), lambd=rates(0.001, 20))
    def test_larger_networks(self, student, reference, network, lambd):
        """Wider networks, larger batches, any lambd: dW and db of every layer."""
        arguments = (network.X, network.Y, network.cache(), lambd)
        right = reference.backward_propagation_with_regularization(*arguments)
        answer = student.backward_propagation_with_regularization(*arguments)
        expect(isinstance(answer, dict) and set(right) <= set(answer), "gradients of the handout are missing")
        assert_close({name: answer[name] for name in right}, right)

    @points(2)
    @hint("With lambd = 0 the gradients are those of the plain network.")
    @given(network=networks(**LARGER))
    def test_no_penalty(self, student, network):
        """With lambd = 0 nothing is added to any gradient."""
        answer = student.backward_propagation_with_regularization(network.X, network.Y, network.cache(), 0)
        right = network.gradients()
        expect(isinstance(answer, dict) and set(right) <= set(answer), "gradients of the handout are missing")
        assert_close({name: answer[name] for name in right}, right)


@exercise("forward_propagation_with_dropout")
class TestForwardDropout:
    """The same claims on larger networks, and the expectation that inverted dropout keeps."""

    @points(3)
    @hint("Both layers are masked and scaled, each with a mask of its own shape, drawn in order.")
    @given(network=networks(**LARGER), keep_prob=rates(0.1, 1))
    def test_larger_networks(self, student, reference, network, keep_prob):
        """Wider networks, larger batches, any keep_prob: A3 and the whole cache."""
        arguments = (network.X, network.parameters, keep_prob)
        a3, cache = assert_parts(student.forward_propagation_with_dropout(*arguments), "A3", "cache")
        right_a3, right_cache = reference.forward_propagation_with_dropout(*arguments)
        assert_close(a3, right_a3, name="A3")
        assert_close(cache, right_cache, name="cache")

    @points(2)
    @hint("Dividing by keep_prob keeps the expected activation as it was; without it the layer shrinks.")
    def test_expectation(self, student):
        """Over a wide layer, dropout leaves the mean activation as it was, and keeps the stated share of units."""
        width, examples, keep_prob = 60, 400, 0.6
        parameters = {
            "W1": np.zeros((width, 1)),
            "b1": np.ones((width, 1)),
            "W2": np.zeros((width, width)),
            "b2": np.ones((width, 1)),
            "W3": np.ones((1, width)) / width,
            "b3": np.zeros((1, 1)),
        }  # fmt: skip - one layer a line
        answer = student.forward_propagation_with_dropout(np.ones((1, examples)), parameters, keep_prob)
        cache = assert_parts(answer, "A3", "cache")[1]
        expect(isinstance(cache, tuple) and len(cache) == 14, "the cache should hold the 14 values of the handout")
        for layer, mask, activation in (("1", cache[1], cache[2]), ("2", cache[6], cache[7])):
            # 24,000 units: the standard error of the share is 0.003, of the mean 0.005
            expect(abs(np.mean(mask) - keep_prob) < 0.02, f"D{layer} does not keep a share of keep_prob of its units")
            expect(abs(np.mean(activation) - 1) < 0.04, f"the mean of A{layer} is not what it was without dropout")


@exercise("backward_propagation_with_dropout")
class TestBackwardDropout:
    """The same claims on larger networks."""

    @points(4)
    @hint("Both layers: dA2 with D2, dA1 with D1, each divided by keep_prob once.")
    @given(network=networks(**LARGER), keep_prob=rates(0.1, 1), seed=seeds())
    def test_larger_networks(self, student, reference, network, keep_prob, seed):
        """Wider networks, larger batches, any keep_prob: every gradient of the handout."""
        cache = network.cache(masks_of(network, keep_prob, seed), keep_prob)
        arguments = (network.X, network.Y, cache, keep_prob)
        right = reference.backward_propagation_with_dropout(*arguments)
        answer = student.backward_propagation_with_dropout(*arguments)
        expect(isinstance(answer, dict) and set(right) <= set(answer), "gradients of the handout are missing")
        assert_close({name: answer[name] for name in right}, right)
