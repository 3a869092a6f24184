"""What is shown of a pull request is in the language that is chosen; machines read the same as in English."""

import base64
import json

import msgspec
import pytest

from grader.errors import GraderError
from grader.model import AssignmentResult, CodeBlock, Frame, Grade, Status
from grader.reports.annotations import annotations, code_quality, workflow_commands
from grader.reports.classroom_reporter import classroom_result
from grader.reports.github import tell_github
from grader.reports.job_summary import render_summary
from tests.grader import courses
from tests.grader.language import pseudo
from tests.grader.language.test_command import run
from tests.grader.reports.samples import check, exercise

EXERCISES = [
    exercise("F", "Ф", "", [check("C", "Ч", status, hint="Щ")], code=[CodeBlock(file="Л", line=3, text="")])
    for status in Status
]
RAISED = exercise(
    "G", "Г", "Ш", [check("C", "Ч", Status.RAISED, frames=[Frame(file="Л, cell 2", line=1, function="f", text="")])]
)


def graded(exercises, hidden=False):
    result = AssignmentResult(slug="S", title="Т", file="Л", score=0, points=9, exercises=exercises, notes=["Н"])
    off = {"files": "off: switched off"}
    return Grade(submission="W", isolation=off, hidden=hidden, score=0, points=9, assignments=[result], notes=[])


@pytest.mark.parametrize(
    "page",
    [
        lambda: render_summary(graded(EXERCISES), base="M", commit="1", unused=["U"] * 60, fail_under=60),
        lambda: render_summary(graded(EXERCISES * 60), base="M", fail_under=None),
        lambda: render_summary(graded([RAISED]), fail_under=None),
        lambda: render_summary(None, base="M", fail_under=60),
    ],
    ids=["all", "long", "without lines", "nothing"],
)
def test_no_word_of_the_summary_is_english_whatever_the_language_is(page):
    with pseudo.spoken():
        assert pseudo.left(page()) == []


def test_nor_is_one_of_the_remarks_on_lines_but_what_the_form_has():
    with pseudo.spoken():
        remarks = annotations(graded([*EXERCISES * 20, RAISED]))
        told = workflow_commands(remarks)
        issues = json.loads(code_quality(remarks))
    assert any("ж 2, ж 1." in issue["description"] for issue in issues)
    assert [issue["description"] for issue in issues if pseudo.left(issue["description"].replace("cell", ""))] == []
    assert [line for line in told if pseudo.left(line.rpartition("::")[2])] == []
    assert told[-1].startswith("::notice::")


def test_a_machine_gets_the_same_keys_statuses_and_points_in_every_language():
    def machine():
        result = json.loads(base64.b64decode(classroom_result(graded(EXERCISES))))
        kept = [(test["status"], test["score"]) for test in result.pop("tests")]
        issues = json.loads(code_quality(annotations(graded(EXERCISES))))
        return result, kept, [(sorted(i), i["severity"], i["check_name"], i["location"]) for i in issues]

    english = machine()
    with pseudo.spoken():
        assert machine() == english


def test_a_file_of_github_that_cannot_be_written_is_named_in_the_language(tmp_path):
    environment = {"GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": str(tmp_path)}
    with pseudo.spoken(), pytest.raises(GraderError) as refused:
        tell_github(None, "page", None, tmp_path, environment, lambda _: None)
    assert pseudo.left(str(refused.value).replace(str(tmp_path), "").replace("Is a directory", "")) == []


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A course, and beside it the checkout of a pull request to it."""
    return courses.with_pull_request(tmp_path_factory.mktemp("course"))


@pytest.mark.parametrize(
    ("options", "environment", "tag"),
    [
        (["--lang", "zh_CN"], {}, "zh-CN"),
        ([], {"PULL_REQUEST_LANG": "zh_CN", "LANG": "C.UTF-8"}, "zh-CN"),
        ([], {"PULL_REQUEST_LANG": "", "LANG": "zh_CN.UTF-8"}, "zh-CN"),
        ([], {"PULL_REQUEST_LANG": "", "LANG": "C.UTF-8"}, "en-GB"),
    ],
    ids=["option", "variable", "locale", "none"],
)
def test_the_command_speaks_what_the_option_its_variable_or_the_locale_says(
    course, tmp_path, options, environment, tag
):
    out = ["--reports", tmp_path]
    ended = run(
        "pull-request", "--course", "base", "--changes", "some", *out, *options, "head", cwd=course, **environment
    )
    assert (ended.returncode, ended.stderr) == (0, "")
    chinese = tag == "zh-CN"
    assert ("总分：" in ended.stdout) is chinese
    assert ("还不对" in (tmp_path / "summary.md").read_text()) is chinese
    assert f'<html lang="{tag}">' in (tmp_path / "pull-request.html").read_text()
    assert msgspec.json.decode((tmp_path / "pull-request.json").read_bytes())["score"] == 12
