"""The START/END CODE HERE blocks: every form of their markers, blanking, comparing."""

import ast
import contextlib
import io
import tokenize

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.blocks import Block, blank, empty_blocks, find_blocks, same_outside, untouched
from grader.errors import CourseError

SOLUTION = '''def update(parameters, grads):
    """Doc."""
    L = len(parameters)
    for l in range(L):
        ### START CODE HERE ### (approx. 3 lines)
        # compute
        parameters["W" + str(l)] = parameters["W"] - 0.1 * np.dot(
            grads, 3,
        )  # Step 1
        J_plus[l], _ = forward(grads)      # Step 2
        print("hello")
        x += 1

        if x:
            y = 2  # inner
        return x
        ### END CODER HERE ###
    return parameters
'''

STUB = '''def update(parameters, grads):
    """Doc."""
    L = len(parameters)
    for l in range(L):
        ### START CODE HERE ### (approx. 3 lines)
        # compute
        parameters["W" + str(l)] = None  # Step 1
        J_plus[l], _ = None, None  # Step 2
        x = None

        # inner
        ### END CODER HERE ###
    return parameters
'''


def function(block, start="### START CODE HERE ###", end="### END CODE HERE ###"):
    body = "".join(f"    {line}\n" if line else "\n" for line in block.split("\n"))
    return f"def f(x):\n    {start}\n{body}    {end}\n    return x\n"


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("### START CODE HERE ### (≈ 2 lines of code)", "### END CODE HERE ###"),
        ("### START CODE HERE ### (approx. 4 lines)         # Steps 1-4 below", "### END CODER HERE ###"),
        ("# START CODE HERE", "# END CODE HERE"),
        ("#START CODE HERE", "#END CODE HERE"),
        ("#### START CODE HERE ####", "#### END CODE HERE ####"),
        ("# YOUR CODE STARTS HERE", "# YOUR CODE ENDS HERE"),
        ("### start code here ###", "### End Code Here ###"),
        ("# START: FUNCTION BODY", "# END: FUNCTION BODY"),
        ("# START YOUR CODE HERE", "# END OF YOUR CODE"),
        ("### BEGIN SOLUTION", "### END SOLUTION"),
        ("#-#-# START CODE HERE #-#-#", "#-#-# END CODE HERE #-#-#"),
    ],
)
def test_every_form_of_the_markers_is_known(start, end):
    text = function("y = 1\nx = y", start, end)
    assert find_blocks(text) == [Block(3, 5)]
    assert blank(text) == function("y = None\nx = None", start, end)


@pytest.mark.parametrize(
    "comment",
    [
        "# we start coding here",
        "# at the end code is short",
        "x = 1  # START CODE HERE",
        "# start here",
        "# The code ends in a loop",
    ],
)
def test_other_comments_are_no_markers(comment):
    assert find_blocks(f"def f(x):\n    {comment}\n    return x\n") == []


def test_an_unclosed_block_runs_to_the_end_of_its_function():
    text = "def f(x):\n    # START CODE HERE\n    y = 1\n\n    return y\n\n\ndef g(x):\n    return 2\n"
    assert find_blocks(text) == [Block(3, 6)]


def test_an_unclosed_block_does_not_swallow_the_next_function_and_its_end():
    text = "def f(x):\n    # START CODE HERE\n    y = 1\n\n\ndef g(x):\n    z = 1\n    # END CODE HERE\n    return 2\n"
    assert find_blocks(text) == [Block(3, 4)]


def test_an_unclosed_block_ends_where_the_next_begins():
    text = "def f(x):\n    # START CODE HERE\n    y = 1\n    # START CODE HERE\n    z = 1\n    # END CODE HERE\n"
    assert find_blocks(text) == [Block(3, 4), Block(5, 6)]


def test_an_end_without_a_start_means_nothing():
    assert find_blocks("def f(x):\n    y = 1\n    # END CODE HERE\n    return y\n") == []


def test_blanking_keeps_targets_and_comments_and_nothing_else():
    assert blank(SOLUTION) == STUB


@pytest.mark.parametrize(
    ("code", "blanked"),
    [
        ("x = 1", "x = None"),
        ("x, y = 1, 2", "x, y = None, None"),
        ("(x, y) = 1, 2", "(x, y) = None, None"),
        ("x = y = 1", "x = y = None"),
        ("x: int = 1", "x: int = None"),
        ("x += 1", "x = None"),
        ("a['k'], b[0][1], _ = f(1)", "a['k'], b[0][1], _ = None, None, None"),
        ("x = 1; y = 2", "x = None\ny = None"),
        ("x = '''\n# text\n'''", "x = None"),
        ("x = (  # why\n1)  # how", "# why\nx = None  # how"),
        ("print(x)", "pass"),
        ("# only a comment", "# only a comment\npass"),
        ("f(x)  # a hint", "# a hint\npass"),
        ("pass", "pass"),
        ("for i in x:\n    y = i  # each", "# each\npass"),
        ("x = 1\n\n\nprint(x)\n\n\ny = 2", "x = None\n\ny = None"),
    ],
)
def test_each_kind_of_statement_is_blanked(code, blanked):
    assert blank(function(code)) == function(blanked)


