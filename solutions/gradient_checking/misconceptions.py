"""Wrong versions of the exercises that people write, each with what to say to them first."""

import numpy as np

from grader.answers import misconception
from lib.gc_utils import dictionary_to_vector, gradients_to_vector, relu, vector_to_dictionary

known_costs = {}
"""What one of the answers below keeps from its first call on."""


def slopes_of_the_cost(parameters, X, Y, epsilon):
    """Formula (1) for every entry, as it should be."""
    parameters_values, _ = dictionary_to_vector(parameters)
    gradapprox = np.zeros_like(parameters_values)
    for i in range(len(gradapprox)):
        shift = np.zeros_like(parameters_values)
        shift[i] = epsilon
        J_plus, _ = forward_propagation_n(X, Y, vector_to_dictionary(parameters_values + shift))
        J_minus, _ = forward_propagation_n(X, Y, vector_to_dictionary(parameters_values - shift))
        gradapprox[i] = (J_plus - J_minus) / (2 * epsilon)
    return gradapprox


def relative_difference(grad, gradapprox):
    """Formula (2), as it should be."""
    return np.linalg.norm(grad - gradapprox) / (np.linalg.norm(grad) + np.linalg.norm(gradapprox))


def gradients_below(dZ3, m, X, cache):
    """All eleven gradients from dZ3 on, as they should be."""
    (Z1, A1, W1, b1, Z2, A2, W2, b2, Z3, A3, W3, b3) = cache
    dA2 = np.dot(W3.T, dZ3)
    dZ2 = np.multiply(dA2, np.int64(A2 > 0))
    dA1 = np.dot(W2.T, dZ2)
    dZ1 = np.multiply(dA1, np.int64(A1 > 0))
    gradients = {"dZ3": dZ3, "dA2": dA2, "dZ2": dZ2, "dA1": dA1, "dZ1": dZ1}
    for layer, (dZ, below) in enumerate([(dZ1, X), (dZ2, A1), (dZ3, A2)], start=1):
        gradients[f"dW{layer}"] = 1.0 / m * np.dot(dZ, below.T)
        gradients[f"db{layer}"] = 1.0 / m * np.sum(dZ, axis=1, keepdims=True)
    return gradients


def right_gradients(X, Y, cache):
    """All eleven gradients, as they should be."""
    return gradients_below(cache[9] - Y, X.shape[1], X, cache)


@misconception("forward_propagation", "You added theta and x. J is their product.")
def added_to_theta(x, theta):
    J = theta + x
    return J


@misconception(
    "forward_propagation",
    "You made a sum that gives 8 for the example and something else for other numbers. J is a product.",
)
def sum_that_fits_the_example(x, theta):
    J = theta + x + 2
    return J


@misconception(
    "forward_propagation",
    "You returned the 8 that the example prints. Compute J from x and theta, so that it is right for other "
    "numbers too.",
)
def value_of_the_example(x, theta):
    J = 8
    return J


@misconception(
    "forward_propagation",
    "You wrote the example's 4 where theta belongs. Take theta from the function's arguments.",
)
def theta_of_the_example(x, theta):
    J = 4 * x
    return J


@misconception(
    "forward_propagation",
    "You raised x to a power. That gives 8 for the example by chance: J is x times theta.",
)
def cube_of_x(x, theta):
    J = x**3
    return J


@misconception("forward_propagation", "You wrote two asterisks, which is a power. One asterisk multiplies.")
def power_for_product(x, theta):
    J = theta**x
    return J


@misconception(
    "forward_propagation",
    "You turned the product into a whole number. x and theta may have decimals, and J keeps them.",
)
def rounded_to_integers(x, theta):
    J = int(theta * x)
    return J


@misconception(
    "forward_propagation",
    "You took the absolute value. J has a sign: where one of x and theta is negative, so is J.",
)
def size_without_sign(x, theta):
    J = abs(theta * x)
    return J


@misconception(
    "forward_propagation",
    "You put a sigmoid around the product. J is linear here: theta times x, and nothing else.",
)
def sigmoid_of_the_product(x, theta):
    J = 1 / (1 + np.exp(-theta * x))
    return J


@misconception(
    "forward_propagation",
    "You computed J, but the function returns nothing. It must end with a return of J.",
)
def forgot_to_return_the_value(x, theta):
    J = theta * x
    print(J)


@misconception(
    "backward_propagation",
    "You took the derivative with respect to x. The parameter is theta: how much does theta * x grow when theta "
    "grows by one?",
)
def derivative_by_x(x, theta):
    dtheta = theta
    return dtheta


@misconception(
    "backward_propagation",
    "You returned J itself. Its derivative with respect to theta no longer contains theta.",
)
def value_for_derivative(x, theta):
    dtheta = theta * x
    return dtheta


@misconception(
    "backward_propagation",
    "You returned the 2 that the example prints. The derivative depends on x: return it for any x.",
)
def derivative_of_the_example(x, theta):
    dtheta = 2
    return dtheta


@misconception(
    "backward_propagation",
    "You took the derivative of theta alone, which is 1. The factor x stands before it and stays.",
)
def derivative_of_theta_alone(x, theta):
    dtheta = 1
    return dtheta


@misconception(
    "backward_propagation",
    "You divided J by theta. That breaks down where theta is 0, and the derivative is there too: find it without "
    "dividing.",
)
def value_divided_by_theta(x, theta):
    dtheta = forward_propagation(x, theta) / theta
    return dtheta


@misconception(
    "backward_propagation",
    "You approximated the derivative by formula (1). That is for the check to do: here the derivative itself is "
    "wanted, which is exact.",
)
def taken_from_a_tiny_difference(x, theta):
    dtheta = (forward_propagation(x, theta + 1e-7) - forward_propagation(x, theta - 1e-7)) / 2e-7
    return dtheta


@misconception(
    "backward_propagation",
    "You turned the derivative into a whole number. x may have decimals, and the derivative has the same.",
)
def derivative_rounded_to_integers(x, theta):
    dtheta = int(x)
    return dtheta


@misconception(
    "backward_propagation",
    "Your derivative has the wrong sign. With a positive x, J grows when theta grows.",
)
def derivative_with_wrong_sign(x, theta):
    dtheta = -x
    return dtheta


@misconception(
    "backward_propagation",
    "You computed dtheta, but the function returns nothing. It must end with a return of dtheta.",
)
def forgot_to_return_the_derivative(x, theta):
    dtheta = x
    print(dtheta)


@misconception(
    "gradient_check",
    "You divided by epsilon. From theta - epsilon to theta + epsilon it is twice that far.",
)
def divided_by_one_epsilon(x, theta, epsilon=1e-7):
    thetaplus = theta + epsilon
    thetaminus = theta - epsilon
    J_plus = forward_propagation(x, thetaplus)
    J_minus = forward_propagation(x, thetaminus)
    gradapprox = (J_plus - J_minus) / epsilon
    grad = backward_propagation(x, theta)
    numerator = np.linalg.norm(grad - gradapprox)
    denominator = np.linalg.norm(grad) + np.linalg.norm(gradapprox)
    difference = numerator / denominator
    return difference


@misconception(
    "gradient_check",
    "Python reads / 2 * epsilon from left to right: you divided by 2 and multiplied by epsilon. Brackets around "
    "the product help.",
)
def multiplied_by_epsilon(x, theta, epsilon=1e-7):
    thetaplus = theta + epsilon
    thetaminus = theta - epsilon
    J_plus = forward_propagation(x, thetaplus)
    J_minus = forward_propagation(x, thetaminus)
    gradapprox = (J_plus - J_minus) / 2 * epsilon
    grad = backward_propagation(x, theta)
    numerator = np.linalg.norm(grad - gradapprox)
    denominator = np.linalg.norm(grad) + np.linalg.norm(gradapprox)
    difference = numerator / denominator
    return difference


@misconception(
    "gradient_check",
    "You compared J(theta + epsilon) with J(theta), on one side alone. Formula (1) goes to both sides, and is "
    "much closer for curved functions.",
)
def one_sided_difference(x, theta, epsilon=1e-7):
    thetaplus = theta + epsilon
    thetaminus = theta
    J_plus = forward_propagation(x, thetaplus)
    J_minus = forward_propagation(x, thetaminus)
    gradapprox = (J_plus - J_minus) / epsilon
    grad = backward_propagation(x, theta)
    numerator = np.linalg.norm(grad - gradapprox)
    denominator = np.linalg.norm(grad) + np.linalg.norm(gradapprox)
    difference = numerator / denominator
    return difference


@misconception(
    "gradient_check",
    "Your J_minus is taken at theta, so the step is only half as long as the 2 * epsilon you divide by. Subtract "
    "epsilon there.",
)
def minus_side_left_at_theta(x, theta, epsilon=1e-7):
    thetaplus = theta + epsilon
    thetaminus = theta
    J_plus = forward_propagation(x, thetaplus)
    J_minus = forward_propagation(x, thetaminus)
    gradapprox = (J_plus - J_minus) / (2 * epsilon)
    grad = backward_propagation(x, theta)
    numerator = np.linalg.norm(grad - gradapprox)
    denominator = np.linalg.norm(grad) + np.linalg.norm(gradapprox)
    difference = numerator / denominator
    return difference


@misconception(
    "gradient_check",
    "You added epsilon on both sides, so J_plus and J_minus are the same. One of the two is at theta - epsilon.",
)
def plus_on_both_sides(x, theta, epsilon=1e-7):
    thetaplus = theta + epsilon
    thetaminus = theta + epsilon
    J_plus = forward_propagation(x, thetaplus)
    J_minus = forward_propagation(x, thetaminus)
    gradapprox = (J_plus - J_minus) / (2 * epsilon)
    grad = backward_propagation(x, theta)
    numerator = np.linalg.norm(grad - gradapprox)
    denominator = np.linalg.norm(grad) + np.linalg.norm(gradapprox)
    difference = numerator / denominator
    return difference


