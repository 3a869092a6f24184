"""What people really write: wrong versions of the initialisation exercises, each with the hint it deserves."""

import numpy as np

from grader.answers import misconception

# What the versions of this file share. Where a version is wrong in one line, the handout's loop and its other line are
# taken from here, so that the mistake is what one sees.

KEPT = {}
GENERATOR = np.random.RandomState(3)


def column(n):
    """The handout's bias."""
    return np.zeros((n, 1))


def initialized(layers_dims, weights, biases=column):
    """The handout's loop, where `weights(n, before)` gives a layer's W and `biases(n)` its b."""
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters["W" + str(l)] = weights(layers_dims[l], layers_dims[l - 1])
        parameters["b" + str(l)] = biases(layers_dims[l])
    return parameters


def seeded(layers_dims, weights, biases=column):
    """The same after the handout's seed."""
    np.random.seed(3)
    return initialized(layers_dims, weights, biases)


def ten(n, before):
    """The handout's large weights."""
    return np.random.randn(n, before) * 10


def he(n, before):
    """The handout's weights after He."""
    return np.random.randn(n, before) * np.sqrt(2 / before)


# All zeros


@misconception(
    "initialize_parameters_zeros",
    "Your weight matrices lie on their side. Rows are where it goes, columns are where it comes from: W_l has n_l "
    "rows and n_{l-1} columns.",
)
def transposed_weights(layers_dims):
    return initialized(layers_dims, lambda n, before: np.zeros((before, n)))


@misconception(
    "initialize_parameters_zeros",
    "Your biases are flat arrays of shape (n,). Make each of them a column of shape (n, 1): the shape needs both "
    "numbers.",
)
def flat_biases(layers_dims):
    return initialized(layers_dims, lambda n, before: np.zeros((n, before)), np.zeros)


@misconception(
    "initialize_parameters_zeros",
    "Your biases are rows of shape (1, n). They should be columns, (n, 1): swap the two numbers of the shape.",
)
def row_biases(layers_dims):
    return initialized(layers_dims, lambda n, before: np.zeros((n, before)), lambda n: np.zeros((1, n)))


