"""Right answers to the initialisation exercises in other styles than the solution's. Each deserves every point."""

import math
from itertools import pairwise

import numpy as np

from grader.answers import alternative

# All zeros


@alternative("initialize_parameters_zeros")
def comprehensions_joined(layers_dims):
    shapes = list(zip(layers_dims[1:], layers_dims[:-1], strict=True))
    weights = {f"W{l}": np.zeros(shape) for l, shape in enumerate(shapes, 1)}
    return weights | {f"b{l}": np.zeros([n, 1]) for l, (n, _) in enumerate(shapes, 1)}


@alternative("initialize_parameters_zeros")
def whole_numbers(layers_dims):
    parameters = {}
    for l, (before, n) in enumerate(pairwise(layers_dims), start=1):
        parameters[f"W{l}"] = np.full((n, before), 0)
        parameters[f"b{l}"] = np.full((n, 1), 0)
    return parameters


@alternative("initialize_parameters_zeros")
def flat_and_reshaped(layers_dims):
    parameters = dict()  # noqa: C408 - people do write it so
    for l in range(len(layers_dims) - 1):
        rows, columns = layers_dims[l + 1], layers_dims[l]
        parameters["W%d" % (l + 1)] = np.zeros(rows * columns).reshape(rows, columns)  # noqa: UP031
        parameters["b%d" % (l + 1)] = np.zeros(rows)[:, np.newaxis]  # noqa: UP031
    return parameters


