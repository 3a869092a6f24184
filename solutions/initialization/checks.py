"""Hidden checks of the initialisation assignment: the same claims, on layer sizes that students have not seen."""

import numpy as np

from grader.checks import (
    assert_close,
    assert_finite,
    assert_keys,
    assert_shapes,
    assert_untouched,
    exercise,
    expect,
    given,
    hint,
    layer_dims,
    parameter_shapes,
    points,
)

SEED = 730_411

DEEP_HINT = "Try a deeper network, such as [5, 4, 3, 2, 1], and one whose layers grow, such as [1, 2, 5]."

LENT_HINT = "`pop`, `insert`, `reverse` and `layers_dims[l] = ...` change the caller's own list. Read it by its index."

DEEP = layer_dims(min_layers=3, max_layers=7, max_width=12)

# A weight is a draw times a factor: another order of operations moves it by some 1e-16 of its size, and float32 by some
# 1e-8. The figure stands between the two.
FLOAT64 = {"relative": 1e-10, "absolute": 1e-10}

# The draws themselves are graded: the stub sets the seed, and the notes say what is drawn and in which order. Whoever
# draws otherwise, but the right values in wide layers, keeps the point of the check that looks at their spread alone.

# What a function is lent stays as it was, and `layers_dims` is lent: no exercise here returns it. Those checks look at
# that alone, and at there being an answer; whether it is right is for the others to say.


def beside_right_ones(student, reference):
    """The student's function, on right ones where it calls the other two exercises'."""
    return student.replacing(
        initialize_parameters_zeros=reference.initialize_parameters_zeros,
        initialize_parameters_random=reference.initialize_parameters_random,
    )


def assert_layers_dims_untouched(call, dims):
    """Hold a function to giving numbers for every layer, and to leaving the list of sizes as it was."""
    answer, left = call(dims)
    assert_keys(answer, parameter_shapes(dims))
    assert_finite(answer)
    assert_untouched(left, [dims], ["layers_dims"])


@exercise("initialize_parameters_zeros")
class TestZeros:
    """Deeper and wider networks."""

    @points(1)
    @hint(DEEP_HINT)
    @given(dims=DEEP)
    def test_deep_networks(self, student, reference, dims):
        """Networks of up to seven layers, of any widths."""
        assert_close(student.initialize_parameters_zeros(dims), reference.initialize_parameters_zeros(dims))

    @points(1)
    @hint(LENT_HINT)
    @given(dims=DEEP, examples=4)
    def test_nothing_is_changed(self, student, dims):
        """layers_dims is afterwards as it was."""
        assert_layers_dims_untouched(student.observed.initialize_parameters_zeros, dims)


@exercise("initialize_parameters_random")
class TestRandom:
    """Deeper and wider networks; the spread of the weights."""

    @points(1)
    @hint(DEEP_HINT)
    @given(dims=DEEP)
    def test_deep_networks(self, student, reference, dims):
        """Networks of up to seven layers, of any widths."""
        beside = student.replacing(initialize_parameters_zeros=reference.initialize_parameters_zeros)
        answer = beside.initialize_parameters_random(dims)
        assert_close(answer, reference.initialize_parameters_random(dims), **FLOAT64)

    @points(1)
    @hint("The weights of every layer spread with a standard deviation of 10, whatever the layer's size.")
    def test_spread(self, student, reference):
        """In wide layers the weights have mean 0 and standard deviation 10."""
        dims = [300, 200, 100]
        beside = student.replacing(initialize_parameters_zeros=reference.initialize_parameters_zeros)
        answer = beside.initialize_parameters_random(dims)
        assert_shapes(answer, parameter_shapes(dims))
        for name in ("W1", "W2"):
            # 20,000 draws at least: the standard error of the deviation is 0.05, of the mean 0.07
            expect(abs(np.std(answer[name]) - 10) < 0.5, f"{name} does not spread with a standard deviation of 10")
            expect(abs(np.mean(answer[name])) < 0.5, f"{name} does not have mean 0")

    @points(1)
    @hint(LENT_HINT)
    @given(dims=DEEP, examples=4)
    def test_nothing_is_changed(self, student, reference, dims):
        """layers_dims is afterwards as it was."""
        beside = student.replacing(initialize_parameters_zeros=reference.initialize_parameters_zeros)
        assert_layers_dims_untouched(beside.observed.initialize_parameters_random, dims)


@exercise("initialize_parameters_he")
class TestHe:
    """Deeper and wider networks; the variance that He initialisation is about."""

    @points(2)
    @hint(DEEP_HINT)
    @given(dims=DEEP)
    def test_deep_networks(self, student, reference, dims):
        """Networks of up to seven layers, of any widths."""
        answer = beside_right_ones(student, reference).initialize_parameters_he(dims)
        assert_close(answer, reference.initialize_parameters_he(dims), **FLOAT64)

    @points(1)
    @hint("The scale comes from the size of the layer before, n_{l-1}: not its own, and not one fixed layer's.")
    def test_variance(self, student, reference):
        """In wide layers the variance of the weights is 2 / n_{l-1}, layer by layer."""
        dims = [400, 100, 250]
        answer = beside_right_ones(student, reference).initialize_parameters_he(dims)
        assert_shapes(answer, parameter_shapes(dims))
        for layer, before in ((1, 400), (2, 100)):
            # 25,000 draws at least: the relative standard error of the variance is 0.9 %
            ratio = np.var(answer[f"W{layer}"]) * before / 2
            expect(abs(ratio - 1) < 0.06, f"the variance of W{layer} is not 2 / n_{{l-1}}")

    @points(1)
    @hint(LENT_HINT)
    @given(dims=DEEP, examples=4)
    def test_nothing_is_changed(self, student, reference, dims):
        """layers_dims is afterwards as it was."""
        assert_layers_dims_untouched(beside_right_ones(student, reference).observed.initialize_parameters_he, dims)
