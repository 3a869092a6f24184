"""Public checks of the gradient checking assignment.

The functions that call others of the exercise are graded on right ones: `replacing` swaps them while a check runs.
"""

import numpy as np
from hypothesis import strategies as st

from grader.checks import (
    Network,
    assert_close,
    assert_keys,
    assert_shapes,
    batch_sizes,
    exercise,
    expect,
    given,
    hint,
    networks,
    points,
)
from lib.testCases import gradient_check_n_test_case

LAYERS = [4, 5, 3, 1]
"""The only network that the handout's vector_to_dictionary knows."""
GRADIENT_NAMES = ["dW1", "db1", "dW2", "db2", "dW3", "db3"]
ROUNDING = 2e-7
"""What float64 leaves of a right gradient's difference at epsilon = 1e-7: 1.2e-7 in the handout's case."""


def check_networks():
    """Networks of the handout's size, where the cost has a derivative."""
    return networks(st.just(LAYERS), batch_sizes(maximum=5))


def numbers():
    """Numbers of either sign from 0.1 to 100, with few digits."""
    return st.builds(lambda size, sign: sign * round(size, 1), st.floats(0.1, 100), st.sampled_from([1, -1]))


def line(x, theta):
    """J = theta x."""
    return theta * x


def slope(x, theta):
    """DJ/dtheta = x."""
    return x


def forward_n(x, y, parameters):
    """The handout's forward_propagation_n: the cost and the cache of twelve."""
    network = Network(x, np.reshape(y, (1, -1)), parameters)
    return network.cost(), network.cache()


def difference(gradient, approximation):
    """Formula (2) of the handout: ||grad - gradapprox|| / (||grad|| + ||gradapprox||)."""
    norm = np.linalg.norm
    return norm(gradient - approximation) / (norm(gradient) + norm(approximation))


def vector(gradients):
    """The gradients dW1 to db3 as one vector, in the handout's order."""
    return np.concatenate([np.ravel(gradients[name]) for name in GRADIENT_NAMES])


def handout_network():
    """The handout's case as a network: X (4, 3), Y (3,), parameters."""
    x, y, parameters = gradient_check_n_test_case()
    return x, y, Network(x, np.reshape(y, (1, -1)), parameters)


@exercise("forward_propagation")
class TestForward:
    """The linear function J(theta) = theta x."""

    @points(1)
    @hint("J = theta * x.")
    @given(x=numbers(), theta=numbers())
    def test_product(self, student, x, theta):
        """J is theta times x; for x = 2 and theta = 4 it is 8."""
        assert_close(student.forward_propagation(2, 4), 8, name="J")
        assert_close(student.forward_propagation(x, theta), theta * x, name="J")


@exercise("backward_propagation")
class TestBackward:
    """Its derivative."""

    @points(1)
    @hint("The derivative of theta * x with respect to theta does not depend on theta.")
    @given(x=numbers(), theta=numbers())
    def test_derivative(self, student, x, theta):
        """The derivative of J with respect to theta is x; for x = 2 and theta = 4 it is 2."""
        assert_close(student.backward_propagation(2, 4), 2, name="dtheta")
        assert_close(student.backward_propagation(x, theta), x, name="dtheta")


@exercise("gradient_check")
class TestGradientCheck:
    """The check in one dimension. An answer may call the two functions or write theta * x and x out."""

    @points(1)
    @hint("gradapprox = (J_plus - J_minus) / (2 * epsilon), with J at theta + epsilon and at theta - epsilon.")
    def test_worked_example(self, student, golden):
        """The handout's example: x = 2 and theta = 4 give a difference of about 3e-10."""
        right = student.replacing(forward_propagation=line, backward_propagation=slope)
        # the difference is rounding alone, so only its size is held: below 1e-8 it says the same
        answer = right.gradient_check(2, 4)
        source = "the notes, section 2: gradient_check(2, 4)"
        golden.check(answer, source=source, name="the difference", absolute=1e-8)

    @points(1)
    @hint("np.linalg.norm takes care of the sign: numerator and denominator are both made of norms.")
    @given(x=numbers(), theta=numbers())
    def test_right_derivative(self, student, x, theta):
        """A right derivative gives a difference below 1e-7, for positive and negative numbers."""
        right = student.replacing(forward_propagation=line, backward_propagation=slope)
        answer = right.gradient_check(x, theta)
        assert_close(answer, 0.0, absolute=1e-7, name="the difference")
        expect(answer >= 0, f"the difference is {answer}, but a quotient of norms is never below zero")

    @points(1)
    @hint("Divide by 2 * epsilon, and use the epsilon that the function is given.")
    @given(power=st.integers(0, 3), theta=st.integers(10**6, 10**7), epsilon=st.sampled_from([1e-7, 3e-7]))
    def test_formulas(self, student, power, theta, epsilon):
        """It is formulas (1) and (2) to the letter: at a large theta, theta ± epsilon is rounded, and that shows."""
        right = student.replacing(forward_propagation=line, backward_propagation=slope)
        x, theta = float(2**power), theta + 0.3
        approximation = ((theta + epsilon) * x - (theta - epsilon) * x) / (2 * epsilon)
        answer = right.gradient_check(x, theta, epsilon)
        assert_close(answer, difference(x, approximation), relative=1e-6, name="the difference")

    @points(1)
    @hint("Compare with what backward_propagation(x, theta) returns: that is what is being checked.")
    @given(x=numbers(), theta=numbers(), factor=st.sampled_from([0.5, 2.0, 3.0, -1.0]))
    def test_wrong_derivative(self, student, x, theta, factor):
        """A wrong derivative underneath shows: x times a factor f gives a difference of |f - 1| / (|f| + 1)."""
        asked = []

        def wrong_slope(x, theta):
            asked.append(theta)
            return factor * x

        answer = student.replacing(forward_propagation=line, backward_propagation=wrong_slope).gradient_check(x, theta)
        right = abs(factor - 1) / (abs(factor) + 1) if asked else 0.0
        assert_close(answer, right, absolute=1e-6, name="the difference")


