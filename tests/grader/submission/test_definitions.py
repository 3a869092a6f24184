"""Which top-level statements are kept: definitions, imports, and the constants that these need."""

import ast

import pytest

from grader.submission.definitions import take
from grader.submission.parsing import parse_piece


def taken(*texts, exercises=("f", "g")):
    return take([parse_piece(f"cell {n}", text) for n, text in enumerate(texts, 1)], exercises)


def kept(*texts):
    return [ast.unparse(ast.parse(u.text).body[k]) for u in taken(*texts).units for k in u.keep]


@pytest.mark.parametrize(
    "statement",
    [
        "import numpy as np",
        "from lib.testCases import *",
        "from init_utils import sigmoid, relu",
        "try:\n    import numba\nexcept ImportError:\n    numba = None",
        "try:\n    from numba import jit\nexcept ImportError:\n\n    def jit(f):\n        return f",
        "class Layer:\n    pass",
        "g = lambda x: x",
    ],
)
def test_what_always_stays(statement):
    assert kept(statement) == [statement]


@pytest.mark.parametrize(
    "statement",
    [
        "print('x')",
        "parameters = model(X, Y)",
        "np.random.seed(3)",
        "input('name?')",
        "assert 1 == 1",
        "for i in range(3):\n    pass",
        "while True:\n    pass",
        "with open('x') as f:\n    pass",
        "if __name__ == '__main__':\n    import this",
        "try:\n    import numba\nexcept ImportError:\n    print('no numba')",
        "plt.rcParams['figure.figsize'] = (7.0, 4.0)",
        "np.int = int",
        "unneeded = 3",
        "'''text'''",
        "raise SystemExit",
        "del x",
        "global x",
    ],
)
def test_what_never_stays(statement):
    assert kept("import numpy as np\nimport matplotlib.pyplot as plt", statement)[2:] == []


@pytest.mark.parametrize(
    "constant",
    [
        "C = 0.01",
        "C = -1 / 3 ** 2",
        "C = np.pi",
        "C = np.array([[1, 2], [3, 4]])",
        "C = np.float64(3)",
        "C = np.zeros((2, 3)).reshape(3, 2).T",
        "C = np.random.RandomState(0)",
        "C = float('inf')",
        "C = math.sqrt(2)",
        "C = sqrt(2)",
        "C = {'W1': [1, 2], 'b1': (3,)}",
        "C = [2 * i for i in range(3)]",
        "C: float = 0.5",
        "A, C = (1, 2)",
        "A = C = 3",
        "C = lambda x: np.maximum(0, x)",
        "C = 'text'.upper()",
        "C = namedtuple('C', 'a b')",
    ],
)
def test_a_constant_that_a_function_needs_stays(constant):
    imports = "import numpy as np\nimport math\nfrom math import sqrt\nfrom collections import namedtuple"
    assert constant in kept(imports, constant, "def f(x):\n    return C")


@pytest.mark.parametrize(
    "value",
    [
        "model(3)",
        "g(3)",
        "utils.load()",
        "np.load('x')",
        "np.random.randn(3)",
        "open('x')",
        "input()",
        "eval('1')",
        "f",
    ],
)
def test_a_value_that_would_run_something_does_not_stay_as_a_constant(value):
    statements = kept(
        "import numpy as np\nimport utils", "def g(x):\n    return 1", f"C = [{value}]", "def f(x):\n    return C"
    )
    assert (f"C = [{value}]" in statements) == (value == "f")


def test_constants_of_constants_stay_and_others_go():
    statements = kept(
        "A = 1", "B = A + 1", "C = B + 1", "D = C + 1", "def f(x, c=C):\n    d = 3\n    D = d\n    return D"
    )
    assert statements[:-1] == ["A = 1", "B = A + 1", "C = B + 1"]


def test_a_global_that_a_nested_function_changes_stays():
    assert "n = 0" in kept("n = 0", "def f():\n    def inner():\n        global n\n        n += 1\n    return inner")


def test_a_constant_is_kept_with_what_is_put_into_it():
    assert kept("d = {}", "d['a'] = 1", "d['b'] = f(2)", "def f(x):\n    return d")[:2] == ["d = {}", "d['a'] = 1"]


def test_a_constant_named_like_a_builtin_call_of_the_students_own_is_not_called():
    assert "C = float(3)" not in kept("def float(x):\n    raise SystemExit", "C = float(3)", "def f():\n    return C")


def test_a_function_may_be_a_lambda_or_another_name():
    functions = taken("def helper(x):\n    return x", "f = helper", "g = lambda x: x").functions
    assert functions["f"].text.startswith("def helper")
    assert functions["g"].text == "g = lambda x: x"


def test_functions_within_a_condition_are_found():
    assert "f" in taken("import sys\nif sys.version_info > (3,):\n    def f(x):\n        return x").functions


def test_an_exercise_that_a_later_import_hides_is_defined_again_at_the_end():
    texts = ["def f(x):\n    return 1", "def h(x):\n    return 1", "from lib.utils import f, h"]
    assert kept(*texts)[-1] == texts[0]
    assert kept(*texts[:2], "from lib.utils import *")[-1] == texts[0]
    assert kept(*texts[:2], "from lib.utils import other")[-1] == "from lib.utils import other"


def test_a_cell_that_keeps_nothing_is_no_unit():
    assert [u.file for u in taken("print(1)", "def f():\n    pass", "f()").units] == ["cell 2"]


def test_a_definition_twice_with_different_code_is_told_apart_from_a_copy():
    assert set(taken("def f():\n    return 1", "def f():\n    return 2").twice) == {"f"}
    assert taken("def f():\n    return 1", "def f():\n    # again\n    return 1").twice == {}
