"""The course's network, LINEAR -> RELU -> LINEAR -> RELU -> LINEAR -> SIGMOID: pass, cost, gradients, step, prediction.

Shapes throughout: `m` examples stand in columns, so X is (n_0, m), Y is (1, m), W of layer l is (n_l, n_{l-1}) and b is
(n_l, 1). A cache is the tuple (Z1, A1, W1, b1, Z2, A2, W2, b2, Z3, A3, W3, b3).
"""

import numpy as np

from lib.activations import relu, sigmoid

__all__ = [
    "backward_from_mean",
    "backward_from_sum",
    "cross_entropy",
    "draw_parameters",
    "forward_propagation",
    "predict",
    "predict_dec",
    "update_parameters",
]


def draw_parameters(layers_dims, scale):
    """Draw starting parameters with `np.random.seed(3)`, so that everybody's network starts alike.

    Arguments:
    layers_dims -- the sizes [n_0, n_1, ..., n_L]
    scale -- a function (drawn weights, fan-in) -> weights

    Returns:
    parameters -- dictionary of W1, b1, ..., WL, bL; the biases are zero
    """
    np.random.seed(3)
    parameters = {}
    for l in range(1, len(layers_dims)):
        fan_in = layers_dims[l - 1]
        parameters[f"W{l}"] = scale(np.random.randn(layers_dims[l], fan_in), fan_in)
        parameters[f"b{l}"] = np.zeros((layers_dims[l], 1))
    return parameters


def forward_propagation(X, parameters):
    """Send X, of shape (n_0, m), through the network.

    Returns:
    A3 -- the output, of shape (1, m)
    cache -- what backward propagation needs: (Z1, A1, W1, b1, Z2, A2, W2, b2, Z3, A3, W3, b3)
    """
    W1, b1, W2, b2, W3, b3 = (parameters[key] for key in ("W1", "b1", "W2", "b2", "W3", "b3"))
    Z1 = np.dot(W1, X) + b1
    A1 = relu(Z1)
    Z2 = np.dot(W2, A1) + b2
    A2 = relu(Z2)
    Z3 = np.dot(W3, A2) + b3
    A3 = sigmoid(Z3)
    return A3, (Z1, A1, W1, b1, Z2, A2, W2, b2, Z3, A3, W3, b3)


def cross_entropy(A3, Y, total=np.nansum):
    """The mean of -y log(a) - (1 - y) log(1 - a) over the examples.

    A3 and Y have shape (1, m). An output of exactly 0 or 1 on the wrong side costs inf. On the right side it gives
    0 * inf, which is NaN and which `np.nansum` counts as 0; `total=np.sum` lets it through.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        losses = np.multiply(-np.log(A3), Y) + np.multiply(-np.log(1 - A3), 1 - Y)
        return 1.0 / Y.shape[1] * total(losses)


def backward_from_sum(X, Y, cache):
    """The gradients, with the mean over the examples taken where a parameter's gradient is: dZ3 = A3 - Y.

    Returns:
    gradients -- dictionary of dZ3, dW3, db3, dA2, dZ2, dW2, db2, dA1, dZ1, dW1, db1
    """
    A3 = cache[9]
    return _chain(A3 - Y, 1.0 / X.shape[1], X, cache)


def backward_from_mean(X, Y, cache):
    """The gradients, with the mean over the examples taken at once: dz3 = (a3 - Y) / m.

    Returns:
    gradients -- dictionary of dz3, dW3, db3, da2, dz2, dW2, db2, da1, dz1, dW1, db1; each with a small z and a
                 is 1/m of what `backward_from_sum` calls by the capital letter
    """
    A3 = cache[9]
    gradients = _chain(1.0 / X.shape[1] * (A3 - Y), 1.0, X, cache)
    return {key.replace("Z", "z").replace("A", "a"): value for key, value in gradients.items()}


def _chain(dZ3, weight, X, cache):
    """The chain rule from dZ3 down; every sum over the examples is multiplied by `weight`."""
    _, A1, _, _, _, A2, W2, _, _, _, W3, _ = cache
    dA2 = np.dot(W3.T, dZ3)
    dZ2 = np.multiply(dA2, A2 > 0)
    dA1 = np.dot(W2.T, dZ2)
    dZ1 = np.multiply(dA1, A1 > 0)
    gradients = {"dZ3": dZ3, "dA2": dA2, "dZ2": dZ2, "dA1": dA1, "dZ1": dZ1}
    for l, dZ, A_before in ((3, dZ3, A2), (2, dZ2, A1), (1, dZ1, X)):
        gradients[f"dW{l}"] = weight * np.dot(dZ, A_before.T)
        gradients[f"db{l}"] = weight * np.sum(dZ, axis=1, keepdims=True)
    return gradients


def update_parameters(parameters, grads, learning_rate):
    """Take one step of gradient descent, in place, for every layer; return the same dictionary."""
    for l in range(1, len(parameters) // 2 + 1):
        parameters[f"W{l}"] = parameters[f"W{l}"] - learning_rate * grads[f"dW{l}"]
        parameters[f"b{l}"] = parameters[f"b{l}"] - learning_rate * grads[f"db{l}"]
    return parameters


def predict_dec(parameters, X):
    """Whether the network says 1 for each column of X: booleans of shape (1, m), which decision boundaries show."""
    A3, _ = forward_propagation(X, parameters)
    return A3 > 0.5


def predict(X, y, parameters):
    """Predict 0 or 1 for each column of X, integers of shape (1, m), and print the share that agrees with `y`."""
    predictions = predict_dec(parameters, X).astype(int)
    print(f"Accuracy: {np.mean(predictions == y)}")
    return predictions
