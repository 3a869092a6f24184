# %% [markdown]
# # Gradient checking: how to know that your backpropagation is right
#
# You work for a company that lets people pay with their phones, anywhere in the world. Fraud is a problem, so your team
# built a network that looks at each payment and says whether an account has been hacked. Too much depends on it for
# "seems to work", and backpropagation is easy to get slightly wrong: the cost still falls, only less well than it
# should, and nothing ever crashes. The head of the company wants *proof* that the gradients are right.
#
# There is a way to give it, and it needs nothing but the forward pass. You write it here, first for one parameter, then
# for 47. In the end you use it in earnest, on code with bugs in it.
#
# **How to work.** Read from the top. Your code goes between two lines of comment: one says `### START CODE HERE ###`,
# and about how many lines it takes; the other says `### END CODE HERE ###`. Between them, replace each `None` by your
# code, and leave the rest as it is. Run the cells in order (this file opens as a notebook, and it also runs as a
# script: `python gradient_checking.py`). A cell that comes before its blocks are filled will complain; that is all
# right. Whenever you want to know where you stand, run
#
# ```
# make grade A=gradient_checking
# ```
#
# It grades whatever is there already, as often as you like. There are five functions, and one of them has no such
# lines. You will know it when you get there.

# %%
import numpy as np

from lib.gc_utils import dictionary_to_vector, gradients_to_vector, relu, sigmoid, vector_to_dictionary
from lib.testCases import gradient_check_n_test_case

# %% [markdown]
# ## 1 - The idea
#
# Backpropagation computes the derivatives $\frac{\partial J}{\partial \theta}$ of the cost $J$, where $\theta$ stands
# for the parameters. The forward pass computes $J$ itself. The forward pass is short, and you are sure of it. So let it
# check the other. Recall what a derivative is:
#
# $$\frac{\partial J}{\partial \theta} = \lim_{\varepsilon \to 0}
# \frac{J(\theta + \varepsilon) - J(\theta - \varepsilon)}{2 \varepsilon} \tag{1}$$
#
# The right-hand side takes nothing but $J$ at two points. With a small $\varepsilon$ it must come out (nearly) equal to
# what backpropagation says. If it does not, one of the two is wrong, and you know which.
#
# ## 2 - One parameter
#
# Take the simplest function there is, with one parameter $\theta$ and an input $x$:
#
# $$J(\theta) = \theta x$$
#
# Forwards you go from $x$ and $\theta$ to $J$; backwards you take the derivative of $J$ with respect to $\theta$.
#
# **Exercise.** The forward pass: compute $J(\theta)$.


# %%
def forward_propagation(x, theta):
    """Compute J(theta) = theta * x.

    Arguments:
    x -- the input, a number
    theta -- the parameter, a number

    Returns:
    J -- the value of the function, a number
    """
    ### START CODE HERE ### (approx. 1 line)
    J = theta * x
    ### END CODE HERE ###

    return J


# %%
x, theta = 2, 4
J = forward_propagation(x, theta)
print("J = " + str(J))

# %% [markdown]
# **What you should see:** `J = 8`
#
# **Exercise.** The backward pass: the derivative of $J$ with respect to $\theta$. No calculus needed beyond this: how
# much does $\theta x$ grow when $\theta$ grows by one?


# %%
def backward_propagation(x, theta):
    """Compute the derivative of J(theta) = theta * x with respect to theta.

    Arguments:
    x -- the input, a number
    theta -- the parameter, a number

    Returns:
    dtheta -- the derivative, a number
    """
    ### START CODE HERE ### (approx. 1 line)
    dtheta = x
    ### END CODE HERE ###

    return dtheta


# %%
x, theta = 2, 4
dtheta = backward_propagation(x, theta)
print("dtheta = " + str(dtheta))

# %% [markdown]
# **What you should see:** `dtheta = 2`
#
# **Exercise.** Now the check itself. First approximate the derivative by formula (1):
#
# 1. $\theta^{+} = \theta + \varepsilon$
# 2. $\theta^{-} = \theta - \varepsilon$
# 3. $J^{+} = J(\theta^{+})$
# 4. $J^{-} = J(\theta^{-})$
# 5. $gradapprox = \dfrac{J^{+} - J^{-}}{2 \varepsilon}$
#
# Then let backpropagation compute the gradient, `grad`, and compare the two by their *relative* difference:
#
# $$difference = \frac{\| grad - gradapprox \|_2}{\| grad \|_2 + \| gradapprox \|_2} \tag{2}$$
#
# Again in three steps: (1') the numerator, (2') the denominator, (3') the quotient.
#
# *Hints.* `np.linalg.norm` computes the norm $\|\cdot\|_2$, the square root of the sum of the squares; of a single
# number it is the absolute value. And mind the brackets in step 5: `/ 2 * epsilon` divides by 2 and *multiplies* by
# epsilon.
#
# Why divide at all in formula (2)? An error of 0.001 is a disaster for a gradient of 0.002, and nothing for one of
# 1000.


