"""Every export, read back by a reader of its own, with the field names that its platform has."""

import csv
import io
import json
import re
from xml.etree import ElementTree as ET

import msgspec
import pytest
from hypothesis import given, settings

from grader.classroom import ClassResult
from grader.errors import GraderError
from grader.model import Status, Times
from grader.reports.exports import EXPORTS, write_exports
from grader.reports.exports.classroom50 import classroom50_files
from grader.reports.exports.gradebook import gradebook_csv
from grader.reports.exports.gradescope import gradescope_results
from grader.reports.exports.jsonl import Line, json_lines
from grader.reports.exports.junit import junit_xml
from grader.reports.exports.prairielearn import prairielearn_results
from grader.reports.exports.request import Request
from tests.grader.reports.exports import classes
from tests.grader.reports.exports.classes import classes as any_class
from tests.grader.reports.exports.classes import small

ALL = [name for name in EXPORTS if name != "moodle"]
UTC = re.compile(r"\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):[0-5]\d:[0-5]\dZ")


def gradebook(result: ClassResult) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(gradebook_csv(result).decode("utf-8-sig"), newline="")))


def classroom50(result: ClassResult) -> tuple[dict[str, dict], list[str]]:
    told: list[str] = []
    files = classroom50_files(Request(result, worksheet=None, template=None, tell=told.append))
    return {path: json.loads(data) for path, data in files.items()}, told


def test_each_export_goes_where_it_says(tmp_path):
    paths = write_exports(small(), tmp_path / "new", ALL)
    assert all(path.is_file() for path in paths)
    names = [path.relative_to(tmp_path / "new").as_posix() for path in paths]
    assert [re.sub(r"-[0-9a-f]{8}\.", ".", name) for name in names] == [
        "gradebook.csv",
        "canvas.csv",
        "gradescope/Mei-Lin-林美.json",
        "gradescope/Omar-Said.json",
        "gradescope/Zoë-Ćirić.json",
        "classroom50/initialization/Mei-Lin-林美.json",
        "classroom50/initialization/Omar-Said.json",
        "junit.xml",
        "prairielearn/Mei-Lin-林美.json",
        "prairielearn/Omar-Said.json",
        "prairielearn/Zoë-Ćirić.json",
        "class.jsonl",
    ]


def test_the_same_class_gives_the_same_bytes(tmp_path):
    first = [path.read_bytes() for path in write_exports(small(), tmp_path / "a", ALL)]
    second = [path.read_bytes() for path in write_exports(small(), tmp_path / "b", ALL)]
    assert first == second


def test_moodle_is_written_from_its_worksheet(tmp_path):
    worksheet = tmp_path / "downloaded.csv"
    worksheet.write_text("Identifier,Grade,Maximum Grade,More\nParticipant 101,,7,\n", encoding="utf-8")
    (path,) = write_exports(small(), tmp_path, ["moodle"], worksheet=worksheet)
    assert path.read_text(encoding="utf-8").splitlines()[1].startswith("Participant 101,1.50,7,")


def test_canvas_is_written_from_its_template_and_tells_whom_it_lacks(tmp_path):
    template = tmp_path / "downloaded.csv"
    template.write_text("Student,ID,Section,initialization (5)\n", encoding="utf-8")
    told: list[str] = []
    (path,) = write_exports(small(), tmp_path, ["canvas"], template=template, tell=told.append)
    assert path.read_text(encoding="utf-8").splitlines()[0] == "Student,ID,Section,initialization (5)"
    assert told == [
        "Canvas's gradebook lacks 3 students (Mei Lin 林美, Omar Said, Zoë Ćirić); enter their scores by hand."
    ]


def test_an_export_that_does_not_exist_is_refused_with_those_that_do(tmp_path):
    with pytest.raises(GraderError, match=r"There is no export 'excel'\. There are: gradebook, canvas, moodle"):
        write_exports(small(), tmp_path, ["gradebook", "excel"])
    assert list(tmp_path.iterdir()) == []


