"""Moodle's grading worksheet: filled in by its structure, in any language, and otherwise the same bytes."""

import csv
import io
from contextlib import suppress
from decimal import Decimal
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.classroom import ClassResult
from grader.errors import GraderError
from grader.reports.exports.moodle import moodle_worksheet
from grader.reports.exports.request import Request
from tests.grader.reports.exports import classes
from tests.grader.reports.exports.classes import small
from tests.grader.reports.strategies import TEXT

ENGLISH = (
    '\ufeffIdentifier,"Full name","Email address",Status,Grade,"Maximum Grade","Grade can be changed",'
    '"Last modified (submission)","Last modified (grade)","Feedback comments"\r\n'
    '"Participant 101","林美 Mei",mei@example.edu,"Submitted - ",,10.00,Yes,"5 October 2026, 11:59 PM",-,\r\n'
    '"Participant 102","Omar ""O"" Said",omar@example.edu,"Submitted",3.00,10.00,Yes,-,"Monday, 5 October 2026",old\r\n'
    '"Participant 900","=Guest, A",guest@example.edu,"No submission",,10.00,Yes,-,-,\r\n'
)
GERMAN = (
    'ID;"Vollständiger Name";ID-Nummer;E-Mail-Adresse;Status;Bewertung;Bestwertung;"Bewertung kann geändert werden";'
    '"Zuletzt geändert (Abgabe)";Texteingabe;"Zuletzt geändert (Bewertung)";"Feedback als Kommentar"\n'
    "Teilnehmer/in101;Mei;20-417;;Abgegeben;;100,00;Ja;-;42;-;\n"
    'Teilnehmer/in555;Zoë;20-500;;"Keine Abgabe";;100,00;Ja;-;"zwei\nZeilen";-;\n'
)
CHINESE = (
    "编号,全名,电子邮件地址,状态,分数,满分,分数可以更改,上次修改（提交）,上次修改（成绩）,教师评语\n"
    "参与者101,林美,mei@example.edu,已提交,,20.00,是,2026年10月5日,-,\n"
    "参与者102,Omar,omar@example.edu,已提交,,20.00,是,2026年10月5日,-,\n"
)
BLIND = (
    "Identifier,Status,Grade,Maximum Grade,Grade can be changed,Last modified (grade)\n"
    "Participant 101,Submitted,,7.00,Yes,-\n"
)


def filled(folder: Path, text: str, result: ClassResult | None = None) -> tuple[str, list[str]]:
    """Fill in a worksheet; return it as text, and what was told."""
    told: list[str] = []
    path = folder / "worksheet.csv"
    path.write_bytes(text.encode())
    made = moodle_worksheet(Request(result or small(), worksheet=path, template=None, tell=told.append))
    return made.decode(), told


def rows(text: str, delimiter: str = ",") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=delimiter))


def test_points_are_scaled_to_the_maximum_grade_and_feedback_is_given(tmp_path):
    mei, omar, _ = rows(filled(tmp_path, ENGLISH)[0])
    assert mei["Grade"] == "2.14"  # 1.5 of 7 points, of 10
    assert mei["Feedback comments"] == (
        "1.5 of 7 points. Of 2 exercises, 1 is right; 1 wants another look. "
        "Initialisation: Two days late, 10% a day. (-1.5 points) "
        "Next: Random (Initialisation). A bias is a column."
    )
    assert omar["Grade"] == "10.00"
    assert omar["Feedback comments"] == "7 of 7 points. Full marks: every check passes."


def test_all_else_is_the_same_byte_for_byte(tmp_path):
    text, _ = filled(tmp_path, ENGLISH)
    before, after = ENGLISH.split("\r\n"), text.split("\r\n")
    assert text.startswith("\ufeff")
    assert (after[0], after[3], after[4]) == (before[0], before[3], before[4])
    assert after[1].startswith(before[1].partition(",,10.00")[0])
    assert ',10.00,Yes,"5 October 2026, 11:59 PM",-,' in after[1]
    assert after[2].startswith('"Participant 102","Omar ""O"" Said",omar@example.edu,"Submitted",10.00,10.00,Yes,-,')


def test_who_is_not_in_the_worksheet_is_told(tmp_path):
    assert filled(tmp_path, ENGLISH)[1] == [
        "Moodle's grading worksheet lacks 1 student (Zoë Ćirić); enter their grades by hand."
    ]


def test_a_german_worksheet_keeps_its_semicolons_and_its_decimal_comma(tmp_path):
    text, told = filled(tmp_path, GERMAN)
    mei, zoe = rows(text, ";")
    assert (mei["Bewertung"], mei["Texteingabe"]) == ("21,43", "42")
    assert (zoe["Bewertung"], zoe["Texteingabe"]) == ("0,00", "zwei\nZeilen")
    assert zoe["Feedback als Kommentar"] == "0 of 7 points. Nothing was handed in."
    assert told == ["Moodle's grading worksheet lacks 1 student (Omar Said); enter their grades by hand."]


def test_in_a_language_that_is_not_known_the_cells_tell_the_columns(tmp_path):
    mei, omar = rows(filled(tmp_path, CHINESE)[0])
    assert (mei["分数"], omar["分数"]) == ("4.29", "20.00")
    assert mei["教师评语"].startswith("1.5 of 7 points.")