@alternative("initialize_parameters_zeros")
def arrays_of_lists(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters.update({"W" + str(l): np.array([[0.0] * layers_dims[l - 1] for _ in range(layers_dims[l])])})
        parameters.update({"b" + str(l): np.array([[0.0]] * layers_dims[l])})
    return parameters


@alternative("initialize_parameters_zeros")
def bias_from_the_weights(layers_dims):
    parameters = {}
    l = 1
    while l < len(layers_dims):
        W = np.empty((layers_dims[l], layers_dims[l - 1]))
        W.fill(0)
        parameters["W" + str(l)], parameters["b" + str(l)] = W, np.zeros_like(W[:, :1])
        l += 1
    return parameters


# Large random values


@alternative("initialize_parameters_random")
def generator_of_its_own(layers_dims):
    generator = np.random.RandomState(3)
    out = {}
    for l in range(len(layers_dims) - 1):
        out[f"W{l + 1}"] = 10.0 * generator.standard_normal((layers_dims[l + 1], layers_dims[l]))
        out[f"b{l + 1}"] = np.zeros([layers_dims[l + 1], 1])
    return out


@alternative("initialize_parameters_random")
def normal_of_deviation_ten(layers_dims):
    np.random.seed(3)
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters["W" + str(l)] = np.random.normal(loc=0, scale=10, size=(layers_dims[l], layers_dims[l - 1]))
        parameters["b" + str(l)] = np.zeros((layers_dims[l], 1))
    return parameters


@alternative("initialize_parameters_random")
def one_draw_at_a_time(layers_dims):
    np.random.seed(3)
    parameters = {}
    for l, (before, n) in enumerate(pairwise(layers_dims), start=1):
        W = np.zeros((n, before))
        for i in range(n):
            for j in range(before):
                W[i, j] = 10 * np.random.randn()
        parameters[f"W{l}"] = W
        parameters[f"b{l}"] = np.array([[0.0] for _ in range(n)])
    return parameters


@alternative("initialize_parameters_random")
def one_long_draw_in_pieces(layers_dims):
    np.random.seed(3)
    sizes = [n * before for before, n in pairwise(layers_dims)]
    pieces = np.split(np.random.randn(sum(sizes)), np.cumsum(sizes)[:-1])
    weights = {f"W{l}": 10 * piece.reshape(layers_dims[l], -1) for l, piece in enumerate(pieces, start=1)}
    return {**weights, **{f"b{l}": np.zeros((n, 1)) for l, n in enumerate(layers_dims[1:], start=1)}}


@alternative("initialize_parameters_random")
def scaled_in_place(layers_dims):
    np.random.seed(3)
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters["W" + str(l)] = np.random.randn(layers_dims[l], layers_dims[l - 1])
        parameters["b" + str(l)] = np.zeros((layers_dims[l], 1))
    for name in parameters:
        parameters[name] *= 10
    return parameters


@alternative("initialize_parameters_random")
def zeros_filled_with_draws(layers_dims):
    np.random.seed(3)
    parameters = initialize_parameters_zeros(layers_dims)
    for l in range(1, len(layers_dims)):
        rows, columns = parameters["W" + str(l)].shape
        parameters["W" + str(l)] = np.multiply(np.random.randn(rows, columns), 10)
    return parameters


# He initialisation


@alternative("initialize_parameters_he")
def lines_of_the_handout(layers_dims):
    np.random.seed(3)
    parameters = {}
    L = len(layers_dims) - 1
    for l in range(1, L + 1):
        scale = np.sqrt(2.0 / layers_dims[l - 1])
        parameters["W" + str(l)] = np.random.randn(layers_dims[l], layers_dims[l - 1]) * scale
        parameters["b" + str(l)] = np.zeros((layers_dims[l], 1))
    return parameters


@alternative("initialize_parameters_he")
def divided_by_the_inverse_root(layers_dims):
    np.random.seed(3)
    out = {}
    for l in range(1, len(layers_dims)):
        flat = np.random.randn(layers_dims[l] * layers_dims[l - 1]) / (layers_dims[l - 1] / 2.0) ** 0.5
        out["W" + str(l)] = flat.reshape(layers_dims[l], -1)
        out["b" + str(l)] = np.full((layers_dims[l], 1), 0.0)
    return out


@alternative("initialize_parameters_he")
def normal_of_the_right_deviation(layers_dims):
    np.random.seed(3)
    parameters = {}
    for l, (fan_in, n) in enumerate(pairwise(layers_dims), start=1):
        parameters[f"W{l}"] = np.random.normal(0, math.sqrt(2 / fan_in), (n, fan_in))
        parameters[f"b{l}"] = np.zeros((n, 1), dtype=int)
    return parameters


@alternative("initialize_parameters_he")
def roots_apart(layers_dims):
    generator = np.random.RandomState(seed=3)
    parameters = {}
    for l in range(1, len(layers_dims)):
        W = generator.randn(layers_dims[l], layers_dims[l - 1])
        W *= np.sqrt(2)
        W /= np.sqrt(layers_dims[l - 1])
        parameters.update({"W" + str(l): W, "b" + str(l): np.zeros((layers_dims[l], 1))})
    return parameters


@alternative("initialize_parameters_he")
def scales_of_all_layers_at_once(layers_dims):
    np.random.seed(3)
    scales = np.sqrt(2 / np.array(layers_dims[:-1]))
    draws = [np.random.randn(n, before) for before, n in pairwise(layers_dims)]
    weights = {f"W{l}": W * scale for l, (W, scale) in enumerate(zip(draws, scales, strict=True), start=1)}
    return weights | {f"b{l}": np.zeros((len(W), 1)) for l, W in enumerate(draws, start=1)}


@alternative("initialize_parameters_he")
def large_ones_made_smaller(layers_dims):
    parameters = initialize_parameters_random(layers_dims)
    for l in range(1, len(layers_dims)):
        parameters["W" + str(l)] = parameters["W" + str(l)] / 10 * np.power(2 / layers_dims[l - 1], 0.5)
    return parameters


@alternative("initialize_parameters_he")
def scaled_by_a_matrix_product(layers_dims):
    np.random.seed(3)
    parameters = initialize_parameters_zeros(layers_dims)
    for l in range(1, len(layers_dims)):
        fan_in = layers_dims[l - 1]
        parameters["W" + str(l)] += np.random.randn(layers_dims[l], fan_in) @ (np.eye(fan_in) * np.sqrt(2 / fan_in))
    return parameters


@alternative("initialize_parameters_he")
def copied_list_taken_apart(layers_dims):
    np.random.seed(3)
    left, parameters, l = list(layers_dims), {}, 0
    while len(left) > 1:
        fan_in, l = left.pop(0), l + 1
        parameters[f"W{l}"] = np.einsum("ij,->ij", np.random.randn(left[0], fan_in), np.sqrt(2 / fan_in))
        parameters[f"b{l}"] = np.zeros((left[0], 1))
    return parameters
