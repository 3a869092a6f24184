"""One .py file: what is taken of it, and what a mistake in it costs."""

import ast
import warnings

import pytest

from grader.errors import SubmissionError
from grader.submission import limits, read_source, read_submission

GOOD = "def zeros(n):\n    return [0] * n\n\n\ndef scaled(n, factor=2):\n    return n * factor\n"


@pytest.fixture
def read(hand_in, assignments):
    def read_text(text, name="scaling.py"):
        return read_submission(hand_in({name: text}) / name, assignments)

    return read_text


@pytest.fixture
def source(read):
    return lambda text, name="scaling.py": read(text, name).sources["scaling"]


def executed(source):
    """The statements that would run, in order, as text."""
    return [ast.unparse(ast.parse(u.text).body[k]) for u in source.units for k in u.keep]


def namespace(source):
    """What is there after everything that is kept has run, as the worker runs it."""
    names = {}
    for unit in source.units:
        body = ast.parse(unit.text).body
        for k in unit.keep:
            exec(compile(ast.Module(body=[body[k]], type_ignores=[]), unit.file, "exec"), names)
    return names


def test_a_plain_script_gives_its_functions_with_file_line_and_text(source):
    found = source(GOOD)
    assert found.file == "scaling.py"
    assert list(found.functions) == ["zeros", "scaled"]
    assert found.functions["scaled"].line == 5
    assert found.functions["scaled"].text == "def scaled(n, factor=2):\n    return n * factor"
    assert namespace(found)["scaled"](4) == 8
    assert (found.problem, found.notes, found.broken) == ("", [], {})


def test_a_percent_format_script_is_an_ordinary_script(source):
    found = source("# %% [markdown]\n# # Title\n\n# %%\n" + GOOD + "\n# %%\nprint(zeros(3))\n")
    assert set(found.functions) == {"zeros", "scaled"}
    assert not any("print" in s for s in executed(found))


def test_a_decorated_function_stays_with_its_decorator(source):
    found = source("import functools\n\n\n@functools.lru_cache\ndef zeros(n):\n    return n\n")
    assert found.functions["zeros"].line == 4
    assert found.functions["zeros"].text.startswith("@functools")


def test_comments_that_close_a_function_belong_to_it(source):
    text = "def zeros(n):\n    # START CODE HERE\n    return n\n    # END CODE HERE\n\n\nx = 1\n"
    assert source(text).functions["zeros"].text.endswith("# END CODE HERE")


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_line_ends_of_every_system_are_read(source, ending):
    found = source(GOOD.replace("\n", ending).encode())
    assert found.functions["scaled"].line == 5
    assert "\r" not in found.units[0].text


@pytest.mark.parametrize(
    ("data", "note"),
    [
        (b"\xef\xbb\xbf" + GOOD.encode(), False),
        (b"\xff\xfe" + GOOD.encode("utf-16-le"), False),
        (b"\xfe\xff" + GOOD.encode("utf-16-be"), False),
        ("# -*- coding: latin-1 -*-\n# é\n".encode("latin-1") + GOOD.encode(), False),
        ("# coding: gbk\n# 维度\n".encode("gbk") + GOOD.encode(), False),
        ("# 维度\n".encode("gbk") + GOOD.encode(), True),
        (b"# caf\xe9 \xff\n" + GOOD.encode(), True),
        (b"# coding: rot13\n" + GOOD.encode(), False),
        (b"# coding: no-such-thing\n" + GOOD.encode(), False),
        (b"# coding: utf-8\n# \xff\xff\n" + GOOD.encode(), True),
    ],
)
def test_encodings_that_people_use_are_read_and_a_guess_is_said(source, data, note):
    found = source(data)
    assert set(found.functions) == {"zeros", "scaled"}
    assert any("UTF-8" in n for n in found.notes) == note


def test_a_syntax_error_costs_one_function_and_its_line_is_shown(source):
    found = source(GOOD + "\n\ndef model(n):\n    x = (1 +\n    return x\n\n\ndef after(n):\n    return 1\n")
    assert set(found.functions) == {"zeros", "scaled", "after"}
    broken = found.broken["model"]
    assert (broken.file, broken.line, broken.text) == ("scaling.py", 10, "x = (1 +")
    assert "never closed" in broken.message
    assert set(namespace(found)) >= {"zeros", "scaled", "after"}
    assert found.functions["after"].line == 14


