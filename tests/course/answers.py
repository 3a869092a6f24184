"""Answers to the exercises, written otherwise than the solutions: wrong ones that people write, and right ones.

A wrong answer is a change to the solution's text: the exercise, what stands there, what stands there instead. A right
one is a whole function, which replaces the solution's.
"""

from typing import NamedTuple


class Wrong(NamedTuple):
    """A mistake in the solution of one exercise."""

    exercise: str
    right: str
    wrong: str


WRONG = {
    "initialization": [
        Wrong(
            "initialize_parameters_zeros",
            "np.zeros((layers_dims[l], layers_dims[l - 1]))",
            "np.zeros((layers_dims[l - 1], layers_dims[l]))",
        ),
        Wrong("initialize_parameters_zeros", "np.zeros((layers_dims[l], 1))", "np.zeros(layers_dims[l])"),
        Wrong("initialize_parameters_random", "* 10", "* 0.01"),
        Wrong("initialize_parameters_random", "np.random.randn(", "np.random.rand("),
        Wrong("initialize_parameters_random", "np.zeros((layers_dims[l], 1))", "np.random.randn(layers_dims[l], 1)"),
        Wrong("initialize_parameters_random", "np.random.seed(3)", "np.random.seed(1)"),
        Wrong("initialize_parameters_he", "np.sqrt(2 / layers_dims[l - 1])", "np.sqrt(1 / layers_dims[l - 1])"),
        Wrong("initialize_parameters_he", "np.sqrt(2 / layers_dims[l - 1])", "np.sqrt(2 / layers_dims[0])"),
        Wrong("initialize_parameters_he", "np.sqrt(2 / layers_dims[l - 1])", "np.sqrt(2 / layers_dims[l])"),
        Wrong("initialize_parameters_he", "np.sqrt(2 / layers_dims[l - 1])", "(2 / layers_dims[l - 1])"),
    ],
    "regularization": [
        Wrong("compute_cost_with_regularization", "lambd / (2 * m)", "lambd / m"),
        Wrong("compute_cost_with_regularization", "lambd / (2 * m)", "lambd / 10"),
        Wrong("compute_cost_with_regularization", "np.sum(np.square(W3))", "np.sum(np.square(W2))"),
        Wrong("compute_cost_with_regularization", "np.sum(np.square(W1))", "np.sum(W1)"),
        Wrong("backward_propagation_with_regularization", "lambd / m * W3", "lambd * W3"),
        Wrong("backward_propagation_with_regularization", "lambd / m * W2", "lambd / m * np.square(W2)"),
        Wrong("backward_propagation_with_regularization", " + lambd / m * W1", ""),
        Wrong("forward_propagation_with_dropout", "D1 = D1 < keep_prob", "D1 = D1 > keep_prob"),
        Wrong("forward_propagation_with_dropout", "A1 = A1 / keep_prob", "A1 = A1"),
        Wrong("forward_propagation_with_dropout", "D2 = D2 < keep_prob", "D2 = D2 < 0.5"),
        Wrong("forward_propagation_with_dropout", "A2 = A2 * D2", "A2 = A2 * D2 * D2.mean()"),
        Wrong("backward_propagation_with_dropout", "dA2 = dA2 / keep_prob", "dA2 = dA2 / keep_prob / keep_prob"),
        Wrong("backward_propagation_with_dropout", "dA1 = dA1 * D1", "dA1 = dA1"),
        Wrong("backward_propagation_with_dropout", "dA1 = dA1 / keep_prob", "dA1 = dA1 * keep_prob"),
    ],
    "gradient_checking": [
        Wrong("forward_propagation", "J = theta * x", "J = theta + x + 2"),
        Wrong("backward_propagation", "dtheta = x", "dtheta = theta"),
        Wrong("gradient_check", "(2 * epsilon)", "epsilon"),
        Wrong("gradient_check", "thetaminus = theta - epsilon", "thetaminus = theta"),
        Wrong("gradient_check", "difference = numerator / denominator", "difference = 1e-10"),
        Wrong(
            "gradient_check", "np.linalg.norm(grad) + np.linalg.norm(gradapprox)", "np.linalg.norm(grad + gradapprox)"
        ),
        Wrong("gradient_check_n", "(2 * epsilon)", "epsilon"),
        Wrong("gradient_check_n", "thetaminus[i][0] - epsilon", "thetaminus[i][0]"),
        Wrong("gradient_check_n", "np.linalg.norm(grad) + np.linalg.norm(gradapprox)", "np.linalg.norm(grad)"),
        Wrong("gradient_check_n", "difference = numerator / denominator", "difference = 0.2850931567761624"),
        Wrong("backward_propagation_n", "db1 = 1.0 / m", "db1 = 4.0 / m"),
        Wrong("backward_propagation_n", "np.dot(dZ2, A1.T)", "np.dot(dZ2, A1.T) * 2"),
    ],
    "optimization": [
        Wrong("update_parameters_with_gd", "- learning_rate * grads", "+ learning_rate * grads"),
        Wrong("update_parameters_with_gd", "range(L)", "range(2)"),
        Wrong("random_mini_batches", "* mini_batch_size : m]", "* mini_batch_size : m - 1]"),
        Wrong("random_mini_batches", "if m % mini_batch_size != 0:", "if True:"),
        Wrong("random_mini_batches", "shuffled_X[:, k * mini_batch_size", "X[:, k * mini_batch_size"),
        Wrong(
            "initialize_velocity",
            'np.zeros(parameters["b" + str(l + 1)].shape)',
            'np.zeros(parameters["W" + str(l + 1)].shape)',
        ),
        Wrong("initialize_velocity", "range(L)", "range(2)"),
        Wrong("update_parameters_with_momentum", "(1 - beta) * grads", "grads"),
        Wrong("update_parameters_with_momentum", "- learning_rate * v", "- learning_rate * (1 - beta) * v"),
        Wrong("initialize_adam", 's["db" + str(l + 1)] = np.zeros', 's["db" + str(l + 1)] = np.ones'),
        Wrong("update_parameters_with_adam", "(1 - beta1**t)", "(1 - beta1**2)"),
        Wrong("update_parameters_with_adam", "(1 - beta2**t)", "(1 - beta2)"),
        Wrong("update_parameters_with_adam", "np.square(grads", "np.abs(grads"),
        Wrong("update_parameters_with_adam", "learning_rate * step_b", "0.01 * step_b"),
    ],
}

