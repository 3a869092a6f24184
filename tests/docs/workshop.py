"""A folder in which the documentation's commands run as they stand: the project after `make`, with a small course."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.docs.markdown import HOUSE
from tests.grader import courses

SLUGS = ("initialization", "optimization")
"""Assignments that commands name; those of the workshop are small ones."""
HIDDEN = courses.HIDDEN_CHECKS.replace("student.total", "student.replacing(double=lambda x: 2 * x).total")
"""Each exercise graded on right versions of the others, so that the course passes its own audit."""
ANSWERS = {"misconceptions": courses.MISCONCEPTIONS, "alternatives": courses.ALTERNATIVES}
TOOLS = ("grader", "dask")
TAKEN = ("Makefile", "pyproject.toml", "requirements", ".ci")
STAMPS = ("installer", "grade", "develop", "notebook")
ENVIRONMENT = {**os.environ, "COLUMNS": "100", "NO_COLOR": "1", "PYTHONDONTWRITEBYTECODE": "1"}


def build(folder: Path) -> Path:
    """Write the workshop, and in it whatever the commands take as given: submissions, a roster, a checkout."""
    for name in TAKEN:
        (shutil.copytree if (HOUSE / name).is_dir() else shutil.copy)(HOUSE / name, _made(folder) / name)
    for slug in SLUGS:
        courses.build(folder, slug=slug, hidden=HIDDEN, **ANSWERS)
    _environment(folder)
    _class(folder)
    _pull_request(folder)
    return folder


def run(command: str, folder: Path) -> tuple[int, str]:
    """Run a command as it stands; its exit code, and what it said."""
    done = subprocess.run(
        ["bash", "-ec", command], cwd=folder, env=ENVIRONMENT, capture_output=True, text=True, timeout=60, check=False
    )
    return done.returncode, done.stdout + done.stderr


def _environment(folder: Path) -> None:
    """The environment as it is once it is set up: make finds nothing to do."""
    tools = _made(folder / ".venv" / "bin")
    for name in TOOLS:
        (tools / name).symlink_to(Path(sys.executable).with_name(name))
    for name in STAMPS:
        (folder / ".venv" / f"{name}.stamp").touch()


def _class(folder: Path) -> None:
    """A class of two, as a folder and as a zip, its roster, and a submission with everything right."""
    class_folder = folder / "path" / "to" / "the" / "download"
    for name, text in {"Anna Right": courses.written(), "Zoe Wrong": courses.written(double="return x + 2")}.items():
        for slug in SLUGS:
            (_made(class_folder / name) / f"{slug}.py").write_text(text, encoding="utf-8")
    shutil.make_archive(str(folder / "download"), "zip", class_folder)
    (folder / "students.csv").write_text("Name,Student ID\nAnna Right,1\nZoe Wrong,2\n", encoding="utf-8")
    shutil.copytree(folder / "solutions", folder / "path", dirs_exist_ok=True)


def _pull_request(folder: Path) -> None:
    """The base of a course, and a checkout that changes a student's file of it."""
    base, head = folder / "path" / "to" / "base", folder / "path" / "to" / "checkout"
    for name in ("assignments", "solutions"):
        shutil.copytree(folder / name, base / name)
    _git(base, "init", "--quiet", "--initial-branch=main")
    _commit(base)
    _git(folder, "clone", "--quiet", str(base), str(head))
    shutil.copy(folder / "solutions" / SLUGS[0] / f"{SLUGS[0]}.py", head / "assignments" / SLUGS[0])
    _commit(head)


def _commit(repository: Path) -> None:
    _git(repository, "add", ".")
    _git(repository, "-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "--quiet", "--message=Work")


def _git(folder: Path, *arguments: str) -> None:
    quiet = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    subprocess.run(["git", *arguments], cwd=folder, env=quiet, check=True, timeout=20)


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder
