"""Derivatives computed independently of any backward pass, to hold one against.

The complex step (Squire & Trapp, SIAM Review 40(1), 1998, p. 110) gives f'(x) = Im f(x + ih) / h with no subtraction
and so to the last digits of float64, for a cost written in operations that NumPy also has for complex numbers.
"""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

STEP = 1e-30
KINK = 1e-4
"""How near to zero an input of a ReLU may come before its derivative is not asked for."""

Parameters = Mapping[str, np.ndarray[Any, Any]]


def complex_step_gradients(cost: Callable[[dict[str, Any]], Any], parameters: Parameters) -> dict[str, Any]:
    """The derivative of a cost with respect to every parameter.

    Args:
        cost: parameters to one number; its ReLU must be `relu` of this module, or decide by the real part.
        parameters: arrays of float64, by name, such as W1 (n_1, n_0) and b1 (n_1, 1).

    Returns:
        An array of the parameter's shape under `d` + its name: dW1, db1, ...
    """
    return {f"d{name}": _gradient(cost, parameters, name) for name in parameters}


def _gradient(cost: Callable[[dict[str, Any]], Any], parameters: Parameters, name: str) -> Any:
    gradient = np.zeros_like(parameters[name])
    for index in np.ndindex(gradient.shape):
        stepped = parameters[name].astype(complex)
        stepped[index] += 1j * STEP
        gradient[index] = np.imag(cost({**parameters, name: stepped})) / STEP
    return gradient


def relu(z: Any) -> Any:
    """max(0, z), deciding by the real part, so that a complex step passes through."""
    return np.where(np.real(z) > 0, z, 0)


def sigmoid(z: Any) -> Any:
    """1 / (1 + exp(-z)), for complex numbers too."""
    return 1 / (1 + np.exp(-z))


def away_from_kinks(*inputs: np.ndarray[Any, Any]) -> bool:
    """Whether no input of a ReLU is so near to zero that its derivative is a matter of taste."""
    return all(bool(np.all(np.abs(z) > KINK)) for z in inputs)