# %%
def gradient_check(x, theta, epsilon=1e-7):
    """Compare backward_propagation with formula (1), and print the verdict.

    Arguments:
    x -- the input, a number
    theta -- the parameter, a number
    epsilon -- the small step of formula (1)

    Returns:
    difference -- the relative difference (2) of the two derivatives, a number
    """
    # Approximate the derivative by formula (1). With an epsilon this small, the limit need not worry you.
    ### START CODE HERE ### (approx. 5 lines)
    thetaplus = theta + epsilon  # Step 1
    thetaminus = theta - epsilon  # Step 2
    J_plus = forward_propagation(x, thetaplus)  # Step 3
    J_minus = forward_propagation(x, thetaminus)  # Step 4
    gradapprox = (J_plus - J_minus) / (2 * epsilon)  # Step 5
    ### END CODE HERE ###

    # Let backpropagation compute the same
    ### START CODE HERE ### (approx. 1 line)
    grad = backward_propagation(x, theta)
    ### END CODE HERE ###

    # Compare the two by formula (2)
    ### START CODE HERE ### (approx. 3 lines)
    numerator = np.linalg.norm(grad - gradapprox)  # Step 1'
    denominator = np.linalg.norm(grad) + np.linalg.norm(gradapprox)  # Step 2'
    difference = numerator / denominator  # Step 3'
    ### END CODE HERE ###

    if difference < 1e-7:
        print("The gradient is correct!")
    else:
        print("The gradient is wrong!")

    return difference


# %%
x, theta = 2, 4
difference = gradient_check(x, theta)
print("difference = " + str(difference))

# %% [markdown]
# **What you should see**
#
# ```
# The gradient is correct!
# difference = 2.919335883291695e-10
# ```
#
# It is not exactly 0, since a computer rounds. As a rule, $10^{-7}$ and less means right; well above that means wrong.
# Proof given, for one parameter.

# %% [markdown]
# ## 3 - A whole network
#
# The fraud detector is the network LINEAR → RELU → LINEAR → RELU → LINEAR → SIGMOID, with 4 inputs and layers of 5, 3
# and 1 units: 47 parameters in all. Its forward pass is given, and you may trust it.


# %%
def forward_propagation_n(X, Y, parameters):
    """Compute the network's cost.

    Arguments:
    X -- the inputs, of shape (4, m) for m examples
    Y -- their labels, m of them
    parameters -- dictionary of W1 (5, 4), b1 (5, 1), W2 (3, 5), b2 (3, 1), W3 (1, 3), b3 (1, 1)

    Returns:
    cost -- the mean cross-entropy over the examples, a number
    cache -- tuple for backward propagation: (Z1, A1, W1, b1, Z2, A2, W2, b2, Z3, A3, W3, b3)
    """
    m = X.shape[1]
    W1 = parameters["W1"]
    b1 = parameters["b1"]
    W2 = parameters["W2"]
    b2 = parameters["b2"]
    W3 = parameters["W3"]
    b3 = parameters["b3"]

    # LINEAR -> RELU -> LINEAR -> RELU -> LINEAR -> SIGMOID
    Z1 = np.dot(W1, X) + b1
    A1 = relu(Z1)
    Z2 = np.dot(W2, A1) + b2
    A2 = relu(Z2)
    Z3 = np.dot(W3, A2) + b3
    A3 = sigmoid(Z3)

    # The cost
    logprobs = np.multiply(-np.log(A3), Y) + np.multiply(-np.log(1 - A3), 1 - Y)
    cost = 1.0 / m * np.sum(logprobs)

    cache = (Z1, A1, W1, b1, Z2, A2, W2, b2, Z3, A3, W3, b3)

    return cost, cache


