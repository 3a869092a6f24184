"""The inputs of the notes' worked examples, drawn from fixed seeds; `from lib.testCases import *` brings them all."""  # noqa: N999 - the notes import it by this name

import numpy as np

from lib.activations import relu, sigmoid
from lib.network import forward_propagation

__all__ = [
    "backward_propagation_with_dropout_test_case",
    "backward_propagation_with_regularization_test_case",
    "compute_cost_with_regularization_test_case",
    "forward_propagation_with_dropout_test_case",
    "gradient_check_n_test_case",
    "initialize_adam_test_case",
    "initialize_velocity_test_case",
    "random_mini_batches_test_case",
    "update_parameters_with_adam_test_case",
    "update_parameters_with_gd_test_case",
    "update_parameters_with_momentum_test_case",
]


SMALL = {"W1": (2, 3), "b1": (2, 1), "W2": (3, 2), "b2": (3, 1), "W3": (1, 3), "b3": (1, 1)}
FRAUD = {"W1": (5, 4), "b1": (5, 1), "W2": (3, 5), "b2": (3, 1), "W3": (1, 3), "b3": (1, 1)}
TWO_LAYERS = {"W1": (2, 3), "b1": (2, 1), "W2": (3, 3), "b2": (3, 1)}


def _draw(shapes):
    """Draw parameters of these shapes, in this order, from wherever the random stream stands."""
    return {key: np.random.randn(*shape) for key, shape in shapes.items()}


def _gradients(parameters):
    """Draw gradients for these parameters: dW1, db1, ..., dWL, dbL."""
    return {f"d{key}": np.random.randn(*array.shape) for key, array in parameters.items()}


def _zeros(parameters):
    """Zeros of the parameters' shapes, named like their gradients."""
    return {f"d{key}": np.zeros(array.shape) for key, array in parameters.items()}


def _labels():
    return np.array([[1, 1, 0, 1, 0]])


def _rounded(cache):
    """The notes print these caches with eight digits, and those digits are the worked example."""
    return tuple(item if item.dtype == bool else np.round(item, 8) for item in cache)


def compute_cost_with_regularization_test_case():
    """Outputs A3 (1, 5), labels Y (1, 5), and parameters of a network with sizes [3, 2, 3, 1]."""
    np.random.seed(1)
    parameters = _draw(SMALL)
    A3 = np.array([[0.40682402, 0.01629284, 0.16722898, 0.10118111, 0.40682402]])
    return A3, _labels(), parameters


def backward_propagation_with_regularization_test_case():
    """Inputs X (3, 5), labels Y (1, 5), and the cache of twelve that a plain forward pass leaves."""
    np.random.seed(1)
    X = np.random.randn(3, 5)
    _, cache = forward_propagation(X, _draw(SMALL))
    return X, _labels(), _rounded(cache)


def forward_propagation_with_dropout_test_case():
    """Inputs X (3, 5) and parameters of a network with sizes [3, 2, 3, 1]."""
    np.random.seed(1)
    X = np.random.randn(3, 5)
    return X, _draw(SMALL)


def backward_propagation_with_dropout_test_case():
    """Inputs X (3, 5), labels Y (1, 5), and the cache of fourteen of a pass in which half of the units were kept."""
    X, parameters = forward_propagation_with_dropout_test_case()
    return X, _labels(), _rounded(_dropout_cache(X, parameters, keep_prob=0.5))


def _dropout_cache(X, parameters, keep_prob):
    """The cache of a forward pass with inverted dropout on both hidden layers, its masks drawn after seed(1)."""
    W1, b1, W2, b2, W3, b3 = parameters.values()
    np.random.seed(1)
    Z1 = np.dot(W1, X) + b1
    A1, D1 = _drop(relu(Z1), keep_prob)
    Z2 = np.dot(W2, A1) + b2
    A2, D2 = _drop(relu(Z2), keep_prob)
    Z3 = np.dot(W3, A2) + b3
    return (Z1, D1, A1, W1, b1, Z2, D2, A2, W2, b2, Z3, sigmoid(Z3), W3, b3)


def _drop(A, keep_prob):
    D = np.random.rand(*A.shape) < keep_prob
    return A * D / keep_prob, D


def gradient_check_n_test_case():
    """Inputs X (4, 3), labels Y (3,), and parameters of a network with sizes [4, 5, 3, 1]."""
    np.random.seed(1)
    X = np.random.randn(4, 3)
    return X, np.array([1, 1, 0]), _draw(FRAUD)


def _parameters_and_gradients():
    np.random.seed(1)
    parameters = _draw(TWO_LAYERS)
    return parameters, _gradients(parameters)


def update_parameters_with_gd_test_case():
    """Parameters W1 (2, 3), b1 (2, 1), W2 (3, 3), b2 (3, 1), their gradients, and a learning rate."""
    return *_parameters_and_gradients(), 0.01


def random_mini_batches_test_case():
    """148 examples X (12288, 148) with labels Y (1, 148), and the size of a mini-batch, 64."""
    np.random.seed(1)
    X = np.random.randn(12288, 148)
    Y = np.random.randn(1, 148) < 0.5
    return X, Y, 64


def initialize_velocity_test_case():
    """Parameters W1 (2, 3), b1 (2, 1), W2 (3, 3), b2 (3, 1)."""
    np.random.seed(1)
    return _draw(TWO_LAYERS)


def initialize_adam_test_case():
    """Parameters W1 (2, 3), b1 (2, 1), W2 (3, 3), b2 (3, 1)."""
    return initialize_velocity_test_case()


def update_parameters_with_momentum_test_case():
    """Parameters W1 (2, 3), b1 (2, 1), W2 (3, 3), b2 (3, 1), their gradients, and the velocity at rest."""
    parameters, grads = _parameters_and_gradients()
    return parameters, grads, _zeros(parameters)


def update_parameters_with_adam_test_case():
    """Parameters W1 (2, 3), b1 (2, 1), W2 (3, 3), b2 (3, 1), their gradients, and both moments at rest."""
    parameters, grads = _parameters_and_gradients()
    return parameters, grads, _zeros(parameters), _zeros(parameters)
