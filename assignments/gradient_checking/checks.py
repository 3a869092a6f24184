"""Public checks of the gradient checking assignment.

The functions that call others of the exercise are graded on right ones: `replacing` swaps them while a check runs, and
`as_given` puts the handout's own in their place.
"""

import numpy as np
from hypothesis import strategies as st

from grader.checks import (
    Network,
    assert_close,
    assert_close_to_one_of,
    assert_keys,
    batch_sizes,
    exercise,
    given,
    hint,
    networks,
    points,
)
from lib.testCases import gradient_check_n_test_case

LAYERS = [4, 5, 3, 1]
"""The only network that the handout's vector_to_dictionary knows."""
GRADIENT_NAMES = ["dW1", "db1", "dW2", "db2", "dW3", "db3"]
ROUNDING = 2e-6
"""What float64 may leave of a right gradient's difference, epsilon = 1e-7: 1.2e-7 in the handout's case, more where the
cost is large beside its gradients. What a mistake may leave below it shows at the hidden checks' larger epsilons."""


def check_networks():
    """Networks of the handout's size, where the cost has a derivative."""
    return networks(st.just(LAYERS), batch_sizes(maximum=5))


def numbers(largest):
    """Numbers of either sign from 0.1 to the largest, with few digits."""
    return st.builds(lambda size, sign: sign * round(size, 1), st.floats(0.1, largest), st.sampled_from([1, -1]))


def line(x, theta):
    """J = theta x."""
    return theta * x


def slope(x, theta):
    """DJ/dtheta = x."""
    return x


def backward_n(network):
    """The six gradients in the order of the handout's backward_propagation_n, where the last layer comes first."""
    right = network.gradients()
    return {name: right[name] for number in (3, 2, 1) for name in (f"dW{number}", f"db{number}")}


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


def assert_exact(got, expected, name):
    """Hold a number to what it should be, to some 11 digits: it is a product at most, good to 1e-13 in any order.

    The default of seven digits would let float32 pass.
    """
    assert_close(got, expected, relative=1e-11, name=name)


@exercise("forward_propagation")
class TestForward:
    """The linear function J(theta) = theta x."""

    @points(1)
    @hint("J = theta * x.")
    @given(x=numbers(100), theta=numbers(100), examples=8)
    def test_product(self, student, x, theta):
        """J is theta times x; for x = 2 and theta = 4 it is 8."""
        assert_close(student.forward_propagation(2, 4), 8, name="J")
        assert_exact(student.forward_propagation(x, theta), theta * x, name="J")


@exercise("backward_propagation")
class TestBackward:
    """Its derivative. An answer may ask forward_propagation how much J grows when theta grows by one."""

    @points(1)
    @hint("The derivative of theta * x with respect to theta does not depend on theta.")
    @given(x=numbers(100), theta=numbers(100), examples=8)
    def test_derivative(self, student, x, theta):
        """The derivative of J with respect to theta is x; for x = 2 and theta = 4 it is 2."""
        right = student.replacing(forward_propagation=line)
        assert_close(right.backward_propagation(2, 4), 2, name="dtheta")
        assert_exact(right.backward_propagation(x, theta), x, name="dtheta")


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
    @hint("Both are numbers of either sign: formula (2) is made of norms, above the line and below it.")
    @given(x=numbers(10), theta=numbers(10), examples=8)
    def test_right_derivative(self, student, x, theta):
        """A right derivative gives a difference below 1e-7, for positive and negative numbers."""
        right = student.replacing(forward_propagation=line, backward_propagation=slope)
        # theta is good to 1e-15, which epsilon makes 1e-8
        assert_close(right.gradient_check(x, theta), 0.0, absolute=1e-7, name="the difference")

    @points(1)
    @hint("Divide by 2 * epsilon, and use the epsilon that the function is given.")
    @given(power=st.integers(0, 3), theta=st.integers(10**6, 10**7), epsilon=st.sampled_from([1e-7, 3e-7]), examples=8)
    def test_formulas(self, student, power, theta, epsilon):
        """It is formulas (1) and (2) to the letter: at a large theta, theta ± epsilon is rounded, and that shows."""
        right = student.replacing(forward_propagation=line, backward_propagation=slope)
        x, theta = float(2**power), theta + 0.3
        answer = right.gradient_check(x, theta, epsilon)
        # x is a power of two, so that only theta ± epsilon is rounded, and every order of operations rounds alike, but
        # for one: J_plus and J_minus may each be divided before they are subtracted
        plus, minus = (theta + epsilon) * x, (theta - epsilon) * x
        whole, apart = (plus - minus) / (2 * epsilon), plus / (2 * epsilon) - minus / (2 * epsilon)
        assert_close_to_one_of(
            answer, [difference(x, whole), difference(x, apart)], relative=1e-6, name="the difference"
        )

    @points(1)
    @hint("Compare with what backward_propagation(x, theta) returns: that is what is being checked.")
    @given(x=numbers(10), theta=numbers(10), factor=st.sampled_from([0.5, 2.0, 3.0, -1.0]), examples=8)
    def test_wrong_derivative(self, student, x, theta, factor):
        """A wrong derivative underneath shows: x times a factor f gives a difference of |f - 1| / (|f| + 1)."""
        asked = []

        def wrong_slope(x, theta):
            asked.append(theta)
            return factor * x

        answer = student.replacing(forward_propagation=line, backward_propagation=wrong_slope).gradient_check(x, theta)
        right = abs(factor - 1) / (abs(factor) + 1) if asked else 0.0
        # gradapprox is good to some 1e-8, see above
        assert_close(answer, right, absolute=1e-6, name="the difference")


