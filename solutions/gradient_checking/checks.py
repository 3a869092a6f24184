"""Hidden checks of the gradient checking assignment.

No check looks at the verdict that is printed: its limit is the handout's to set, and the difference says the same.
"""

import numpy as np
from hypothesis import strategies as st

from grader.checks import (
    Network,
    assert_close,
    assert_close_to_one_of,
    assert_finite,
    assert_keys,
    assert_parts,
    assert_untouched,
    batch_sizes,
    exercise,
    given,
    hint,
    make_network,
    networks,
    points,
    rates,
)

SEED = 506_923

LAYERS = [4, 5, 3, 1]
GRADIENT_NAMES = ["dW1", "db1", "dW2", "db2", "dW3", "db3"]


def check_networks():
    """Networks of the handout's size, where the cost has a derivative."""
    return networks(st.just(LAYERS), batch_sizes(maximum=9))


def line(x, theta):
    """J = theta x."""
    return theta * x


def slope(x, theta):
    """DJ/dtheta = x."""
    return x


def cube(x, theta):
    """J = x theta³, which the two-sided difference takes for a derivative of 3 x theta² + x epsilon²."""
    return x * theta**3


def difference(gradient, approximation):
    """Formula (2) for numbers."""
    return abs(gradient - approximation) / (abs(gradient) + abs(approximation))


@exercise("forward_propagation")
class TestForward:
    """Numbers of any size."""

    @points(1)
    @hint("Nothing but theta and x goes into it.")
    @given(x=rates(-1000, 1000), theta=rates(-1000, 1000), examples=10)
    def test_any_numbers(self, student, x, theta):
        """J is theta times x for numbers of any size, zero among them."""
        # a product is good to 1e-16, and float32 only to 1e-8
        assert_close(student.forward_propagation(x, theta), theta * x, relative=1e-11, name="J")
        assert_close(student.forward_propagation(0.0, theta), 0.0, name="J")


@exercise("backward_propagation")
class TestBackward:
    """Numbers of any size."""

    @points(1)
    @hint("The derivative is a function of x alone, and exact.")
    @given(x=rates(-1000, 1000), theta=rates(-1000, 1000), examples=10)
    def test_any_numbers(self, student, x, theta):
        """The derivative is x for numbers of any size, zero among them."""
        right = student.replacing(forward_propagation=line)
        # J(theta + 1) - J(theta) is right too, and good to 1e-12; formula (1) is only near, and good to 1e-7 at best
        assert_close(right.backward_propagation(x, theta), x, relative=1e-11, name="dtheta")
        assert_close(right.backward_propagation(x, 0.0), x, relative=1e-11, name="dtheta")


@exercise("gradient_check")
class TestGradientCheck:
    """Other functions underneath."""

    @points(2)
    @hint("Where theta is large, both formulas show their rounding: divide by exactly 2 * epsilon.")
    @given(
        power=st.integers(-2, 4),
        theta=st.integers(10**6, 10**8),
        epsilon=st.sampled_from([1e-7, 2e-7, 1e-6]),
        examples=8,
    )
    def test_formulas(self, student, power, theta, epsilon):
        """At large theta, negative x, and for any epsilon, the difference is that of formulas (1) and (2)."""
        x, theta = -float(2.0**power), theta + 0.7
        right = student.replacing(forward_propagation=line, backward_propagation=slope)
        answer = right.gradient_check(x, theta, epsilon)
        # as in the public check: a power of two rounds nothing, and either order of subtraction and division is right
        plus, minus = (theta + epsilon) * x, (theta - epsilon) * x
        whole, apart = (plus - minus) / (2 * epsilon), plus / (2 * epsilon) - minus / (2 * epsilon)
        assert_close_to_one_of(
            answer, [difference(x, whole), difference(x, apart)], relative=1e-6, name="the difference"
        )

    @points(2)
    @hint("J is taken from forward_propagation on both sides of theta, and the derivative from backward_propagation.")
    @given(
        x=rates(0.5, 5),
        theta=rates(0.5, 5),
        factor=st.sampled_from([0.0, 1.0, 1.5, -3.0]),
        epsilon=st.sampled_from([None, 1e-2, 1e-1]),
        examples=12,
    )
    def test_other_functions(self, student, x, theta, factor, epsilon):
        """With J = x theta³ underneath, and a derivative off by a factor, it finds the difference that there is."""
        asked = {"forward": [], "backward": []}

        def forward(x, theta):
            asked["forward"].append(theta)
            return cube(x, theta)

        def backward(x, theta):
            asked["backward"].append(theta)
            return factor * 3 * x * theta**2

        check = student.replacing(forward_propagation=forward, backward_propagation=backward).gradient_check
        answer = check(x, theta) if epsilon is None else check(x, theta, epsilon)
        approximation = 3 * x * theta**2 + x * (epsilon or 1e-7) ** 2 if asked["forward"] else x
        gradient = factor * 3 * x * theta**2 if asked["backward"] else x
        # at epsilon = 1e-7, theta's 1e-15 are 1e-8 of the approximation
        assert_close(answer, difference(gradient, approximation), absolute=1e-7, name="the difference")


