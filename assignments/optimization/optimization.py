# %% [markdown]
# # Optimisation: getting downhill faster
#
# So far you have learnt with plain gradient descent: compute the gradient of the cost, take a step against it, repeat.
# It works. But a better way of walking downhill can turn days of training into hours, and can end lower down. In this
# assignment you write the ones that everybody uses: mini-batches, momentum and Adam. In the end you race them.
#
# Think of the cost as a hilly landscape, and of training as looking for the lowest point of it in the fog. You feel the
# slope under your feet (the gradient), and have to decide about the next step.
#
# **Notation.** As always, $da$ is short for $\frac{\partial J}{\partial a}$, whatever $a$ may be.
#
# **How to work.** Read from the top. Your code goes between two lines of comment: one says `### START CODE HERE ###`,
# and about how many lines it takes; the other says `### END CODE HERE ###`. Between them, replace each `None` by your
# code, and leave the rest as it is. Run the cells in order (this file opens as a notebook, and it also runs as a
# script: `python optimization.py`). A cell that comes before its blocks are filled will complain; that is all right.
# Whenever you want to know where you stand, run
#
# ```
# make grade A=optimization
# ```
#
# It grades whatever is there already, as often as you like. There are six functions to complete. What a function
# returns it may change in place; whatever else it is given (`X`, `Y`, `grads`) it leaves as it was.

# %%
import math

import matplotlib.pyplot as plt
import numpy as np

from lib.opt_utils import (
    backward_propagation,
    compute_cost,
    forward_propagation,
    initialize_parameters,
    load_dataset,
    plot_decision_boundary,
    predict,
    predict_dec,
    show,
)
from lib.testCases import (
    initialize_adam_test_case,
    initialize_velocity_test_case,
    random_mini_batches_test_case,
    update_parameters_with_adam_test_case,
    update_parameters_with_gd_test_case,
    update_parameters_with_momentum_test_case,
)

plt.rcParams["figure.figsize"] = (7.0, 4.0)  # the default size of a picture, in inches
plt.rcParams["image.interpolation"] = "nearest"
plt.rcParams["image.cmap"] = "gray"

# %% [markdown]
# ## 1 - Gradient descent
#
# If all $m$ examples go into each step, it is called *batch* gradient descent. For each layer $l = 1, \dots, L$ a step
# is
#
# $$W^{[l]} = W^{[l]} - \alpha \, dW^{[l]} \tag{1}$$
#
# $$b^{[l]} = b^{[l]} - \alpha \, db^{[l]} \tag{2}$$
#
# where $\alpha$ is the learning rate.
#
# **Exercise (to warm up).** Write one step.
#
# *Hint:* the loop counts `l` from 0, but the first parameters are called `W1` and `b1`. So inside the loop it is always
# `str(l + 1)`.


# %%
def update_parameters_with_gd(parameters, grads, learning_rate):
    """Take one step of gradient descent.

    Arguments:
    parameters -- dictionary of W1, b1, ..., WL, bL
    grads -- dictionary of dW1, db1, ..., dWL, dbL, each of the shape of its parameter
    learning_rate -- the step size, a number

    Returns:
    parameters -- the dictionary, with the updated parameters
    """
    L = len(parameters) // 2  # the number of layers

    for l in range(L):
        ### START CODE HERE ### (approx. 2 lines)
        parameters["W" + str(l + 1)] = None
        parameters["b" + str(l + 1)] = None
        ### END CODE HERE ###

    return parameters


# %%
parameters, grads, learning_rate = update_parameters_with_gd_test_case()

parameters = update_parameters_with_gd(parameters, grads, learning_rate)
print("W1 = " + str(parameters["W1"]))
print("b1 = " + str(parameters["b1"]))
print("W2 = " + str(parameters["W2"]))
print("b2 = " + str(parameters["b2"]))

# %% [markdown]
# **What you should see**
#
# ```
# W1 = [[ 1.63535156 -0.62320365 -0.53718766]
#  [-1.07799357  0.85639907 -2.29470142]]
# b1 = [[ 1.74604067]
#  [-0.75184921]]
# W2 = [[ 0.32171798 -0.25467393  1.46902454]
#  [-2.05617317 -0.31554548 -0.3756023 ]
#  [ 1.1404819  -1.09976462 -0.1612551 ]]
# b2 = [[-0.88020257]
#  [ 0.02561572]
#  [ 0.57539477]]
# ```
#
# The other extreme is *stochastic* gradient descent, which takes a step after every single example. The rule is the
# same; what differs is how much data there is behind a step.
#
# ```python
# # Batch gradient descent              # Stochastic gradient descent
# for i in range(num_iterations):       for i in range(num_iterations):
#     a, cache = forward(X)                 for j in range(m):
#     grads = backward(a, cache)                a, cache = forward(X[:, j : j + 1])
#     update(grads)                             grads = backward(a, cache)
#                                               update(grads)
# ```
#
# Stochastic steps are cheap, and there are many of them. But each follows the opinion of a single example, so the path
# staggers towards the minimum rather than walking there, and it never quite settles.

# %% [markdown]
# ## 2 - Mini-batches
#
# In practice one goes for the middle: a step for every *mini-batch* of, say, 64 examples. That is enough of them for a
# decent direction, and few enough for many steps per pass over the data. (A full pass is called an *epoch*.) To cut the
# training set $(X, Y)$ into mini-batches takes two steps:
#
# - **Shuffle** the columns of $X$ and of $Y$, *both in the same order*: column $i$ of $Y$ has to remain the label of
#   column $i$ of $X$. Without shuffling the network would see, say, all the red points first, and learn that everything
#   is red. With `permutation = [2, 4, 0, 3, 1]`, `X[:, permutation]` are the columns of `X` in just that order.
# - **Partition** the shuffled columns into pieces of `mini_batch_size`. If $m$ is not a multiple of it, there are
#   $\lfloor m / mini\_batch\_size \rfloor$ full pieces, and a last one with whatever is left.
#
# **Exercise.** Shuffling is given; write the partition. The first two mini-batches would be
#
# ```python
# first_mini_batch_X = shuffled_X[:, 0 : mini_batch_size]
# second_mini_batch_X = shuffled_X[:, mini_batch_size : 2 * mini_batch_size]
# ```
#
# *Hint:* what does the slice of number `k` look like, when `k` counts from 0? And where does the last piece begin?


# %%
def random_mini_batches(X, Y, mini_batch_size=64, seed=0):
    """Cut the training set into random mini-batches.

    Arguments:
    X -- the inputs, of shape (input size, m) for m examples
    Y -- their labels, of shape (1, m)
    mini_batch_size -- how many examples a mini-batch has (the last one may have fewer)
    seed -- the seed of the shuffle

    Returns:
    mini_batches -- list of pairs (mini_batch_X, mini_batch_Y), of shapes (input size, size) and (1, size)
    """
    np.random.seed(seed)  # makes your "random" mini-batches the same as ours
    m = X.shape[1]
    mini_batches = []

    # Step 1: shuffle the columns of X and Y, both in the same order
    permutation = list(np.random.permutation(m))
    shuffled_X = X[:, permutation]
    shuffled_Y = Y[:, permutation].reshape((1, m))

    # Step 2: partition what was shuffled; first the full mini-batches
    num_complete_minibatches = math.floor(m / mini_batch_size)
    for k in range(0, num_complete_minibatches):
        ### START CODE HERE ### (approx. 2 lines)
        mini_batch_X = None
        mini_batch_Y = None
        ### END CODE HERE ###
        mini_batch = (mini_batch_X, mini_batch_Y)
        mini_batches.append(mini_batch)

    # Then what is left, if there is anything left
    if m % mini_batch_size != 0:
        ### START CODE HERE ### (approx. 2 lines)
        mini_batch_X = None
        mini_batch_Y = None
        ### END CODE HERE ###
        mini_batch = (mini_batch_X, mini_batch_Y)
        mini_batches.append(mini_batch)

    return mini_batches


# %%
X_assess, Y_assess, mini_batch_size = random_mini_batches_test_case()
mini_batches = random_mini_batches(X_assess, Y_assess, mini_batch_size)

