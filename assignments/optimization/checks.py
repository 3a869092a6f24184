"""Public checks of the optimisation assignment.

A function that calls another of the exercises is graded on a right one: `replacing` swaps it while a check runs. What
it gets back is what the other returns, as in `parameters = update_parameters_with_gd(...)`.
"""

from functools import cache

import numpy as np
from hypothesis import strategies as st

from grader.checks import (
    assert_close,
    assert_close_to_one_of,
    assert_parts,
    assert_shapes,
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
from lib.testCases import (
    initialize_adam_test_case,
    initialize_velocity_test_case,
    random_mini_batches_test_case,
    update_parameters_with_adam_test_case,
    update_parameters_with_gd_test_case,
    update_parameters_with_momentum_test_case,
)

# Every answer here is made entry by entry from a few sums, products and roots: another order of operations moves it by
# some 1e-15, and float32 by some 1e-8. The figures stand between the two.
FLOAT64 = {"relative": 1e-10, "absolute": 1e-12}

# A mini-batch holds the very numbers of the data: they are moved, and nothing is calculated.
EXACT = {"relative": 0, "absolute": 0}

# Zeros are right in any type of number, and one set of arrays may stand in v and in s: the handout's own lines make new
# arrays at every step.


@cache
def handout_batches():
    """The handout's 148 examples, by the first 16 of their 12288 features: all are dealt with alike, and take 14 MB."""
    x, y, size = random_mini_batches_test_case()
    return x[:16].copy(), y, size


def zeros_for(network):
    """Zeros in the shape of every gradient: dW1, db1, ..."""
    return {f"d{name}": np.zeros_like(value) for name, value in network.items()}


def squares(dims, seed):
    """Positive numbers in the shape of every gradient, as running means of squares are."""
    return {name: value**2 for name, value in parameters(dims, seed, "d").items()}


def mean_of(old, new, beta):
    """Beta old + (1 - beta) new, for every gradient."""
    return {name: beta * old[name] + (1 - beta) * new[name] for name in old}


def descended(parameters, grads, learning_rate):
    """What the exercise on gradient descent gives."""
    return {name: value - learning_rate * grads["d" + name] for name, value in parameters.items()}


def with_momentum(parameters, grads, v, beta, learning_rate):
    """What the exercise on momentum gives."""
    velocity = mean_of(v, grads, beta)
    return descended(parameters, velocity, learning_rate), velocity


def at_rest(parameters):
    """What the exercise on Adam's averages gives."""
    return zeros_for(parameters), zeros_for(parameters)


def batches_of(answer):
    """The mini-batches of an answer, held to being pairs of arrays."""
    expect(isinstance(answer, list | tuple), "the result should be a list of mini-batches")
    for index, batch in enumerate(answer):
        pair = isinstance(batch, tuple | list) and len(batch) == 2 and all(isinstance(b, np.ndarray) for b in batch)
        expect(pair, f"mini-batch {index} should be a pair (mini_batch_X, mini_batch_Y)")
    return answer


def numbered(m, features=3):
    """X and Y whose columns carry their number, so that a mini-batch tells which examples it holds."""
    x = np.arange(m) + np.arange(features).reshape(-1, 1) / 10
    return x, np.arange(m).reshape(1, m) % 2 + np.arange(m).reshape(1, m) * 2


def adam_right(network, grads, v, s, t, rate, beta1, beta2, epsilon):
    """One step of Adam (Kingma & Ba 2015, Algorithm 1) in both forms of epsilon: (parameters, v, s) each."""
    v = mean_of(v, grads, beta1)
    s = mean_of(s, {name: value**2 for name, value in grads.items()}, beta2)
    forms = (lambda s_hat: np.sqrt(s_hat) + epsilon, lambda s_hat: np.sqrt(s_hat + epsilon))

    def step(name, value, form):
        v_hat, s_hat = v["d" + name] / (1 - beta1**t), s["d" + name] / (1 - beta2**t)
        return value - rate * v_hat / form(s_hat)

    return [({name: step(name, value, form) for name, value in network.items()}, v, s) for form in forms]


@exercise("update_parameters_with_gd")
class TestGradientDescent:
    """One step down the gradient."""

    @points(1)
    @hint('parameters["W" + str(l+1)] minus learning_rate times grads["dW" + str(l+1)], and the same for b.')
    def test_worked_example(self, student, golden):
        """The handout's example: two layers, learning rate 0.01."""
        answer = student.update_parameters_with_gd(*update_parameters_with_gd_test_case())
        golden.check(answer, source="the notes, section 1: update_parameters_with_gd")

    @points(2)
    @hint("Every layer from 1 to L is updated, weights and biases, each with its own gradient.")
    @given(dims=layer_dims(), seed=seeds(), rate=rates(0.001, 1))
    def test_any_network(self, student, dims, seed, rate):
        """Every parameter p becomes p - learning_rate dp, for any number of layers."""
        network, grads = parameters(dims, seed), parameters(dims, seed + 500, "d")
        answer = student.update_parameters_with_gd(network, grads, rate)
        assert_close(answer, descended(network, grads, rate), **FLOAT64)


@exercise("random_mini_batches")
class TestMiniBatches:
    """Shuffle, then cut. The last batch holds what is left, and there is none when nothing is."""

    @points(2)
    @hint("Batch k takes the columns from k * mini_batch_size up to (k + 1) * mini_batch_size of the shuffled X and Y.")
    def test_worked_example(self, student, golden):
        """The handout's example: 148 examples in batches of 64, 64 and 20."""
        x, y, size = handout_batches()
        batches = batches_of(student.random_mini_batches(x, y, size))
        source = "the notes, section 2: random_mini_batches, 148 examples in batches of 64"
        shapes = [f"{batch_x.shape} and {batch_y.shape}" for batch_x, batch_y in batches]
        golden.check(shapes, source=source, case="shapes", name="the shapes of mini_batches")
        golden.check(batches[0][0][0, :3], source=source, case="first numbers", name="mini_batches[0][0][0, 0:3]")

    @points(2)
    @hint("The last, smaller batch starts at num_complete_minibatches * mini_batch_size and runs to m.")
    @given(m=st.integers(1, 30), size=st.integers(1, 12))
    def test_every_example_once(self, student, m, size):
        """Every example is in exactly one batch with its own label; all are full but the last; none is empty."""
        x, y = numbered(m)
        batches = batches_of(student.random_mini_batches(x, y, size))
        expected = [size] * (m // size) + ([m % size] if m % size else [])
        sizes = [batch_x.shape[-1] for batch_x, _ in batches]
        expect(sizes == expected, f"the batches hold {sizes} examples, but should hold {expected}")
        for index, (batch_x, batch_y) in enumerate(batches):
            order = np.round(batch_x[0]).astype(int)
            assert_close(batch_x, x[:, order % m], **EXACT, name=f"mini_batches[{index}][0]")
            assert_close(batch_y, y[:, order % m], **EXACT, name=f"mini_batches[{index}][1]")
        numbers = sorted(int(number) for batch_x, _ in batches for number in np.round(batch_x[0]))
        expect(numbers == list(range(m)), "some example is in no batch, or in more than one")

    @points(2)
    @hint("The given lines shuffle X and Y by one permutation drawn after np.random.seed(seed): cut the shuffled ones.")
    @given(m=st.integers(2, 30), size=st.integers(1, 12), seed=seeds())
    def test_shuffled(self, student, m, size, seed):
        """The batches follow the permutation that the given seed draws."""
        x, y = numbered(m)
        batches = batches_of(student.random_mini_batches(x, y, size, seed))
        order = np.random.RandomState(seed).permutation(m)
        parts = [order[start : start + size] for start in range(0, m, size)]
        assert_close(batches, [(x[:, part], y[:, part]) for part in parts], **EXACT, name="mini_batches")


@exercise("initialize_velocity")
class TestVelocity:
    """A velocity of zero for every gradient."""

    @points(1)
    @hint('v["dW" + str(l+1)] is np.zeros in the shape of parameters["W" + str(l+1)].')
    def test_worked_example(self, student, golden):
        """The handout's example: two layers."""
        answer = student.replacing(initialize_adam=at_rest).initialize_velocity(initialize_velocity_test_case())
        golden.check(answer, source="the notes, section 3: initialize_velocity")

    @points(1)
    @hint("There is one dW and one db for every layer, from 1 to L.")
    @given(dims=layer_dims(), seed=seeds())
    def test_any_network(self, student, dims, seed):
        """There is a zero array for every gradient, in its shape, for any number of layers."""
        network = parameters(dims, seed)
        answer = student.replacing(initialize_adam=at_rest).initialize_velocity(network)
        assert_shapes(answer, {name: value.shape for name, value in zeros_for(network).items()})
        assert_close(answer, zeros_for(network))


@exercise("update_parameters_with_momentum")
class TestMomentum:
    """One step along the running mean of the gradients (the notes, formulas 3 and 4)."""

    @points(1)
    @hint("First v = beta v + (1 - beta) dW, then W = W - learning_rate v with the new v; the same for b.")
    def test_worked_example(self, student, golden):
        """The handout's example: beta = 0.9, learning rate 0.01."""
        network, grads, v = update_parameters_with_momentum_test_case()
        beside = student.replacing(update_parameters_with_gd=descended)
        answer = beside.update_parameters_with_momentum(network, grads, v, beta=0.9, learning_rate=0.01)
        golden.check(answer, source="the notes, section 3: update_parameters_with_momentum, beta = 0.9")

    @points(1)
    @hint("The new velocity is beta times the old one plus 1 - beta times the gradient, for weights and biases.")
    @given(dims=layer_dims(), seed=seeds(), beta=rates(0, 0.99), rate=rates(0.001, 1))
    def test_velocity(self, student, dims, seed, beta, rate):
        """The velocities after one step from ones that are not zero, for any beta and any number of layers."""
        network, grads, v = parameters(dims, seed), parameters(dims, seed + 500, "d"), parameters(dims, seed + 900, "d")
        beside = student.replacing(update_parameters_with_gd=descended)
        answer = beside.update_parameters_with_momentum(network, grads, v, beta, rate)
        velocity = assert_parts(answer, "parameters", "v")[1]
        assert_close(velocity, mean_of(v, grads, beta), **FLOAT64, name="v")

    @points(2)
    @hint("The step is learning_rate times the new velocity, and no longer the gradient.")
    @given(dims=layer_dims(), seed=seeds(), beta=rates(0, 0.99), rate=rates(0.001, 1))
    def test_step(self, student, dims, seed, beta, rate):
        """The parameters after one step along the new velocity, for any learning rate and any number of layers."""
        network, grads, v = parameters(dims, seed), parameters(dims, seed + 500, "d"), parameters(dims, seed + 900, "d")
        beside = student.replacing(update_parameters_with_gd=descended)
        answer = beside.update_parameters_with_momentum(network, grads, v, beta, rate)
        updated = assert_parts(answer, "parameters", "v")[0]
        assert_close(updated, with_momentum(network, grads, v, beta, rate)[0], **FLOAT64, name="parameters")


@exercise("initialize_adam")
class TestInitializeAdam:
    """Zero for both running means."""

    @points(1)
    @hint("Both v and s hold np.zeros in the shape of each parameter, and are returned as (v, s).")
    def test_worked_example(self, student, golden):
        """The handout's example: two layers."""
        answer = student.replacing(initialize_velocity=zeros_for).initialize_adam(initialize_adam_test_case())
        golden.check(answer, source="initialize_adam on the handout's two layers")

    @points(1)
    @hint("There is one dW and one db for every layer, from 1 to L, in v and in s.")
    @given(dims=layer_dims(), seed=seeds())
    def test_any_network(self, student, dims, seed):
        """Both have a zero array for every gradient, in its shape, for any number of layers."""
        network = parameters(dims, seed)
        answer = student.replacing(initialize_velocity=zeros_for).initialize_adam(network)
        v, s = assert_parts(answer, "v", "s")
        assert_close(v, zeros_for(network), name="v")
        assert_close(s, zeros_for(network), name="s")


@exercise("update_parameters_with_adam")
class TestAdam:
    """One step of Adam. sqrt(s_hat) + epsilon (the paper's) and sqrt(s_hat + epsilon) both count as right."""

    # A third form, sqrt(s) + epsilon with the correction pulled into the learning rate, is not right: it adds epsilon
    # to the root of s before the correction, where neither formula (7) nor the notes have it.

    @points(1)
    @hint("Correct both means: v / (1 - beta1**t) and s / (1 - beta2**t). Then divide one by the root of the other.")
    def test_worked_example(self, student, golden):
        """The handout's example: the second step, t = 2, with the default hyperparameters."""
        beside = student.replacing(update_parameters_with_gd=descended, update_parameters_with_momentum=with_momentum)
        answer = beside.update_parameters_with_adam(*update_parameters_with_adam_test_case(), t=2)
        # the two forms of epsilon differ by 5e-7 on this case
        golden.check(
            answer, source="update_parameters_with_adam on the handout's two layers, t = 2", relative=0, absolute=2e-6
        )

    @points(2)
    @hint("v is the running mean of the gradients with beta1, s that of their squares with beta2.")
    @given(dims=layer_dims(), seed=seeds(), beta1=rates(0, 0.99), beta2=rates(0.5, 0.999))
    def test_running_means(self, student, dims, seed, beta1, beta2):
        """V and s after one step from means that are not zero, for any number of layers."""
        network, grads = parameters(dims, seed), parameters(dims, seed + 500, "d")
        v, s = parameters(dims, seed + 900, "d"), squares(dims, seed + 1300)
        beside = student.replacing(update_parameters_with_gd=descended, update_parameters_with_momentum=with_momentum)
        answer = beside.update_parameters_with_adam(network, grads, v, s, 3, 0.01, beta1, beta2, 1e-8)
        _, right_v, right_s = adam_right(network, grads, v, s, 3, 0.01, beta1, beta2, 1e-8)[0]
        _, mine_v, mine_s = assert_parts(answer, "parameters", "v", "s")
        assert_close(mine_v, right_v, **FLOAT64, name="v")
        assert_close(mine_s, right_s, **FLOAT64, name="s")

    @points(2)
    @hint(
        "t is an exponent: 1 - beta1**t and 1 - beta2**t; use the learning rate and epsilon that the function is given."
    )
    @given(
        dims=layer_dims(),
        seed=seeds(),
        t=st.integers(1, 20),
        rate=rates(0.001, 1),
        epsilon=st.sampled_from([1e-8, 1e-3]),
    )
    def test_any_step(self, student, dims, seed, t, rate, epsilon):
        """The parameters after step t, for any t, learning rate and epsilon, and any number of layers."""
        network, grads = parameters(dims, seed), parameters(dims, seed + 500, "d")
        v, s = parameters(dims, seed + 900, "d"), squares(dims, seed + 1300)
        beside = student.replacing(update_parameters_with_gd=descended, update_parameters_with_momentum=with_momentum)
        answer = beside.update_parameters_with_adam(network, grads, v, s, t, rate, 0.9, 0.99, epsilon)
        right = [form[0] for form in adam_right(network, grads, v, s, t, rate, 0.9, 0.99, epsilon)]
        updated = assert_parts(answer, "parameters", "v", "s")[0]
        assert_close_to_one_of(updated, right, **FLOAT64, name="parameters")
