"""CSV cells: texts that a spreadsheet would run are made inert, numbers and other texts are what they were."""

import csv
import io
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.reports.exports.cells import csv_bytes, inert, number, quoted
from grader.reports.text import clean_line
from tests.grader.reports.exports.classes import FORMULAS
from tests.grader.reports.strategies import TEXT

DANGEROUS = tuple("=+-@＝＋－＠")
SIGNS = st.sampled_from([*DANGEROUS, ";", '"', "'", " ", "\t", "\r", "\n", "\u200b", "\ufeff", ","])
NASTY = st.lists(SIGNS | TEXT, max_size=6).map("".join)


def read(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


@given(NASTY)
def test_no_text_is_read_back_as_a_formula(text):
    cell = read(csv_bytes([[text, "next"]]))[0][0]
    assert not cell.strip("\u200b\ufeff \t\r\n").startswith(DANGEROUS)


@given(NASTY)
def test_no_text_is_a_formula_for_a_reader_that_splits_at_semicolons(text):
    data = csv_bytes([["first", text]])
    cells = next(csv.reader(io.StringIO(data.decode(), newline=""), delimiter=";"))
    assert not [cell for cell in cells[1:] if cell.strip('"\u200b\ufeff ').startswith(DANGEROUS)]


@given(TEXT.map(clean_line).filter(lambda text: not set(text) & set(DANGEROUS)))
def test_a_harmless_text_comes_back_as_it_was(text):
    assert read(csv_bytes([[text, "next"]])) == [[text, "next"]]


@given(NASTY)
def test_what_is_inert_stays_as_it_is(text):
    assert inert(inert(text)) == inert(text)


@pytest.mark.parametrize("formula", FORMULAS)
def test_a_formula_gets_an_apostrophe_and_loses_nothing(formula):
    assert inert(formula).replace("'", "", 1) == clean_line(formula)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (Decimal("-1.50"), "-1.5"),
        (Decimal("100.00"), "100"),
        (Decimal("-0.00"), "0"),
        (7, "7"),
        (Decimal("0.05"), "0.05"),
    ],
)
def test_a_number_stays_a_number(value, written):
    assert number(value) == written
    assert csv_bytes([[value]]) == f"{written}\r\n".encode()


@given(st.decimals(-10_000, 10_000, places=2))
def test_a_number_is_read_back_as_the_same(value):
    assert Decimal(number(value)) == value


@given(NASTY, st.sampled_from([",", ";", "\t"]))
def test_a_quoted_cell_is_one_cell_of_its_file(text, delimiter):
    line = quoted(text, delimiter) + delimiter + "next"
    assert list(csv.reader(io.StringIO(line, newline=""), delimiter=delimiter)) == [[text, "next"]]


def test_the_mark_stands_at_the_start_where_it_is_wanted():
    assert csv_bytes([["é"]], mark=True) == b"\xef\xbb\xbf\xc3\xa9\r\n"
    assert csv_bytes([["é"]]) == b"\xc3\xa9\r\n"
