"""A course of one small assignment, `tiny`, and what can be handed in for it."""

from pathlib import Path

SETTINGS = """\
title = "Tiny"
order = 1
seed = 7

[limits]
seconds_per_call = 1.0
memory_megabytes = 256

[[exercise]]
name = "double"
title = "Twice as much"
points = { public = 3, hidden = 4 }

[[exercise]]
name = "total"
title = "All together"
points = { public = 2, hidden = 3 }

[[exercise]]
name = "ones"
title = "A matrix of ones"
points = { public = 5 }
"""

PATIENT = SETTINGS.replace("seconds_per_call = 1.0", "seconds_per_call = 300.0")
"""The same where nobody is to be stopped, however slow the machine."""

SOLUTION = '''\
import numpy as np


def double(x):
    """Twice an array."""
    ### START CODE HERE ### (≈ 1 line of code)
    y = 2 * x
    ### END CODE HERE ###
    return y


def total(values):
    """The sum of an array, as a number."""
    ### START CODE HERE ### (≈ 2 lines of code)
    doubled = double(values)
    s = float(np.sum(doubled)) / 2
    ### END CODE HERE ###
    return s


def ones(rows, columns):
    """A matrix of ones."""
    ### START CODE HERE ### (≈ 1 line of code)
    matrix = np.ones((rows, columns))
    ### END CODE HERE ###
    return matrix
'''

STUB = (
    SOLUTION.replace("y = 2 * x", "y = None")
    .replace("doubled = double(values)", "doubled = None")
    .replace("s = float(np.sum(doubled)) / 2", "s = None")
    .replace("matrix = np.ones((rows, columns))", "matrix = None")
)

CHECKS = '''\
"""Public checks of the tiny assignment."""

import numpy as np

from grader.checks import assert_close, assert_shape, batch_sizes, exercise, given, hint, normal, points, seeds


@exercise("double")
class TestDouble:
    @points(1)
    def test_worked_example(self, student, golden):
        """The handout's example: [1, 2, 3]."""
        golden.check(student.double(np.array([1.0, 2.0, 3.0])), source="the handout")

    @points(2)
    @hint("Multiply by two.")
    @given(rows=batch_sizes(), seed=seeds())
    def test_any_array(self, student, rows, seed):
        """Every entry doubles, for any array."""
        x = normal((rows, 2), seed)
        assert_close(student.double(x), 2 * x, name="y")


@exercise("total")
class TestTotal:
    @points(2)
    def test_sum(self, student, reference):
        """The sum of [1, 2, 3] is 6; `double` is right here, whatever yours gives."""
        trusting = student.replacing(double=reference.double)
        assert_close(trusting.total(np.array([1.0, 2.0, 3.0])), 6.0, name="s")


@exercise("ones")
class TestOnes:
    @points(5)
    @hint("np.ones takes the shape as one tuple.")
    @given(rows=batch_sizes(), columns=batch_sizes())
    def test_shape(self, student, rows, columns):
        """The matrix has the shape (rows, columns)."""
        matrix = student.ones(rows, columns)
        assert_shape(matrix, (rows, columns), "matrix")
        assert_close(matrix, np.ones((rows, columns)), name="matrix")
'''

SECRET = 31337.25
"""A number that only the hidden checks know."""

HIDDEN_CHECKS = f'''\
"""Hidden checks of the tiny assignment."""

import numpy as np

from grader.checks import assert_close, exercise, hint, points

SEED = 99


@exercise("double")
class TestDouble:
    @points(4)
    @hint("Try a larger number.")
    def test_secret(self, student, reference):
        """A number that students have not seen."""
        x = np.array([{SECRET}])
        assert_close(student.double(x), reference.double(x))


@exercise("total")
class TestTotal:
    @points(3)
    @hint("Try more numbers.")
    def test_secret(self, student):
        """Numbers that students have not seen."""
        answer = student.total(np.array([{SECRET}, 1.0]))
        assert abs(answer - {SECRET + 1}) < 1e-6, "the sum is not right"
'''

GOLDEN = """\
{"format": 1, "made_with": "hand", "cases": {"double": {"test_worked_example":
    {"source": "the handout", "value": {"array": [2.0, 4.0, 6.0]}}}}}
"""


MISCONCEPTIONS = '''\
"""Wrong versions that people write."""

import numpy as np

from grader.answers import misconception

calls = []


@misconception("double", "You squared x; twice x is x + x.")
def squared(x):
    """Twice an array."""
    return x**2


@misconception("double", "You added 2; multiply instead.")
def plus_two(x):
    return x + 2


@misconception("double", "You forgot the return.")
def nothing(x):
    2 * x


@misconception("double", "You keep a list of calls, and answer by its length.")
def counted(x):
    calls.append(1)
    return 2 * x + (len(calls) > 2)


@misconception("double", "You treated x as a list.")
def as_a_list(x):
    return 2 * x.copy().append(1)


@misconception("total", "You took the mean; take the sum.")
def mean(values):
    return float(np.mean(double(values))) / 2


@misconception("ones", "You filled it with zeros.")
def zeros(rows, columns):
    return np.zeros((rows, columns))
'''

ALTERNATIVES = """\
from grader.answers import alternative


@alternative("double")
def added(x):
    return x + x


@alternative("total")
def in_a_loop(values):
    return float(sum(v for v in values))
"""


def build(
    root: Path,
    *,
    settings: str = SETTINGS,
    stub: str = STUB,
    checks: str = CHECKS,
    hidden: str | None = HIDDEN_CHECKS,
    golden: str = GOLDEN,
    slug: str = "tiny",
    **answers: str,
) -> Path:
    """Write the course, with what is to be different in it, below a folder; without hidden checks, no solution.

    `answers` are files of misconceptions, alternatives or known mutants, by their names.
    """
    folder = root / "assignments" / slug
    _write(root / "assignments" / "lib" / "__init__.py", '"""Helpers."""\n')
    _write(folder / "assignment.toml", settings)
    _write(folder / f"{slug}.py", stub)
    _write(folder / "given.txt", stub)
    _write(folder / "checks.py", checks)
    _write(folder / "golden.json", golden)
    if hidden is not None:
        _write(root / "solutions" / slug / f"{slug}.py", SOLUTION)
        _write(root / "solutions" / slug / "checks.py", hidden)
        for name, text in answers.items():
            _write(root / "solutions" / slug / f"{name}.{'toml' if name == 'mutants' else 'py'}", text)
    return root


def written(**bodies: str) -> str:
    """The solution with the bodies of some functions replaced, each by its new lines."""
    text = SOLUTION
    for name, body in bodies.items():
        head, rest = text.split(f"def {name}(", 1)
        signature, inner = rest.split('"""\n', 1)
        tail = inner.split("\n\n\n", 1)
        lines = "".join(f"    {line}\n" for line in body.splitlines())
        text = f'{head}def {name}({signature}"""\n{lines}' + ("\n\n" + tail[1] if len(tail) > 1 else "")
    return text


def with_pull_request(folder: Path) -> Path:
    """A course in `base`, the checkout of a pull request to it in `head`, and in `some` the files that it changes."""
    build(folder / "base")
    _write(folder / "head" / "assignments" / "tiny" / "tiny.py", written(ones="return None"))
    _write(folder / "some", "README.md\0assignments/tiny/tiny.py\0")
    return folder


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
