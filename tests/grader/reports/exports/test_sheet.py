"""Downloaded CSV files: read like the csv module reads them, and given back byte for byte."""

import csv
import io
from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from grader.errors import GraderError
from grader.reports.exports import sheet as module
from grader.reports.exports.sheet import Sheet, decimal, read_sheet
from tests.grader.reports.strategies import TEXT

PIECES = st.lists(
    st.sampled_from(['"', '""', ",", ";", "\t", "\n", "\r\n", "\r", "\ufeff", "a", "é", " "]), max_size=30
)
VALUE = st.lists(st.sampled_from(['"', ",", ";", "\n", "\r", "a", "林"]) | TEXT, max_size=4).map("".join)
VALUES = VALUE.map(lambda text: text.encode("utf-8", "replace").decode().replace("\x00", ""))


@given(PIECES.map("".join) | TEXT.map(lambda text: text.encode("utf-8", "replace").decode()))
@example('a,"b')
@example('"a"b,c\n')
@example("a,")
def test_any_text_comes_back_byte_for_byte(text):
    assert Sheet(text).to_bytes() == text.encode()


@given(
    st.integers(2, 4).flatmap(lambda width: st.lists(st.lists(VALUES, min_size=width, max_size=width), max_size=4)),
    st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]),
)
def test_values_are_those_that_the_csv_module_wrote(rows, quoting):
    rows = [["Name", "Grade", "Feedback", "More"][: len(rows[0])] if rows else ["Name", "Grade"], *rows]
    out = io.StringIO()
    csv.writer(out, quoting=quoting).writerows(rows)

    sheet = Sheet(out.getvalue())

    assert sheet.header == rows[0]
    assert [sheet.row(number) for number in sheet.filled] == rows[1:]


@given(VALUES)
def test_a_filled_cell_is_read_back_and_the_others_stay(value):
    text = '\ufeffName;"Grade" ;Feedback\r\n"a ""b""";1,5;\r\n\r\nc;;"x\ny"\n'
    sheet = Sheet(text)
    sheet.fill(1, 2, value)

    again = Sheet(sheet.to_bytes().decode())

    assert again.row(1) == ['a "b"', "1,5", value]
    assert again.row(3) == ["c", "", "x\ny"]
    assert again.filled == [1, 3]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_delimiter_is_the_one_that_the_header_has(delimiter):
    assert Sheet(delimiter.join(["ID", '"a,b;c"', "Grade"])).header == ["ID", "a,b;c", "Grade"]


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("10", 10),
        ("10,50", Decimal("10.5")),
        (" 7.25 ", Decimal("7.25")),
        ("-", None),
        ("", None),
        ("1.2.3", None),
        ("٣", None),
    ],
)
def test_a_number_is_read_with_point_or_comma(cell, value):
    assert decimal(cell) == value


def test_a_file_that_is_not_there_is_said_with_its_name(tmp_path):
    with pytest.raises(GraderError, match=r"The worksheet, .*none\.csv, cannot be opened: no such file or directory\."):
        read_sheet(tmp_path / "none.csv", "The worksheet")


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"\xff\xfeI\x00D\x00", "is not CSV in UTF-8"),
        (b"", "has no columns"),
        (b"only one\nx\n", "has no columns"),
        (b"a,b\n1,2\n1,2,3\n", "has 3 cells in row 3, and 2 in its header"),
    ],
)
def test_a_file_that_is_no_table_is_refused_with_a_sentence(tmp_path, data, sentence):
    (tmp_path / "sheet.csv").write_bytes(data)
    with pytest.raises(GraderError, match=sentence):
        read_sheet(tmp_path / "sheet.csv", "The worksheet")


def test_a_file_that_is_too_large_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "LARGEST", 10)
    (tmp_path / "sheet.csv").write_bytes(b"a,b\n" * 10)
    with pytest.raises(GraderError, match="is larger than"):
        read_sheet(tmp_path / "sheet.csv", "The worksheet")


@given(st.binary(max_size=60) | PIECES.map(lambda pieces: "".join(pieces).encode()))
def test_any_bytes_are_read_or_refused_with_a_sentence(tmp_path_factory, data):
    path = tmp_path_factory.getbasetemp() / "fuzz.csv"
    path.write_bytes(data)
    with suppress(GraderError):
        assert read_sheet(path, "The worksheet").to_bytes() == data
