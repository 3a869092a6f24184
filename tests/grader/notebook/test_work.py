"""Where the student's work is, in a Python that is no notebook."""

import functools
import linecache

import pytest

from grader.notebook import messages
from grader.notebook.messages import Cell
from grader.notebook.refusal import CheckRefused
from grader.notebook.work import file_of, notebook_name, work_of

TEXT = "def double(x):\n    return 2 * x\n"


def defined(text, file):
    namespace = {}
    exec(compile(text, str(file), "exec"), namespace)
    return namespace


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "tiny.py"
    path.write_text(TEXT)
    return path


def test_a_function_from_a_file_is_graded_as_that_file(file):
    assert work_of(defined(TEXT, file), "double").file == str(file)


def test_the_wrapping_of_a_function_is_taken_off(file):
    wrapped = functools.lru_cache(defined(TEXT, file)["double"])
    assert file_of(wrapped) == str(file)


def test_a_cell_that_a_debugger_has_put_on_the_disk_is_no_file(file):
    linecache.cache[str(file)] = (len(TEXT), None, TEXT.splitlines(keepends=True), str(file))
    try:
        assert file_of(defined(TEXT, file)["double"]) == ""
    finally:
        del linecache.cache[str(file)]


def test_a_class_is_from_the_file_of_its_module():
    assert file_of(Cell) == messages.__file__


@pytest.mark.parametrize("value", [None, 3, len, int, functools.partial(len), object()])
def test_what_no_file_defines_comes_from_none(value):
    assert file_of(value) == ""


def test_a_function_that_wraps_itself_comes_from_no_file(file):
    function = defined(TEXT, file)["double"]
    function.__wrapped__ = function
    assert file_of(function) == ""


def test_without_the_function_it_is_the_file_of_whoever_asks(file):
    assert work_of({"__file__": str(file)}, "").file == str(file)


@pytest.mark.parametrize("name", ["", "double"])
def test_what_was_typed_into_a_plain_python_is_refused_with_the_way_out(name):
    with pytest.raises(CheckRefused, match="Use a notebook or IPython, or keep the function in a file"):
        work_of(defined(TEXT, "<stdin>"), name)


def test_the_notebooks_name_is_what_jupyter_or_vs_code_say(monkeypatch):
    monkeypatch.setenv("JPY_SESSION_NAME", "week1/Initialization.ipynb")
    assert notebook_name({}) == "Initialization.ipynb"
    assert notebook_name({"__vsc_ipynb_file__": "/home/me/Other.ipynb"}) == "Other.ipynb"
    monkeypatch.delenv("JPY_SESSION_NAME")
    assert notebook_name({}) == notebook_name({"__vsc_ipynb_file__": 3}) == ""
