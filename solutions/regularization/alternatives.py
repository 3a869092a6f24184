"""Right answers to the regularisation exercises in other styles than the solution's. Each deserves every point."""

import numpy as np

from grader.answers import alternative

# The cost


@alternative("compute_cost_with_regularization")
def line_of_the_handout(A3, Y, parameters, lambd):
    m = Y.shape[1]
    W1 = parameters["W1"]
    W2 = parameters["W2"]
    W3 = parameters["W3"]
    cross_entropy_cost = compute_cost(A3, Y)
    L2_regularization_cost = (1.0 / m * lambd / 2) * (
        np.sum(np.square(W1)) + np.sum(np.square(W2)) + np.sum(np.square(W3))
    )
    cost = cross_entropy_cost + L2_regularization_cost
    return cost


@alternative("compute_cost_with_regularization")
def frobenius_norms(A3, Y, parameters, lambd):
    weights = [value for name, value in parameters.items() if name.startswith("W")]
    penalty = sum(np.linalg.norm(W, "fro") ** 2 for W in weights) * lambd / Y.size / 2
    return np.array(compute_cost(A3, Y) + penalty)


@alternative("compute_cost_with_regularization")
def loops_over_every_weight(A3, Y, parameters, lambd):
    total = 0.0
    for name in ["W3", "W1", "W2"]:
        for row in parameters[name].tolist():
            for weight in row:
                total += weight * weight
    return float(compute_cost(A3, Y)) + total * (0.5 * lambd / len(Y[0]))


