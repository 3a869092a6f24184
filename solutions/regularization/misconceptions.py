"""What people really write: wrong versions of the regularisation exercises, each with the hint it deserves."""

import numpy as np

from grader.answers import misconception

# What the versions of this file share. Where a version is wrong in one line, the handout's other lines are taken from
# here, so that the mistake is what one sees.

PENALTIES = []
SUMS = {}
GENERATOR = np.random.RandomState(1)


def squares(W):
    """The sum of a weight matrix's squared entries."""
    return np.sum(np.square(W))


def penalised(X, Y, cache, term):
    """The handout's gradients, with `term(W)` added to the dW of each layer."""
    gradients = backward_propagation(X, Y, cache)
    for name, W in (("dW1", cache[2]), ("dW2", cache[6]), ("dW3", cache[10])):
        gradients[name] = gradients[name] + term(W)
    return gradients


def passed(X, parameters, drop, drop_second=None):
    """The handout's forward pass, where `drop(A)` gives a hidden layer's D and what it makes of A."""
    W1, b1, W2, b2, W3, b3 = (parameters[name] for name in ("W1", "b1", "W2", "b2", "W3", "b3"))
    Z1 = np.dot(W1, X) + b1
    D1, A1 = drop(relu(Z1))
    Z2 = np.dot(W2, A1) + b2
    D2, A2 = (drop_second or drop)(relu(Z2))
    Z3 = np.dot(W3, A2) + b3
    A3 = sigmoid(Z3)
    return A3, (Z1, D1, A1, W1, b1, Z2, D2, A2, W2, b2, Z3, A3, W3, b3)


def masked(A, keep_prob):
    """The handout's four lines of dropout: D, and A after it."""
    D = np.random.rand(A.shape[0], A.shape[1]) < keep_prob
    return D, A * D / keep_prob


def propagated(X, Y, cache, back, back_second=None):
    """The handout's gradients with dropout, where `back(dA, D)` is what a hidden layer makes of dA."""
    m = X.shape[1]
    (Z1, D1, A1, W1, b1, Z2, D2, A2, W2, b2, Z3, A3, W3, b3) = cache
    dZ3 = A3 - Y
    dA2 = back(np.dot(W3.T, dZ3), D2)
    dZ2 = np.multiply(dA2, np.int64(A2 > 0))
    dA1 = (back_second or back)(np.dot(W2.T, dZ2), D1)
    dZ1 = np.multiply(dA1, np.int64(A1 > 0))
    gradients = {"dZ3": dZ3, "dA2": dA2, "dZ2": dZ2, "dA1": dA1, "dZ1": dZ1}
    for l, dZ, A in ((3, dZ3, A2), (2, dZ2, A1), (1, dZ1, X)):
        gradients[f"dW{l}"] = 1.0 / m * np.dot(dZ, A.T)
        gradients[f"db{l}"] = 1.0 / m * np.sum(dZ, axis=1, keepdims=True)
    return gradients


# The cost


@misconception(
    "compute_cost_with_regularization",
    "Your penalty is exactly twice what it should be: the 2 under lambd is missing. Look at formula (2) once more.",
)
def forgot_the_half(A3, Y, parameters, lambd):
    m = Y.shape[1]
    return compute_cost(A3, Y) + lambd / m * sum(squares(parameters[name]) for name in ("W1", "W2", "W3"))


@misconception(
    "compute_cost_with_regularization",
    "Your penalty is not divided by the number of examples. Divide it by m, and take m from Y's columns, not its rows.",
)
def forgot_to_divide_by_m(A3, Y, parameters, lambd):
    return compute_cost(A3, Y) + lambd / 2 * sum(squares(parameters[name]) for name in ("W1", "W2", "W3"))


@misconception(
    "compute_cost_with_regularization",
    "You divided the penalty by m twice. Formula (2) has 1/m once.",
)
def divided_by_m_twice(A3, Y, parameters, lambd):
    m = Y.shape[1]
    penalty = 1.0 / m * lambd / (2 * m) * sum(squares(parameters[name]) for name in ("W1", "W2", "W3"))
    return compute_cost(A3, Y) + penalty


@misconception(
    "compute_cost_with_regularization",
    "You multiplied by m where you meant to divide: Python reads lambd / 2 * m as (lambd / 2) * m. Put 2 * m in "
    "parentheses.",
)
def multiplied_by_m(A3, Y, parameters, lambd):
    m = Y.shape[1]
    return compute_cost(A3, Y) + lambd / 2 * m * sum(squares(parameters[name]) for name in ("W1", "W2", "W3"))


@misconception(
    "compute_cost_with_regularization",
    "The factor lambd / (2 * m) reaches W1 alone; the sums of W2 and W3 are added without it. Put parentheses around "
    "all three sums.",
)
def parentheses_missing_around_the_sums(A3, Y, parameters, lambd):
    m = Y.shape[1]
    W1, W2, W3 = parameters["W1"], parameters["W2"], parameters["W3"]
    L2_regularization_cost = lambd / (2 * m) * np.sum(np.square(W1)) + np.sum(np.square(W2)) + np.sum(np.square(W3))
    return compute_cost(A3, Y) + L2_regularization_cost


@misconception(
    "compute_cost_with_regularization",
    "You divide by 10, which is 2 * m for the example's five points alone. Use m, so that it holds for any batch.",
)
def m_of_the_example(A3, Y, parameters, lambd):
    return compute_cost(A3, Y) + lambd / 10 * sum(squares(parameters[name]) for name in ("W1", "W2", "W3"))


@misconception(
    "compute_cost_with_regularization",
    "You wrote the example's 0.1 into the formula. Use the argument lambd, so that it holds for any strength.",
)
def lambd_of_the_example(A3, Y, parameters, lambd):
    m = Y.shape[1]
    return compute_cost(A3, Y) + 0.1 / (2 * m) * sum(squares(parameters[name]) for name in ("W1", "W2", "W3"))


@misconception(
    "compute_cost_with_regularization",
    "You penalised the biases as well. Only the weights W1, W2 and W3 count; leave b1, b2 and b3 out.",
)
def biases_penalised(A3, Y, parameters, lambd):
    m = Y.shape[1]
    return compute_cost(A3, Y) + lambd / (2 * m) * sum(squares(value) for value in parameters.values())


@misconception(
    "compute_cost_with_regularization",
    "You left a layer with a single input out: you tell weights from biases by their columns, and such a W has one "
    "column too. Go by the names W1, W2 and W3.",
)
def weights_told_by_their_columns(A3, Y, parameters, lambd):
    m = Y.shape[1]
    penalty = 0
    for value in parameters.values():
        if value.shape[1] > 1:
            penalty += squares(value)
    return compute_cost(A3, Y) + lambd / (2 * m) * penalty


@misconception(
    "compute_cost_with_regularization",
    "You added the weights up without squaring them. Positive and negative ones then cancel: square each of them "
    "first.",
)
def weights_not_squared(A3, Y, parameters, lambd):
    m = Y.shape[1]
    return compute_cost(A3, Y) + lambd / (2 * m) * sum(np.sum(parameters[name]) for name in ("W1", "W2", "W3"))


@misconception(
    "compute_cost_with_regularization",
    "W1 goes into the sum without being squared, W2 and W3 are as they should be. Square all three.",
)
def first_weights_not_squared(A3, Y, parameters, lambd):
    m = Y.shape[1]
    W1, W2, W3 = parameters["W1"], parameters["W2"], parameters["W3"]
    L2_regularization_cost = lambd / (2 * m) * (np.sum(W1) + np.sum(np.square(W2)) + np.sum(np.square(W3)))
    return compute_cost(A3, Y) + L2_regularization_cost


@misconception(
    "compute_cost_with_regularization",
    "You added up absolute values: that is the L1 penalty. L2 takes the square of each weight.",
)
def absolute_values(A3, Y, parameters, lambd):
    m = Y.shape[1]
    return compute_cost(A3, Y) + lambd / (2 * m) * sum(np.sum(np.abs(parameters[n])) for n in ("W1", "W2", "W3"))


