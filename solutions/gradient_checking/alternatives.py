"""Right versions of the exercises in other styles than the solution's."""

import copy
import math

import numpy as np

from grader.answers import alternative
from lib.gc_utils import dictionary_to_vector, gradients_to_vector, relu, sigmoid, vector_to_dictionary


@alternative("forward_propagation")
def multiplied_by_a_function(x, theta):
    return np.multiply(x, theta)


@alternative("forward_propagation")
def dot_of_two_numbers(x, theta):
    return np.dot(theta, x)


@alternative("forward_propagation")
def sum_of_one_product(x, theta):
    return sum(weight * value for weight, value in zip([theta], [x], strict=True))


@alternative("backward_propagation")
def numpy_number(x, theta):
    return np.float64(x)


@alternative("backward_propagation")
def growth_of_the_value(x, theta):
    return forward_propagation(x, theta + 1) - forward_propagation(x, theta)


@alternative("backward_propagation")
def value_at_one(x, theta):
    return forward_propagation(x=x, theta=1)


@alternative("backward_propagation")
def slope_written_out(x, theta):
    return 1.0 * theta**0 * x


@alternative("gradient_check")
def both_functions_written_out(x, theta, epsilon=1e-7):
    approximation = ((theta + epsilon) * x - (theta - epsilon) * x) / 2 / epsilon
    return abs(x - approximation) / (abs(x) + abs(approximation))


@alternative("gradient_check")
def derivative_alone_written_out(x, theta, epsilon=1e-7):
    gradapprox = (forward_propagation(x, theta + epsilon) - forward_propagation(x, theta - epsilon)) / (2.0 * epsilon)
    numerator = np.linalg.norm(x - gradapprox)
    return numerator / (np.linalg.norm(x) + np.linalg.norm(gradapprox))


@alternative("gradient_check")
def arguments_by_name(x, theta, epsilon=1e-7):
    J_plus, J_minus = (forward_propagation(x=x, theta=theta + shift) for shift in (epsilon, -epsilon))
    gradapprox = 0.5 * (J_plus - J_minus) / epsilon
    grad = backward_propagation(x=x, theta=theta)
    return float(np.abs(grad - gradapprox) / (np.abs(grad) + np.abs(gradapprox)))


@alternative("gradient_check")
def divided_before_subtracted(x, theta, epsilon=1e-7):
    J_plus = forward_propagation(x, theta + epsilon) / (2 * epsilon)
    J_minus = forward_propagation(x, theta - epsilon) / (2 * epsilon)
    gradapprox = J_plus - J_minus
    grad = backward_propagation(x, theta)
    return math.fabs(grad - gradapprox) / (math.fabs(grad) + math.fabs(gradapprox))


@alternative("gradient_check")
def roots_of_squares(x, theta, epsilon=1e-7):
    def J(parameter):
        return forward_propagation(x, parameter)

    gradapprox = -(J(theta - epsilon) - J(theta + epsilon)) / (2 * epsilon)
    grad = backward_propagation(x, theta)
    return math.sqrt((gradapprox - grad) ** 2) / sum(math.sqrt(slope**2) for slope in (grad, gradapprox))


@alternative("gradient_check")
def one_entry_vectors(x, theta, epsilon=1e-7):
    thetas = np.array([theta + epsilon, theta - epsilon])
    J_plus, J_minus = [forward_propagation(x, each) for each in thetas]
    gradapprox = np.array([(J_plus - J_minus) / (2 * epsilon)])
    grad = np.array([backward_propagation(x, theta)])
    return np.linalg.norm(grad - gradapprox) / np.add(np.linalg.norm(grad), np.linalg.norm(gradapprox))


@alternative("gradient_check_n")
def lines_of_the_notes(parameters, gradients, X, Y, epsilon=1e-7):
    parameters_values, _ = dictionary_to_vector(parameters)
    grad = gradients_to_vector(gradients)
    num_parameters = parameters_values.shape[0]
    J_plus = np.zeros((num_parameters, 1))
    J_minus = np.zeros((num_parameters, 1))
    gradapprox = np.zeros((num_parameters, 1))
    for i in range(num_parameters):
        thetaplus = np.copy(parameters_values)
        thetaplus[i][0] = thetaplus[i][0] + epsilon
        J_plus[i], _ = forward_propagation_n(X, Y, vector_to_dictionary(thetaplus))
        thetaminus = np.copy(parameters_values)
        thetaminus[i][0] = thetaminus[i][0] - epsilon
        J_minus[i], _ = forward_propagation_n(X, Y, vector_to_dictionary(thetaminus))
        gradapprox[i] = (J_plus[i] - J_minus[i]) / (2.0 * epsilon)
    numerator = np.linalg.norm(grad - gradapprox)
    denominator = np.linalg.norm(grad) + np.linalg.norm(gradapprox)
    difference = numerator / denominator
    if difference > 1e-7:
        print("There is a mistake in the backward propagation! difference = " + str(difference))
    else:
        print("Your backward propagation works perfectly fine! difference = " + str(difference))
    return difference