@misconception(
    "gradient_check",
    "You subtracted J_plus from J_minus, so gradapprox has the wrong sign. It is the other way round.",
)
def sides_exchanged(x, theta, epsilon=1e-7):
    thetaplus = theta + epsilon
    thetaminus = theta - epsilon
    J_plus = forward_propagation(x, thetaplus)
    J_minus = forward_propagation(x, thetaminus)
    gradapprox = (J_minus - J_plus) / (2 * epsilon)
    grad = backward_propagation(x, theta)
    numerator = np.linalg.norm(grad - gradapprox)
    denominator = np.linalg.norm(grad) + np.linalg.norm(gradapprox)
    difference = numerator / denominator
    return difference


@misconception(
    "gradient_check",
    "You added epsilon to J. It is theta that moves: add it before you call forward_propagation.",
)
def epsilon_added_to_the_value(x, theta, epsilon=1e-7):
    J_plus = forward_propagation(x, theta) + epsilon
    J_minus = forward_propagation(x, theta) - epsilon
    gradapprox = (J_plus - J_minus) / (2 * epsilon)
    grad = backward_propagation(x, theta)
    numerator = np.linalg.norm(grad - gradapprox)
    denominator = np.linalg.norm(grad) + np.linalg.norm(gradapprox)
    difference = numerator / denominator
    return difference


@misconception(
    "gradient_check",
    "You gave forward_propagation theta first and x second. The product hides it, but x comes first: another "
    "function would notice.",
)
def arguments_exchanged(x, theta, epsilon=1e-7):
    thetaplus = theta + epsilon
    thetaminus = theta - epsilon
    J_plus = forward_propagation(thetaplus, x)
    J_minus = forward_propagation(thetaminus, x)
    gradapprox = (J_plus - J_minus) / (2 * epsilon)
    grad = backward_propagation(x, theta)
    numerator = np.linalg.norm(grad - gradapprox)
    denominator = np.linalg.norm(grad) + np.linalg.norm(gradapprox)
    difference = numerator / denominator
    return difference


@misconception(
    "gradient_check",
    "You asked backward_propagation for the derivative at theta + epsilon. Formula (1) is centred on theta: ask there.",
)
def derivative_asked_at_theta_plus(x, theta, epsilon=1e-7):
    thetaplus = theta + epsilon
    thetaminus = theta - epsilon
    J_plus = forward_propagation(x, thetaplus)
    J_minus = forward_propagation(x, thetaminus)
    gradapprox = (J_plus - J_minus) / (2 * epsilon)
    grad = backward_propagation(x, thetaplus)
    numerator = np.linalg.norm(grad - gradapprox)
    denominator = np.linalg.norm(grad) + np.linalg.norm(gradapprox)
    difference = numerator / denominator
    return difference


@misconception(
    "gradient_check",
    "You compared gradapprox with J. Compare it with the derivative, which backward_propagation gives.",
)
def value_compared_with_derivative(x, theta, epsilon=1e-7):
    thetaplus = theta + epsilon
    thetaminus = theta - epsilon
    J_plus = forward_propagation(x, thetaplus)
    J_minus = forward_propagation(x, thetaminus)
    gradapprox = (J_plus - J_minus) / (2 * epsilon)
    grad = forward_propagation(x, theta)
    numerator = np.linalg.norm(grad - gradapprox)
    denominator = np.linalg.norm(grad) + np.linalg.norm(gradapprox)
    difference = numerator / denominator
    return difference


@misconception(
    "gradient_check",
    "Your difference is 0 whatever the derivative is: gradapprox is compared with itself. The other one to compare is "
    "what backward_propagation returns.",
)
def compared_with_itself(x, theta, epsilon=1e-7):
    thetaplus = theta + epsilon
    thetaminus = theta - epsilon
    J_plus = forward_propagation(x, thetaplus)
    J_minus = forward_propagation(x, thetaminus)
    gradapprox = (J_plus - J_minus) / (2 * epsilon)
    grad = gradapprox
    numerator = np.linalg.norm(grad - gradapprox)
    denominator = np.linalg.norm(grad) + np.linalg.norm(gradapprox)
    difference = numerator / denominator
    return difference


@misconception(
    "gradient_check",
    "You wrote 1e-7 where epsilon belongs. Use the epsilon that the function is given, whatever it is.",
)
def epsilon_of_the_notes(x, theta, epsilon=1e-7):
    thetaplus = theta + 1e-7
    thetaminus = theta - 1e-7
    J_plus = forward_propagation(x, thetaplus)
    J_minus = forward_propagation(x, thetaminus)
    gradapprox = (J_plus - J_minus) / (2 * 1e-7)
    grad = backward_propagation(x, theta)
    numerator = np.linalg.norm(grad - gradapprox)
    denominator = np.linalg.norm(grad) + np.linalg.norm(gradapprox)
    difference = numerator / denominator
    return difference


@misconception(
    "gradient_check",
    "You divide by 2e-7, but move theta by the epsilon that the function is given. Both must be the same epsilon.",
)
def epsilon_of_the_notes_below_the_line(x, theta, epsilon=1e-7):
    thetaplus = theta + epsilon
    thetaminus = theta - epsilon
    J_plus = forward_propagation(x, thetaplus)
    J_minus = forward_propagation(x, thetaminus)
    gradapprox = (J_plus - J_minus) / 2e-7
    grad = backward_propagation(x, theta)
    numerator = np.linalg.norm(grad - gradapprox)
    denominator = np.linalg.norm(grad) + np.linalg.norm(gradapprox)
    difference = numerator / denominator
    return difference


@misconception(
    "gradient_check",
    "You wrote the example's x = 2 and theta = 4 into the function. Use the x and theta that it is given.",
)
def numbers_of_the_example(x, theta, epsilon=1e-7):
    thetaplus = 4 + epsilon
    thetaminus = 4 - epsilon
    J_plus = forward_propagation(2, thetaplus)
    J_minus = forward_propagation(2, thetaminus)
    gradapprox = (J_plus - J_minus) / (2 * epsilon)
    grad = backward_propagation(2, 4)
    numerator = np.linalg.norm(grad - gradapprox)
    denominator = np.linalg.norm(grad) + np.linalg.norm(gradapprox)
    difference = numerator / denominator
    return difference


@misconception(
    "gradient_check",
    "Below the line you took the norm of the sum. It is the sum of two norms: otherwise gradients of opposite "
    "signs cancel.",
)
def norm_of_the_sum(x, theta, epsilon=1e-7):
    thetaplus = theta + epsilon
    thetaminus = theta - epsilon
    J_plus = forward_propagation(x, thetaplus)
    J_minus = forward_propagation(x, thetaminus)
    gradapprox = (J_plus - J_minus) / (2 * epsilon)
    grad = backward_propagation(x, theta)
    numerator = np.linalg.norm(grad - gradapprox)
    denominator = np.linalg.norm(grad + gradapprox)
    difference = numerator / denominator
    return difference


@misconception(
    "gradient_check",
    "You left out the norms, so the difference can come out negative, and then looks small. Take np.linalg.norm "
    "above and below the line.",
)
def no_norms(x, theta, epsilon=1e-7):
    thetaplus = theta + epsilon
    thetaminus = theta - epsilon
    J_plus = forward_propagation(x, thetaplus)
    J_minus = forward_propagation(x, thetaminus)
    gradapprox = (J_plus - J_minus) / (2 * epsilon)
    grad = backward_propagation(x, theta)
    numerator = grad - gradapprox
    denominator = grad + gradapprox
    difference = numerator / denominator
    return difference


@misconception(
    "gradient_check",
    "You divided by the norm of grad alone. Formula (2) has the sum of both norms below the line.",
)
def divided_by_grad_alone(x, theta, epsilon=1e-7):
    thetaplus = theta + epsilon
    thetaminus = theta - epsilon
    J_plus = forward_propagation(x, thetaplus)
    J_minus = forward_propagation(x, thetaminus)
    gradapprox = (J_plus - J_minus) / (2 * epsilon)
    grad = backward_propagation(x, theta)
    numerator = np.linalg.norm(grad - gradapprox)
    denominator = np.linalg.norm(grad)
    difference = numerator / denominator
    return difference


@misconception(
    "gradient_check",
    "You divided by the larger of the two norms. Formula (2) has their sum below the line.",
)
def divided_by_the_larger(x, theta, epsilon=1e-7):
    thetaplus = theta + epsilon
    thetaminus = theta - epsilon
    J_plus = forward_propagation(x, thetaplus)
    J_minus = forward_propagation(x, thetaminus)
    gradapprox = (J_plus - J_minus) / (2 * epsilon)
    grad = backward_propagation(x, theta)
    numerator = np.linalg.norm(grad - gradapprox)
    denominator = max(np.linalg.norm(grad), np.linalg.norm(gradapprox))
    difference = numerator / denominator
    return difference


@misconception(
    "gradient_check",
    "You returned the numerator alone. The difference is relative: divide by the sum of the two norms.",
)
def never_divided(x, theta, epsilon=1e-7):
    thetaplus = theta + epsilon
    thetaminus = theta - epsilon
    J_plus = forward_propagation(x, thetaplus)
    J_minus = forward_propagation(x, thetaminus)
    gradapprox = (J_plus - J_minus) / (2 * epsilon)
    grad = backward_propagation(x, theta)
    numerator = np.linalg.norm(grad - gradapprox)
    difference = numerator
    return difference


@misconception(
    "gradient_check",
    "You squared the norms, so an error of a thousandth looks like a millionth. Formula (2) has the norms themselves.",
)
def norms_squared(x, theta, epsilon=1e-7):
    thetaplus = theta + epsilon
    thetaminus = theta - epsilon
    J_plus = forward_propagation(x, thetaplus)
    J_minus = forward_propagation(x, thetaminus)
    gradapprox = (J_plus - J_minus) / (2 * epsilon)
    grad = backward_propagation(x, theta)
    numerator = np.linalg.norm(grad - gradapprox) ** 2
    denominator = np.linalg.norm(grad) ** 2 + np.linalg.norm(gradapprox) ** 2
    difference = numerator / denominator
    return difference


@misconception("gradient_check", "Below the line you multiplied the two norms. Formula (2) adds them.")
def product_of_the_norms(x, theta, epsilon=1e-7):
    thetaplus = theta + epsilon
    thetaminus = theta - epsilon
    J_plus = forward_propagation(x, thetaplus)
    J_minus = forward_propagation(x, thetaminus)
    gradapprox = (J_plus - J_minus) / (2 * epsilon)
    grad = backward_propagation(x, theta)
    numerator = np.linalg.norm(grad - gradapprox)
    denominator = np.linalg.norm(grad) * np.linalg.norm(gradapprox)
    difference = numerator / denominator
    return difference


