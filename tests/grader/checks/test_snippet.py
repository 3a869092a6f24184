"""A call as Python: pasted and run, it is the same call."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as np_st

from grader.checks.snippet import MAX_LENGTH, literal, render, summary
from tests.grader.sandbox.test_wire import same

arrays = st.sampled_from(["float64", "float32", "int64", "int32", "bool", "complex128"]).flatmap(
    lambda dtype: np_st.arrays(dtype, np_st.array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=3))
)
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text() | arrays,
    lambda inner: st.lists(inner) | st.lists(inner).map(tuple) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


@given(values)
def test_a_literal_evaluates_to_the_value_it_was_made_of(value):
    back = eval(literal(value), {"np": np})
    if isinstance(value, np.ndarray):
        assert back.dtype == value.dtype
        assert back.shape == value.shape
        np.testing.assert_array_equal(back, value)
    elif not any(isinstance(part, np.ndarray) for part in [value]):
        assert type(back) is type(value)


@given(st.recursive(st.integers() | st.text() | st.floats(), lambda s: st.lists(s) | st.lists(s).map(tuple)))
def test_plain_values_come_back_exactly(value):
    assert same(eval(literal(value), {"np": np}), value) or "nan" in literal(value)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (np.array([[1.0, 2.5]]), "np.array([[1.0, 2.5]])"),
        (np.array([1.0, np.nan, -np.inf]), "np.array([1.0, np.nan, -np.inf])"),
        (np.array([1], dtype="int32"), "np.array([1], dtype='int32')"),
        (np.zeros((0, 3)), "np.zeros((0, 3), dtype='float64')"),
        (np.array(["nan", "inf"]), "np.array(['nan', 'inf'])"),
        (float("-inf"), "-np.inf"),
        (np.float64(0.5), "0.5"),
        (np.float32("nan"), "np.float32(np.nan)"),
        (np.bool_(True), "True"),
        (np.str_("x"), "'x'"),
        ((1,), "(1,)"),
        ({"W1": [1, (2, 3)]}, "{'W1': [1, (2, 3)]}"),
        (complex(1, float("nan")), "complex(1.0, np.nan)"),
    ],
)
def test_values_are_written_as_one_would_write_them(value, text):
    assert literal(value) == text


def test_a_snippet_loads_the_file_and_prints_the_call():
    text = render("initialization.py", "initialize_parameters_he", [[3, 2]], {"seed": 1})
    assert text.endswith("print(student.initialize_parameters_he([3, 2], seed=1))\n")
    assert "load('initialization.py')" in text
    compile(text, "snippet", "exec")


def test_a_long_call_stands_an_argument_a_line():
    text = render("a.py", "f", [np.arange(30.0), np.arange(30.0)], {"name": 1})
    assert "student.f(\n    np.array(" in text
    assert "    name=1,\n" in text
    compile(text, "snippet", "exec")


@pytest.mark.parametrize("size", [MAX_LENGTH, 10**6])
def test_what_nobody_would_paste_is_no_snippet(size):
    assert render("a.py", "f", [np.ones(size)], {}) == ""


@pytest.mark.parametrize(
    ("args", "keywords", "text"),
    [
        ([[3, 2]], {}, "f([3, 2])"),
        ([np.ones((2, 3)), 0.5], {"keep_prob": 0.7}, "f(<array 2×3>, 0.5, keep_prob=0.7)"),
        ([{"W1": 1}, (1, 2)], {}, "f(<dict of 1>, <tuple of 2>)"),
        ([list(range(50))], {}, "f(<list>)"),
        ([np.array(1.5)], {}, "f(np.array(1.5))"),
    ],
)
def test_a_call_is_summed_up_in_a_few_words(args, keywords, text):
    assert summary("f", args, keywords) == text