# %% [markdown]
# The backward pass was written by a colleague, late on a Friday. It runs, and it looks fine at a glance.
#
# **Exercise (for later).** There are **two bugs** somewhere in `backward_propagation_n`. Do not look for them yet:
# write the check below first and let it tell you that something is wrong. Then come back, repair the two lines, and run
# it again. Finding them earns marks of its own. Whatever you change, the arrays in `cache` are lent: leave them as they
# are (`dZ3 = A3` is no copy).


# %%
def backward_propagation_n(X, Y, cache):
    """Compute the gradients of the network's cost.

    Arguments:
    X -- the inputs, of shape (4, m) for m examples
    Y -- their labels, m of them, of shape (m,) or (1, m)
    cache -- the tuple that forward_propagation_n returned

    Returns:
    gradients -- dictionary of dZ3, dW3, db3, dA2, dZ2, dW2, db2, dA1, dZ1, dW1, db1; each has the shape of what it is
                 the gradient of
    """
    m = X.shape[1]
    (Z1, A1, W1, b1, Z2, A2, W2, b2, Z3, A3, W3, b3) = cache

    dZ3 = A3 - Y
    dW3 = 1.0 / m * np.dot(dZ3, A2.T)
    db3 = 1.0 / m * np.sum(dZ3, axis=1, keepdims=True)

    dA2 = np.dot(W3.T, dZ3)
    dZ2 = np.multiply(dA2, np.int64(A2 > 0))
    dW2 = 1.0 / m * np.dot(dZ2, A1.T)  # STUB: dW2 = 1.0 / m * np.dot(dZ2, A1.T) * 2
    db2 = 1.0 / m * np.sum(dZ2, axis=1, keepdims=True)

    dA1 = np.dot(W2.T, dZ2)
    dZ1 = np.multiply(dA1, np.int64(A1 > 0))
    dW1 = 1.0 / m * np.dot(dZ1, X.T)
    db1 = 1.0 / m * np.sum(dZ1, axis=1, keepdims=True)  # STUB: db1 = 4.0 / m * np.sum(dZ1, axis=1, keepdims=True)

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


# %% [markdown]
# ### The check for many parameters
#
# Formula (1) still holds, for one parameter at a time: nudge a single entry, leave the other 46 alone, look at the
# cost. That is easiest if all the parameters stand in one long column. Three helpers from `lib` see to it:
#
# - `dictionary_to_vector(parameters)` stacks $W^{[1]}, b^{[1]}, W^{[2]}, b^{[2]}, W^{[3]}, b^{[3]}$ into a column of
#   shape $(47, 1)$. (It also returns, for each entry, the name of the array it comes from.)
# - `vector_to_dictionary(vector)` is the way back.
# - `gradients_to_vector(gradients)` stacks $dW^{[1]}, db^{[1]}, \dots$ in the same order.
#
# **Exercise.** Write `gradient_check_n`. For each entry $i$:
#
# - compute `J_plus[i]`:
#   1. let $\theta^{+}$ be a copy of the parameters, `np.copy(parameters_values)`;
#   2. add $\varepsilon$ to its entry $i$, and to no other;
#   3. compute the cost with `forward_propagation_n(X, Y, vector_to_dictionary(...))`;
# - compute `J_minus[i]` in the same way, with $-\varepsilon$;
# - compute $gradapprox_i = \dfrac{J^{+}_i - J^{-}_i}{2 \varepsilon}$.
#
# Then compare the two columns by formula (2), just as before.
#
# *Hints.* The copy is essential: `thetaplus = parameters_values` would give the same array a second name, and each
# nudge would stay in for all that come after it. `forward_propagation_n` returns two things and you want the first
# only, hence `J_plus[i], _ =`. And if you write it otherwise: `parameters`, `gradients`, `X` and `Y` belong to the
# caller, who wants to find them as they were.
#
# **About the verdict.** Here the limit is $2 \cdot 10^{-7}$, not $10^{-7}$. A number in the computer (float64) is good
# to about 16 digits. One of the three payments is classified quite wrongly, with $a^{[3]}$ near 0.999, and `1 - A3` in
# its cost keeps 13 of them. Formula (1) then divides that rounding error by $2 \varepsilon = 2 \cdot 10^{-7}$, and a
# relative difference of $1.19 \cdot 10^{-7}$ remains although everything is right. A real bug is a million times
# larger.