@misconception("gradient_check", "Your quotient stands on its head: it is the numerator over the denominator.")
def upside_down(x, theta, epsilon=1e-7):
    thetaplus = theta + epsilon
    thetaminus = theta - epsilon
    J_plus = forward_propagation(x, thetaplus)
    J_minus = forward_propagation(x, thetaminus)
    gradapprox = (J_plus - J_minus) / (2 * epsilon)
    grad = backward_propagation(x, theta)
    numerator = np.linalg.norm(grad - gradapprox)
    denominator = np.linalg.norm(grad) + np.linalg.norm(gradapprox)
    difference = denominator / numerator
    return difference


@misconception(
    "gradient_check",
    "You wrote a small number down in place of the difference, so a wrong derivative never shows. Compute it by "
    "formula (2).",
)
def small_number_written_down(x, theta, epsilon=1e-7):
    difference = 1e-8
    return difference


@misconception(
    "gradient_check",
    "You rounded the difference, and what a gradient check looks for is small. Return it as it is.",
)
def rounded_to_seven_places(x, theta, epsilon=1e-7):
    thetaplus = theta + epsilon
    thetaminus = theta - epsilon
    J_plus = forward_propagation(x, thetaplus)
    J_minus = forward_propagation(x, thetaminus)
    gradapprox = (J_plus - J_minus) / (2 * epsilon)
    grad = backward_propagation(x, theta)
    numerator = np.linalg.norm(grad - gradapprox)
    denominator = np.linalg.norm(grad) + np.linalg.norm(gradapprox)
    difference = round(numerator / denominator, 7)
    return difference


@misconception(
    "gradient_check",
    "You made theta a float32. With 7 digits, adding 1e-7 does nothing at all; leave the numbers as they are.",
)
def theta_in_float32(x, theta, epsilon=1e-7):
    thetaplus = np.float32(theta + epsilon)
    thetaminus = np.float32(theta - epsilon)
    J_plus = forward_propagation(x, thetaplus)
    J_minus = forward_propagation(x, thetaminus)
    gradapprox = (J_plus - J_minus) / (2 * epsilon)
    grad = backward_propagation(x, theta)
    numerator = np.linalg.norm(grad - gradapprox)
    denominator = np.linalg.norm(grad) + np.linalg.norm(gradapprox)
    difference = numerator / denominator
    return difference


@misconception("gradient_check", "You returned gradapprox. The function returns the difference of formula (2).")
def returned_the_approximation(x, theta, epsilon=1e-7):
    thetaplus = theta + epsilon
    thetaminus = theta - epsilon
    J_plus = forward_propagation(x, thetaplus)
    J_minus = forward_propagation(x, thetaminus)
    gradapprox = (J_plus - J_minus) / (2 * epsilon)
    grad = backward_propagation(x, theta)
    numerator = np.linalg.norm(grad - gradapprox)
    denominator = np.linalg.norm(grad) + np.linalg.norm(gradapprox)
    difference = numerator / denominator
    return gradapprox


@misconception(
    "gradient_check",
    "You returned whether the difference is small. Return the difference itself: the function prints the verdict.",
)
def returned_the_verdict(x, theta, epsilon=1e-7):
    thetaplus = theta + epsilon
    thetaminus = theta - epsilon
    J_plus = forward_propagation(x, thetaplus)
    J_minus = forward_propagation(x, thetaminus)
    gradapprox = (J_plus - J_minus) / (2 * epsilon)
    grad = backward_propagation(x, theta)
    numerator = np.linalg.norm(grad - gradapprox)
    denominator = np.linalg.norm(grad) + np.linalg.norm(gradapprox)
    difference = numerator / denominator
    return bool(difference < 1e-7)


@misconception(
    "gradient_check",
    "You computed the difference, but the function returns nothing. It must end with a return of it.",
)
def forgot_to_return_the_difference(x, theta, epsilon=1e-7):
    thetaplus = theta + epsilon
    thetaminus = theta - epsilon
    J_plus = forward_propagation(x, thetaplus)
    J_minus = forward_propagation(x, thetaminus)
    gradapprox = (J_plus - J_minus) / (2 * epsilon)
    grad = backward_propagation(x, theta)
    numerator = np.linalg.norm(grad - gradapprox)
    denominator = np.linalg.norm(grad) + np.linalg.norm(gradapprox)
    difference = numerator / denominator
    print(difference)


@misconception("gradient_check_n", "You divided by epsilon. From minus epsilon to plus epsilon it is twice that far.")
def divided_each_by_one_epsilon(parameters, gradients, X, Y, epsilon=1e-7):
    parameters_values, _ = dictionary_to_vector(parameters)
    num_parameters = parameters_values.shape[0]
    J_plus, J_minus, gradapprox = np.zeros((3, num_parameters, 1))
    for i in range(num_parameters):
        thetaplus = np.copy(parameters_values)
        thetaplus[i][0] = thetaplus[i][0] + epsilon
        J_plus[i], _ = forward_propagation_n(X, Y, vector_to_dictionary(thetaplus))
        thetaminus = np.copy(parameters_values)
        thetaminus[i][0] = thetaminus[i][0] - epsilon
        J_minus[i], _ = forward_propagation_n(X, Y, vector_to_dictionary(thetaminus))
        gradapprox[i] = (J_plus[i] - J_minus[i]) / epsilon
    return relative_difference(gradients_to_vector(gradients), gradapprox)


@misconception(
    "gradient_check_n",
    "Python reads / 2 * epsilon from left to right: you divided by 2 and multiplied by epsilon. Brackets around "
    "the product help.",
)
def multiplied_each_by_epsilon(parameters, gradients, X, Y, epsilon=1e-7):
    parameters_values, _ = dictionary_to_vector(parameters)
    num_parameters = parameters_values.shape[0]
    J_plus, J_minus, gradapprox = np.zeros((3, num_parameters, 1))
    for i in range(num_parameters):
        thetaplus = np.copy(parameters_values)
        thetaplus[i][0] = thetaplus[i][0] + epsilon
        J_plus[i], _ = forward_propagation_n(X, Y, vector_to_dictionary(thetaplus))
        thetaminus = np.copy(parameters_values)
        thetaminus[i][0] = thetaminus[i][0] - epsilon
        J_minus[i], _ = forward_propagation_n(X, Y, vector_to_dictionary(thetaminus))
        gradapprox[i] = (J_plus[i] - J_minus[i]) / 2 * epsilon
    return relative_difference(gradients_to_vector(gradients), gradapprox)


@misconception(
    "gradient_check_n",
    "You compared each J_plus with the cost at the parameters themselves, on one side alone. Formula (1) goes to "
    "both sides.",
)
def forward_difference_only(parameters, gradients, X, Y, epsilon=1e-7):
    parameters_values, _ = dictionary_to_vector(parameters)
    num_parameters = parameters_values.shape[0]
    J_plus, J_minus, gradapprox = np.zeros((3, num_parameters, 1))
    for i in range(num_parameters):
        thetaplus = np.copy(parameters_values)
        thetaplus[i][0] = thetaplus[i][0] + epsilon
        J_plus[i], _ = forward_propagation_n(X, Y, vector_to_dictionary(thetaplus))
        thetaminus = np.copy(parameters_values)
        J_minus[i], _ = forward_propagation_n(X, Y, vector_to_dictionary(thetaminus))
        gradapprox[i] = (J_plus[i] - J_minus[i]) / epsilon
    return relative_difference(gradients_to_vector(gradients), gradapprox)


@misconception(
    "gradient_check_n",
    "thetaplus = parameters_values makes no copy: both names mean the same array, so J_minus is taken at the "
    "parameters themselves. Use np.copy.",
)
def second_name_for_one_array(parameters, gradients, X, Y, epsilon=1e-7):
    parameters_values, _ = dictionary_to_vector(parameters)
    num_parameters = parameters_values.shape[0]
    J_plus, J_minus, gradapprox = np.zeros((3, num_parameters, 1))
    for i in range(num_parameters):
        thetaplus = parameters_values
        thetaplus[i][0] = thetaplus[i][0] + epsilon
        J_plus[i], _ = forward_propagation_n(X, Y, vector_to_dictionary(thetaplus))
        thetaminus = parameters_values
        thetaminus[i][0] = thetaminus[i][0] - epsilon
        J_minus[i], _ = forward_propagation_n(X, Y, vector_to_dictionary(thetaminus))
        gradapprox[i] = (J_plus[i] - J_minus[i]) / (2 * epsilon)
    return relative_difference(gradients_to_vector(gradients), gradapprox)


@misconception(
    "gradient_check_n",
    "thetaplus is parameters_values itself, so every nudge stays in for all that come after it. Take np.copy for "
    "thetaplus too.",
)
def plus_side_without_copy(parameters, gradients, X, Y, epsilon=1e-7):
    parameters_values, _ = dictionary_to_vector(parameters)
    num_parameters = parameters_values.shape[0]
    J_plus, J_minus, gradapprox = np.zeros((3, num_parameters, 1))
    for i in range(num_parameters):
        thetaplus = parameters_values
        thetaplus[i][0] = thetaplus[i][0] + epsilon
        J_plus[i], _ = forward_propagation_n(X, Y, vector_to_dictionary(thetaplus))
        thetaminus = np.copy(parameters_values)
        thetaminus[i][0] = thetaminus[i][0] - epsilon
        J_minus[i], _ = forward_propagation_n(X, Y, vector_to_dictionary(thetaminus))
        gradapprox[i] = (J_plus[i] - J_minus[i]) / (2 * epsilon)
    return relative_difference(gradients_to_vector(gradients), gradapprox)


