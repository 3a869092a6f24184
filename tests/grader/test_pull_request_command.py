"""`grader pull-request` as a CI system calls it: its exit codes, and what it says where there is nothing to grade."""

import json

import pytest

from tests.grader import courses
from tests.grader.test_cli import run


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A course, and beside it the checkout of a pull request to it."""
    folder = courses.with_pull_request(tmp_path_factory.mktemp("course"))
    (folder / "none").write_bytes(b"README.md\0")
    return folder


def graded(course, changes, *options):
    return run("pull-request", "--course", "base", "--changes", changes, *options, "head", cwd=course)


def test_a_changed_student_file_is_graded_and_its_files_are_written(course):
    ended = graded(course, "some", "--reports", "out")
    assert (ended.returncode, ended.stderr) == (0, "")
    assert "12 / 17" in ended.stdout
    assert {path.name for path in (course / "out").iterdir()} == {
        *("pull-request.html", "pull-request.json", "summary.md", "code-quality.json", "junit.xml")
    }
    assert json.loads((course / "out" / "code-quality.json").read_text())[0]["location"]["path"].endswith("tiny.py")


@pytest.mark.parametrize(("options", "code"), [([], 0), (["--fail-under", "1"], 1)])
def test_where_no_student_file_is_changed_there_is_nothing_to_grade_and_nothing_missing_passes(
    course, tmp_path, options, code
):
    ended = graded(course, "none", "--reports", tmp_path, *options)
    assert (ended.returncode, ended.stderr) == (code, "")
    assert "nothing to grade" in ended.stdout
    assert "Nothing to grade" in (tmp_path / "summary.md").read_text()


def test_an_unknown_assignment_is_wrong_usage_and_no_traceback(course, tmp_path):
    ended = graded(course, "none", "--assignments", "huge", "--reports", tmp_path)
    assert ended.returncode == 2
    assert "There is no assignment 'huge' here" in ended.stderr
    assert "Traceback" not in ended.stderr