@misconception(
    "compute_cost_with_regularization",
    "np.linalg.norm takes a square root at the end, and formula (2) has none. Square the norm, or sum the squares.",
)
def norm_not_squared(A3, Y, parameters, lambd):
    m = Y.shape[1]
    return compute_cost(A3, Y) + lambd / (2 * m) * sum(np.linalg.norm(parameters[n]) for n in ("W1", "W2", "W3"))


@misconception(
    "compute_cost_with_regularization",
    "You squared the sum of the weights; it should be the sum of their squares. Swap the order: square, then add up.",
)
def square_of_the_sum(A3, Y, parameters, lambd):
    m = Y.shape[1]
    return compute_cost(A3, Y) + lambd / (2 * m) * sum(np.sum(parameters[n]) ** 2 for n in ("W1", "W2", "W3"))


@misconception(
    "compute_cost_with_regularization",
    "You multiplied W by its transpose as matrices, which mixes different rows. Square entry by entry: np.square or *.",
)
def matrix_product_for_squares(A3, Y, parameters, lambd):
    m = Y.shape[1]
    sums = [np.sum(np.dot(parameters[name], parameters[name].T)) for name in ("W1", "W2", "W3")]
    return compute_cost(A3, Y) + lambd / (2 * m) * sum(sums)


@misconception(
    "compute_cost_with_regularization",
    "You took the mean of each layer's squares. Formula (2) adds them up: np.sum, and the only division is by 2 * m.",
)
def mean_of_the_squares(A3, Y, parameters, lambd):
    m = Y.shape[1]
    return compute_cost(A3, Y) + lambd / (2 * m) * sum(np.mean(np.square(parameters[n])) for n in ("W1", "W2", "W3"))


