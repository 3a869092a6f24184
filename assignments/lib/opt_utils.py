"""What the optimisation notes import: the given network, the moons, the pictures, and parameters with gradients."""

import numpy as np

from lib.activations import relu, sigmoid
from lib.network import backward_from_mean as backward_propagation
from lib.network import cross_entropy, draw_parameters, forward_propagation, predict, predict_dec
from lib.plots import plot_decision_boundary, show
from lib.toys import moons as load_dataset

__all__ = [
    "backward_propagation",
    "compute_cost",
    "forward_propagation",
    "initialize_parameters",
    "load_dataset",
    "load_params_and_grads",
    "plot_decision_boundary",
    "predict",
    "predict_dec",
    "relu",
    "show",
    "sigmoid",
]


def load_params_and_grads(seed=1):
    """Draw parameters of two layers, and gradients of the same shapes.

    Returns:
    W1, b1, W2, b2, dW1, db1, dW2, db2 -- of shapes (2, 3), (2, 1), (3, 3), (3, 1) and again
    """
    np.random.seed(seed)
    shapes = 2 * [(2, 3), (2, 1), (3, 3), (3, 1)]
    return tuple(np.random.randn(*shape) for shape in shapes)


def initialize_parameters(layers_dims):
    """Draw W1, b1, ..., WL, bL for the sizes [n_0, ..., n_L] by He's rule: variance 2 / fan-in, zero biases."""
    return draw_parameters(layers_dims, lambda W, fan_in: W * np.sqrt(2 / fan_in))


def compute_cost(a3, Y):
    """The cross-entropy cost of outputs a3 and labels Y, both (1, m)."""
    return cross_entropy(a3, Y, total=np.sum)
