"""Notebooks of every age and state, with all that real people's hold."""

import ast
import base64
import json

import nbformat
import pytest

from grader.submission import limits, read_submission

CELLS = [
    "%matplotlib inline\nimport numpy as np\nfrom init_utils import *\nfrom testCases_v2 import *\n"
    "import not_installed",
    "# GRADED FUNCTION: zeros\n\ndef zeros(n):\n    return [0] * n\n",
    "print(zeros(3))\nplt.plot(model(1))",
    "%%time\ndef scaled(n, factor=FACTOR):\n    return n * factor\n",
    "FACTOR = 2\n!pip install numpy\nfiles = !ls\nnp.dot?\n?np.dot",
]
FUNCTIONS = {"zeros", "scaled"}


def picture_output():
    image = base64.b64encode(b"\x89PNG" * 300).decode()
    return nbformat.v4.new_output("display_data", data={"image/png": image, "text/plain": "<Figure>"})


def notebook_4(minor):
    """A notebook of format 4.minor with markdown, outputs and a picture."""
    cells = [nbformat.v4.new_code_cell(text, outputs=[picture_output()]) for text in CELLS]
    cells.insert(1, nbformat.v4.new_markdown_cell("# Title\n\ndef zeros(n): not code"))
    cells.append(nbformat.v4.new_raw_cell("not code either"))
    for cell in cells if minor < 5 else []:
        del cell["id"]
    book = nbformat.v4.new_notebook(cells=cells, nbformat_minor=minor)
    return nbformat.writes(book, version=nbformat.NO_CONVERT)


def notebook_3():
    cells = [nbformat.v3.new_code_cell(input=text, prompt_number=1) for text in CELLS]
    cells.insert(1, nbformat.v3.new_text_cell("markdown", source="# Title"))
    book = nbformat.v3.new_notebook(worksheets=[nbformat.v3.new_worksheet(cells=cells)])
    return nbformat.v3.writes_json(book)


def plain(cells, **rest):
    """A notebook as bare JSON."""
    return json.dumps({"cells": cells, "nbformat": 4, "nbformat_minor": 5, **rest})


def code(text, **rest):
    return {"cell_type": "code", "source": text, **rest}


@pytest.fixture
def read(hand_in, assignments):
    def read_text(text, name="scaling.ipynb"):
        return read_submission(hand_in({name: text}) / name, assignments).sources["scaling"]

    return read_text


def executed(source):
    return [ast.unparse(ast.parse(u.text).body[k]) for u in source.units for k in u.keep]


@pytest.mark.parametrize("minor", [None, 0, 1, 2, 3, 4, 5])
def test_every_format_from_3_to_4_5_gives_the_same_functions(read, minor):
    found = read(notebook_3() if minor is None else notebook_4(minor))
    assert set(found.functions) == FUNCTIONS
    assert (found.functions["zeros"].file, found.functions["zeros"].line) == ("scaling.ipynb, cell 2", 3)
    assert found.functions["scaled"].line == 2
    statements = executed(found)
    assert "import not_installed" in statements
    assert "from testCases_v2 import *" in statements
    assert "FACTOR = 2" in statements
    assert not any(word in s for s in statements for word in ("print", "plot", "pass", "files"))


def test_commands_of_the_notebook_are_said_once(read):
    assert read(notebook_4(5)).notes == ["scaling.ipynb: notebook commands such as `%matplotlib inline` were left out."]


@pytest.mark.parametrize(
    "command",
    [
        "%matplotlib inline",
        "%time x = zeros(3)",
        "!ls *.py | wc",
        "!pip install a \\\n    b c",
        "files = !ls",
        "a, b = %timeit -o 1",
        "?np.dot",
        "np.dot??",
        "??zeros",
        "%load_ext autoreload\n%autoreload 2",
        "if True:\n    %matplotlib inline",
        "if True:\n    !ls\n    y = 1",
    ],
)
def test_a_command_goes_and_the_lines_keep_their_numbers(read, command):
    found = read(plain([code(f"{command}\ndef zeros(n):\n    return n % 3\n")]))
    assert found.functions["zeros"].line == command.count("\n") + 2
    assert found.functions["zeros"].text.endswith("n % 3")
    assert len(found.notes) == 1


def test_a_percent_sign_that_goes_on_with_a_sum_stays(read):
    found = read(plain([code("!ls\ndef zeros(n):\n    return (n\n        %n)\n")]))
    assert "%n)" in found.functions["zeros"].text


def test_a_magic_within_a_docstring_stays(read):
    found = read(plain([code("!ls\ndef zeros(n):\n    '''\n    %time zeros(3)\n    '''\n    return n\n")]))
    assert "%time zeros(3)" in found.functions["zeros"].text


@pytest.mark.parametrize("magic", ["%%bash", "%%html", "%%javascript", "%%latex", "%%script perl", "%%sh"])
def test_a_cell_of_another_language_is_dropped(read, magic):
    found = read(plain([code(f"{magic}\ndef zeros(n):\n    return n\n"), code("def scaled(n):\n    return n")]))
    assert set(found.functions) == {"scaled"}


