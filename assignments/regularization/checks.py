"""Public checks of the regularisation assignment."""

import numpy as np

from grader.checks import (
    assert_close,
    assert_keys,
    assert_parts,
    assert_shape,
    assert_shapes,
    exercise,
    expect,
    given,
    hint,
    masks_of,
    networks,
    points,
    rates,
    relu,
    seeds,
)
from lib.testCases import (
    backward_propagation_with_dropout_test_case,
    backward_propagation_with_regularization_test_case,
    compute_cost_with_regularization_test_case,
    forward_propagation_with_dropout_test_case,
)

GRADIENT_NAMES = ["dW1", "db1", "dW2", "db2", "dW3", "db3"]


def gradient_shapes(network):
    """The shapes of dW1 to db3: those of the parameters."""
    return {f"d{name}": value.shape for name, value in network.parameters.items()}


def chosen(gradients, names):
    """Some gradients of an answer that may hold more, dZ and dA among them."""
    assert_keys(gradients, names)
    return {name: gradients[name] for name in names}


def dropout_cache(answer):
    """The fourteen values of a dropout cache, by name."""
    names = ["Z1", "D1", "A1", "W1", "b1", "Z2", "D2", "A2", "W2", "b2", "Z3", "A3", "W3", "b3"]
    cache = assert_parts(answer, "A3", "cache")[1]
    right = isinstance(cache, tuple | list) and len(cache) == len(names)  # a list unpacks as well as a tuple
    expect(right, "the cache should hold the 14 values of the handout")
    return dict(zip(names, cache, strict=True))


@exercise("compute_cost_with_regularization")
class TestCost:
    """The cross-entropy cost and the penalty on the weights."""

    @points(1)
    @hint("The penalty is lambd / (2 * m) times the sum of np.sum(np.square(W)) over W1, W2 and W3.")
    def test_worked_example(self, student, golden):
        """The handout's example: lambd = 0.1 gives a cost of about 1.786."""
        a3, y, parameters = compute_cost_with_regularization_test_case()
        answer = student.compute_cost_with_regularization(a3, y, parameters, lambd=0.1)
        source = "the notes, section 2: compute_cost_with_regularization, lambd = 0.1"
        golden.check(answer, source=source, name="the cost")

    @points(2)
    @hint("m is the number of examples, Y.shape[1]; the weights of all three layers count, and the biases do not.")
    @given(network=networks(), lambd=rates(0.01, 5))
    def test_formula(self, student, network, lambd):
        """The cost is the cross-entropy plus lambd/(2m) times the squared weights, for any network and batch."""
        a3 = network.forward().A3
        answer = student.compute_cost_with_regularization(a3, network.Y, network.parameters, lambd)
        assert_close(answer, network.cost(lambd=lambd), name="the cost")

    @points(1)
    @hint("With lambd = 0 nothing may be left of the penalty.")
    @given(network=networks(), examples=10)
    def test_no_penalty(self, student, network):
        """With lambd = 0 it is the plain cross-entropy."""
        a3 = network.forward().A3
        answer = student.compute_cost_with_regularization(a3, network.Y, network.parameters, 0)
        assert_close(answer, network.cost(), name="the cost")


@exercise("backward_propagation_with_regularization")
class TestBackward:
    """The gradients of the regularised cost."""

    @points(1)
    @hint("Each dW gets its own weights' term: dW_l = 1/m dZ_l A_{l-1}^T + lambd/m W_l.")
    def test_worked_example(self, student, golden):
        """The handout's example: dW1, dW2 and dW3 for lambd = 0.7."""
        x, y, cache = backward_propagation_with_regularization_test_case()
        answer = student.backward_propagation_with_regularization(x, y, cache, lambd=0.7)
        golden.check(
            chosen(answer, ["dW1", "dW2", "dW3"]),
            source="the notes, section 2: backward_propagation_with_regularization, lambd = 0.7",
        )

    @points(1)
    @hint("A gradient has the shape of what it is the gradient of.")
    @given(network=networks())
    def test_shapes(self, student, network):
        """Every gradient has the shape of its parameter, for any network and batch."""
        answer = student.backward_propagation_with_regularization(network.X, network.Y, network.cache(), 0.7)
        assert_shapes(chosen(answer, GRADIENT_NAMES), gradient_shapes(network))

    @points(3)
    @hint("The derivative of lambd/(2m) W^2 is lambd/m W: it belongs to dW1, dW2 and dW3, and to no db.")
    @given(network=networks(), lambd=rates(0, 5))
    def test_gradient_check(self, student, network, lambd):
        """The gradients are the derivatives of the regularised cost, computed here in another way."""
        answer = student.backward_propagation_with_regularization(network.X, network.Y, network.cache(), lambd)
        assert_close(chosen(answer, GRADIENT_NAMES), network.gradients(lambd=lambd))