@alternative("gradient_check_n")
def cost_as_a_function(parameters, gradients, X, Y, epsilon=1e-7):
    theta, _ = dictionary_to_vector(parameters)
    gradient = gradients_to_vector(gradients)

    def cost(i, shift):
        shifted = theta.copy()
        shifted[i] += shift
        return forward_propagation_n(X=X, Y=Y, parameters=vector_to_dictionary(shifted))[0]

    slopes = np.array([[(cost(i, epsilon) - cost(i, -epsilon)) / (2 * epsilon)] for i in range(len(theta))])
    return float(np.sqrt(np.sum((gradient - slopes) ** 2)) / (np.linalg.norm(gradient) + np.linalg.norm(slopes)))


@alternative("gradient_check_n")
def rows_of_the_identity(parameters, gradients, X, Y, epsilon=1e-7):
    theta = dictionary_to_vector(parameters)[0].ravel()
    plus = [forward_propagation_n(X, Y, vector_to_dictionary(theta + row))[0] for row in epsilon * np.eye(theta.size)]
    minus = [forward_propagation_n(X, Y, vector_to_dictionary(theta - row))[0] for row in epsilon * np.eye(theta.size)]
    gradapprox = np.subtract(plus, minus) / (2 * epsilon)
    grad = gradients_to_vector(gradients).ravel()
    error = grad - gradapprox
    return np.sqrt(error @ error) / (np.sqrt(grad @ grad) + np.sqrt(gradapprox @ gradapprox))


@alternative("gradient_check_n")
def vector_shifted_and_put_back(parameters, gradients, X, Y, epsilon=1e-7):
    theta, _ = dictionary_to_vector(parameters)
    gradapprox = np.empty_like(theta)
    for i in range(theta.size):
        theta[i] += epsilon
        J_plus, _ = forward_propagation_n(X, Y, vector_to_dictionary(theta))
        theta[i] -= 2 * epsilon
        J_minus, _ = forward_propagation_n(X, Y, vector_to_dictionary(theta))
        theta[i] += epsilon
        gradapprox[i] = (J_plus - J_minus) / (2 * epsilon)
    grad = gradients_to_vector(gradients)
    return np.linalg.norm(grad - gradapprox) / (np.linalg.norm(grad) + np.linalg.norm(gradapprox))


@alternative("gradient_check_n")
def parameters_shifted_and_put_back(parameters, gradients, X, Y, epsilon=1e-7):
    gradapprox = {}
    for key, array in parameters.items():
        gradapprox["d" + key] = np.zeros(array.shape)
        for place in np.ndindex(array.shape):
            old = array[place]
            array[place] = old + epsilon
            J_plus = forward_propagation_n(X, Y, parameters)[0]
            array[place] = old - epsilon
            J_minus = forward_propagation_n(X, Y, parameters)[0]
            array[place] = old
            gradapprox["d" + key][place] = (J_plus - J_minus) / (2 * epsilon)
    grad, approximation = gradients_to_vector(gradients), gradients_to_vector(gradapprox)
    return np.linalg.norm(grad - approximation) / (np.linalg.norm(grad) + np.linalg.norm(approximation))


@alternative("gradient_check_n")
def parameters_shifted_there_and_back(parameters, gradients, X, Y, epsilon=1e-7):
    slopes = []
    for key in ("W1", "b1", "W2", "b2", "W3", "b3"):
        entries = parameters[key].reshape(-1)
        for place in range(entries.size):
            entries[place] += epsilon
            J_plus, _ = forward_propagation_n(X, Y, parameters)
            entries[place] -= 2 * epsilon
            J_minus, _ = forward_propagation_n(X, Y, parameters)
            entries[place] += epsilon
            slopes.append((J_plus - J_minus) / (2 * epsilon))
    gradapprox = np.reshape(slopes, (-1, 1))
    grad = gradients_to_vector(gradients)
    return np.linalg.norm(grad - gradapprox) / (np.linalg.norm(grad) + np.linalg.norm(gradapprox))


