"""The two toy data sets that scikit-learn draws: circles to initialise on, moons to optimise on."""

import numpy as np

from lib.plots import scatter

__all__ = ["circles", "moons"]


def circles():
    """Two noisy circles, one within the other: 300 points to train on (seed 1), 100 to test on (seed 2).

    Scatters the training points into the current axes.

    Returns:
    train_X, train_Y, test_X, test_Y -- of shapes (2, 300), (1, 300), (2, 100), (1, 100)
    """
    train_X, train_Y = _draw("make_circles", 1, n_samples=300, noise=0.05)
    test_X, test_Y = _draw("make_circles", 2, n_samples=100, noise=0.05)
    scatter(train_X, train_Y, s=40)
    return train_X, train_Y, test_X, test_Y


def moons():
    """Two noisy half-moons that reach into each other: 300 points (seed 3).

    Scatters the points into the current axes.

    Returns:
    train_X, train_Y -- of shapes (2, 300), (1, 300)
    """
    train_X, train_Y = _draw("make_moons", 3, n_samples=300, noise=0.2)
    scatter(train_X, train_Y, s=40)
    return train_X, train_Y


def _draw(name, seed, **options):
    from sklearn import datasets  # noqa: PLC0415 - it takes a second, and most users of lib draw no data

    np.random.seed(seed)
    X, y = getattr(datasets, name)(**options)
    return X.T, y.reshape(1, -1)