@misconception(
    "initialize_parameters_zeros",
    "b_l has the size of the layer before. A bias belongs to the units of its own layer, of which there are "
    "layers_dims[l].",
)
def biases_of_the_layer_before(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters["W" + str(l)] = np.zeros((layers_dims[l], layers_dims[l - 1]))
        parameters["b" + str(l)] = np.zeros((layers_dims[l - 1], 1))
    return parameters


@misconception(
    "initialize_parameters_zeros",
    "Your biases have as many columns as the layer before has units: they got the shape of W. A bias has one column, "
    "whatever comes before.",
)
def biases_in_the_shape_of_weights(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters["W" + str(l)] = np.zeros((layers_dims[l], layers_dims[l - 1]))
        parameters["b" + str(l)] = np.zeros((layers_dims[l], layers_dims[l - 1]))
    return parameters


@misconception(
    "initialize_parameters_zeros",
    "Your weights are n_l by n_l. The columns count the inputs of a unit, and those come from the layer before, l - 1.",
)
def square_weights(layers_dims):
    return initialized(layers_dims, lambda n, _: np.zeros((n, n)))


@misconception(
    "initialize_parameters_zeros",
    "np.zeros takes the shape as one tuple, so it needs double brackets, np.zeros((rows, columns)). You gave it two "
    "numbers, and it took the second for a type.",
)
def shape_without_its_brackets(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters["W" + str(l)] = np.zeros(layers_dims[l], layers_dims[l - 1])
        parameters["b" + str(l)] = np.zeros(layers_dims[l], 1)
    return parameters


@misconception(
    "initialize_parameters_zeros",
    "Your weights are small random numbers. That is a better start, but not this exercise: here they are all zero, to "
    "see what goes wrong.",
)
def small_random_weights(layers_dims):
    return initialized(layers_dims, lambda n, before: np.random.randn(n, before) * 0.01)


@misconception(
    "initialize_parameters_zeros",
    "Your biases are ones. The biases are zero as well: it is np.zeros for both lines.",
)
def biases_of_one(layers_dims):
    return initialized(layers_dims, lambda n, before: np.zeros((n, before)), lambda n: np.ones((n, 1)))


@misconception(
    "initialize_parameters_zeros",
    "You wrote W1, b1, W2 and b2 out by hand, so there are always two layers. Let the loop make a W and a b for every "
    "layer in layers_dims.",
)
def two_layers_by_hand(layers_dims):
    parameters = {}
    parameters["W1"] = np.zeros((layers_dims[1], layers_dims[0]))
    parameters["b1"] = np.zeros((layers_dims[1], 1))
    parameters["W2"] = np.zeros((layers_dims[2], layers_dims[1]))
    parameters["b2"] = np.zeros((layers_dims[2], 1))
    return parameters


@misconception(
    "initialize_parameters_zeros",
    "Your shapes are those of the example [3, 2, 1], whatever layers_dims says. Take every size from layers_dims.",
)
def shapes_of_the_example(layers_dims):
    return {"W1": np.zeros((2, 3)), "b1": np.zeros((2, 1)), "W2": np.zeros((1, 2)), "b2": np.zeros((1, 1))}


@misconception(
    "initialize_parameters_zeros",
    "The last layer is missing. L counts the input as well here, and range stops before its end already: range(1, L) "
    "is right as it stands.",
)
def last_layer_missing(layers_dims):
    return initialized(layers_dims[:-1], lambda n, before: np.zeros((n, before)))


@misconception(
    "initialize_parameters_zeros",
    "Your names count from W0. The input layer has no parameters: the first ones are W1 and b1.",
)
def names_from_zero(layers_dims):
    parameters = {}
    for l in range(len(layers_dims) - 1):
        parameters["W" + str(l)] = np.zeros((layers_dims[l + 1], layers_dims[l]))
        parameters["b" + str(l)] = np.zeros((layers_dims[l + 1], 1))
    return parameters


@misconception(
    "initialize_parameters_zeros",
    "Your dictionary has the keys W and b alone, so each layer overwrites the one before. The layer's number belongs "
    "to the name: W1, b1, W2 and so on.",
)
def names_without_numbers(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters["W"] = np.zeros((layers_dims[l], layers_dims[l - 1]))
        parameters["b"] = np.zeros((layers_dims[l], 1))
    return parameters


@misconception(
    "initialize_parameters_zeros",
    "You return from inside the loop, so it ends after the first layer. Move `return` to the left, below the loop.",
)
def returned_inside_the_loop(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters["W" + str(l)] = np.zeros((layers_dims[l], layers_dims[l - 1]))
        parameters["b" + str(l)] = np.zeros((layers_dims[l], 1))
        return parameters
    return parameters


@misconception(
    "initialize_parameters_zeros",
    "Your function gives nothing back. It ends with `return parameters`; printing them is not enough.",
)
def forgot_to_return(layers_dims):
    parameters = initialized(layers_dims, lambda n, before: np.zeros((n, before)))
    print(parameters)


@misconception(
    "initialize_parameters_zeros",
    "Your matrices are lists of lists, which the network cannot calculate with. Make them NumPy arrays: np.zeros does.",
)
def lists_for_arrays(layers_dims):
    return initialized(layers_dims, lambda n, before: [[0.0] * before for _ in range(n)], lambda n: [[0.0]] * n)


@misconception(
    "initialize_parameters_zeros",
    "Your dictionary lives outside the function, so the layers of an earlier, deeper network are still in it. Begin "
    "each call with `parameters = {}`.",
)
def dictionary_kept_between_calls(layers_dims):
    for l in range(1, len(layers_dims)):
        KEPT["W" + str(l)] = np.zeros((layers_dims[l], layers_dims[l - 1]))
        KEPT["b" + str(l)] = np.zeros((layers_dims[l], 1))
    return KEPT


@misconception(
    "initialize_parameters_zeros",
    "Your zeros are right, but `pop` takes the input's size out of the caller's own list. Read layers_dims by its "
    "index and leave it as it is.",
)
def popped_the_input_size(layers_dims):
    parameters = {}
    before = layers_dims.pop(0)
    for l, n in enumerate(layers_dims, start=1):
        parameters["W" + str(l)] = np.zeros((n, before))
        parameters["b" + str(l)] = np.zeros((n, 1))
        before = n
    return parameters


# Large random values


@misconception(
    "initialize_parameters_random",
    "You made the weights small, with a factor of 0.01. In this exercise they are large on purpose: the factor is 10.",
)
def scaled_by_a_hundredth(layers_dims):
    return seeded(layers_dims, lambda n, before: np.random.randn(n, before) * 0.01)


@misconception(
    "initialize_parameters_random",
    "Your weights are the plain draws: the factor of 10 is missing.",
)
def forgot_the_factor(layers_dims):
    return seeded(layers_dims, np.random.randn)


@misconception(
    "initialize_parameters_random",
    "You divided the draws by 10. They are to be large here: multiply.",
)
def divided_by_ten(layers_dims):
    return seeded(layers_dims, lambda n, before: np.random.randn(n, before) / 10)


@misconception(
    "initialize_parameters_random",
    "You added 10 to the draws, which moves them all to around 10. To spread them wider, multiply by it.",
)
def added_ten(layers_dims):
    return seeded(layers_dims, lambda n, before: np.random.randn(n, before) + 10)


@misconception(
    "initialize_parameters_random",
    "You multiplied by the square root of 10, as if 10 were the variance. The factor is 10 itself.",
)
def ten_taken_for_the_variance(layers_dims):
    return seeded(layers_dims, lambda n, before: np.random.randn(n, before) * np.sqrt(10))


@misconception(
    "initialize_parameters_random",
    "np.random.rand draws evenly between 0 and 1, so your weights are all positive. The normal distribution is "
    "np.random.randn, with an n at its end.",
)
def even_draws(layers_dims):
    return seeded(layers_dims, lambda n, before: np.random.rand(n, before) * 10)


@misconception(
    "initialize_parameters_random",
    "You used the factor of He's rule, the square root of 2 / n_{l-1}. That comes in the next exercise; the factor "
    "here is 10.",
)
def scaled_as_he(layers_dims):
    return seeded(layers_dims, he)


@misconception(
    "initialize_parameters_random",
    "Your biases are random. They start at zero, and drawing for them also shifts the draws of the weights that "
    "follow.",
)
def random_biases(layers_dims):
    return seeded(layers_dims, ten, lambda n: np.random.randn(n, 1))


@misconception(
    "initialize_parameters_random",
    "You draw the biases and then multiply them by 0. They are zero, but the draws are used up, so the next layer's "
    "weights get others. Take np.zeros for b.",
)
def drew_biases_and_dropped_them(layers_dims):
    return seeded(layers_dims, ten, lambda n: np.random.randn(n, 1) * 0)


@misconception(
    "initialize_parameters_random",
    "Your seed is 1. Leave the given np.random.seed(3) as it stands, or your numbers are not ours.",
)
def another_seed(layers_dims):
    np.random.seed(1)
    return initialized(layers_dims, ten)


@misconception(
    "initialize_parameters_random",
    "Your function does not set the seed, so its numbers are others each time. Put np.random.seed(3) back as its "
    "first line.",
)
def no_seed(layers_dims):
    return initialized(layers_dims, ten)


@misconception(
    "initialize_parameters_random",
    "You set the seed again in each layer, so every layer begins with the same numbers. Set it once, before the loop.",
)
def seeded_in_every_layer(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        np.random.seed(3)
        parameters["W" + str(l)] = np.random.randn(layers_dims[l], layers_dims[l - 1]) * 10
        parameters["b" + str(l)] = np.zeros((layers_dims[l], 1))
    return parameters


@misconception(
    "initialize_parameters_random",
    "Your draws come from np.random.default_rng(3), a newer generator that gives other numbers from the same seed. "
    "Draw with np.random.randn, after the given np.random.seed(3).",
)
def newer_generator(layers_dims):
    generator = np.random.default_rng(3)
    return initialized(layers_dims, lambda n, before: generator.standard_normal((n, before)) * 10)


@misconception(
    "initialize_parameters_random",
    "Your generator is made outside the function, so each call goes on where the one before stopped. Set the seed "
    "inside the function, as its first line does.",
)
def generator_kept_between_calls(layers_dims):
    return initialized(layers_dims, lambda n, before: GENERATOR.randn(n, before) * 10)


@misconception(
    "initialize_parameters_random",
    "Your weight matrices lie on their side. W_l has n_l rows and n_{l-1} columns.",
)
def transposed_draws(layers_dims):
    return seeded(layers_dims, lambda n, before: ten(before, n))


@misconception(
    "initialize_parameters_random",
    "You drew W the other way round and turned it with .T: the shape is right, but the numbers stand in other places. "
    "Draw it with n_l rows and n_{l-1} columns at once.",
)
def drawn_on_its_side_and_turned(layers_dims):
    return seeded(layers_dims, lambda n, before: ten(before, n).T)


@misconception(
    "initialize_parameters_random",
    "np.random.randn takes the two sizes as separate arguments, not as a tuple: one pair of brackets, unlike np.zeros.",
)
def sizes_in_a_tuple(layers_dims):
    return seeded(layers_dims, lambda n, before: np.random.randn((n, before)) * 10)


@misconception(
    "initialize_parameters_random",
    "Your biases are flat arrays of shape (n,). Make each of them a column of shape (n, 1).",
)
def flat_biases_beside_large_weights(layers_dims):
    return seeded(layers_dims, ten, np.zeros)


@misconception(
    "initialize_parameters_random",
    "You draw the layers from the last to the first, so each gets draws that belong to another. Go through them in "
    "order, from layer 1 on.",
)
def last_layer_drawn_first(layers_dims):
    np.random.seed(3)
    parameters = {}
    for l in reversed(range(1, len(layers_dims))):
        parameters["W" + str(l)] = np.random.randn(layers_dims[l], layers_dims[l - 1]) * 10
        parameters["b" + str(l)] = np.zeros((layers_dims[l], 1))
    return parameters


@misconception(
    "initialize_parameters_random",
    "You multiply by 10 after the loop, where l is the last layer's number: only the last W gets large. Multiply "
    "inside the loop.",
)
def only_the_last_layer_scaled(layers_dims):
    np.random.seed(3)
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters["W" + str(l)] = np.random.randn(layers_dims[l], layers_dims[l - 1])
        parameters["b" + str(l)] = np.zeros((layers_dims[l], 1))
    parameters["W" + str(l)] *= 10
    return parameters


@misconception(
    "initialize_parameters_random",
    "You wrote W1, b1, W2 and b2 out by hand, so a third layer never gets any weights. Let the loop go through all of "
    "layers_dims.",
)
def two_large_layers_by_hand(layers_dims):
    np.random.seed(3)
    W1 = np.random.randn(layers_dims[1], layers_dims[0]) * 10
    b1 = np.zeros((layers_dims[1], 1))
    W2 = np.random.randn(layers_dims[2], layers_dims[1]) * 10
    b2 = np.zeros((layers_dims[2], 1))
    return {"W1": W1, "b1": b1, "W2": W2, "b2": b2}


@misconception(
    "initialize_parameters_random",
    "These are the numbers printed in the notes, for [3, 2, 1] alone. Your function should draw its own, for whatever "
    "is in layers_dims.",
)
def numbers_of_the_notes(layers_dims):
    W1 = np.array([[17.88628473, 4.36509851, 0.96497468], [-18.63492703, -2.77388203, -3.54758979]])
    W2 = np.array([[-0.82741481, -6.27000677]])
    return {"W1": W1, "b1": np.zeros((2, 1)), "W2": W2, "b2": np.zeros((1, 1))}


@misconception(
    "initialize_parameters_random",
    "Your weights are float32 and keep only seven digits. Leave them in float64, as np.random.randn gives them: no "
    "astype, no dtype.",
)
def single_precision(layers_dims):
    return seeded(layers_dims, lambda n, before: ten(n, before).astype(np.float32))


@misconception(
    "initialize_parameters_random",
    "Your numbers are right, but `pop` empties the caller's own list as you go. Read layers_dims by its index and "
    "leave it as it is.",
)
def emptied_layers_dims(layers_dims):
    np.random.seed(3)
    parameters = {}
    for l in range(1, len(layers_dims)):
        before = layers_dims.pop(0)
        parameters["W" + str(l)] = np.random.randn(layers_dims[0], before) * 10
        parameters["b" + str(l)] = np.zeros((layers_dims[0], 1))
    return parameters


# He initialisation


@misconception(
    "initialize_parameters_he",
    "He's factor is the square root of 2 / n_{l-1}. You took 1 / n_{l-1} under the root, which is Xavier's, for tanh.",
)
def scaled_as_xavier(layers_dims):
    return seeded(layers_dims, lambda n, before: np.random.randn(n, before) * np.sqrt(1 / before))


@misconception(
    "initialize_parameters_he",
    "You divided by the sizes of both layers together, n_{l-1} + n_l, which is Glorot's rule. He's has the layer "
    "before alone, n_{l-1}.",
)
def scaled_as_glorot(layers_dims):
    return seeded(layers_dims, lambda n, before: np.random.randn(n, before) * np.sqrt(2 / (before + n)))


@misconception(
    "initialize_parameters_he",
    "You multiplied by 2 / n_{l-1}, which is the variance. The factor is its square root.",
)
def forgot_the_root(layers_dims):
    return seeded(layers_dims, lambda n, before: np.random.randn(n, before) * (2 / before))


@misconception(
    "initialize_parameters_he",
    "Your root is around the 2 alone, and n_{l-1} is left outside. The root goes around the whole fraction.",
)
def root_of_the_two_alone(layers_dims):
    return seeded(layers_dims, lambda n, before: np.random.randn(n, before) * np.sqrt(2) / before)


@misconception(
    "initialize_parameters_he",
    "Your root is around n_{l-1} alone, and the 2 is left outside: a power binds more tightly than a division. Put "
    "the whole fraction under the root.",
)
def root_of_the_width_alone(layers_dims):
    return seeded(layers_dims, lambda n, before: np.random.randn(n, before) * 2 / before**0.5)


@misconception(
    "initialize_parameters_he",
    "`** 1 / 2` is not a root: Python takes the power of 1 first and halves the result. Write `** 0.5`, or use "
    "np.sqrt.",
)
def halved_for_rooted(layers_dims):
    return seeded(layers_dims, lambda n, before: np.random.randn(n, before) * (2 / before) ** 1 / 2)


@misconception(
    "initialize_parameters_he",
    "Under your root, 2 is multiplied by n_{l-1}, so the weights grow with the layer. They should shrink: divide.",
)
def multiplied_under_the_root(layers_dims):
    return seeded(layers_dims, lambda n, before: np.random.randn(n, before) * np.sqrt(2 * before))


@misconception(
    "initialize_parameters_he",
    "You divided the draws by the square root of 2 / n_{l-1}. Multiply by it.",
)
def divided_by_the_scale(layers_dims):
    return seeded(layers_dims, lambda n, before: np.random.randn(n, before) / np.sqrt(2 / before))


@misconception(
    "initialize_parameters_he",
    "`//` drops everything after the point, so your factor is 0 in every layer with more than two inputs. Divide with "
    "a single `/`.",
)
def whole_number_division(layers_dims):
    return seeded(layers_dims, lambda n, before: np.random.randn(n, before) * np.sqrt(2 // before))


@misconception(
    "initialize_parameters_he",
    "Under your root is the layer's own size, n_l. It should be the number of inputs of a unit, the size of the layer "
    "before.",
)
def scaled_by_its_own_size(layers_dims):
    return seeded(layers_dims, lambda n, before: np.random.randn(n, before) * np.sqrt(2 / n))


@misconception(
    "initialize_parameters_he",
    "You scale every layer by the size of the input, layers_dims[0]. Each layer has a fan-in of its own: the size of "
    "the layer just before it.",
)
def scaled_by_the_input_size(layers_dims):
    scale = np.sqrt(2 / layers_dims[0])
    return seeded(layers_dims, lambda n, before: np.random.randn(n, before) * scale)


@misconception(
    "initialize_parameters_he",
    "You scale every layer by the size of the last hidden one. Each layer has a fan-in of its own: compute the factor "
    "inside the loop, from the layer just before.",
)
def scaled_by_the_last_fan_in(layers_dims):
    scale = np.sqrt(2 / layers_dims[-2])
    return seeded(layers_dims, lambda n, before: np.random.randn(n, before) * scale)


@misconception(
    "initialize_parameters_he",
    "The factor of 10 from the exercise above is still there, beside He's. His root takes its place.",
)
def ten_and_he(layers_dims):
    return seeded(layers_dims, lambda n, before: 10 * he(n, before))


@misconception(
    "initialize_parameters_he",
    "Your weights are still those of the exercise above, times 10. Put He's root in the place of the 10.",
)
def still_ten(layers_dims):
    return seeded(layers_dims, ten)


@misconception(
    "initialize_parameters_he",
    "Your weights are the plain draws. The first layer of the example cannot show it, since its factor happens to be "
    "1: multiply by He's root in every layer.",
)
def forgot_the_scale(layers_dims):
    return seeded(layers_dims, np.random.randn)


@misconception(
    "initialize_parameters_he",
    "np.random.rand draws evenly between 0 and 1. The normal distribution is np.random.randn, with an n at its end.",
)
def even_draws_scaled(layers_dims):
    return seeded(layers_dims, lambda n, before: np.random.rand(n, before) * np.sqrt(2 / before))


@misconception(
    "initialize_parameters_he",
    "You draw evenly between two limits, which is the other form of He's rule. The variance is right, but this "
    "exercise takes normal draws, np.random.randn.",
)
def even_form_of_he(layers_dims):
    def weights(n, before):
        limit = np.sqrt(6 / before)
        return np.random.uniform(-limit, limit, (n, before))

    return seeded(layers_dims, weights)


@misconception(
    "initialize_parameters_he",
    "The last layer is missing. L does not count the input here, so the loop runs to L itself, and range needs L + 1.",
)
def loop_one_short(layers_dims):
    np.random.seed(3)
    parameters = {}
    L = len(layers_dims) - 1
    for l in range(1, L):
        parameters["W" + str(l)] = np.random.randn(layers_dims[l], layers_dims[l - 1]) * np.sqrt(2 / layers_dims[l - 1])
        parameters["b" + str(l)] = np.zeros((layers_dims[l], 1))
    return parameters


@misconception(
    "initialize_parameters_he",
    "Your biases are drawn as the weights are. They start at zero, and drawing for them also shifts the weights that "
    "follow.",
)
def biases_drawn_as_weights(layers_dims):
    np.random.seed(3)
    parameters = {}
    for l in range(1, len(layers_dims)):
        scale = np.sqrt(2 / layers_dims[l - 1])
        parameters["W" + str(l)] = np.random.randn(layers_dims[l], layers_dims[l - 1]) * scale
        parameters["b" + str(l)] = np.random.randn(layers_dims[l], 1) * scale
    return parameters


@misconception(
    "initialize_parameters_he",
    "Your function does not set the seed, so its numbers are others each time. Put np.random.seed(3) back as its "
    "first line.",
)
def no_seed_for_he(layers_dims):
    return initialized(layers_dims, he)


@misconception(
    "initialize_parameters_he",
    "You set the seed again in each layer, so every layer begins with the same numbers. Set it once, before the loop.",
)
def he_seeded_in_every_layer(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        np.random.seed(3)
        parameters["W" + str(l)] = he(layers_dims[l], layers_dims[l - 1])
        parameters["b" + str(l)] = np.zeros((layers_dims[l], 1))
    return parameters


@misconception(
    "initialize_parameters_he",
    "Your weight matrices lie on their side. W_l has n_l rows and n_{l-1} columns.",
)
def he_on_its_side(layers_dims):
    np.random.seed(3)
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters["W" + str(l)] = np.random.randn(layers_dims[l - 1], layers_dims[l]) * np.sqrt(2 / layers_dims[l - 1])
        parameters["b" + str(l)] = np.zeros((layers_dims[l], 1))
    return parameters


@misconception(
    "initialize_parameters_he",
    "Your biases are flat arrays of shape (n,). Make each of them a column of shape (n, 1).",
)
def flat_biases_beside_he(layers_dims):
    return seeded(layers_dims, he, np.zeros)


@misconception(
    "initialize_parameters_he",
    "You wrote W1, b1, W2 and b2 out by hand, so a third layer never gets any weights. Let the loop go through all of "
    "layers_dims.",
)
def two_layers_of_he_by_hand(layers_dims):
    np.random.seed(3)
    n_x, n_h, n_y = layers_dims[0], layers_dims[1], layers_dims[2]
    W1 = np.random.randn(n_h, n_x) * np.sqrt(2 / n_x)
    W2 = np.random.randn(n_y, n_h) * np.sqrt(2 / n_h)
    return {"W1": W1, "b1": np.zeros((n_h, 1)), "W2": W2, "b2": np.zeros((n_y, 1))}


@misconception(
    "initialize_parameters_he",
    "These are the numbers printed in the notes, for [2, 4, 1] alone. Your function should draw its own, for whatever "
    "is in layers_dims.",
)
def numbers_of_the_notes_for_he(layers_dims):
    W1 = np.array(
        [[1.78862847, 0.43650985], [0.09649747, -1.8634927], [-0.2773882, -0.35475898], [-0.08274148, -0.62700068]]
    )
    W2 = np.array([[-0.03098412, -0.33744411, -0.92904268, 0.62552248]])
    return {"W1": W1, "b1": np.zeros((4, 1)), "W2": W2, "b2": np.zeros((1, 1))}


@misconception(
    "initialize_parameters_he",
    "You keep each layer's scale in the dictionary as well. It holds W and b alone: the network counts its layers by "
    "the number of entries.",
)
def scales_among_the_parameters(layers_dims):
    np.random.seed(3)
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters["scale" + str(l)] = np.sqrt(2 / layers_dims[l - 1])
        parameters["W" + str(l)] = np.random.randn(layers_dims[l], layers_dims[l - 1]) * parameters["scale" + str(l)]
        parameters["b" + str(l)] = np.zeros((layers_dims[l], 1))
    return parameters


@misconception(
    "initialize_parameters_he",
    "Your weights are float32 and keep only seven digits. Leave them in float64, as np.random.randn gives them: no "
    "astype, no dtype.",
)
def he_in_single_precision(layers_dims):
    return seeded(layers_dims, lambda n, before: he(n, before).astype(np.float32))


@misconception(
    "initialize_parameters_he",
    "Your numbers are right, but you store the factors in layers_dims, over the sizes. That list is the caller's: "
    "keep the factor under a name of its own.",
)
def sizes_overwritten_by_scales(layers_dims):
    np.random.seed(3)
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters["W" + str(l)] = np.random.randn(layers_dims[l], layers_dims[l - 1])
        parameters["b" + str(l)] = np.zeros((layers_dims[l], 1))
        layers_dims[l - 1] = np.sqrt(2 / layers_dims[l - 1])
        parameters["W" + str(l)] *= layers_dims[l - 1]
    return parameters
