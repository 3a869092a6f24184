"""Hidden checks of the initialisation assignment: the same claims, on layer sizes that students have not seen."""

import numpy as np

from grader.checks import (
    assert_close,
    assert_shapes,
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


@exercise("initialize_parameters_zeros")
class TestZeros:
    """Deeper and wider networks."""

    @points(2)
    @hint(DEEP_HINT)
    @given(dims=layer_dims(min_layers=3, max_layers=7, max_width=12))
    def test_deep_networks(self, student, reference, dims):
        """Networks of up to seven layers, of any widths."""
        assert_close(student.initialize_parameters_zeros(dims), reference.initialize_parameters_zeros(dims))


@exercise("initialize_parameters_random")
class TestRandom:
    """Deeper and wider networks; the spread of the weights."""

    @points(2)
    @hint(DEEP_HINT)
    @given(dims=layer_dims(min_layers=3, max_layers=7, max_width=12))
    def test_deep_networks(self, student, reference, dims):
        """Networks of up to seven layers, of any widths."""
        assert_close(student.initialize_parameters_random(dims), reference.initialize_parameters_random(dims))

    @points(1)
    @hint("The weights of every layer spread with a standard deviation of 10, whatever the layer's size.")
    def test_spread(self, student):
        """In wide layers the weights have mean 0 and standard deviation 10."""
        answer = student.initialize_parameters_random([300, 200, 100])
        assert_shapes(answer, parameter_shapes([300, 200, 100]))
        for name in ("W1", "W2"):
            # 20,000 draws at least: the standard error of the deviation is 0.05, of the mean 0.07
            expect(abs(np.std(answer[name]) - 10) < 0.5, f"{name} does not spread with a standard deviation of 10")
            expect(abs(np.mean(answer[name])) < 0.5, f"{name} does not have mean 0")


@exercise("initialize_parameters_he")
class TestHe:
    """Deeper and wider networks; the variance that He initialisation is about."""

    @points(2)
    @hint(DEEP_HINT)
    @given(dims=layer_dims(min_layers=3, max_layers=7, max_width=12))
    def test_deep_networks(self, student, reference, dims):
        """Networks of up to seven layers, of any widths."""
        assert_close(student.initialize_parameters_he(dims), reference.initialize_parameters_he(dims))

    @points(2)
    @hint("The scale comes from the size of the layer before, n_{l-1}: not its own, and not one fixed layer's.")
    def test_variance(self, student):
        """In wide layers the variance of the weights is 2 / n_{l-1}, layer by layer."""
        dims = [400, 100, 250]
        answer = student.initialize_parameters_he(dims)
        assert_shapes(answer, parameter_shapes(dims))
        for layer, before in ((1, 400), (2, 100)):
            # 25,000 draws at least: the relative standard error of the variance is 0.9 %
            ratio = np.var(answer[f"W{layer}"]) * before / 2
            expect(abs(ratio - 1) < 0.06, f"the variance of W{layer} is not 2 / n_{{l-1}}")