@misconception(
    "compute_cost_with_regularization",
    "W3 is missing from your penalty. The output layer has weights like the others: there are three sums.",
)
def last_layer_left_out(A3, Y, parameters, lambd):
    m = Y.shape[1]
    penalty = 0
    for l in range(1, len(parameters) // 2):
        penalty += squares(parameters["W" + str(l)])
    return compute_cost(A3, Y) + lambd / (2 * m) * penalty


@misconception(
    "compute_cost_with_regularization",
    "Only W3 is left in your penalty: each turn of the loop overwrites the last. Add up with +=.",
)
def loop_keeps_the_last_layer(A3, Y, parameters, lambd):
    m = Y.shape[1]
    for l in range(1, 4):
        penalty = squares(parameters["W" + str(l)])
    return compute_cost(A3, Y) + lambd / (2 * m) * penalty


@misconception(
    "compute_cost_with_regularization",
    "W2 is in your penalty twice and W3 is not in it. That is easily copied: look at the third sum.",
)
def second_layer_twice(A3, Y, parameters, lambd):
    m = Y.shape[1]
    return compute_cost(A3, Y) + lambd / (2 * m) * sum(squares(parameters[name]) for name in ("W1", "W2", "W2"))


@misconception(
    "compute_cost_with_regularization",
    "You subtracted the penalty. Large weights should make the cost higher: add it.",
)
def penalty_subtracted(A3, Y, parameters, lambd):
    m = Y.shape[1]
    return compute_cost(A3, Y) - lambd / (2 * m) * sum(squares(parameters[name]) for name in ("W1", "W2", "W3"))


@misconception(
    "compute_cost_with_regularization",
    "You returned the penalty alone. The cost is the cross-entropy plus the penalty.",
)
def cross_entropy_left_out(A3, Y, parameters, lambd):
    m = Y.shape[1]
    return lambd / (2 * m) * sum(squares(parameters[name]) for name in ("W1", "W2", "W3"))


@misconception(
    "compute_cost_with_regularization",
    "You returned the plain cross-entropy: lambd changes nothing. Compute the penalty and let it be added to the cost.",
)
def penalty_left_out(A3, Y, parameters, lambd):
    return compute_cost(A3, Y)


@misconception(
    "compute_cost_with_regularization",
    "You handed compute_cost the labels first. Its order is compute_cost(A3, Y): the output, then the labels.",
)
def labels_first(A3, Y, parameters, lambd):
    m = Y.shape[1]
    return compute_cost(Y, A3) + lambd / (2 * m) * sum(squares(parameters[name]) for name in ("W1", "W2", "W3"))


@misconception(
    "compute_cost_with_regularization",
    "Your cost is a 1 by 1 matrix; it should be a single number. Leave keepdims away: np.sum alone gives a number.",
)
def cost_as_a_matrix(A3, Y, parameters, lambd):
    m = Y.shape[1]
    sums = [np.sum(np.square(parameters[name]), keepdims=True) for name in ("W1", "W2", "W3")]
    return compute_cost(A3, Y) + lambd / (2 * m) * sum(sums)


@misconception(
    "compute_cost_with_regularization",
    "Your function returns None: it comes to its end without a return. Return the cost on the last line.",
)
def forgot_to_return_the_cost(A3, Y, parameters, lambd):
    m = Y.shape[1]
    cost = compute_cost(A3, Y) + lambd / (2 * m) * sum(squares(parameters[name]) for name in ("W1", "W2", "W3"))


@misconception(
    "compute_cost_with_regularization",
    "You returned the number that the handout prints. It belongs to that one example: compute the cost from what is "
    "given.",
)
def cost_copied_from_the_handout(A3, Y, parameters, lambd):
    return 1.7864859451590758


@misconception(
    "compute_cost_with_regularization",
    "Your cost is right, but afterwards parameters holds squared weights: **= and out= change the caller's own array. "
    "Make a new array, as np.square(W1) does.",
)
def weights_squared_in_place(A3, Y, parameters, lambd):
    m = Y.shape[1]
    penalty = 0
    for name in ("W1", "W2", "W3"):
        W = parameters[name]
        W **= 2
        penalty += np.sum(W)
    return compute_cost(A3, Y) + lambd / (2 * m) * penalty


@misconception(
    "compute_cost_with_regularization",
    "Your cost is right, but you removed the biases from the caller's dictionary, and the next step needs them. Read "
    "the weights, and remove nothing.",
)
def biases_removed_from_parameters(A3, Y, parameters, lambd):
    m = Y.shape[1]
    for name in ("b1", "b2", "b3"):
        del parameters[name]
    return compute_cost(A3, Y) + lambd / (2 * m) * sum(squares(value) for value in parameters.values())


@misconception(
    "compute_cost_with_regularization",
    "You computed in float32, which keeps only seven digits. Leave the arrays as they come: float64.",
)
def cost_in_float32(A3, Y, parameters, lambd):
    m = Y.shape[1]
    sums = [squares(parameters[name].astype(np.float32)) for name in ("W1", "W2", "W3")]
    return compute_cost(A3.astype(np.float32), Y) + np.float32(lambd) / (2 * m) * sum(sums)


@misconception(
    "compute_cost_with_regularization",
    "Your penalty grows from call to call: you add to a list outside the function. Begin every call with an empty sum.",
)
def penalties_kept_between_calls(A3, Y, parameters, lambd):
    m = Y.shape[1]
    for name in ("W1", "W2", "W3"):
        PENALTIES.append(squares(parameters[name]))
    return compute_cost(A3, Y) + lambd / (2 * m) * sum(PENALTIES)


# The gradients of the regularised cost


@misconception(
    "backward_propagation_with_regularization",
    "Your gradients are those of the plain cost: lambd changes nothing. Add the penalty's derivative to each dW.",
)
def term_left_out(X, Y, cache, lambd):
    return backward_propagation(X, Y, cache)


@misconception(
    "backward_propagation_with_regularization",
    "You added lambd * W without dividing by m. The term is lambd / m times W.",
)
def term_not_divided_by_m(X, Y, cache, lambd):
    return penalised(X, Y, cache, lambda W: lambd * W)


@misconception(
    "backward_propagation_with_regularization",
    "In dW3 the term is not divided by m; in dW2 and dW1 it is right. It is lambd / m times W in all three.",
)
def last_term_not_divided_by_m(X, Y, cache, lambd):
    m = X.shape[1]
    gradients = penalised(X, Y, cache, lambda W: lambd / m * W)
    gradients["dW3"] = backward_propagation(X, Y, cache)["dW3"] + lambd * cache[10]
    return gradients


@misconception(
    "backward_propagation_with_regularization",
    "Your term is half of what it should be: you kept the 2 from the cost. The derivative of W squared is 2 W, and the "
    "two cancels.",
)
def kept_the_half_of_the_cost(X, Y, cache, lambd):
    m = X.shape[1]
    return penalised(X, Y, cache, lambda W: lambd / (2 * m) * W)


@misconception(
    "backward_propagation_with_regularization",
    "Your term is twice what it should be: the 2 of the derivative is already used up by the 2 under lambd in the "
    "cost.",
)
def kept_the_two_of_the_derivative(X, Y, cache, lambd):
    m = X.shape[1]
    return penalised(X, Y, cache, lambda W: 2 * lambd / m * W)


@misconception(
    "backward_propagation_with_regularization",
    "You divided the term by m twice: once in lambd / m, and once more by the 1/m in front of the parentheses.",
)
def term_divided_by_m_twice(X, Y, cache, lambd):
    m = X.shape[1]
    return penalised(X, Y, cache, lambda W: 1.0 / m * (lambd / m * W))


@misconception(
    "backward_propagation_with_regularization",
    "You lost the 1/m in front of np.dot. Both parts of dW are divided by m: the plain gradient and the term.",
)
def plain_part_not_divided_by_m(X, Y, cache, lambd):
    m = X.shape[1]
    gradients = backward_propagation(X, Y, cache)
    for l, W in ((1, cache[2]), (2, cache[6]), (3, cache[10])):
        gradients[f"dW{l}"] = m * gradients[f"dW{l}"] + lambd / m * W
    return gradients


@misconception(
    "backward_propagation_with_regularization",
    "You added the square of W, as in the cost. Its derivative has W itself.",
)
def weights_squared_in_the_gradient(X, Y, cache, lambd):
    m = X.shape[1]
    return penalised(X, Y, cache, lambda W: lambd / m * np.square(W))


@misconception(
    "backward_propagation_with_regularization",
    "In dW2 you added the square of W2; dW3 and dW1 are right. The derivative of the penalty has W itself.",
)
def second_weights_squared_in_the_gradient(X, Y, cache, lambd):
    m = X.shape[1]
    gradients = penalised(X, Y, cache, lambda W: lambd / m * W)
    gradients["dW2"] = backward_propagation(X, Y, cache)["dW2"] + lambd / m * np.square(cache[6])
    return gradients


@misconception(
    "backward_propagation_with_regularization",
    "You added one number, a sum over W, to every entry of dW. Each weight gets its own share: add the matrix W.",
)
def one_number_for_all_weights(X, Y, cache, lambd):
    m = X.shape[1]
    return penalised(X, Y, cache, lambda W: lambd / m * np.sum(W))


@misconception(
    "backward_propagation_with_regularization",
    "You added the sign of W: that is the derivative of the L1 penalty. L2's has W itself.",
)
def signs_of_the_weights(X, Y, cache, lambd):
    m = X.shape[1]
    return penalised(X, Y, cache, lambda W: lambd / m * np.sign(W))


@misconception(
    "backward_propagation_with_regularization",
    "You subtracted the term. The penalty is added to the cost, so its derivative is added to the gradient.",
)
def term_subtracted(X, Y, cache, lambd):
    m = X.shape[1]
    return penalised(X, Y, cache, lambda W: -lambd / m * W)


@misconception(
    "backward_propagation_with_regularization",
    "You regularised the biases as well. The cost has no penalty on b, so every db stays as it was.",
)
def biases_regularised(X, Y, cache, lambd):
    m = X.shape[1]
    gradients = penalised(X, Y, cache, lambda W: lambd / m * W)
    for l, b in ((1, cache[3]), (2, cache[7]), (3, cache[11])):
        gradients[f"db{l}"] = gradients[f"db{l}"] + lambd / m * b
    return gradients


@misconception(
    "backward_propagation_with_regularization",
    "Only dW3 has its term. There is a block for dW2 and one for dW1 as well: each adds its own W.",
)
def last_layer_alone(X, Y, cache, lambd):
    m = X.shape[1]
    gradients = backward_propagation(X, Y, cache)
    gradients["dW3"] = gradients["dW3"] + lambd / m * cache[10]
    return gradients


@misconception(
    "backward_propagation_with_regularization",
    "dW1 is without its term. The weights that see the input are penalised like the others.",
)
def first_layer_left_out(X, Y, cache, lambd):
    m = X.shape[1]
    gradients = backward_propagation(X, Y, cache)
    for l, W in ((2, cache[6]), (3, cache[10])):
        gradients[f"dW{l}"] = gradients[f"dW{l}"] + lambd / m * W
    return gradients


@misconception(
    "backward_propagation_with_regularization",
    "You added W2's term to dW1: the line was copied and one name stayed. Each dW takes the W of its own layer.",
)
def line_for_the_second_layer_copied(X, Y, cache, lambd):
    m = X.shape[1]
    gradients = penalised(X, Y, cache, lambda W: lambd / m * W)
    gradients["dW1"] = backward_propagation(X, Y, cache)["dW1"] + lambd / m * cache[6]
    return gradients


@misconception(
    "backward_propagation_with_regularization",
    "You added W transposed. The term has the shape of W, as dW has: leave the .T away.",
)
def weights_transposed(X, Y, cache, lambd):
    m = X.shape[1]
    return penalised(X, Y, cache, lambda W: lambd / m * W.T)


@misconception(
    "backward_propagation_with_regularization",
    "In dW you multiplied A by dZ transposed, which gives the transpose of dW. It is dZ first, then A transposed.",
)
def factors_of_the_product_swapped(X, Y, cache, lambd):
    m = X.shape[1]
    (Z1, A1, W1, b1, Z2, A2, W2, b2, Z3, A3, W3, b3) = cache
    gradients = backward_propagation(X, Y, cache)
    gradients["dW3"] = 1.0 / m * np.dot(A2, gradients["dZ3"].T) + lambd / m * W3
    gradients["dW2"] = 1.0 / m * np.dot(A1, gradients["dZ2"].T) + lambd / m * W2
    gradients["dW1"] = 1.0 / m * np.dot(X, gradients["dZ1"].T) + lambd / m * W1
    return gradients


@misconception(
    "backward_propagation_with_regularization",
    "You divide by 5, the example's number of points. Use m, so that it holds for any batch.",
)
def five_points(X, Y, cache, lambd):
    return penalised(X, Y, cache, lambda W: lambd / 5 * W)


@misconception(
    "backward_propagation_with_regularization",
    "You wrote 0.7 into the formula. Use the argument lambd, so that it holds for any strength.",
)
def strength_of_the_example(X, Y, cache, lambd):
    m = X.shape[1]
    return penalised(X, Y, cache, lambda W: 0.7 / m * W)


@misconception(
    "backward_propagation_with_regularization",
    "You took m from X's rows: that is the number of inputs. The examples stand in the columns, X.shape[1].",
)
def number_of_inputs_for_m(X, Y, cache, lambd):
    n = X.shape[0]
    gradients = backward_propagation(X, Y, cache)
    for l, W in ((1, cache[2]), (2, cache[6]), (3, cache[10])):
        gradients[f"dW{l}"] = gradients[f"dW{l}"] * X.shape[1] / n + lambd / n * W
        gradients[f"db{l}"] = gradients[f"db{l}"] * X.shape[1] / n
    return gradients


@misconception(
    "backward_propagation_with_regularization",
    "The derivative of the ReLU is gone: it is 0 where a unit is off, and A is never below 0, so that A >= 0 lets "
    "everything through. Compare with >.",
)
def relu_lets_everything_through(X, Y, cache, lambd):
    m = X.shape[1]
    (Z1, A1, W1, b1, Z2, A2, W2, b2, Z3, A3, W3, b3) = cache
    dZ3 = A3 - Y
    dA2 = np.dot(W3.T, dZ3)
    dZ2 = np.multiply(dA2, np.int64(A2 >= 0))
    dA1 = np.dot(W2.T, dZ2)
    dZ1 = np.multiply(dA1, np.int64(A1 >= 0))
    gradients = {"dZ3": dZ3, "dA2": dA2, "dZ2": dZ2, "dA1": dA1, "dZ1": dZ1}
    for l, dZ, A, W in ((3, dZ3, A2, W3), (2, dZ2, A1, W2), (1, dZ1, X, W1)):
        gradients[f"dW{l}"] = 1.0 / m * np.dot(dZ, A.T) + lambd / m * W
        gradients[f"db{l}"] = 1.0 / m * np.sum(dZ, axis=1, keepdims=True)
    return gradients


@misconception(
    "backward_propagation_with_regularization",
    "Your db have the shape (n,), but b is a column, (n, 1). Leave keepdims=True in the sums.",
)
def flat_bias_gradients(X, Y, cache, lambd):
    m = X.shape[1]
    gradients = penalised(X, Y, cache, lambda W: lambd / m * W)
    for l in (1, 2, 3):
        gradients[f"db{l}"] = 1.0 / m * np.sum(gradients[f"dZ{l}"], axis=1)
    return gradients


@misconception(
    "backward_propagation_with_regularization",
    "Your db are summed over the units. A bias is shared by all examples, so sum over those: axis=1, along each row.",
)
def bias_gradients_over_the_units(X, Y, cache, lambd):
    m = X.shape[1]
    gradients = penalised(X, Y, cache, lambda W: lambd / m * W)
    for l in (1, 2, 3):
        gradients[f"db{l}"] = 1.0 / m * np.sum(gradients[f"dZ{l}"], axis=0, keepdims=True)
    return gradients


@misconception(
    "backward_propagation_with_regularization",
    "Your gradients are right, but the caller's A3 is gone: after dZ3 = A3, the line dZ3 -= Y changes A3 itself. Write "
    "the difference as a new array.",
)
def output_changed_in_place(X, Y, cache, lambd):
    m = X.shape[1]
    gradients = penalised(X, Y, cache, lambda W: lambd / m * W)
    dZ3 = cache[9]
    dZ3 -= Y
    gradients["dZ3"] = dZ3
    return gradients


@misconception(
    "backward_propagation_with_regularization",
    "Your gradients are right, but you multiplied the caller's W1 itself by lambd / m: *= changes the network's own "
    "weights. Multiply into a new array.",
)
def first_weights_changed_in_place(X, Y, cache, lambd):
    m = X.shape[1]
    gradients = penalised(X, Y, cache, lambda W: lambd / m * W)
    W1 = cache[2]
    W1 *= lambd / m
    gradients["dW1"] = backward_propagation(X, Y, cache)["dW1"] + W1
    return gradients


@misconception(
    "backward_propagation_with_regularization",
    "Your gradients are right, but A1 and A2 in the caller's cache are now ones and zeros: A2[A2 > 0] = 1 writes into "
    "the array you were lent. Let the comparison make a new one.",
)
def relu_derivative_written_into_the_cache(X, Y, cache, lambd):
    m = X.shape[1]
    gradients = penalised(X, Y, cache, lambda W: lambd / m * W)
    for A in (cache[1], cache[5]):
        A[A > 0] = 1
    return gradients


@misconception(
    "backward_propagation_with_regularization",
    "You computed in float32, which keeps only seven digits. Leave the arrays as they come: float64.",
)
def gradients_in_float32(X, Y, cache, lambd):
    m = X.shape[1]
    cache = tuple(value.astype(np.float32) for value in cache)
    gradients = penalised(X.astype(np.float32), Y, cache, lambda W: lambd / m * W)
    return {name: value.astype(np.float32) for name, value in gradients.items()}


@misconception(
    "backward_propagation_with_regularization",
    "You changed the order of the arguments. Callers hand over X, Y, cache and then lambd: leave the line with def as "
    "it was.",
)
def strength_before_the_cache(X, Y, lambd, cache):
    m = X.shape[1]
    return penalised(X, Y, cache, lambda W: lambd / m * W)


@misconception(
    "backward_propagation_with_regularization",
    "Your function returns None: it comes to its end without a return. Return the dictionary gradients on the last "
    "line.",
)
def forgot_to_return_the_gradients(X, Y, cache, lambd):
    m = X.shape[1]
    gradients = penalised(X, Y, cache, lambda W: lambd / m * W)


@misconception(
    "backward_propagation_with_regularization",
    "You returned the gradients in a row without their names. Return the dictionary: a caller asks for dW1 by name.",
)
def gradients_without_names(X, Y, cache, lambd):
    m = X.shape[1]
    gradients = penalised(X, Y, cache, lambda W: lambd / m * W)
    return tuple(gradients[name] for name in ("dW1", "db1", "dW2", "db2", "dW3", "db3"))


@misconception(
    "backward_propagation_with_regularization",
    "You wrote the handout's numbers into dW1, dW2 and dW3. They belong to that one example: compute them from what is "
    "given.",
)
def gradients_copied_from_the_handout(X, Y, cache, lambd):
    gradients = backward_propagation(X, Y, cache)
    gradients["dW1"] = np.array([[-0.25604646, 0.12298827, -0.28297129], [-0.17706303, 0.34536094, -0.4410571]])
    gradients["dW2"] = np.array([[0.79276486, 0.85133918], [-0.0957219, -0.01720463], [-0.13100772, -0.03750433]])
    gradients["dW3"] = np.array([[-1.77691347, -0.11832879, -0.09397446]])
    return gradients


@misconception(
    "backward_propagation_with_regularization",
    "Your gradients grow from call to call: you add to a dictionary outside the function. Begin every call with a new "
    "one.",
)
def gradients_kept_between_calls(X, Y, cache, lambd):
    m = X.shape[1]
    for name, gradient in penalised(X, Y, cache, lambda W: lambd / m * W).items():
        SUMS[name] = SUMS.get(name, 0) + gradient
    return dict(SUMS)


# Dropout, forward


@misconception(
    "forward_propagation_with_dropout",
    "Your mask keeps the wrong units: it is 1 where the draw is above keep_prob. A unit stays where its draw is below.",
)
def kept_the_wrong_units(X, parameters, keep_prob=0.5):
    np.random.seed(1)

    def drop(A):
        D = np.random.rand(A.shape[0], A.shape[1]) > keep_prob
        return D, A * D / keep_prob

    return passed(X, parameters, drop)


@misconception(
    "forward_propagation_with_dropout",
    "D1 keeps the wrong units: it is 1 where the draw is above keep_prob. Your D2 has it right, so do the same here.",
)
def first_mask_turned_around(X, parameters, keep_prob=0.5):
    np.random.seed(1)

    def drop(A):
        D = np.random.rand(A.shape[0], A.shape[1]) > keep_prob
        return D, A * D / keep_prob

    return passed(X, parameters, drop, lambda A: masked(A, keep_prob))


@misconception(
    "forward_propagation_with_dropout",
    "Your mask is right, but A[D] = 0 switches off the units that D keeps. Multiply A by D instead.",
)
def switched_off_what_the_mask_keeps(X, parameters, keep_prob=0.5):
    np.random.seed(1)

    def drop(A):
        D = np.random.rand(A.shape[0], A.shape[1]) < keep_prob
        A[D] = 0
        return D, A / keep_prob

    return passed(X, parameters, drop)


@misconception(
    "forward_propagation_with_dropout",
    "Step 4 is missing: the units that are left are not scaled up. Divide A by keep_prob, in both layers.",
)
def not_scaled_up(X, parameters, keep_prob=0.5):
    np.random.seed(1)

    def drop(A):
        D = np.random.rand(A.shape[0], A.shape[1]) < keep_prob
        return D, A * D

    return passed(X, parameters, drop)


@misconception(
    "forward_propagation_with_dropout",
    "The first layer is masked but not scaled up. Divide A1 by keep_prob, as you did with A2.",
)
def first_layer_not_scaled_up(X, parameters, keep_prob=0.5):
    np.random.seed(1)

    def drop(A):
        D = np.random.rand(A.shape[0], A.shape[1]) < keep_prob
        return D, A * D

    return passed(X, parameters, drop, lambda A: masked(A, keep_prob))


@misconception(
    "forward_propagation_with_dropout",
    "You multiplied by keep_prob where you should divide. Fewer units are left, so each of them must count for more.",
)
def multiplied_by_keep_prob(X, parameters, keep_prob=0.5):
    np.random.seed(1)

    def drop(A):
        D = np.random.rand(A.shape[0], A.shape[1]) < keep_prob
        return D, A * D * keep_prob

    return passed(X, parameters, drop)


@misconception(
    "forward_propagation_with_dropout",
    "You divided by 1 - keep_prob, the share that is dropped. Divide by keep_prob, the share that stays.",
)
def divided_by_the_share_that_is_dropped(X, parameters, keep_prob=0.5):
    np.random.seed(1)

    def drop(A):
        D = np.random.rand(A.shape[0], A.shape[1]) < keep_prob
        return D, A * D / (1 - keep_prob)

    return passed(X, parameters, drop)


@misconception(
    "forward_propagation_with_dropout",
    "You divided by the share of units that this draw happened to keep. Divide by keep_prob, the probability itself.",
)
def divided_by_the_share_that_was_kept(X, parameters, keep_prob=0.5):
    np.random.seed(1)

    def drop(A):
        D = np.random.rand(A.shape[0], A.shape[1]) < keep_prob
        return D, A * D / np.maximum(np.mean(D), 1e-8)

    return passed(X, parameters, drop)


@misconception(
    "forward_propagation_with_dropout",
    "You divided by keep_prob twice: once in the mask and once in A. Once is enough, and D stays a mask of 0 and 1.",
)
def divided_by_keep_prob_twice(X, parameters, keep_prob=0.5):
    np.random.seed(1)

    def drop(A):
        D = (np.random.rand(A.shape[0], A.shape[1]) < keep_prob) / keep_prob
        return D, A * D / keep_prob

    return passed(X, parameters, drop)


@misconception(
    "forward_propagation_with_dropout",
    "Your A3 is right, but your D1 and D2 hold 1 / keep_prob where they should hold 1; backward propagation would "
    "scale twice. Divide A, and leave D a mask.",
)
def scaled_the_mask_for_the_activations(X, parameters, keep_prob=0.5):
    np.random.seed(1)

    def drop(A):
        D = (np.random.rand(A.shape[0], A.shape[1]) < keep_prob) / keep_prob
        return D, A * D

    return passed(X, parameters, drop)


@misconception(
    "forward_propagation_with_dropout",
    "Your A3 is right, but the cache holds the random numbers for D1 and D2. Store the mask: D is what comes out of "
    "the comparison.",
)
def random_numbers_in_the_cache(X, parameters, keep_prob=0.5):
    np.random.seed(1)

    def drop(A):
        D = np.random.rand(A.shape[0], A.shape[1])
        return D, A * (D < keep_prob) / keep_prob

    return passed(X, parameters, drop)


@misconception(
    "forward_propagation_with_dropout",
    "Step 2 is missing: you multiplied A by the random numbers themselves. Compare them with keep_prob first.",
)
def random_numbers_for_a_mask(X, parameters, keep_prob=0.5):
    np.random.seed(1)

    def drop(A):
        D = np.random.rand(A.shape[0], A.shape[1])
        return D, A * D / keep_prob

    return passed(X, parameters, drop)


@misconception(
    "forward_propagation_with_dropout",
    "You drew with randn, whose numbers are normal and half of them negative. np.random.rand, without the n, draws "
    "from 0 to 1.",
)
def normal_numbers(X, parameters, keep_prob=0.5):
    np.random.seed(1)

    def drop(A):
        D = np.random.randn(A.shape[0], A.shape[1]) < keep_prob
        return D, A * D / keep_prob

    return passed(X, parameters, drop)


@misconception(
    "forward_propagation_with_dropout",
    "Your dropout works, but np.random.binomial uses its random numbers the other way round once keep_prob is 0.5 or "
    "less, and then your masks are not the handout's. Draw with np.random.rand and compare.",
)
def masks_from_binomial(X, parameters, keep_prob=0.5):
    np.random.seed(1)

    def drop(A):
        D = np.random.binomial(1, keep_prob, size=A.shape)
        return D, A * D / keep_prob

    return passed(X, parameters, drop)


@misconception(
    "forward_propagation_with_dropout",
    "Your dropout works, but default_rng draws other numbers than np.random.seed and np.random.rand do. Use those two, "
    "so that your masks are the handout's.",
)
def masks_from_another_generator(X, parameters, keep_prob=0.5):
    generator = np.random.default_rng(1)

    def drop(A):
        D = generator.random(A.shape) < keep_prob
        return D, A * D / keep_prob

    return passed(X, parameters, drop)


@misconception(
    "forward_propagation_with_dropout",
    "You compare with 0.5, whatever keep_prob is. Compare with keep_prob.",
)
def half_of_the_units(X, parameters, keep_prob=0.5):
    np.random.seed(1)

    def drop(A):
        D = np.random.rand(A.shape[0], A.shape[1]) < 0.5
        return D, A * D / keep_prob

    return passed(X, parameters, drop)


@misconception(
    "forward_propagation_with_dropout",
    "For D2 you compare with 0.5, whatever keep_prob is. Compare with keep_prob, as you did for D1.",
)
def half_of_the_second_layer(X, parameters, keep_prob=0.5):
    np.random.seed(1)

    def drop_second(A):
        D = np.random.rand(A.shape[0], A.shape[1]) < 0.5
        return D, A * D / keep_prob

    return passed(X, parameters, lambda A: masked(A, keep_prob), drop_second)


@misconception(
    "forward_propagation_with_dropout",
    "You wrote the example's 0.7 into the function. Use the argument keep_prob, in the comparison and in the division.",
)
def keep_prob_of_the_example(X, parameters, keep_prob=0.5):
    np.random.seed(1)
    return passed(X, parameters, lambda A: masked(A, 0.7))


@misconception(
    "forward_propagation_with_dropout",
    "You drew one number for each unit, so that it is on or off for all examples alike. Draw one for every entry of A, "
    "rows and columns.",
)
def one_draw_for_all_examples(X, parameters, keep_prob=0.5):
    np.random.seed(1)

    def drop(A):
        D = np.random.rand(A.shape[0], 1) < keep_prob
        return D, A * D / keep_prob

    return passed(X, parameters, drop)


@misconception(
    "forward_propagation_with_dropout",
    "You drew the numbers in the transposed shape and turned them around: they land in other places. Draw in the shape "
    "of A: rows first, then columns.",
)
def drawn_transposed(X, parameters, keep_prob=0.5):
    np.random.seed(1)

    def drop(A):
        D = np.random.rand(A.shape[1], A.shape[0]).T < keep_prob
        return D, A * D / keep_prob

    return passed(X, parameters, drop)


@misconception(
    "forward_propagation_with_dropout",
    "You drew D2 in the shape of A1. The second layer may have another number of units: take the shape of A2.",
)
def second_mask_in_the_shape_of_the_first(X, parameters, keep_prob=0.5):
    np.random.seed(1)
    shape = (parameters["W1"].shape[0], X.shape[1])

    def drop_second(A):
        D = np.random.rand(*shape) < keep_prob
        return D, A * D / keep_prob

    return passed(X, parameters, lambda A: masked(A, keep_prob), drop_second)


@misconception(
    "forward_propagation_with_dropout",
    "You multiplied A and D as matrices. Each unit has its own entry in the mask: use *, not np.dot.",
)
def matrix_product_with_the_mask(X, parameters, keep_prob=0.5):
    np.random.seed(1)

    def drop(A):
        D = np.random.rand(A.shape[0], A.shape[1]) < keep_prob
        return D, np.dot(A, D.T) / keep_prob

    return passed(X, parameters, drop)


@misconception(
    "forward_propagation_with_dropout",
    "Only the first layer has dropout: the second block makes a mask and does not use it on A2. Do the same four steps "
    "with A2.",
)
def second_layer_not_dropped(X, parameters, keep_prob=0.5):
    np.random.seed(1)

    def drop_second(A):
        return np.random.rand(A.shape[0], A.shape[1]) < keep_prob, A

    return passed(X, parameters, lambda A: masked(A, keep_prob), drop_second)


@misconception(
    "forward_propagation_with_dropout",
    "The second layer is masked but not scaled up. Divide A2 by keep_prob, as you did with A1.",
)
def second_layer_not_scaled(X, parameters, keep_prob=0.5):
    np.random.seed(1)

    def drop_second(A):
        D = np.random.rand(A.shape[0], A.shape[1]) < keep_prob
        return D, A * D

    return passed(X, parameters, lambda A: masked(A, keep_prob), drop_second)


@misconception(
    "forward_propagation_with_dropout",
    "You multiplied A2 by the mean of D2 as well, which takes the scaling back. The mask and the division by keep_prob "
    "are all there is.",
)
def second_layer_times_the_share_that_was_kept(X, parameters, keep_prob=0.5):
    np.random.seed(1)

    def drop_second(A):
        D = np.random.rand(A.shape[0], A.shape[1]) < keep_prob
        return D, A * D * D.mean() / keep_prob

    return passed(X, parameters, lambda A: masked(A, keep_prob), drop_second)


@misconception(
    "forward_propagation_with_dropout",
    "You dropped entries of the input X as well. Only the two hidden layers get dropout.",
)
def input_dropped(X, parameters, keep_prob=0.5):
    np.random.seed(1)
    X = masked(X, keep_prob)[1]
    return passed(X, parameters, lambda A: masked(A, keep_prob))


@misconception(
    "forward_propagation_with_dropout",
    "You dropped entries of the output A3 as well. Only the two hidden layers get dropout: the output is the answer.",
)
def output_dropped(X, parameters, keep_prob=0.5):
    np.random.seed(1)
    A3, cache = passed(X, parameters, lambda A: masked(A, keep_prob))
    A3 = masked(A3, keep_prob)[1]
    return A3, (*cache[:11], A3, *cache[12:])


@misconception(
    "forward_propagation_with_dropout",
    "You set the seed again before D2, so that it repeats the numbers of D1. The seed is set once, on the first line.",
)
def seeded_again_for_the_second_mask(X, parameters, keep_prob=0.5):
    def drop(A):
        np.random.seed(1)
        return masked(A, keep_prob)

    return passed(X, parameters, drop)


@misconception(
    "forward_propagation_with_dropout",
    "The line np.random.seed(1) is gone, so that every call draws other masks. Put it back where it was.",
)
def seed_removed(X, parameters, keep_prob=0.5):
    return passed(X, parameters, lambda A: masked(A, keep_prob))


@misconception(
    "forward_propagation_with_dropout",
    "You seeded with 3, as in the first assignment. Here it is np.random.seed(1): leave that line as it was.",
)
def seed_of_another_assignment(X, parameters, keep_prob=0.5):
    np.random.seed(3)
    return passed(X, parameters, lambda A: masked(A, keep_prob))


@misconception(
    "forward_propagation_with_dropout",
    "You made the generator once, outside the function, so that only the first call starts at the seed. Set the seed "
    "in the function.",
)
def generator_outside_the_function(X, parameters, keep_prob=0.5):
    def drop(A):
        D = GENERATOR.rand(A.shape[0], A.shape[1]) < keep_prob
        return D, A * D / keep_prob

    return passed(X, parameters, drop)


@misconception(
    "forward_propagation_with_dropout",
    "You drew twice for each layer: once into a D that you throw away. Draw once and compare that, or all numbers "
    "after it are others.",
)
def drawn_twice(X, parameters, keep_prob=0.5):
    np.random.seed(1)

    def drop(A):
        D = np.random.rand(A.shape[0], A.shape[1])
        D = np.random.rand(A.shape[0], A.shape[1]) < keep_prob
        return D, A * D / keep_prob

    return passed(X, parameters, drop)


@misconception(
    "forward_propagation_with_dropout",
    "Your A3 is right, but you put the mask on Z, and the cache then holds a Z with holes. Dropout comes after the "
    "ReLU: on A.",
)
def mask_on_z(X, parameters, keep_prob=0.5):
    np.random.seed(1)
    W1, b1, W2, b2, W3, b3 = (parameters[name] for name in ("W1", "b1", "W2", "b2", "W3", "b3"))
    Z1 = np.dot(W1, X) + b1
    D1 = np.random.rand(Z1.shape[0], Z1.shape[1]) < keep_prob
    Z1 = Z1 * D1
    A1 = relu(Z1) / keep_prob
    Z2 = np.dot(W2, A1) + b2
    D2 = np.random.rand(Z2.shape[0], Z2.shape[1]) < keep_prob
    Z2 = Z2 * D2
    A2 = relu(Z2) / keep_prob
    Z3 = np.dot(W3, A2) + b3
    A3 = sigmoid(Z3)
    return A3, (Z1, D1, A1, W1, b1, Z2, D2, A2, W2, b2, Z3, A3, W3, b3)


@misconception(
    "forward_propagation_with_dropout",
    "Your A3 is right, but your ReLU writes its result into Z, so that the Z1 and Z2 in the cache have lost what was "
    "below 0. Let it make a new array.",
)
def relu_written_into_z(X, parameters, keep_prob=0.5):
    np.random.seed(1)
    A3, cache = passed(X, parameters, lambda A: masked(A, keep_prob))
    for Z in (cache[0], cache[5]):
        Z[Z < 0] = 0
    return A3, cache


@misconception(
    "forward_propagation_with_dropout",
    "Your A3 is right, but the cache holds A1 and A2 from before the dropout. Store what the next layer really saw.",
)
def activations_from_before_in_the_cache(X, parameters, keep_prob=0.5):
    np.random.seed(1)
    A3, (Z1, D1, A1, W1, b1, Z2, D2, A2, W2, b2, Z3, _, W3, b3) = passed(X, parameters, lambda A: masked(A, keep_prob))
    return A3, (Z1, D1, relu(Z1), W1, b1, Z2, D2, relu(Z2), W2, b2, Z3, A3, W3, b3)


@misconception(
    "forward_propagation_with_dropout",
    "You gave the dropped activations a new name, and the next layer still takes the old A1 and A2. Assign the result "
    "to A1 and A2 themselves.",
)
def dropped_under_another_name(X, parameters, keep_prob=0.5):
    np.random.seed(1)
    W1, b1, W2, b2, W3, b3 = (parameters[name] for name in ("W1", "b1", "W2", "b2", "W3", "b3"))
    Z1 = np.dot(W1, X) + b1
    A1 = relu(Z1)
    D1, A1_dropped = masked(A1, keep_prob)
    Z2 = np.dot(W2, A1) + b2
    A2 = relu(Z2)
    D2, A2_dropped = masked(A2, keep_prob)
    Z3 = np.dot(W3, A2) + b3
    A3 = sigmoid(Z3)
    return A3, (Z1, D1, A1_dropped, W1, b1, Z2, D2, A2_dropped, W2, b2, Z3, A3, W3, b3)


@misconception(
    "forward_propagation_with_dropout",
    "Your A3 is right, but the cache has A before D. Its order is Z1, D1, A1, W1, b1 and so on: leave that line as it "
    "was.",
)
def masks_after_activations_in_the_cache(X, parameters, keep_prob=0.5):
    np.random.seed(1)
    A3, (Z1, D1, A1, W1, b1, Z2, D2, A2, W2, b2, Z3, _, W3, b3) = passed(X, parameters, lambda A: masked(A, keep_prob))
    return A3, (Z1, A1, D1, W1, b1, Z2, A2, D2, W2, b2, Z3, A3, W3, b3)


@misconception(
    "forward_propagation_with_dropout",
    "Your A3 is right, but the masks are not in the cache. Backward propagation needs D1 and D2: it holds 14 values.",
)
def masks_not_in_the_cache(X, parameters, keep_prob=0.5):
    np.random.seed(1)
    A3, (Z1, D1, A1, W1, b1, Z2, D2, A2, W2, b2, Z3, _, W3, b3) = passed(X, parameters, lambda A: masked(A, keep_prob))
    return A3, (Z1, A1, W1, b1, Z2, A2, W2, b2, Z3, A3, W3, b3)


@misconception(
    "forward_propagation_with_dropout",
    "You returned the cache first. It is A3, then the cache.",
)
def cache_first(X, parameters, keep_prob=0.5):
    np.random.seed(1)
    A3, cache = passed(X, parameters, lambda A: masked(A, keep_prob))
    return cache, A3


@misconception(
    "forward_propagation_with_dropout",
    "You returned A3 alone. Backward propagation needs the cache as well: return both.",
)
def cache_not_returned(X, parameters, keep_prob=0.5):
    np.random.seed(1)
    return passed(X, parameters, lambda A: masked(A, keep_prob))[0]


@misconception(
    "forward_propagation_with_dropout",
    "Your function returns None: it comes to its end without a return. Return A3 and the cache on the last line.",
)
def forgot_to_return_the_output(X, parameters, keep_prob=0.5):
    np.random.seed(1)
    A3, cache = passed(X, parameters, lambda A: masked(A, keep_prob))


@misconception(
    "forward_propagation_with_dropout",
    "You stored the masks in parameters, and that is the caller's dictionary: update_parameters counts the layers by "
    "its length, and now finds one too many. The masks belong in the cache.",
)
def masks_put_into_parameters(X, parameters, keep_prob=0.5):
    np.random.seed(1)
    A3, cache = passed(X, parameters, lambda A: masked(A, keep_prob))
    parameters["D1"] = cache[1]
    parameters["D2"] = cache[6]
    return A3, cache


@misconception(
    "forward_propagation_with_dropout",
    "You gave keep_prob no default value any more, so that a call without it fails. Leave the line with def as it was.",
)
def default_removed(X, parameters, keep_prob):
    np.random.seed(1)
    return passed(X, parameters, lambda A: masked(A, keep_prob))


@misconception(
    "forward_propagation_with_dropout",
    "You computed in float32, which keeps only seven digits. Leave the arrays as they come: float64.",
)
def activations_in_float32(X, parameters, keep_prob=0.5):
    np.random.seed(1)

    def drop(A):
        D, A = masked(A, keep_prob)
        return D, A.astype(np.float32)

    return passed(X, parameters, drop)


@misconception(
    "forward_propagation_with_dropout",
    "You returned the A3 that the handout prints. It belongs to that one example: compute it from what is given.",
)
def output_copied_from_the_handout(X, parameters, keep_prob=0.5):
    np.random.seed(1)
    cache = passed(X, parameters, lambda A: masked(A, keep_prob))[1]
    return np.array([[0.36974721, 0.00305176, 0.04565099, 0.49683389, 0.36974721]]), cache


# Dropout, backward


@misconception(
    "backward_propagation_with_dropout",
    "Step 2 is missing: dA2 and dA1 are not scaled up. The forward pass divided A by keep_prob, so divide dA by it "
    "too.",
)
def gradients_not_scaled_up(X, Y, cache, keep_prob):
    return propagated(X, Y, cache, lambda dA, D: dA * D)


@misconception(
    "backward_propagation_with_dropout",
    "You multiplied by keep_prob where you should divide. The forward pass divided, and its derivative divides as "
    "well.",
)
def gradients_multiplied_by_keep_prob(X, Y, cache, keep_prob):
    return propagated(X, Y, cache, lambda dA, D: dA * D * keep_prob)


@misconception(
    "backward_propagation_with_dropout",
    "You divided dA by keep_prob twice in the same layer. Once for each layer is enough.",
)
def gradients_divided_by_keep_prob_twice(X, Y, cache, keep_prob):
    return propagated(X, Y, cache, lambda dA, D: dA * (D / keep_prob) / keep_prob)


@misconception(
    "backward_propagation_with_dropout",
    "You divided dA2 by keep_prob twice; dA1 is divided once, as it should be. Once for each layer is enough.",
)
def second_layer_divided_twice(X, Y, cache, keep_prob):
    return propagated(X, Y, cache, lambda dA, D: dA * D / keep_prob / keep_prob, lambda dA, D: dA * D / keep_prob)


@misconception(
    "backward_propagation_with_dropout",
    "You divided dA1 by keep_prob squared. Its first factor is already in dA2, from which dA1 is computed: divide "
    "once.",
)
def first_layer_divided_for_both(X, Y, cache, keep_prob):
    return propagated(X, Y, cache, lambda dA, D: dA * D / keep_prob, lambda dA, D: dA * D / keep_prob**2)


@misconception(
    "backward_propagation_with_dropout",
    "You divided by 1 - keep_prob, the share that is dropped. Divide by keep_prob, the share that stays.",
)
def gradients_divided_by_the_share_that_is_dropped(X, Y, cache, keep_prob):
    scale = np.maximum(1 - keep_prob, 1e-8)
    return propagated(X, Y, cache, lambda dA, D: dA * D / scale)


@misconception(
    "backward_propagation_with_dropout",
    "Step 1 is missing: dA2 and dA1 are scaled but not masked. A unit that was off passes no gradient: multiply by D.",
)
def masks_not_applied(X, Y, cache, keep_prob):
    return propagated(X, Y, cache, lambda dA, _: dA / keep_prob)


@misconception(
    "backward_propagation_with_dropout",
    "Dropout is missing on the way back: dA2 and dA1 are neither masked nor scaled. Both steps belong in both blocks.",
)
def no_dropout_on_the_way_back(X, Y, cache, keep_prob):
    return propagated(X, Y, cache, lambda dA, _: dA)


@misconception(
    "backward_propagation_with_dropout",
    "Only dA2 went through dropout. The first hidden layer was dropped too: do the two steps with dA1 and D1.",
)
def second_layer_alone(X, Y, cache, keep_prob):
    return propagated(X, Y, cache, lambda dA, D: dA * D / keep_prob, lambda dA, _: dA)


@misconception(
    "backward_propagation_with_dropout",
    "dA1 is scaled but not masked: multiply it by D1, as you did with dA2 and D2.",
)
def first_mask_not_applied(X, Y, cache, keep_prob):
    return propagated(X, Y, cache, lambda dA, D: dA * D / keep_prob, lambda dA, _: dA / keep_prob)


@misconception(
    "backward_propagation_with_dropout",
    "dA1 is multiplied by keep_prob where it should be divided. Your dA2 has it right, so do the same here.",
)
def first_layer_multiplied_by_keep_prob(X, Y, cache, keep_prob):
    return propagated(X, Y, cache, lambda dA, D: dA * D / keep_prob, lambda dA, D: dA * D * keep_prob)


@misconception(
    "backward_propagation_with_dropout",
    "dA1 is masked but not scaled. Divide it by keep_prob, as you did with dA2.",
)
def first_layer_not_scaled(X, Y, cache, keep_prob):
    return propagated(X, Y, cache, lambda dA, D: dA * D / keep_prob, lambda dA, D: dA * D)


@misconception(
    "backward_propagation_with_dropout",
    "You let the gradient through where the units were off. D is a mask already, 1 for a unit that was kept: do not "
    "compare it again, nor turn it around.",
)
def mask_compared_again(X, Y, cache, keep_prob):
    return propagated(X, Y, cache, lambda dA, D: dA * (D < keep_prob) / keep_prob)


@misconception(
    "backward_propagation_with_dropout",
    "You swapped the masks. D2 belongs to dA2 and D1 to dA1.",
)
def masks_swapped(X, Y, cache, keep_prob):
    D1, D2 = cache[1], cache[6]
    return propagated(X, Y, cache, lambda dA, _: dA * D1 / keep_prob, lambda dA, _: dA * D2 / keep_prob)


@misconception(
    "backward_propagation_with_dropout",
    "In the second block you still have dA2 on the right: the lines were copied. dA1 is made from dA1.",
)
def lines_for_the_second_layer_copied(X, Y, cache, keep_prob):
    dA2 = propagated(X, Y, cache, lambda dA, D: dA * D / keep_prob)["dA2"]
    return propagated(X, Y, cache, lambda dA, D: dA * D / keep_prob, lambda _, D1: dA2 * D1 / keep_prob)


@misconception(
    "backward_propagation_with_dropout",
    "You multiplied dA and D as matrices. Each entry of dA has its own entry in the mask: use *, not np.dot.",
)
def gradients_matrix_multiplied_with_the_mask(X, Y, cache, keep_prob):
    return propagated(X, Y, cache, lambda dA, D: np.dot(dA, D.T) / keep_prob)


@misconception(
    "backward_propagation_with_dropout",
    "You drew new masks. The gradient must go the way the activations came: use D1 and D2 from the cache.",
)
def new_masks_drawn(X, Y, cache, keep_prob):
    np.random.seed(1)
    D1 = np.random.rand(cache[1].shape[0], cache[1].shape[1]) < keep_prob
    D2 = np.random.rand(cache[6].shape[0], cache[6].shape[1]) < keep_prob
    return propagated(X, Y, cache, lambda dA, _: dA * D2 / keep_prob, lambda dA, _: dA * D1 / keep_prob)


@misconception(
    "backward_propagation_with_dropout",
    "You put mask and scale on dZ2 and dZ1 and left dA2 and dA1 as they were. Both steps belong to dA, before the "
    "ReLU's derivative.",
)
def dropout_on_dz(X, Y, cache, keep_prob):
    gradients = propagated(X, Y, cache, lambda dA, D: dA * D / keep_prob)
    gradients["dA2"] = np.dot(cache[12].T, gradients["dZ3"])
    gradients["dA1"] = np.dot(cache[8].T, gradients["dZ2"])
    return gradients


@misconception(
    "backward_propagation_with_dropout",
    "You multiplied dA by the activations A. Multiply it by the mask D, which holds only 0 and 1.",
)
def activations_for_masks(X, Y, cache, keep_prob):
    A1, A2 = cache[2], cache[7]
    return propagated(X, Y, cache, lambda dA, _: dA * A2 / keep_prob, lambda dA, _: dA * A1 / keep_prob)


@misconception(
    "backward_propagation_with_dropout",
    "You wrote the example's 0.8 into the function. Use the argument keep_prob.",
)
def keep_prob_of_the_backward_example(X, Y, cache, keep_prob):
    return propagated(X, Y, cache, lambda dA, D: dA * D / 0.8)


@misconception(
    "backward_propagation_with_dropout",
    "You divide by 0.5, the default of the forward pass. Use the argument keep_prob.",
)
def keep_prob_of_the_forward_default(X, Y, cache, keep_prob):
    return propagated(X, Y, cache, lambda dA, D: dA * D / 0.5)


@misconception(
    "backward_propagation_with_dropout",
    "You wrote the example's five points into m. Take m from X.shape[1], so that it holds for any batch.",
)
def five_points_with_dropout(X, Y, cache, keep_prob):
    gradients = propagated(X, Y, cache, lambda dA, D: dA * D / keep_prob)
    changed = {name: value * X.shape[1] / 5 for name, value in gradients.items() if name[1] in "Wb"}
    return {**gradients, **changed}


@misconception(
    "backward_propagation_with_dropout",
    "You took m from X's rows: that is the number of inputs. The examples stand in the columns, X.shape[1].",
)
def number_of_inputs_for_m_with_dropout(X, Y, cache, keep_prob):
    gradients = propagated(X, Y, cache, lambda dA, D: dA * D / keep_prob)
    changed = {name: value * X.shape[1] / X.shape[0] for name, value in gradients.items() if name[1] in "Wb"}
    return {**gradients, **changed}


@misconception(
    "backward_propagation_with_dropout",
    "The 1/m is gone from your dW and db. They are means over the examples: divide by m.",
)
def not_divided_by_m_with_dropout(X, Y, cache, keep_prob):
    gradients = propagated(X, Y, cache, lambda dA, D: dA * D / keep_prob)
    changed = {name: value * X.shape[1] for name, value in gradients.items() if name[1] in "Wb"}
    return {**gradients, **changed}


@misconception(
    "backward_propagation_with_dropout",
    "You divided dW and db by keep_prob. Only dA2 and dA1 are divided; the chain rule carries it on from there.",
)
def parameter_gradients_scaled_as_well(X, Y, cache, keep_prob):
    gradients = propagated(X, Y, cache, lambda dA, D: dA * D / keep_prob)
    changed = {name: value / keep_prob for name, value in gradients.items() if name[1] in "Wb"}
    return {**gradients, **changed}


@misconception(
    "backward_propagation_with_dropout",
    "Your db have the shape (n,), but b is a column, (n, 1). Leave keepdims=True in the sums.",
)
def flat_bias_gradients_with_dropout(X, Y, cache, keep_prob):
    gradients = propagated(X, Y, cache, lambda dA, D: dA * D / keep_prob)
    return {name: value.ravel() if name[1] == "b" else value for name, value in gradients.items()}


@misconception(
    "backward_propagation_with_dropout",
    "NumPy does not divide a mask of booleans in place: D /= keep_prob raises an error. Divide dA, and leave D as it "
    "is.",
)
def mask_divided_in_place(X, Y, cache, keep_prob):
    def back(dA, D):
        D /= keep_prob
        return dA * D

    return propagated(X, Y, cache, back)


@misconception(
    "backward_propagation_with_dropout",
    "You unpacked 12 values, as without dropout, and this cache holds 14: there are D1 and D2 in it. Leave that line "
    "as it was.",
)
def cache_unpacked_without_masks(X, Y, cache, keep_prob):
    (Z1, A1, W1, b1, Z2, A2, W2, b2, Z3, A3, W3, b3) = cache
    return backward_propagation(X, Y, cache)


@misconception(
    "backward_propagation_with_dropout",
    "Your gradients are right, but the caller's A3 is gone: after dZ3 = A3, the line dZ3 -= Y changes A3 itself. Write "
    "the difference as a new array.",
)
def output_changed_in_place_with_dropout(X, Y, cache, keep_prob):
    gradients = propagated(X, Y, cache, lambda dA, D: dA * D / keep_prob)
    dZ3 = cache[11]
    dZ3 -= Y
    gradients["dZ3"] = dZ3
    return gradients


@misconception(
    "backward_propagation_with_dropout",
    "Your gradients are right, but A1 and A2 in the caller's cache are now ones and zeros: A2[A2 > 0] = 1 writes into "
    "the array you were lent. Let the comparison make a new one.",
)
def relu_derivative_written_into_the_dropout_cache(X, Y, cache, keep_prob):
    gradients = propagated(X, Y, cache, lambda dA, D: dA * D / keep_prob)
    for A in (cache[2], cache[7]):
        A[A > 0] = 1
    return gradients


@misconception(
    "backward_propagation_with_dropout",
    "You computed in float32, which keeps only seven digits. Leave the arrays as they come: float64.",
)
def gradients_in_float32_with_dropout(X, Y, cache, keep_prob):
    gradients = propagated(X, Y, cache, lambda dA, D: dA * D / keep_prob)
    return {name: value.astype(np.float32) for name, value in gradients.items()}


@misconception(
    "backward_propagation_with_dropout",
    "Your function returns None: it comes to its end without a return. Return the dictionary gradients on the last "
    "line.",
)
def forgot_to_return_the_gradients_with_dropout(X, Y, cache, keep_prob):
    gradients = propagated(X, Y, cache, lambda dA, D: dA * D / keep_prob)


@misconception(
    "backward_propagation_with_dropout",
    "You wrote the handout's numbers into dA1 and dA2. They belong to that one example: compute them from what is "
    "given.",
)
def gradients_copied_from_the_dropout_example(X, Y, cache, keep_prob):
    gradients = propagated(X, Y, cache, lambda dA, D: dA * D / keep_prob)
    gradients["dA1"] = np.array(
        [[0.36544439, 0.0, -0.00188233, 0.0, -0.17408748], [0.65515713, 0.0, -0.00337459, 0.0, 0.0]]
    )
    gradients["dA2"] = np.array(
        [
            [0.58180856, 0.0, -0.00299679, 0.0, -0.27715731],
            [0.0, 0.53159854, 0.0, 0.53159854, -0.34089673],
            [0.0, 0.0, -0.00292733, 0.0, 0.0],
        ]
    )
    return gradients


@misconception(
    "backward_propagation_with_dropout",
    "You changed the order of the arguments. Callers hand over X, Y, cache and then keep_prob: leave the line with def "
    "as it was.",
)
def keep_prob_before_the_cache(X, Y, keep_prob, cache):
    return propagated(X, Y, cache, lambda dA, D: dA * D / keep_prob)
