"""What is wrong with a platform's file, or with a name, is said in the language; what machines read is the same."""

import csv
import io
import re

import pytest

from grader.classroom import ClassResult
from grader.errors import CourseError, GraderError
from grader.reports.exports import EXPORTS, write_exports
from grader.reports.exports.canvas import canvas_csv
from grader.reports.exports.moodle import moodle_worksheet
from grader.reports.exports.request import Request
from grader.reports.exports.sheet import LARGEST
from grader.scaffold import new_assignment
from tests.grader.language import pseudo
from tests.grader.reports.exports.classes import LATE, MEI, student, work

CANVAS = "Student,ID,Section,{0},{0}\nMei,1,A,,\n"
FAULTS = {
    "canvas without columns": (canvas_csv, "Α,Β\n"),
    "canvas with a title twice": (canvas_csv, CANVAS.format("Ι")),
    "no such file": (moodle_worksheet, None),
    "too large": (moodle_worksheet, " " * (LARGEST + 1)),
    "not UTF-8": (moodle_worksheet, b"\xff,1\n"),
    "one column": (canvas_csv, "Α\n"),
    "a row too long": (moodle_worksheet, "Α,Β\n1,2,3\n"),
    "nobody": (moodle_worksheet, "Α,Β\n"),
    "no participants": (moodle_worksheet, "Α,Grade\nMei,1\n"),
    "no grades": (moodle_worksheet, "Α,Β,Γ\nΡ 1,Χ,Υ\n"),
    "two grades": (moodle_worksheet, "Α,Grade,Nota\nΡ 1,Χ,Υ\n"),
}
QUOTED = re.compile(r""""[^"]*"|no such file or directory""")
"""What stands in a file or in a platform's own pages, and what the system says."""


def one():
    mei = student(MEI, work(title="Ι"), LATE, submitted="2026-01-02T03:04:05+00:00")
    return ClassResult(title="Τ", outline=tuple(mei.grade.assignments), students=(mei,))


def refused(make, path):
    with pytest.raises(GraderError) as error:
        make(Request(one(), worksheet=path, template=path, tell=lambda _: None))
    return str(error.value).replace(str(path), "")


@pytest.mark.parametrize("fault", FAULTS)
def test_what_is_wrong_with_a_platforms_file_is_said_in_the_language(tmp_path, fault):
    make, text = FAULTS[fault]
    path = tmp_path / "Φ.csv"
    if text is not None:
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    english = refused(make, path)
    assert re.match(r"(Canvas's gradebook|Moodle's grading worksheet), , \w+", english)
    with pseudo.spoken():
        assert pseudo.left(QUOTED.sub("", refused(make, path))) == []


def test_that_a_worksheet_is_needed_is_said_in_the_language():
    with pseudo.spoken():
        assert pseudo.left(QUOTED.sub("", refused(moodle_worksheet, None))) == []


def test_what_programs_read_of_an_export_is_the_same_in_every_language(tmp_path):
    names = [name for name in EXPORTS if name not in ("moodle", "jsonl", "junit")]

    def machine(folder):
        paths = write_exports(one(), folder, names)
        return [(path.relative_to(folder), columns(path)) for path in paths]

    english = machine(tmp_path / "english")
    with pseudo.spoken():
        assert machine(tmp_path / "other") == english


def columns(path):
    text = path.read_text("utf-8-sig")
    if path.suffix == ".csv":
        return next(csv.reader(io.StringIO(text)))
    return re.findall(r'"[\w-]+"(?=:)|(?<=score": )\S+', text)


def test_what_a_policy_took_is_told_to_classroom_50_in_the_language(tmp_path):
    with pseudo.spoken():
        (path,) = write_exports(one(), tmp_path, ["classroom50"])
        assert '"output": "-1.5 ж"' in path.read_text("utf-8")


def test_why_an_assignment_cannot_be_begun_is_said_in_the_language(tmp_path):
    (tmp_path / "assignments" / "x").mkdir(parents=True)
    for name in ("Ä", "x"):
        with pseudo.spoken(), pytest.raises(CourseError) as error:
            new_assignment(tmp_path, name)
        assert pseudo.left(str(error.value).replace(str(tmp_path / "assignments"), "")) == []
