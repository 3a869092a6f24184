"""Public checks of the initialisation assignment.

A function that calls another of the exercises is graded on a right one: `replacing` swaps it while a check runs.
"""

from itertools import pairwise

import numpy as np

from grader.checks import (
    assert_close,
    assert_keys,
    assert_shapes,
    exercise,
    given,
    hint,
    layer_dims,
    parameter_shapes,
    points,
)

SHAPES_HINT = "Layer l has n_l units: W_l is (n_l, n_{l-1}) and b_l is (n_l, 1), for every layer there is."

DRAW_HINT = (
    "Only the weights are drawn: one np.random.randn(n_l, n_{l-1}) a layer, in order, after the given "
    "np.random.seed(3). The biases are np.zeros."
)

# A weight is a draw times a factor: another order of operations moves it by some 1e-16 of its size, and float32 by some
# 1e-8. The figure stands between the two.
FLOAT64 = 1e-10

# Zeros are right in any type of number: plain integers, as np.full((2, 1), 0) gives, serve the network as well.


def zeros(layers_dims):
    """What the exercise on zeros gives."""
    return {name: np.zeros(shape) for name, shape in parameter_shapes(layers_dims).items()}


def drawn_weights(dims, scale):
    """The weights that the handout's seed gives, layer by layer; `scale` takes the width of the layer before."""
    generator = np.random.RandomState(3)
    sizes = enumerate(pairwise(dims), start=1)
    return {f"W{layer}": generator.randn(width, before) * scale(before) for layer, (before, width) in sizes}


def large(layers_dims):
    """What the exercise on large random values gives."""
    return zeros(layers_dims) | drawn_weights(layers_dims, lambda _: 10)


def assert_zero_biases(parameters, dims):
    """Hold every bias to zeros of shape (n_l, 1)."""
    for layer, width in enumerate(dims[1:], start=1):
        assert_close(parameters[f"b{layer}"], np.zeros((width, 1)), name=f"b{layer}")


def assert_weights(parameters, weights):
    """Hold the weights, whatever the biases are, to those that should have been drawn."""
    assert_keys(parameters, weights)
    for name, right in weights.items():
        assert_close(parameters[name], right, relative=FLOAT64, absolute=FLOAT64, name=name)


@exercise("initialize_parameters_zeros")
class TestZeros:
    """Everything is zero, and has the right shape."""

    @points(1)
    @hint("Both W and b are np.zeros; its argument is the shape as one tuple: np.zeros((rows, columns)).")
    def test_worked_example(self, student, golden):
        """The handout's example: layer sizes [3, 2, 1]."""
        answer = student.initialize_parameters_zeros([3, 2, 1])
        golden.check(answer, source="the notes, section 1.1: initialize_parameters_zeros([3, 2, 1])")

    @points(1)
    @hint(SHAPES_HINT)
    @given(dims=layer_dims())
    def test_any_layer_sizes(self, student, dims):
        """W of layer l is (n_l, n_{l-1}), b is (n_l, 1), and all of it is zero, for any layer sizes."""
        answer = student.initialize_parameters_zeros(dims)
        assert_shapes(answer, parameter_shapes(dims))
        assert_close(answer, zeros(dims))


@exercise("initialize_parameters_random")
class TestRandom:
    """Large random weights, zero biases."""

    @points(1)
    @hint("W_l is np.random.randn(n_l, n_{l-1}) * 10, and b_l is zero.")
    def test_worked_example(self, student, golden):
        """The handout's example: layer sizes [3, 2, 1]."""
        answer = student.replacing(initialize_parameters_zeros=zeros).initialize_parameters_random([3, 2, 1])
        golden.check(answer, source="the notes, section 1.2: initialize_parameters_random([3, 2, 1])")

    @points(1)
    @hint(SHAPES_HINT)
    @given(dims=layer_dims())
    def test_shapes(self, student, dims):
        """W of layer l is (n_l, n_{l-1}) and b is (n_l, 1), for any layer sizes; the biases are zero."""
        answer = student.replacing(initialize_parameters_zeros=zeros).initialize_parameters_random(dims)
        assert_shapes(answer, parameter_shapes(dims))
        assert_zero_biases(answer, dims)

    @points(1)
    @hint(DRAW_HINT)
    @given(dims=layer_dims())
    def test_weights(self, student, dims):
        """The weights are normal draws times 10, for any layer sizes."""
        answer = student.replacing(initialize_parameters_zeros=zeros).initialize_parameters_random(dims)
        assert_weights(answer, drawn_weights(dims, lambda _: 10))


@exercise("initialize_parameters_he")
class TestHe:
    """Weights scaled by sqrt(2 / fan-in): He et al., Delving Deep into Rectifiers, 2015, section 2.2."""

    @points(1)
    @hint("W_l is np.random.randn(n_l, n_{l-1}) * np.sqrt(2 / n_{l-1}), and b_l is zero.")
    def test_worked_example(self, student, golden):
        """The handout's example: layer sizes [2, 4, 1]."""
        beside = student.replacing(initialize_parameters_zeros=zeros, initialize_parameters_random=large)
        answer = beside.initialize_parameters_he([2, 4, 1])
        golden.check(answer, source="the notes, section 1.3: initialize_parameters_he([2, 4, 1])")

    @points(1)
    @hint(SHAPES_HINT)
    @given(dims=layer_dims())
    def test_shapes(self, student, dims):
        """W of layer l is (n_l, n_{l-1}) and b is (n_l, 1), for any layer sizes; the biases are zero."""
        beside = student.replacing(initialize_parameters_zeros=zeros, initialize_parameters_random=large)
        answer = beside.initialize_parameters_he(dims)
        assert_shapes(answer, parameter_shapes(dims))
        assert_zero_biases(answer, dims)

    @points(2)
    @hint(
        "The scale is the square root of 2 over the size of the layer before, n_{l-1}: it differs from layer to layer."
    )
    @given(dims=layer_dims())
    def test_scale(self, student, dims):
        """The weights of layer l are normal draws times sqrt(2 / n_{l-1}), for any layer sizes."""
        beside = student.replacing(initialize_parameters_zeros=zeros, initialize_parameters_random=large)
        answer = beside.initialize_parameters_he(dims)
        assert_weights(answer, drawn_weights(dims, lambda before: np.sqrt(2 / before)))