def test_where_one_export_cannot_be_made_none_is_written(tmp_path):
    with pytest.raises(GraderError, match="worksheet is needed"):
        write_exports(small(), tmp_path, ["gradebook", "moodle"])
    assert list(tmp_path.iterdir()) == []


def test_namesakes_have_files_of_their_own(tmp_path):
    mei = small().students[0]
    other = msgspec.structs.replace(mei, person=msgspec.structs.replace(mei.person, key="moodle:7"))
    result = msgspec.structs.replace(small(), students=(mei, other))
    assert len({path.name for path in write_exports(result, tmp_path, ["gradescope"])}) == 2


@pytest.mark.parametrize("make", [classes.hostile, classes.empty, classes.ungradable])
def test_hostile_empty_and_ungradable_classes_are_written(tmp_path, make):
    paths = write_exports(make(), tmp_path, ALL)
    assert all(path.resolve().is_relative_to(tmp_path) for path in paths)
    for path in paths:
        path.read_text(encoding="utf-8")


@given(any_class())
@settings(max_examples=30)
def test_what_students_see_has_nothing_of_a_hidden_check_but_title_status_and_hint(result):
    for student in result.students:
        shown = [gradescope_results(student), prairielearn_results(student)]
        assert classes.SECRETS not in json.dumps([*shown, classroom50(result)[0]])
    assert classes.SECRETS.encode() not in junit_xml(result)


# The gradebook for people


def test_the_gradebook_has_a_column_for_everything():
    mei, omar, zoe = gradebook(small())
    assert mei == {
        "Name": "Mei Lin 林美",
        "Key": "moodle:101",
        "User ID": "101",
        "Student ID": "20-417",
        "Login": "meilin",
        "Email": "mei@example.edu",
        "Section": "A",
        "Group": "",
        "initialization: score": "1.5",
        "initialization: as graded": "3",
        "initialization: points": "7",
        "initialization: attempt": "2",
        "initialization: attempts": "2",
        "initialization: submitted": "2026-10-05T23:59:30+02:00",
        "initialization: adjustments": "Two days late, 10% a day.",
        "initialization: zeros": "3",
        "initialization: random": "0",
        "Total": "1.5",
        "Points": "7",
        "Percent": "21.4",
        "Notes": "",
    }
    assert (omar["Total"], omar["Percent"], zoe["Total"], zoe["initialization: attempts"]) == ("7", "100", "0", "0")


def test_in_the_gradebook_what_the_grader_failed_on_is_no_zero():
    (mei,) = gradebook(classes.ungradable())
    assert mei["initialization: random"] == ""
    assert mei["Notes"] == "The grader failed on some of it; the score is too low through no fault of theirs."


@given(any_class())
def test_no_cell_of_a_gradebook_is_a_formula(result):
    for row in gradebook(result):
        assert not [cell for cell in row.values() if cell.startswith(("=", "+", "-", "@", "＝", "－"))]


# Gradescope


def test_gradescope_gets_the_fields_of_its_specification():
    mei = gradescope_results(small().students[0])
    assert set(mei) == {"score", "output", "output_format", "visibility", "stdout_visibility", "tests"}
    assert (mei["score"], mei["output_format"], mei["visibility"]) == (1.5, "text", "visible")
    assert "Initialisation: Two days late, 10% a day. (-1.5 points)" in mei["output"].splitlines()
    assert mei["tests"][1] == {
        "score": 0.0,
        "max_score": 2.0,
        "status": "failed",
        "name": "Random: Shapes.",
        "name_format": "text",
        "number": "1.2.1",
        "output": "Not right yet.\n\nb1 has shape (2,)\n\nA bias is a column.\n\nprint(b1)",
        "output_format": "text",
        "tags": ["initialization", "random"],
        "visibility": "visible",
        "extra_data": {"status": "failed"},
    }


def test_gradescope_shows_hidden_checks_once_grades_are_published():
    tests = gradescope_results(small().students[0])["tests"]
    assert [test["visibility"] for test in tests] == ["visible", "visible", "after_published"]
    assert tests[2]["output"] == "Not right yet.\n\nDraw anew."
    assert {test["status"] for test in gradescope_results(small().students[1])["tests"]} == {"passed"}


