"""Remarks on lines: where they stand, what they say, and that no text in them is ever a command of its own."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.model import AssignmentResult, CodeBlock, Diagnosis, Frame, Grade, Status
from grader.reports.annotations import (
    Annotation,
    annotations,
    code_quality,
    escape_data,
    escape_property,
    workflow_commands,
)
from tests.grader.reports.samples import HOSTILE, check, exercise

FILE = "assignments/tiny/tiny.py"
CODE = [CodeBlock(file=FILE, line=10, text="def f(x): ...")]


def graded(*exercises, file=FILE):
    result = AssignmentResult(slug="tiny", title="Tiny", file=file, score=0, points=9, exercises=list(exercises))
    return Grade(submission="work", isolation={}, hidden=True, score=0, points=9, assignments=[result])


def failing(status=Status.FAILED, message="It is wrong.", *, frames=(), hint="", code=CODE, **more):
    checks = [check("test_f", "A check", status, message=message, frames=list(frames), hint=hint)]
    return exercise("f", "F", message, checks, code=list(code), **more)


def test_an_exception_is_remarked_at_the_innermost_line_of_the_students_own():
    frames = [Frame(file=f, line=n, function="f", text="") for f, n in [(FILE, 12), (FILE, 14), ("numpy.py", 3)]]
    (remark,) = annotations(graded(failing(Status.RAISED, frames=frames)))
    assert (remark.level, remark.file, remark.line) == ("error", FILE, 14)


@pytest.mark.parametrize("frame", [("../../etc/passwd", 3), (FILE, -1), (f"{FILE}, cell x", 2)])
def test_a_line_that_is_not_in_the_students_file_counts_for_nothing(frame):
    file, line = frame
    (remark,) = annotations(graded(failing(Status.RAISED, frames=[Frame(file=file, line=line, function="f", text="")])))
    assert (remark.file, remark.line) == (FILE, 10)


def test_without_an_exception_the_remark_is_at_the_first_line_of_the_exercise_and_brings_the_hint():
    (remark,) = annotations(graded(failing(hint="Look at the axes.")))
    assert (remark.line, remark.title) == (10, "f: not right yet")
    assert remark.message == "It is wrong.\nLook at the axes."


def test_a_diagnosis_is_not_followed_by_another_hint():
    (remark,) = annotations(graded(failing(hint="Look.", diagnosis=Diagnosis(text="It is wrong."))))
    assert remark.message == "It is wrong."


def test_in_a_notebook_the_message_names_the_cell_and_no_line_is_claimed():
    notebook = FILE.replace(".py", ".ipynb")
    code = [CodeBlock(file=f"{notebook}, cell 3", line=2, text="")]
    (remark,) = annotations(graded(failing(code=code), file=notebook))
    assert (remark.file, remark.line) == (notebook, 0)
    assert remark.message.startswith("Cell 3, line 2.\n")
    assert workflow_commands([remark])[0].startswith(f"::error file={notebook},title=")


def test_what_is_right_or_not_begun_is_not_remarked_and_what_could_not_be_graded_is_a_warning():
    grade = graded(failing(Status.PASSED), failing(Status.NOT_ATTEMPTED), failing(Status.UNGRADABLE))
    assert [remark.level for remark in annotations(grade)] == ["warning"]


def test_ten_of_a_level_are_annotated_and_the_rest_is_counted():
    remarks = annotations(graded(*[failing() for _ in range(12)], *[failing(Status.UNGRADABLE) for _ in range(11)]))
    lines = workflow_commands(remarks)
    assert [sum(line.startswith(f"::{level} ") for line in lines) for level in ("error", "warning")] == [10, 10]
    assert lines[-1] == "::notice::3 more remarks had no place here. The summary has all of them."


@given(st.text() | st.sampled_from([HOSTILE, "a\r\n::error::b", "%0A::error::x", "##[error]x", "a,b:c%3A"]))
def test_no_text_is_a_command_of_its_own(text):
    remarks = annotations(graded(failing(message=text or "x", hint=text, code=[])))
    for line in workflow_commands(remarks):
        assert line.startswith("::error file=")
        assert len(line.splitlines()) == 1
        properties, _, _ = line.removeprefix("::").partition("::")
        assert properties.count(",") == 1  # the file and the title


@given(st.text())
def test_an_escaped_text_comes_back_as_it_was(text):
    """The runner puts the characters back in the opposite order: actions/runner, ActionCommand."""
    data = escape_data(text).replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%")
    assert data == text
    assert not set("\r\n:,") & set(escape_property(text))


def test_code_quality_names_the_place_and_tells_remarks_apart():
    remark = Annotation(level="error", file=FILE, line=0, title="f: not right yet", message="It is wrong.")
    issues = json.loads(code_quality([remark, Annotation(level="warning", file=FILE, line=3, title="g", message="?")]))
    assert [issue["severity"] for issue in issues] == ["major", "minor"]
    assert [issue["location"]["lines"]["begin"] for issue in issues] == [1, 3]
    assert len({issue["fingerprint"] for issue in issues}) == 2
