"""What Hypothesis draws for the properties: a seed for NumPy, or the arrays themselves, shapes and values."""

from typing import Any

import numpy as np
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

LAST_SEED = 2**16
"""The same as in bodies.py, which a grader may lay elsewhere."""

ROWS, COLUMNS = st.integers(1, 6), st.integers(1, 8)
NUMBERS = st.floats(-10, 10)

seeds = st.integers(0, LAST_SEED)


@st.composite
def matrices(draw: st.DrawFn, number: int) -> tuple[Any, ...]:
    """Some matrices of one shape."""
    shape = draw(ROWS), draw(COLUMNS)
    return tuple(draw(_matrix(*shape)) for _ in range(number))


@st.composite
def layers(draw: st.DrawFn) -> tuple[Any, Any, Any]:
    """A batch, weights and biases that fit together."""
    features, examples, units = draw(ROWS), draw(COLUMNS), draw(ROWS)
    return draw(_matrix(features, examples)), draw(_matrix(units, features)), draw(_matrix(units, 1))


@st.composite
def labelled(draw: st.DrawFn) -> tuple[Any, Any]:
    """Probabilities away from 0 and 1, and labels."""
    shape = 1, draw(COLUMNS)
    probabilities = draw(arrays(np.float64, shape, elements=st.floats(0.01, 0.99)))
    return probabilities, draw(arrays(np.int64, shape, elements=st.integers(0, 1)))


def _matrix(rows: int, columns: int) -> st.SearchStrategy[Any]:
    return arrays(np.float64, (rows, columns), elements=NUMBERS)


INPUTS = {
    "sigmoid": matrices(1),
    "softmax": matrices(1),
    "linear_forward": layers(),
    "cross_entropy": labelled(),
    "update_momentum": matrices(3),
}
"""The arguments of each property, by the name of its exercise."""