@exercise("forward_propagation_with_dropout")
class TestForwardDropout:
    """Inverted dropout: Srivastava et al., JMLR 15, 2014; scaled while training."""

    @points(1)
    @hint("Draw D with np.random.rand in the shape of A, compare it with keep_prob, multiply, and divide by keep_prob.")
    def test_worked_example(self, student, golden):
        """The handout's example: keep_prob = 0.7."""
        x, parameters = forward_propagation_with_dropout_test_case()
        answer = student.forward_propagation_with_dropout(x, parameters, keep_prob=0.7)
        a3, _ = assert_parts(answer, "A3", "cache")
        golden.check(a3, source="the notes, section 3.1: forward_propagation_with_dropout, keep_prob = 0.7", name="A3")

    @points(2)
    @hint(
        "A unit that is kept is divided by keep_prob, a unit that is not is 0: A = A * D / keep_prob, in both layers."
    )
    @given(network=networks(), keep_prob=rates(0.2, 0.95))
    def test_masks(self, student, network, keep_prob):
        """In both hidden layers, A is ReLU(Z) where the mask keeps it, scaled by 1/keep_prob, and 0 elsewhere."""
        cache = dropout_cache(student.forward_propagation_with_dropout(network.X, network.parameters, keep_prob))
        for layer in ("1", "2"):
            z, mask, a = cache["Z" + layer], cache["D" + layer], cache["A" + layer]
            assert_shape(z, (network.parameters["W" + layer].shape[0], network.examples), "Z" + layer)
            assert_shape(mask, z.shape, "D" + layer)
            expect(np.all(np.isin(mask, (0, 1))), f"D{layer} should hold only 0 and 1 (or False and True)")
            assert_close(a, relu(z) * mask / keep_prob, name="A" + layer)

    @points(1)
    @hint("np.random.rand(...) < keep_prob keeps a unit with probability keep_prob; > would keep the others.")
    @given(network=networks(), keep_prob=rates(0.2, 0.95))
    def test_draws(self, student, network, keep_prob):
        """After the given seed, D1 is drawn before D2, and a unit is kept where its draw is below keep_prob."""
        cache = dropout_cache(student.forward_propagation_with_dropout(network.X, network.parameters, keep_prob))
        generator = np.random.RandomState(1)
        for layer in ("1", "2"):
            width = network.parameters["W" + layer].shape[0]
            right = (generator.rand(width, network.examples) < keep_prob).astype(int)
            assert_close(np.asarray(cache["D" + layer]) * 1, right, name="D" + layer)

    @points(1)
    @hint("Everything between the two blocks uses the A that dropout has already changed.")
    @given(network=networks(), examples=10)
    def test_keep_all(self, student, network):
        """With keep_prob = 1 nothing is dropped: A3 is that of the plain network."""
        answer = student.forward_propagation_with_dropout(network.X, network.parameters, 1.0)
        assert_close(assert_parts(answer, "A3", "cache")[0], network.forward().A3, name="A3")


@exercise("backward_propagation_with_dropout")
class TestBackwardDropout:
    """The gradients of a forward pass with dropout."""

    @points(1)
    @hint("dA2 = dA2 * D2 / keep_prob, and the same for dA1 with D1.")
    def test_worked_example(self, student, golden):
        """The handout's example: dA1 and dA2 for keep_prob = 0.8."""
        x, y, cache = backward_propagation_with_dropout_test_case()
        answer = student.backward_propagation_with_dropout(x, y, cache, keep_prob=0.8)
        golden.check(
            chosen(answer, ["dA1", "dA2"]),
            source="the notes, section 3.2: backward_propagation_with_dropout, keep_prob = 0.8",
        )

    @points(1)
    @hint("A unit that was shut down in the forward pass gets no gradient: multiply dA by the same D.")
    @given(network=networks(), keep_prob=rates(0.2, 0.95), seed=seeds())
    def test_shut_down(self, student, network, keep_prob, seed):
        """Where a mask is 0 the gradient is 0, and every gradient has the shape of its parameter."""
        masks = masks_of(network, keep_prob, seed)
        cache = network.cache(masks, keep_prob)
        answer = student.backward_propagation_with_dropout(network.X, network.Y, cache, keep_prob)
        assert_shapes(chosen(answer, GRADIENT_NAMES), gradient_shapes(network))
        for name, mask in zip(("dA1", "dA2"), masks, strict=True):
            assert_keys(answer, [name])
            assert_shape(answer[name], mask.shape, name)
            assert_close(answer[name][~mask], np.zeros(np.sum(~mask)), name=f"{name} where the mask is 0")

    @points(2)
    @hint("The forward pass divided A by keep_prob, so the chain rule divides dA by it once more, in both layers.")
    @given(network=networks(), keep_prob=rates(0.3, 0.95), seed=seeds())
    def test_gradient_check(self, student, network, keep_prob, seed):
        """With the masks held fixed, the gradients are the derivatives of the cost, computed here in another way."""
        masks = masks_of(network, keep_prob, seed)
        if not network.smooth(masks, keep_prob):
            return
        cache = network.cache(masks, keep_prob)
        answer = student.backward_propagation_with_dropout(network.X, network.Y, cache, keep_prob)
        assert_close(chosen(answer, GRADIENT_NAMES), network.gradients(masks=masks, keep_prob=keep_prob))
