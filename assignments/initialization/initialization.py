# %% [markdown]
# # Initialisation: where a network starts decides how far it gets
#
# Before a network can learn anything, somebody has to pick its very first weights. It sounds like a formality. It is
# not: in this assignment you train the same network on the same data three times, change nothing but the starting
# weights, and get a coin flip, a so-so classifier and a very good one.
#
# A good start
#
# - makes gradient descent get going sooner, and
# - makes it likelier to end at a low error, on the training set and on data it has never seen.
#
# **How to work.** Read from the top. Your code goes between two lines of comment: one says `### START CODE HERE ###`,
# and about how many lines it takes; the other says `### END CODE HERE ###`. Between them, replace each `None` by your
# code, and leave the rest as it is. Run the cells in order (this file opens as a notebook, and it also runs as a
# script: `python initialization.py`). A cell that comes before its blocks are filled will complain; that is all right.
# Whenever you want to know where you stand, run
#
# ```
# make grade A=initialization
# ```
#
# It grades whatever is there already, as often as you like. There are three functions to write, six lines in all.

# %%
import matplotlib.pyplot as plt
import numpy as np

from lib.init_utils import (
    backward_propagation,
    compute_loss,
    forward_propagation,
    load_dataset,
    plot_decision_boundary,
    predict,
    predict_dec,
    show,
    update_parameters,
)

plt.rcParams["figure.figsize"] = (7.0, 4.0)  # the default size of a picture, in inches
plt.rcParams["image.interpolation"] = "nearest"
plt.rcParams["image.cmap"] = "gray"

# %% [markdown]
# ## The data
#
# Two rings of points, one inside the other, with some noise: 300 to train on, 100 to test on. You want a classifier
# that tells the red ring from the blue one. No straight line can do that, so the network has to bend one.
#
# (On a machine without a display, every picture is saved in the folder `figures`, and its path is printed.)

# %%
train_X, train_Y, test_X, test_Y = load_dataset()
show()

# %% [markdown]
# ## 1 - The network, which is given
#
# `model` is a complete three-layer network, LINEAR → RELU → LINEAR → RELU → LINEAR → SIGMOID. It lacks one thing only,
# its starting weights, and for those it will call the function that you name:
#
# - `initialization="zeros"`: everything starts at zero;
# - `initialization="random"`: the weights start at large random values;
# - `initialization="he"`: the weights start at random values of just the right size, after He et al. (2015).
#
# Read it once from top to bottom. You do not have to change it.


# %%
def model(X, Y, learning_rate=0.01, num_iterations=15000, print_cost=True, initialization="he"):
    """Train the three-layer network LINEAR->RELU->LINEAR->RELU->LINEAR->SIGMOID by gradient descent.

    Arguments:
    X -- the points, of shape (2, number of examples)
    Y -- their labels (0 for red, 1 for blue), of shape (1, number of examples)
    learning_rate -- the step size of gradient descent
    num_iterations -- how many steps to take
    print_cost -- whether to print the cost at every 1000th step
    initialization -- which start to take: "zeros", "random" or "he"

    Returns:
    parameters -- dictionary of the learnt W1, b1, W2, b2, W3, b3
    """
    grads = {}
    costs = []  # the cost at every 1000th step, for the curve
    layers_dims = [X.shape[0], 10, 5, 1]

    if initialization == "zeros":
        parameters = initialize_parameters_zeros(layers_dims)
    elif initialization == "random":
        parameters = initialize_parameters_random(layers_dims)
    elif initialization == "he":
        parameters = initialize_parameters_he(layers_dims)
    else:
        raise ValueError(f'initialization is "{initialization}", but should be "zeros", "random" or "he".')

    for i in range(0, num_iterations):
        a3, cache = forward_propagation(X, parameters)
        cost = compute_loss(a3, Y)
        grads = backward_propagation(X, Y, cache)
        parameters = update_parameters(parameters, grads, learning_rate)

        if print_cost and i % 1000 == 0:
            print(f"Cost after iteration {i}: {cost}")
            costs.append(cost)

    plt.plot(costs)
    plt.ylabel("cost")
    plt.xlabel("iterations (thousands)")
    plt.title("Learning rate =" + str(learning_rate))
    show()

    return parameters


