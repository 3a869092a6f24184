"""The football data: where on the pitch the ball came down, and whose head met it.

A point is a position; its label is 1 (blue) where our own team reached the ball and 0 (red) where the others did. A
diagonal separates the two, with some noise.
"""

from pathlib import Path

import numpy as np

from lib.plots import scatter

__all__ = ["find_data", "load_2D_dataset", "make_football", "read_football"]

COURSE = Path(__file__).resolve().parent.parent
IN_FOLDER = Path("datasets") / "data.mat"
COLUMNS = {"X": 2, "y": 1, "Xval": 2, "yval": 1}
SEED = 18


def load_2D_dataset(path=None):
    """Load the football data and scatter the training points into the current axes.

    Reads the course's own `data.mat` where you have it: `path` if you give one, or else `datasets/data.mat` in the
    current folder, in assignments/regularization or in assignments. Where it is in none of these, the data comes from
    `make_football`: a set that this project made itself, the same on every machine. It tells the same story with
    other points, so its costs and accuracies are not those of the notes.

    Returns:
    train_X, train_Y, test_X, test_Y -- of shapes (2, 211), (1, 211), (2, 200), (1, 200)

    Raises:
    FileNotFoundError -- there is no file at the `path` you gave
    ValueError -- the file is there but is not the football data
    """
    path = path or find_data()
    if path is None:
        print(f"There is no {IN_FOLDER} here, so this is the football data that the project made itself.")
        print("Your costs and accuracies will differ from those of the notes; what they teach is the same.")
    data = make_football() if path is None else read_football(path)
    train_X, train_Y, test_X, test_Y = (data[key].T for key in COLUMNS)
    scatter(train_X, train_Y, s=40)
    return train_X, train_Y, test_X, test_Y


def find_data():
    """The path of the first `data.mat` where one may lie, or None."""
    folders = [Path(), COURSE / "regularization", COURSE]
    return next((folder / IN_FOLDER for folder in folders if (folder / IN_FOLDER).is_file()), None)


def read_football(path):
    """Read a `data.mat`: a dictionary of X (211, 2), y (211, 1), Xval (200, 2) and yval (200, 1).

    Raises:
    FileNotFoundError -- there is no such file
    ValueError -- it cannot be read, or lacks one of the four arrays
    """
    path = Path(path)
    if not path.is_file():
        raise FileNotFoundError(f"There is no file {path}. Leave the path out to use what is found in {IN_FOLDER}.")
    from scipy.io import loadmat  # noqa: PLC0415 - SciPy is slow to load, and only this needs it

    try:
        data = loadmat(path)
    except Exception as error:  # SciPy meets damaged files with exceptions of many kinds
        raise ValueError(f"{path} could not be read: {error}. {_MEND}") from error
    for key, columns in COLUMNS.items():
        array = data.get(key)
        if array is None or array.ndim != 2 or array.shape[1] != columns:
            raise ValueError(
                f"{path} has no array '{key}' of {columns} column(s), so it is not the football data. {_MEND}"
            )
    return {key: data[key] for key in COLUMNS}


_MEND = "Copy data.mat from the course again, or remove it to use the data that the project made itself."


def make_football():
    """Make the project's own football data, from a fixed seed: none of its points are the course's.

    Positions are drawn evenly over the pitch; a point above the diagonal x2 = x1 + 0.1 is blue, but the nearer it lies
    to that line, the more likely chance decides.

    Returns:
    data -- dictionary as in the course's `data.mat`: X (211, 2) float64, y (211, 1) uint8, Xval (200, 2), yval (200, 1)
    """
    random = np.random.RandomState(SEED)  # its stream is frozen, so the data stays the same in every NumPy
    X, y = _play(random, 211)
    Xval, yval = _play(random, 200)
    return {"X": X, "y": y, "Xval": Xval, "yval": yval}


def _play(random, count):
    X = random.uniform([-0.60, -0.68], [0.30, 0.58], size=(count, 2)).round(6)
    above = X[:, 1] - X[:, 0] - 0.1 + random.normal(scale=0.2, size=count)
    return X, (above > 0).astype(np.uint8).reshape(-1, 1)