print("shape of the 1st mini_batch_X: " + str(mini_batches[0][0].shape))
print("shape of the 2nd mini_batch_X: " + str(mini_batches[1][0].shape))
print("shape of the 3rd mini_batch_X: " + str(mini_batches[2][0].shape))
print("shape of the 1st mini_batch_Y: " + str(mini_batches[0][1].shape))
print("shape of the 2nd mini_batch_Y: " + str(mini_batches[1][1].shape))
print("shape of the 3rd mini_batch_Y: " + str(mini_batches[2][1].shape))
print("mini batch sanity check: " + str(mini_batches[0][0][0][0:3]))

# %% [markdown]
# **What you should see**
#
# ```
# shape of the 1st mini_batch_X: (12288, 64)
# shape of the 2nd mini_batch_X: (12288, 64)
# shape of the 3rd mini_batch_X: (12288, 20)
# shape of the 1st mini_batch_Y: (1, 64)
# shape of the 2nd mini_batch_Y: (1, 64)
# shape of the 3rd mini_batch_Y: (1, 20)
# mini batch sanity check: [ 0.90085595 -0.7612069   0.2344157 ]
# ```
#
# (`mini_batches[0][0][0][0:3]` reads from left to right: the first mini-batch, its X, the first row of that, the first
# three entries.)
#
# **What to remember**
#
# - Batch, mini-batch and stochastic gradient descent differ only in how many examples stand behind a step.
# - Shuffle, then partition. Sizes are usually powers of two: 16, 32, 64, 128.

# %% [markdown]
# ## 3 - Momentum
#
# A mini-batch sees only part of the data, so its gradient is somewhat off, and the path zigzags. Momentum smooths it:
# keep a *velocity* $v$, a running average of past gradients, and step along that. Imagine a ball rolling downhill. The
# gradient pushes it, but it has a mass, and does not change direction at once.
#
# **Exercise.** Initialise the velocity. It has an entry for each gradient, `dW1`, `db1`, and so on, all zeros, in the
# shape of the parameter of that name: the ball starts at rest.


# %%
def initialize_velocity(parameters):
    """Set the velocity to zero.

    Arguments:
    parameters -- dictionary of W1, b1, ..., WL, bL

    Returns:
    v -- dictionary of dW1, db1, ..., dWL, dbL: zeros, each of the shape of its parameter
    """
    L = len(parameters) // 2  # the number of layers
    v = {}

    for l in range(L):
        ### START CODE HERE ### (approx. 2 lines)
        v["dW" + str(l + 1)] = None
        v["db" + str(l + 1)] = None
        ### END CODE HERE ###

    return v


# %%
parameters = initialize_velocity_test_case()

v = initialize_velocity(parameters)
print('v["dW1"] = ' + str(v["dW1"]))
print('v["db1"] = ' + str(v["db1"]))
print('v["dW2"] = ' + str(v["dW2"]))
print('v["db2"] = ' + str(v["db2"]))

# %% [markdown]
# **What you should see**
#
# ```
# v["dW1"] = [[0. 0. 0.]
#  [0. 0. 0.]]
# v["db1"] = [[0.]
#  [0.]]
# v["dW2"] = [[0. 0. 0.]
#  [0. 0. 0.]
#  [0. 0. 0.]]
# v["db2"] = [[0.]
#  [0.]
#  [0.]]
# ```
#
# **Exercise.** Write one step with momentum. For each layer $l = 1, \dots, L$:
#
# $$v_{dW^{[l]}} = \beta \, v_{dW^{[l]}} + (1 - \beta) \, dW^{[l]}, \qquad
# W^{[l]} = W^{[l]} - \alpha \, v_{dW^{[l]}} \tag{3}$$
#
# $$v_{db^{[l]}} = \beta \, v_{db^{[l]}} + (1 - \beta) \, db^{[l]}, \qquad
# b^{[l]} = b^{[l]} - \alpha \, v_{db^{[l]}} \tag{4}$$
#
# $\beta$ says how much of the old velocity is kept, and $\alpha$ is the learning rate.
#
# *Hint:* first the velocity, then the step. The step uses the *new* velocity, and no longer the gradient.