@alternative("gradient_check_n")
def dictionary_copied_for_each_entry(parameters, gradients, X, Y, epsilon=1e-7):
    square_of_error = square_of_grad = square_of_slopes = 0.0
    for key in parameters:
        for row, column in np.ndindex(*parameters[key].shape):
            costs = []
            for shift in (epsilon, -epsilon):
                shifted = copy.deepcopy(parameters)
                shifted[key][row, column] += shift
                costs.append(float(forward_propagation_n(X, Y, shifted)[0]))
            slope = (costs[0] - costs[1]) / (2 * epsilon)
            grad = float(gradients["d" + key][row, column])
            square_of_error += (grad - slope) ** 2
            square_of_grad += grad**2
            square_of_slopes += slope**2
    return math.sqrt(square_of_error) / (math.sqrt(square_of_grad) + math.sqrt(square_of_slopes))


@alternative("gradient_check_n")
def quotients_all_at_once(parameters, gradients, X, Y, epsilon=1e-7):
    values, _ = dictionary_to_vector(parameters)
    number = values.shape[0]
    J_plus, J_minus = np.zeros((number, 1)), np.zeros((number, 1))
    for i in range(number):
        thetaplus = np.where(np.arange(number).reshape(-1, 1) == i, values + epsilon, values)
        J_plus[i] = forward_propagation_n(X, Y, vector_to_dictionary(thetaplus))[0]
    for i in range(number):
        thetaminus = np.where(np.arange(number).reshape(-1, 1) == i, values - epsilon, values)
        J_minus[i] = forward_propagation_n(X, Y, vector_to_dictionary(thetaminus))[0]
    gradapprox = J_plus / (2 * epsilon) - J_minus / (2 * epsilon)
    grad = gradients_to_vector(gradients)
    norms = [math.sqrt(np.einsum("ij,ij->", part, part)) for part in (grad - gradapprox, grad, gradapprox)]
    return norms[0] / (norms[1] + norms[2])


@alternative("gradient_check_n")
def cost_written_out(parameters, gradients, X, Y, epsilon=1e-7):
    theta, _ = dictionary_to_vector(parameters)

    def cost(column):
        p = vector_to_dictionary(column)
        hidden = relu(p["W1"] @ X + p["b1"])
        A3 = sigmoid(p["W3"] @ relu(p["W2"] @ hidden + p["b2"]) + p["b3"])
        return -np.mean(Y * np.log(A3) + (1 - Y) * np.log(1 - A3))

    plus, minus = theta + epsilon * np.eye(theta.size), theta - epsilon * np.eye(theta.size)
    gradapprox = [(cost(up) - cost(down)) / (2 * epsilon) for up, down in zip(plus.T, minus.T, strict=True)]
    grad = gradients_to_vector(gradients)[:, 0]
    return np.linalg.norm(grad - gradapprox) / (np.linalg.norm(grad) + np.linalg.norm(gradapprox))


@alternative("backward_propagation_n")
def operators_and_comparisons(X, Y, cache):
    m = X.shape[1]
    (Z1, A1, W1, b1, Z2, A2, W2, b2, Z3, A3, W3, b3) = cache
    dZ3 = A3 - Y.reshape((1, m))
    dA2 = W3.T @ dZ3
    dZ2 = dA2 * (Z2 > 0)
    dA1 = W2.T @ dZ2
    dZ1 = dA1 * (Z1 > 0)
    gradients = {"dZ3": dZ3, "dA2": dA2, "dZ2": dZ2, "dA1": dA1, "dZ1": dZ1}
    gradients.update(dW3=dZ3 @ A2.T / m, dW2=dZ2 @ A1.T / m, dW1=dZ1 @ X.T / m)
    gradients.update({f"db{layer}": gradients[f"dZ{layer}"].sum(axis=1, keepdims=True) / m for layer in (1, 2, 3)})
    return gradients


@alternative("backward_propagation_n")
def means_over_the_examples(X, Y, cache):
    (Z1, A1, W1, b1, Z2, A2, W2, b2, Z3, A3, W3, b3) = cache
    out = {"dZ3": np.subtract(A3, Y)}
    out["dA2"] = np.matmul(W3.T, out["dZ3"])
    out["dZ2"] = np.where(A2 > 0, out["dA2"], 0)
    out["dA1"] = np.matmul(W2.T, out["dZ2"])
    out["dZ1"] = np.where(A1 > 0, out["dA1"], 0)
    for layer, below in ((1, X), (2, A1), (3, A2)):
        dZ = out[f"dZ{layer}"]
        out[f"dW{layer}"] = np.mean(dZ[:, np.newaxis, :] * below[np.newaxis, :, :], axis=2)
        out[f"db{layer}"] = np.mean(dZ, axis=1, keepdims=True)
    return out


