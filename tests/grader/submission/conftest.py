"""A small course of three assignments with their stubs, and ways to hand something in."""

from collections.abc import Callable
from pathlib import Path

import pytest

from grader.assignment import Assignment, Exercise, Points, Settings

STUBS = {
    "scaling": (
        ["zeros", "scaled"],
        ["Scaling layers", "init"],
        "import numpy as np\n\n\n"
        "def zeros(n):\n    ### START CODE HERE ### (≈ 1 line of code)\n    out = None\n    ### END CODE HERE ###\n"
        "    return out\n\n\n"
        "def scaled(n, factor=2):\n    np.random.seed(3)\n    ### START CODE HERE ###\n    out = None\n"
        "    ### END CODE HERE ###\n    return out\n\n\n"
        "def model(n):\n    return scaled(n)\n",
    ),
    "gradient_checking": (
        ["forward", "backward", "check", "bug_hunt"],
        [],
        "def forward(x):\n    ### START CODE HERE ###\n    J = None\n    ### END CODE HERE ###\n    return J\n\n\n"
        "def backward(x):\n    ### START CODE HERE ###\n    dx = None\n    ### END CODE HERE ###\n    return dx\n\n\n"
        "def check(x):\n    ### START CODE HERE ###\n    d = None\n    ### END CODE HERE ###\n    return d\n\n\n"
        "def bug_hunt(x):\n    return 3 * x\n",
    ),
    "optimization": (
        ["momentum", "adam"],
        ["Optimization methods"],
        "def momentum(v):\n    ### START CODE HERE ###\n    v = None\n    ### END CODE HERE ###\n    return v\n\n\n"
        "def adam(v):\n    ### START CODE HERE ###\n    v = None\n    ### END CODE HERE ###\n    return v\n",
    ),
}


@pytest.fixture(scope="session")
def assignments(tmp_path_factory: pytest.TempPathFactory) -> list[Assignment]:
    """The assignments `scaling`, `gradient_checking` and `optimization`, with stubs and a `lib` of two modules."""
    root = tmp_path_factory.mktemp("course") / "assignments"
    (root / "lib").mkdir(parents=True)
    for module in ("init_utils", "testCases", "__init__"):
        (root / "lib" / f"{module}.py").write_text("def forward(x):\n    return x\n")
    return [_assignment(root / slug, n) for n, slug in enumerate(STUBS)]


def _assignment(folder: Path, order: int) -> Assignment:
    exercises, names, stub = STUBS[folder.name]
    folder.mkdir()
    (folder / f"{folder.name}.py").write_text(stub)
    (folder / "given.txt").write_text(stub)
    (folder / "assignment.toml").write_text("title = 'x'\n")
    (folder / "checks.py").write_text("import pytest\n")
    (folder / "golden.json").write_text("{}\n")
    settings = Settings(
        title=folder.name.replace("_", " ").capitalize(),
        order=order,
        also_named=names,
        seed=1,
        exercise=[Exercise(name=e, title=e, points=Points(public=1)) for e in exercises],
    )
    return Assignment(slug=folder.name, settings=settings, folder=folder, solution=None)


@pytest.fixture
def hand_in(tmp_path: Path) -> Callable[..., Path]:
    """Write files, given as `path=text or bytes`, into a fresh folder, and return the folder."""
    folder = tmp_path / "alice"
    folder.mkdir()

    def write(files: dict[str, str | bytes]) -> Path:
        for name, content in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)
        return folder

    return write