# %%
def update_parameters_with_momentum(parameters, grads, v, beta, learning_rate):
    """Take one step of gradient descent with momentum.

    Arguments:
    parameters -- dictionary of W1, b1, ..., WL, bL
    grads -- dictionary of dW1, db1, ..., dWL, dbL, each of the shape of its parameter
    v -- dictionary of the velocities, with the keys and shapes of grads
    beta -- how much of the old velocity is kept, a number from 0 to 1
    learning_rate -- the step size, a number

    Returns:
    parameters -- the dictionary, with the updated parameters
    v -- the dictionary, with the updated velocities
    """
    L = len(parameters) // 2  # the number of layers

    for l in range(L):
        ### START CODE HERE ### (approx. 4 lines)
        # compute the velocities
        v["dW" + str(l + 1)] = None
        v["db" + str(l + 1)] = None
        # update the parameters
        parameters["W" + str(l + 1)] = None
        parameters["b" + str(l + 1)] = None
        ### END CODE HERE ###

    return parameters, v


# %%
parameters, grads, v = update_parameters_with_momentum_test_case()

parameters, v = update_parameters_with_momentum(parameters, grads, v, beta=0.9, learning_rate=0.01)
print("W1 = " + str(parameters["W1"]))
print("b1 = " + str(parameters["b1"]))
print("W2 = " + str(parameters["W2"]))
print("b2 = " + str(parameters["b2"]))
print('v["dW1"] = ' + str(v["dW1"]))
print('v["db1"] = ' + str(v["db1"]))
print('v["dW2"] = ' + str(v["dW2"]))
print('v["db2"] = ' + str(v["db2"]))

# %% [markdown]
# **What you should see**
#
# ```
# W1 = [[ 1.62544598 -0.61290114 -0.52907334]
#  [-1.07347112  0.86450677 -2.30085497]]
# b1 = [[ 1.74493465]
#  [-0.76027113]]
# W2 = [[ 0.31930698 -0.24990073  1.4627996 ]
#  [-2.05974396 -0.32173003 -0.38320915]
#  [ 1.13444069 -1.0998786  -0.1713109 ]]
# b2 = [[-0.87809283]
#  [ 0.04055394]
#  [ 0.58207317]]
# v["dW1"] = [[-0.11006192  0.11447237  0.09015907]
#  [ 0.05024943  0.09008559 -0.06837279]]
# v["db1"] = [[-0.01228902]
#  [-0.09357694]]
# v["dW2"] = [[-0.02678881  0.05303555 -0.06916608]
#  [-0.03967535 -0.06871727 -0.08452056]
#  [-0.06712461 -0.00126646 -0.11173103]]
# v["db2"] = [[0.02344157]
#  [0.16598022]
#  [0.07420442]]
# ```
#
# - The ball starts at rest, so it takes a few steps to gather speed.
# - With $\beta = 0$ it has no mass, and you are back at plain gradient descent.
# - The larger $\beta$, the smoother the path, and the slower it turns. Common values are 0.8 to 0.999; 0.9 is a good
#   first choice.

# %% [markdown]
# ## 4 - Adam
#
# One learning rate for all parameters is a compromise: some have steep slopes, some hardly any. Adam (*adaptive moment
# estimation*) keeps two running averages for every parameter: $v$, of the gradients, as momentum does; and $s$, of
# their *squares*, which says how large they usually are. It then divides the one by the root of the other, so that
# every parameter moves at about the same pace.
#
# **Exercise.** Initialise both, with the keys and shapes of `initialize_velocity`.


# %%
def initialize_adam(parameters):
    """Set both running averages of Adam to zero.

    Arguments:
    parameters -- dictionary of W1, b1, ..., WL, bL

    Returns:
    v -- the averages of the gradients: dictionary of dW1, db1, ..., dWL, dbL, zeros of the parameters' shapes
    s -- the averages of their squares: a dictionary just like v
    """
    L = len(parameters) // 2  # the number of layers
    v = {}
    s = {}

    for l in range(L):
        ### START CODE HERE ### (approx. 4 lines)
        v["dW" + str(l + 1)] = None
        v["db" + str(l + 1)] = None
        s["dW" + str(l + 1)] = None
        s["db" + str(l + 1)] = None
        ### END CODE HERE ###

    return v, s


# %%
parameters = initialize_adam_test_case()

