# %% [markdown]
# # Regularisation: learning the pattern, not the noise
#
# A deep network is flexible enough to learn a small training set by heart, accidents included. On the training set it
# then looks brilliant, and on new data it does not: it **overfits**. In this assignment you watch that happen, and then
# cure it in two ways: L2 regularisation and dropout.
#
# **The story.** The French football federation has hired you. From where the goalkeeper stands on the left, the ball
# flies far into the pitch, and players of both teams fight for it with their heads. Where should the keeper send it, so
# that one of the team's own players gets there first?
#
# **How to work.** Read from the top. Your code goes between two lines of comment: one says `### START CODE HERE ###`,
# and about how many lines it takes; the other says `### END CODE HERE ###`. Between them, replace each `None` by your
# code, and leave the rest as it is. Run the cells in order (this file opens as a notebook, and it also runs as a
# script: `python regularization.py`). A cell that comes before its blocks are filled will complain; that is all right.
# Whenever you want to know where you stand, run
#
# ```
# make grade A=regularization
# ```
#
# It grades whatever is there already, as often as you like. There are four functions to complete. Each leaves what it
# is given as it was: the arrays in `parameters` and in a `cache` are the network's own.

# %%
import matplotlib.pyplot as plt
import numpy as np

from lib.reg_utils import (
    backward_propagation,
    compute_cost,
    forward_propagation,
    initialize_parameters,
    load_2D_dataset,
    plot_decision_boundary,
    predict,
    predict_dec,
    relu,
    show,
    sigmoid,
    update_parameters,
)
from lib.testCases import (
    backward_propagation_with_dropout_test_case,
    backward_propagation_with_regularization_test_case,
    compute_cost_with_regularization_test_case,
    forward_propagation_with_dropout_test_case,
)

plt.rcParams["figure.figsize"] = (7.0, 4.0)  # the default size of a picture, in inches
plt.rcParams["image.interpolation"] = "nearest"
plt.rcParams["image.cmap"] = "gray"

# %% [markdown]
# ## The data
#
# Every point is a place on the pitch where the ball came down in one of the last ten matches. **Blue**: a French player
# headed it. **Red**: somebody of the other team did. There are 211 points to train on and 200 to test on.
#
# If you have the course's `data.mat`, put it into a folder `datasets` beside this file; then your figures are those you
# read here. Without it you get data that this project made itself. It tells the same story with other points, so the
# costs and accuracies differ a little. What you write is graded in the same way with either.

# %%
train_X, train_Y, test_X, test_Y = load_2D_dataset()
show()

# %% [markdown]
# The data is noisy, but a diagonal from the lower left to the upper right separates it rather well: blue above, red
# below. Keep that line in mind. It is what a *good* model finds, and anything more intricate is probably noise.

# %% [markdown]
# ## 1 - The network, without regularisation
#
# `model` is given. It has two modes that are yours to bring to life:
#
# - *regularisation*: `lambd` above 0. (It is spelt without the a, since `lambda` means something else in Python.) It
#   calls your `compute_cost_with_regularization` and `backward_propagation_with_regularization`.
# - *dropout*: `keep_prob` below 1. It calls your `forward_propagation_with_dropout` and
#   `backward_propagation_with_dropout`.
#
# Without either it is the plain network that you know.