@exercise("gradient_check_n")
class TestGradientCheckN:
    """Both formulas to many digits, and what becomes of the arguments."""

    @points(5)
    @hint("Every entry is shifted by itself, both ways, the first and the last too, by the epsilon that is given.")
    @given(
        network=check_networks(),
        name=st.sampled_from(GRADIENT_NAMES),
        place=st.integers(0, 19),
        epsilon=st.sampled_from([1e-2, 1e-3]),
        examples=4,
    )
    def test_formulas(self, student, reference, network, name, place, epsilon):
        """For any epsilon, and one wrong entry among the 47, the difference is that of formulas (1) and (2)."""
        gradients = reference.backward_propagation_n(network.X, network.Y, network.cache())
        wrong = gradients[name].copy()
        wrong.flat[place % wrong.size] += 0.5
        arguments = (network.parameters, {**gradients, name: wrong}, network.X, network.Y, epsilon)
        right = reference.gradient_check_n(*arguments)
        answer = student.as_given("forward_propagation_n").gradient_check_n(*arguments)
        # a large epsilon leaves little of the rounding, 1e-13 / 1e-3, and shows the curvature, at least 1e-6
        assert_close(answer, right, absolute=1e-8, name="the difference")

    @points(1)
    @hint("Shift entries of a copy, or put each entry back: the parameters still belong to the caller.")
    def test_arguments(self, student, reference):
        """It finds right gradients right, and the parameters, the gradients, X and Y are what they were before."""
        network = make_network(LAYERS, 4, 11)
        gradients = reference.backward_propagation_n(network.X, network.Y, network.cache())
        arguments = [network.parameters, gradients, network.X, network.Y]
        answer, left = student.as_given("forward_propagation_n").observed.gradient_check_n(*arguments)
        # rounding leaves 1e-9 here; to leave everything untouched by doing nothing earns nothing
        assert_close(answer, 0.0, absolute=2e-6, name="the difference")
        # shifting an entry in place, by + epsilon, - 2 epsilon and + epsilon, is right too, and leaves its last digit
        # open; an entry that stays shifted is 1e-7 off
        shifted, *lent = assert_parts(left, "parameters", "gradients", "X", "Y")
        assert_close(shifted, network.parameters, relative=0, absolute=1e-12, name="after the call, parameters")
        assert_untouched(lent, arguments[1:], ["gradients", "X", "Y"])


@exercise("backward_propagation_n")
class TestBugHunt:
    """Every gradient of the handout, beside the solution's."""

    @points(3)
    @hint("Mend what is wrong and leave the rest as it was: the dictionary holds dZ and dA too.")
    @given(network=check_networks(), examples=8)
    def test_all_gradients(self, student, reference, network):
        """Larger batches: every gradient of the handout, dZ and dA among them."""
        arguments = (network.X, network.Y, network.cache())
        right = reference.backward_propagation_n(*arguments)
        answer = student.backward_propagation_n(*arguments)
        # the stub's docstring lists all eleven, so that all are asked for; any others beside them are welcome
        assert_keys(answer, right)
        # sums of a few products, good to 1e-12 in any order of them, and not in float32
        assert_close({name: answer[name] for name in right}, right, relative=1e-9, absolute=1e-11)

    @points(1)
    @hint("The arrays in the cache are lent: dZ3 = A3 gives one a second name, and what then changes dZ3 changes A3.")
    def test_arguments(self, student):
        """It gives a dictionary of gradients, and X, Y and the arrays in the cache are what they were before."""
        network = make_network(LAYERS, 6, 12)
        arguments = [network.X, network.Y, network.cache()]
        answer, left = student.observed.backward_propagation_n(*arguments)
        # what the gradients are is held above; to leave everything untouched by doing nothing earns nothing
        assert_keys(answer, GRADIENT_NAMES)
        assert_finite({name: answer[name] for name in GRADIENT_NAMES})
        assert_untouched(left, arguments, ["X", "Y", "cache"])