def test_an_empty_block_gets_a_pass():
    text = "def f(x):\n    # START CODE HERE\n    # END CODE HERE\n    return x\n"
    assert blank(text) == text.replace("    # END", "    pass\n    # END")


def test_a_block_that_is_not_python_is_an_error_with_its_line():
    with pytest.raises(CourseError, match="begins on line 3"):
        blank(function("x = ="))


def test_what_stands_in_the_blocks_comments_docstrings_and_layout_do_not_count_outside():
    assert same_outside(SOLUTION, STUB)
    assert same_outside(
        SOLUTION.replace('"""Doc."""', '"""Other."""').replace("len(parameters)", "len( parameters )"), STUB
    )
    assert same_outside(function("for i in x:\n    print(i)"), function("y = None"))


def test_a_change_outside_counts():
    assert not same_outside(SOLUTION.replace("len(parameters)", "len(grads)"), STUB)
    assert not same_outside(SOLUTION.replace("### START", "### BEGAN"), STUB)
    assert not same_outside("def f(:", STUB)


def test_untouched_compares_the_code_alone():
    assert untouched(STUB.replace('"""Doc."""', "").replace("# compute", "# my note").replace('"W"', "'W'"), STUB)
    assert not untouched(SOLUTION, STUB)
    assert not untouched("def f(:", "def f(:")


def test_empty_blocks_are_counted():
    block = "    # START CODE HERE\n    {} = {{}}\n    # END CODE HERE\n"
    two = "def f(x):\n" + block.format("y") + block.format("z")
    stub = two.format("None", "None")
    assert empty_blocks(stub, stub) == (2, 2)
    assert empty_blocks(two.format("1", "None"), stub) == (1, 2)
    assert empty_blocks(two.format("1", "2"), stub) == (0, 2)
    assert empty_blocks("def f(x):\n    y = None\n    z = None\n", stub) == (2, 2)
    assert empty_blocks("def f(x):\n    return x\n", stub) == (0, 2)
    assert empty_blocks("def f(x):\n    return x\n", "def f(x):\n    return x\n") == (0, 0)


NAMES = st.sampled_from(["x", "y", "W1", "parameters['W' + str(l)]", "J[i]", "a, b", "J[i], _"])
VALUES = st.sampled_from(
    ["1", "np.dot(x, y)", "[i for i in range(3)]", "(\n    1,\n    2,\n)", "'# no comment'", '"""\n# text\n"""']
)
ENDINGS = st.sampled_from(["", "  # Step 1", "      # ≈ 2 lines"])
STATEMENTS = st.one_of(
    st.builds("{} = {}{}".format, NAMES, VALUES, ENDINGS),
    st.builds("print({}){}".format, VALUES, ENDINGS),
    st.builds("if {}:\n    x = 1{}\n    # own line".format, VALUES, ENDINGS),
    st.sampled_from(["# a comment", "", "pass", "return x", "x += 1", "    # deeper"]),
)


@st.composite
def functions(draw):
    """Functions with up to three blocks, at one of two indentations, and code between them."""
    lines = ["def f(x):"]
    for _ in range(draw(st.integers(0, 3))):
        indent = draw(st.sampled_from(["    ", "        "]))
        if len(indent) > 4:
            lines.append("    for i in range(3):")
        block = "\n".join(["# START CODE HERE", *draw(st.lists(STATEMENTS, max_size=5)), "# END CODE HERE"])
        lines += [f"{indent}{line}" if line else "" for line in block.split("\n")]
        lines.append(f"{indent}x = 2  # given")
    return "\n".join([*lines, "    return x", ""])


def comments(text):
    return [t.string for t in tokenize.generate_tokens(io.StringIO(text).readline) if t.type == tokenize.COMMENT]


@given(text=functions())
@settings(deadline=None)
def test_blanking_gives_python_once_and_for_all_and_keeps_comments_and_what_is_outside(text):
    once = blank(text)
    ast.parse(once)
    assert blank(once) == once
    assert comments(once) == comments(text)
    assert same_outside(text, once)
    assert len(find_blocks(once)) == len(find_blocks(text))
    empty, total = empty_blocks(once, once)
    assert empty == total


@given(
    parts=st.lists(
        st.sampled_from(
            ["# START CODE HERE", "# END CODE HERE", "def f():", "  x = 1", "x", "    ", "\t(", '"""', "\\", "é"]
        )
    )
)
@settings(deadline=None)
def test_any_lines_have_blocks_in_order_or_none(parts):
    text = "\n".join(parts)
    edges = [edge for block in find_blocks(text) for edge in block]
    assert edges == sorted(edges)
    same_outside(text, text)
    untouched(text, text)
    empty_blocks(text, text)
    with contextlib.suppress(CourseError):
        assert blank(blank(text)) == blank(text)