@misconception(
    "gradient_check_n",
    "You made the copies once, before the loop, so the nudges pile up. Make fresh ones for every i: only one "
    "entry may be shifted at a time.",
)
def copied_before_the_loop(parameters, gradients, X, Y, epsilon=1e-7):
    parameters_values, _ = dictionary_to_vector(parameters)
    num_parameters = parameters_values.shape[0]
    J_plus, J_minus, gradapprox = np.zeros((3, num_parameters, 1))
    thetaplus = np.copy(parameters_values)
    thetaminus = np.copy(parameters_values)
    for i in range(num_parameters):
        thetaplus[i][0] = thetaplus[i][0] + epsilon
        J_plus[i], _ = forward_propagation_n(X, Y, vector_to_dictionary(thetaplus))
        thetaminus[i][0] = thetaminus[i][0] - epsilon
        J_minus[i], _ = forward_propagation_n(X, Y, vector_to_dictionary(thetaminus))
        gradapprox[i] = (J_plus[i] - J_minus[i]) / (2 * epsilon)
    return relative_difference(gradients_to_vector(gradients), gradapprox)


@misconception(
    "gradient_check_n",
    "You added epsilon to the whole vector. Shift entry i alone, and leave the other 46 where they are.",
)
def shifted_all_entries(parameters, gradients, X, Y, epsilon=1e-7):
    parameters_values, _ = dictionary_to_vector(parameters)
    num_parameters = parameters_values.shape[0]
    J_plus, J_minus, gradapprox = np.zeros((3, num_parameters, 1))
    for i in range(num_parameters):
        thetaplus = np.copy(parameters_values)
        thetaplus = thetaplus + epsilon
        J_plus[i], _ = forward_propagation_n(X, Y, vector_to_dictionary(thetaplus))
        thetaminus = np.copy(parameters_values)
        thetaminus = thetaminus - epsilon
        J_minus[i], _ = forward_propagation_n(X, Y, vector_to_dictionary(thetaminus))
        gradapprox[i] = (J_plus[i] - J_minus[i]) / (2 * epsilon)
    return relative_difference(gradients_to_vector(gradients), gradapprox)


@misconception("gradient_check_n", "You shift entry 0 for every i. It is entry i that moves in round i.")
def shifted_the_first_entry(parameters, gradients, X, Y, epsilon=1e-7):
    parameters_values, _ = dictionary_to_vector(parameters)
    num_parameters = parameters_values.shape[0]
    J_plus, J_minus, gradapprox = np.zeros((3, num_parameters, 1))
    for i in range(num_parameters):
        thetaplus = np.copy(parameters_values)
        thetaplus[0][0] = thetaplus[0][0] + epsilon
        J_plus[i], _ = forward_propagation_n(X, Y, vector_to_dictionary(thetaplus))
        thetaminus = np.copy(parameters_values)
        thetaminus[0][0] = thetaminus[0][0] - epsilon
        J_minus[i], _ = forward_propagation_n(X, Y, vector_to_dictionary(thetaminus))
        gradapprox[i] = (J_plus[i] - J_minus[i]) / (2 * epsilon)
    return relative_difference(gradients_to_vector(gradients), gradapprox)


@misconception(
    "gradient_check_n",
    "The vector is a column of shape (47, 1): the entry's number comes first, as in thetaplus[i][0].",
)
def index_in_the_wrong_place(parameters, gradients, X, Y, epsilon=1e-7):
    parameters_values, _ = dictionary_to_vector(parameters)
    num_parameters = parameters_values.shape[0]
    J_plus, J_minus, gradapprox = np.zeros((3, num_parameters, 1))
    for i in range(num_parameters):
        thetaplus = np.copy(parameters_values)
        thetaplus[0][i] = thetaplus[0][i] + epsilon
        J_plus[i], _ = forward_propagation_n(X, Y, vector_to_dictionary(thetaplus))
        thetaminus = np.copy(parameters_values)
        thetaminus[0][i] = thetaminus[0][i] - epsilon
        J_minus[i], _ = forward_propagation_n(X, Y, vector_to_dictionary(thetaminus))
        gradapprox[i] = (J_plus[i] - J_minus[i]) / (2 * epsilon)
    return relative_difference(gradients_to_vector(gradients), gradapprox)


@misconception(
    "gradient_check_n",
    "You put epsilon in the entry's place. Add it to what stands there, and subtract it on the other side.",
)
def entry_replaced_by_epsilon(parameters, gradients, X, Y, epsilon=1e-7):
    parameters_values, _ = dictionary_to_vector(parameters)
    num_parameters = parameters_values.shape[0]
    J_plus, J_minus, gradapprox = np.zeros((3, num_parameters, 1))
    for i in range(num_parameters):
        thetaplus = np.copy(parameters_values)
        thetaplus[i][0] = epsilon
        J_plus[i], _ = forward_propagation_n(X, Y, vector_to_dictionary(thetaplus))
        thetaminus = np.copy(parameters_values)
        thetaminus[i][0] = -epsilon
        J_minus[i], _ = forward_propagation_n(X, Y, vector_to_dictionary(thetaminus))
        gradapprox[i] = (J_plus[i] - J_minus[i]) / (2 * epsilon)
    return relative_difference(gradients_to_vector(gradients), gradapprox)


@misconception(
    "gradient_check_n",
    "Your costs are those of parameters_values, where nothing is shifted, so J_plus and J_minus are the same. "
    "Give thetaplus and thetaminus to vector_to_dictionary.",
)
def cost_of_the_unshifted(parameters, gradients, X, Y, epsilon=1e-7):
    parameters_values, _ = dictionary_to_vector(parameters)
    num_parameters = parameters_values.shape[0]
    J_plus, J_minus, gradapprox = np.zeros((3, num_parameters, 1))
    for i in range(num_parameters):
        thetaplus = np.copy(parameters_values)
        thetaplus[i][0] = thetaplus[i][0] + epsilon
        J_plus[i], _ = forward_propagation_n(X, Y, vector_to_dictionary(parameters_values))
        thetaminus = np.copy(parameters_values)
        thetaminus[i][0] = thetaminus[i][0] - epsilon
        J_minus[i], _ = forward_propagation_n(X, Y, vector_to_dictionary(parameters_values))
        gradapprox[i] = (J_plus[i] - J_minus[i]) / (2 * epsilon)
    return relative_difference(gradients_to_vector(gradients), gradapprox)


@misconception(
    "gradient_check_n",
    "You subtracted J_plus from J_minus, so gradapprox has the wrong sign. It is the other way round.",
)
def minus_and_plus_exchanged(parameters, gradients, X, Y, epsilon=1e-7):
    parameters_values, _ = dictionary_to_vector(parameters)
    num_parameters = parameters_values.shape[0]
    J_plus, J_minus, gradapprox = np.zeros((3, num_parameters, 1))
    for i in range(num_parameters):
        thetaplus = np.copy(parameters_values)
        thetaplus[i][0] = thetaplus[i][0] + epsilon
        J_plus[i], _ = forward_propagation_n(X, Y, vector_to_dictionary(thetaplus))
        thetaminus = np.copy(parameters_values)
        thetaminus[i][0] = thetaminus[i][0] - epsilon
        J_minus[i], _ = forward_propagation_n(X, Y, vector_to_dictionary(thetaminus))
        gradapprox[i] = (J_minus[i] - J_plus[i]) / (2 * epsilon)
    return relative_difference(gradients_to_vector(gradients), gradapprox)


@misconception(
    "gradient_check_n",
    "forward_propagation_n returns the cost and the cache, and you stored both. Take the first alone, as in "
    "J_plus[i], _ = ...",
)
def kept_cost_and_cache(parameters, gradients, X, Y, epsilon=1e-7):
    parameters_values, _ = dictionary_to_vector(parameters)
    num_parameters = parameters_values.shape[0]
    J_plus, J_minus, gradapprox = np.zeros((3, num_parameters, 1))
    for i in range(num_parameters):
        thetaplus = np.copy(parameters_values)
        thetaplus[i][0] = thetaplus[i][0] + epsilon
        J_plus[i] = forward_propagation_n(X, Y, vector_to_dictionary(thetaplus))
        thetaminus = np.copy(parameters_values)
        thetaminus[i][0] = thetaminus[i][0] - epsilon
        J_minus[i] = forward_propagation_n(X, Y, vector_to_dictionary(thetaminus))
        gradapprox[i] = (J_plus[i] - J_minus[i]) / (2 * epsilon)
    return relative_difference(gradients_to_vector(gradients), gradapprox)


@misconception(
    "gradient_check_n",
    "You gave forward_propagation_n the column of 47 numbers. It wants the dictionary: vector_to_dictionary makes it.",
)
def vector_for_dictionary(parameters, gradients, X, Y, epsilon=1e-7):
    parameters_values, _ = dictionary_to_vector(parameters)
    num_parameters = parameters_values.shape[0]
    J_plus, J_minus, gradapprox = np.zeros((3, num_parameters, 1))
    for i in range(num_parameters):
        thetaplus = np.copy(parameters_values)
        thetaplus[i][0] = thetaplus[i][0] + epsilon
        J_plus[i], _ = forward_propagation_n(X, Y, thetaplus)
        thetaminus = np.copy(parameters_values)
        thetaminus[i][0] = thetaminus[i][0] - epsilon
        J_minus[i], _ = forward_propagation_n(X, Y, thetaminus)
        gradapprox[i] = (J_plus[i] - J_minus[i]) / (2 * epsilon)
    return relative_difference(gradients_to_vector(gradients), gradapprox)


@misconception(
    "gradient_check_n",
    "You gave forward_propagation_n the labels first. Its arguments are X, Y and the parameters, in this order.",
)
def labels_before_inputs(parameters, gradients, X, Y, epsilon=1e-7):
    parameters_values, _ = dictionary_to_vector(parameters)
    num_parameters = parameters_values.shape[0]
    J_plus, J_minus, gradapprox = np.zeros((3, num_parameters, 1))
    for i in range(num_parameters):
        thetaplus = np.copy(parameters_values)
        thetaplus[i][0] = thetaplus[i][0] + epsilon
        J_plus[i], _ = forward_propagation_n(Y, X, vector_to_dictionary(thetaplus))
        thetaminus = np.copy(parameters_values)
        thetaminus[i][0] = thetaminus[i][0] - epsilon
        J_minus[i], _ = forward_propagation_n(Y, X, vector_to_dictionary(thetaminus))
        gradapprox[i] = (J_plus[i] - J_minus[i]) / (2 * epsilon)
    return relative_difference(gradients_to_vector(gradients), gradapprox)