# PrairieLearn


def test_prairielearn_gets_the_fields_of_its_documentation():
    mei = prairielearn_results(small().students[0])
    assert set(mei) == {"gradable", "score", "message", "output", "images", "tests"}
    assert (mei["gradable"], mei["message"]) == (True, "1.5 of 7 points.")
    assert mei["score"] == pytest.approx(1.5 / 7)
    assert mei["tests"][2] == {
        "name": "Random: Other seeds.",
        "description": "A hidden check.",
        "points": 0,
        "max_points": 2,
        "message": "not right yet",
        "output": "Not right yet.\n\nDraw anew.",
        "images": [],
    }


def test_prairielearn_takes_no_attempt_where_the_grader_failed():
    (mei,) = classes.ungradable().students
    results = prairielearn_results(mei)
    assert results["gradable"] is False
    assert results["tests"][1]["output"].startswith("Not graded.\n\nThis is no fault of yours.")


@given(any_class())
def test_prairielearn_scores_are_shares(result):
    assert all(0 <= prairielearn_results(student)["score"] <= 1 for student in result.students)


# Classroom 50


def test_classroom50_gets_the_fields_of_its_schema():
    files, told = classroom50(small())
    mei = next(value for value in files.values() if value["owner"] == "meilin")
    assert set(mei) == {
        "schema",
        "classroom",
        "assignment",
        "assignment_type",
        "owner",
        "submission",
        "commit",
        "release",
        "review",
        "datetime",
        "score",
        "max-score",
        "tests",
    }
    assert mei["schema"] == "classroom50/result/v1"
    assert (mei["classroom"], mei["assignment"], mei["assignment_type"]) == ("cs101", "initialization", "individual")
    assert (mei["datetime"], mei["submission"]) == ("2026-10-05T21:59:30Z", "submit/manual-2026-10-05T21-59-30Z")
    assert (mei["score"], mei["max-score"]) == (2, 7)
    assert mei["tests"][1] == {
        "test-name": "Random: Shapes.",
        "passed": False,
        "score": 0,
        "max-score": 2,
        "output": "Not right yet.\n\nb1 has shape (2,)\n\nA bias is a column.\n\nprint(b1)",
    }
    assert mei["tests"][3]["test-name"] == "Two days late, 10% a day."
    assert told == []


def test_classroom50_has_no_file_for_work_that_was_not_handed_in():
    assert [path.partition("/")[0] for path in classroom50(small())[0]] == ["initialization"] * 2


@pytest.mark.parametrize("submitted", ["", "2026-10-05T23:59:30", "0001-01-01T00:00:00+02:00"])
def test_classroom50_takes_the_time_of_grading_for_one_that_is_not_known_for_sure(submitted):
    mei = small().students[0]
    mei = msgspec.structs.replace(mei, settled=classes.settled(mei.grade, submitted=submitted))
    graded = Times(started="2026-11-01T12:00:00.5+01:00")
    (value,) = classroom50(msgspec.structs.replace(small(), students=(mei,), times=graded))[0].values()
    assert value["datetime"] == "2026-11-01T11:00:00Z"


def test_classroom50_says_whose_account_or_time_is_not_known():
    mei, omar, _ = small().students
    nobody = msgspec.structs.replace(mei, person=msgspec.structs.replace(mei.person, login=""))
    timeless = msgspec.structs.replace(omar, settled=classes.settled(omar.grade, submitted="yesterday"))
    files, told = classroom50(msgspec.structs.replace(small(), students=(nobody, timeless)))
    assert files == {}
    assert told == [
        "The export for Classroom 50 lacks 1 student (Mei Lin 林美), whose GitHub accounts the class does not have.",
        "The export for Classroom 50 lacks work of 1 student (Omar Said): when it was handed in is not known.",
    ]


