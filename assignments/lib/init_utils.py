"""What the initialisation notes import: the given three-layer network, the circles, and the pictures."""

from lib.activations import relu, sigmoid
from lib.network import backward_from_mean as backward_propagation
from lib.network import cross_entropy, forward_propagation, predict, predict_dec, update_parameters
from lib.plots import plot_decision_boundary, show
from lib.toys import circles as load_dataset

__all__ = [
    "backward_propagation",
    "compute_loss",
    "forward_propagation",
    "load_dataset",
    "plot_decision_boundary",
    "predict",
    "predict_dec",
    "relu",
    "show",
    "sigmoid",
    "update_parameters",
]


def compute_loss(a3, Y):
    """The cross-entropy loss of outputs a3 and labels Y, both (1, m). It can be inf, and is never NaN."""
    return cross_entropy(a3, Y)