# %%
def model(X, Y, learning_rate=0.3, num_iterations=30000, print_cost=True, lambd=0, keep_prob=1):
    """Train the three-layer network LINEAR->RELU->LINEAR->RELU->LINEAR->SIGMOID by gradient descent.

    Arguments:
    X -- the points, of shape (input size, number of examples)
    Y -- their labels (1 for blue, 0 for red), of shape (1, number of examples)
    learning_rate -- the step size of gradient descent
    num_iterations -- how many steps to take
    print_cost -- whether to print the cost at every 10000th step
    lambd -- the strength of L2 regularisation; 0 is none
    keep_prob -- the probability of keeping a hidden unit; 1 is no dropout

    Returns:
    parameters -- dictionary of the learnt W1, b1, W2, b2, W3, b3
    """
    grads = {}
    costs = []  # the cost at every 1000th step, for the curve
    layers_dims = [X.shape[0], 20, 3, 1]
    parameters = initialize_parameters(layers_dims)

    assert lambd == 0 or keep_prob == 1  # both at once would be possible, but this assignment takes one at a time

    for i in range(0, num_iterations):
        if keep_prob == 1:
            a3, cache = forward_propagation(X, parameters)
        else:
            a3, cache = forward_propagation_with_dropout(X, parameters, keep_prob)

        if lambd == 0:
            cost = compute_cost(a3, Y)
        else:
            cost = compute_cost_with_regularization(a3, Y, parameters, lambd)

        if lambd != 0:
            grads = backward_propagation_with_regularization(X, Y, cache, lambd)
        elif keep_prob < 1:
            grads = backward_propagation_with_dropout(X, Y, cache, keep_prob)
        else:
            grads = backward_propagation(X, Y, cache)

        parameters = update_parameters(parameters, grads, learning_rate)

        if print_cost and i % 10000 == 0:
            print(f"Cost after iteration {i}: {cost}")
        if print_cost and i % 1000 == 0:
            costs.append(cost)

    plt.plot(costs)
    plt.ylabel("cost")
    plt.xlabel("iterations (x1,000)")
    plt.title("Learning rate =" + str(learning_rate))
    show()

    return parameters


# %% [markdown]
# First see what the plain network does, and how it fares on both sets. This takes a few seconds: it is 30,000 steps.

# %%
parameters = model(train_X, train_Y)
print("On the training set:")
predictions_train = predict(train_X, train_Y, parameters)
print("On the test set:")
predictions_test = predict(test_X, test_Y, parameters)

# %%
plt.title("Model without regularization")
axes = plt.gca()
axes.set_xlim([-0.75, 0.40])
axes.set_ylim([-0.75, 0.65])
plot_decision_boundary(lambda x: predict_dec(parameters, x.T), train_X, train_Y)

# %% [markdown]
# **What you should see** (with `data.mat`): costs of 0.6557412523481002, 0.1632998752572417 and 0.13851642423284755,
# and a boundary with dents and a little island, drawn around single points. Compare the two accuracies: what the
# network does better on the training set than on the test set, it has learnt by heart. Now for the cures.

# %% [markdown]
# ## 2 - L2 regularisation
#
# Large weights make sharp bends. So let them cost something. Add to the cross-entropy cost
#
# $$J = -\frac{1}{m} \sum_{i=1}^{m} \left( y^{(i)} \log a^{[3](i)}
# + (1 - y^{(i)}) \log \left( 1 - a^{[3](i)} \right) \right) \tag{1}$$
#
# the sum of all squared weights:
#
# $$J_{regularised} = J + \frac{1}{m} \frac{\lambda}{2} \sum_l \sum_k \sum_j \left( W_{k,j}^{[l]} \right)^2 \tag{2}$$
#
# Here $k$ runs over the units of layer $l$ (the rows of $W^{[l]}$) and $j$ over their inputs (the columns). The biases
# are not penalised: they shift the boundary, they do not bend it.
#
# **Exercise.** Compute the second term of formula (2). The first one is there already.
#
# *Hint:* for a single layer the double sum is `np.sum(np.square(W1))`. You need it for `W1`, `W2` and `W3`. Do not
# forget $\frac{1}{m}$, nor the 2 under $\lambda$: it is there so that the derivative comes out without it.


