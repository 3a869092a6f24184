"""What the regularisation notes import: the given network without regularisation, the football data, the pictures."""

import numpy as np

from lib.activations import relu, sigmoid
from lib.football import load_2D_dataset
from lib.network import backward_from_sum as backward_propagation
from lib.network import cross_entropy, draw_parameters, forward_propagation, predict, predict_dec, update_parameters
from lib.plots import plot_decision_boundary, show

__all__ = [
    "backward_propagation",
    "compute_cost",
    "forward_propagation",
    "initialize_parameters",
    "load_2D_dataset",
    "plot_decision_boundary",
    "predict",
    "predict_dec",
    "relu",
    "show",
    "sigmoid",
    "update_parameters",
]


def initialize_parameters(layers_dims):
    """Draw W1, b1, ..., WL, bL for the sizes [n_0, ..., n_L]: normal weights divided by sqrt(fan-in), zero biases."""
    return draw_parameters(layers_dims, lambda W, fan_in: W / np.sqrt(fan_in))


def compute_cost(A3, Y):
    """The cross-entropy cost of outputs A3 and labels Y, both (1, m), without regularisation. It is never NaN."""
    return cross_entropy(A3, Y)
