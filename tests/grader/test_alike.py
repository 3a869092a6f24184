"""Which exercises are alike: what their code can reach decides, and nothing else does."""

import ast

import msgspec
import pytest

from grader.alike import Alike
from grader.model import Status
from grader.session import GradingSession
from grader.submission import Unit, read_source
from tests.grader import courses

FILE = """
import numpy as np
SCALE = 2

def helper(x):
    return x * SCALE

def stranger(x):
    return -x

def f(x):
    \"\"\"Twice.\"\"\"
    return helper(x)
"""


def key(text, name="f"):
    unit = Unit(file="a.py", text=text, keep=list(range(len(ast.parse(text).body))))
    return Alike(unit.statements()).key(name)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"""Twice."""', '"""Two times."""'),
        ("return helper(x)", "return helper(x)  # as the handout says"),
        ("return helper(x)", "return (\n        helper( x )\n    )"),
        ("return -x", "return +x"),
        ("def stranger(x):\n    return -x\n", ""),
    ],
)
def test_comments_layout_docstrings_and_what_is_never_called_do_not_count(old, new):
    assert key(FILE) == key(FILE.replace(old, new)) is not None


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("return helper(x)", "return helper(x) + 0"),
        ("x * SCALE", "SCALE * x"),
        ("SCALE = 2", "SCALE = 3"),
        ("SCALE = 2", "SCALE = 2.0"),
        ("import numpy as np", "import numpy"),
        ("return helper(x)", "return stranger(x)"),
        ("SCALE = 2", "SCALE = 2\nnp.add = np.subtract"),
    ],
)
def test_whatever_the_exercise_can_come_to_counts(old, new):
    assert key(FILE) != key(FILE.replace(old, new)) is not None


@pytest.mark.parametrize(
    "line",
    [
        "return eval('helper(x)')",
        "return globals()['stranger'](x)",
        "return f.__globals__['stranger'](x)",
        "import sys\n    return x",
        "from time import time\n    return time()",
        "return helper(x) + id(x)",
    ],
)
def test_code_that_could_reach_further_is_like_nothing(line):
    assert key(FILE.replace("return helper(x)", line)) is None


@pytest.mark.parametrize(
    "definition",
    [
        "@print\ndef stranger(x):",
        "def stranger(x=np.seterr(all='raise')):",
        "def stranger(x=missing):",
        "def stranger(x: print(1)):",
        "class Stranger:\n    def stranger(x):",
    ],
)
def test_a_definition_that_acts_when_the_file_is_loaded_counts_and_so_does_what_it_names(definition):
    acting = FILE.replace("def stranger(x):\n    return -x", definition + " return -x")
    assert len({key(FILE), key(acting), key(acting.replace("return -x", "return +x"))} - {None}) == 3
    named = FILE.replace("def f(x):", "def g(x, turn=stranger):\n    return x\n\ndef f(x):")
    assert key(named) != key(named.replace("return -x", "return +x"))


def test_the_order_of_two_definitions_of_one_name_counts():
    one, other = "def g():\n    return 1\n", "def g():\n    return 2\n"
    f = "def f():\n    return g()\n"
    assert key(one + other + f) != key(other + one + f)


BODIES = [
    {},
    {"double": "return x"},
    {"double": "y = 2 * x\nreturn y  # mine"},
    {"ones": "return np.ones((columns, rows))"},
    {"ones": "return np.ones((columns, rows))", "total": "raise ValueError(values)"},
    {"total": "print('hello')\nreturn 6.0"},
    {"double": "return 2 * x", "total": "return total.__name__"},
    {"ones": "import os\nos._exit(3)"},
]


def test_a_session_that_remembers_gives_what_one_that_does_not_remember_gives(tiny_course, sandbox, tmp_path):
    [assignment] = tiny_course.assignments
    sources = []
    for number, bodies in enumerate([*BODIES, *BODIES]):
        path = tmp_path / f"{number}" / f"tiny {number}.py"
        path.parent.mkdir()
        path.write_text(f"{'# a line' * (number > 3)}\n" + courses.written(**bodies), encoding="utf-8")
        sources.append(read_source(path, assignment))
    results = []
    for remembers in (False, True):
        with GradingSession(tiny_course, [assignment], remembers=remembers) as session:
            results.append([msgspec.json.encode(session.judge(assignment, source).result) for source in sources])
    assert results[0] == results[1]


def test_what_is_alike_takes_no_worker(tiny_course, tmp_path, monkeypatch):
    [assignment] = tiny_course.assignments
    path = tmp_path / "tiny.py"
    forks = []
    with GradingSession(tiny_course, [assignment]) as session:
        opened = session._sandbox.open
        monkeypatch.setattr(session._sandbox, "open", lambda *arguments: forks.append(1) or opened(*arguments))
        for text in (courses.written(), "# by Ben\n" + courses.written(), courses.written(ones="return None")):
            path.write_text(text, encoding="utf-8")
            result = session.judge(assignment, read_source(path, assignment)).result
    assert [e.status for e in result.exercises] == [Status.PASSED, Status.PASSED, Status.FAILED]
    assert len(forks) == 3 + 0 + 3  # the last: in company, by itself, and for a smaller counterexample
