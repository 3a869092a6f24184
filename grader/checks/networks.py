"""A plain three-layer network to hold answers against: LINEAR-RELU-LINEAR-RELU-LINEAR-SIGMOID, with or without dropout.

It is written apart from the course's own helpers, and in operations that also take complex numbers, so that
`complex_step_gradients` can differentiate its cost.
"""

import functools
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from hypothesis import strategies as st

from grader.checks.gradients import away_from_kinks, complex_step_gradients, relu, sigmoid
from grader.checks.strategies import batch_sizes, inputs, labels, parameters, seeds, three_layers

SATURATION = 8.0
"""How far from zero the last layer's input may be: at 8, log(1 - sigmoid) is still exact to some 1e-13."""

DEFAULT_DIMS = three_layers()
DEFAULT_EXAMPLES = batch_sizes()

Masks = tuple[Any, Any]


@dataclass(frozen=True)
class Layers:
    """A forward pass: inputs Z_l and outputs A_l of each layer, shape (n_l, m)."""

    Z1: Any
    A1: Any
    Z2: Any
    A2: Any
    Z3: Any
    A3: Any


@dataclass(frozen=True)
class Network:
    """A batch X (n_0, m), its labels Y (1, m), and parameters W1, b1, ..., W3, b3."""

    X: Any
    Y: Any
    parameters: dict[str, Any]
    _gradients: dict[Any, dict[str, Any]] = field(default_factory=dict, init=False, repr=False, compare=False)

    @functools.cached_property
    def layers(self) -> Layers:
        """The plain forward pass."""
        return self._pass(self.parameters, None, 1.0)

    @property
    def examples(self) -> int:
        """The number m of examples."""
        return int(self.X.shape[1])

    def forward(
        self, parameters: dict[str, Any] | None = None, masks: Masks | None = None, keep_prob: float = 1.0
    ) -> Layers:
        """A forward pass; with masks D1 (n_1, m) and D2 (n_2, m), one with inverted dropout."""
        if parameters is None and masks is None:
            return self.layers
        return self._pass(self.parameters if parameters is None else parameters, masks, keep_prob)

    def _pass(self, p: dict[str, Any], masks: Masks | None, keep_prob: float) -> Layers:
        keep1, keep2 = (mask / keep_prob for mask in masks) if masks else (1.0, 1.0)
        z1 = p["W1"] @ self.X + p["b1"]
        a1 = relu(z1) * keep1
        z2 = p["W2"] @ a1 + p["b2"]
        a2 = relu(z2) * keep2
        z3 = p["W3"] @ a2 + p["b3"]
        return Layers(z1, a1, z2, a2, z3, sigmoid(z3))

    def cost(
        self,
        parameters: dict[str, Any] | None = None,
        *,
        lambd: float = 0.0,
        masks: Masks | None = None,
        keep_prob: float = 1.0,
    ) -> Any:
        """Cross-entropy, plus the L2 penalty lambd/(2m) times the sum of all squared weights."""
        p = self.parameters if parameters is None else parameters
        a3 = self.forward(parameters, masks, keep_prob).A3
        penalty = lambd / (2 * self.examples) * sum(np.sum(p[name] ** 2) for name in ("W1", "W2", "W3"))
        return cross_entropy(a3, self.Y) + penalty

    def gradients(self, *, lambd: float = 0.0, masks: Masks | None = None, keep_prob: float = 1.0) -> dict[str, Any]:
        """The derivatives of `cost`, dW1 to db3, by the complex step: worked out once, not to be changed."""
        question = (lambd, keep_prob, *(mask.tobytes() for mask in masks or ()))
        if question not in self._gradients:
            self._gradients[question] = complex_step_gradients(
                lambda p: self.cost(p, lambd=lambd, masks=masks, keep_prob=keep_prob), self.parameters
            )
        return dict(self._gradients[question])

    def cache(self, masks: Masks | None = None, keep_prob: float = 1.0) -> tuple[Any, ...]:
        """What the course's forward pass hands to its backward pass: per layer Z, (D,) A, W, b."""
        layers, p = self.forward(masks=masks, keep_prob=keep_prob), self.parameters
        d1, d2 = ((mask,) for mask in masks) if masks else ((), ())
        first = (layers.Z1, *d1, layers.A1, p["W1"], p["b1"])
        second = (layers.Z2, *d2, layers.A2, p["W2"], p["b2"])
        return (*first, *second, layers.Z3, layers.A3, p["W3"], p["b3"])

    def smooth(self, masks: Masks | None = None, keep_prob: float = 1.0) -> bool:
        """Whether the cost can be differentiated well here: no ReLU near its kink, no sigmoid near 0 or 1."""
        layers = self.forward(masks=masks, keep_prob=keep_prob)
        return away_from_kinks(layers.Z1, layers.Z2) and bool(np.all(np.abs(layers.Z3) < SATURATION))


def cross_entropy(activations: Any, targets: Any) -> Any:
    """-1/m times the sum of Y log(A) + (1 - Y) log(1 - A)."""
    m = targets.shape[-1]
    return -np.sum(targets * np.log(activations) + (1 - targets) * np.log(1 - activations)) / m


def make_network(dims: list[int], examples: int, seed: int) -> Network:
    """A network of the given layer sizes with a batch, all drawn from the seed."""
    return Network(inputs(dims[0], examples, seed), labels(examples, seed), parameters(dims, seed))


def networks(
    dims: st.SearchStrategy[list[int]] = DEFAULT_DIMS, examples: st.SearchStrategy[int] = DEFAULT_EXAMPLES
) -> st.SearchStrategy[Network]:
    """Networks with a batch, where the cost has a derivative."""
    made = st.builds(make_network, dims, examples, seeds())
    return made.filter(Network.smooth)


def masks_of(network: Network, keep_prob: float, seed: int) -> Masks:
    """Dropout masks D1 and D2 for a network: bool, True with probability keep_prob."""
    generator = np.random.default_rng(seed)
    widths = (network.parameters["W1"].shape[0], network.parameters["W2"].shape[0])
    first, second = (generator.random((width, network.examples)) < keep_prob for width in widths)
    return first, second
