"""The workflow and the action, run step by step on a repository with pull requests."""

import base64
import json
import re
import sys

import msgspec
import pytest

from grader.model import from_json, to_json
from tests.ci import repositories
from tests.ci.actions import HOUSE, Job, commands
from tests.grader.courses import SECRET

WORKFLOW = (HOUSE / ".github" / "workflows" / "grade.yml").read_text(encoding="utf-8")


class Run:
    """A pull request graded by the workflow, and what came of it."""

    def __init__(self, home, repository, commit, base="main", **inputs):
        event = {
            "number": 7,
            "head": {"sha": commit},
            "user": {"login": "octocat"},
            "updated_at": "2026-10-01T12:00:00Z",
        }
        github = {"event_name": "pull_request", "base_ref": base, "head_ref": "work", "event": {"pull_request": event}}
        self.job = Job(home, repository, github, sys.prefix)
        self.job.inputs |= inputs
        self.succeeds = self.job.workflow(WORKFLOW)
        self.outputs = self.job.outputs
        self.commands = commands(self.job.log)

    @property
    def folder(self):
        return self.job.artifacts["grade"]

    @property
    def grade(self):
        return from_json((self.folder / "pull-request-7.json").read_bytes())

    def everything(self):
        """All that anybody can read of the run, as text."""
        files = [file.read_text(encoding="utf-8") for file in sorted(self.folder.rglob("*")) if file.is_file()]
        result = base64.b64decode(self.outputs["result"]).decode()
        return "\n".join([self.job.log, self.job.summary, *map(str, self.outputs.values()), result, *files])


@pytest.fixture(scope="module")
def repository(tmp_path_factory):
    folder = tmp_path_factory.mktemp("server") / "course"
    return folder, repositories.build(folder)


@pytest.fixture(scope="module")
def runs(repository, tmp_path_factory):
    """Runs by the name of the pull request and the base branch, each made once."""
    folder, pull_requests = repository
    made = {}

    def run(name, base="main", **inputs):
        key = name, base, *inputs.items()
        if key not in made:
            made[key] = Run(tmp_path_factory.mktemp("run"), folder, pull_requests[name], base, **inputs)
        return made[key]

    return run


def statuses(run):
    return {e.name: e.status.value for a in run.grade.assignments for e in a.exercises}


def test_the_steps_of_the_workflow_grade_a_pull_request_from_end_to_end(runs):
    run = runs("honest")
    assert run.succeeds, run.job.log
    assert statuses(run) == {"double": "raised", "total": "raised", "ones": "raised"}
    assert (run.outputs["score"], run.outputs["points"]) == (str(run.grade.score), "17")
    assert "ones" in run.job.log
    assert (run.folder / "pull-request-7.html").read_text().lower().startswith("<!doctype html>")


def test_a_pull_request_that_tampers_with_everything_gets_the_same_verdict_to_the_last_byte(runs):
    honest, tampering = runs("honest"), runs("tampering")
    assert tampering.succeeds, tampering.job.log
    assert to_json(honest.grade.without_times()) == to_json(tampering.grade.without_times())
    assert honest.commands == tampering.commands
    assert {n: v for n, v in honest.outputs.items() if n not in ("report", "json", "folder")} == {
        n: v for n, v in tampering.outputs.items() if n not in ("report", "json", "folder")
    }


def test_nothing_of_the_pull_request_but_the_students_file_is_run(runs):
    run = runs("tampering")
    assert "TAMPERED" not in run.everything()
    assert list(run.job.workspace.parent.rglob("tampered")) == []


def test_the_summary_names_what_the_pull_request_changed_and_what_was_not_used(runs):
    said = runs("tampering").job.summary
    for path in (
        "assignments/tiny/checks.py",
        "grader/session.py",
        "action.yml",
        "Makefile",
        "pip.conf",
        "conftest.py",
    ):
        assert f"<li><code>{path}</code></li>" in said
    assert f"<code>{repositories.STUDENT}</code></li>" not in said
    assert "docs/notes.md" not in said  # the base changed it
    assert "not used" not in runs("honest").job.summary


