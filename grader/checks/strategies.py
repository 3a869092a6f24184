"""What properties are tried on: layer sizes, batches, networks, numbers.

Values come from a seeded generator and are rounded to two decimals: a counterexample is then short enough to read and
to paste. Sizes shrink, and the seed does.
"""

import functools
from itertools import pairwise
from typing import Any

import numpy as np
from hypothesis import strategies as st

MAX_WIDTH = 6
MAX_BATCH = 8
KEPT = 1 << 15
"""Arrays that are kept to be met again: a session's checks draw some thousands of small ones."""

SearchStrategy = st.SearchStrategy


def layer_dims(*, min_layers: int = 1, max_layers: int = 4, max_width: int = MAX_WIDTH) -> SearchStrategy[list[int]]:
    """Layer sizes, input first: [n_0, ..., n_L] with L from `min_layers` to `max_layers`."""
    return st.lists(st.integers(1, max_width), min_size=min_layers + 1, max_size=max_layers + 1)


def three_layers(max_width: int = 4) -> SearchStrategy[list[int]]:
    """Layer sizes of the course's three-layer network, which ends in one unit: [n_0, n_1, n_2, 1]."""
    return st.lists(st.integers(1, max_width), min_size=3, max_size=3).map(lambda sizes: [*sizes, 1])


def batch_sizes(*, maximum: int = MAX_BATCH) -> SearchStrategy[int]:
    """A number m of examples, from 1 on."""
    return st.integers(1, maximum)


def seeds() -> SearchStrategy[int]:
    """A seed for a generator of one's own."""
    return st.integers(0, 2**16)


def rates(minimum: float, maximum: float) -> SearchStrategy[float]:
    """A hyperparameter between two bounds, both included, with two significant digits."""
    return st.floats(minimum, maximum).map(lambda rate: float(min(max(float(f"{rate:.2g}"), minimum), maximum)))


def parameter_shapes(dims: list[int]) -> dict[str, tuple[int, int]]:
    """The shapes of a network's parameters: W_l is (n_l, n_{l-1}), b_l is (n_l, 1)."""
    shapes: dict[str, tuple[int, int]] = {}
    for layer, (before, width) in enumerate(pairwise(dims), start=1):
        shapes[f"W{layer}"] = (width, before)
        shapes[f"b{layer}"] = (width, 1)
    return shapes


@functools.lru_cache(KEPT)
def normal(shape: tuple[int, ...], seed: int, scale: float = 1.0) -> np.ndarray[Any, Any]:
    """Normal numbers of two decimals, none of them zero: float64 of the given shape.

    The array cannot be written to, since whoever asks for the same one gets it again.
    """
    values = np.round(scale * np.random.default_rng(seed).standard_normal(shape), 2)
    array = np.where(values == 0, 0.01, values)
    array.flags.writeable = False
    return array


def parameters(dims: list[int], seed: int, prefix: str = "") -> dict[str, np.ndarray[Any, Any]]:
    """A network's parameters, biases not zero; with prefix "d", numbers in the shape of its gradients."""
    shapes = parameter_shapes(dims)
    return {f"{prefix}{name}": normal(shape, seed + index) for index, (name, shape) in enumerate(shapes.items())}


def inputs(features: int, examples: int, seed: int) -> np.ndarray[Any, Any]:
    """A batch X of shape (features, examples)."""
    return normal((features, examples), seed + 1000)


def labels(examples: int, seed: int) -> np.ndarray[Any, Any]:
    """Labels Y of zeros and ones, int64, shape (1, examples)."""
    return np.random.default_rng(seed + 2000).integers(0, 2, (1, examples))