@pytest.mark.parametrize("magic", ["%%time", "%%capture out", "%%timeit -n 1", "%%writefile scaling.py"])
def test_a_python_cell_with_a_cell_magic_keeps_its_body(read, magic):
    assert set(read(plain([code(f"\n{magic}\ndef zeros(n):\n    return n\n")])).functions) == {"zeros"}


def test_a_syntax_error_costs_one_function_of_its_cell(read):
    found = read(plain([code("def zeros(n):\n    return (\n\ndef scaled(n):\n    return n\n\nprint 'x'")]))
    assert set(found.functions) == {"scaled"}
    assert (found.broken["zeros"].file, found.broken["zeros"].line) == ("scaling.ipynb, cell 1", 2)


def test_a_later_cell_redefines_a_function_and_that_is_said(read):
    found = read(plain([code("def zeros(n):\n    return 1"), code("def zeros(n):\n    return 2")]))
    assert found.functions["zeros"].file == "scaling.ipynb, cell 2"
    assert "defined 2 times" in found.notes[0]


def test_a_wholly_indented_cell_is_read_as_jupyter_reads_it(read):
    assert "zeros" in read(plain([code("    def zeros(n):\n        return n\n")])).functions


@pytest.mark.parametrize(
    "cells",
    [
        [code("def zeros(n):\n    return n", metadata=None, outputs=None, execution_count="x")],
        [code(["def zeros(n):\n", "    return n"])],
        [code(["def zeros(n):", "    return n"])],
        [code(["def zeros(n):\n", 3, "    return n"])],
        [{"source": "def zeros(n):\n    return n"}],
        [{"cell_type": "code", "input": "def zeros(n):\n    return n"}],
        [None, 3, "x", [], {}, {"cell_type": 3}, code(None), code("def zeros(n):\n    return n")],
        [code("def zeros(n):\r\n    return n\r\n")],
        [code("def zeros(n):\n    return '\ud800'")],
    ],
)
def test_cells_that_are_slightly_wrong_are_read(read, cells):
    assert "zeros" in read(plain(cells)).functions


@pytest.mark.parametrize(
    "rest", [{}, {"metadata": None}, {"metadata": {"kernelspec": None}}, {"nbformat": "4"}, {"worksheets": 3}]
)
def test_a_notebook_needs_neither_metadata_nor_kernel(read, rest):
    assert "zeros" in read(plain([code("def zeros(n):\n    return n")], **rest)).functions


def test_numbers_that_json_does_not_know_do_no_harm(read):
    assert "zeros" in read('{"cells": [{"cell_type": "code", "source": "def zeros(): 1", "outputs": [NaN]}]}').functions


def test_a_byte_order_mark_does_no_harm(read):
    assert "zeros" in read(b"\xef\xbb\xbf" + plain([code("def zeros(n):\n    return n")]).encode()).functions


@pytest.mark.parametrize("name", ["scaling.py", "scaling.ipynb.txt", "scaling.ipynb.json", "scaling.json"])
def test_a_notebook_under_another_ending_is_still_a_notebook(read, name):
    assert "zeros" in read(plain([code("def zeros(n):\n    return n")]), name).functions


def test_a_script_under_a_notebooks_name_is_still_a_script(read):
    assert "zeros" in read("def zeros(n):\n    return n\n").functions


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "it is empty"),
        ("{", "its JSON breaks on line 1"),
        ('{"cells": [', "its JSON breaks on line 1"),
        ('{"cells": 3, "x": "cell_type"}', "holds no cells"),
        ("[1, 2]", "holds no cells"),
        ("{}", "holds no cells"),
        ('{"cells": ' + "[" * 100_000, "nested too deeply"),
        ('{"cells": [], "n": ' + "9" * 5000 + "}", "numbers beyond reason"),
        (b'{"cells": "\xff"}', "not UTF-8"),
        (b"\0\0", "breaks on line 1"),
        (plain([]), "none of its cells holds any code"),
        (plain([{"cell_type": "markdown", "source": "text"}]), "none of its cells holds any code"),
        (plain([code("Dear teacher, hello.")]), "it is not Python"),
    ],
)
def test_a_file_that_is_no_notebook_is_a_sentence(read, text, sentence):
    found = read(text)
    assert sentence in found.problem
    assert found.units == []


def test_a_notebook_of_50_megabytes_is_a_sentence_with_the_way_out(hand_in, assignments):
    path = hand_in({"scaling.ipynb": b"{"}) / "scaling.ipynb"
    with path.open("r+b") as file:
        file.truncate(50 * limits.MEGABYTE)
    problem = read_submission(path, assignments).sources["scaling"].problem
    assert problem.startswith("scaling.ipynb could not be read: it is 50 MB large, and up to 25 MB is read.")
    assert "Clear Output" in problem


def test_outputs_with_too_many_values_are_a_sentence(read, monkeypatch):
    monkeypatch.setattr(limits, "NOTEBOOK_PARTS", 1000)
    found = read(plain([code("def zeros(n):\n    return n", outputs=[{}] * 1000)]))
    assert "its outputs hold too much" in found.problem
