"""As much of GitHub Actions as can be had without GitHub: it runs the very steps of a workflow and of its actions.

`run` steps are carried out by bash, with the variables and files that GitHub gives a step. A checkout is done by git at
the ref that the step names. Setting up Python and keeping an artifact are answered here. A step whose condition does
not hold is left out; after one that fails, only those run that say so.
"""

import os
import re
import subprocess
from pathlib import Path

import yaml

HOUSE = Path(__file__).parents[2]

PATIENCE = 120.0
"""Seconds that a step may take: a busy machine starts Python slowly."""

TOKEN = re.compile(r"'[^']*'|[A-Za-z_][\w.-]*(?:\(\))?|&&|\|\||!(?!=)")
WORDS = {"&&": " and ", "||": " or ", "!": " not ", "cancelled()": "False", "always()": "True"}


class Job:
    """One job of a workflow in a workspace of its own, and all that came of it.

    Args:
        home: an empty folder for the workspace and all else.
        repository: the repository on the server.
        github: the context `github` without what a step adds.
        environment: a prepared environment, handed to the action by its input.
    """

    def __init__(self, home, repository, github, environment=None):
        self.workspace, self.temp = home / "workspace", home / "temp"
        self.workspace.mkdir(parents=True)
        self.temp.mkdir()
        (home / "home").mkdir()
        self.repository = repository
        self.github = github
        self.inputs = {"environment": environment} if environment else {}
        self.log, self.summary, self.outputs, self.artifacts = "", "", {}, {}
        self.environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(home / "home"),
            "LANG": "C.UTF-8",
            "CI": "true",
            "GITHUB_ACTIONS": "true",
            "GITHUB_EVENT_NAME": github["event_name"],
            "GITHUB_BASE_REF": github["base_ref"],
            "GITHUB_HEAD_REF": github["head_ref"],
            "GITHUB_REF": f"refs/pull/{github['event']['pull_request']['number']}/merge",
            "GITHUB_REPOSITORY": "staff/course",
            "GITHUB_WORKSPACE": str(self.workspace),
            "RUNNER_TEMP": str(self.temp),
            "RUNNER_OS": "Linux",
            "GIT_CONFIG_NOSYSTEM": "1",
        }

    def workflow(self, text):
        """Run the steps of a workflow's only job; whether it succeeds."""
        (job,) = yaml.safe_load(text)["jobs"].values()
        return self._steps(job["steps"], {}, None)[0]

    def action(self, folder, given=None):
        """Run a composite action in a folder; whether it succeeds, and its outputs."""
        action = yaml.safe_load((folder / "action.yml").read_text(encoding="utf-8"))
        inputs = {name: str(it.get("default", "")) for name, it in action["inputs"].items()}
        context = {"inputs": {**inputs, **(given or {}), **self.inputs}}
        succeeds, steps = self._steps(action["runs"]["steps"], context, folder)
        context["steps"] = steps
        return succeeds, {name: self._filled(it["value"], context) for name, it in action["outputs"].items()}

    def _steps(self, steps, context, folder):
        done, succeeds = {}, True
        for step in steps:
            known = {**context, "steps": done}
            condition = str(step.get("if", "True"))
            if not (succeeds or "cancelled()" in condition or "always()" in condition):
                continue
            if not self._value(condition.removeprefix("${{").removesuffix("}}"), known):
                continue
            ended, outputs = self._step(step, known, folder)
            succeeds = succeeds and ended
            done[step.get("id", "")] = {"outputs": outputs}
        return succeeds, done

    def _step(self, step, context, folder):
        if "run" in step:
            return self._run(step, context, folder)
        with_ = {name: self._filled(str(value), context) for name, value in step.get("with", {}).items()}
        action = step["uses"].partition("@")[0]
        if action.startswith("./"):
            ended, self.outputs = self.action(self.workspace / action, with_)
            return ended, self.outputs
        answers = {
            "actions/checkout": self._checkout,
            "actions/setup-python": lambda _: None,
            "actions/upload-artifact": lambda w: self.artifacts.update({w["name"]: Path(w["path"])}),
        }
        answers[action](with_)
        return True, {}

    def _run(self, step, context, folder):
        assert step.get("shell", "bash") == "bash"
        files = {name: self.temp / f"_{name.lower()}" for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")}
        for file in files.values():
            file.write_bytes(b"")
        script = self.temp / "_script.sh"
        script.write_text(step["run"], encoding="utf-8")
        given = {name: self._filled(str(value), context) for name, value in step.get("env", {}).items()}
        ended = subprocess.run(
            ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", script],
            cwd=self.workspace,
            env={**self.environment, **given, **files, "GITHUB_ACTION_PATH": str(folder or "")},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=PATIENCE,
            check=False,
        )
        self.log += ended.stdout.decode("utf-8", "replace")
        self.summary += files["GITHUB_STEP_SUMMARY"].read_text(encoding="utf-8")
        lines = files["GITHUB_OUTPUT"].read_text(encoding="utf-8").splitlines()
        return ended.returncode == 0, dict(line.split("=", 1) for line in lines)

    def _checkout(self, given):
        """What actions/checkout does: one commit or all, no submodules, and files of LFS as they stand in git."""
        assert given["persist-credentials"] == "False"
        path = self.workspace / given["path"]
        git("clone", "--quiet", "--no-checkout", self.repository, path)
        git("-C", path, "fetch", "--quiet", "origin", "+refs/pull/*:refs/remotes/pull/*")
        ref = given["ref"]
        branch = subprocess.run(
            ["git", "-C", path, "rev-parse", "-q", "--verify", f"origin/{ref}"], capture_output=True, check=False
        )
        git("-C", path, "checkout", "--quiet", "--detach", branch.stdout.decode().strip() or ref)

    def _filled(self, text, context):
        return re.sub(r"\$\{\{(.*?)\}\}", lambda found: str(self._value(found[1], context)), text)

    def _value(self, expression, context):
        """The value of an expression, of which there are names, texts, and the operators between them."""

        def look(name):
            value = {"github": self.github, **context}
            for part in name.split("."):
                value = value.get(part, "") if isinstance(value, dict) else ""
            return value

        def python(token):
            word = token[0]
            return WORDS.get(word) or (word if word[0] == "'" or word == "True" else f"look({word!r})")

        return eval(TOKEN.sub(python, expression).strip(), {"look": look})


def commands(log):
    """The workflow commands that the runner would obey, in their order."""
    found, token = [], ""
    for line in (line.strip() for line in log.splitlines()):
        if token:
            token = "" if line == f"::{token}::" else token
        elif line.startswith("::stop-commands::"):
            token = line.removeprefix("::stop-commands::")
        elif line.startswith("::") or line.startswith("##["):
            found.append(line)
    return found


def git(*arguments, cwd=None):
    """Run git as a stranger would have it, with nobody's own settings."""
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": "/nonexistent",
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_LFS_SKIP_SMUDGE": "1",
        **{f"GIT_{who}_{what}": "x@y" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")},
        **{f"GIT_{who}_DATE": "2026-10-01T12:00:00Z" for who in ("AUTHOR", "COMMITTER")},
    }
    command = ["git", "-c", "protocol.file.allow=always", *map(str, arguments)]
    ended = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    return ended.stdout.strip()