# %%
def compute_cost_with_regularization(A3, Y, parameters, lambd):
    """Compute the cost with L2 regularisation, formula (2).

    Arguments:
    A3 -- the network's output, of shape (1, number of examples)
    Y -- the labels, of shape (1, number of examples)
    parameters -- dictionary that holds W1, W2, W3 (and the biases)
    lambd -- the strength of the regularisation, a number

    Returns:
    cost -- the regularised cost, a number
    """
    m = Y.shape[1]
    W1 = parameters["W1"]
    W2 = parameters["W2"]
    W3 = parameters["W3"]

    cross_entropy_cost = compute_cost(A3, Y)  # the first term of formula (2)

    ### START CODE HERE ### (approx. 1 line)
    L2_regularization_cost = lambd / (2 * m) * (np.sum(np.square(W1)) + np.sum(np.square(W2)) + np.sum(np.square(W3)))
    ### END CODE HERE ###

    cost = cross_entropy_cost + L2_regularization_cost

    return cost


# %%
A3, Y_assess, parameters = compute_cost_with_regularization_test_case()

print("cost = " + str(compute_cost_with_regularization(A3, Y_assess, parameters, lambd=0.1)))

# %% [markdown]
# **What you should see** (the last digit may differ, here and below)
#
# ```
# cost = 1.7864859451590758
# ```

# %% [markdown]
# A new cost has new gradients. The added term depends on the weights alone, and for each weight matrix
#
# $$\frac{\partial}{\partial W} \left( \frac{1}{2} \frac{\lambda}{m} \sum W^2 \right) = \frac{\lambda}{m} W$$
#
# so all that changes is that $\frac{\lambda}{m} W^{[l]}$ is added to each $dW^{[l]}$. The biases keep their gradients.
#
# **Exercise.** Fill in `dW3`, `dW2` and `dW1`.
#
# *Hint:* without regularisation it would be $dW^{[l]} = \frac{1}{m}\, dZ^{[l]} A^{[l-1]T}$, with $A^{[0]} = X$. The
# lines for `db` show how the mean over the examples is written.


# %%
def backward_propagation_with_regularization(X, Y, cache, lambd):
    """Compute the gradients of the cost with L2 regularisation.

    Arguments:
    X -- the inputs, of shape (input size, number of examples)
    Y -- the labels, of shape (1, number of examples)
    cache -- what forward_propagation returned: (Z1, A1, W1, b1, Z2, A2, W2, b2, Z3, A3, W3, b3)
    lambd -- the strength of the regularisation, a number

    Returns:
    gradients -- dictionary of dZ3, dW3, db3, dA2, dZ2, dW2, db2, dA1, dZ1, dW1, db1; each has the shape of what it is
                 the gradient of
    """
    m = X.shape[1]
    (Z1, A1, W1, b1, Z2, A2, W2, b2, Z3, A3, W3, b3) = cache

    dZ3 = A3 - Y

    ### START CODE HERE ### (approx. 1 line)
    dW3 = 1.0 / m * np.dot(dZ3, A2.T) + lambd / m * W3
    ### END CODE HERE ###
    db3 = 1.0 / m * np.sum(dZ3, axis=1, keepdims=True)

    dA2 = np.dot(W3.T, dZ3)
    dZ2 = np.multiply(dA2, np.int64(A2 > 0))
    ### START CODE HERE ### (approx. 1 line)
    dW2 = 1.0 / m * np.dot(dZ2, A1.T) + lambd / m * W2
    ### END CODE HERE ###
    db2 = 1.0 / m * np.sum(dZ2, axis=1, keepdims=True)

    dA1 = np.dot(W2.T, dZ2)
    dZ1 = np.multiply(dA1, np.int64(A1 > 0))
    ### START CODE HERE ### (approx. 1 line)
    dW1 = 1.0 / m * np.dot(dZ1, X.T) + lambd / m * W1
    ### END CODE HERE ###
    db1 = 1.0 / m * np.sum(dZ1, axis=1, keepdims=True)

    gradients = {
        "dZ3": dZ3,
        "dW3": dW3,
        "db3": db3,
        "dA2": dA2,
        "dZ2": dZ2,
        "dW2": dW2,
        "db2": db2,
        "dA1": dA1,
        "dZ1": dZ1,
        "dW1": dW1,
        "db1": db1,
    }

    return gradients


# %%
X_assess, Y_assess, cache = backward_propagation_with_regularization_test_case()