@misconception(
    "gradient_check_n",
    "Your gradapprox[i] stands after the loop, where i is the last number, so only the last entry is filled. "
    "Move it into the loop.",
)
def quotient_after_the_loop(parameters, gradients, X, Y, epsilon=1e-7):
    parameters_values, _ = dictionary_to_vector(parameters)
    num_parameters = parameters_values.shape[0]
    J_plus, J_minus, gradapprox = np.zeros((3, num_parameters, 1))
    for i in range(num_parameters):
        thetaplus = np.copy(parameters_values)
        thetaplus[i][0] = thetaplus[i][0] + epsilon
        J_plus[i], _ = forward_propagation_n(X, Y, vector_to_dictionary(thetaplus))
        thetaminus = np.copy(parameters_values)
        thetaminus[i][0] = thetaminus[i][0] - epsilon
        J_minus[i], _ = forward_propagation_n(X, Y, vector_to_dictionary(thetaminus))
    gradapprox[i] = (J_plus[i] - J_minus[i]) / (2 * epsilon)
    return relative_difference(gradients_to_vector(gradients), gradapprox)


@misconception(
    "gradient_check_n",
    "Your loop ends one entry early: range(n) stops before n by itself. The last bias needs its turn too.",
)
def last_entry_left_out(parameters, gradients, X, Y, epsilon=1e-7):
    parameters_values, _ = dictionary_to_vector(parameters)
    num_parameters = parameters_values.shape[0]
    J_plus, J_minus, gradapprox = np.zeros((3, num_parameters, 1))
    for i in range(num_parameters - 1):
        thetaplus = np.copy(parameters_values)
        thetaplus[i][0] = thetaplus[i][0] + epsilon
        J_plus[i], _ = forward_propagation_n(X, Y, vector_to_dictionary(thetaplus))
        thetaminus = np.copy(parameters_values)
        thetaminus[i][0] = thetaminus[i][0] - epsilon
        J_minus[i], _ = forward_propagation_n(X, Y, vector_to_dictionary(thetaminus))
        gradapprox[i] = (J_plus[i] - J_minus[i]) / (2 * epsilon)
    return relative_difference(gradients_to_vector(gradients), gradapprox)


@misconception(
    "gradient_check_n",
    "Your loop begins with entry 1, but the first entry has the number 0. Let range start by itself.",
)
def first_entry_left_out(parameters, gradients, X, Y, epsilon=1e-7):
    parameters_values, _ = dictionary_to_vector(parameters)
    num_parameters = parameters_values.shape[0]
    J_plus, J_minus, gradapprox = np.zeros((3, num_parameters, 1))
    for i in range(1, num_parameters):
        thetaplus = np.copy(parameters_values)
        thetaplus[i][0] = thetaplus[i][0] + epsilon
        J_plus[i], _ = forward_propagation_n(X, Y, vector_to_dictionary(thetaplus))
        thetaminus = np.copy(parameters_values)
        thetaminus[i][0] = thetaminus[i][0] - epsilon
        J_minus[i], _ = forward_propagation_n(X, Y, vector_to_dictionary(thetaminus))
        gradapprox[i] = (J_plus[i] - J_minus[i]) / (2 * epsilon)
    return relative_difference(gradients_to_vector(gradients), gradapprox)


@misconception(
    "gradient_check_n",
    "Your loop runs once for each of the 6 arrays. It must run once for each of the 47 numbers in them.",
)
def one_turn_per_array(parameters, gradients, X, Y, epsilon=1e-7):
    parameters_values, _ = dictionary_to_vector(parameters)
    num_parameters = parameters_values.shape[0]
    J_plus, J_minus, gradapprox = np.zeros((3, num_parameters, 1))
    for i in range(len(parameters)):
        thetaplus = np.copy(parameters_values)
        thetaplus[i][0] = thetaplus[i][0] + epsilon
        J_plus[i], _ = forward_propagation_n(X, Y, vector_to_dictionary(thetaplus))
        thetaminus = np.copy(parameters_values)
        thetaminus[i][0] = thetaminus[i][0] - epsilon
        J_minus[i], _ = forward_propagation_n(X, Y, vector_to_dictionary(thetaminus))
        gradapprox[i] = (J_plus[i] - J_minus[i]) / (2 * epsilon)
    return relative_difference(gradients_to_vector(gradients), gradapprox)


@misconception(
    "gradient_check_n",
    "You check the entries of W1, W2 and W3 and skip the biases. Each of the 47 entries has a gradient to be checked.",
)
def weights_alone(parameters, gradients, X, Y, epsilon=1e-7):
    parameters_values, keys = dictionary_to_vector(parameters)
    num_parameters = parameters_values.shape[0]
    J_plus, J_minus, gradapprox = np.zeros((3, num_parameters, 1))
    for i in range(num_parameters):
        if keys[i].startswith("b"):
            continue
        thetaplus = np.copy(parameters_values)
        thetaplus[i][0] = thetaplus[i][0] + epsilon
        J_plus[i], _ = forward_propagation_n(X, Y, vector_to_dictionary(thetaplus))
        thetaminus = np.copy(parameters_values)
        thetaminus[i][0] = thetaminus[i][0] - epsilon
        J_minus[i], _ = forward_propagation_n(X, Y, vector_to_dictionary(thetaminus))
        gradapprox[i] = (J_plus[i] - J_minus[i]) / (2 * epsilon)
    return relative_difference(gradients_to_vector(gradients), gradapprox)


@misconception(
    "gradient_check_n",
    "You wrote 1e-7 where epsilon belongs. Use the epsilon that the function is given, whatever it is.",
)
def epsilon_hard_coded(parameters, gradients, X, Y, epsilon=1e-7):
    parameters_values, _ = dictionary_to_vector(parameters)
    num_parameters = parameters_values.shape[0]
    J_plus, J_minus, gradapprox = np.zeros((3, num_parameters, 1))
    for i in range(num_parameters):
        thetaplus = np.copy(parameters_values)
        thetaplus[i][0] = thetaplus[i][0] + 1e-7
        J_plus[i], _ = forward_propagation_n(X, Y, vector_to_dictionary(thetaplus))
        thetaminus = np.copy(parameters_values)
        thetaminus[i][0] = thetaminus[i][0] - 1e-7
        J_minus[i], _ = forward_propagation_n(X, Y, vector_to_dictionary(thetaminus))
        gradapprox[i] = (J_plus[i] - J_minus[i]) / (2 * 1e-7)
    return relative_difference(gradients_to_vector(gradients), gradapprox)


@misconception(
    "gradient_check_n",
    "Below the line you took the norm of the sum. It is the sum of two norms: the two vectors need not point the "
    "same way.",
)
def norm_of_the_vectors_sum(parameters, gradients, X, Y, epsilon=1e-7):
    grad = gradients_to_vector(gradients)
    gradapprox = slopes_of_the_cost(parameters, X, Y, epsilon)
    numerator = np.linalg.norm(grad - gradapprox)
    denominator = np.linalg.norm(grad + gradapprox)
    difference = numerator / denominator
    return difference


@misconception(
    "gradient_check_n",
    "You divided by the norm of grad alone. Formula (2) has the sum of both norms below the line.",
)
def divided_by_the_norm_of_grad(parameters, gradients, X, Y, epsilon=1e-7):
    grad = gradients_to_vector(gradients)
    gradapprox = slopes_of_the_cost(parameters, X, Y, epsilon)
    numerator = np.linalg.norm(grad - gradapprox)
    denominator = np.linalg.norm(grad)
    difference = numerator / denominator
    return difference


@misconception(
    "gradient_check_n",
    "You returned the numerator alone. The difference is relative: divide by the sum of the two norms.",
)
def numerator_alone(parameters, gradients, X, Y, epsilon=1e-7):
    grad = gradients_to_vector(gradients)
    gradapprox = slopes_of_the_cost(parameters, X, Y, epsilon)
    numerator = np.linalg.norm(grad - gradapprox)
    difference = numerator
    return difference


@misconception(
    "gradient_check_n",
    "You squared the norms, so an error of a thousandth looks like a millionth. Formula (2) has the norms themselves.",
)
def squared_norms(parameters, gradients, X, Y, epsilon=1e-7):
    grad = gradients_to_vector(gradients)
    gradapprox = slopes_of_the_cost(parameters, X, Y, epsilon)
    numerator = np.sum(np.square(grad - gradapprox))
    denominator = np.sum(np.square(grad)) + np.sum(np.square(gradapprox))
    difference = numerator / denominator
    return difference


@misconception(
    "gradient_check_n",
    "You added the absolute values up. The norm of formula (2) is the root of the sum of the squares, and "
    "np.linalg.norm computes it.",
)
def sums_for_norms(parameters, gradients, X, Y, epsilon=1e-7):
    grad = gradients_to_vector(gradients)
    gradapprox = slopes_of_the_cost(parameters, X, Y, epsilon)
    numerator = np.sum(np.abs(grad - gradapprox))
    denominator = np.sum(np.abs(grad)) + np.sum(np.abs(gradapprox))
    difference = numerator / denominator
    return difference


@misconception(
    "gradient_check_n",
    "You added the entries up with their signs, and errors of opposite signs cancel. Take np.linalg.norm, which "
    "squares them first.",
)
def signed_sums_for_norms(parameters, gradients, X, Y, epsilon=1e-7):
    grad = gradients_to_vector(gradients)
    gradapprox = slopes_of_the_cost(parameters, X, Y, epsilon)
    numerator = np.sum(grad - gradapprox)
    denominator = np.sum(grad) + np.sum(gradapprox)
    difference = numerator / denominator
    return difference


@misconception(
    "gradient_check_n",
    "You took the largest entries. Formula (2) takes norms of the whole vectors, so that all 47 entries count.",
)
def largest_entries_for_norms(parameters, gradients, X, Y, epsilon=1e-7):
    grad = gradients_to_vector(gradients)
    gradapprox = slopes_of_the_cost(parameters, X, Y, epsilon)
    numerator = np.max(np.abs(grad - gradapprox))
    denominator = np.max(np.abs(grad)) + np.max(np.abs(gradapprox))
    difference = numerator / denominator
    return difference


