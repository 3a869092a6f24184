"""What the gradient-checking notes import: dictionaries of parameters as one long vector, and back."""

import numpy as np

from lib.activations import relu, sigmoid

__all__ = ["dictionary_to_vector", "gradients_to_vector", "relu", "sigmoid", "vector_to_dictionary"]

SHAPES = {"W1": (5, 4), "b1": (5, 1), "W2": (3, 5), "b2": (3, 1), "W3": (1, 3), "b3": (1, 1)}
LENGTH = sum(rows * columns for rows, columns in SHAPES.values())


def dictionary_to_vector(parameters):
    """Stack W1, b1, W2, b2, W3, b3, each read row by row, into one column.

    Returns:
    theta -- of shape (47, 1) for the network of the notes
    keys -- for each entry of theta the name of the array it comes from
    """
    keys = [key for key in SHAPES for _ in range(parameters[key].size)]
    return _stack(parameters[key] for key in SHAPES), keys


def vector_to_dictionary(theta):
    """Undo `dictionary_to_vector` for the network of the notes, with sizes [4, 5, 3, 1].

    Raises:
    ValueError -- theta does not have the 47 entries of that network
    """
    theta = np.asarray(theta)
    if theta.size != LENGTH:
        raise ValueError(f"theta has {theta.size} entries, but the network of the notes has {LENGTH} parameters.")
    ends = np.cumsum([rows * columns for rows, columns in SHAPES.values()])
    pieces = np.split(theta.reshape(-1), ends[:-1])
    return {key: piece.reshape(shape) for (key, shape), piece in zip(SHAPES.items(), pieces, strict=True)}


def gradients_to_vector(gradients):
    """Stack dW1, db1, dW2, db2, dW3, db3 into one column, in the order of `dictionary_to_vector`: (47, 1)."""
    return _stack(gradients[f"d{key}"] for key in SHAPES)


def _stack(arrays):
    return np.concatenate([np.reshape(array, (-1, 1)) for array in arrays], axis=0)