grads = backward_propagation_with_regularization(X_assess, Y_assess, cache, lambd=0.7)
print("dW1 = " + str(grads["dW1"]))
print("dW2 = " + str(grads["dW2"]))
print("dW3 = " + str(grads["dW3"]))

# %% [markdown]
# **What you should see**
#
# ```
# dW1 = [[-0.25604646  0.12298827 -0.28297129]
#  [-0.17706303  0.34536094 -0.4410571 ]]
# dW2 = [[ 0.79276486  0.85133918]
#  [-0.0957219  -0.01720463]
#  [-0.13100772 -0.03750433]]
# dW3 = [[-1.77691347 -0.11832879 -0.09397446]]
# ```
#
# Now train with $\lambda = 0.7$.

# %%
parameters = model(train_X, train_Y, lambd=0.7)
print("On the train set:")
predictions_train = predict(train_X, train_Y, parameters)
print("On the test set:")
predictions_test = predict(test_X, test_Y, parameters)

# %%
plt.title("Model with L2-regularization")
axes = plt.gca()
axes.set_xlim([-0.75, 0.40])
axes.set_ylim([-0.75, 0.65])
plot_decision_boundary(lambda x: predict_dec(parameters, x.T), train_X, train_Y)

# %% [markdown]
# **What you should see** (with `data.mat`): costs of 0.6974484493131264, 0.2684918873282239 and 0.2680916337127301;
# 0.938 on the training set, 0.93 on the test set. The island is gone.
#
# **Why it works.** A model with small weights is a simpler model: its output changes slowly as its input does. Every
# step of gradient descent now also shrinks each weight by a fixed share ($\frac{\alpha \lambda}{m}$ of it), so only
# those stay large that the data keeps asking for. Hence the other name, *weight decay*.
#
# **What to remember**
#
# - $\lambda$ is a hyperparameter; choose it on data that was not trained on.
# - Too large a $\lambda$ smooths the pattern away along with the noise. That is bias, the opposite fault.
# - Two places change: the cost, and the gradients of the weights.

# %% [markdown]
# ## 3 - Dropout
#
# Dropout is a cure made for neural networks: **in every step, switch off some units at random.** The next step draws
# anew.
#
# Think of a team in which anybody may be absent on any day. Nobody can afford to be useful only together with one
# particular colleague, so everyone learns to do something worthwhile alone. It is the same with the units: each step
# trains another, smaller network, and no unit can lean on another.
#
# ### 3.1 - Forward
#
# **Exercise.** Complete the forward pass. Both hidden layers get dropout; the input and the output do not. For layer 1:
#
# 1. Draw $D^{[1]}$, random numbers from 0 to 1 in the shape of $A^{[1]}$, with `np.random.rand(rows, columns)`.
# 2. Make it a mask: an entry is kept (1, or True) with probability `keep_prob`, where the random number is *below*
#    `keep_prob`; else it is 0 (False).
# 3. Multiply $A^{[1]}$ by $D^{[1]}$, entry by entry. That switches the units off.
# 4. Divide $A^{[1]}$ by `keep_prob`. What is left must stand in for what is missing, so that the sum which the next
#    layer sees has the same expected value as before. This is called *inverted dropout*, and it is why nothing at all
#    has to be done when the network is used later.
#
# Then the same for layer 2. A block has four lines, one for each step.
#
# *Hint:* the seed is set for you. Draw $D^{[1]}$ first, then $D^{[2]}$, each once and in one go, or your random numbers
# are not ours. Scale $A$, not $D$: the cache keeps $D$ as a mask of zeros and ones for the way back.


