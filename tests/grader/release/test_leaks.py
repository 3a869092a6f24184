"""A line of a solution is found wherever it stands and however it is laid out; what is given away is none."""

from pathlib import PurePosixPath

import pytest

from grader.release.leaks import leaks
from grader.release.notebooks import as_notebook

LINE = "doubled = double(values)"


def found(tiny_course, text, *, name="notes.md", given=()):
    data = as_notebook(text) if name.endswith(".ipynb") else text.encode()
    return [
        (str(leak.file), leak.line, leak.slug)
        for leak in leaks({PurePosixPath(name): data}, tiny_course.assignments, given)
    ]


@pytest.mark.parametrize(
    "text",
    [LINE, f"text\n    {LINE}\nmore", f"\t{LINE}  # twice as much", "doubled  =  double(values)", f"{LINE}\r\n"],
)
def test_layout_and_comments_do_not_hide_it(tiny_course, text):
    assert found(tiny_course, text) == [("notes.md", LINE, "tiny")]


def test_the_cells_of_a_notebook_are_looked_through(tiny_course):
    notebook = "work/a.ipynb"
    assert found(tiny_course, f"# %%\nx = 1\n\n# %%\n{LINE}\n", name=notebook) == [(notebook, LINE, "tiny")]


def test_what_is_given_in_any_case_and_what_is_short_is_no_leak(tiny_course):
    assert found(tiny_course, LINE, given=[f"    {LINE}"]) == []
    assert found(tiny_course, "y = 2 * x\nreturn y\n\n") == []
    assert found(tiny_course, "\udcff".encode("utf-8", "surrogateescape").decode("latin-1")) == []