@misconception(
    "gradient_check_n",
    "You took the relative difference of each entry and averaged, and an entry that is 0 in both makes that nan. "
    "Formula (2) divides only once: norms of the whole vectors.",
)
def mean_of_the_entries_differences(parameters, gradients, X, Y, epsilon=1e-7):
    grad = gradients_to_vector(gradients)
    gradapprox = slopes_of_the_cost(parameters, X, Y, epsilon)
    numerator = np.abs(grad - gradapprox)
    denominator = np.abs(grad) + np.abs(gradapprox)
    difference = np.mean(numerator / denominator)
    return difference


@misconception(
    "gradient_check_n",
    "With axis=0 the norm is an array with one number in it, and so is your difference. Without axis it is a "
    "plain number.",
)
def norms_down_the_column(parameters, gradients, X, Y, epsilon=1e-7):
    grad = gradients_to_vector(gradients)
    gradapprox = slopes_of_the_cost(parameters, X, Y, epsilon)
    numerator = np.linalg.norm(grad - gradapprox, axis=0)
    denominator = np.linalg.norm(grad) + np.linalg.norm(gradapprox)
    difference = numerator / denominator
    return difference


@misconception(
    "gradient_check_n",
    "grad -= gradapprox changes grad itself, and the denominator needs it as it was. Keep the difference under a "
    "name of its own.",
)
def grad_overwritten(parameters, gradients, X, Y, epsilon=1e-7):
    grad = gradients_to_vector(gradients)
    gradapprox = slopes_of_the_cost(parameters, X, Y, epsilon)
    grad -= gradapprox
    numerator = np.linalg.norm(grad)
    denominator = np.linalg.norm(grad) + np.linalg.norm(gradapprox)
    difference = numerator / denominator
    return difference


@misconception(
    "gradient_check_n",
    "You stacked the gradients in the order of their dictionary, which begins with the last layer. "
    "gradients_to_vector puts them in the order of the parameters.",
)
def gradients_in_the_dictionary_order(parameters, gradients, X, Y, epsilon=1e-7):
    parameters_values, _ = dictionary_to_vector(parameters)
    num_parameters = parameters_values.shape[0]
    J_plus, J_minus, gradapprox = np.zeros((3, num_parameters, 1))
    for i in range(num_parameters):
        thetaplus = np.copy(parameters_values)
        thetaplus[i][0] = thetaplus[i][0] + epsilon
        J_plus[i], _ = forward_propagation_n(X, Y, vector_to_dictionary(thetaplus))
        thetaminus = np.copy(parameters_values)
        thetaminus[i][0] = thetaminus[i][0] - epsilon
        J_minus[i], _ = forward_propagation_n(X, Y, vector_to_dictionary(thetaminus))
        gradapprox[i] = (J_plus[i] - J_minus[i]) / (2 * epsilon)
    return relative_difference(
        np.concatenate([gradients[key].reshape(-1, 1) for key in gradients if key[1] in "Wb"]), gradapprox
    )


@misconception(
    "gradient_check_n",
    "You computed the gradients again with backward_propagation_n. The ones to check are those that the function "
    "is given, in gradients.",
)
def gradients_computed_again(parameters, gradients, X, Y, epsilon=1e-7):
    _, cache = forward_propagation_n(X, Y, parameters)
    grad = gradients_to_vector(backward_propagation_n(X, Y, cache))
    gradapprox = slopes_of_the_cost(parameters, X, Y, epsilon)
    numerator = np.linalg.norm(grad - gradapprox)
    denominator = np.linalg.norm(grad) + np.linalg.norm(gradapprox)
    difference = numerator / denominator
    return difference


@misconception(
    "gradient_check_n",
    "You compared gradapprox with itself, and that difference is always 0. The other one to compare is grad.",
)
def vector_compared_with_itself(parameters, gradients, X, Y, epsilon=1e-7):
    grad = gradients_to_vector(gradients)
    gradapprox = slopes_of_the_cost(parameters, X, Y, epsilon)
    numerator = np.linalg.norm(gradapprox - gradapprox)
    denominator = np.linalg.norm(grad) + np.linalg.norm(gradapprox)
    difference = numerator / denominator
    return difference


@misconception(
    "gradient_check_n",
    "You returned the number that the example prints. Compute the difference from formula (2): after the repair "
    "it must be another one.",
)
def difference_of_the_example(parameters, gradients, X, Y, epsilon=1e-7):
    grad = gradients_to_vector(gradients)
    gradapprox = slopes_of_the_cost(parameters, X, Y, epsilon)
    numerator = np.linalg.norm(grad - gradapprox)
    denominator = np.linalg.norm(grad) + np.linalg.norm(gradapprox)
    difference = 0.2850931567761624
    return difference


@misconception(
    "gradient_check_n",
    "You made the vector a float32. With 7 digits, a shift of 1e-7 is lost; leave it as it is.",
)
def vector_in_float32(parameters, gradients, X, Y, epsilon=1e-7):
    parameters_values, _ = dictionary_to_vector(parameters)
    parameters_values = parameters_values.astype(np.float32)
    num_parameters = parameters_values.shape[0]
    J_plus, J_minus, gradapprox = np.zeros((3, num_parameters, 1))
    for i in range(num_parameters):
        thetaplus = np.copy(parameters_values)
        thetaplus[i][0] = thetaplus[i][0] + epsilon
        J_plus[i], _ = forward_propagation_n(X, Y, vector_to_dictionary(thetaplus))
        thetaminus = np.copy(parameters_values)
        thetaminus[i][0] = thetaminus[i][0] - epsilon
        J_minus[i], _ = forward_propagation_n(X, Y, vector_to_dictionary(thetaminus))
        gradapprox[i] = (J_plus[i] - J_minus[i]) / (2 * epsilon)
    return relative_difference(gradients_to_vector(gradients), gradapprox)


@misconception(
    "gradient_check_n",
    "You keep costs outside the function, so the second call works with those of the first. Let each call begin "
    "with fresh arrays.",
)
def costs_kept_between_calls(parameters, gradients, X, Y, epsilon=1e-7):
    parameters_values, _ = dictionary_to_vector(parameters)
    num_parameters = parameters_values.shape[0]
    J_plus, J_minus, gradapprox = np.zeros((3, num_parameters, 1))
    for i in range(num_parameters):
        if i in known_costs:
            J_plus[i], J_minus[i] = known_costs[i]
            gradapprox[i] = (J_plus[i] - J_minus[i]) / (2 * epsilon)
            continue
        thetaplus = np.copy(parameters_values)
        thetaplus[i][0] = thetaplus[i][0] + epsilon
        J_plus[i], _ = forward_propagation_n(X, Y, vector_to_dictionary(thetaplus))
        thetaminus = np.copy(parameters_values)
        thetaminus[i][0] = thetaminus[i][0] - epsilon
        J_minus[i], _ = forward_propagation_n(X, Y, vector_to_dictionary(thetaminus))
        known_costs[i] = float(J_plus[i][0]), float(J_minus[i][0])
        gradapprox[i] = (J_plus[i] - J_minus[i]) / (2 * epsilon)
    return relative_difference(gradients_to_vector(gradients), gradapprox)


@misconception(
    "gradient_check_n",
    "You shift the caller's parameters and do not put them back, so every entry stays epsilon too low. Restore "
    "each one before the next, or shift a copy.",
)
def parameters_left_shifted(parameters, gradients, X, Y, epsilon=1e-7):
    gradapprox = []
    for key in ["W1", "b1", "W2", "b2", "W3", "b3"]:
        for place in np.ndindex(parameters[key].shape):
            parameters[key][place] += epsilon
            J_plus, _ = forward_propagation_n(X, Y, parameters)
            parameters[key][place] -= 2 * epsilon
            J_minus, _ = forward_propagation_n(X, Y, parameters)
            gradapprox.append([(J_plus - J_minus) / (2 * epsilon)])
    return relative_difference(gradients_to_vector(gradients), np.array(gradapprox))


@misconception(
    "gradient_check_n",
    "You subtract from the arrays in gradients themselves, so the caller has lost the gradients afterwards. "
    "Subtract into an array of your own.",
)
def callers_gradients_overwritten(parameters, gradients, X, Y, epsilon=1e-7):
    grad = gradients_to_vector(gradients)
    gradapprox = slopes_of_the_cost(parameters, X, Y, epsilon)
    denominator = np.linalg.norm(grad) + np.linalg.norm(gradapprox)
    for key, slopes in vector_to_dictionary(gradapprox).items():
        gradients["d" + key] -= slopes
    numerator = np.linalg.norm(gradients_to_vector(gradients))
    difference = numerator / denominator
    return difference


@misconception(
    "gradient_check_n",
    "You returned gradapprox. The function returns the difference of formula (2), one number.",
)
def returned_the_approximations(parameters, gradients, X, Y, epsilon=1e-7):
    grad = gradients_to_vector(gradients)
    gradapprox = slopes_of_the_cost(parameters, X, Y, epsilon)
    numerator = np.linalg.norm(grad - gradapprox)
    denominator = np.linalg.norm(grad) + np.linalg.norm(gradapprox)
    difference = numerator / denominator
    return gradapprox


@misconception(
    "gradient_check_n",
    "You computed the difference, but the function returns nothing. It must end with a return of it.",
)
def forgot_to_return(parameters, gradients, X, Y, epsilon=1e-7):
    grad = gradients_to_vector(gradients)
    gradapprox = slopes_of_the_cost(parameters, X, Y, epsilon)
    numerator = np.linalg.norm(grad - gradapprox)
    denominator = np.linalg.norm(grad) + np.linalg.norm(gradapprox)
    difference = numerator / denominator
    print(difference)


@misconception(
    "backward_propagation_n",
    "Both bugs are still there. Print grad beside gradapprox: two of the arrays are off by a factor, and their names "
    "tell you the lines.",
)
def both_left_in(X, Y, cache):
    gradients = right_gradients(X, Y, cache)
    gradients["dW2"] = gradients["dW2"] * 2
    gradients["db1"] = gradients["db1"] * 4
    return gradients


@misconception(
    "backward_propagation_n",
    "One of the two bugs is still there. Print the columns again: which weights are twice what gradapprox says?",
)
def double_dW2_left_in(X, Y, cache):
    gradients = right_gradients(X, Y, cache)
    gradients["dW2"] = gradients["dW2"] * 2
    return gradients