# %%
def forward_propagation_with_dropout(X, parameters, keep_prob=0.5):
    """Compute LINEAR -> RELU + DROPOUT -> LINEAR -> RELU + DROPOUT -> LINEAR -> SIGMOID.

    Arguments:
    X -- the inputs, of shape (input size, number of examples)
    parameters -- dictionary of W1, b1, W2, b2, W3, b3
    keep_prob -- the probability of keeping a unit, a number

    Returns:
    A3 -- the output, of shape (1, number of examples)
    cache -- tuple for backward propagation: (Z1, D1, A1, W1, b1, Z2, D2, A2, W2, b2, Z3, A3, W3, b3)
    """
    np.random.seed(1)

    W1 = parameters["W1"]
    b1 = parameters["b1"]
    W2 = parameters["W2"]
    b2 = parameters["b2"]
    W3 = parameters["W3"]
    b3 = parameters["b3"]

    Z1 = np.dot(W1, X) + b1
    A1 = relu(Z1)
    ### START CODE HERE ### (approx. 4 lines)
    D1 = np.random.rand(A1.shape[0], A1.shape[1])  # Step 1: draw random numbers in the shape of A1
    D1 = D1 < keep_prob  # Step 2: make them a mask, with keep_prob as the threshold
    A1 = A1 * D1  # Step 3: switch units of A1 off
    A1 = A1 / keep_prob  # Step 4: scale up the units that are left
    ### END CODE HERE ###
    Z2 = np.dot(W2, A1) + b2
    A2 = relu(Z2)
    ### START CODE HERE ### (approx. 4 lines)
    D2 = np.random.rand(A2.shape[0], A2.shape[1])  # Step 1: draw random numbers in the shape of A2
    D2 = D2 < keep_prob  # Step 2: make them a mask, with keep_prob as the threshold
    A2 = A2 * D2  # Step 3: switch units of A2 off
    A2 = A2 / keep_prob  # Step 4: scale up the units that are left
    ### END CODE HERE ###
    Z3 = np.dot(W3, A2) + b3
    A3 = sigmoid(Z3)

    cache = (Z1, D1, A1, W1, b1, Z2, D2, A2, W2, b2, Z3, A3, W3, b3)

    return A3, cache


# %%
X_assess, parameters = forward_propagation_with_dropout_test_case()

A3, cache = forward_propagation_with_dropout(X_assess, parameters, keep_prob=0.7)
print("A3 = " + str(A3))

# %% [markdown]
# **What you should see**
#
# ```
# A3 = [[0.36974721 0.00305176 0.04565099 0.49683389 0.36974721]]
# ```

# %% [markdown]
# ### 3.2 - Backward
#
# A unit that was off did not contribute, so no gradient may pass through it; and a unit that was scaled up passes a
# gradient that is scaled up as much.
#
# **Exercise.** Two steps for each hidden layer:
#
# 1. Multiply `dA2` by the mask `D2`: the *same* mask as on the way forward. It is in the cache; do not draw a new one.
# 2. Divide `dA2` by `keep_prob`, as `A2` was.
#
# Then the same with `dA1` and `D1`.


# %%
def backward_propagation_with_dropout(X, Y, cache, keep_prob):
    """Compute the gradients of the network with dropout.

    Arguments:
    X -- the inputs, of shape (input size, number of examples)
    Y -- the labels, of shape (1, number of examples)
    cache -- what forward_propagation_with_dropout returned
    keep_prob -- the probability of keeping a unit, a number

    Returns:
    gradients -- dictionary of dZ3, dW3, db3, dA2, dZ2, dW2, db2, dA1, dZ1, dW1, db1; each has the shape of what it is
                 the gradient of
    """
    m = X.shape[1]
    (Z1, D1, A1, W1, b1, Z2, D2, A2, W2, b2, Z3, A3, W3, b3) = cache

    dZ3 = A3 - Y
    dW3 = 1.0 / m * np.dot(dZ3, A2.T)
    db3 = 1.0 / m * np.sum(dZ3, axis=1, keepdims=True)
    dA2 = np.dot(W3.T, dZ3)
    ### START CODE HERE ### (≈ 2 lines of code)
    dA2 = dA2 * D2  # Step 1: switch off the units that were off on the way forward
    dA2 = dA2 / keep_prob  # Step 2: scale up the units that are left
    ### END CODE HERE ###
    dZ2 = np.multiply(dA2, np.int64(A2 > 0))
    dW2 = 1.0 / m * np.dot(dZ2, A1.T)
    db2 = 1.0 / m * np.sum(dZ2, axis=1, keepdims=True)

    dA1 = np.dot(W2.T, dZ2)
    ### START CODE HERE ### (≈ 2 lines of code)
    dA1 = dA1 * D1  # Step 1: switch off the units that were off on the way forward
    dA1 = dA1 / keep_prob  # Step 2: scale up the units that are left
    ### END CODE HERE ###
    dZ1 = np.multiply(dA1, np.int64(A1 > 0))
    dW1 = 1.0 / m * np.dot(dZ1, X.T)
    db1 = 1.0 / m * np.sum(dZ1, axis=1, keepdims=True)

    gradients = {
        "dZ3": dZ3,
        "dW3": dW3,
        "db3": db3,
        "dA2": dA2,
        "dZ2": dZ2,
        "dW2": dW2,
        "db2": db2,
        "dA1": dA1,
        "dZ1": dZ1,
        "dW1": dW1,
        "db1": db1,
    }

    return gradients