@exercise("gradient_check_n")
class TestGradientCheckN:
    """The check for all 47 parameters of the handout's network. An answer may also write the cost out."""

    @points(1)
    @hint("For each i: copy the vector, shift entry i by epsilon, and take the cost that forward_propagation_n gives.")
    def test_worked_example(self, student, golden):
        """The handout's example: with two bugs in the gradients the difference is about 0.285."""
        x, y, network = handout_network()
        gradients = backward_n(network)
        planted = {**gradients, "dW2": gradients["dW2"] * 2, "db1": gradients["db1"] * 4}
        answer = student.as_given("forward_propagation_n").gradient_check_n(network.parameters, planted, x, y)
        source = "the notes, section 3: gradient_check_n with the planted bugs"
        # rounding changes gradapprox by some 1e-7 of itself
        golden.check(answer, source=source, name="the difference", relative=1e-5, absolute=0)

    @points(2)
    @hint("gradapprox[i] = (J_plus[i] - J_minus[i]) / (2 * epsilon), each with a fresh np.copy of the parameters.")
    @given(network=check_networks(), examples=2)
    def test_right_gradients(self, student, network):
        """Right gradients give a difference of rounding alone."""
        check = student.as_given("forward_propagation_n").gradient_check_n
        answer = check(network.parameters, backward_n(network), network.X, network.Y)
        assert_close(answer, 0.0, absolute=ROUNDING, name="the difference")

    @points(3)
    @hint("The difference takes every one of the 47 entries into account: norms of whole vectors, as in formula (2).")
    @given(
        network=check_networks(),
        name=st.sampled_from(GRADIENT_NAMES),
        factor=st.sampled_from([-1.0, 0.5, 2.0]),
        examples=3,
    )
    def test_wrong_gradients(self, student, network, name, factor):
        """One wrong gradient among the six gives the difference that formula (2) says."""
        gradients = backward_n(network)
        wrong = {**gradients, name: gradients[name] * factor + 0.1}
        check = student.as_given("forward_propagation_n").gradient_check_n
        answer = check(network.parameters, wrong, network.X, network.Y)
        right = difference(vector(wrong), vector(gradients))
        assert_close(answer, right, absolute=ROUNDING, name="the difference")


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
        assert_gradients(student.backward_propagation_n(x, y, network.cache()), network, GRADIENT_NAMES)

    @points(1)
    @hint("One of the weights' gradients is off by a factor.")
    @given(network=check_networks(), examples=6)
    def test_weights(self, student, network):
        """The gradients of the weights are right, for any batch."""
        answer = student.backward_propagation_n(network.X, network.Y, network.cache())
        assert_gradients(answer, network, GRADIENT_NAMES[::2])

    @points(1)
    @hint("One of the biases' gradients is off by a factor.")
    @given(network=check_networks(), examples=6)
    def test_biases(self, student, network):
        """The gradients of the biases are right, for any batch, and each has the shape of its bias."""
        answer = student.backward_propagation_n(network.X, network.Y, network.cache())
        assert_gradients(answer, network, GRADIENT_NAMES[1::2])


def assert_gradients(answer, network, names):
    """Hold some of the gradients to the cost's derivatives.

    They are sums of a few products, good to 1e-12 in any order of them; the default of seven digits would let float32
    pass.
    """
    assert_keys(answer, names)
    right = network.gradients()
    chosen = ({name: gradients[name] for name in names} for gradients in (answer, right))
    assert_close(*chosen, relative=1e-9, absolute=1e-11)