@misconception(
    "backward_propagation_n",
    "One of the two bugs is still there. Print the columns again: which biases are four times what gradapprox says?",
)
def fourfold_db1_left_in(X, Y, cache):
    gradients = right_gradients(X, Y, cache)
    gradients["db1"] = gradients["db1"] * 4
    return gradients


@misconception(
    "backward_propagation_n",
    "dW2 had twice its size, and now it has half of it. Take the 2 out altogether.",
)
def two_moved_below_the_line(X, Y, cache):
    gradients = right_gradients(X, Y, cache)
    gradients["dW2"] = gradients["dW2"] / 2
    return gradients


@misconception(
    "backward_propagation_n",
    "db1 had four times its size, and now it has a quarter. Take the 4 out altogether.",
)
def four_moved_below_the_line(X, Y, cache):
    gradients = right_gradients(X, Y, cache)
    gradients["db1"] = 1.0 / (4 * X.shape[1]) * np.sum(gradients["dZ1"], axis=1, keepdims=True)
    return gradients


@misconception(
    "backward_propagation_n",
    "You took the whole 4.0 / m out of db1. Only the 4 was wrong: the mean over the m examples stays.",
)
def one_over_m_taken_out_with_the_four(X, Y, cache):
    gradients = right_gradients(X, Y, cache)
    gradients["db1"] = np.sum(gradients["dZ1"], axis=1, keepdims=True)
    return gradients


@misconception(
    "backward_propagation_n",
    "dW2 is right now, but there is a 2 in dW3, which was right before. Only two lines need a repair.",
)
def two_moved_to_dW3(X, Y, cache):
    gradients = right_gradients(X, Y, cache)
    gradients["dW3"] = gradients["dW3"] * 2
    return gradients


@misconception(
    "backward_propagation_n",
    "You made all the biases alike, with the 4 in each of them. It is the 4 that is wrong.",
)
def four_in_all_biases(X, Y, cache):
    gradients = right_gradients(X, Y, cache)
    for key in ("db1", "db2", "db3"):
        gradients[key] = gradients[key] * 4
    return gradients


@misconception(
    "backward_propagation_n",
    "You made all the weights alike, with the 2 in each of them. It is the 2 that is wrong.",
)
def two_in_all_weights(X, Y, cache):
    gradients = right_gradients(X, Y, cache)
    for key in ("dW1", "dW2", "dW3"):
        gradients[key] = gradients[key] * 2
    return gradients


@misconception(
    "backward_propagation_n",
    "1 // m is the whole-number quotient, and that is 0 for two examples and more. A single slash divides.",
)
def whole_number_division(X, Y, cache):
    gradients = right_gradients(X, Y, cache)
    gradients["dW2"] = 1 // X.shape[1] * np.dot(gradients["dZ2"], cache[1].T)
    gradients["db1"] = 1 // X.shape[1] * np.sum(gradients["dZ1"], axis=1, keepdims=True)
    return gradients


@misconception(
    "backward_propagation_n",
    "You wrote the example's 3 where m belongs. Take m from X, for any number of examples.",
)
def m_of_the_example(X, Y, cache):
    m = 3
    A3 = cache[9]
    return gradients_below(A3 - Y, m, X, cache)


@misconception(
    "backward_propagation_n",
    "X.shape[0] is the number of inputs of an example. The examples are the columns of X.",
)
def m_from_the_rows(X, Y, cache):
    m = X.shape[0]
    A3 = cache[9]
    return gradients_below(A3 - Y, m, X, cache)


@misconception(
    "backward_propagation_n",
    "len(Y) is 1 when the labels come as one row, of shape (1, m). The columns of X are always m.",
)
def m_from_len_of_Y(X, Y, cache):
    m = len(Y)
    A3 = cache[9]
    return gradients_below(A3 - Y, m, X, cache)


@misconception(
    "backward_propagation_n",
    "Y may be an array of shape (m,), as in the example, which has no second axis. The columns of X are always m.",
)
def m_from_the_second_axis_of_Y(X, Y, cache):
    m = Y.shape[1]
    A3 = cache[9]
    return gradients_below(A3 - Y, m, X, cache)


@misconception(
    "backward_propagation_n",
    "You divided by m in dZ3 already, and again in all that follow from it. Once is enough, and it stands in dW "
    "and db.",
)
def divided_by_m_twice(X, Y, cache):
    A3 = cache[9]
    dZ3 = 1.0 / X.shape[1] * (A3 - Y)
    return gradients_below(dZ3, X.shape[1], X, cache)


@misconception(
    "backward_propagation_n",
    "You took 1.0 / m out of dW2 and db1. They are means over the m examples: only the factors 2 and 4 were wrong.",
)
def never_divided_by_m(X, Y, cache):
    gradients = right_gradients(X, Y, cache)
    gradients["dW2"] = np.dot(gradients["dZ2"], cache[1].T)
    gradients["db1"] = np.sum(gradients["dZ1"], axis=1, keepdims=True)
    return gradients


@misconception(
    "backward_propagation_n",
    "You subtracted A3 from Y, and every gradient has the wrong sign. dZ3 was right as it was.",
)
def sign_of_dZ3(X, Y, cache):
    A3 = cache[9]
    dZ3 = Y - A3
    return gradients_below(dZ3, X.shape[1], X, cache)


@misconception(
    "backward_propagation_n",
    "You multiplied dZ3 by the slope of the sigmoid. With the cross-entropy it cancels, and dZ3 = A3 - Y is "
    "already all.",
)
def slope_of_the_sigmoid_twice(X, Y, cache):
    A3 = cache[9]
    dZ3 = (A3 - Y) * A3 * (1 - A3)
    return gradients_below(dZ3, X.shape[1], X, cache)


@misconception(
    "backward_propagation_n",
    "A2 is never below 0, so A2 >= 0 lets everything through. Where A2 is 0, the gradient stops: the comparison "
    "is A2 > 0.",
)
def relu_always_on_in_layer_2(X, Y, cache):
    m = X.shape[1]
    (Z1, A1, W1, b1, Z2, A2, W2, b2, Z3, A3, W3, b3) = cache
    dZ3 = A3 - Y
    dW3 = 1.0 / m * np.dot(dZ3, A2.T)
    db3 = 1.0 / m * np.sum(dZ3, axis=1, keepdims=True)
    dA2 = np.dot(W3.T, dZ3)
    dZ2 = np.multiply(dA2, np.int64(A2 >= 0))
    dW2 = 1.0 / m * np.dot(dZ2, A1.T)
    db2 = 1.0 / m * np.sum(dZ2, axis=1, keepdims=True)
    dA1 = np.dot(W2.T, dZ2)
    dZ1 = np.multiply(dA1, np.int64(A1 > 0))
    dW1 = 1.0 / m * np.dot(dZ1, X.T)
    db1 = 1.0 / m * np.sum(dZ1, axis=1, keepdims=True)
    gradients = {"dZ3": dZ3, "dW3": dW3, "db3": db3, "dA2": dA2, "dZ2": dZ2, "dW2": dW2, "db2": db2}
    gradients.update({"dA1": dA1, "dZ1": dZ1, "dW1": dW1, "db1": db1})
    return gradients


@misconception(
    "backward_propagation_n",
    "dZ1 is dA1 without the ReLU's slope. Where A1 is 0, the gradient stops: the line was right as it was.",
)
def relu_forgotten_in_layer_1(X, Y, cache):
    m = X.shape[1]
    (Z1, A1, W1, b1, Z2, A2, W2, b2, Z3, A3, W3, b3) = cache
    dZ3 = A3 - Y
    dW3 = 1.0 / m * np.dot(dZ3, A2.T)
    db3 = 1.0 / m * np.sum(dZ3, axis=1, keepdims=True)
    dA2 = np.dot(W3.T, dZ3)
    dZ2 = np.multiply(dA2, np.int64(A2 > 0))
    dW2 = 1.0 / m * np.dot(dZ2, A1.T)
    db2 = 1.0 / m * np.sum(dZ2, axis=1, keepdims=True)
    dA1 = np.dot(W2.T, dZ2)
    dZ1 = dA1
    dW1 = 1.0 / m * np.dot(dZ1, X.T)
    db1 = 1.0 / m * np.sum(dZ1, axis=1, keepdims=True)
    gradients = {"dZ3": dZ3, "dW3": dW3, "db3": db3, "dA2": dA2, "dZ2": dZ2, "dW2": dW2, "db2": db2}
    gradients.update({"dA1": dA1, "dZ1": dZ1, "dW1": dW1, "db1": db1})
    return gradients


@misconception(
    "backward_propagation_n",
    "You multiplied dA2 by the ReLU's value. Its slope is wanted, which is 1 where A2 > 0 and 0 elsewhere.",
)
def relu_itself_for_its_slope(X, Y, cache):
    m = X.shape[1]
    (Z1, A1, W1, b1, Z2, A2, W2, b2, Z3, A3, W3, b3) = cache
    dZ3 = A3 - Y
    dW3 = 1.0 / m * np.dot(dZ3, A2.T)
    db3 = 1.0 / m * np.sum(dZ3, axis=1, keepdims=True)
    dA2 = np.dot(W3.T, dZ3)
    dZ2 = np.multiply(dA2, relu(Z2))
    dW2 = 1.0 / m * np.dot(dZ2, A1.T)
    db2 = 1.0 / m * np.sum(dZ2, axis=1, keepdims=True)
    dA1 = np.dot(W2.T, dZ2)
    dZ1 = np.multiply(dA1, np.int64(A1 > 0))
    dW1 = 1.0 / m * np.dot(dZ1, X.T)
    db1 = 1.0 / m * np.sum(dZ1, axis=1, keepdims=True)
    gradients = {"dZ3": dZ3, "dW3": dW3, "db3": db3, "dA2": dA2, "dZ2": dZ2, "dW2": dW2, "db2": db2}
    gradients.update({"dA1": dA1, "dZ1": dZ1, "dW1": dW1, "db1": db1})
    return gradients


