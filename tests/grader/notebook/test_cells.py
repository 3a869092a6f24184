"""What the cells of a running notebook amount to: the functions as they are defined there now."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.assignment import load_course
from grader.notebook.cells import as_notebook, source_of_cells, without_repeats
from grader.notebook.messages import Cell, Work
from grader.submission.notebook import code_cells
from tests.grader import courses

NAMES = ("double", "total", "ones")
ONE, TWO = "def double(x):\n    return x\n", "def double(x):\n    return 2 * x\n"
BROKEN = "def double(x):\n    return (2 * x\n"
MAGIC = "%matplotlib inline\n%timeit double(1)\n"


@pytest.fixture(scope="module")
def assignment(tmp_path_factory):
    return load_course(courses.build(tmp_path_factory.mktemp("course"))).assignments[0]


def read(assignment, *cells, defined=NAMES):
    made = tuple(cell if isinstance(cell, Cell) else Cell(cell, cell) for cell in cells)
    return source_of_cells(Work(cells=made, defined=defined), assignment)


def test_a_function_is_the_last_one_that_was_run_with_the_number_of_its_cell(assignment):
    block = read(assignment, "import numpy as np", ONE, "x = 3", TWO).functions["double"]
    assert (block.file, block.line, block.text) == ("notebook, cell 4", 1, TWO.strip())


def test_definitions_and_what_they_need_are_kept_and_runs_are_left_out(assignment):
    source = read(assignment, "import numpy as np\nfactor = 2", TWO.replace("2", "factor"), "print(double(np.ones(3)))")
    kept = "\n".join(unit.text for unit in source.units)
    assert "factor = 2" in kept
    assert "print" not in kept


def test_commands_of_the_notebook_are_left_out(assignment):
    commands = Cell(MAGIC + TWO, "get_ipython().run_line_magic('timeit', 'double(1)')\n" + TWO)
    assert "2 * x" in read(assignment, commands).functions["double"].text


def test_a_cell_that_was_no_python_has_defined_nothing(assignment):
    source = read(assignment, ONE, BROKEN)
    assert (source.functions["double"].text, source.broken) == (ONE.strip(), {})


def test_a_function_that_only_ever_was_no_python_is_broken(assignment):
    source = read(assignment, BROKEN, defined=())
    assert (source.functions, source.broken["double"].file) == ({}, "notebook, cell 1")


def test_a_function_that_cannot_be_called_any_more_is_not_defined(assignment):
    source = read(assignment, TWO, "del double", defined=())
    assert (source.functions, source.broken) == ({}, {})


def test_a_notebook_of_nothing_defines_nothing(assignment):
    assert read(assignment).functions == read(assignment, "", "  ").functions == {}


def test_running_all_cells_again_and_again_adds_nothing(assignment):
    cells = [f"def helper_{number}(x):\n    return x\n" + "# so it is\n" * 40 for number in range(20)]
    source = read(assignment, *[*cells, TWO] * 200)
    assert source.problem == ""
    assert source.functions["double"].text == TWO.strip()


def test_a_notebook_that_holds_too_much_says_so(assignment):
    assert "holds" in read(assignment, *(f"x = {number}{'  # much' * 9000}" for number in range(12))).problem


@given(st.lists(st.sampled_from("abc")))
def test_the_first_and_the_last_of_equal_texts_stay_where_they_are(texts):
    kept = without_repeats(texts)
    assert len(kept) == len(texts)
    for text in set(texts):
        places = [number for number, other in enumerate(texts) if other == text]
        assert [number for number, other in enumerate(kept) if other == text] == sorted({places[0], places[-1]})


@given(st.lists(st.text(st.characters(exclude_characters="\r", exclude_categories=["Cs"]))))
def test_a_notebook_holds_the_texts_that_it_is_made_of(texts):
    assert code_cells(as_notebook(texts)) == texts


@settings(deadline=None, max_examples=60)
@given(cells=st.lists(st.tuples(st.text() | st.sampled_from([ONE, BROKEN, MAGIC, "\0", "%%bash\nls"]), st.text())))
def test_any_cells_give_a_source(assignment, cells):
    source = read(assignment, *(Cell(*cell) for cell in cells))
    assert set(source.functions) <= set(NAMES)
