"""The course's pictures: scattered points, decision boundaries, and a `show` that also works without a display."""

import sys
from itertools import count
from pathlib import Path

import numpy as np

__all__ = ["plot_decision_boundary", "scatter", "show"]

FOLDER = Path("figures")
NO_WINDOW = {"agg", "cairo", "pdf", "pgf", "ps", "svg", "template"}
STEP = 0.01

_numbers = count(1)


def _pyplot():
    import matplotlib.pyplot as plt  # noqa: PLC0415 - it takes half a second, and most users of lib draw nothing

    return plt


def scatter(X, y, **style):
    """Scatter the points of X, of shape (2, m), red where `y` is 0 and blue where it is 1, into the current axes."""
    _pyplot().scatter(X[0, :], X[1, :], c=np.ravel(y), cmap="Spectral", **style)


def plot_decision_boundary(model, X, y):
    """Colour the plane by what `model` says, put the points on top, and show the picture.

    Arguments:
    model -- a function from points, of shape (number of points, 2), to as many 0s and 1s (True and False will do)
    X -- the points, of shape (2, m)
    y -- their labels, m of them in any shape
    """
    plt = _pyplot()
    xx, yy = _grid(X)
    Z = np.reshape(model(np.c_[xx.ravel(), yy.ravel()]), xx.shape).astype(float)
    plt.contourf(xx, yy, Z, levels=[-0.5, 0.5, 1.5], cmap="Spectral", vmin=-0.25, vmax=1.25, alpha=0.6)
    plt.xlabel("x1")
    plt.ylabel("x2")
    scatter(X, y, edgecolors="black", linewidths=0.4)
    show()


def _grid(X):
    """The points of a fine grid that reaches one unit beyond the data on every side, as two arrays."""
    low, high = X.min(axis=1) - 1, X.max(axis=1) + 1
    return np.meshgrid(np.arange(low[0], high[0], STEP), np.arange(low[1], high[1], STEP))


def show(name=None):
    """Show the current picture; without a display, save it as `figures/<name>-<n>.png` and print where it is.

    `name` is the running script's unless it is given; n counts the pictures of this run from 1.
    """
    plt = _pyplot()
    if plt.get_backend().lower() not in NO_WINDOW:
        plt.show()
        return
    path = FOLDER / f"{name or _script()}-{next(_numbers)}.png"
    try:
        FOLDER.mkdir(exist_ok=True)
        plt.savefig(path, dpi=150, bbox_inches="tight")
        print(f"Picture saved: {path}")
    except OSError as error:
        print(f"The picture could not be saved as {path.resolve()}: {error.strerror}. Everything else goes on.")
    finally:
        plt.close()


def _script():
    stem = Path(sys.argv[0]).stem
    return stem if stem and not stem.startswith("-") else "figure"
