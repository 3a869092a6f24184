"""Hidden checks of the gradient checking assignment."""

import numpy as np
from hypothesis import strategies as st

from grader.checks import (
    Network,
    assert_close,
    assert_keys,
    batch_sizes,
    exercise,
    expect,
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


def forward_n(x, y, parameters):
    """The handout's forward_propagation_n: the cost and the cache of twelve."""
    network = Network(x, np.reshape(y, (1, -1)), parameters)
    return network.cost(), network.cache()


@exercise("forward_propagation")
class TestForward:
    """Numbers of any size."""

    @points(1)
    @hint("Nothing but theta and x goes into it.")
    @given(x=rates(-1000, 1000), theta=rates(-1000, 1000))
    def test_any_numbers(self, student, x, theta):
        """J is theta times x for numbers of any size, zero among them."""
        assert_close(student.forward_propagation(x, theta), theta * x, name="J")
        assert_close(student.forward_propagation(0.0, theta), 0.0, name="J")


@exercise("backward_propagation")
class TestBackward:
    """Numbers of any size."""

    @points(1)
    @hint("The derivative is a function of x alone.")
    @given(x=rates(-1000, 1000), theta=rates(-1000, 1000))
    def test_any_numbers(self, student, x, theta):
        """The derivative is x for numbers of any size, zero among them."""
        assert_close(student.backward_propagation(x, theta), x, name="dtheta")
        assert_close(student.backward_propagation(x, 0.0), x, name="dtheta")


@exercise("gradient_check")
class TestGradientCheck:
    """Other functions underneath."""

    @points(2)
    @hint("Where theta is large, both formulas show their rounding: divide by exactly 2 * epsilon.")
    @given(power=st.integers(-2, 4), theta=st.integers(10**6, 10**8), epsilon=st.sampled_from([1e-7, 2e-7, 1e-6]))
    def test_formulas(self, student, reference, power, theta, epsilon):
        """At large theta, and for any epsilon, the difference is that of formulas (1) and (2)."""
        arguments = (-float(2.0**power), theta + 0.7, epsilon)
        right = reference.gradient_check(*arguments)
        answer = student.replacing(
            forward_propagation=lambda x, theta: theta * x, backward_propagation=lambda x, _: x
        ).gradient_check(*arguments)
        assert_close(answer, right, relative=1e-6, name="the difference")

    @points(2)
    @hint("J is taken from forward_propagation on both sides of theta, and the derivative from backward_propagation.")
    @given(x=rates(0.5, 5), theta=rates(0.5, 5), factor=st.sampled_from([0.0, 1.5, -3.0]))
    def test_other_functions(self, student, x, theta, factor):
        """With J = x theta² underneath, and a derivative off by a factor, it finds the difference that there is."""
        asked = {"forward": [], "backward": []}

        def forward(x, theta):
            asked["forward"].append(theta)
            return x * theta**2

        def backward(x, theta):
            asked["backward"].append(theta)
            return factor * 2 * x * theta

        answer = student.replacing(forward_propagation=forward, backward_propagation=backward).gradient_check(x, theta)
        slope = 2 * x * theta if asked["forward"] else x
        gradient = factor * 2 * x * theta if asked["backward"] else x
        assert_close(answer, abs(gradient - slope) / (abs(gradient) + abs(slope)), absolute=1e-6, name="the difference")


@exercise("gradient_check_n")
class TestGradientCheckN:
    """Gradients with one wrong entry."""

    @points(3)
    @hint("Every entry of the vector is shifted by itself, the first and the last included.")
    @given(network=check_networks(), name=st.sampled_from(GRADIENT_NAMES), place=st.integers(0, 19), examples=6)
    def test_one_wrong_entry(self, student, reference, network, name, place):
        """One wrong entry anywhere among the 47 shows, and by how much."""
        gradients = network.gradients()
        wrong = gradients[name].copy()
        wrong.flat[place % wrong.size] += 0.5
        arguments = (network.parameters, {**gradients, name: wrong}, network.X, network.Y)
        right = reference.gradient_check_n(*arguments)
        answer = student.replacing(forward_propagation_n=forward_n).gradient_check_n(*arguments)
        assert_close(answer, right, relative=1e-4, absolute=2e-6, name="the difference")

    @points(2)
    @hint("Use the epsilon that the function is given, in the shift and in the quotient.")
    @given(network=check_networks(), epsilon=st.sampled_from([1e-5, 1e-6, 3e-7]), examples=4)
    def test_other_epsilons(self, student, network, epsilon):
        """For other epsilons, right gradients still give a difference near zero."""
        check = student.replacing(forward_propagation_n=forward_n).gradient_check_n
        answer = check(network.parameters, network.gradients(), network.X, network.Y, epsilon)
        assert_close(answer, 0.0, absolute=2e-6, name="the difference")
        expect(answer > 0, f"the difference is {answer}, but rounding always leaves a little above zero")

    @points(1)
    @hint("J_plus and J_minus are costs of the given X and Y, through forward_propagation_n or written out.")
    def test_large_epsilon(self, student, reference):
        """With a large epsilon the curvature shows, and the difference is that of the two-sided formula."""
        network = make_network(LAYERS, 4, 11)
        arguments = (network.parameters, network.gradients(), network.X, network.Y, 1e-2)
        right = reference.gradient_check_n(*arguments)
        answer = student.replacing(forward_propagation_n=forward_n).gradient_check_n(*arguments)
        assert_close(answer, right, relative=1e-4, name="the difference")


@exercise("backward_propagation_n")
class TestBugHunt:
    """Every gradient of the handout, beside the solution's."""

    @points(4)
    @hint("Mend what is wrong and leave the rest as it was: the dictionary holds dZ and dA too.")
    @given(network=check_networks())
    def test_all_gradients(self, student, reference, network):
        """Larger batches: every gradient of the handout, dZ and dA among them."""
        arguments = (network.X, network.Y, network.cache())
        right = reference.backward_propagation_n(*arguments)
        answer = student.backward_propagation_n(*arguments)
        assert_keys(answer, right)
        assert_close({name: answer[name] for name in right}, right)
