"""Whatever the bytes, reading ends in a submission or a SubmissionError, soon, and twice in the same one."""

import ast
import io
import json
import warnings
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grader.errors import SubmissionError
from grader.submission import read_submission
from grader.submission.definitions import take
from grader.submission.harmless import free_names
from grader.submission.parsing import compiles, first_line, is_definition, parse_piece
from grader.submission.text import clean

SCRIPT = (
    "%matplotlib inline\nimport numpy as np\nC = np.pi\n\n\ndef zeros(n):\n    '''Doc\n( '''\n"
    "    ### START CODE HERE ###\n    return [C] * n\n    ### END CODE HERE ###\n\n\n"
    "@wraps(\nzeros)\ndef scaled(n, factor=2):\n    return (n,\nfactor)\n"
    "print(zeros(3))\n"
)
BOOK = json.dumps(
    {"cells": [{"cell_type": "code", "source": [f"{line}\n" for line in SCRIPT.split("\n")]}], "nbformat": 4}
)
FRAGMENTS = [
    "def ", "class ", "f", "(", ")", "[", "]", "{", "}", ":", "\n", "\n    ", "    ", "\t", '"""', "'''", '"', "'", "#",
    "\\\n", "%", "%%time\n", "!ls", "?", "= ", "x", "1", ", ", "@", "return ", "lambda ", "import numpy as np\n", "if ",
    "else:", "try:", "except:", "async ", "await ", "*", "=", "None", "\x0c", "\u2028", "“", "é", "\x00", "\r", "\\",
    "global x", "yield ", ";",
]  # fmt: skip
LINES = ["def f(x):\n    return x\n", "import os; y = 1\n", "x = 3; import re\n", "def g(x, x): pass\n", "return x\n"]
FEW = settings(max_examples=60, deadline=2000, suppress_health_check=[HealthCheck.function_scoped_fixture])


def zipped(name, content):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return buffer.getvalue()


SEEDS = {
    "scaling.py": SCRIPT.encode(),
    "scaling.ipynb": BOOK.encode(),
    "alice.zip": zipped("a/scaling.py", SCRIPT),
    "book.zip": zipped("scaling.ipynb", BOOK),
}


@st.composite
def mutated(draw, data):
    """The bytes with some of them changed, cut out, doubled or put in."""
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, len(data)))
        width = draw(st.integers(0, 40))
        part = draw(st.sampled_from([b"", data[at : at + width] * 2, draw(st.binary(max_size=8))]))
        data = data[:at] + part + data[at + width :]
    return data


@pytest.fixture
def read_twice(tmp_path, assignments):
    """Read bytes under a name, twice; check that both are the same and that every unit parses."""

    def read(name, data):
        path = tmp_path / name
        path.write_bytes(data)
        results = []
        for _ in range(2):
            try:
                results.append(read_submission(path, assignments))
            except SubmissionError as error:
                results.append(str(error))
        assert results[0] == results[1]
        if isinstance(results[0], str):
            return
        for source in results[0].sources.values():
            for unit in source.units:
                body = ast.parse(unit.text).body
                assert all(0 <= k < len(body) for k in unit.keep)
            assert not source.functions.keys() & source.broken.keys()

    return read


@pytest.mark.parametrize("name", SEEDS)
@given(data=st.data())
@FEW
def test_mutated_bytes_give_a_submission_or_a_submission_error(read_twice, name, data):
    read_twice(name, data.draw(mutated(SEEDS[name])))


@pytest.mark.parametrize("name", SEEDS)
@given(data=st.binary(max_size=300))
@FEW
def test_random_bytes_give_a_submission_or_a_submission_error(read_twice, name, data):
    read_twice(name, data)


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=5)
    | st.just("def zeros(n):\n  return 1"),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["cells", "worksheets", "source", "input", "cell_type", "language"]), inner, max_size=4
        )
    ),
    max_leaves=12,
)


@given(book=JSON)
@FEW
def test_any_json_gives_a_submission(read_twice, book):
    read_twice("scaling.ipynb", json.dumps({"cells": book}).encode())


@given(parts=st.lists(st.sampled_from(FRAGMENTS), max_size=30))
@settings(max_examples=300, deadline=2000)
def test_any_text_is_taken_apart_into_what_parses_and_what_does_not(parts):
    parsed = parse_piece("x.py", "".join(parts))
    with warnings.catch_warnings(action="ignore"):  # what Python warns of is no concern of this
        assert len(ast.parse(parsed.text).body) >= len(parsed.body)
    assert all(1 <= fault.line <= "".join(parts).count("\n") + 1 for fault in parsed.broken + parsed.stray)


@given(parts=st.lists(st.sampled_from([*FRAGMENTS, *LINES]), max_size=30))
@settings(max_examples=300, deadline=2000)
def test_what_is_executed_is_what_stands_in_the_file_whatever_is_blank_beside_it(parts):
    with warnings.catch_warnings(action="ignore"):
        parsed = parse_piece("x.py", clean("".join(parts)))
        written = {(s.lineno, ast.dump(s)) for s in parsed.body.values()}
        for unit in take([parsed], ["f"]).units:
            assert {(s.lineno, ast.dump(s)) for s in unit.statements()} <= written


@given(parts=st.lists(st.sampled_from([*FRAGMENTS, *LINES]), max_size=30))
@settings(max_examples=300, deadline=2000)
def test_a_definition_compiles_by_its_text_if_and_only_if_it_does_by_its_tree(parts):
    with warnings.catch_warnings(action="ignore"):
        parsed = parse_piece("x.py", clean("".join(parts)))
    lines = parsed.text.split("\n")
    for statement in filter(is_definition, parsed.body.values()):
        own = "\n".join(lines[first_line(statement) - 1 : statement.end_lineno])
        assert compiles(statement) is compiles(statement, own) is None
        assert free_names(statement, own) == free_names(statement, own + " ")


@pytest.mark.parametrize(
    "text",
    [
        "x\n" * 200_000,
        "print 'x'\n" * 20_000,
        '"""' * 100_001,
        "(" * 300_000,
        "%time x\n" * 30_000 + "(",
        "def f(x:\n" * 20_000,
        "@a\n" * 30_000 + "(",
        "x = " * 30_000 + "1",
        "\\\n" * 100_000 + "(",
        "'" * 200_001,
        "f(" + "a=1," * 100_000,
    ],
    ids=lambda text: repr(text[:12]),
)
def test_long_and_hostile_text_takes_seconds_at_most(read_twice, text):
    read_twice("scaling.py", text.encode())