@alternative("compute_cost_with_regularization")
def traces(A3, Y, parameters, lambd):
    m = A3.shape[1]
    penalty = 0
    for l in range(1, len(parameters) // 2 + 1):
        W = parameters["W" + str(l)]
        penalty += np.trace(W @ W.T)
    return compute_cost(A3, Y) + np.divide(lambd * penalty, 2 * m)


@alternative("compute_cost_with_regularization")
def one_long_vector(A3, Y, parameters, lambd):
    m = Y.shape[1]
    theta = np.concatenate([parameters[f"W{l}"].ravel() for l in (1, 2, 3)])
    return np.squeeze(compute_cost(A3, Y) + lambd / (2 * m) * np.dot(theta, theta))


@alternative("compute_cost_with_regularization")
def cross_entropy_written_out(A3, Y, parameters, lambd):
    losses = -(Y * np.log(A3) + (1 - Y) * np.log(1 - A3))
    penalty = sum(np.einsum("kj,kj->", W, W) for W in (parameters["W1"], parameters["W2"], parameters["W3"]))
    return (np.sum(losses) + 0.5 * lambd * penalty) / Y.shape[1]


@alternative("compute_cost_with_regularization")
def squared_in_place_on_copies(A3, Y, parameters, lambd):
    m = Y.shape[1]
    cost = compute_cost(A3, Y)
    for name in ("W1", "W2", "W3"):
        squared = parameters[name].copy()
        squared **= 2
        squared *= lambd / m / 2
        cost += squared.sum(axis=0).sum()
    return cost


# The gradients of the regularised cost


@alternative("backward_propagation_with_regularization")
def terms_added_to_the_plain_gradients(X, Y, cache, lambd):
    m = Y.shape[1]
    gradients = backward_propagation(X, Y, cache)
    for l in (1, 2, 3):
        gradients["dW" + str(l)] += lambd / m * cache[4 * l - 2]
    return gradients


@alternative("backward_propagation_with_regularization")
def divided_once_at_the_end(X, Y, cache, lambd):
    m = X.shape[1]
    (Z1, A1, W1, b1, Z2, A2, W2, b2, Z3, A3, W3, b3) = cache
    dZ3 = A3 - Y
    dW3 = (dZ3 @ A2.T + lambd * W3) / m
    db3 = dZ3.mean(axis=1, keepdims=True)
    dA2 = W3.T @ dZ3
    dZ2 = dA2 * (Z2 > 0)
    dW2 = (dZ2 @ A1.T + lambd * W2) / m
    db2 = dZ2.mean(axis=1, keepdims=True)
    dA1 = W2.T @ dZ2
    dZ1 = dA1 * (Z1 > 0)
    dW1 = (dZ1 @ X.T + lambd * W1) / m
    db1 = dZ1.mean(axis=1, keepdims=True)
    given = {"dZ3": dZ3, "dA2": dA2, "dZ2": dZ2, "dA1": dA1, "dZ1": dZ1}
    return {**given, "dW3": dW3, "db3": db3, "dW2": dW2, "db2": db2, "dW1": dW1, "db1": db1}


@alternative("backward_propagation_with_regularization")
def einsum_and_where(X, Y, cache, lambd):
    m = X.shape[1]
    (Z1, A1, W1, b1, Z2, A2, W2, b2, Z3, A3, W3, b3) = cache
    dZ3 = np.subtract(A3, Y)
    dA2 = np.einsum("ki,km->im", W3, dZ3)
    dZ2 = np.where(A2 > 0, dA2, 0)
    dA1 = np.einsum("ki,km->im", W2, dZ2)
    dZ1 = np.where(A1 > 0, dA1, 0)
    gradients = {"dZ3": dZ3, "dA2": dA2, "dZ2": dZ2, "dA1": dA1, "dZ1": dZ1}
    for l, dZ, A, W in zip("321", (dZ3, dZ2, dZ1), (A2, A1, X), (W3, W2, W1), strict=True):
        gradients["dW" + l] = np.einsum("im,jm->ij", dZ, A) / m + np.multiply(lambd, W) / m
        gradients["db" + l] = np.einsum("im->i", dZ).reshape(-1, 1) / m
    return gradients


@alternative("backward_propagation_with_regularization")
def mean_taken_at_once(X, Y, cache, lambd):
    m = X.shape[1]
    (Z1, A1, W1, b1, Z2, A2, W2, b2, Z3, A3, W3, b3) = cache
    dz3 = (A3 - Y) / m
    dW3 = dz3 @ A2.T + (lambd * W3) / m
    dz2 = (W3.T @ dz3) * (Z2 > 0)
    dW2 = dz2 @ A1.T + (lambd * W2) / m
    dz1 = (W2.T @ dz2) * (Z1 > 0)
    dW1 = dz1 @ X.T + (lambd * W1) / m
    db1, db2, db3 = (dz.sum(axis=1).reshape(-1, 1) for dz in (dz1, dz2, dz3))
    gradients = {"dZ3": m * dz3, "dA2": W3.T @ dz3 * m, "dZ2": m * dz2, "dA1": W2.T @ dz2 * m, "dZ1": m * dz1}
    return gradients | {"dW1": dW1, "dW2": dW2, "dW3": dW3, "db1": db1, "db2": db2, "db3": db3}


@alternative("backward_propagation_with_regularization")
def example_by_example(X, Y, cache, lambd):
    m = X.shape[1]
    (Z1, A1, W1, b1, Z2, A2, W2, b2, Z3, A3, W3, b3) = cache
    weights, inputs = {1: W1, 2: W2, 3: W3}, {1: X, 2: A1, 3: A2}
    gradients = {"dZ3": A3 - Y, "dZ2": np.zeros(A2.shape), "dZ1": np.zeros(A1.shape)}
    for l in (3, 2):
        gradients[f"dA{l - 1}"] = np.zeros(inputs[l].shape)
        for i in range(m):
            gradients[f"dA{l - 1}"][:, i] = weights[l].T.dot(gradients[f"dZ{l}"][:, i])
            gradients[f"dZ{l - 1}"][:, i] = gradients[f"dA{l - 1}"][:, i] * (inputs[l][:, i] > 0)
    for l in (1, 2, 3):
        gradients[f"dW{l}"] = weights[l] * lambd / m
        gradients[f"db{l}"] = np.zeros((weights[l].shape[0], 1))
        for i in range(m):
            column = gradients[f"dZ{l}"][:, i : i + 1]
            gradients[f"dW{l}"] += np.outer(column, inputs[l][:, i]) / m
            gradients[f"db{l}"] += column / m
    return gradients


@alternative("backward_propagation_with_regularization")
def in_place_on_its_own_arrays(X, Y, cache, lambd):
    m = X.shape[1]
    (Z1, A1, W1, b1, Z2, A2, W2, b2, Z3, A3, W3, b3) = cache
    dZ3 = A3.copy()
    dZ3 -= Y
    dA2 = np.matmul(W3.T, dZ3)
    dZ2 = np.array(dA2, copy=True)
    dZ2[A2 <= 0] = 0
    dA1 = np.matmul(W2.T, dZ2)
    dZ1 = np.array(dA1, copy=True)
    dZ1[A1 <= 0] = 0
    grads = {"dZ3": dZ3, "dA2": dA2, "dZ2": dZ2, "dA1": dA1, "dZ1": dZ1, "dA0": np.matmul(W1.T, dZ1)}
    for l, dZ, A, W in ((3, dZ3, A2, W3), (2, dZ2, A1, W2), (1, dZ1, X, W1)):
        dW = np.matmul(dZ, A.T)
        dW += lambd * W
        dW /= m
        grads[f"dW{l}"] = dW
        grads[f"db{l}"] = 1 / m * np.matmul(dZ, np.ones((m, 1)))
    return grads


# Dropout, forward


@alternative("forward_propagation_with_dropout")
def generator_of_its_own(X, parameters, keep_prob=0.5):
    generator = np.random.RandomState(1)
    W1, b1, W2, b2, W3, b3 = (parameters[name] for name in ("W1", "b1", "W2", "b2", "W3", "b3"))
    Z1 = W1 @ X + b1
    D1 = np.where(generator.random_sample(Z1.shape) < keep_prob, 1.0, 0.0)
    A1 = np.maximum(Z1, 0) * D1 * (1 / keep_prob)
    Z2 = W2 @ A1 + b2
    D2 = np.where(generator.random_sample(Z2.shape) < keep_prob, 1.0, 0.0)
    A2 = np.maximum(Z2, 0) * D2 * (1 / keep_prob)
    Z3 = W3 @ A2 + b3
    A3 = 1 / (1 + np.exp(-Z3))
    return A3, (Z1, D1, A1, W1, b1, Z2, D2, A2, W2, b2, Z3, A3, W3, b3)


@alternative("forward_propagation_with_dropout")
def in_place_on_new_arrays(X, parameters, keep_prob=0.5):
    np.random.seed(1)
    W1, b1 = parameters["W1"], parameters["b1"]
    W2, b2 = parameters["W2"], parameters["b2"]
    W3, b3 = parameters["W3"], parameters["b3"]
    Z1 = np.dot(W1, X)
    Z1 += b1
    A1 = relu(Z1)
    D1 = (np.random.rand(*A1.shape) < keep_prob).astype(int)
    A1 *= D1
    A1 /= keep_prob
    Z2 = np.dot(W2, A1)
    Z2 += b2
    A2 = relu(Z2)
    D2 = (np.random.rand(*A2.shape) < keep_prob).astype(int)
    A2 *= D2
    A2 /= keep_prob
    Z3 = np.dot(W3, A2) + b3
    A3 = sigmoid(Z3)
    cache = (Z1, D1, A1, W1, b1, Z2, D2, A2, W2, b2, Z3, A3, W3, b3)
    return A3, cache


@alternative("forward_propagation_with_dropout")
def one_number_at_a_time(X, parameters, keep_prob=0.5):
    np.random.seed(1)
    cache, A = [], X
    for l in (1, 2):
        W, b = parameters[f"W{l}"], parameters[f"b{l}"]
        Z = np.dot(W, A) + b
        units, examples = Z.shape
        D = np.array([[np.random.rand() <= keep_prob for _ in range(examples)] for _ in range(units)])
        A = np.zeros(Z.shape)
        for k in range(units):
            for i in range(examples):
                if D[k, i] and Z[k, i] > 0:
                    A[k, i] = Z[k, i] / keep_prob
        cache += [Z, D, A, W, b]
    Z3 = np.dot(parameters["W3"], A) + parameters["b3"]
    A3 = sigmoid(Z3)
    return A3, (*cache, Z3, A3, parameters["W3"], parameters["b3"])


@alternative("forward_propagation_with_dropout")
def zeros_by_index(X, parameters, keep_prob=0.5):
    np.random.seed(1)
    W1, b1, W2, b2, W3, b3 = [parameters[key] for key in ("W1", "b1", "W2", "b2", "W3", "b3")]
    Z1 = np.add(np.matmul(W1, X), b1)
    A1 = np.where(Z1 > 0, Z1, 0) / keep_prob
    D1 = np.random.uniform(0, 1, size=A1.shape)
    D1 = keep_prob > D1
    A1[~D1] = 0
    Z2 = np.add(np.matmul(W2, A1), b2)
    A2 = np.where(Z2 > 0, Z2, 0) / keep_prob
    D2 = np.random.uniform(0, 1, size=A2.shape)
    D2 = keep_prob > D2
    A2[np.logical_not(D2)] = 0
    Z3 = np.add(np.matmul(W3, A2), b3)
    A3 = np.exp(Z3) / (1 + np.exp(Z3))
    return A3, [Z1, D1, A1, W1, b1, Z2, D2, A2, W2, b2, Z3, A3, W3, b3]


@alternative("forward_propagation_with_dropout")
def function_for_the_four_lines(X, parameters, keep_prob=0.5):
    np.random.seed(1)

    def dropout(A):
        D = np.less(np.random.random((A.shape[0], A.shape[1])), keep_prob)
        return D, np.multiply(A, D / keep_prob)

    Z1 = np.einsum("kj,ji->ki", parameters["W1"], X) + parameters["b1"]
    D1, A1 = dropout(relu(Z1))
    Z2 = np.einsum("kj,ji->ki", parameters["W2"], A1) + parameters["b2"]
    D2, A2 = dropout(relu(Z2))
    Z3 = np.einsum("kj,ji->ki", parameters["W3"], A2) + parameters["b3"]
    A3 = sigmoid(Z3)
    first = (Z1, D1, A1, parameters["W1"], parameters["b1"])
    second = (Z2, D2, A2, parameters["W2"], parameters["b2"])
    return A3, first + second + (Z3, A3, parameters["W3"], parameters["b3"])


# Dropout, backward


@alternative("backward_propagation_with_dropout")
def where_for_the_mask(X, Y, cache, keep_prob):
    m = X.shape[1]
    (Z1, D1, A1, W1, b1, Z2, D2, A2, W2, b2, Z3, A3, W3, b3) = cache
    dZ3 = A3 - Y
    dA2 = np.where(D2, W3.T @ dZ3, 0) / keep_prob
    dZ2 = np.where(A2 > 0, dA2, 0)
    dA1 = np.where(D1, W2.T @ dZ2, 0) / keep_prob
    dZ1 = np.where(A1 > 0, dA1, 0)
    gradients = {"dZ3": dZ3, "dA2": dA2, "dZ2": dZ2, "dA1": dA1, "dZ1": dZ1}
    for l, before in ((1, X), (2, A1), (3, A2)):
        gradients[f"dW{l}"] = gradients[f"dZ{l}"] @ before.T / m
        gradients[f"db{l}"] = gradients[f"dZ{l}"].mean(axis=1, keepdims=True)
    return gradients


@alternative("backward_propagation_with_dropout")
def in_place_on_its_own_gradients(X, Y, cache, keep_prob):
    m = X.shape[1]
    (Z1, D1, A1, W1, b1, Z2, D2, A2, W2, b2, Z3, A3, W3, b3) = cache
    dZ3 = A3 - Y
    dW3 = 1.0 / m * np.dot(dZ3, A2.T)
    db3 = 1.0 / m * np.sum(dZ3, axis=1, keepdims=True)
    dA2 = np.dot(W3.T, dZ3)
    dA2 *= D2
    dA2 /= keep_prob
    dZ2 = np.multiply(dA2, np.int64(Z2 > 0))
    dW2 = 1.0 / m * np.dot(dZ2, A1.T)
    db2 = 1.0 / m * np.sum(dZ2, axis=1, keepdims=True)
    dA1 = np.dot(W2.T, dZ2)
    dA1 *= D1
    dA1 /= keep_prob
    dZ1 = np.multiply(dA1, np.int64(Z1 > 0))
    dW1 = 1.0 / m * np.dot(dZ1, X.T)
    db1 = 1.0 / m * np.sum(dZ1, axis=1, keepdims=True)
    gradients = {}
    gradients["dZ3"], gradients["dZ2"], gradients["dZ1"] = dZ3, dZ2, dZ1
    gradients["dW3"], gradients["dW2"], gradients["dW1"] = dW3, dW2, dW1
    gradients["db3"], gradients["db2"], gradients["db1"] = db3, db2, db1
    gradients["dA2"], gradients["dA1"] = dA2, dA1
    return gradients


@alternative("backward_propagation_with_dropout")
def gradients_zeroed_by_index(X, Y, cache, keep_prob):
    m = X.shape[1]
    (Z1, D1, A1, W1, b1, Z2, D2, A2, W2, b2, Z3, A3, W3, b3) = cache
    dZ3 = A3 - Y
    dA2 = W3.T.dot(dZ3) / keep_prob
    dA2[D2 == 0] = 0
    dZ2 = dA2.copy()
    dZ2[A2 <= 0] = 0
    dA1 = W2.T.dot(dZ2) / keep_prob
    dA1[np.logical_not(D1)] = 0
    dZ1 = dA1.copy()
    dZ1[A1 <= 0] = 0
    dA0 = W1.T.dot(dZ1)
    gradients = {"dA0": dA0, "dZ1": dZ1, "dA1": dA1, "dZ2": dZ2, "dA2": dA2, "dZ3": dZ3}
    gradients.update({f"dW{l}": dZ.dot(A.T) / m for l, dZ, A in ((1, dZ1, X), (2, dZ2, A1), (3, dZ3, A2))})
    gradients.update({f"db{l}": dZ.sum(axis=1).reshape(-1, 1) / m for l, dZ in ((1, dZ1), (2, dZ2), (3, dZ3))})
    return gradients


@alternative("backward_propagation_with_dropout")
def scale_kept_in_a_factor(X, Y, cache, keep_prob):
    m = X.shape[1]
    (Z1, D1, A1, W1, b1, Z2, D2, A2, W2, b2, Z3, A3, W3, b3) = cache
    factors, weights, inputs = {1: D1 / keep_prob, 2: D2 / keep_prob}, {2: W2, 3: W3}, {1: X, 2: A1, 3: A2}
    dZ = A3 - Y
    gradients = {}
    for l in range(3, 0, -1):
        gradients["dZ" + str(l)] = dZ
        gradients["dW" + str(l)] = np.einsum("ki,ji->kj", dZ, inputs[l]) / m
        gradients["db" + str(l)] = np.einsum("ki->k", dZ)[:, np.newaxis] / m
        if l > 1:
            dA = np.multiply(np.einsum("kj,ki->ji", weights[l], dZ), factors[l - 1])
            dZ = dA * (inputs[l] > 0)
            gradients["dA" + str(l - 1)] = dA
    return gradients


@alternative("backward_propagation_with_dropout")
def entry_by_entry(X, Y, cache, keep_prob):
    m = X.shape[1]
    (Z1, D1, A1, W1, b1, Z2, D2, A2, W2, b2, Z3, A3, W3, b3) = cache

    def back(W, dZ, D, A):
        dA, dZ_before = np.zeros(A.shape), np.zeros(A.shape)
        for k in range(A.shape[0]):
            for i in range(m):
                if D[k, i]:
                    dA[k, i] = sum(W[n, k] * dZ[n, i] for n in range(W.shape[0])) / keep_prob
                    dZ_before[k, i] = dA[k, i] if A[k, i] > 0 else 0.0
        return dA, dZ_before

    dZ3 = A3 - Y
    dA2, dZ2 = back(W3, dZ3, D2, A2)
    dA1, dZ1 = back(W2, dZ2, D1, A1)
    gradients = {"dZ3": dZ3, "dA2": dA2, "dZ2": dZ2, "dA1": dA1, "dZ1": dZ1}
    for l, dZ, A in ((1, dZ1, X), (2, dZ2, A1), (3, dZ3, A2)):
        gradients[f"dW{l}"] = np.inner(dZ, A) / m
        gradients[f"db{l}"] = np.average(dZ, axis=1).reshape((dZ.shape[0], 1))
    return gradients