def test_the_base_is_what_grades(runs):
    """The same pull request against a branch with other checks and another grader: there the verdict is another."""
    run = runs("honest", base="generous", **{"fail-under": "99"})
    assert statuses(run)["ones"] == "passed"
    assert repositories.OWN in run.job.log


def test_in_another_language_the_verdict_is_the_same_and_people_read_that_language(runs):
    english, chinese = runs("honest"), runs("honest", language="zh_CN")
    assert chinese.succeeds, chinese.job.log
    assert statuses(chinese) == statuses(english)
    assert [chinese.outputs[name] for name in ("score", "points", "percent")] == [
        english.outputs[name] for name in ("score", "points", "percent")
    ]
    assert "总分：" in chinese.job.log
    assert all("出错了" in command for command in chinese.commands)
    assert "出错了" in chinese.job.summary
    assert '<html lang="zh-CN">' in (chinese.folder / "pull-request-7.html").read_text(encoding="utf-8")


def test_the_summary_names_the_branch_and_the_commit_that_it_was_graded_by(runs):
    assert re.search(r"the grader of main at [0-9a-f]{7,}\.", runs("honest").job.summary)


def test_a_hidden_checks_input_is_nowhere_though_the_student_tells_all_that_it_is_asked(runs):
    for name in ("honest", "tampering"):
        told = runs(name).everything()
        assert "ValueError: I was asked for 1" in told  # by a public check, or this would show nothing
        assert str(SECRET) not in told
        assert "test_secret" not in told


def test_the_log_holds_no_commands_but_the_graders_own(runs):
    run = runs("tampering")
    assert "ValueError: I was asked for 1" in run.job.log
    assert [line.partition(" ")[0] for line in run.commands] == ["::error"] * 3
    assert all("file=assignments/tiny/tiny.py,line=" in line for line in run.commands)


def test_an_annotation_stands_at_the_line_that_raised(runs):
    (line,) = [
        n for n, text in enumerate(repositories.WORK.splitlines(), 1) if 'raise ValueError(f"I was asked for' in text
    ]
    assert any(f"line={line}," in command and "ones" in command for command in runs("honest").commands)


def test_classroom_and_its_successor_get_their_results(runs):
    run = runs("honest")
    result = json.loads(base64.b64decode(run.outputs["result"]))
    assert (result["version"], result["status"], result["max_score"]) == (1, "fail", 17)
    assert sum(test["score"] for test in result["tests"]) == run.grade.score
    fifty = json.loads((run.folder / "classroom50" / "tiny" / "octocat.json").read_text())
    assert (fifty["owner"], fifty["assignment"], fifty["score"], fifty["max-score"]) == (
        "octocat",
        "tiny",
        run.grade.score,
        17,
    )
    assert (run.folder / "junit.xml").read_text().count("<testcase") == len(result["tests"])


def test_below_what_is_asked_for_the_run_fails_and_the_report_is_kept_all_the_same(runs):
    run = runs("honest", base="generous", **{"fail-under": "99"})
    assert not run.succeeds
    assert msgspec.json.decode((run.folder / "pull-request-7.json").read_bytes())["points"] == 17


def test_another_trigger_is_refused_before_anything_is_checked_out(repository, tmp_path):
    folder, pull_requests = repository
    github = {"event_name": "pull_request_target", "base_ref": "main", "head_ref": "work"}
    github["event"] = {"pull_request": {"number": 7, "head": {"sha": pull_requests["honest"]}}}
    job = Job(tmp_path, folder, github, sys.prefix)
    succeeds, outputs = job.action(HOUSE)
    assert not succeeds
    assert list(job.workspace.iterdir()) == []
    assert set(outputs.values()) == {""}