@given(any_class())
def test_classroom50_results_hold_to_its_rules(result):
    for value in classroom50(result)[0].values():
        assert UTC.fullmatch(value["datetime"])
        assert value["submission"].startswith("submit/")
        assert all(value[name] for name in ("classroom", "assignment", "owner", "commit", "release", "review"))
        for of in (value, *value["tests"]):
            assert type(of["score"]) is type(of["max-score"]) is int
            assert 0 <= of["score"] <= of["max-score"]
        assert all(test["test-name"] for test in value["tests"])


# JUnit


def test_junit_has_a_suite_a_student_and_a_case_a_check():
    root = ET.fromstring(junit_xml(small()))
    assert (root.tag, root.attrib) == (
        "testsuites",
        {"name": "cs101", "tests": "9", "failures": "2", "errors": "0", "skipped": "3"},
    )
    mei = root.find("testsuite")
    assert mei.attrib == {"name": "Mei Lin 林美", "tests": "3", "failures": "2", "errors": "0", "skipped": "0"}
    assert [(p.get("name"), p.get("value")) for p in mei.find("properties")] == [
        ("key", "moodle:101"),
        ("score", "1.5"),
        ("points", "7"),
        ("adjustment", "Initialisation: Two days late, 10% a day. (-1.5 points)"),
    ]
    passed, failed, _ = mei.findall("testcase")
    assert (passed.attrib, list(passed)) == ({"classname": "initialization.zeros", "name": "test_example"}, [])
    assert failed.find("failure").attrib == {"message": "Shapes. not right yet", "type": "failed"}
    assert "b1 has shape (2,)" in failed.find("failure").text


@pytest.mark.parametrize("status", [status for status in Status if status is not Status.PASSED])
def test_junit_has_an_element_for_every_end(status):
    of = classes.work(status)
    result = ClassResult(title="", outline=tuple(of.assignments), students=(classes.student(classes.MEI, of),))
    case = ET.fromstring(junit_xml(result)).findall("testsuite/testcase")[1]
    expected = {Status.FAILED: "failure", Status.NOT_ATTEMPTED: "skipped"}.get(status, "error")
    assert [child.tag for child in case] == [expected]


def test_junit_of_an_empty_class_has_no_suite():
    root = ET.fromstring(junit_xml(classes.empty()))
    assert (root.get("tests"), list(root)) == ("0", [])


@given(any_class())
def test_junit_is_xml_whatever_the_texts_are(result):
    root = ET.fromstring(junit_xml(result))
    assert len(root.findall("testsuite")) == len(result.students)
    assert len(list(root.iter("testcase"))) == 3 * len(result.students) == int(root.get("tests"))


# JSON lines


def test_json_lines_have_no_times():
    mei = small().students[0]
    timed = msgspec.structs.replace(mei, grade=msgspec.structs.replace(mei.grade, times=Times(seconds=9.4)))
    assert json_lines(msgspec.structs.replace(small(), students=(timed,))) == json_lines(small()).splitlines(True)[0]


def test_json_lines_have_everything_of_everybody():
    lines = json_lines(small()).decode().splitlines()
    mei = json.loads(lines[0])
    assert set(mei) == {"person", "score", "points", "percent", "settled", "grade", "notes", "group"}
    assert (mei["score"], mei["points"], mei["person"]["student_id"]) == ("1.50", 7, "20-417")
    assert mei["settled"][0]["adjustments"] == [{"text": "Two days late, 10% a day.", "points": "-1.50"}]
    assert mei["grade"]["assignments"][0]["exercises"][1]["checks"][0]["name"] == "test_shapes"
    assert mei["grade"]["times"] == {"started": "", "seconds": 0.0}
    assert len(lines) == 3


@given(any_class())
def test_json_lines_are_one_line_a_student_for_any_reader(result):
    lines = [msgspec.json.decode(line, type=Line) for line in json_lines(result).decode().splitlines()]
    assert [line.score for line in lines] == [student.score for student in result.students]
    assert [line.person.name for line in lines] == [
        student.person.name.encode("utf-8", "backslashreplace").decode() for student in result.students
    ]