def test_a_blind_worksheet_without_feedback_gets_its_grades(tmp_path):
    text, told = filled(tmp_path, BLIND)
    (mei,) = rows(text)
    assert (mei["Grade"], mei["Last modified (grade)"]) == ("1.50", "-")
    assert told[1:] == [
        "Moodle's grading worksheet has no column for feedback comments, so only the grades were written."
    ]


def test_without_a_maximum_grade_the_points_stay_as_they_are(tmp_path):
    text = ENGLISH.replace("10.00", '"Good\nFair"').replace('"Maximum Grade"', "Scale")
    made, told = filled(tmp_path, text)
    assert rows(made)[0]["Grade"] == "1.50"
    assert "has no maximum grade" in told[1]


def test_where_the_grader_failed_the_row_stays_and_is_told(tmp_path):
    text, told = filled(tmp_path, ENGLISH, classes.ungradable())
    assert text == ENGLISH
    assert told == [
        "The grader failed on some of the work of 1 student (Mei Lin 林美); Moodle's worksheet has no grade for it."
    ]


def test_nothing_of_a_hidden_check_but_title_status_and_hint_is_said(tmp_path):
    assert classes.SECRETS not in filled(tmp_path, ENGLISH)[0]


def test_feedback_has_no_tags_and_is_no_formula(tmp_path):
    result = classes.hostile()
    me = msgspec.structs.replace(result.students[0].person, user_id="101")
    result = msgspec.structs.replace(
        result, students=(msgspec.structs.replace(result.students[0], person=me), *result.students[1:])
    )
    comment = rows(filled(tmp_path, ENGLISH, result)[0])[0]["Feedback comments"]
    assert "< script>" in comment
    assert "<script" not in comment
    assert "</" not in comment
    assert comment.isprintable()


def test_feedback_is_inert_for_a_reader_that_splits_at_semicolons(tmp_path):
    (one,) = classes.ungradable().students
    late = classes.Adjustment(text="late;=1+1", points=Decimal(-1))
    result = msgspec.structs.replace(
        classes.ungradable(), students=(classes.student(one.person, classes.work(), late),)
    )
    assert "late;'=1+1" in rows(filled(tmp_path, ENGLISH, result)[0])[0]["Feedback comments"]


def test_a_column_of_long_texts_is_feedback_in_any_language(tmp_path):
    long = CHINESE.replace("-,\n", f"-,{'好' * 81}\n")
    assert rows(filled(tmp_path, long)[0])[0]["教师评语"].startswith("1.5 of 7 points.")
    dates = CHINESE.replace("-,\n", "-,2026年10月5日\n")
    assert rows(filled(tmp_path, dates)[0])[0]["教师评语"] == "2026年10月5日"


def test_an_empty_column_right_behind_the_maximum_is_no_feedback(tmp_path):
    text, _ = filled(tmp_path, "Identifier,Grade,Maximum Grade,Changed\nParticipant 101,,7,\n")
    assert text.endswith("Participant 101,1.50,7,\n")


def test_the_name_of_the_maximum_tells_the_grades_where_the_cells_do_not(tmp_path):
    text, _ = filled(tmp_path, "Identifier,X,Y,Maximum Grade,Z\nParticipant 101,3,,7,7\n")
    assert text.endswith("Participant 101,3,1.50,7,7\n")


@pytest.mark.parametrize("maximum", ["9" * 40, "1" * 5000])
def test_a_maximum_that_is_no_sensible_number_is_none(tmp_path, maximum):
    assert rows(filled(tmp_path, ENGLISH.replace("10.00", maximum))[0])[0]["Grade"] == "1.50"


def test_a_file_of_digits_takes_no_time(tmp_path):
    with pytest.raises(GraderError, match="tells its participants apart"):
        filled(tmp_path, "Id,Grade\n" + "1" * 200_000 + "x,1\n")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Name,Grade\nMei,1\n", 'has no column that tells its participants apart, such as "Participant 123"'),
        ("Id,Foo,Bar\nP 1,x,y\n", "has no column that could be recognised as the grades"),
        ("Id,Foo,Bar,Baz,Far\nP 1,1,2,1,2\n", "has several columns that could be the grades"),
        ("Identifier,Grade\n", "has no participants"),
    ],
)
def test_what_cannot_be_found_is_said(tmp_path, text, sentence):
    with pytest.raises(GraderError, match=sentence):
        filled(tmp_path, text)


def test_without_a_worksheet_it_says_where_to_get_one():
    with pytest.raises(GraderError, match='"Download grading worksheet"'):
        moodle_worksheet(Request(small(), worksheet=None, template=None, tell=print))


CELLS = st.sampled_from(
    ["Participant 1", "Participant 101", "10.00", "10,00", "", "-", "a@b", "Grade", "Nota", '"', ",", "x"]
)
TABLES = st.lists(st.lists(CELLS | TEXT, min_size=5, max_size=5), min_size=1, max_size=5)


@given(TABLES)
def test_any_table_is_filled_in_or_refused_with_a_sentence(tmp_path_factory, table):
    out = io.StringIO()
    csv.writer(out).writerows(table)
    path = tmp_path_factory.getbasetemp() / "worksheet.csv"
    path.write_bytes(out.getvalue().encode("utf-8", "replace"))
    request = Request(small(), worksheet=path, template=None, tell=lambda _: None)
    with suppress(GraderError):
        made = moodle_worksheet(request)
        assert len(list(csv.reader(io.StringIO(made.decode(), newline="")))) == len(table)
        assert moodle_worksheet(request) == made
