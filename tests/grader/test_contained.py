"""Which functions keep to themselves: those of the course do, and no function that could leave or find anything."""

import ast
from pathlib import Path

import pytest

from grader.assignment import load_course
from grader.contained import Contained, Library
from grader.submission import read_source
from grader.texts import Loading

ROOT = Path(__file__).parents[2]
HEAD = """
import math
import os
import sys
import numpy as np
import numpy
import numpy.linalg as la
import scipy.special
from numpy import tanh
from lib.activations import sigmoid
from lib.football import load_2D_dataset
"""
REACHING = [
    "global kept\nkept = x\nreturn x",
    "np.kept = x\nreturn x",
    "f.kept = x\nreturn x",
    "f.__defaults__[0].append(x)\nreturn x",
    "return np.empty(3)",
    "return np.empty_like(x)",
    "return np.add(x, x, where=x > 0)",
    "return np.add(x, x, **{'where': x > 0})",
    "return np.ndarray((3,))",
    "return np.lib.stride_tricks.as_strided(x, (10,), (8,))",
    "return np.frombuffer(x)",
    "return x.data",
    "return x.base",
    "return x.ctypes.data",
    "x.shape = (1,)\nreturn x",
    "return np",
    "other = np\nreturn other.empty(3)",
    "np = x\nreturn np",
    "return np.random.get_state()",
    "return np.random.default_rng()",
    "return np.random.mtrand._rand",
    "return np.seterr(all='raise')",
    "return os.getpid()",
    "os.remove('x')",
    "return sys.modules",
    "import os\nreturn os.getpid()",
    "return __import__('os').getpid()",
    "return __builtins__['open']('x')",
    "return open('x').read()",
    "return eval('x')",
    "return getattr(np, 'empty')(3)",
    "return globals()",
    "return id(x)",
    "return type(x)",
    "return '{0.__class__}'.format(x)",
    "return f'{x.__class__}'",
    "return (lambda open: open)(x), open('x')",
    "sum = open\nreturn sum(x)",
    "return [open for _ in x]",
    "return missing(x)",
    "return load_2D_dataset()",
    "return reach(x)",
    "return scipy.special.expit.kept",
    "class A:\n    pass\nreturn A",
    "yield x",
    "def inner():\n    nonlocal x\n    x = 1\nreturn inner",
    "@np.vectorize\ndef inner(y):\n    return y\nreturn inner(x)",
    "del np.random\nreturn x",
    "try:\n    pass\nexcept ValueError as e:\n    return e.__traceback__",
    "print(x, file=sys.stdout)\nreturn x",
]
KEEPING = [
    "return np.dot(x, x.T) / x.shape[0] + np.linalg.norm(x) + numpy.sum(x)",
    "return la.norm(x) + math.sqrt(2) + tanh(x) + sigmoid(x)",
    "return scipy.special.expit(x)",
    "np.random.seed(3)\nreturn np.random.randn(2, 3) * np.sqrt(2. / 3)",
    "parameters = {}\nfor l in range(1, 3):\n    parameters['W' + str(l)] = x\nassert x.shape\nreturn parameters",
    "return [y ** 2 for y in x if y > 0], {k: v for k, v in zip(x, x)}, (lambda y: y)(x)",
    "try:\n    return helper(x)\nexcept ValueError as e:\n    print(f'no {e}')\n    raise",
    "with np.errstate(all='ignore'):\n    return 1 / x",
    "def inner(y):\n    return f(y - 1) if y else 0\nreturn inner(x)",
    "out = np.zeros(3)\nnp.add(x, x, out=out)\nout[out > 2] = 0\nout += 1\nreturn out",
]


def looked_at(text: str, library: Path = ROOT / "assignments") -> Contained:
    return Contained(ast.parse(text).body, Library(library).file)


def file_with(body: str) -> str:
    lines = "".join(f"    {line}\n" for line in body.split("\n"))
    others = "\ndef helper(y):\n    return y\n\ndef reach(y):\n    return open(y)\n"
    return f"{HEAD}\ndef f(x, lambd=-1.5):\n{lines}{others}"


@pytest.mark.parametrize("body", REACHING)
def test_a_function_that_could_leave_or_find_something_reaches_further(body):
    assert not looked_at(file_with(body)).holds(["f"])


@pytest.mark.parametrize("body", KEEPING)
def test_a_function_of_arrays_and_numbers_keeps_to_itself(body):
    assert looked_at(file_with(body)).holds(["f"])


@pytest.mark.parametrize(
    "statement",
    [
        "kept = []",
        "np.kept = 1",
        "np.exp = print",
        "from numpy import *",
        "if True:\n    pass",
        "class A:\n    pass",
        "print(1)",
        "@print\ndef g():\n    pass",
        "def g(x=open('y')):\n    pass",
        "def g(x: open('y')):\n    pass",
        "def g() -> print('y'):\n    pass",
        "import os as np",
        "from os import path as np",
        "def np():\n    pass",
    ],
)
def test_a_file_that_does_more_than_define_functions_when_it_is_loaded_does_not_keep_to_itself(statement):
    body = "return np.exp(x)"
    assert looked_at(file_with(body)).holds(["f"])
    assert not looked_at(f"{file_with(body)}\n{statement}\n").holds(["f"])


def test_a_name_with_two_meanings_keeps_to_itself_only_if_both_do():
    quiet, loud = "def f(x):\n    return x\n", "def f(x):\n    return open(x)\n"
    assert looked_at(quiet + quiet).holds(["f"])
    assert not looked_at(loud + quiet).holds(["f"])
    assert not looked_at("def sum(x):\n    return open(x)\n\ndef g(x):\n    return sum(x)\n").holds(["g"])


@pytest.mark.parametrize("name", [f"f{number}" for number in range(20)])  # each comes at another place of a set
def test_functions_that_call_each_other_keep_to_themselves_together_or_not_at_all(name):
    text = f"def {name}(x):\n    return g(x)\n\ndef g(x):\n    return {name}(x) or {{}}\n"
    assert looked_at(text.format("x")).holds([name, "g"])
    for order in ([name, "g"], ["g", name]):
        both = looked_at(text.format("open(x)"))
        assert [both.holds([one]) for one in order] == [False, False]


def test_a_function_that_is_not_there_does_not_keep_to_itself():
    assert not looked_at(HEAD).holds(["f"])
    assert not looked_at(HEAD).holds(["np"])
    assert looked_at(HEAD).holds(["sigmoid"])


def test_a_library_file_is_known_by_the_names_that_it_has_gone_by():
    for module in ("lib.activations", "activations", "Activations_v2"):
        assert looked_at(f"from {module} import relu\n").holds(["relu"])


def test_nearly_every_exercise_of_the_course_keeps_to_itself():
    course = load_course(ROOT)
    library = Library(course.library)
    reaching = []
    for assignment in course.assignments:
        loaded = Loading(read_source(assignment.given, assignment).units, library)
        reaching += [exercise.name for exercise in assignment.exercises if not loaded.keeps_to_itself([exercise.name])]
    assert reaching == ["gradient_check_n"]