# %% [markdown]
# ### What there is to initialise
#
# For every layer $l = 1, \dots, L$ there is
#
# - a weight matrix $W^{[l]}$ of shape $(n^{[l]}, n^{[l-1]})$: a row for each unit, a column for each input of it;
# - a bias vector $b^{[l]}$ of shape $(n^{[l]}, 1)$: a column, not a flat array of shape $(n^{[l]},)$.
#
# The list `layers_dims` holds the sizes $n^{[0]}, n^{[1]}, \dots, n^{[L]}$. For `[3, 2, 1]`, then, $W^{[1]}$ is $(2,
# 3)$ and $b^{[1]}$ is $(2, 1)$; $W^{[2]}$ is $(1, 2)$ and $b^{[2]}$ is $(1, 1)$. If you remember a single thing from
# this section: **rows are where it goes, columns are where it comes from**.
#
# Your functions read that list and leave it as it is; what they return holds the $W$ and $b$ of every layer, and
# nothing else.
#
# ## 2 - All zeros
#
# **Exercise.** Set all parameters to zero. It is going to fail, and it is worth seeing how.
#
# *Hint:* `np.zeros((rows, columns))` takes the shape as *one* tuple, hence the double brackets.


# %%
def initialize_parameters_zeros(layers_dims):
    """Set all weights and all biases to zero.

    Arguments:
    layers_dims -- list of the layer sizes [n_0, n_1, ..., n_L]

    Returns:
    parameters -- dictionary of W1, b1, ..., WL, bL:
                    Wl -- zeros of shape (layers_dims[l], layers_dims[l-1])
                    bl -- zeros of shape (layers_dims[l], 1)
    """
    parameters = {}
    L = len(layers_dims)  # the number of layers, the input counted as one

    for l in range(1, L):
        ### START CODE HERE ### (≈ 2 lines of code)
        parameters["W" + str(l)] = None
        parameters["b" + str(l)] = None
        ### END CODE HERE ###
    return parameters


# %%
parameters = initialize_parameters_zeros([3, 2, 1])
print("W1 = " + str(parameters["W1"]))
print("b1 = " + str(parameters["b1"]))
print("W2 = " + str(parameters["W2"]))
print("b2 = " + str(parameters["b2"]))

# %% [markdown]
# **What you should see**
#
# ```
# W1 = [[0. 0. 0.]
#  [0. 0. 0.]]
# b1 = [[0.]
#  [0.]]
# W2 = [[0. 0.]]
# b2 = [[0.]]
# ```
#
# Now train with it, 15,000 steps long.

# %%
parameters = model(train_X, train_Y, initialization="zeros")
print("On the train set:")
predictions_train = predict(train_X, train_Y, parameters)
print("On the test set:")
predictions_test = predict(test_X, test_Y, parameters)

# %% [markdown]
# The cost sits at 0.6931471805599453 from the first step to the last, and the accuracy is 0.5 on both sets: a coin
# would do as well. (That number is $\ln 2$, the cost of answering "50 : 50" to everything.) Look at what the network
# predicts:

# %%
print("predictions_train = " + str(predictions_train))
print("predictions_test = " + str(predictions_test))

# %%
plt.title("Model with Zeros initialization")
axes = plt.gca()
axes.set_xlim([-1.5, 1.5])
axes.set_ylim([-1.5, 1.5])
plot_decision_boundary(lambda x: predict_dec(parameters, x.T), train_X, train_Y)