@exercise("gradient_check_n")
class TestGradientCheckN:
    """The check for all 47 parameters of the handout's network."""

    @points(1)
    @hint("For each i: copy the vector, shift entry i by epsilon, and take the cost that forward_propagation_n gives.")
    def test_worked_example(self, student, golden):
        """The handout's example: with two bugs in the gradients the difference is about 0.285."""
        x, y, network = handout_network()
        gradients = network.gradients()
        planted = {**gradients, "dW2": gradients["dW2"] * 2, "db1": gradients["db1"] * 4}
        answer = student.replacing(forward_propagation_n=forward_n).gradient_check_n(network.parameters, planted, x, y)
        source = "the notes, section 3: gradient_check_n with the planted bugs"
        golden.check(answer, source=source, name="the difference", relative=1e-5, absolute=0)

    @points(2)
    @hint("gradapprox[i] = (J_plus[i] - J_minus[i]) / (2 * epsilon), each with a fresh np.copy of the parameters.")
    @given(network=check_networks(), examples=4)
    def test_right_gradients(self, student, network):
        """Right gradients give a difference of rounding alone."""
        check = student.replacing(forward_propagation_n=forward_n).gradient_check_n
        answer = check(network.parameters, network.gradients(), network.X, network.Y)
        # rounding grows with the ratio of the cost to the gradients, which differs from network to network
        assert_close(answer, 0.0, absolute=10 * ROUNDING, name="the difference")
        expect(answer > 0, f"the difference is {answer}, but rounding always leaves a little above zero")

    @points(3)
    @hint("The difference takes every one of the 47 entries into account: norms of whole vectors, as in formula (3).")
    @given(
        network=check_networks(),
        name=st.sampled_from(GRADIENT_NAMES),
        factor=st.sampled_from([-1.0, 0.5, 2.0]),
        examples=6,
    )
    def test_wrong_gradients(self, student, network, name, factor):
        """One wrong gradient among the six gives the difference that formula (3) says."""
        gradients = network.gradients()
        wrong = {**gradients, name: gradients[name] * factor + 0.1}
        check = student.replacing(forward_propagation_n=forward_n).gradient_check_n
        answer = check(network.parameters, wrong, network.X, network.Y)
        right = difference(vector(wrong), vector(gradients))
        assert_close(answer, right, relative=1e-4, absolute=10 * ROUNDING, name="the difference")


@exercise("backward_propagation_n")
class TestBugHunt:
    """Two bugs stand in the handout's backward_propagation_n. Without them, every gradient is the cost's derivative."""

    @points(2)
    @hint(
        "Compare gradapprox with grad entry by entry: a ratio that is not 1 tells where to look, and for what factor."
    )
    def test_worked_example(self, student):
        """On the handout's case, all six gradients are the derivatives of the cost."""
        x, y, network = handout_network()
        answer = student.backward_propagation_n(x, y, network.cache())
        assert_keys(answer, GRADIENT_NAMES)
        assert_close({name: answer[name] for name in GRADIENT_NAMES}, network.gradients())

    @points(1)
    @hint("One of the weights' gradients is off by a factor.")
    @given(network=check_networks())
    def test_weights(self, student, network):
        """The gradients of the weights are right, for any batch."""
        answer = student.backward_propagation_n(network.X, network.Y, network.cache())
        names = GRADIENT_NAMES[::2]
        assert_keys(answer, names)
        right = network.gradients()
        assert_close({name: answer[name] for name in names}, {name: right[name] for name in names})

    @points(1)
    @hint("One of the biases' gradients is off by a factor.")
    @given(network=check_networks())
    def test_biases(self, student, network):
        """The gradients of the biases are right, for any batch."""
        answer = student.backward_propagation_n(network.X, network.Y, network.cache())
        names = GRADIENT_NAMES[1::2]
        assert_shapes(
            {name: answer[name] for name in names if isinstance(answer, dict) and name in answer},
            {name: network.parameters[name[1:]].shape for name in names},
        )
        right = network.gradients()
        assert_close({name: answer[name] for name in names}, {name: right[name] for name in names})
