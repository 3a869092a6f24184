"""A figure measured several times: its median, and how far it spreads."""

import statistics
from collections.abc import Iterable

from grader.model import Frozen


class Spread(Frozen, frozen=True, kw_only=True):
    """The median over the turns, and the lowest and the highest of them."""

    median: float
    low: float
    high: float


def spread(values: Iterable[float]) -> Spread:
    """The median of some numbers and their ends, to three significant digits."""
    ordered = sorted(values)
    low, median, high = (float(f"{value:.3g}") for value in (ordered[0], statistics.median(ordered), ordered[-1]))
    return Spread(median=median, low=low, high=high)
