"""The checks of the five exercises as plain functions, which every grader wraps in a form of its own.

Each exercise has two fixed cases and a property. They call a function of `student`, whatever that is, and hold what
comes back to what is right by plain assertions. The file needs NumPy and nothing else, so that it can be laid beside
the tests of any grader.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

POINTS = {"first": 1, "second": 1, "always": 2}
"""What the two fixed cases and the property are worth, for each exercise."""
EXAMPLES = 100
"""How many examples a property is tried on."""
LAST_SEED = 2**16

Arrays = tuple[Any, ...]


class Exercise(NamedTuple):
    """The checks of one function, and how NumPy draws what its property is tried on."""

    title: str
    first: Callable[[Any], None]
    second: Callable[[Any], None]
    always: Callable[..., None]
    draw: Callable[[int], Arrays]


def assert_close(got: Any, right: Any) -> None:
    """Hold an answer to a shape and to values, as a NumPy course writes it: to 1e-7 of each value, or 1e-9."""
    assert np.shape(got) == np.shape(right), f"the result has shape {np.shape(got)}, not {np.shape(right)}"
    np.testing.assert_allclose(got, right, rtol=1e-7, atol=1e-9)


def sigmoid_first(student: Any) -> None:
    """Half at zero."""
    assert_close(student.sigmoid(np.zeros((2, 2))), np.full((2, 2), 0.5))


def sigmoid_second(student: Any) -> None:
    """Two numbers by hand."""
    assert_close(student.sigmoid(np.array([[np.log(3.0), -np.log(3.0)]])), np.array([[0.75, 0.25]]))


def sigmoid_always(student: Any, z: Any) -> None:
    """1 / (1 + exp(-z)), entry by entry."""
    assert_close(student.sigmoid(z), 1 / (1 + np.exp(-z)))


def sigmoid_draw(seed: int) -> Arrays:
    """A matrix of any size up to 6 × 8."""
    generator = np.random.default_rng(seed)
    return (_normal(generator, *_sizes(generator)),)


def softmax_first(student: Any) -> None:
    """Equal scores share equally."""
    assert_close(student.softmax(np.ones((4, 3))), np.full((4, 3), 0.25))


def softmax_second(student: Any) -> None:
    """Two columns by hand."""
    scores = np.log(np.array([[1.0, 2.0], [3.0, 2.0], [4.0, 4.0]]))
    assert_close(student.softmax(scores), np.array([[0.125, 0.25], [0.375, 0.25], [0.5, 0.5]]))


def softmax_always(student: Any, scores: Any) -> None:
    """exp(scores) over its sum, column by column."""
    powers = np.exp(scores - np.max(scores, axis=0, keepdims=True))
    assert_close(student.softmax(scores), powers / np.sum(powers, axis=0, keepdims=True))


def softmax_draw(seed: int) -> Arrays:
    """A matrix of scores, a column for each example."""
    generator = np.random.default_rng(seed)
    return (_normal(generator, *_sizes(generator)),)


def linear_first(student: Any) -> None:
    """The identity and no bias give the input back."""
    a = np.array([[1.0, 2.0], [3.0, 4.0]])
    assert_close(student.linear_forward(a, np.eye(2), np.zeros((2, 1))), a)


def linear_second(student: Any) -> None:
    """One unit of three inputs, by hand."""
    a, w = np.array([[1.0, 0.0], [2.0, 1.0], [3.0, 0.0]]), np.array([[1.0, 10.0, 100.0]])
    assert_close(student.linear_forward(a, w, np.array([[0.5]])), np.array([[321.5, 10.5]]))


def linear_always(student: Any, a: Any, w: Any, b: Any) -> None:
    """W A + b, for any layer and any batch."""
    assert_close(student.linear_forward(a, w, b), w @ a + b)


def linear_draw(seed: int) -> Arrays:
    """A batch, weights and biases that fit together."""
    generator = np.random.default_rng(seed)
    features, examples = _sizes(generator)
    units = int(generator.integers(1, 7))
    return _normal(generator, features, examples), _normal(generator, units, features), _normal(generator, units, 1)


def cost_first(student: Any) -> None:
    """The logarithm of 2 where the network knows nothing."""
    assert_close(student.cross_entropy(np.full((1, 4), 0.5), np.array([[0, 1, 1, 0]])), np.log(2.0))


def cost_second(student: Any) -> None:
    """Two examples by hand."""
    right = -(np.log(0.9) + np.log(0.8)) / 2
    assert_close(student.cross_entropy(np.array([[0.9, 0.2]]), np.array([[1, 0]])), right)


def cost_always(student: Any, al: Any, y: Any) -> None:
    """The mean of -(y log a + (1 - y) log(1 - a))."""
    right = -np.mean(y * np.log(al) + (1 - y) * np.log(1 - al))
    assert_close(student.cross_entropy(al, y), right)


def cost_draw(seed: int) -> Arrays:
    """Probabilities away from 0 and 1, and labels."""
    generator = np.random.default_rng(seed)
    examples = int(generator.integers(1, 9))
    return generator.uniform(0.01, 0.99, (1, examples)), generator.integers(0, 2, (1, examples))


def momentum_first(student: Any) -> None:
    """A first step from rest, without momentum, is a step of gradient descent."""
    w, dw = np.array([[1.0, 2.0]]), np.array([[10.0, -10.0]])
    _assert_step(student.update_momentum(w, dw, np.zeros((1, 2)), 0.0, 0.1), np.array([[0.0, 3.0]]), dw)


def momentum_second(student: Any) -> None:
    """A step with momentum, by hand."""
    w, dw, v = np.array([[1.0]]), np.array([[2.0]]), np.array([[4.0]])
    _assert_step(student.update_momentum(w, dw, v, 0.75, 0.2), np.array([[0.3]]), np.array([[3.5]]))


def momentum_always(student: Any, w: Any, dw: Any, v: Any) -> None:
    """The velocity takes a tenth of the gradient, and the weights a step along it."""
    velocity = 0.9 * v + 0.1 * dw
    _assert_step(student.update_momentum(w, dw, v, 0.9, 0.05), w - 0.05 * velocity, velocity)


def momentum_draw(seed: int) -> Arrays:
    """Weights, gradients and velocities of one shape."""
    generator = np.random.default_rng(seed)
    rows, columns = _sizes(generator)
    return tuple(_normal(generator, rows, columns) for _ in range(3))


def _assert_step(got: Any, weights: Any, velocity: Any) -> None:
    assert isinstance(got, tuple), f"the result is a {type(got).__name__}"
    assert len(got) == 2, f"the result has {len(got)} parts"
    assert_close(got[0], weights)
    assert_close(got[1], velocity)


def _sizes(generator: np.random.Generator) -> tuple[int, int]:
    return int(generator.integers(1, 7)), int(generator.integers(1, 9))


def _normal(generator: np.random.Generator, rows: int, columns: int) -> Any:
    return generator.standard_normal((rows, columns))


EXERCISES = {
    "sigmoid": Exercise("The sigmoid", sigmoid_first, sigmoid_second, sigmoid_always, sigmoid_draw),
    "softmax": Exercise("Softmax by columns", softmax_first, softmax_second, softmax_always, softmax_draw),
    "linear_forward": Exercise("A linear layer", linear_first, linear_second, linear_always, linear_draw),
    "cross_entropy": Exercise("The cost", cost_first, cost_second, cost_always, cost_draw),
    "update_momentum": Exercise(
        "A step with momentum", momentum_first, momentum_second, momentum_always, momentum_draw
    ),
}
