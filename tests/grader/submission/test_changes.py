"""What a student changed outside the blocks is told, and not punished."""

import pytest

from grader.submission import changes_outside, read_source

EXERCISES = ["zeros", "scaled"]


@pytest.fixture
def notes(tmp_path, assignments):
    stub = read_source(assignments[0].stub, assignments[0])

    def changed(*replacements):
        text = assignments[0].stub.read_text()
        for old, new in replacements:
            assert old in text
            text = text.replace(old, new)
        path = tmp_path / "scaling.py"
        path.write_text(text)
        return changes_outside(read_source(path, assignments[0]), stub, EXERCISES)

    return changed


def test_filled_blocks_comments_docstrings_and_layout_are_no_change(notes):
    assert notes(
        ("    out = None\n", "    # mine\n    a = 1\n    out = [a] * n\n"),
        ("def scaled(n, factor=2):\n", "def scaled(n, factor = 2):\n    '''Doc.'''\n\n"),
        ("def model(n):\n", "def model(n):\n    '''Doc.'''\n"),
    ) == []  # fmt: skip


def test_a_given_function_that_changed_is_named_kindly(notes):
    assert notes(("return scaled(n)", "return scaled(n) + 1")) == [
        "You changed `model`, which was given. That is fine, and is not graded."
    ]


def test_a_change_outside_the_blocks_is_named_with_its_line(notes):
    assert notes(("np.random.seed(3)", "np.random.seed(4)")) == [
        "Outside the blocks, `scaled` differs from the handout from line 12 on (scaling.py). "
        "That is fine if you meant it."
    ]


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("    return out\n\n\ndef model", "    out = out + 1\n    return out\n\n\ndef model", 16),
        ("    return out\n\n\ndef model", "    return -out\n\n\ndef model", 16),
        ("    return out\n\n\ndef model", "\n\ndef model", 11),
        ("    np.random.seed(3)\n", "", 12),
    ],
)
def test_the_first_line_that_differs_is_found(notes, old, new, line):
    assert f"from line {line} on" in notes((old, new))[0]


def test_other_arguments_are_named_beside_those_of_the_handout(notes):
    assert notes(("scaled(n, factor=2)", "scaled(factor, n)")) == [
        "`scaled` takes (factor, n); in the handout it takes (n, factor=2), and is called like that."
    ]


def test_annotations_of_arguments_are_no_change_of_them(notes):
    assert notes(("scaled(n, factor=2)", "scaled(n: int, factor: float = 2)")) == []


def test_missing_markers_and_functions_without_blocks_are_not_compared(notes):
    assert notes(("    ### START CODE HERE ###\n    out = None\n    ### END CODE HERE ###\n", "    out = 3\n")) == []


def test_a_function_that_is_not_there_is_no_change(notes):
    assert notes(("\n\ndef model(n):\n    return scaled(n)\n", "")) == []
