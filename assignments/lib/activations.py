"""The two activations of every network in the course."""

import numpy as np

__all__ = ["relu", "sigmoid"]


def sigmoid(x):
    """The logistic function 1 / (1 + exp(-x)), entry by entry; a number, or an array of any shape."""
    with np.errstate(
        over="ignore"
    ):  # exp(-x) may be inf for a very negative x; 1 / (1 + inf) is the right 0 all the same
        return 1 / (1 + np.exp(-x))


def relu(x):
    """The rectified linear unit max(0, x), entry by entry; a number, or an array of any shape."""
    return np.maximum(0, x)