RIGHT = {
    "initialization": """
def initialize_parameters_zeros(layers_dims):
    shapes = list(zip(layers_dims[1:], layers_dims[:-1]))
    weights = {f"W{l}": np.zeros(shape) for l, shape in enumerate(shapes, 1)}
    return weights | {f"b{l}": np.zeros((n, 1)) for l, (n, _) in enumerate(shapes, 1)}

def initialize_parameters_random(layers_dims):
    generator = np.random.RandomState(3)
    out = {}
    for l in range(len(layers_dims) - 1):
        out[f"W{l + 1}"] = generator.normal(0, 1, (layers_dims[l + 1], layers_dims[l])) * 10
        out[f"b{l + 1}"] = np.zeros([layers_dims[l + 1], 1])
    return out

def initialize_parameters_he(layers_dims):
    np.random.seed(3)
    out = {}
    for l in range(1, len(layers_dims)):
        flat = np.random.randn(layers_dims[l] * layers_dims[l - 1]) * (2.0 / layers_dims[l - 1]) ** 0.5
        out["W%d" % l] = flat.reshape(layers_dims[l], -1)
        out["b%d" % l] = np.full((layers_dims[l], 1), 0.0)
    return out
""",
    "regularization": """
def compute_cost_with_regularization(A3, Y, parameters, lambd):
    m = Y.shape[1]
    weights = [value for name, value in parameters.items() if name.startswith("W")]
    cost = compute_cost(A3, Y) + sum(float(np.linalg.norm(W)) ** 2 for W in weights) * lambd / m / 2
    return np.array(cost)

def backward_propagation_with_regularization(X, Y, cache, lambd):
    m = X.shape[1]
    (Z1, A1, W1, b1, Z2, A2, W2, b2, Z3, A3, W3, b3) = cache
    dZ3 = (A3 - Y) / m
    dW3 = np.einsum("im,jm->ij", dZ3, A2) + (lambd * W3) / m
    dA2 = W3.T @ dZ3
    dZ2 = dA2 * (Z2 > 0)
    dW2 = dZ2 @ A1.T + (lambd * W2) / m
    dZ1 = (W2.T @ dZ2) * (Z1 > 0)
    dW1 = dZ1 @ X.T + (lambd * W1) / m
    sums = [d.sum(axis=1).reshape(-1, 1) for d in (dZ1, dZ2, dZ3)]
    given = {"dZ3": m * dZ3, "dA2": m * dA2, "dZ2": m * dZ2, "dA1": W2.T @ dZ2 * m, "dZ1": m * dZ1}
    return {"dW1": dW1, "dW2": dW2, "dW3": dW3, "db1": sums[0], "db2": sums[1], "db3": sums[2], **given}

def forward_propagation_with_dropout(X, parameters, keep_prob=0.5):
    np.random.seed(1)
    W1, b1, W2, b2, W3, b3 = (parameters[k] for k in ("W1", "b1", "W2", "b2", "W3", "b3"))
    Z1 = W1 @ X + b1
    D1 = np.where(np.random.random_sample(Z1.shape) < keep_prob, 1.0, 0.0)
    A1 = np.maximum(Z1, 0) * D1 * (1 / keep_prob)
    Z2 = W2 @ A1 + b2
    D2 = (np.random.rand(*Z2.shape) < keep_prob).astype(int)
    A2 = np.maximum(Z2, 0)
    A2 *= D2
    A2 /= keep_prob
    Z3 = W3 @ A2 + b3
    A3 = 1 / (1 + np.exp(-Z3))
    return A3, (Z1, D1, A1, W1, b1, Z2, D2, A2, W2, b2, Z3, A3, W3, b3)

def backward_propagation_with_dropout(X, Y, cache, keep_prob):
    m = X.shape[1]
    (Z1, D1, A1, W1, b1, Z2, D2, A2, W2, b2, Z3, A3, W3, b3) = cache
    dZ3 = A3 - Y
    dA2 = np.where(D2, W3.T @ dZ3, 0) / keep_prob
    dZ2 = np.where(A2 > 0, dA2, 0)
    dA1 = np.where(D1, W2.T @ dZ2, 0) / keep_prob
    dZ1 = np.where(A1 > 0, dA1, 0)
    out = {"dZ3": dZ3, "dA2": dA2, "dZ2": dZ2, "dA1": dA1, "dZ1": dZ1}
    for l, before in ((1, X), (2, A1), (3, A2)):
        out[f"dW{l}"] = out[f"dZ{l}"] @ before.T / m
        out[f"db{l}"] = out[f"dZ{l}"].mean(axis=1, keepdims=True)
    return out
""",
    "gradient_checking": """
def forward_propagation(x, theta):
    return np.multiply(x, theta)

def backward_propagation(x, theta):
    return np.float64(x)

def gradient_check(x, theta, epsilon=1e-7):
    approximation = ((theta + epsilon) * x - (theta - epsilon) * x) / 2 / epsilon
    return abs(x - approximation) / (abs(x) + abs(approximation))

def gradient_check_n(parameters, gradients, X, Y, epsilon=1e-7):
    theta, _ = dictionary_to_vector(parameters)
    gradient = gradients_to_vector(gradients)

    def cost(i, shift):
        shifted = theta.copy()
        shifted[i] += shift
        return forward_propagation_n(X, Y, vector_to_dictionary(shifted))[0]

    slopes = np.array([[(cost(i, epsilon) - cost(i, -epsilon)) / (2 * epsilon)] for i in range(len(theta))])
    return float(np.sqrt(np.sum((gradient - slopes) ** 2)) / (np.linalg.norm(gradient) + np.linalg.norm(slopes)))
""",
    "optimization": """
def update_parameters_with_gd(parameters, grads, learning_rate):
    for name in parameters:
        parameters[name] -= learning_rate * grads["d" + name]
    return parameters

def random_mini_batches(X, Y, mini_batch_size=64, seed=0):
    order = np.random.RandomState(seed).permutation(X.shape[1])
    cuts = range(mini_batch_size, X.shape[1], mini_batch_size)
    return [[X[:, part], Y[:, part]] for part in np.split(order, cuts)]

def initialize_velocity(parameters):
    return {"d" + name: np.zeros_like(value) for name, value in parameters.items()}

def update_parameters_with_momentum(parameters, grads, v, beta, learning_rate):
    v = {name: grads[name] + beta * (v[name] - grads[name]) for name in v}
    return {name: value - learning_rate * v["d" + name] for name, value in parameters.items()}, v

def initialize_adam(parameters):
    zeros = {"d" + name: value * 0 for name, value in parameters.items()}
    return zeros, {name: value.copy() for name, value in zeros.items()}

def update_parameters_with_adam(parameters, grads, v, s, t, learning_rate=0.01, beta1=0.9, beta2=0.999, epsilon=1e-8):
    for name in parameters:
        g = grads["d" + name]
        v["d" + name] = beta1 * v["d" + name] + (1 - beta1) * g
        s["d" + name] = beta2 * s["d" + name] + (1 - beta2) * g * g
        v_hat, s_hat = v["d" + name] / (1 - beta1**t), s["d" + name] / (1 - beta2**t)
        parameters[name] = parameters[name] - learning_rate * v_hat / np.sqrt(s_hat + epsilon)
    return parameters, v, s
""",
}


def with_mistake(solution: str, mistake: Wrong) -> str:
    """The solution's text with the mistake in the function that it belongs to."""
    before, head, rest = solution.partition(f"def {mistake.exercise}(")
    body, following, after = rest.partition("\n# %%")
    assert mistake.right in body, f"{mistake} does not fit the solution"
    return before + head + body.replace(mistake.right, mistake.wrong) + following + after