@alternative("backward_propagation_n")
def einsum_throughout(X, Y, cache):
    m = X.shape[1]
    (Z1, A1, W1, b1, Z2, A2, W2, b2, Z3, A3, W3, b3) = cache
    dZ3 = A3 - Y
    dA2 = np.einsum("ij,im->jm", W3, dZ3)
    dZ2 = dA2 * np.sign(A2)
    dA1 = np.einsum("ij,im->jm", W2, dZ2)
    dZ1 = dA1 * np.heaviside(Z1, 0)
    dW1, dW2, dW3 = (np.einsum("im,jm->ij", dZ, A) / m for dZ, A in ((dZ1, X), (dZ2, A1), (dZ3, A2)))
    db1, db2, db3 = (np.einsum("im->i", dZ).reshape(-1, 1) / m for dZ in (dZ1, dZ2, dZ3))
    names = ["dZ3", "dW3", "db3", "dA2", "dZ2", "dW2", "db2", "dA1", "dZ1", "dW1", "db1"]
    return dict(zip(names, [dZ3, dW3, db3, dA2, dZ2, dW2, db2, dA1, dZ1, dW1, db1], strict=True))


@alternative("backward_propagation_n")
def copies_changed_in_place(X, Y, cache):
    m = X.shape[1]
    (Z1, A1, W1, b1, Z2, A2, W2, b2, Z3, A3, W3, b3) = cache
    dZ3 = A3.copy()
    dZ3 -= Y
    dA2 = np.dot(W3.T, dZ3)
    dZ2 = np.copy(dA2)
    dZ2[A2 <= 0] = 0
    dA1 = np.dot(W2.T, dZ2)
    dZ1 = np.array(dA1, copy=True)
    dZ1[Z1 <= 0] = 0
    ones = np.ones((m, 1))
    gradients = {"dW3": np.dot(dZ3, A2.T), "dW2": np.dot(dZ2, A1.T), "dW1": np.dot(dZ1, X.T)}
    gradients |= {"db3": np.dot(dZ3, ones), "db2": np.dot(dZ2, ones), "db1": np.dot(dZ1, ones)}
    for name in gradients:
        gradients[name] /= m
    return gradients | {"dZ3": dZ3, "dA2": dA2, "dZ2": dZ2, "dA1": dA1, "dZ1": dZ1}


@alternative("backward_propagation_n")
def one_example_after_another(X, Y, cache):
    (Z1, A1, W1, b1, Z2, A2, W2, b2, Z3, A3, W3, b3) = cache
    m = X.shape[1]
    shapes = {"dW1": W1, "db1": b1, "dW2": W2, "db2": b2, "dW3": W3, "db3": b3}
    shapes |= {"dZ1": Z1, "dA1": A1, "dZ2": Z2, "dA2": A2, "dZ3": Z3}
    out = {name: np.zeros(array.shape) for name, array in shapes.items()}
    labels = np.ravel(Y)
    for j in range(m):
        dz3 = A3[:, [j]] - labels[j]
        da2 = W3.T @ dz3
        dz2 = da2 * (Z2[:, [j]] > 0)
        da1 = W2.T @ dz2
        dz1 = da1 * (Z1[:, [j]] > 0)
        for name, column in (("dZ3", dz3), ("dA2", da2), ("dZ2", dz2), ("dA1", da1), ("dZ1", dz1)):
            out[name][:, [j]] = column
        for layer, dz, below in ((1, dz1, X), (2, dz2, A1), (3, dz3, A2)):
            out[f"dW{layer}"] += np.outer(dz, below[:, j]) / m
            out[f"db{layer}"] += dz / m
    return out


@alternative("backward_propagation_n")
def layers_in_a_loop_with_extras(X, Y, cache):
    m = np.size(Y)
    Zs, As, Ws = cache[0::4], (X, *cache[1::4]), cache[2::4]
    gradients = {"m": m}
    dZ = As[3] - Y
    for layer in (3, 2, 1):
        gradients[f"dZ{layer}"] = dZ
        gradients[f"dW{layer}"] = np.tensordot(dZ, As[layer - 1], axes=(1, 1)) / m
        gradients[f"db{layer}"] = np.average(dZ, axis=1)[:, None]
        gradients[f"dA{layer - 1}"] = Ws[layer - 1].T.dot(dZ)
        if layer > 1:
            dZ = gradients[f"dA{layer - 1}"] * (Zs[layer - 2] > 0)
    return gradients
