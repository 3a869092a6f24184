"""The GitLab template, its script run as a GitLab runner does, on the same repository."""

import os
import subprocess
import sys

import pytest
import yaml

from grader.model import from_json
from tests.ci import repositories
from tests.ci.actions import HOUSE, PATIENCE, git
from tests.grader.courses import SECRET

TEMPLATE = HOUSE / "docs" / "templates" / "gitlab-ci.yml"
JOB = yaml.safe_load(TEMPLATE.read_text(encoding="utf-8"))["grade"]


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """The tampering merge request, which also brings results of its own; the job's checkout, and its log."""
    home = tmp_path_factory.mktemp("gitlab")
    server, project = home / "server", home / "project"
    commits = repositories.build(server)
    git("clone", "--quiet", server, project)
    git("checkout", "--quiet", "--detach", commits["tampering"], cwd=project)
    (home / "elsewhere").mkdir()
    (project / "grading").symlink_to(home / "elsewhere")
    variables = {
        **{name: value for name, value in JOB["variables"].items() if value},
        "GRADER_ENVIRONMENT": sys.prefix,
        "CI_PROJECT_DIR": str(project),
        "CI_MERGE_REQUEST_IID": "7",
        "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main",
        "PULL_REQUEST_FAIL_UNDER": "99",
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "TMPDIR": str(home),
        "LANG": "C.UTF-8",
    }
    script = "set -eo pipefail\n" + "\n".join(JOB["script"])
    ended = subprocess.run(
        ["bash", "-c", script],
        cwd=project,
        env=variables,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    return home, ended


def test_a_merge_request_that_tampers_is_graded_by_the_target_branch(graded):
    home, ended = graded
    assert ended.returncode == 1, ended.stderr  # below 99 %
    grade = from_json((home / "project" / "grading" / "merge-request-7.json").read_bytes())
    assert (grade.points, [e.status.value for e in grade.assignments[0].exercises]) == (17, ["raised"] * 3)
    assert "TAMPERED" not in ended.stdout + ended.stderr


def test_the_summary_names_the_branch_and_the_commit_that_it_was_graded_by(graded):
    home, _ = graded
    said = (home / "project" / "grading" / "summary.md").read_text(encoding="utf-8")
    assert f"the grader of main at {git('rev-parse', 'main', cwd=home / 'server')}." in said


def test_the_results_are_those_of_the_job_and_not_where_a_link_of_the_merge_request_leads(graded):
    home, _ = graded
    assert list((home / "elsewhere").iterdir()) == []
    for reports in JOB["artifacts"]["reports"].values():
        assert (home / "project" / reports).is_file()


def test_a_hidden_checks_input_is_nowhere_and_no_command_is_made_for_another_system(graded):
    home, ended = graded
    files = [file.read_text(encoding="utf-8") for file in (home / "project" / "grading").rglob("*") if file.is_file()]
    told = "\n".join([ended.stdout, ended.stderr, *files])
    assert "ValueError: I was asked for 1" in told
    assert str(SECRET) not in told
    assert "::stop-commands::" not in ended.stdout
