"""What people really write: wrong versions of the optimisation exercises, each with the hint it deserves."""

import math

import numpy as np

from grader.answers import misconception

# What the versions of this file share. Where a version is wrong in how it cuts, the handout's other lines are taken
# from here, so that the mistake is what one sees.

KEPT_BATCHES = []
KEPT_VELOCITY = {}
KEPT_MEANS = ({}, {})
KEPT_SPEEDS = {}


def shuffled_columns(X, Y, seed):
    """The handout's shuffle."""
    np.random.seed(seed)
    permutation = list(np.random.permutation(X.shape[1]))
    return X[:, permutation], Y[:, permutation].reshape((1, X.shape[1]))


def cut_in_pieces(X, Y, size):
    """The handout's partition of what is already shuffled."""
    return [(X[:, k : k + size], Y[:, k : k + size]) for k in range(0, X.shape[1], size)]


def zero_column(value):
    """Zeros in the shape of a parameter."""
    return np.zeros(value.shape)


def step_of_adam(parameters, grads, v, s, correction, step):
    """The handout's loop, where `correction` gives both corrected means and `step` what is subtracted.

    `v` and `s` are those after their update.
    """
    for name in parameters:
        v_hat, s_hat = correction(v["d" + name], s["d" + name])
        parameters[name] = parameters[name] - step(v_hat, s_hat, grads["d" + name])
    return parameters, v, s


def new_means(grads, v, s, beta1, beta2):
    """The handout's updates of v and of s."""
    return (
        {name: beta1 * v[name] + (1 - beta1) * grads[name] for name in grads},
        {name: beta2 * s[name] + (1 - beta2) * np.square(grads[name]) for name in grads},
    )


# A step of gradient descent


@misconception(
    "update_parameters_with_gd",
    "You added the gradient. It points uphill, and you want to go down: subtract it.",
)
def uphill(parameters, grads, learning_rate):
    L = len(parameters) // 2
    for l in range(L):
        parameters["W" + str(l + 1)] = parameters["W" + str(l + 1)] + learning_rate * grads["dW" + str(l + 1)]
        parameters["b" + str(l + 1)] = parameters["b" + str(l + 1)] + learning_rate * grads["db" + str(l + 1)]
    return parameters