v, s = initialize_adam(parameters)
print('v["dW1"] = ' + str(v["dW1"]))
print('v["db1"] = ' + str(v["db1"]))
print('v["dW2"] = ' + str(v["dW2"]))
print('v["db2"] = ' + str(v["db2"]))
print('s["dW1"] = ' + str(s["dW1"]))
print('s["db1"] = ' + str(s["db1"]))
print('s["dW2"] = ' + str(s["dW2"]))
print('s["db2"] = ' + str(s["db2"]))

# %% [markdown]
# **What you should see:** zeros, in the shapes of section 3, once for `v` and once for `s`.
#
# **Exercise.** Write one step of Adam. For each layer, here for $W^{[l]}$ (it is the same for $b^{[l]}$):
#
# $$v_{dW} = \beta_1 \, v_{dW} + (1 - \beta_1) \, dW, \qquad \hat{v}_{dW} = \frac{v_{dW}}{1 - \beta_1^t} \tag{5}$$
#
# $$s_{dW} = \beta_2 \, s_{dW} + (1 - \beta_2) \, dW^2, \qquad \hat{s}_{dW} = \frac{s_{dW}}{1 - \beta_2^t} \tag{6}$$
#
# $$W = W - \alpha \, \frac{\hat{v}_{dW}}{\sqrt{\hat{s}_{dW}} + \varepsilon} \tag{7}$$
#
# - $t$ counts the steps, from 1. Both averages start at zero and are too small at first; dividing by $1 - \beta^t$
#   makes up for it, and after a while hardly changes anything. That is the *bias correction*.
# - $\varepsilon$ only keeps the division from failing.
#
# *Hints.* $dW^2$ is meant entry by entry, `np.square`. The corrected averages are for this step only: `v` and `s` are
# returned *uncorrected*, or the next step would correct them again. `**` is the power.
#
# Whether $\varepsilon$ stands beside the root, as in the paper and in (7), or under it, as $\sqrt{\hat{s} +
# \varepsilon}$, makes a difference from the sixth digit on. Both are in use, and both count as right here.


# %%
def update_parameters_with_adam(parameters, grads, v, s, t, learning_rate=0.01, beta1=0.9, beta2=0.999, epsilon=1e-8):
    """Take one step of Adam (Kingma and Ba, 2015, Algorithm 1).

    Arguments:
    parameters -- dictionary of W1, b1, ..., WL, bL
    grads -- dictionary of dW1, db1, ..., dWL, dbL, each of the shape of its parameter
    v -- dictionary of the averages of the gradients, with the keys and shapes of grads
    s -- dictionary of the averages of the squared gradients, a dictionary just like v
    t -- the number of this step, counted from 1
    learning_rate -- the step size, a number
    beta1 -- how much of the old v is kept, a number from 0 to 1
    beta2 -- how much of the old s is kept, a number from 0 to 1
    epsilon -- a tiny number that keeps the division from failing

    Returns:
    parameters -- the dictionary, with the updated parameters
    v -- the dictionary, with the updated averages, not corrected for the bias
    s -- the same for the squares
    """
    L = len(parameters) // 2  # the number of layers
    v_corrected = {}
    s_corrected = {}

    for l in range(L):
        # The average of the gradients, and its correction
        ### START CODE HERE ### (approx. 4 lines)
        v["dW" + str(l + 1)] = None
        v["db" + str(l + 1)] = None
        v_corrected["dW" + str(l + 1)] = None
        v_corrected["db" + str(l + 1)] = None
        ### END CODE HERE ###

        # The average of the squared gradients, and its correction
        ### START CODE HERE ### (approx. 4 lines)
        s["dW" + str(l + 1)] = None
        s["db" + str(l + 1)] = None
        s_corrected["dW" + str(l + 1)] = None
        s_corrected["db" + str(l + 1)] = None
        ### END CODE HERE ###

        # The step
        ### START CODE HERE ### (approx. 4 lines)
        step_W = None
        step_b = None
        parameters["W" + str(l + 1)] = None
        parameters["b" + str(l + 1)] = None
        ### END CODE HERE ###

    return parameters, v, s


# %%
parameters, grads, v, s = update_parameters_with_adam_test_case()

