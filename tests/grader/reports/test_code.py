"""Code is coloured line by line where that comes to the same, and each line that a class has in common once."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

from grader.reports import code
from grader.reports.code import LONGEST_CODE, coloured
from tests.grader.reports.pages import Page

FILES = sorted(Path(code.__file__).parent.glob("*.py"))
LINES = r"""
x = 1  # it's
'''One
# two
'''
y = "it" + 'goes \
on' + "\""
z = r'\' + f"{x!r:>{y}}" + b'''a
b'''; w = ''
@decorated
def f(a, *, b=None):
    "A \"docstring\"."
	return a if b else '
from numpy import (sin,
    cos as c)
""".strip("\n").splitlines()


def whole(text):
    formatter = HtmlFormatter(nowrap=True)
    return highlight(text, PythonLexer(stripnl=False, ensurenl=False), formatter).removesuffix("\n")


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_code_in_pieces_has_the_colours_that_it_has_as_a_whole(file):
    text = file.read_text(encoding="utf-8")[:LONGEST_CODE]
    assert coloured(text) == whole(text)


@given(st.lists(st.sampled_from([*LINES, ""]), max_size=12).map("\n".join))
def test_every_line_keeps_its_place_and_its_text(text):
    lines = coloured(text).split("\n")
    assert [Page(line).text for line in lines] == text.removesuffix("\n").split("\n")


def test_a_line_that_a_class_has_in_common_is_coloured_once():
    before = code._remembered.cache_info()
    for number in range(5):
        coloured(f"m = X.shape[1]  # a line that everybody has\nmine = {number}  # and one of one's own")
    after = code._remembered.cache_info()
    assert (after.misses - before.misses, after.hits - before.hits) == (6, 4)