@pytest.mark.parametrize(
    ("mistake", "line"),
    [
        ("def zeros(n)\n    return 1\n", 1),
        ("def zeros(n):\n    '''open docstring\n    return 1\n", 2),
        ("def zeros(n):\n    x = [1, 2\n    return x\n", 2),
        ("def zeros(n):\n    return (1, 2]\n", 2),
        ("def zeros(n):\n    print 'hello'\n", 2),
        ("def zeros(n):\nreturn 1\n", 1),
        ("def zeros(n):\n    x = 1\n  return x\n", 3),
        ("def zeros(n):\n    x = 1\n        y = 2\n    return x\n", 3),
        ("def zeros(n, n):\n    return 1\n", 1),
        ("def zeros(n):\n    x = 1\nreturn x\n", 3),
        ("def zeros(n):\n    x = 1\ny = 2\n    return x\n", 4),
        ("def zeros(n):\n    break\n", 2),
        ("def zeros(n):\n    5 = n\n", 2),
        ("def zeros(n):\n\tx = 1\n        return x\n", 3),
        ("def zeros(n):\n    return “n”\n", 2),
        ("@wraps\ndef zeros(n):\n    return n +\n", 3),
        ("async def zeros(n):\n    return n +\n", 2),
    ],
)
def test_each_kind_of_mistake_costs_only_its_function(source, mistake, line):
    found = source("import math\n\n" + mistake + "\n\ndef scaled(n):\n    return math.pi\n")
    assert set(found.functions) == {"scaled"}
    assert set(found.broken) == {"zeros"}
    assert found.broken["zeros"].line == line + 2
    assert found.broken["zeros"].message
    assert namespace(found)["scaled"](1) > 3


def test_a_docstring_at_the_left_margin_does_not_cut_a_function(source):
    text = "def zeros(n):\n    '''\nArguments:\nn -- a number\n    '''\n    return [\n0] * n\n\n\n"
    found = source(text + "def scaled(n:\n    pass\n")
    assert set(found.functions) == {"zeros"}
    assert set(found.broken) == {"scaled"}


def test_python_2_prints_at_the_top_level_cost_nothing_above_them(source):
    found = source(GOOD + 'print "zeros:", zeros(3)\nprint zeros(2)\n')
    assert set(found.functions) == {"zeros", "scaled"}
    assert "line 7" in found.notes[0]
    assert 'print "zeros:"' in found.notes[0]


def test_many_stray_lines_are_counted_and_not_listed(source):
    found = source(GOOD + 'print "x"\n' * 50)
    assert "and 49 more like it" in found.notes[0]
    assert len(found.notes[0]) < 300


def test_a_broken_function_that_is_defined_well_later_is_not_broken(source):
    found = source("def zeros(n):\n    return (\n\n\ndef zeros(n):\n    return 1\n")
    assert found.broken == {}
    assert found.functions["zeros"].line == 5


def test_a_function_whose_last_definition_is_broken_is_broken(source):
    found = source("def zeros(n):\n    return 1\n\n\ndef zeros(n):\n    return (\n")
    assert found.broken["zeros"].line == 6
    assert "zeros" not in found.functions
    assert "zeros" not in namespace(found)


def test_the_last_of_two_definitions_counts_and_is_noted(source):
    found = source("def zeros(n):\n    return 1\n\n\ndef zeros(n):\n    return 2\n")
    assert namespace(found)["zeros"](0) == 2
    assert found.notes == ["`zeros` is defined 2 times (scaling.py, line 1; scaling.py, line 5). The last one counts."]


def test_the_same_definition_twice_and_helpers_twice_are_not_noted(source):
    found = source("def zeros(n):\n    return 1\n\n\ndef zeros(n):\n    '''Doc.'''\n    return 1  # same\n")
    assert found.notes == []
    assert source("def zeros(n):\n    return 1\ndef h():\n    return 1\ndef h():\n    return 2\n").notes == []