parameters, v, s = update_parameters_with_adam(parameters, grads, v, s, t=2)
print("W1 = " + str(parameters["W1"]))
print("b1 = " + str(parameters["b1"]))
print("W2 = " + str(parameters["W2"]))
print("b2 = " + str(parameters["b2"]))
print('v["dW1"] = ' + str(v["dW1"]))
print('v["db1"] = ' + str(v["db1"]))
print('v["dW2"] = ' + str(v["dW2"]))
print('v["db2"] = ' + str(v["db2"]))
print('s["dW1"] = ' + str(s["dW1"]))
print('s["db1"] = ' + str(s["db1"]))
print('s["dW2"] = ' + str(s["dW2"]))
print('s["db2"] = ' + str(s["db2"]))

# %% [markdown]
# **What you should see**
#
# ```
# W1 = [[ 1.63178673 -0.61919778 -0.53561312]
#  [-1.08040999  0.85796626 -2.29409733]]
# b1 = [[ 1.75225313]
#  [-0.75376553]]
# W2 = [[ 0.32648046 -0.25681174  1.46954931]
#  [-2.05269934 -0.31497584 -0.37661299]
#  [ 1.14121081 -1.09244991 -0.16498684]]
# b2 = [[-0.88529979]
#  [ 0.03477238]
#  [ 0.57537385]]
# v["dW1"] = [[-0.11006192  0.11447237  0.09015907]
#  [ 0.05024943  0.09008559 -0.06837279]]
# v["db1"] = [[-0.01228902]
#  [-0.09357694]]
# v["dW2"] = [[-0.02678881  0.05303555 -0.06916608]
#  [-0.03967535 -0.06871727 -0.08452056]
#  [-0.06712461 -0.00126646 -0.11173103]]
# v["db2"] = [[0.02344157]
#  [0.16598022]
#  [0.07420442]]
# s["dW1"] = [[0.00121136 0.00131039 0.00081287]
#  [0.0002525  0.00081154 0.00046748]]
# s["db1"] = [[1.51020075e-05]
#  [8.75664434e-04]]
# s["dW2"] = [[7.17640232e-05 2.81276921e-04 4.78394595e-04]
#  [1.57413361e-04 4.72206320e-04 7.14372576e-04]
#  [4.50571368e-04 1.60392066e-07 1.24838242e-03]]
# s["db2"] = [[5.49507194e-05]
#  [2.75494327e-03]
#  [5.50629536e-04]]
# ```
#
# (Nothing has been learnt in a step before this one; `t=2` is only there so that the bias correction shows.)

# %% [markdown]
# ## 5 - The race
#
# Everything is in place. `model` is given: it trains a three-layer network on mini-batches with the optimiser that you
# name, `"gd"`, `"momentum"` or `"adam"`. The data are two half-moons that reach into each other.

# %%
train_X, train_Y = load_dataset()
show()


