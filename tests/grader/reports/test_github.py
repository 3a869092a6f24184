"""What a step of GitHub Actions is told, and that elsewhere nothing is."""

import pytest

from grader.errors import GraderError
from grader.model import Status
from grader.reports.github import inert, tell_github
from tests.ci.actions import commands
from tests.grader.reports.test_annotations import failing, graded

GITHUB = {"GITHUB_ACTIONS": "true"}


@pytest.fixture
def files(tmp_path):
    return {name: str(tmp_path / name) for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")}


def test_outputs_and_summary_are_added_to_what_stands_there(tmp_path, files):
    (tmp_path / "GITHUB_OUTPUT").write_text("before=1\n")
    reports = tmp_path / "a.html", tmp_path / "a.json"
    tell_github(graded(failing()), "<p>page</p>\n", reports, tmp_path, {**GITHUB, **files}, lambda _: None)
    lines = (tmp_path / "GITHUB_OUTPUT").read_text().splitlines()
    assert lines[0] == "before=1"
    assert {line.partition("=")[0] for line in lines[1:]} == {
        *("score", "points", "percent", "result", "report", "json", "folder")
    }
    assert (tmp_path / "GITHUB_STEP_SUMMARY").read_text() == "<p>page</p>\n"


def test_elsewhere_nothing_is_said_and_nothing_written(tmp_path, files):
    said = []
    with inert(files, said.append):
        tell_github(graded(failing()), "page", None, tmp_path, files, said.append)
    assert (said, list(tmp_path.iterdir())) == ([], [])


def test_between_its_two_lines_no_command_is_obeyed_whatever_is_said(tmp_path):
    said = []
    for _ in range(2):
        with inert(GITHUB, said.append):
            said.append("::error::forged")
            said.append(f"::{'0' * 32}::")
            said.append("::warning::forged")
    said.append("::notice::ours")
    assert commands("\n".join(said)) == ["::notice::ours"]
    assert said[0] != said[5]


def test_after_an_exception_no_command_is_obeyed_any_more():
    said = []
    with pytest.raises(RuntimeError), inert(GITHUB, said.append):
        raise RuntimeError
    assert commands("\n".join([*said, "::error::forged"])) == []


def test_a_file_that_cannot_be_written_is_an_error_that_names_it(tmp_path):
    there = {**GITHUB, "GITHUB_STEP_SUMMARY": str(tmp_path)}
    with pytest.raises(GraderError, match="which GitHub Actions names, could not be written"):
        tell_github(graded(failing(Status.PASSED)), "page", None, tmp_path, there, lambda _: None)
