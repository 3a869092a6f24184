"""Canvas's gradebook import: its own columns, with and without a downloaded gradebook."""

import csv
import io
from decimal import Decimal
from pathlib import Path

import msgspec
import pytest
from hypothesis import given

from grader.classroom import ClassResult, Person
from grader.errors import GraderError
from grader.reports.exports.canvas import canvas_csv
from grader.reports.exports.request import Request
from tests.grader.reports.exports import classes
from tests.grader.reports.exports.classes import classes as any_class

TEMPLATE = (
    "Student,ID,SIS User ID,SIS Login ID,Section,Initialisation (12345),Essay (7),Current Score\n"
    ",,,,,Manual Posting,,\n"
    "    Points Possible,,,,,100.00,5.00,(read only)\n"
    '"Lin, Mei",101,20-417,meilin,A,,4,80\n'
    '"Said, Omar",9102,,OMAR@example.edu,A,3,4,80\n'
    '"Guest, A",9900,,guest,A,3,4,80\n'
)


def on_canvas(result: ClassResult) -> ClassResult:
    """Return the same class as a download from Canvas would name it."""
    students = tuple(
        msgspec.structs.replace(
            s, person=msgspec.structs.replace(s.person, key=s.person.key.replace("moodle:", "canvas:"))
        )
        for s in result.students
    )
    return msgspec.structs.replace(result, students=students)


def exported(result: ClassResult, template: Path | None = None) -> tuple[list[list[str]], list[str]]:
    """Return the rows that are written, and what was told."""
    told: list[str] = []
    data = canvas_csv(Request(result, worksheet=None, template=template, tell=told.append))
    return list(csv.reader(io.StringIO(data.decode(), newline=""))), told


def with_template(tmp_path: Path, text: str, result: ClassResult | None = None) -> tuple[list[list[str]], list[str]]:
    (tmp_path / "canvas.csv").write_text(text, encoding="utf-8")
    return exported(result or on_canvas(classes.small()), tmp_path / "canvas.csv")


def test_the_columns_and_the_points_possible_are_those_that_canvas_reads():
    rows, told = exported(on_canvas(classes.small()))
    assert rows == [
        ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "Initialisation"],
        ["Points Possible", "", "", "", "", "7"],
        ["Mei Lin 林美", "101", "20-417", "meilin", "A", "1.5"],
        ["Omar Said", "102", "", "omar", "", "7"],
        ["Zoë Ćirić", "", "20-500", "", "", "0"],
    ]
    assert told == []


def test_a_number_that_another_platform_gave_is_no_id_of_canvas():
    rows, _ = exported(classes.small())
    assert [row[1] for row in rows[2:]] == ["", "", ""]


def test_who_has_no_id_at_all_is_told():
    (one,) = classes.ungradable().students
    nobody = msgspec.structs.replace(one, person=Person(key="folder:x", name="Nobody"), grade=classes.work())
    _, told = exported(ClassResult(title="", outline=tuple(classes.work().assignments), students=(nobody,)))
    assert told == ["Nothing but the name tells Canvas who 1 student (Nobody) are."]


def test_with_a_downloaded_gradebook_its_headers_students_and_points_are_taken(tmp_path):
    rows, told = with_template(tmp_path, TEMPLATE)
    assert rows == [
        ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "Initialisation (12345)"],
        ["Points Possible", "", "", "", "", "100"],
        ["Lin, Mei", "101", "20-417", "meilin", "A", "21.43"],
        ["Said, Omar", "9102", "", "OMAR@example.edu", "A", "100"],
    ]
    assert told == ["Canvas's gradebook lacks 1 student (Zoë Ćirić); enter their scores by hand."]


def test_an_assignment_that_canvas_does_not_have_is_told(tmp_path):
    rows, told = with_template(tmp_path, TEMPLATE.replace("Initialisation", "Something else"))
    assert rows[0][5] == "Initialisation"
    assert rows[1][5] == "7"
    assert told[0] == "Canvas's gradebook has no assignment 'Initialisation'; Canvas will ask whether it is a new one."


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Name,Points\nMei,1\n", 'has no columns "ID" and "Section"'),
        (TEMPLATE.replace("Essay (7)", "initialisation (7)"), "has more than one 'Initialisation'"),
        ("Student,ID,Section\nx\n", "has 1 cells in row 2"),
    ],
)
def test_what_is_no_gradebook_is_refused_with_a_sentence(tmp_path, text, sentence):
    with pytest.raises(GraderError, match=sentence):
        with_template(tmp_path, text)


def test_where_the_grader_failed_there_is_no_zero_but_an_empty_cell():
    rows, told = exported(classes.ungradable())
    assert rows[2][5] == ""
    assert told == ["The grader failed on some of the work of 1 student (Mei Lin 林美); Canvas gets no score for it."]


def test_no_students_name_is_taken_for_the_row_of_the_points(tmp_path):
    (one,) = on_canvas(classes.ungradable()).students
    trick = msgspec.structs.replace(one, person=msgspec.structs.replace(one.person, name="Points \t Possible"))
    result = msgspec.structs.replace(classes.ungradable(), students=(trick,))
    assert exported(result)[0][2][0] == "Points-Possible"
    rows, _ = with_template(tmp_path, TEMPLATE.replace("Lin, Mei", "Points Possible"), result)
    assert [row[0] for row in rows] == ["Student", "Points Possible", "Points-Possible"]


def test_an_empty_class_has_the_header_and_the_points_alone():
    rows, _ = exported(classes.empty())
    assert [row[0] for row in rows] == ["Student", "Points Possible"]


@given(any_class())
def test_any_class_has_one_row_a_student_and_no_formula(result):
    rows, _ = exported(result)
    assert len(rows) == 2 + len(result.students)
    assert {len(row) for row in rows} == {6}
    assert not [cell for row in rows for cell in row[:5] if cell.startswith(("=", "+", "-", "@"))]
    for row, student in zip(rows[2:], result.students, strict=True):
        assert not row[5] or Decimal(row[5]) == student.score