def test_magics_in_a_script_are_left_out_in_place(source):
    found = source("%matplotlib inline\n!pip install numpy\n" + GOOD)
    assert found.functions["zeros"].line == 3
    assert "%matplotlib inline" in found.notes[0]


def test_warnings_about_student_text_neither_leak_nor_stop_the_reading(source):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = source("def zeros(n):\n    '''\\W \\d'''\n    return 1 is 1\n")
    assert "zeros" in found.functions


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "it is empty"),
        (b" \n\n", "it is empty"),
        (b"\0\0\0\1", "null bytes"),
        (b"def zeros(n):\n    return 1\0\n", "null bytes"),
        (b"\xff\xfe\0", "Save it as UTF-8"),
        (b"\x89PNG\r\n\x1a\n\0\0", "null bytes"),
        (b"Dear teacher, here is my homework.\n", "it is not Python: scaling.py, line 1"),
        (b"PK\x03\x04 and so on", "zip"),
        (b"# only\n# comments\n", ""),
    ],
)
def test_a_file_that_is_no_script_is_a_sentence(hand_in, assignments, data, sentence):
    found = read_submission(hand_in({"scaling.py": data}), assignments).sources["scaling"]
    assert sentence in found.problem
    assert found.units == []
    assert found.functions == {}
    assert not found.problem or found.problem.startswith("scaling.py could not be read: ")


def test_files_above_the_limits_are_sentences(source, monkeypatch):
    monkeypatch.setattr(limits, "CODE_CHARACTERS", 100)
    assert "of Python" in source("# " + "x" * 200).problem
    monkeypatch.setattr(limits, "FILE_BYTES", 150)
    assert "large" in source("# " + "x" * 200).problem


@pytest.mark.parametrize(
    "deep",
    [
        "x = " + "(" * 5000 + ")" * 5000,
        "x = " + "-" * 50_000 + "1",
        "x = 1" + " + 1" * 50_000,
        "x = " + "[" * 150 + "]" * 150,
        "x = a" + ".b" * 50_000,
        "x = " + "lambda: " * 20_000 + "1",
        "x = " + "not " * 50_000 + "1",
        "if 1:\n" + "".join(" " * n + "if 1:\n" for n in range(1, 200)) + " " * 201 + "pass",
        "x = 9" + "9" * 10_000,
    ],
)
def test_text_nested_beyond_reason_costs_itself_alone(source, deep):
    found = source(GOOD + deep + "\n")
    assert set(found.functions) == {"zeros", "scaled"}
    assert found.problem == ""


def test_deep_nesting_in_a_function_costs_that_function(source):
    found = source(GOOD + "\n\ndef model(n):\n    return 1" + " + 1" * 50_000 + "\n")
    assert set(found.functions) == {"zeros", "scaled"}
    assert "nested too deeply" in found.broken["model"].message


def test_a_path_that_is_not_there_is_an_error_that_names_it(tmp_path, assignments):
    with pytest.raises(SubmissionError, match=r"nothing\.py cannot be opened"):
        read_submission(tmp_path / "nothing.py", assignments)


def test_a_single_file_is_taken_for_the_single_assignment_asked_for(hand_in, assignments):
    found = read_submission(hand_in({"whatever.py": GOOD}) / "whatever.py", assignments[2:])
    assert found.sources["optimization"].file == "whatever.py"


def test_a_file_by_itself_is_single_and_a_folder_is_not(hand_in, assignments):
    folder = hand_in({"scaling.py": GOOD})
    assert read_submission(folder / "scaling.py", assignments).single
    assert not read_submission(folder, assignments).single


def test_the_digest_depends_on_the_content_and_not_on_the_place(tmp_path, assignments):
    digests = []
    for folder, text in [("a", GOOD), ("b", GOOD), ("c", GOOD + "x = 1\n")]:
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "scaling.py").write_text(text)
        digests.append(read_submission(tmp_path / folder / "scaling.py", assignments).digest)
    assert digests[0] == digests[1] != digests[2]
    assert len(digests[0]) == 64


def test_a_stub_is_read_as_its_assignments_source(assignments):
    stub = read_source(assignments[0].stub, assignments[0])
    assert set(stub.functions) == {"zeros", "scaled", "model"}
