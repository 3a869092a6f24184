"""Answers in a script: what is put in stands where it belongs, and what is beside it stays."""

import ast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.demo.scripts import Script, Snippet, bindings, snippet_of
from grader.errors import CourseError

SCRIPT = '''\
# %% [markdown]
# # Cells

# %%
import numpy as np

@staticmethod
def first(x):
    """One."""
    return np.abs(x)

# %%
print(first(1))

def second(x):
    return first(x) + 1
'''
ANSWERS = """\
import math

TABLE = {}


def helper(x):
    return math.floor(x) + len(TABLE)


def unused(x):
    return helper(x)


def first(x):
    return helper(x)
"""
TEXTS = st.sampled_from(
    ["", "def {}(x):\n    return 1", "@property\ndef {}(x):\n    pass", "def {}(x):\n    return helper(x)"]
)


def functions(text: str) -> list[str]:
    return [statement.name for statement in ast.parse(text).body if isinstance(statement, ast.FunctionDef)]


def test_a_function_is_replaced_with_its_decorators_and_all_else_stays():
    text = Script(SCRIPT, "x.py").with_functions({"first": Snippet("def first(y):\n    return y")})
    before, _, rest = SCRIPT.partition("@staticmethod\n")
    after = rest.partition("return np.abs(x)\n")[2]
    assert text == f"{before}def first(y):\n    return y\n{after}"


def test_an_answer_brings_what_it_needs_and_nothing_else():
    snippet = snippet_of(ANSWERS, "first")
    assert snippet.text == "def first(x):\n    return helper(x)"
    assert [next(iter(bindings(text))) for text in snippet.above] == ["math", "TABLE", "helper"]


def test_what_several_answers_bring_stands_in_the_file_once_and_before_them():
    snippet = snippet_of(ANSWERS, "first")
    other = Snippet(snippet.text.replace("first", "second"), snippet.above)
    text = Script(SCRIPT, "x.py").with_functions({"second": other, "first": snippet})
    assert functions(text) == ["helper", "first", "second"]
    assert text.count("TABLE = {}") == text.count("import math") == 1


def test_an_empty_answer_takes_the_function_away_and_one_that_is_not_there_comes_last():
    text = Script(SCRIPT, "x.py").with_functions({"first": Snippet(""), "third": Snippet("def third():\n    pass")})
    assert functions(text) == ["second", "third"]


@given(answers=st.dictionaries(st.sampled_from(["first", "second", "third"]), TEXTS))
def test_whatever_is_put_in_the_file_is_python_and_defines_what_was_put_in(answers):
    above = ("def helper(x):\n    return x",)
    snippets = {name: Snippet(text.format(name), above if "helper" in text else ()) for name, text in answers.items()}
    defined = functions(Script(SCRIPT, "x.py").with_functions(snippets))
    gone = {name for name, text in answers.items() if not text}
    needed = {"helper"} if any("helper" in text for text in answers.values()) else set()
    assert set(defined) == ({"first", "second", *answers} - gone) | needed
    assert len(defined) == len(set(defined))


@pytest.mark.parametrize(
    ("text", "sentence"), [("def f(:", "is not Python"), ("def g():\n    pass", "does not define")]
)
def test_an_answer_without_its_function_is_an_error_of_the_course(text, sentence):
    with pytest.raises(CourseError, match=sentence):
        snippet_of(text, "f")
