"""The vocabulary of checks.py files. A checks.py imports from here and from nowhere else in the grader."""

from grader.checks.assertions import (
    assert_close,
    assert_close_to_one_of,
    assert_finite,
    assert_keys,
    assert_parts,
    assert_shape,
    assert_shapes,
    assert_untouched,
    expect,
)
from grader.checks.gradients import away_from_kinks, complex_step_gradients, relu, sigmoid
from grader.checks.networks import Network, cross_entropy, make_network, masks_of, networks
from grader.checks.strategies import (
    batch_sizes,
    inputs,
    labels,
    layer_dims,
    normal,
    parameter_shapes,
    parameters,
    rates,
    seeds,
    three_layers,
)
from grader.checks.vocabulary import exercise, given, hint, points

__all__ = [
    "Network",
    "assert_close",
    "assert_close_to_one_of",
    "assert_finite",
    "assert_keys",
    "assert_parts",
    "assert_shape",
    "assert_shapes",
    "assert_untouched",
    "away_from_kinks",
    "batch_sizes",
    "complex_step_gradients",
    "cross_entropy",
    "exercise",
    "expect",
    "given",
    "hint",
    "inputs",
    "labels",
    "layer_dims",
    "make_network",
    "masks_of",
    "networks",
    "normal",
    "parameter_shapes",
    "parameters",
    "points",
    "rates",
    "relu",
    "seeds",
    "sigmoid",
    "three_layers",
]