# %%
def gradient_check_n(parameters, gradients, X, Y, epsilon=1e-7):
    """Compare the gradients of backward_propagation_n with formula (1), and print the verdict.

    Arguments:
    parameters -- dictionary of W1, b1, W2, b2, W3, b3
    gradients -- what backward_propagation_n returned for them
    X -- the inputs, of shape (4, m) for m examples
    Y -- their labels, m of them, of shape (m,) or (1, m)
    epsilon -- the small step of formula (1)

    Returns:
    difference -- the relative difference (2) of the two gradients, a number
    """
    # Set up the columns
    parameters_values, _ = dictionary_to_vector(parameters)
    grad = gradients_to_vector(gradients)
    num_parameters = parameters_values.shape[0]
    J_plus = np.zeros((num_parameters, 1))
    J_minus = np.zeros((num_parameters, 1))
    gradapprox = np.zeros((num_parameters, 1))

    # Approximate the gradient, entry by entry
    for i in range(num_parameters):
        # Compute J_plus[i]
        ### START CODE HERE ### (approx. 3 lines)
        thetaplus = np.copy(parameters_values)  # Step 1
        thetaplus[i][0] = thetaplus[i][0] + epsilon  # Step 2
        J_plus[i], _ = forward_propagation_n(X, Y, vector_to_dictionary(thetaplus))  # Step 3
        ### END CODE HERE ###

        # Compute J_minus[i]
        ### START CODE HERE ### (approx. 3 lines)
        thetaminus = np.copy(parameters_values)  # Step 1
        thetaminus[i][0] = thetaminus[i][0] - epsilon  # Step 2
        J_minus[i], _ = forward_propagation_n(X, Y, vector_to_dictionary(thetaminus))  # Step 3
        ### END CODE HERE ###

        # Compute gradapprox[i]
        ### START CODE HERE ### (approx. 1 line)
        gradapprox[i] = (J_plus[i] - J_minus[i]) / (2 * epsilon)
        ### END CODE HERE ###

    # Compare the two by formula (2)
    ### START CODE HERE ### (approx. 3 lines)
    numerator = np.linalg.norm(grad - gradapprox)  # Step 1'
    denominator = np.linalg.norm(grad) + np.linalg.norm(gradapprox)  # Step 2'
    difference = numerator / denominator  # Step 3'
    ### END CODE HERE ###

    if difference > 2e-7:
        print(
            "\033[93m" + "There is a mistake in the backward propagation! difference = " + str(difference) + "\033[0m"
        )
    else:
        print(
            "\033[92m" + "Your backward propagation works perfectly fine! difference = " + str(difference) + "\033[0m"
        )

    return difference


# %%
X, Y, parameters = gradient_check_n_test_case()

cost, cache = forward_propagation_n(X, Y, parameters)
gradients = backward_propagation_n(X, Y, cache)
difference = gradient_check_n(parameters, gradients, X, Y)

# %% [markdown]
# **What you should see, before you repair anything**
#
# ```
# There is a mistake in the backward propagation! difference = 0.2850931567761624
# ```
#
# (The last few digits may differ.) That is the alarm going off: your check works, and the backward pass does not.
#
# ### The hunt
#
# Now go back to `backward_propagation_n`. The difference is one number for all 47 entries, so it says *that* something
# is wrong, but not where. Compare the columns entry by entry instead. Let `gradient_check_n` print, for a moment,
#
# ```python
# _, keys = dictionary_to_vector(parameters)
# for i, key in enumerate(keys):
#     print(key, grad[i][0], gradapprox[i][0])
# ```
#
# Most lines agree to five digits or more. Look at those that do not: which array do they belong to, and by what factor
# are they off? (An entry that is 0 in both says nothing.) The name tells you the line, the factor tells you the bug.
#
# **What you should see, once both are repaired**
#
# ```
# Your backward propagation works perfectly fine! difference = 1.1890913024229996e-07
# ```
#
# (From the third or fourth digit on it depends on your processor's rounding.) If you are at about 0.17 or 0.25, you
# have found one of the two.

# %% [markdown]
# ## 4 - What to take home
#
# - Gradient checking compares backpropagation with a difference of two costs. It needs nothing but the forward pass.
# - It is slow, two forward passes for *each* parameter. Run it a few times to make sure, then switch it off and train.
# - It does not go together with dropout: the cost would be another function with every mask. Check without dropout,
#   then switch dropout on.
# - One wrong factor does not crash anything, and the cost still falls. That is exactly why it pays to check.
