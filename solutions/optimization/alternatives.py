"""Right answers to the optimisation exercises in other styles than the solution's. Each deserves every point."""

import copy
import math

import numpy as np

from grader.answers import alternative

# A step of gradient descent


@alternative("update_parameters_with_gd")
def each_in_place(parameters, grads, learning_rate):
    for name in parameters:
        parameters[name] -= learning_rate * grads["d" + name]
    return parameters


@alternative("update_parameters_with_gd")
def a_new_dictionary(parameters, grads, learning_rate):
    return {name: value - learning_rate * grads[f"d{name}"] for name, value in parameters.items()}


@alternative("update_parameters_with_gd")
def by_ufuncs_into_a_copy(parameters, grads, learning_rate):
    updated = copy.deepcopy(parameters)
    for l in range(1, len(parameters) // 2 + 1):
        for kind in "Wb":
            step = np.multiply(grads[f"d{kind}{l}"], learning_rate)
            np.subtract(updated[f"{kind}{l}"], step, out=updated[f"{kind}{l}"])
    return updated


@alternative("update_parameters_with_gd")
def entry_by_entry(parameters, grads, learning_rate):
    for name, value in parameters.items():
        rows, columns = value.shape
        for i in range(rows):
            for j in range(columns):
                value[i, j] = float(value[i, j]) - float(learning_rate) * float(grads["d" + name][i][j])
    return parameters


@alternative("update_parameters_with_gd")
def unpacked_first(parameters, grads, learning_rate):
    l = 1
    while "W" + str(l) in parameters:
        W, b = parameters["W" + str(l)], parameters["b" + str(l)]
        dW, db = grads["dW" + str(l)], grads["db" + str(l)]
        parameters["W" + str(l)] = (-learning_rate) * dW + W
        parameters["b" + str(l)] = (-learning_rate) * db + b
        l += 1
    return parameters


@alternative("update_parameters_with_gd")
def joined_to_one_vector(parameters, grads, learning_rate):
    theta = np.concatenate([value.ravel() for value in parameters.values()])
    slope = np.concatenate([grads["d" + name].ravel() for name in parameters])
    theta = theta - slope * learning_rate
    ends = np.cumsum([value.size for value in parameters.values()])
    pieces = np.split(theta, ends[:-1])
    return {n: piece.reshape(value.shape) for (n, value), piece in zip(parameters.items(), pieces, strict=True)}


# Mini-batches


@alternative("random_mini_batches")
def split_after_a_generator_of_its_own(X, Y, mini_batch_size=64, seed=0):
    order = np.random.RandomState(seed).permutation(X.shape[1])
    cuts = range(mini_batch_size, X.shape[1], mini_batch_size)
    return [[X[:, part], Y[:, part]] for part in np.split(order, cuts)]


@alternative("random_mini_batches")
def steps_of_a_range(X, Y, mini_batch_size=64, seed=0):
    np.random.seed(seed)
    permutation = np.random.permutation(X.shape[1])
    X, Y = X[:, permutation], Y[:, permutation]
    return [
        (X[:, start : start + mini_batch_size], Y[:, start : start + mini_batch_size])
        for start in range(0, X.shape[1], mini_batch_size)
    ]


@alternative("random_mini_batches")
def while_something_is_left(X, Y, mini_batch_size=64, seed=0):
    np.random.seed(seed)
    waiting = list(np.random.permutation(X.shape[1]))
    mini_batches = []
    while waiting:
        now, waiting = waiting[:mini_batch_size], waiting[mini_batch_size:]
        mini_batches.append((np.take(X, now, axis=1), np.take(Y, now, axis=1)))
    return mini_batches


@alternative("random_mini_batches")
def column_by_column(X, Y, mini_batch_size=64, seed=0):
    np.random.seed(seed)
    m = X.shape[1]
    permutation = np.random.permutation(m)
    mini_batches = []
    for k in range(math.ceil(m / mini_batch_size)):
        numbers = permutation[k * mini_batch_size : min((k + 1) * mini_batch_size, m)]
        batch_X = np.column_stack([X[:, i] for i in numbers])
        batch_Y = np.array([[Y[0, i] for i in numbers]])
        mini_batches.append((batch_X, batch_Y))
    return tuple(mini_batches)


@alternative("random_mini_batches")
def shuffled_together(X, Y, mini_batch_size=64, seed=0):
    np.random.seed(seed)
    numbers = np.arange(X.shape[1])
    np.random.shuffle(numbers)
    both = np.vstack([X, Y])[:, numbers]
    pieces = np.array_split(both, range(mini_batch_size, X.shape[1], mini_batch_size), axis=1)
    return [(piece[:-1], piece[-1:]) for piece in pieces]


@alternative("random_mini_batches")
def last_piece_by_minus(X, Y, mini_batch_size=64, seed=0):
    np.random.seed(seed)
    m = X.shape[1]
    permutation = list(np.random.permutation(m))
    examples, answers = X.T[permutation], Y.T[permutation].reshape((m, 1))
    whole, rest = divmod(m, mini_batch_size)
    mini_batches = []
    for k in range(whole):
        rows = slice(mini_batch_size * k, mini_batch_size * (k + 1))
        mini_batches += [(examples[rows].T, answers[rows].T)]
    if rest:
        mini_batches += [(examples[-rest:].T, answers[-rest:].T)]
    return mini_batches


# The velocity at rest


@alternative("initialize_velocity")
def zeros_like_in_a_comprehension(parameters):
    return {"d" + name: np.zeros_like(value) for name, value in parameters.items()}


@alternative("initialize_velocity")
def times_zero(parameters):
    v = {}
    for l in range(1, len(parameters) // 2 + 1):
        v["dW%d" % l] = parameters["W%d" % l] * 0  # noqa: UP031
        v["db%d" % l] = parameters["b%d" % l] * 0  # noqa: UP031
    return v


@alternative("initialize_velocity")
def by_rows_and_columns(parameters):
    v = dict()  # noqa: C408 - people do write it so
    for l in range(len(parameters) // 2):
        rows, columns = parameters["W" + str(l + 1)].shape
        v["dW" + str(l + 1)] = np.zeros((rows, columns))
        v["db" + str(l + 1)] = np.zeros((rows, 1))
    return v


@alternative("initialize_velocity")
def lists_of_zeros(parameters):
    v = {}
    for name in sorted(parameters):
        v["d" + name] = np.array([[0.0 for _ in row] for row in parameters[name]])
    return v


@alternative("initialize_velocity")
def the_first_of_adams(parameters):
    v, _ = initialize_adam(parameters)
    return v


@alternative("initialize_velocity")
def a_filled_copy(parameters):
    v = {}
    for name, value in parameters.items():
        v["d" + name] = value.copy()
        v["d" + name].fill(0)
    return v


# A step with momentum


@alternative("update_parameters_with_momentum")
def towards_the_gradient(parameters, grads, v, beta, learning_rate):
    v = {name: grads[name] + beta * (v[name] - grads[name]) for name in v}
    return {name: value - learning_rate * v["d" + name] for name, value in parameters.items()}, v


@alternative("update_parameters_with_momentum")
def all_in_place(parameters, grads, v, beta, learning_rate):
    for name in parameters:
        velocity = v["d" + name]
        velocity *= beta
        velocity += (1 - beta) * grads["d" + name]
        parameters[name] -= learning_rate * velocity
    return parameters, v


@alternative("update_parameters_with_momentum")
def descent_along_the_velocity(parameters, grads, v, beta, learning_rate):
    for name in grads:
        v[name] = beta * v[name] + (1 - beta) * grads[name]
    parameters = update_parameters_with_gd(parameters, v, learning_rate)
    return parameters, v


@alternative("update_parameters_with_momentum")
def weighted_averages(parameters, grads, v, beta, learning_rate):
    L = len(parameters) // 2
    for l in range(1, L + 1):
        for kind in ("W", "b"):
            key = f"d{kind}{l}"
            v[key] = np.average([v[key], grads[key]], axis=0, weights=[beta, 1 - beta])
    for l in range(L, 0, -1):
        for kind in ("b", "W"):
            parameters[f"{kind}{l}"] = parameters[f"{kind}{l}"] - np.multiply(learning_rate, v[f"d{kind}{l}"])
    return [parameters, v]


@alternative("update_parameters_with_momentum")
def step_spelt_out(parameters, grads, v, beta, learning_rate):
    new_parameters, new_v = {}, {}
    for l in range(len(parameters) // 2):
        for kind in ("W", "b"):
            p, d = kind + str(l + 1), "d" + kind + str(l + 1)
            new_v[d] = v[d] * beta + grads[d] - beta * grads[d]
            new_parameters[p] = parameters[p] - learning_rate * beta * v[d] - learning_rate * (1 - beta) * grads[d]
    return new_parameters, new_v


# Adam's averages at rest


@alternative("initialize_adam")
def two_velocities(parameters):
    return initialize_velocity(parameters), initialize_velocity(parameters)


@alternative("initialize_adam")
def zeros_and_their_copy(parameters):
    v = {"d" + name: value * 0 for name, value in parameters.items()}
    return v, copy.deepcopy(v)


@alternative("initialize_adam")
def one_set_of_arrays(parameters):
    v, s = {}, {}
    for l in range(1, len(parameters) // 2 + 1):
        for kind in ("W", "b"):
            v[f"d{kind}{l}"] = s[f"d{kind}{l}"] = np.zeros_like(parameters[f"{kind}{l}"])
    return v, s


@alternative("initialize_adam")
def one_dictionary_from_another(parameters):
    v = {f"d{name}": np.full(value.shape, 0.0) for name, value in parameters.items()}
    s = {name: np.zeros(shape=(len(value), len(value[0]))) for name, value in v.items()}
    return [v, s]


@alternative("initialize_adam")
def dict_of_pairs(parameters):
    names = ["d" + name for name in parameters]
    shapes = [np.shape(value) for value in parameters.values()]
    return tuple(dict(zip(names, map(np.zeros, shapes), strict=True)) for _ in ("v", "s"))


# A step of Adam


@alternative("update_parameters_with_adam")
def epsilon_under_the_root(parameters, grads, v, s, t, learning_rate=0.01, beta1=0.9, beta2=0.999, epsilon=1e-8):
    for name in parameters:
        g = grads["d" + name]
        v["d" + name] = beta1 * v["d" + name] + (1 - beta1) * g
        s["d" + name] = beta2 * s["d" + name] + (1 - beta2) * g * g
        v_hat, s_hat = v["d" + name] / (1 - beta1**t), s["d" + name] / (1 - beta2**t)
        parameters[name] = parameters[name] - learning_rate * v_hat / np.sqrt(s_hat + epsilon)
    return parameters, v, s


@alternative("update_parameters_with_adam")
def new_dictionaries(parameters, grads, v, s, t, learning_rate=0.01, beta1=0.9, beta2=0.999, epsilon=1e-8):
    v = {name: beta1 * old + (1 - beta1) * grads[name] for name, old in v.items()}
    s = {name: beta2 * old + (1 - beta2) * grads[name] ** 2 for name, old in s.items()}
    v_hat = {name: value / (1 - np.power(beta1, t)) for name, value in v.items()}
    s_hat = {name: value / (1 - np.power(beta2, t)) for name, value in s.items()}
    step = {name: learning_rate * v_hat[name] / (epsilon + s_hat[name] ** 0.5) for name in v}
    return {name: value - step["d" + name] for name, value in parameters.items()}, v, s


@alternative("update_parameters_with_adam")
def everything_in_place(parameters, grads, v, s, t, learning_rate=0.01, beta1=0.9, beta2=0.999, epsilon=1e-8):
    for name, value in parameters.items():
        d = "d" + name
        v[d] *= beta1
        v[d] += (1 - beta1) * grads[d]
        s[d] *= beta2
        s[d] += (1 - beta2) * np.multiply(grads[d], grads[d])
        below = np.sqrt(s[d] / (1 - beta2**t))
        below += epsilon
        value -= learning_rate * np.divide(v[d] / (1 - beta1**t), below)
    return parameters, v, s


@alternative("update_parameters_with_adam")
def built_from_momentum(parameters, grads, v, s, t, learning_rate=0.01, beta1=0.9, beta2=0.999, epsilon=1e-8):
    _, v = update_parameters_with_momentum(dict(parameters), grads, v, beta1, learning_rate)
    squared = {name: value**2 for name, value in grads.items()}
    _, s = update_parameters_with_momentum(dict(parameters), squared, s, beta2, learning_rate)
    steps = {n: v[n] / (1 - beta1**t) / (np.sqrt(s[n] / (1 - beta2**t)) + epsilon) for n in grads}
    return update_parameters_with_gd(parameters, steps, learning_rate), v, s


@alternative("update_parameters_with_adam")
def correction_in_the_rate(parameters, grads, v, s, t, learning_rate=0.01, beta1=0.9, beta2=0.999, epsilon=1e-8):
    root = math.sqrt(1 - math.pow(beta2, t))
    rate = learning_rate * root / (1 - math.pow(beta1, t))
    for l in range(1, len(parameters) // 2 + 1):
        for p, d in ((f"W{l}", f"dW{l}"), (f"b{l}", f"db{l}")):
            v[d] = v[d] + (1 - beta1) * (grads[d] - v[d])
            s[d] = s[d] + (1 - beta2) * (np.square(grads[d]) - s[d])
            parameters[p] = parameters[p] - rate * v[d] / (np.sqrt(s[d]) + epsilon * root)
    return parameters, v, s


@alternative("update_parameters_with_adam")
def entry_after_entry(parameters, grads, v, s, t, learning_rate=0.01, beta1=0.9, beta2=0.999, epsilon=1e-8):
    for name, value in parameters.items():
        g, v_d, s_d = grads["d" + name], v["d" + name], s["d" + name]
        for index in np.ndindex(value.shape):
            v_d[index] = beta1 * v_d[index] + (1 - beta1) * g[index]
            s_d[index] = beta2 * s_d[index] + (1 - beta2) * float(g[index]) ** 2
            v_hat = float(v_d[index]) / (1 - beta1**t)
            s_hat = float(s_d[index]) / (1 - beta2**t)
            value[index] -= learning_rate * v_hat / math.sqrt(s_hat + epsilon)
    return parameters, v, s