# %%
X_assess, Y_assess, cache = backward_propagation_with_dropout_test_case()

gradients = backward_propagation_with_dropout(X_assess, Y_assess, cache, keep_prob=0.8)
print("dA1 = " + str(gradients["dA1"]))
print("dA2 = " + str(gradients["dA2"]))

# %% [markdown]
# **What you should see**
#
# ```
# dA1 = [[ 0.36544439  0.         -0.00188233  0.         -0.17408748]
#  [ 0.65515713  0.         -0.00337459  0.         -0.        ]]
# dA2 = [[ 0.58180856  0.         -0.00299679  0.         -0.27715731]
#  [ 0.          0.53159854 -0.          0.53159854 -0.34089673]
#  [ 0.          0.         -0.00292733  0.         -0.        ]]
# ```
#
# (A `-0.` is a zero that was negative before the mask switched it off. It is as good as `0.`.)
#
# Now train with `keep_prob = 0.86`: in every step each hidden unit is off with a probability of 14 %.

# %%
parameters = model(train_X, train_Y, keep_prob=0.86, learning_rate=0.3)
print("On the train set:")
predictions_train = predict(train_X, train_Y, parameters)
print("On the test set:")
predictions_test = predict(test_X, test_Y, parameters)

# %%
plt.title("Model with dropout")
axes = plt.gca()
axes.set_xlim([-0.75, 0.40])
axes.set_ylim([-0.75, 0.65])
plot_decision_boundary(lambda x: predict_dec(parameters, x.T), train_X, train_Y)

# %% [markdown]
# **What you should see** (with `data.mat`): costs of 0.6543912405149825, 0.0610169865749056 and 0.060582435798513114;
# 0.929 on the training set and 0.95 on the test set. The test accuracy is the best so far.
#
# **What to remember about dropout**
#
# - Use it in training only. Dropping units when the network is *used* is the classic mistake; `predict` does not.
# - Apply the same mask on the way forward and on the way back.
# - Divide by `keep_prob` in both directions, so that expected values stay what they were. With `keep_prob = 0.5` half
#   of the units are off on average and the rest count double; it works alike for any other value.
#
# (One thing here is for the classroom: because the function sets its seed each time, every step draws the *same* mask.
# That makes your figures comparable with ours. A network in earnest draws a new mask each time.)

# %% [markdown]
# ## 4 - What to take home
#
# | model | training accuracy | test accuracy |
# |---|---|---|
# | without regularisation | 0.948 | 0.915 |
# | L2, $\lambda = 0.7$ | 0.938 | 0.93 |
# | dropout, `keep_prob = 0.86` | 0.929 | 0.95 |
#
# (With `data.mat`.) Both cures cost a little on the training set, because the network can no longer learn it by heart.
# What you care about is the other column.
#
# - Regularisation helps against overfitting.
# - L2 drives the weights towards smaller values; dropout keeps units from leaning on each other.
# - Both are simple to add, and both are everyday tools.
