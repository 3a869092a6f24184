"""Golden values: nothing is lost in the file, it can be read by people, and what is missing is said."""

import json
import math
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as np_st

from grader.checks.compare import Tolerance, first_difference
from grader.checks.golden import Golden, GoldenRecorder, from_plain, read_cases, to_plain, write_cases
from grader.errors import CheckFailure, CourseError

arrays = st.sampled_from(["float64", "float32", "int64", "uint8", "bool"]).flatmap(
    lambda dtype: np_st.arrays(dtype, np_st.array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=3))
)
keys = st.text().filter(lambda key: key not in {"array", "tuple", "number"})
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | arrays,
    lambda inner: st.lists(inner) | st.lists(inner).map(tuple) | st.dictionaries(keys, inner),
    max_leaves=8,
)


def same(one: Any, other: Any) -> bool:
    if type(one) is not type(other):
        return False
    if isinstance(one, list | tuple):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, dict):
        return same(list(one.items()), list(other.items()))
    if isinstance(one, np.ndarray):
        return (
            one.dtype == other.dtype and one.shape == other.shape and np.array_equal(one, other, one.dtype.kind == "f")
        )
    return one == other or (isinstance(one, float) and math.isnan(one) and math.isnan(other))


@given(values)
@example((np.array([[np.nan, np.inf]]), {"W1": np.zeros((0, 3))}, -np.inf, np.array(2.5, dtype="float32")))
def test_what_goes_into_the_file_comes_out_of_it(value):
    assert same(from_plain(json.loads(json.dumps(to_plain(value), allow_nan=False))), value)


@given(st.dictionaries(st.text(max_size=3), st.dictionaries(st.text(max_size=3), values, max_size=2), max_size=2))
@settings(max_examples=20)
def test_a_file_reads_back(cases):
    plain = {
        name: {check: {"source": "s", "value": to_plain(v)} for check, v in c.items()} for name, c in cases.items()
    }
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "golden.json"
        write_cases(file, plain)
        assert read_cases(file) == plain


def test_a_matrix_stands_a_row_a_line_with_its_source_and_what_made_it(tmp_path):
    recorded: dict[str, Any] = {}
    GoldenRecorder(recorded, "test_it").check(
        {"W1": np.array([[1.0, 2.0], [3.0, 4.0]])}, source="the notes, 1.1", case="second"
    )
    write_cases(tmp_path / "golden.json", {"f": recorded})
    text = (tmp_path / "golden.json").read_text()
    assert f'"made_with": "NumPy {np.__version__}"' in text
    assert '"source": "the notes, 1.1"' in text
    assert '"test_it second"' in text
    lines = [line.strip() for line in text.splitlines()]
    assert "[1.0, 2.0]," in lines
    assert "[3.0, 4.0]" in lines
    assert text.endswith("}\n")


def test_an_answer_is_held_to_the_value_that_was_recorded(tmp_path):
    cases: dict[str, Any] = {}
    GoldenRecorder(cases, "test_it").check(np.array([1.0, 2.0]), source="the notes")
    golden = Golden(cases, "test_it", tmp_path / "golden.json")
    golden.check(np.array([1.0, 2.0 + 1e-9]), source="the notes")
    golden.check(np.array([1.0, 2.1]), source="the notes", relative=0.1)
    with pytest.raises(CheckFailure, match=r"result\[1\] is 2\.1, but should be 2"):
        golden.check(np.array([1.0, 2.1]), source="the notes")


def test_a_value_that_is_not_recorded_names_the_file_and_the_way_out(tmp_path):
    golden = Golden({}, "test_it", tmp_path / "golden.json")
    with pytest.raises(CourseError, match=r"golden\.json has no value for 'test_it'. Record it with: grader golden"):
        golden.check(1.0, source="the notes")


def test_without_a_file_there_are_no_values(tmp_path):
    assert read_cases(tmp_path / "golden.json") == {}


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "{}", '{"format": 1}', '{"format": 2, "cases": {}}', "null", "1", '"text"', "\udc80"]
)
def test_a_broken_file_names_itself_and_the_way_out(tmp_path, text):
    file = tmp_path / "golden.json"
    file.write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(CourseError, match=r"golden\.json .*grader golden$"):
        read_cases(file)


@pytest.mark.parametrize("value", [object(), {1, 2}, 1j, lambda: 1])
def test_what_has_no_plain_form_is_refused_when_it_is_recorded(value):
    with pytest.raises(TypeError, match="A golden value cannot hold"):
        to_plain(value)


@given(arrays)
def test_a_recorded_array_equals_itself_for_the_checks(array):
    assert first_difference(array, from_plain(to_plain(array)), Tolerance()) is None
