"""What holds for every workflow and for the action, whatever they do."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.ci.actions import HOUSE

WORKFLOWS = sorted((HOUSE / ".github" / "workflows").glob("*.yml"))
FILES = [HOUSE / "action.yml", *WORKFLOWS]


def steps(file):
    read = yaml.safe_load(file.read_text(encoding="utf-8"))
    return [s for part in [read.get("runs"), *read.get("jobs", {}).values()] if part for s in part["steps"]]


def test_zizmor_finds_nothing_in_its_strictest_persona_for_people():
    """`pedantic` reports code smells too; beyond it, zizmor itself expects false alarms."""
    command = [Path(sys.executable).with_name("zizmor"), "--offline", "--pedantic", "--no-progress", *FILES]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert ended.returncode == 0, ended.stdout
    assert ended.stderr.count("completed") == len(FILES)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_every_action_is_pinned_by_its_whole_commit_and_says_its_version(file):
    lines = [line.strip() for line in file.read_text(encoding="utf-8").splitlines() if "uses:" in line]
    assert lines
    for line in lines:
        local = re.fullmatch(r"(- )?uses: \./\S+( # .+)?", line)
        assert local or re.fullmatch(r"(- )?uses: [\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", line), line


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_no_script_is_put_together_from_what_an_event_says(file):
    assert [step for step in steps(file) if "${{" in step.get("run", "")] == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_no_checkout_leaves_a_token_behind(file):
    checkouts = [step for step in steps(file) if step.get("uses", "").startswith("actions/checkout@")]
    assert checkouts
    assert all(step["with"]["persist-credentials"] is False for step in checkouts)


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.name)
def test_workflows_read_and_no_more_and_know_no_secrets(file):
    text = file.read_text(encoding="utf-8")
    read = yaml.safe_load(text)
    assert "secrets" not in text
    assert read["permissions"] == {}
    assert all(job["permissions"] == {"contents": "read"} for job in read["jobs"].values())
    assert "pull_request_target" not in text


def test_one_version_of_each_action_is_used_everywhere():
    used = {step["uses"] for file in FILES for step in steps(file) if "@" in step.get("uses", "")}
    assert len(used) == len({uses.partition("@")[0] for uses in used})


def test_the_five_lines_of_the_documentation_are_a_workflow_that_uses_the_action():
    page = (HOUSE / "docs" / "ci.md").read_text(encoding="utf-8")
    pasted = re.search(r"```yaml\n(.*?)```", page, re.DOTALL)[1]
    assert len(pasted.splitlines()) == 5
    workflow = yaml.safe_load(pasted)
    assert workflow[True] == "pull_request"  # YAML 1.1 takes `on` for a truth value
    assert workflow["permissions"] == {"contents": "read"}
    (job,) = workflow["jobs"].values()
    (step,) = job["steps"]
    assert set(step.get("with", {})) <= set(yaml.safe_load((HOUSE / "action.yml").read_text())["inputs"])


def test_the_documentation_names_every_input_and_output_of_the_action():
    page = (HOUSE / "docs" / "ci.md").read_text(encoding="utf-8")
    action = yaml.safe_load((HOUSE / "action.yml").read_text(encoding="utf-8"))
    assert [name for name in {**action["inputs"], **action["outputs"]} if f"| `{name}` |" not in page] == []