# %%
def model(
    X,
    Y,
    layers_dims,
    optimizer,
    learning_rate=0.0007,
    mini_batch_size=64,
    beta=0.9,
    beta1=0.9,
    beta2=0.999,
    epsilon=1e-8,
    num_epochs=10000,
    print_cost=True,
):
    """Train the three-layer network on mini-batches, with the optimiser of your choice.

    Arguments:
    X -- the points, of shape (2, number of examples)
    Y -- their labels, of shape (1, number of examples)
    layers_dims -- list of the layer sizes, input first
    optimizer -- "gd", "momentum" or "adam"
    learning_rate -- the step size, a number
    mini_batch_size -- how many examples a mini-batch has
    beta -- momentum: how much of the old velocity is kept
    beta1 -- Adam: how much of the old average of the gradients is kept
    beta2 -- Adam: how much of the old average of their squares is kept
    epsilon -- Adam: a tiny number that keeps the division from failing
    num_epochs -- how many times to go through the data
    print_cost -- whether to print the cost of the last mini-batch at every 1000th epoch

    Returns:
    parameters -- dictionary of the learnt W1, b1, W2, b2, W3, b3
    """
    costs = []  # the cost at every 100th epoch, for the curve
    t = 0  # counts Adam's steps
    seed = 10  # changes with each epoch, so that every epoch shuffles anew, and yet as ours does
    parameters = initialize_parameters(layers_dims)

    if optimizer == "momentum":
        v = initialize_velocity(parameters)
    elif optimizer == "adam":
        v, s = initialize_adam(parameters)
    elif optimizer != "gd":
        raise ValueError(f'optimizer is "{optimizer}", but should be "gd", "momentum" or "adam".')

    for i in range(num_epochs):
        seed = seed + 1
        minibatches = random_mini_batches(X, Y, mini_batch_size, seed)

        for minibatch_X, minibatch_Y in minibatches:
            a3, cache = forward_propagation(minibatch_X, parameters)
            cost = compute_cost(a3, minibatch_Y)
            grads = backward_propagation(minibatch_X, minibatch_Y, cache)

            if optimizer == "gd":
                parameters = update_parameters_with_gd(parameters, grads, learning_rate)
            elif optimizer == "momentum":
                parameters, v = update_parameters_with_momentum(parameters, grads, v, beta, learning_rate)
            else:
                t = t + 1
                parameters, v, s = update_parameters_with_adam(
                    parameters, grads, v, s, t, learning_rate, beta1, beta2, epsilon
                )

        if print_cost and i % 1000 == 0:
            print(f"Cost after epoch {i}: {cost:f}")
        if print_cost and i % 100 == 0:
            costs.append(cost)

    plt.plot(costs)
    plt.ylabel("cost")
    plt.xlabel("epochs (per 100)")
    plt.title("Learning rate = " + str(learning_rate))
    show()

    return parameters


# %% [markdown]
# ### Gradient descent with mini-batches

# %%
layers_dims = [train_X.shape[0], 5, 2, 1]
parameters = model(train_X, train_Y, layers_dims, optimizer="gd")
predictions = predict(train_X, train_Y, parameters)

# %%
plt.title("Model with Gradient Descent optimization")
axes = plt.gca()
axes.set_xlim([-1.5, 2.5])
axes.set_ylim([-1, 1.5])
plot_decision_boundary(lambda x: predict_dec(parameters, x.T), train_X, train_Y)

# %% [markdown]
# ### With momentum

# %%
layers_dims = [train_X.shape[0], 5, 2, 1]
parameters = model(train_X, train_Y, layers_dims, optimizer="momentum", beta=0.9)
predictions = predict(train_X, train_Y, parameters)

# %%
plt.title("Model with Momentum optimization")
axes = plt.gca()
axes.set_xlim([-1.5, 2.5])
axes.set_ylim([-1, 1.5])
plot_decision_boundary(lambda x: predict_dec(parameters, x.T), train_X, train_Y)

# %% [markdown]
# ### With Adam

# %%
layers_dims = [train_X.shape[0], 5, 2, 1]
parameters = model(train_X, train_Y, layers_dims, optimizer="adam")
predictions = predict(train_X, train_Y, parameters)

# %%
plt.title("Model with Adam optimization")
axes = plt.gca()
axes.set_xlim([-1.5, 2.5])
axes.set_ylim([-1, 1.5])
plot_decision_boundary(lambda x: predict_dec(parameters, x.T), train_X, train_Y)

# %% [markdown]
# ## 6 - What to take home
#
# | optimiser | first cost | cost at epoch 9000 | accuracy |
# |---|---|---|---|
# | gradient descent | 0.690736 | 0.464518 | 0.797 |
# | momentum | 0.690741 | 0.464740 | 0.797 |
# | Adam | 0.690552 | 0.198 | 0.94 |
#
# - The network, the data and the number of steps are the same in all three rows. Only the way of stepping differs.
# - Momentum usually helps. Here the learning rate is so small and the task so simple that it makes next to no
#   difference: an honest result, too.
# - Adam wins clearly. It is quick, and it forgives a learning rate that is not well chosen: with ten times the rate the
#   other two get to 0.933 as well (try it). Its price is memory, two more numbers for each parameter.
# - Good first choices: $\beta_1 = 0.9$, $\beta_2 = 0.999$, $\varepsilon = 10^{-8}$; and tune $\alpha$.
#
# *Kingma and Ba: Adam: A Method for Stochastic Optimization (2015), Algorithm 1.*