@misconception(
    "update_parameters_with_gd",
    "The learning rate is missing: you subtracted the whole gradient. Take learning_rate times it.",
)
def without_learning_rate(parameters, grads, learning_rate):
    for l in range(len(parameters) // 2):
        parameters["W" + str(l + 1)] = parameters["W" + str(l + 1)] - grads["dW" + str(l + 1)]
        parameters["b" + str(l + 1)] = parameters["b" + str(l + 1)] - grads["db" + str(l + 1)]
    return parameters


@misconception(
    "update_parameters_with_gd",
    "You always step with 0.01, the rate of the example. Use the learning_rate that the function is given.",
)
def learning_rate_of_the_example(parameters, grads, learning_rate):
    learning_rate = 0.01
    for l in range(len(parameters) // 2):
        parameters["W" + str(l + 1)] = parameters["W" + str(l + 1)] - learning_rate * grads["dW" + str(l + 1)]
        parameters["b" + str(l + 1)] = parameters["b" + str(l + 1)] - learning_rate * grads["db" + str(l + 1)]
    return parameters


@misconception(
    "update_parameters_with_gd",
    "You update two layers, whatever the network has. The example has two; in general it is L of them.",
)
def two_layers_whatever_comes(parameters, grads, learning_rate):
    parameters["W1"] = parameters["W1"] - learning_rate * grads["dW1"]
    parameters["b1"] = parameters["b1"] - learning_rate * grads["db1"]
    if "W2" in parameters:
        parameters["W2"] = parameters["W2"] - learning_rate * grads["dW2"]
        parameters["b2"] = parameters["b2"] - learning_rate * grads["db2"]
    return parameters


@misconception(
    "update_parameters_with_gd",
    "The last layer stays as it was. `range(1, L)` ends before L: either count to L + 1, or from 0 with str(l + 1).",
)
def last_layer_left_out(parameters, grads, learning_rate):
    L = len(parameters) // 2
    for l in range(1, L):
        parameters["W" + str(l)] = parameters["W" + str(l)] - learning_rate * grads["dW" + str(l)]
        parameters["b" + str(l)] = parameters["b" + str(l)] - learning_rate * grads["db" + str(l)]
    return parameters


@misconception(
    "update_parameters_with_gd",
    "Only the last layer moves: your update stands after the loop, where l has its last value. Move it into the loop.",
)
def updated_after_the_loop(parameters, grads, learning_rate):
    L = len(parameters) // 2
    for l in range(L):
        dW = grads["dW" + str(l + 1)]
        db = grads["db" + str(l + 1)]
    parameters["W" + str(l + 1)] = parameters["W" + str(l + 1)] - learning_rate * dW
    parameters["b" + str(l + 1)] = parameters["b" + str(l + 1)] - learning_rate * db
    return parameters


@misconception(
    "update_parameters_with_gd",
    "The biases stay as they were. They learn too: each b takes the same kind of step, with its db.",
)
def biases_left_out(parameters, grads, learning_rate):
    for l in range(len(parameters) // 2):
        parameters["W" + str(l + 1)] = parameters["W" + str(l + 1)] - learning_rate * grads["dW" + str(l + 1)]
    return parameters


@misconception(
    "update_parameters_with_gd",
    "You updated b with dW. A copied line still has the W in it: b goes with db.",
)
def gradient_of_the_weights_for_the_biases(parameters, grads, learning_rate):
    for l in range(len(parameters) // 2):
        parameters["W" + str(l + 1)] = parameters["W" + str(l + 1)] - learning_rate * grads["dW" + str(l + 1)]
        parameters["b" + str(l + 1)] = parameters["b" + str(l + 1)] - learning_rate * grads["dW" + str(l + 1)]
    return parameters


@misconception(
    "update_parameters_with_gd",
    "The old value is lost: you stored the step alone. The new parameter is the old one minus the step.",
)
def step_in_place_of_the_parameter(parameters, grads, learning_rate):
    for l in range(len(parameters) // 2):
        parameters["W" + str(l + 1)] = -learning_rate * grads["dW" + str(l + 1)]
        parameters["b" + str(l + 1)] = -learning_rate * grads["db" + str(l + 1)]
    return parameters


@misconception(
    "update_parameters_with_gd",
    "A pair of brackets goes too far: you multiplied the gradient by the parameter minus the rate. The rate and the "
    "gradient belong together; subtract their product.",
)
def brackets_too_far(parameters, grads, learning_rate):
    for l in range(len(parameters) // 2):
        parameters["W" + str(l + 1)] = (parameters["W" + str(l + 1)] - learning_rate) * grads["dW" + str(l + 1)]
        parameters["b" + str(l + 1)] = (parameters["b" + str(l + 1)] - learning_rate) * grads["db" + str(l + 1)]
    return parameters


@misconception(
    "update_parameters_with_gd",
    "You took every step twice: once with `-=`, and once more in the line after it. One of the two is enough.",
)
def step_taken_twice(parameters, grads, learning_rate):
    for l in range(len(parameters) // 2):
        parameters["W" + str(l + 1)] -= learning_rate * grads["dW" + str(l + 1)]
        parameters["b" + str(l + 1)] -= learning_rate * grads["db" + str(l + 1)]
        parameters["W" + str(l + 1)] = parameters["W" + str(l + 1)] - learning_rate * grads["dW" + str(l + 1)]
        parameters["b" + str(l + 1)] = parameters["b" + str(l + 1)] - learning_rate * grads["db" + str(l + 1)]
    return parameters


@misconception(
    "update_parameters_with_gd",
    "There is no W0. The loop counts from 0 and the layers from 1, so inside it the name ends in str(l + 1).",
)
def layers_counted_from_zero(parameters, grads, learning_rate):
    for l in range(len(parameters) // 2):
        parameters["W" + str(l)] = parameters["W" + str(l)] - learning_rate * grads["dW" + str(l)]
        parameters["b" + str(l)] = parameters["b" + str(l)] - learning_rate * grads["db" + str(l)]
    return parameters


@misconception(
    "update_parameters_with_gd",
    "You looked for twice as many layers as there are. Each layer has a W and a b in `parameters`, so L is half of its "
    "length.",
)
def twice_as_many_layers(parameters, grads, learning_rate):
    L = len(parameters)
    for l in range(L):
        parameters["W" + str(l + 1)] = parameters["W" + str(l + 1)] - learning_rate * grads["dW" + str(l + 1)]
        parameters["b" + str(l + 1)] = parameters["b" + str(l + 1)] - learning_rate * grads["db" + str(l + 1)]
    return parameters


@misconception(
    "update_parameters_with_gd",
    "The new values are in W and b, but never get back into the dictionary. Store them under their names.",
)
def never_stored(parameters, grads, learning_rate):
    for l in range(len(parameters) // 2):
        W = parameters["W" + str(l + 1)]
        b = parameters["b" + str(l + 1)]
        W = W - learning_rate * grads["dW" + str(l + 1)]
        b = b - learning_rate * grads["db" + str(l + 1)]
    return parameters


@misconception(
    "update_parameters_with_gd",
    "The parameters are right, but you scaled the gradients where they stand, and the caller's are changed. Multiply "
    "into a new array: no `*=` on grads.",
)
def gradients_scaled_where_they_stand(parameters, grads, learning_rate):
    for l in range(len(parameters) // 2):
        grads["dW" + str(l + 1)] *= learning_rate
        grads["db" + str(l + 1)] *= learning_rate
        parameters["W" + str(l + 1)] = parameters["W" + str(l + 1)] - grads["dW" + str(l + 1)]
        parameters["b" + str(l + 1)] = parameters["b" + str(l + 1)] - grads["db" + str(l + 1)]
    return parameters


@misconception(
    "update_parameters_with_gd",
    "The values are right to seven digits only: float32 has no more. Leave the arrays in float64, as they come.",
)
def in_single_precision(parameters, grads, learning_rate):
    for name in parameters:
        parameters[name] = (parameters[name] - learning_rate * grads["d" + name]).astype(np.float32)
    return parameters


@misconception(
    "update_parameters_with_gd",
    "You gave back the gradients. The function returns `parameters`, the updated dictionary.",
)
def gradients_given_back(parameters, grads, learning_rate):
    for l in range(len(parameters) // 2):
        parameters["W" + str(l + 1)] = parameters["W" + str(l + 1)] - learning_rate * grads["dW" + str(l + 1)]
        parameters["b" + str(l + 1)] = parameters["b" + str(l + 1)] - learning_rate * grads["db" + str(l + 1)]
    return grads


@misconception(
    "update_parameters_with_gd",
    "Your function ends without a `return`, so its answer is None. Return the dictionary in its last line.",
)
def forgot_to_return(parameters, grads, learning_rate):
    for l in range(len(parameters) // 2):
        parameters["W" + str(l + 1)] = parameters["W" + str(l + 1)] - learning_rate * grads["dW" + str(l + 1)]
        parameters["b" + str(l + 1)] = parameters["b" + str(l + 1)] - learning_rate * grads["db" + str(l + 1)]


# Mini-batches


@misconception(
    "random_mini_batches",
    "What is left after the full mini-batches is lost. If the size does not divide m, there is one smaller batch more.",
)
def remainder_lost(X, Y, mini_batch_size=64, seed=0):
    shuffled_X, shuffled_Y = shuffled_columns(X, Y, seed)
    mini_batches = []
    for k in range(X.shape[1] // mini_batch_size):
        part = slice(k * mini_batch_size, (k + 1) * mini_batch_size)
        mini_batches.append((shuffled_X[:, part], shuffled_Y[:, part]))
    return mini_batches


@misconception(
    "random_mini_batches",
    "When the size divides m, your last mini-batch is empty. Add a last one only if something is left for it.",
)
def empty_last_batch(X, Y, mini_batch_size=64, seed=0):
    shuffled_X, shuffled_Y = shuffled_columns(X, Y, seed)
    mini_batches = []
    num_complete_minibatches = X.shape[1] // mini_batch_size
    for k in range(num_complete_minibatches + 1):
        part = slice(k * mini_batch_size, (k + 1) * mini_batch_size)
        mini_batches.append((shuffled_X[:, part], shuffled_Y[:, part]))
    return mini_batches


@misconception(
    "random_mini_batches",
    "The very last example is in no batch: a slice stops before its end, so `: m - 1` leaves out one too many.",
)
def last_example_lost(X, Y, mini_batch_size=64, seed=0):
    m = X.shape[1]
    shuffled_X, shuffled_Y = shuffled_columns(X, Y, seed)
    full = m // mini_batch_size
    mini_batches = cut_in_pieces(
        shuffled_X[:, : full * mini_batch_size], shuffled_Y[:, : full * mini_batch_size], mini_batch_size
    )
    if m % mini_batch_size != 0:
        rest = slice(full * mini_batch_size, m - 1)
        mini_batches.append((shuffled_X[:, rest], shuffled_Y[:, rest]))
    return mini_batches


@misconception(
    "random_mini_batches",
    "Your last mini-batch takes a full size from the end, so it has examples that were in the one before. It begins "
    "where the full ones end.",
)
def last_batch_of_full_size(X, Y, mini_batch_size=64, seed=0):
    m = X.shape[1]
    shuffled_X, shuffled_Y = shuffled_columns(X, Y, seed)
    whole = m - m % mini_batch_size
    mini_batches = cut_in_pieces(shuffled_X[:, :whole], shuffled_Y[:, :whole], mini_batch_size)
    if m % mini_batch_size != 0:
        mini_batches.append((shuffled_X[:, -mini_batch_size:], shuffled_Y[:, -mini_batch_size:]))
    return mini_batches


@misconception(
    "random_mini_batches",
    "You cut X and Y as they came. The shuffled ones are in shuffled_X and shuffled_Y: cut those.",
)
def cut_before_the_shuffle(X, Y, mini_batch_size=64, seed=0):
    shuffled_X, shuffled_Y = shuffled_columns(X, Y, seed)
    return cut_in_pieces(X, Y, mini_batch_size)


@misconception(
    "random_mini_batches",
    "You shuffled X, but took the labels from Y as it came. Cut shuffled_Y, so that every example keeps its own label.",
)
def labels_not_shuffled(X, Y, mini_batch_size=64, seed=0):
    shuffled_X, shuffled_Y = shuffled_columns(X, Y, seed)
    return cut_in_pieces(shuffled_X, Y, mini_batch_size)


@misconception(
    "random_mini_batches",
    "You shuffled X and Y by two different permutations, so the examples have lost their labels. Draw one, and use it "
    "for both.",
)
def two_permutations(X, Y, mini_batch_size=64, seed=0):
    np.random.seed(seed)
    m = X.shape[1]
    shuffled_X = X[:, np.random.permutation(m)]
    shuffled_Y = Y[:, np.random.permutation(m)]
    return cut_in_pieces(shuffled_X, shuffled_Y, mini_batch_size)


@misconception(
    "random_mini_batches",
    "`k + 1 * size` is k + size: times comes before plus. The slice should end at (k + 1) * size, with the brackets.",
)
def brackets_forgotten(X, Y, mini_batch_size=64, seed=0):
    m = X.shape[1]
    shuffled_X, shuffled_Y = shuffled_columns(X, Y, seed)
    mini_batches = []
    full = math.floor(m / mini_batch_size)
    for k in range(full):
        mini_batch_X = shuffled_X[:, k * mini_batch_size : k + 1 * mini_batch_size]
        mini_batch_Y = shuffled_Y[:, k * mini_batch_size : k + 1 * mini_batch_size]
        mini_batches.append((mini_batch_X, mini_batch_Y))
    if m % mini_batch_size != 0:
        mini_batches.append((shuffled_X[:, full * mini_batch_size :], shuffled_Y[:, full * mini_batch_size :]))
    return mini_batches


@misconception(
    "random_mini_batches",
    "All your full mini-batches are the first one: the slice has no k in it. Number k begins at k * mini_batch_size.",
)
def first_batch_again_and_again(X, Y, mini_batch_size=64, seed=0):
    m = X.shape[1]
    shuffled_X, shuffled_Y = shuffled_columns(X, Y, seed)
    mini_batches = []
    full = math.floor(m / mini_batch_size)
    for _ in range(full):
        mini_batches.append((shuffled_X[:, 0:mini_batch_size], shuffled_Y[:, 0:mini_batch_size]))
    if m % mini_batch_size != 0:
        mini_batches.append((shuffled_X[:, full * mini_batch_size :], shuffled_Y[:, full * mini_batch_size :]))
    return mini_batches


@misconception(
    "random_mini_batches",
    "Mini-batch k begins at column k, so neighbours overlap in all but one example. It should begin at k times the "
    "size.",
)
def begins_at_k(X, Y, mini_batch_size=64, seed=0):
    m = X.shape[1]
    shuffled_X, shuffled_Y = shuffled_columns(X, Y, seed)
    mini_batches = []
    full = math.floor(m / mini_batch_size)
    for k in range(full):
        mini_batches.append((shuffled_X[:, k : k + mini_batch_size], shuffled_Y[:, k : k + mini_batch_size]))
    if m % mini_batch_size != 0:
        mini_batches.append((shuffled_X[:, full * mini_batch_size :], shuffled_Y[:, full * mini_batch_size :]))
    return mini_batches


@misconception(
    "random_mini_batches",
    "You use k after its loop. It fits as long as there was a full mini-batch; with m below the size the loop never "
    "ran, and there is no k. num_complete_minibatches says the same, and is always there.",
)
def k_after_its_loop(X, Y, mini_batch_size=64, seed=0):
    m = X.shape[1]
    shuffled_X, shuffled_Y = shuffled_columns(X, Y, seed)
    mini_batches = []
    for k in range(math.floor(m / mini_batch_size)):
        part = slice(k * mini_batch_size, (k + 1) * mini_batch_size)
        mini_batches.append((shuffled_X[:, part], shuffled_Y[:, part]))
    if m % mini_batch_size != 0:
        rest = slice((k + 1) * mini_batch_size, m)
        mini_batches.append((shuffled_X[:, rest], shuffled_Y[:, rest]))
    return mini_batches


@misconception(
    "random_mini_batches",
    "Your last mini-batch begins one full batch too early: k is the number of the last full one after the loop, and "
    "the rest begins where that one ends.",
)
def last_batch_begins_with_the_one_before(X, Y, mini_batch_size=64, seed=0):
    m = X.shape[1]
    shuffled_X, shuffled_Y = shuffled_columns(X, Y, seed)
    mini_batches = []
    k = 0
    for k in range(m // mini_batch_size):
        part = slice(k * mini_batch_size, (k + 1) * mini_batch_size)
        mini_batches.append((shuffled_X[:, part], shuffled_Y[:, part]))
    if m % mini_batch_size != 0:
        mini_batches.append((shuffled_X[:, k * mini_batch_size : m], shuffled_Y[:, k * mini_batch_size : m]))
    return mini_batches


@misconception(
    "random_mini_batches",
    "Your batches are always of 64. That is only the default: use mini_batch_size.",
)
def always_sixty_four(X, Y, mini_batch_size=64, seed=0):
    shuffled_X, shuffled_Y = shuffled_columns(X, Y, seed)
    return cut_in_pieces(shuffled_X, shuffled_Y, 64)


@misconception(
    "random_mini_batches",
    "The order is another one than the seed gives: np.random.seed(seed) is not called before the permutation is drawn.",
)
def without_a_seed(X, Y, mini_batch_size=64, seed=0):
    permutation = np.random.permutation(X.shape[1])
    return cut_in_pieces(X[:, permutation], Y[:, permutation], mini_batch_size)


@misconception(
    "random_mini_batches",
    "You always shuffle with seed 0, so every epoch would see the same batches. Give np.random.seed the seed that the "
    "function is given.",
)
def always_the_same_seed(X, Y, mini_batch_size=64, seed=0):
    shuffled_X, shuffled_Y = shuffled_columns(X, Y, 0)
    return cut_in_pieces(shuffled_X, shuffled_Y, mini_batch_size)


@misconception(
    "random_mini_batches",
    "You drew the columns one by one, so some come twice and others never. A permutation has each of them once.",
)
def drawn_with_replacement(X, Y, mini_batch_size=64, seed=0):
    np.random.seed(seed)
    order = np.random.randint(0, X.shape[1], X.shape[1])
    return cut_in_pieces(X[:, order], Y[:, order], mini_batch_size)


@misconception(
    "random_mini_batches",
    "You rounded the number of full mini-batches to the nearest, so the rest can count as a full one, and an empty "
    "batch follows. Round down.",
)
def number_of_batches_rounded(X, Y, mini_batch_size=64, seed=0):
    m = X.shape[1]
    shuffled_X, shuffled_Y = shuffled_columns(X, Y, seed)
    mini_batches = []
    full = round(m / mini_batch_size)
    for k in range(full):
        part = slice(k * mini_batch_size, (k + 1) * mini_batch_size)
        mini_batches.append((shuffled_X[:, part], shuffled_Y[:, part]))
    if m % mini_batch_size != 0:
        rest = slice(full * mini_batch_size, m)
        mini_batches.append((shuffled_X[:, rest], shuffled_Y[:, rest]))
    return mini_batches


@misconception(
    "random_mini_batches",
    "Your batches are of about equal size. All but the last should have mini_batch_size examples, and the last one "
    "what is left.",
)
def shared_out_evenly(X, Y, mini_batch_size=64, seed=0):
    shuffled_X, shuffled_Y = shuffled_columns(X, Y, seed)
    number = math.ceil(X.shape[1] / mini_batch_size)
    parts_X, parts_Y = np.array_split(shuffled_X, number, axis=1), np.array_split(shuffled_Y, number, axis=1)
    return list(zip(parts_X, parts_Y, strict=True))


@misconception(
    "random_mini_batches",
    "The labels of your mini-batches are cut from X: a copied line still says shuffled_X. mini_batch_Y comes from "
    "shuffled_Y.",
)
def labels_cut_from_the_inputs(X, Y, mini_batch_size=64, seed=0):
    shuffled_X, shuffled_Y = shuffled_columns(X, Y, seed)
    return cut_in_pieces(shuffled_X, shuffled_X, mini_batch_size)


@misconception(
    "random_mini_batches",
    "You cut rows. The examples are the columns: the slice belongs after the comma, `[:, ...]`.",
)
def rows_cut(X, Y, mini_batch_size=64, seed=0):
    m = X.shape[1]
    shuffled_X, shuffled_Y = shuffled_columns(X, Y, seed)
    return [
        (shuffled_X[k : k + mini_batch_size], shuffled_Y[k : k + mini_batch_size]) for k in range(0, m, mini_batch_size)
    ]


@misconception(
    "random_mini_batches",
    "Your labels are flat, of shape (size,). Keep their one row: slice with `[:, ...]`, not with `[0, ...]`.",
)
def flat_labels(X, Y, mini_batch_size=64, seed=0):
    shuffled_X, shuffled_Y = shuffled_columns(X, Y, seed)
    return [
        (shuffled_X[:, k : k + mini_batch_size], shuffled_Y[0, k : k + mini_batch_size])
        for k in range(0, X.shape[1], mini_batch_size)
    ]


@misconception(
    "random_mini_batches",
    "Each of your pairs has Y first. It should be (mini_batch_X, mini_batch_Y).",
)
def labels_first(X, Y, mini_batch_size=64, seed=0):
    shuffled_X, shuffled_Y = shuffled_columns(X, Y, seed)
    return cut_in_pieces(shuffled_Y, shuffled_X, mini_batch_size)


@misconception(
    "random_mini_batches",
    "You returned all the X pieces in one list and all the Y pieces in another. It should be one list of pairs.",
)
def two_lists(X, Y, mini_batch_size=64, seed=0):
    shuffled_X, shuffled_Y = shuffled_columns(X, Y, seed)
    batches = cut_in_pieces(shuffled_X, shuffled_Y, mini_batch_size)
    return [x for x, _ in batches], [y for _, y in batches]


@misconception(
    "random_mini_batches",
    "The batches are right, but you shuffled the caller's own X and Y: `X[:] = ...` writes into them. Keep what is "
    "shuffled in a new variable.",
)
def shuffled_where_they_stand(X, Y, mini_batch_size=64, seed=0):
    np.random.seed(seed)
    permutation = np.random.permutation(X.shape[1])
    X[:] = X[:, permutation]
    Y[:] = Y[:, permutation]
    return cut_in_pieces(X, Y, mini_batch_size)


@misconception(
    "random_mini_batches",
    "Your list lives outside the function, so the batches of earlier calls are still in it. Begin with an empty list "
    "inside.",
)
def list_kept_between_calls(X, Y, mini_batch_size=64, seed=0):
    shuffled_X, shuffled_Y = shuffled_columns(X, Y, seed)
    for batch in cut_in_pieces(shuffled_X, shuffled_Y, mini_batch_size):
        KEPT_BATCHES.append(batch)
    return KEPT_BATCHES


@misconception(
    "random_mini_batches",
    "You turned X into float32, and lost half of its digits. Leave the numbers as they come.",
)
def in_single_precision_batches(X, Y, mini_batch_size=64, seed=0):
    shuffled_X, shuffled_Y = shuffled_columns(X, Y, seed)
    return cut_in_pieces(shuffled_X.astype(np.float32), shuffled_Y, mini_batch_size)


@misconception(
    "random_mini_batches",
    "You returned the last mini-batch alone. Return the list of all of them.",
)
def last_batch_alone(X, Y, mini_batch_size=64, seed=0):
    shuffled_X, shuffled_Y = shuffled_columns(X, Y, seed)
    mini_batches = cut_in_pieces(shuffled_X, shuffled_Y, mini_batch_size)
    return mini_batches[-1]


@misconception(
    "random_mini_batches",
    "`append` gives back None, and you kept that in place of the list. Call it on a line of its own, without "
    "`mini_batches =`.",
)
def list_replaced_by_what_append_gives(X, Y, mini_batch_size=64, seed=0):
    shuffled_X, shuffled_Y = shuffled_columns(X, Y, seed)
    mini_batches = []
    for batch in cut_in_pieces(shuffled_X, shuffled_Y, mini_batch_size):
        mini_batches = mini_batches.append(batch)
    return mini_batches


# The velocity at rest


@misconception(
    "initialize_velocity",
    "Your db has the shape of W: a copied line still says W. It should have the shape of b.",
)
def velocity_of_b_in_the_shape_of_w(parameters):
    v = {}
    for l in range(len(parameters) // 2):
        v["dW" + str(l + 1)] = np.zeros(parameters["W" + str(l + 1)].shape)
        v["db" + str(l + 1)] = np.zeros(parameters["W" + str(l + 1)].shape)
    return v


@misconception(
    "initialize_velocity",
    "Your db is flat, of shape (n,). Take the whole shape of b, (n, 1), not its first number alone.",
)
def flat_velocity_of_b(parameters):
    v = {}
    for l in range(len(parameters) // 2):
        v["dW" + str(l + 1)] = np.zeros(parameters["W" + str(l + 1)].shape)
        v["db" + str(l + 1)] = np.zeros(parameters["b" + str(l + 1)].shape[0])
    return v


@misconception(
    "initialize_velocity",
    "Your dW lies on its side. It has the shape of W as it is: first its rows, then its columns.",
)
def transposed_velocity(parameters):
    v = {}
    for l in range(len(parameters) // 2):
        rows, columns = parameters["W" + str(l + 1)].shape
        v["dW" + str(l + 1)] = np.zeros((columns, rows))
        v["db" + str(l + 1)] = np.zeros(parameters["b" + str(l + 1)].shape)
    return v


@misconception(
    "initialize_velocity",
    "You made velocities for two layers, whatever the network has. The example has two; in general it is L of them.",
)
def velocity_of_two_layers(parameters):
    v = {}
    for l in range(2):
        if "W" + str(l + 1) in parameters:
            v["dW" + str(l + 1)] = np.zeros(parameters["W" + str(l + 1)].shape)
            v["db" + str(l + 1)] = np.zeros(parameters["b" + str(l + 1)].shape)
    return v


@misconception(
    "initialize_velocity",
    "The last layer has no velocity. `range(1, L)` ends before L: either count to L + 1, or from 0 with str(l + 1).",
)
def velocity_without_the_last_layer(parameters):
    L = len(parameters) // 2
    v = {}
    for l in range(1, L):
        v["dW" + str(l)] = np.zeros(parameters["W" + str(l)].shape)
        v["db" + str(l)] = np.zeros(parameters["b" + str(l)].shape)
    return v


@misconception(
    "initialize_velocity",
    "Your keys are those of the parameters, W1 and b1. A velocity belongs to a gradient and has its name: dW1, db1.",
)
def velocity_named_as_the_parameters(parameters):
    v = {}
    for l in range(len(parameters) // 2):
        v["W" + str(l + 1)] = np.zeros(parameters["W" + str(l + 1)].shape)
        v["b" + str(l + 1)] = np.zeros(parameters["b" + str(l + 1)].shape)
    return v


@misconception(
    "initialize_velocity",
    "Your velocities begin with the values of the parameters. The ball starts at rest: take their shapes alone, and "
    "fill them with zeros.",
)
def velocity_of_the_parameters_values(parameters):
    v = {}
    for l in range(len(parameters) // 2):
        v["dW" + str(l + 1)] = parameters["W" + str(l + 1)].copy()
        v["db" + str(l + 1)] = parameters["b" + str(l + 1)].copy()
    return v


@misconception(
    "initialize_velocity",
    "Your velocities begin with ones. The ball starts at rest, with zeros.",
)
def velocity_of_ones(parameters):
    return {"d" + name: np.ones(value.shape) for name, value in parameters.items()}


@misconception(
    "initialize_velocity",
    "Your velocities are single zeros. Each should be an array of zeros, in the shape of its parameter.",
)
def velocity_of_plain_zeros(parameters):
    v = {}
    for l in range(len(parameters) // 2):
        v["dW" + str(l + 1)] = 0
        v["db" + str(l + 1)] = 0
    return v


@misconception(
    "initialize_velocity",
    "np.zeros takes the shape as one tuple. You gave it two numbers, and it took the second for a type: hand it the "
    "whole `.shape`, or put both into brackets of their own.",
)
def shape_without_its_brackets(parameters):
    v = {}
    for l in range(len(parameters) // 2):
        W, b = parameters["W" + str(l + 1)], parameters["b" + str(l + 1)]
        v["dW" + str(l + 1)] = np.zeros(W.shape[0], W.shape[1])
        v["db" + str(l + 1)] = np.zeros(b.shape[0], b.shape[1])
    return v


@misconception(
    "initialize_velocity",
    "The biases have no velocity. Each layer needs two entries, dW and db.",
)
def velocity_of_the_weights_alone(parameters):
    return {f"dW{l}": np.zeros(parameters[f"W{l}"].shape) for l in range(1, len(parameters) // 2 + 1)}


@misconception(
    "initialize_velocity",
    'Your zeros are right, but the network\'s weights are now zero, too: `v["dW1"] = parameters["W1"]` is the same '
    "array under another name. Make new arrays.",
)
def parameters_zeroed(parameters):
    v = {}
    for l in range(len(parameters) // 2):
        v["dW" + str(l + 1)] = parameters["W" + str(l + 1)]
        v["dW" + str(l + 1)][:] = 0
        v["db" + str(l + 1)] = parameters["b" + str(l + 1)]
        v["db" + str(l + 1)][:] = 0
    return v


@misconception(
    "initialize_velocity",
    "Your dictionary lives outside the function, so the layers of an earlier, deeper network are still in it. Begin "
    "with an empty one inside.",
)
def velocity_kept_between_calls(parameters):
    for name, value in parameters.items():
        KEPT_VELOCITY["d" + name] = zero_column(value)
    return KEPT_VELOCITY


@misconception(
    "initialize_velocity",
    "Your function ends without a `return`, so its answer is None. Return v in its last line.",
)
def velocity_not_returned(parameters):
    v = {}
    for l in range(len(parameters) // 2):
        v["dW" + str(l + 1)] = np.zeros(parameters["W" + str(l + 1)].shape)
        v["db" + str(l + 1)] = np.zeros(parameters["b" + str(l + 1)].shape)


# A step with momentum


@misconception(
    "update_parameters_with_momentum",
    "The gradient comes in with its full weight. The velocity is an average: what beta leaves, 1 - beta, is the "
    "gradient's share.",
)
def gradient_at_full_weight(parameters, grads, v, beta, learning_rate):
    for l in range(1, len(parameters) // 2 + 1):
        for p in ("W", "b"):
            v[f"d{p}{l}"] = beta * v[f"d{p}{l}"] + grads[f"d{p}{l}"]
            parameters[f"{p}{l}"] = parameters[f"{p}{l}"] - learning_rate * v[f"d{p}{l}"]
    return parameters, v


@misconception(
    "update_parameters_with_momentum",
    "The two weights are swapped: beta goes with the old velocity, 1 - beta with the gradient.",
)
def weights_swapped(parameters, grads, v, beta, learning_rate):
    for l in range(1, len(parameters) // 2 + 1):
        for p in ("W", "b"):
            v[f"d{p}{l}"] = (1 - beta) * v[f"d{p}{l}"] + beta * grads[f"d{p}{l}"]
            parameters[f"{p}{l}"] = parameters[f"{p}{l}"] - learning_rate * v[f"d{p}{l}"]
    return parameters, v


@misconception(
    "update_parameters_with_momentum",
    "You computed the velocity, and then stepped with the gradient all the same. Step along v.",
)
def stepped_with_the_gradient(parameters, grads, v, beta, learning_rate):
    for l in range(1, len(parameters) // 2 + 1):
        for p in ("W", "b"):
            v[f"d{p}{l}"] = beta * v[f"d{p}{l}"] + (1 - beta) * grads[f"d{p}{l}"]
            parameters[f"{p}{l}"] = parameters[f"{p}{l}"] - learning_rate * grads[f"d{p}{l}"]
    return parameters, v


@misconception(
    "update_parameters_with_momentum",
    "You stepped along the old velocity, and updated it afterwards. First the velocity, then the step.",
)
def stepped_with_the_old_velocity(parameters, grads, v, beta, learning_rate):
    for l in range(1, len(parameters) // 2 + 1):
        for p in ("W", "b"):
            parameters[f"{p}{l}"] = parameters[f"{p}{l}"] - learning_rate * v[f"d{p}{l}"]
            v[f"d{p}{l}"] = beta * v[f"d{p}{l}"] + (1 - beta) * grads[f"d{p}{l}"]
    return parameters, v


@misconception(
    "update_parameters_with_momentum",
    "The old velocity is forgotten: yours is (1 - beta) times the gradient alone. The example starts at rest and does "
    "not show it. Add beta times the old v.",
)
def old_velocity_forgotten(parameters, grads, v, beta, learning_rate):
    for l in range(1, len(parameters) // 2 + 1):
        for p in ("W", "b"):
            v[f"d{p}{l}"] = (1 - beta) * grads[f"d{p}{l}"]
            parameters[f"{p}{l}"] = parameters[f"{p}{l}"] - learning_rate * v[f"d{p}{l}"]
    return parameters, v


@misconception(
    "update_parameters_with_momentum",
    "You mixed the gradient with the parameter, where the old velocity belongs: beta goes with v.",
)
def parameter_for_the_old_velocity(parameters, grads, v, beta, learning_rate):
    for l in range(1, len(parameters) // 2 + 1):
        for p in ("W", "b"):
            v[f"d{p}{l}"] = beta * parameters[f"{p}{l}"] + (1 - beta) * grads[f"d{p}{l}"]
            parameters[f"{p}{l}"] = parameters[f"{p}{l}"] - learning_rate * v[f"d{p}{l}"]
    return parameters, v


@misconception(
    "update_parameters_with_momentum",
    "Your beta is always 0.9, that of the example. Use the beta that the function is given.",
)
def beta_of_the_example(parameters, grads, v, beta, learning_rate):
    for l in range(1, len(parameters) // 2 + 1):
        for p in ("W", "b"):
            v[f"d{p}{l}"] = 0.9 * v[f"d{p}{l}"] + 0.1 * grads[f"d{p}{l}"]
            parameters[f"{p}{l}"] = parameters[f"{p}{l}"] - learning_rate * v[f"d{p}{l}"]
    return parameters, v


@misconception(
    "update_parameters_with_momentum",
    "You always step with 0.01, the rate of the example. Use the learning_rate that the function is given.",
)
def momentum_at_the_rate_of_the_example(parameters, grads, v, beta, learning_rate):
    for l in range(1, len(parameters) // 2 + 1):
        for p in ("W", "b"):
            v[f"d{p}{l}"] = beta * v[f"d{p}{l}"] + (1 - beta) * grads[f"d{p}{l}"]
            parameters[f"{p}{l}"] = parameters[f"{p}{l}"] - 0.01 * v[f"d{p}{l}"]
    return parameters, v


@misconception(
    "update_parameters_with_momentum",
    "The learning rate is inside your velocity. The velocity is the average of the gradients as they are; the rate "
    "comes in with the step.",
)
def learning_rate_in_the_velocity(parameters, grads, v, beta, learning_rate):
    for l in range(1, len(parameters) // 2 + 1):
        for p in ("W", "b"):
            v[f"d{p}{l}"] = beta * v[f"d{p}{l}"] + learning_rate * (1 - beta) * grads[f"d{p}{l}"]
            parameters[f"{p}{l}"] = parameters[f"{p}{l}"] - v[f"d{p}{l}"]
    return parameters, v


@misconception(
    "update_parameters_with_momentum",
    "You put the learning rate where 1 - beta belongs, and step without one. That is another form of momentum; here "
    "it is formula (3): an average first, then learning_rate times it.",
)
def the_other_textbook(parameters, grads, v, beta, learning_rate):
    for l in range(1, len(parameters) // 2 + 1):
        for p in ("W", "b"):
            v[f"d{p}{l}"] = beta * v[f"d{p}{l}"] - learning_rate * grads[f"d{p}{l}"]
            parameters[f"{p}{l}"] = parameters[f"{p}{l}"] + v[f"d{p}{l}"]
    return parameters, v


@misconception(
    "update_parameters_with_momentum",
    "You divided the velocity by 1 - beta before the step. A correction of the bias is Adam's, with a power of beta; "
    "momentum has none here.",
)
def corrected_as_in_adam(parameters, grads, v, beta, learning_rate):
    for l in range(1, len(parameters) // 2 + 1):
        for p in ("W", "b"):
            v[f"d{p}{l}"] = beta * v[f"d{p}{l}"] + (1 - beta) * grads[f"d{p}{l}"]
            parameters[f"{p}{l}"] = parameters[f"{p}{l}"] - learning_rate * v[f"d{p}{l}"] / (1 - beta)
    return parameters, v


@misconception(
    "update_parameters_with_momentum",
    "You added the step. The velocity is an average of gradients and points uphill as they do: subtract.",
)
def momentum_uphill(parameters, grads, v, beta, learning_rate):
    for l in range(1, len(parameters) // 2 + 1):
        for p in ("W", "b"):
            v[f"d{p}{l}"] = beta * v[f"d{p}{l}"] + (1 - beta) * grads[f"d{p}{l}"]
            parameters[f"{p}{l}"] = parameters[f"{p}{l}"] + learning_rate * v[f"d{p}{l}"]
    return parameters, v


@misconception(
    "update_parameters_with_momentum",
    "You update two layers, whatever the network has. The example has two; in general it is L of them.",
)
def momentum_for_two_layers(parameters, grads, v, beta, learning_rate):
    for l in (1, 2):
        if f"W{l}" in parameters:
            for p in ("W", "b"):
                v[f"d{p}{l}"] = beta * v[f"d{p}{l}"] + (1 - beta) * grads[f"d{p}{l}"]
                parameters[f"{p}{l}"] = parameters[f"{p}{l}"] - learning_rate * v[f"d{p}{l}"]
    return parameters, v


@misconception(
    "update_parameters_with_momentum",
    "Your weights have momentum, your biases take plain steps with db. Formula (4) is for them.",
)
def biases_without_momentum(parameters, grads, v, beta, learning_rate):
    for l in range(1, len(parameters) // 2 + 1):
        v[f"dW{l}"] = beta * v[f"dW{l}"] + (1 - beta) * grads[f"dW{l}"]
        parameters[f"W{l}"] = parameters[f"W{l}"] - learning_rate * v[f"dW{l}"]
        parameters[f"b{l}"] = parameters[f"b{l}"] - learning_rate * grads[f"db{l}"]
    return parameters, v


@misconception(
    "update_parameters_with_momentum",
    "The parameters are right, but the new velocity stays in a variable of the function, and v is returned as it "
    "came. The next step needs it: store it in v.",
)
def velocity_not_stored(parameters, grads, v, beta, learning_rate):
    for l in range(1, len(parameters) // 2 + 1):
        for p in ("W", "b"):
            velocity = beta * v[f"d{p}{l}"] + (1 - beta) * grads[f"d{p}{l}"]
            parameters[f"{p}{l}"] = parameters[f"{p}{l}"] - learning_rate * velocity
    return parameters, v


@misconception(
    "update_parameters_with_momentum",
    "Your first line has learning_rate before beta. Callers that give them without their names, as `model` does, "
    "then give each in the other's place. Keep the order of the stub.",
)
def arguments_in_another_order(parameters, grads, v, learning_rate, beta):
    for l in range(1, len(parameters) // 2 + 1):
        for p in ("W", "b"):
            v[f"d{p}{l}"] = beta * v[f"d{p}{l}"] + (1 - beta) * grads[f"d{p}{l}"]
            parameters[f"{p}{l}"] = parameters[f"{p}{l}"] - learning_rate * v[f"d{p}{l}"]
    return parameters, v


@misconception(
    "update_parameters_with_momentum",
    "Your answer is right, but you scaled the gradients where they stand, and the caller's are changed. Multiply into "
    "a new array: no `*=` on grads.",
)
def gradients_weighted_where_they_stand(parameters, grads, v, beta, learning_rate):
    for l in range(1, len(parameters) // 2 + 1):
        for p in ("W", "b"):
            grads[f"d{p}{l}"] *= 1 - beta
            v[f"d{p}{l}"] = beta * v[f"d{p}{l}"] + grads[f"d{p}{l}"]
            parameters[f"{p}{l}"] = parameters[f"{p}{l}"] - learning_rate * v[f"d{p}{l}"]
    return parameters, v


@misconception(
    "update_parameters_with_momentum",
    "You keep the velocity outside the function, and pass over the v that is given. With a second network, or a "
    "second run, the old one is still there. Start from v.",
)
def velocity_of_its_own(parameters, grads, v, beta, learning_rate):
    for name in parameters:
        old = KEPT_SPEEDS.get("d" + name, 0)
        KEPT_SPEEDS["d" + name] = beta * old + (1 - beta) * grads["d" + name]
        parameters[name] = parameters[name] - learning_rate * KEPT_SPEEDS["d" + name]
    return parameters, {"d" + name: KEPT_SPEEDS["d" + name] for name in parameters}


@misconception(
    "update_parameters_with_momentum",
    "The values are right to seven digits only: float32 has no more. Leave the arrays in float64, as they come.",
)
def momentum_in_single_precision(parameters, grads, v, beta, learning_rate):
    for name in parameters:
        velocity = beta * v["d" + name] + (1 - beta) * grads["d" + name]
        v["d" + name] = velocity.astype(np.float32)
        parameters[name] = parameters[name] - learning_rate * v["d" + name]
    return parameters, v


@misconception(
    "update_parameters_with_momentum",
    "You returned v first. The order is parameters, v.",
)
def velocity_first(parameters, grads, v, beta, learning_rate):
    for l in range(1, len(parameters) // 2 + 1):
        for p in ("W", "b"):
            v[f"d{p}{l}"] = beta * v[f"d{p}{l}"] + (1 - beta) * grads[f"d{p}{l}"]
            parameters[f"{p}{l}"] = parameters[f"{p}{l}"] - learning_rate * v[f"d{p}{l}"]
    return v, parameters


@misconception(
    "update_parameters_with_momentum",
    "You returned the parameters alone. The next step needs the velocity too: return both, parameters and v.",
)
def velocity_kept_back(parameters, grads, v, beta, learning_rate):
    for l in range(1, len(parameters) // 2 + 1):
        for p in ("W", "b"):
            v[f"d{p}{l}"] = beta * v[f"d{p}{l}"] + (1 - beta) * grads[f"d{p}{l}"]
            parameters[f"{p}{l}"] = parameters[f"{p}{l}"] - learning_rate * v[f"d{p}{l}"]
    return parameters


# Adam's averages at rest


@misconception(
    "initialize_adam",
    "You returned v alone. Adam keeps two averages: return both, v and s.",
)
def squares_kept_back(parameters):
    v = {}
    s = {}
    for name, value in parameters.items():
        v["d" + name] = np.zeros(value.shape)
        s["d" + name] = np.zeros(value.shape)
    return v


@misconception(
    "initialize_adam",
    "Your s has no entries for the biases. It is a dictionary just like v, with dW and db of every layer.",
)
def squares_of_the_weights_alone(parameters):
    v = {}
    s = {}
    for l in range(len(parameters) // 2):
        v["dW" + str(l + 1)] = np.zeros(parameters["W" + str(l + 1)].shape)
        v["db" + str(l + 1)] = np.zeros(parameters["b" + str(l + 1)].shape)
        s["dW" + str(l + 1)] = np.zeros(parameters["W" + str(l + 1)].shape)
    return v, s


@misconception(
    "initialize_adam",
    "Your s stayed empty: copied lines still say v. The last two fill s.",
)
def squares_left_empty(parameters):
    v = {}
    s = {}
    for l in range(len(parameters) // 2):
        v["dW" + str(l + 1)] = np.zeros(parameters["W" + str(l + 1)].shape)
        v["db" + str(l + 1)] = np.zeros(parameters["b" + str(l + 1)].shape)
        v["dW" + str(l + 1)] = np.zeros(parameters["W" + str(l + 1)].shape)
        v["db" + str(l + 1)] = np.zeros(parameters["b" + str(l + 1)].shape)
    return v, s


@misconception(
    "initialize_adam",
    "Your s begins with ones. Both averages begin with zeros: epsilon is what keeps the division from failing.",
)
def squares_of_ones(parameters):
    v = {"d" + name: np.zeros(value.shape) for name, value in parameters.items()}
    s = {"d" + name: np.ones(value.shape) for name, value in parameters.items()}
    return v, s


@misconception(
    "initialize_adam",
    "db in your s has the shape of W: a copied line still says W. It should have the shape of b.",
)
def squares_of_b_in_the_shape_of_w(parameters):
    v = {}
    s = {}
    for l in range(len(parameters) // 2):
        v["dW" + str(l + 1)] = np.zeros(parameters["W" + str(l + 1)].shape)
        v["db" + str(l + 1)] = np.zeros(parameters["b" + str(l + 1)].shape)
        s["dW" + str(l + 1)] = np.zeros(parameters["W" + str(l + 1)].shape)
        s["db" + str(l + 1)] = np.zeros(parameters["W" + str(l + 1)].shape)
    return v, s


@misconception(
    "initialize_adam",
    "Both db are flat, of shape (n,). Take the whole shape of b, (n, 1), not its first number alone.",
)
def flat_averages_of_b(parameters):
    v = {}
    s = {}
    for l in range(len(parameters) // 2):
        W, b = parameters["W" + str(l + 1)], parameters["b" + str(l + 1)]
        v["dW" + str(l + 1)], s["dW" + str(l + 1)] = np.zeros(W.shape), np.zeros(W.shape)
        v["db" + str(l + 1)], s["db" + str(l + 1)] = np.zeros(b.shape[0]), np.zeros(b.shape[0])
    return v, s


@misconception(
    "initialize_adam",
    "You made averages for two layers, whatever the network has. The example has two; in general it is L of them.",
)
def averages_of_two_layers(parameters):
    v = {}
    s = {}
    for l in range(2):
        for p in ("W" + str(l + 1), "b" + str(l + 1)):
            if p in parameters:
                v["d" + p] = np.zeros(parameters[p].shape)
                s["d" + p] = np.zeros(parameters[p].shape)
    return v, s


@misconception(
    "initialize_adam",
    "You empty v and s in every round of the loop, so only the last layer is left in them. Make them once, before it.",
)
def emptied_in_the_loop(parameters):
    for l in range(len(parameters) // 2):
        v = {}
        s = {}
        for p in ("W" + str(l + 1), "b" + str(l + 1)):
            v["d" + p] = np.zeros(parameters[p].shape)
            s["d" + p] = np.zeros(parameters[p].shape)
    return v, s


@misconception(
    "initialize_adam",
    "The keys of your s begin with s: sdW1. It has the keys of v, dW1 and db1; that they are squares is said by its "
    "own name.",
)
def squares_named_otherwise(parameters):
    v = {"d" + name: np.zeros(value.shape) for name, value in parameters.items()}
    s = {"sd" + name: np.zeros(value.shape) for name, value in parameters.items()}
    return v, s


@misconception(
    "initialize_adam",
    "Your keys are those of the parameters, W1 and b1. Both averages belong to gradients and have their names: dW1, "
    "db1.",
)
def averages_named_as_the_parameters(parameters):
    v = {name: np.zeros(value.shape) for name, value in parameters.items()}
    s = {name: np.zeros(value.shape) for name, value in parameters.items()}
    return v, s


@misconception(
    "initialize_adam",
    'Your zeros are right, but the network\'s weights are now zero, too: `v["dW1"] = parameters["W1"]` is the same '
    "array under another name. Make new arrays.",
)
def network_zeroed(parameters):
    v = {}
    s = {}
    for name, value in parameters.items():
        v["d" + name] = value
        v["d" + name] *= 0
        s["d" + name] = v["d" + name].copy()
    return v, s


@misconception(
    "initialize_adam",
    "Your dictionaries live outside the function, so the layers of an earlier, deeper network are still in them. "
    "Begin with empty ones inside.",
)
def averages_kept_between_calls(parameters):
    v, s = KEPT_MEANS
    for name, value in parameters.items():
        v["d" + name] = zero_column(value)
        s["d" + name] = zero_column(value)
    return v, s


@misconception(
    "initialize_adam",
    "You returned one dictionary with v and s in it. Return the two side by side: v, s.",
)
def both_in_a_dictionary(parameters):
    v = {"d" + name: np.zeros(value.shape) for name, value in parameters.items()}
    s = {"d" + name: np.zeros(value.shape) for name, value in parameters.items()}
    return {"v": v, "s": s}


# A step of Adam


@misconception(
    "update_parameters_with_adam",
    "The power in your correction is always 2, which is the example's t. Use t itself.",
)
def always_the_second_step(parameters, grads, v, s, t, learning_rate=0.01, beta1=0.9, beta2=0.999, epsilon=1e-8):
    return step_of_adam(
        parameters,
        grads,
        *new_means(grads, v, s, beta1, beta2),
        lambda v, s: (v / (1 - beta1**2), s / (1 - beta2**2)),
        lambda v, s, _: learning_rate * v / (np.sqrt(s) + epsilon),
    )


@misconception(
    "update_parameters_with_adam",
    "You step with v and s as they are. Both begin at zero and are too small at first: divide them by 1 - beta**t.",
)
def no_correction(parameters, grads, v, s, t, learning_rate=0.01, beta1=0.9, beta2=0.999, epsilon=1e-8):
    return step_of_adam(
        parameters,
        grads,
        *new_means(grads, v, s, beta1, beta2),
        lambda v, s: (v, s),
        lambda v, s, _: learning_rate * v / (np.sqrt(s) + epsilon),
    )


@misconception(
    "update_parameters_with_adam",
    "You corrected v, but not s. Both are too small at first, and both are divided: s by 1 - beta2**t.",
)
def squares_not_corrected(parameters, grads, v, s, t, learning_rate=0.01, beta1=0.9, beta2=0.999, epsilon=1e-8):
    return step_of_adam(
        parameters,
        grads,
        *new_means(grads, v, s, beta1, beta2),
        lambda v, s: (v / (1 - beta1**t), s),
        lambda v, s, _: learning_rate * v / (np.sqrt(s) + epsilon),
    )


@misconception(
    "update_parameters_with_adam",
    "You multiply beta by t in the correction. It is the power: `**`, not `*`.",
)
def times_t(parameters, grads, v, s, t, learning_rate=0.01, beta1=0.9, beta2=0.999, epsilon=1e-8):
    return step_of_adam(
        parameters,
        grads,
        *new_means(grads, v, s, beta1, beta2),
        lambda v, s: (v / (1 - beta1 * t), s / (1 - beta2 * t)),
        lambda v, s, _: learning_rate * v / (np.sqrt(s) + epsilon),
    )


@misconception(
    "update_parameters_with_adam",
    "Your correction has no t in it: it divides by 1 - beta at every step. beta is to be taken to the power t.",
)
def correction_without_t(parameters, grads, v, s, t, learning_rate=0.01, beta1=0.9, beta2=0.999, epsilon=1e-8):
    return step_of_adam(
        parameters,
        grads,
        *new_means(grads, v, s, beta1, beta2),
        lambda v, s: (v / (1 - beta1), s / (1 - beta2)),
        lambda v, s, _: learning_rate * v / (np.sqrt(s) + epsilon),
    )


@misconception(
    "update_parameters_with_adam",
    "The power holds for the whole bracket in your correction, (1 - beta)**t. It belongs to beta alone: 1 - beta**t.",
)
def power_of_the_bracket(parameters, grads, v, s, t, learning_rate=0.01, beta1=0.9, beta2=0.999, epsilon=1e-8):
    return step_of_adam(
        parameters,
        grads,
        *new_means(grads, v, s, beta1, beta2),
        lambda v, s: (v / (1 - beta1) ** t, s / (1 - beta2) ** t),
        lambda v, s, _: learning_rate * v / (np.sqrt(s) + epsilon),
    )


@misconception(
    "update_parameters_with_adam",
    "You corrected s with beta1: a copied line still has the 1. s goes with beta2, from its average to its correction.",
)
def squares_corrected_with_beta1(parameters, grads, v, s, t, learning_rate=0.01, beta1=0.9, beta2=0.999, epsilon=1e-8):
    return step_of_adam(
        parameters,
        grads,
        *new_means(grads, v, s, beta1, beta2),
        lambda v, s: (v / (1 - beta1**t), s / (1 - beta1**t)),
        lambda v, s, _: learning_rate * v / (np.sqrt(s) + epsilon),
    )


@misconception(
    "update_parameters_with_adam",
    "You add 1 to t, but it already is the number of this step: `model` counts it before the call.",
)
def t_counted_once_more(parameters, grads, v, s, t, learning_rate=0.01, beta1=0.9, beta2=0.999, epsilon=1e-8):
    t = t + 1
    return step_of_adam(
        parameters,
        grads,
        *new_means(grads, v, s, beta1, beta2),
        lambda v, s: (v / (1 - beta1**t), s / (1 - beta2**t)),
        lambda v, s, _: learning_rate * v / (np.sqrt(s) + epsilon),
    )


@misconception(
    "update_parameters_with_adam",
    "You returned the corrected averages. The correction is for this step only: the next one would correct them again. "
    "Keep them under names of their own.",
)
def corrected_averages_returned(parameters, grads, v, s, t, learning_rate=0.01, beta1=0.9, beta2=0.999, epsilon=1e-8):
    for name in parameters:
        d = "d" + name
        v[d] = (beta1 * v[d] + (1 - beta1) * grads[d]) / (1 - beta1**t)
        s[d] = (beta2 * s[d] + (1 - beta2) * grads[d] ** 2) / (1 - beta2**t)
        parameters[name] = parameters[name] - learning_rate * v[d] / (np.sqrt(s[d]) + epsilon)
    return parameters, v, s


@misconception(
    "update_parameters_with_adam",
    "Your s averages the gradients. It should average their squares, entry by entry.",
)
def square_forgotten(parameters, grads, v, s, t, learning_rate=0.01, beta1=0.9, beta2=0.999, epsilon=1e-8):
    for name in parameters:
        d = "d" + name
        v[d] = beta1 * v[d] + (1 - beta1) * grads[d]
        s[d] = beta2 * s[d] + (1 - beta2) * grads[d]
        v_hat, s_hat = v[d] / (1 - beta1**t), s[d] / (1 - beta2**t)
        parameters[name] = parameters[name] - learning_rate * v_hat / (np.sqrt(s_hat) + epsilon)
    return parameters, v, s


@misconception(
    "update_parameters_with_adam",
    "Your s averages the sizes of the gradients, without their signs. It should average their squares; the root comes "
    "later.",
)
def size_for_the_square(parameters, grads, v, s, t, learning_rate=0.01, beta1=0.9, beta2=0.999, epsilon=1e-8):
    for name in parameters:
        d = "d" + name
        v[d] = beta1 * v[d] + (1 - beta1) * grads[d]
        s[d] = beta2 * s[d] + (1 - beta2) * np.abs(grads[d])
        v_hat, s_hat = v[d] / (1 - beta1**t), s[d] / (1 - beta2**t)
        parameters[name] = parameters[name] - learning_rate * v_hat / (np.sqrt(s_hat) + epsilon)
    return parameters, v, s


@misconception(
    "update_parameters_with_adam",
    "You squared dW as a matrix, with np.dot. Here each entry is squared by itself, and the shape stays.",
)
def square_of_the_matrix(parameters, grads, v, s, t, learning_rate=0.01, beta1=0.9, beta2=0.999, epsilon=1e-8):
    for name in parameters:
        d = "d" + name
        v[d] = beta1 * v[d] + (1 - beta1) * grads[d]
        s[d] = beta2 * s[d] + (1 - beta2) * np.dot(grads[d], grads[d].T)
        v_hat, s_hat = v[d] / (1 - beta1**t), s[d] / (1 - beta2**t)
        parameters[name] = parameters[name] - learning_rate * v_hat / (np.sqrt(s_hat) + epsilon)
    return parameters, v, s


@misconception(
    "update_parameters_with_adam",
    "Your s averages the squares of v. It should average those of the gradients.",
)
def squares_of_the_average(parameters, grads, v, s, t, learning_rate=0.01, beta1=0.9, beta2=0.999, epsilon=1e-8):
    for name in parameters:
        d = "d" + name
        v[d] = beta1 * v[d] + (1 - beta1) * grads[d]
        s[d] = beta2 * s[d] + (1 - beta2) * v[d] ** 2
        v_hat, s_hat = v[d] / (1 - beta1**t), s[d] / (1 - beta2**t)
        parameters[name] = parameters[name] - learning_rate * v_hat / (np.sqrt(s_hat) + epsilon)
    return parameters, v, s


@misconception(
    "update_parameters_with_adam",
    "The old v is forgotten: yours is (1 - beta1) times the gradient alone. The example starts from zero and does not "
    "show it. Add beta1 times the old one.",
)
def old_average_forgotten(parameters, grads, v, s, t, learning_rate=0.01, beta1=0.9, beta2=0.999, epsilon=1e-8):
    _, s = new_means(grads, v, s, beta1, beta2)
    return step_of_adam(
        parameters,
        grads,
        {name: (1 - beta1) * grads[name] for name in grads},
        s,
        lambda v, s: (v / (1 - beta1**t), s / (1 - beta2**t)),
        lambda v, s, _: learning_rate * v / (np.sqrt(s) + epsilon),
    )


@misconception(
    "update_parameters_with_adam",
    "The old s is forgotten: yours is (1 - beta2) times the square alone. The example starts from zero and does not "
    "show it. Add beta2 times the old one.",
)
def old_squares_forgotten(parameters, grads, v, s, t, learning_rate=0.01, beta1=0.9, beta2=0.999, epsilon=1e-8):
    v, _ = new_means(grads, v, s, beta1, beta2)
    return step_of_adam(
        parameters,
        grads,
        v,
        {name: (1 - beta2) * np.square(grads[name]) for name in grads},
        lambda v, s: (v / (1 - beta1**t), s / (1 - beta2**t)),
        lambda v, s, _: learning_rate * v / (np.sqrt(s) + epsilon),
    )


@misconception(
    "update_parameters_with_adam",
    "In s, the old average goes with beta1: a copied line still has the 1. Both weights of s are of beta2.",
)
def squares_kept_with_beta1(parameters, grads, v, s, t, learning_rate=0.01, beta1=0.9, beta2=0.999, epsilon=1e-8):
    v, _ = new_means(grads, v, s, beta1, beta2)
    return step_of_adam(
        parameters,
        grads,
        v,
        {name: beta1 * s[name] + (1 - beta2) * np.square(grads[name]) for name in grads},
        lambda v, s: (v / (1 - beta1**t), s / (1 - beta2**t)),
        lambda v, s, _: learning_rate * v / (np.sqrt(s) + epsilon),
    )


@misconception(
    "update_parameters_with_adam",
    "beta1 and beta2 are swapped: beta1 belongs to v, the average of the gradients, and beta2 to s, that of the "
    "squares.",
)
def betas_swapped(parameters, grads, v, s, t, learning_rate=0.01, beta1=0.9, beta2=0.999, epsilon=1e-8):
    return step_of_adam(
        parameters,
        grads,
        *new_means(grads, v, s, beta2, beta1),
        lambda v, s: (v / (1 - beta2**t), s / (1 - beta1**t)),
        lambda v, s, _: learning_rate * v / (np.sqrt(s) + epsilon),
    )


@misconception(
    "update_parameters_with_adam",
    "Your betas are always 0.9 and 0.999. Those are only the defaults: use beta1 and beta2.",
)
def betas_of_the_example(parameters, grads, v, s, t, learning_rate=0.01, beta1=0.9, beta2=0.999, epsilon=1e-8):
    return step_of_adam(
        parameters,
        grads,
        *new_means(grads, v, s, 0.9, 0.999),
        lambda v, s: (v / (1 - 0.9**t), s / (1 - 0.999**t)),
        lambda v, s, _: learning_rate * v / (np.sqrt(s) + epsilon),
    )


@misconception(
    "update_parameters_with_adam",
    "You always step with 0.01. That is only the default: use learning_rate.",
)
def adam_at_the_rate_of_the_example(
    parameters, grads, v, s, t, learning_rate=0.01, beta1=0.9, beta2=0.999, epsilon=1e-8
):
    return step_of_adam(
        parameters,
        grads,
        *new_means(grads, v, s, beta1, beta2),
        lambda v, s: (v / (1 - beta1**t), s / (1 - beta2**t)),
        lambda v, s, _: 0.01 * v / (np.sqrt(s) + epsilon),
    )


@misconception(
    "update_parameters_with_adam",
    "Your epsilon is always 1e-8. That is only the default: use epsilon.",
)
def epsilon_of_the_example(parameters, grads, v, s, t, learning_rate=0.01, beta1=0.9, beta2=0.999, epsilon=1e-8):
    return step_of_adam(
        parameters,
        grads,
        *new_means(grads, v, s, beta1, beta2),
        lambda v, s: (v / (1 - beta1**t), s / (1 - beta2**t)),
        lambda v, s, _: learning_rate * v / (np.sqrt(s) + 1e-8),
    )


@misconception(
    "update_parameters_with_adam",
    "There is no epsilon in your division. It looks like nothing, but where gradients are tiny or zero it keeps the "
    "step finite.",
)
def epsilon_forgotten(parameters, grads, v, s, t, learning_rate=0.01, beta1=0.9, beta2=0.999, epsilon=1e-8):
    return step_of_adam(
        parameters,
        grads,
        *new_means(grads, v, s, beta1, beta2),
        lambda v, s: (v / (1 - beta1**t), s / (1 - beta2**t)),
        lambda v, s, _: learning_rate * v / np.sqrt(s),
    )


@misconception(
    "update_parameters_with_adam",
    "You add epsilon after the division. It belongs to what is divided by, so brackets are needed around the root and "
    "epsilon.",
)
def epsilon_after_the_division(parameters, grads, v, s, t, learning_rate=0.01, beta1=0.9, beta2=0.999, epsilon=1e-8):
    return step_of_adam(
        parameters,
        grads,
        *new_means(grads, v, s, beta1, beta2),
        lambda v, s: (v / (1 - beta1**t), s / (1 - beta2**t)),
        lambda v, s, _: learning_rate * (v / np.sqrt(s) + epsilon),
    )


@misconception(
    "update_parameters_with_adam",
    "You pulled the correction into the learning rate, and epsilon now stands beside the root of the uncorrected s. "
    "In (7) it is added to the root of the corrected one.",
)
def epsilon_beside_the_uncorrected_root(
    parameters, grads, v, s, t, learning_rate=0.01, beta1=0.9, beta2=0.999, epsilon=1e-8
):
    rate = learning_rate * np.sqrt(1 - beta2**t) / (1 - beta1**t)
    return step_of_adam(
        parameters,
        grads,
        *new_means(grads, v, s, beta1, beta2),
        lambda v, s: (v, s),
        lambda v, s, _: rate * v / (np.sqrt(s) + epsilon),
    )


@misconception(
    "update_parameters_with_adam",
    "You divide by s itself. Divide by its root, np.sqrt: it averages squares, and the root brings them back to the "
    "size of a gradient.",
)
def root_forgotten(parameters, grads, v, s, t, learning_rate=0.01, beta1=0.9, beta2=0.999, epsilon=1e-8):
    return step_of_adam(
        parameters,
        grads,
        *new_means(grads, v, s, beta1, beta2),
        lambda v, s: (v / (1 - beta1**t), s / (1 - beta2**t)),
        lambda v, s, _: learning_rate * v / (s + epsilon),
    )


@misconception(
    "update_parameters_with_adam",
    "Your step has the gradient above the root. It should be its corrected average, or v would serve for nothing.",
)
def gradient_above_the_root(parameters, grads, v, s, t, learning_rate=0.01, beta1=0.9, beta2=0.999, epsilon=1e-8):
    return step_of_adam(
        parameters,
        grads,
        *new_means(grads, v, s, beta1, beta2),
        lambda v, s: (v / (1 - beta1**t), s / (1 - beta2**t)),
        lambda _, s, g: learning_rate * g / (np.sqrt(s) + epsilon),
    )


@misconception(
    "update_parameters_with_adam",
    "You corrected both averages, and then stepped with the uncorrected v. Above the root stands the corrected one.",
)
def uncorrected_above_the_root(parameters, grads, v, s, t, learning_rate=0.01, beta1=0.9, beta2=0.999, epsilon=1e-8):
    return step_of_adam(
        parameters,
        grads,
        *new_means(grads, v, s, beta1, beta2),
        lambda v, s: (v, s / (1 - beta2**t)),
        lambda v, s, _: learning_rate * v / (np.sqrt(s) + epsilon),
    )


@misconception(
    "update_parameters_with_adam",
    "You added the step. The averages point uphill as the gradients do: subtract it.",
)
def adam_uphill(parameters, grads, v, s, t, learning_rate=0.01, beta1=0.9, beta2=0.999, epsilon=1e-8):
    return step_of_adam(
        parameters,
        grads,
        *new_means(grads, v, s, beta1, beta2),
        lambda v, s: (v / (1 - beta1**t), s / (1 - beta2**t)),
        lambda v, s, _: -learning_rate * v / (np.sqrt(s) + epsilon),
    )


@misconception(
    "update_parameters_with_adam",
    "You update two layers, whatever the network has. The example has two; in general it is L of them.",
)
def adam_for_two_layers(parameters, grads, v, s, t, learning_rate=0.01, beta1=0.9, beta2=0.999, epsilon=1e-8):
    for name in ("W1", "b1", "W2", "b2"):
        if name in parameters:
            d = "d" + name
            v[d] = beta1 * v[d] + (1 - beta1) * grads[d]
            s[d] = beta2 * s[d] + (1 - beta2) * grads[d] ** 2
            v_hat, s_hat = v[d] / (1 - beta1**t), s[d] / (1 - beta2**t)
            parameters[name] = parameters[name] - learning_rate * v_hat / (np.sqrt(s_hat) + epsilon)
    return parameters, v, s


@misconception(
    "update_parameters_with_adam",
    "Your weights take Adam's steps, your biases plain ones with db. All of it is the same for b.",
)
def biases_without_adam(parameters, grads, v, s, t, learning_rate=0.01, beta1=0.9, beta2=0.999, epsilon=1e-8):
    v, s = new_means(grads, v, s, beta1, beta2)
    for l in range(1, len(parameters) // 2 + 1):
        v_hat, s_hat = v[f"dW{l}"] / (1 - beta1**t), s[f"dW{l}"] / (1 - beta2**t)
        parameters[f"W{l}"] = parameters[f"W{l}"] - learning_rate * v_hat / (np.sqrt(s_hat) + epsilon)
        parameters[f"b{l}"] = parameters[f"b{l}"] - learning_rate * grads[f"db{l}"]
    return parameters, v, s


@misconception(
    "update_parameters_with_adam",
    "Your answer is right, but you squared the gradients where they stand, and the caller's are changed. Square into a "
    "new array: no `**=` or `*=` on grads.",
)
def gradients_squared_where_they_stand(
    parameters, grads, v, s, t, learning_rate=0.01, beta1=0.9, beta2=0.999, epsilon=1e-8
):
    for name in parameters:
        d = "d" + name
        v[d] = beta1 * v[d] + (1 - beta1) * grads[d]
        grads[d] **= 2
        s[d] = beta2 * s[d] + (1 - beta2) * grads[d]
        v_hat, s_hat = v[d] / (1 - beta1**t), s[d] / (1 - beta2**t)
        parameters[name] = parameters[name] - learning_rate * v_hat / (np.sqrt(s_hat) + epsilon)
    return parameters, v, s


@misconception(
    "update_parameters_with_adam",
    "The values are right to seven digits only: float32 has no more. Leave the arrays in float64, as they come.",
)
def adam_in_single_precision(parameters, grads, v, s, t, learning_rate=0.01, beta1=0.9, beta2=0.999, epsilon=1e-8):
    grads = {name: value.astype(np.float32) for name, value in grads.items()}
    return step_of_adam(
        parameters,
        grads,
        *new_means(grads, v, s, beta1, beta2),
        lambda v, s: (v / (1 - beta1**t), s / (1 - beta2**t)),
        lambda v, s, _: learning_rate * v / (np.sqrt(s) + epsilon),
    )


@misconception(
    "update_parameters_with_adam",
    "You returned s before v. The order is parameters, v, s.",
)
def squares_before_the_average(parameters, grads, v, s, t, learning_rate=0.01, beta1=0.9, beta2=0.999, epsilon=1e-8):
    parameters, v, s = step_of_adam(
        parameters,
        grads,
        *new_means(grads, v, s, beta1, beta2),
        lambda v, s: (v / (1 - beta1**t), s / (1 - beta2**t)),
        lambda v, s, _: learning_rate * v / (np.sqrt(s) + epsilon),
    )
    return parameters, s, v


@misconception(
    "update_parameters_with_adam",
    "You returned the parameters alone. The next step needs both averages too: return parameters, v and s.",
)
def averages_kept_back(parameters, grads, v, s, t, learning_rate=0.01, beta1=0.9, beta2=0.999, epsilon=1e-8):
    parameters, v, s = step_of_adam(
        parameters,
        grads,
        *new_means(grads, v, s, beta1, beta2),
        lambda v, s: (v / (1 - beta1**t), s / (1 - beta2**t)),
        lambda v, s, _: learning_rate * v / (np.sqrt(s) + epsilon),
    )
    return parameters