@misconception(
    "backward_propagation_n",
    "You masked dA2 by A1, the other layer's outputs. Each layer has its own: A2 for dZ2, A1 for dZ1.",
)
def mask_of_the_other_layer(X, Y, cache):
    m = X.shape[1]
    (Z1, A1, W1, b1, Z2, A2, W2, b2, Z3, A3, W3, b3) = cache
    dZ3 = A3 - Y
    dW3 = 1.0 / m * np.dot(dZ3, A2.T)
    db3 = 1.0 / m * np.sum(dZ3, axis=1, keepdims=True)
    dA2 = np.dot(W3.T, dZ3)
    dZ2 = np.multiply(dA2, np.int64(A1 > 0))
    dW2 = 1.0 / m * np.dot(dZ2, A1.T)
    db2 = 1.0 / m * np.sum(dZ2, axis=1, keepdims=True)
    dA1 = np.dot(W2.T, dZ2)
    dZ1 = np.multiply(dA1, np.int64(A1 > 0))
    dW1 = 1.0 / m * np.dot(dZ1, X.T)
    db1 = 1.0 / m * np.sum(dZ1, axis=1, keepdims=True)
    gradients = {"dZ3": dZ3, "dW3": dW3, "db3": db3, "dA2": dA2, "dZ2": dZ2, "dW2": dW2, "db2": db2}
    gradients.update({"dA1": dA1, "dZ1": dZ1, "dW1": dW1, "db1": db1})
    return gradients


@misconception(
    "backward_propagation_n",
    "You went on from dA2 where dZ2 belongs, so the second layer's ReLU is missing in dA1 and all below. That "
    "line was right as it was.",
)
def dA2_for_dZ2(X, Y, cache):
    m = X.shape[1]
    (Z1, A1, W1, b1, Z2, A2, W2, b2, Z3, A3, W3, b3) = cache
    dZ3 = A3 - Y
    dW3 = 1.0 / m * np.dot(dZ3, A2.T)
    db3 = 1.0 / m * np.sum(dZ3, axis=1, keepdims=True)
    dA2 = np.dot(W3.T, dZ3)
    dZ2 = np.multiply(dA2, np.int64(A2 > 0))
    dW2 = 1.0 / m * np.dot(dZ2, A1.T)
    db2 = 1.0 / m * np.sum(dZ2, axis=1, keepdims=True)
    dA1 = np.dot(W2.T, dA2)
    dZ1 = np.multiply(dA1, np.int64(A1 > 0))
    dW1 = 1.0 / m * np.dot(dZ1, X.T)
    db1 = 1.0 / m * np.sum(dZ1, axis=1, keepdims=True)
    gradients = {"dZ3": dZ3, "dW3": dW3, "db3": db3, "dA2": dA2, "dZ2": dZ2, "dW2": dW2, "db2": db2}
    gradients.update({"dA1": dA1, "dZ1": dZ1, "dW1": dW1, "db1": db1})
    return gradients


@misconception(
    "backward_propagation_n",
    "You multiplied dZ1 by A1. The first layer's input is X, and its gradient is made of that.",
)
def inputs_exchanged_with_A1(X, Y, cache):
    gradients = right_gradients(X, Y, cache)
    gradients["dW1"] = 1.0 / X.shape[1] * np.dot(gradients["dZ1"], cache[1].T)
    return gradients


@misconception(
    "backward_propagation_n",
    "Your dW2 is transposed, with shape (5, 3). A gradient has the shape of its weights, (3, 5): dZ2 comes first.",
)
def product_transposed(X, Y, cache):
    gradients = right_gradients(X, Y, cache)
    gradients["dW2"] = 1.0 / X.shape[1] * np.dot(cache[1], gradients["dZ2"].T)
    return gradients


@misconception(
    "backward_propagation_n",
    "You multiplied entry by entry, with an asterisk. dW2 is a matrix product: np.dot.",
)
def star_for_dot(X, Y, cache):
    gradients = right_gradients(X, Y, cache)
    gradients["dW2"] = 1.0 / X.shape[1] * gradients["dZ2"] * cache[1].T
    return gradients


@misconception("backward_propagation_n", "Without keepdims=True, db1 has the shape (5,). Its bias is a column, (5, 1).")
def keepdims_left_out(X, Y, cache):
    gradients = right_gradients(X, Y, cache)
    gradients["db1"] = 1.0 / X.shape[1] * np.sum(gradients["dZ1"], axis=1)
    return gradients


@misconception(
    "backward_propagation_n",
    "With axis=0 you add up the units. db1 adds up the examples, which are the columns: axis=1.",
)
def summed_over_the_units(X, Y, cache):
    gradients = right_gradients(X, Y, cache)
    gradients["db1"] = 1.0 / X.shape[1] * np.sum(gradients["dZ1"], axis=0, keepdims=True)
    return gradients


@misconception(
    "backward_propagation_n",
    "Without an axis, db1 is the sum over all units and examples. Each unit has a bias of its own: axis=1.",
)
def summed_over_everything(X, Y, cache):
    gradients = right_gradients(X, Y, cache)
    gradients["db1"] = 1.0 / X.shape[1] * np.sum(gradients["dZ1"], keepdims=True)
    return gradients


@misconception(
    "backward_propagation_n",
    "The arrays are right, but the dictionary has dA2 under dZ2 and dZ2 under dA2. Each belongs under its own name.",
)
def names_exchanged(X, Y, cache):
    gradients = right_gradients(X, Y, cache)
    gradients["dA2"], gradients["dZ2"] = gradients["dZ2"], gradients["dA2"]
    return gradients


@misconception(
    "backward_propagation_n",
    "Your dictionary has the dW and db alone. Leave dZ and dA in: the docstring lists all eleven.",
)
def six_gradients_alone(X, Y, cache):
    gradients = right_gradients(X, Y, cache)
    gradients = {key: value for key, value in gradients.items() if key[1] in "Wb"}
    return gradients


@misconception(
    "backward_propagation_n",
    "You halved dW2 and quartered db1 in the dictionary, after the lines themselves were repaired. Once is enough.",
)
def repaired_twice(X, Y, cache):
    gradients = right_gradients(X, Y, cache)
    gradients["dW2"] = gradients["dW2"] / 2
    gradients["db1"] = gradients["db1"] / 4
    return gradients


@misconception(
    "backward_propagation_n",
    "You made dZ3 a float32, and with it only 7 digits remain. Leave the arrays as they are.",
)
def computed_in_float32(X, Y, cache):
    A3 = cache[9]
    dZ3 = np.float32(A3 - Y)
    return gradients_below(dZ3, X.shape[1], X, cache)


@misconception(
    "backward_propagation_n",
    "dZ3 = A3 gives the array a second name, and dZ3 -= Y then changes A3 in the cache. Subtract into a new array.",
)
def A3_overwritten(X, Y, cache):
    A3 = cache[9]
    dZ3 = A3
    dZ3 -= Y
    return gradients_below(dZ3, X.shape[1], X, cache)


@misconception(
    "backward_propagation_n",
    "You turned A2 itself into zeros and ones, and the caller's cache with it. Make the mask an array of its own.",
)
def A2_turned_into_its_mask(X, Y, cache):
    m = X.shape[1]
    (Z1, A1, W1, b1, Z2, A2, W2, b2, Z3, A3, W3, b3) = cache
    dZ3 = A3 - Y
    dW3 = 1.0 / m * np.dot(dZ3, A2.T)
    db3 = 1.0 / m * np.sum(dZ3, axis=1, keepdims=True)
    dA2 = np.dot(W3.T, dZ3)
    A2[A2 > 0] = 1
    dZ2 = np.multiply(dA2, A2)
    dW2 = 1.0 / m * np.dot(dZ2, A1.T)
    db2 = 1.0 / m * np.sum(dZ2, axis=1, keepdims=True)
    dA1 = np.dot(W2.T, dZ2)
    dZ1 = np.multiply(dA1, np.int64(A1 > 0))
    dW1 = 1.0 / m * np.dot(dZ1, X.T)
    db1 = 1.0 / m * np.sum(dZ1, axis=1, keepdims=True)
    gradients = {"dZ3": dZ3, "dW3": dW3, "db3": db3, "dA2": dA2, "dZ2": dZ2, "dW2": dW2, "db2": db2}
    gradients.update({"dA1": dA1, "dZ1": dZ1, "dW1": dW1, "db1": db1})
    return gradients


@misconception(
    "backward_propagation_n",
    "dZ2 = dA2 gives the array a second name, so the mask also changed the dA2 that you return. Mask a copy.",
)
def dA2_masked_in_place(X, Y, cache):
    m = X.shape[1]
    (Z1, A1, W1, b1, Z2, A2, W2, b2, Z3, A3, W3, b3) = cache
    dZ3 = A3 - Y
    dW3 = 1.0 / m * np.dot(dZ3, A2.T)
    db3 = 1.0 / m * np.sum(dZ3, axis=1, keepdims=True)
    dA2 = np.dot(W3.T, dZ3)
    dZ2 = dA2
    dZ2[A2 <= 0] = 0
    dW2 = 1.0 / m * np.dot(dZ2, A1.T)
    db2 = 1.0 / m * np.sum(dZ2, axis=1, keepdims=True)
    dA1 = np.dot(W2.T, dZ2)
    dZ1 = np.multiply(dA1, np.int64(A1 > 0))
    dW1 = 1.0 / m * np.dot(dZ1, X.T)
    db1 = 1.0 / m * np.sum(dZ1, axis=1, keepdims=True)
    gradients = {"dZ3": dZ3, "dW3": dW3, "db3": db3, "dA2": dA2, "dZ2": dZ2, "dW2": dW2, "db2": db2}
    gradients.update({"dA1": dA1, "dZ1": dZ1, "dW1": dW1, "db1": db1})
    return gradients


@misconception(
    "backward_propagation_n",
    "You returned the gradients as a tuple. The function returns a dictionary with their names.",
)
def returned_as_tuple(X, Y, cache):
    gradients = right_gradients(X, Y, cache)
    return tuple(gradients[key] for key in ("dW1", "db1", "dW2", "db2", "dW3", "db3"))


@misconception(
    "backward_propagation_n",
    "You made the dictionary, but the function returns nothing. It must end with a return of gradients.",
)
def forgot_to_return_the_gradients(X, Y, cache):
    gradients = right_gradients(X, Y, cache)
    print(gradients.keys())
