"""A new assignment works as it stands, and the guide to a first one leads to one that passes the audit."""

import ast
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from grader.assignment import load_course
from grader.errors import CourseError
from grader.scaffold import new_assignment
from grader.session import GradingSession
from grader.submission import read_source
from tests.grader import courses

GUIDE = Path(__file__).parents[3] / "docs" / "first-assignment.md"
STEP = re.compile(r"(?:[Aa]dd to `(?P<file>[^`]+)`:\n\n)?```(?P<kind>\w*)\n(?P<text>.*?)```", re.DOTALL)
ELSEWHERE = ["grader release ../handout"]
"""What the guide says of a course that is set up, and that has tests of its own."""


def run(command, folder):
    words = shlex.split(command)
    assert words[0] == "grader"
    done = subprocess.run(
        [sys.executable, "-c", "from grader.cli import main; main()", *words[1:]],
        cwd=folder, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    return done.returncode, done.stdout + done.stderr


def test_the_guide_leads_from_an_empty_folder_to_an_assignment_that_passes_the_audit(tmp_path):
    said = {}
    for step in STEP.finditer(GUIDE.read_text(encoding="utf-8")):
        if step["file"]:
            path = tmp_path / step["file"]
            path.write_text(path.read_text(encoding="utf-8") + step["text"], encoding="utf-8")
            continue
        assert not step["kind"], "a block without a file is commands"
        for command in step["text"].splitlines():
            if command not in ELSEWHERE:
                code, said[command] = run(command, tmp_path)
                assert code == 0, said[command]
    assert "10 / 10" in said["grader grade solutions --fail-under 100"]
    assert "5 / 5" in said["grader grade solutions"]
    assert "Nothing is filled in yet" in said["grader grade assignments"]
    assert "all as it should be" in said["grader audit scaling"]
    stub = (tmp_path / "assignments" / "scaling" / "scaling.py").read_text(encoding="utf-8")
    assert "self.means = None" in stub
    assert "X.mean" not in stub


def test_a_new_assignment_passes_the_audit_as_it_stands(tmp_path):
    assert run("grader new first_steps", tmp_path)[0] == 0
    code, said = run("grader audit first_steps", tmp_path)
    assert (code, "all as it should be" in said) == (0, True), said


def test_it_joins_a_course_behind_the_others_and_leaves_them_alone(tmp_path, sandbox):
    root = courses.build(tmp_path)
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    written = new_assignment(root, "scaling")
    assert {path: path.read_bytes() for path in before} == before
    assert set(written) == {
        path for path in root.rglob("*.*") if path.is_file() and "__pycache__" not in path.parts
    } - set(before)
    course = load_course(root)
    assert [(a.slug, a.settings.order) for a in course.assignments] == [("tiny", 1), ("scaling", 2)]
    (scaling,) = course.select("scaling")
    with GradingSession(course, [scaling]) as session:
        result = session.judge(scaling, read_source(scaling.solution, scaling)).result
    assert (result.score, result.points) == (5, 5)


@pytest.mark.parametrize("slug", ["Scaling", "2nd", "a-b", "", "lib", "a/b", "..", "ä"])
def test_what_cannot_be_a_name_is_refused_before_anything_is_written(tmp_path, slug):
    with pytest.raises(CourseError, match="cannot be an assignment's name"):
        new_assignment(tmp_path, slug)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("place", ["assignments", "solutions"])
def test_what_is_there_is_not_written_over(tmp_path, place):
    (tmp_path / place / "scaling").mkdir(parents=True)
    with pytest.raises(CourseError, match="is there already"):
        new_assignment(tmp_path, "scaling")


def test_every_python_text_of_it_is_python(tmp_path):
    for path in new_assignment(tmp_path, "scaling"):
        if path.suffix == ".py":
            ast.parse(path.read_text(encoding="utf-8"))