# %% [markdown]
# One colour everywhere: it says 0 to every point of the plane.
#
# **Why?** Units of a layer that start alike see the same inputs, give the same output, receive the same gradient, and
# so take the same step. They are alike after it too, and for ever after. Ten units in lockstep are worth one. Starting
# at zero is the extreme case: the ReLUs give 0, so no gradient reaches any weight at all, and nothing moves.
#
# **What to remember**
#
# - Draw the weights $W^{[l]}$ at random, to *break the symmetry* between the units.
# - The biases $b^{[l]}$ may start at zero. Different weights are enough to make the units differ.

# %% [markdown]
# ## 3 - Large random values
#
# Random it is, then. But how large? In this section: much too large.
#
# **Exercise.** Draw the weights from a standard normal distribution and multiply them by 10; leave the biases at zero.
#
# $$W^{[l]} = 10 \cdot \mathcal{N}(0, 1) \qquad b^{[l]} = 0$$
#
# *Hint:* `np.random.randn(rows, columns)` takes the sizes as separate arguments, unlike `np.zeros`. The seed is set for
# you, so that your random numbers are everybody's; draw for nothing but the weights, one layer after the other.


# %%
def initialize_parameters_random(layers_dims):
    """Draw large random weights, and set the biases to zero.

    Arguments:
    layers_dims -- list of the layer sizes [n_0, n_1, ..., n_L]

    Returns:
    parameters -- dictionary of W1, b1, ..., WL, bL:
                    Wl -- ten times standard normal values, of shape (layers_dims[l], layers_dims[l-1])
                    bl -- zeros of shape (layers_dims[l], 1)
    """
    np.random.seed(3)  # makes your "random" numbers the same as ours
    parameters = {}
    L = len(layers_dims)  # the number of layers, the input counted as one

    for l in range(1, L):
        ### START CODE HERE ### (≈ 2 lines of code)
        parameters["W" + str(l)] = None
        parameters["b" + str(l)] = None
        ### END CODE HERE ###

    return parameters


# %%
parameters = initialize_parameters_random([3, 2, 1])
print("W1 = " + str(parameters["W1"]))
print("b1 = " + str(parameters["b1"]))
print("W2 = " + str(parameters["W2"]))
print("b2 = " + str(parameters["b2"]))

# %% [markdown]
# **What you should see**
#
# ```
# W1 = [[ 17.88628473   4.36509851   0.96497468]
#  [-18.63492703  -2.77388203  -3.54758979]]
# b1 = [[0.]
#  [0.]]
# W2 = [[-0.82741481 -6.27000677]]
# b2 = [[0.]]
# ```

# %%
parameters = model(train_X, train_Y, initialization="random")
print("On the train set:")
predictions_train = predict(train_X, train_Y, parameters)
print("On the test set:")
predictions_test = predict(test_X, test_Y, parameters)

# %% [markdown]
# The symmetry is broken, and it learns: 0.83 on the training set and 0.86 on the test set. But look at the first cost:
# `inf`. With weights this large the last layer hands the sigmoid huge numbers, and some outputs round to exactly 0 or
# 1. If such a point is on the wrong side, its loss is $-\log 0 = \infty$.
#
# (If your costs differ from a classmate's in the third digit, you are both right. With weights this large, training
# magnifies the rounding errors, and those depend on the processor. The accuracies agree.)

# %%
print(predictions_train)
print(predictions_test)

# %%
plt.title("Model with large random initialization")
axes = plt.gca()
axes.set_xlim([-1.5, 1.5])
axes.set_ylim([-1.5, 1.5])
plot_decision_boundary(lambda x: predict_dec(parameters, x.T), train_X, train_Y)

# %% [markdown]
# **What happened**
#
# - The cost starts very high, since the network is not merely wrong but sure of it.
# - Where the sigmoid is saturated its slope is nearly zero, so the first thousands of steps go into undoing the start.
#   Weights of a bad size make gradients vanish or explode, in either case at your expense.
# - Trained longer, it would get better still. It would have been faster to begin somewhere sensible.
#
# **What to remember.** Random, but not large. So how small is right? Read on.

# %% [markdown]
# ## 4 - He initialisation
#
# A unit adds up $n^{[l-1]}$ inputs, its *fan-in*. The more it adds, the larger the sum gets, so the weights should
# shrink as the fan-in grows. He et al. (2015) worked out how much, for layers followed by a ReLU, which throws half of
# its input away:
#
# $$W^{[l]} = \mathcal{N}(0, 1) \cdot \sqrt{\frac{2}{n^{[l-1]}}} \qquad b^{[l]} = 0$$
#
# With that the signal is as strong in the last layer as in the first. (Xavier initialisation is its sibling, with
# $\sqrt{1 / n^{[l-1]}}$, made for tanh.)
#
# **Exercise.** Write it. It is the function above with one factor changed.
#
# *Hint:* the fan-in is the size of the *previous* layer. And look at the loop: `L` is counted differently here from
# above, but `l` still runs over 1, ..., L.


# %%
def initialize_parameters_he(layers_dims):
    """Draw the weights by the rule of He et al. (2015), and set the biases to zero.

    Arguments:
    layers_dims -- list of the layer sizes [n_0, n_1, ..., n_L]

    Returns:
    parameters -- dictionary of W1, b1, ..., WL, bL:
                    Wl -- normal values of variance 2 / layers_dims[l-1], of shape (layers_dims[l], layers_dims[l-1])
                    bl -- zeros of shape (layers_dims[l], 1)
    """
    np.random.seed(3)
    parameters = {}
    L = len(layers_dims) - 1  # the number of layers, the input not counted

    for l in range(1, L + 1):
        ### START CODE HERE ### (≈ 2 lines of code)
        parameters["W" + str(l)] = None
        parameters["b" + str(l)] = None
        ### END CODE HERE ###

    return parameters


# %%
parameters = initialize_parameters_he([2, 4, 1])
print("W1 = " + str(parameters["W1"]))
print("b1 = " + str(parameters["b1"]))
print("W2 = " + str(parameters["W2"]))
print("b2 = " + str(parameters["b2"]))

# %% [markdown]
# **What you should see**
#
# ```
# W1 = [[ 1.78862847  0.43650985]
#  [ 0.09649747 -1.8634927 ]
#  [-0.2773882  -0.35475898]
#  [-0.08274148 -0.62700068]]
# b1 = [[0.]
#  [0.]
#  [0.]
#  [0.]]
# W2 = [[-0.03098412 -0.33744411 -0.92904268  0.62552248]]
# b2 = [[0.]]
# ```
#
# (The first layer has two inputs, and $\sqrt{2/2} = 1$. So $W^{[1]}$ alone cannot tell you whether the factor is there;
# look at $W^{[2]}$.)

# %%
parameters = model(train_X, train_Y, initialization="he")
print("On the train set:")
predictions_train = predict(train_X, train_Y, parameters)
print("On the test set:")
predictions_test = predict(test_X, test_Y, parameters)

# %% [markdown]
# From 0.8830537463419761 down to 0.07357895962677366 at iteration 14000, in the same number of steps; 0.9933 on the
# training set, 0.96 on the test set.

# %%
plt.title("Model with He initialization")
axes = plt.gca()
axes.set_xlim([-1.5, 1.5])
axes.set_ylim([-1.5, 1.5])
plot_decision_boundary(lambda x: predict_dec(parameters, x.T), train_X, train_Y)

# %% [markdown]
# ## 5 - What to take home
#
# | start | training accuracy | test accuracy | why |
# |---|---|---|---|
# | zeros | 0.50 | 0.50 | the units never become different |
# | large random | 0.83 | 0.86 | different, but saturated: slow |
# | He | 0.99 | 0.96 | different, and of the right size |
#
# - Random weights break the symmetry; zero biases are fine.
# - The scale matters as much as the randomness: too large saturates, too small starves.
# - For layers with ReLU, take He's $\sqrt{2 / n^{[l-1]}}$.
#
# *He, Zhang, Ren and Sun: Delving Deep into Rectifiers (2015), section 2.2.*
