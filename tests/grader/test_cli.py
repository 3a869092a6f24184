"""The command line as people use it: what it prints, what it writes, and the code it ends with."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.grader import courses
from tests.grader.sandbox.processes import alive, children, eventually

GRADER = [sys.executable, "-c", "from grader.cli import main; main()"]
ENVIRONMENT = {**os.environ, "COLUMNS": "100", "PYTEST_ADDOPTS": "--nonsense", "NO_COLOR": "1"}


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A tiny course whose student has filled in two exercises of three, and a second one to be told from it."""
    root = courses.build(tmp_path_factory.mktemp("course"))
    courses.build(root, slug="other", settings=courses.SETTINGS.replace("Tiny", "Other"))
    (root / "student").mkdir()
    (root / "student" / "tiny.py").write_text(courses.written(ones="return None"))
    return root


def run(*arguments, cwd):
    return subprocess.run(
        [*GRADER, *map(str, arguments)],
        cwd=cwd,
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.fixture(scope="module")
def graded(course):
    """One run of `grader grade student`, which is not below what it asks for."""
    options = ["-a", "tiny", "--json", course / "result.json", "--fail-under", "70.5"]
    return run("grade", "student", *options, cwd=course)


def test_grading_ends_with_nought_and_prints_a_table_and_where_the_report_is(course, graded):
    assert (graded.returncode, graded.stderr) == (0, "")
    for words in ("Tiny", "double", "7 / 7", "5 / 5", "0 / 5", "12 / 17", "reports/student.html"):
        assert words in graded.stdout
    assert (course / "reports" / "student.html").read_text().lower().startswith("<!doctype html>")


def test_drawn_examples_are_kept_for_the_next_run_where_git_does_not_see_them(course, graded):
    assert graded.returncode == 0
    assert (course / ".grader_cache" / "tiny.examples").is_file()
    assert (course / ".grader_cache" / ".gitignore").read_text() == "*\n"


def test_the_json_is_written_beside_the_report_and_where_told(course, graded):
    result = json.loads((course / "result.json").read_text())
    assert result == json.loads((course / "reports" / "student.json").read_text())
    assert (result["submission"], result["score"], result["points"], result["hidden"]) == ("student", 12, 17, True)
    assert set(result) >= {"format", "submission", "isolation", "assignments"}
    assert set(result["assignments"][0]) >= {"slug", "score", "points", "exercises"}
    exercise = result["assignments"][0]["exercises"][2]
    assert (exercise["name"], exercise["status"], exercise["score"], exercise["points"]) == ("ones", "failed", 0, 5)
    assert set(exercise["checks"][0]) >= {"name", "title", "status", "score", "points", "hidden", "hint", "message"}


def test_fail_under_ends_with_one_below_the_percentage_and_prints_all_the_same(course, tmp_path):
    """12 of 17 points are 70.59 %."""
    ended = run("grade", "student", "-a", "tiny", "--fail-under", "70.6", "--reports", tmp_path, cwd=course)
    assert (ended.returncode, ended.stderr) == (1, "")
    assert "12 / 17" in ended.stdout


def test_without_a_path_the_courses_own_folder_is_graded_kindly(course, tmp_path):
    ended = run("grade", "--reports", tmp_path, cwd=course / "assignments" / "tiny")
    assert (ended.returncode, ended.stderr) == (0, "")
    assert "0 / 34" in ended.stdout
    assert "Nothing is filled in yet" in ended.stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["grade", "nowhere"], "'nowhere' does not exist"),
        (["grade", "-a", "tinny"], "There is no assignment 'tinny' here. There are: other, tiny."),
        (["grade", "student", "--fail-under", "101"], "101"),
        (["grade", "student", "--course", "/nowhere"], "/nowhere"),
        (["grade", "student", "--course", "/proc"], "no assignments/<name>/assignment.toml"),
        (["grade", "assignments/lib/__init__.py"], "none of this course's assignments"),
        (["stub", "tinny"], "There is no assignment 'tinny'"),
        (["nonsense"], "nonsense"),
    ],
)
def test_wrong_usage_ends_with_two_and_a_sentence(course, arguments, words):
    ended = run(*arguments, cwd=course)
    assert ended.returncode == 2
    assert words in " ".join(ended.stderr.split())
    assert "Traceback" not in ended.stderr + ended.stdout


def test_outside_of_a_course_the_way_out_is_said(tmp_path):
    ended = run("grade", cwd=tmp_path)
    assert ended.returncode == 2
    assert "No course found" in ended.stderr
    assert "--course" in ended.stderr


def test_a_course_that_is_broken_ends_with_two_and_names_the_file(tmp_path):
    courses.build(tmp_path, settings=courses.SETTINGS.replace("order = 1", "odrer = 1"))
    ended = run("grade", cwd=tmp_path)
    assert ended.returncode == 2
    assert "assignment.toml" in ended.stderr
    assert "odrer" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_report_that_cannot_be_written_ends_with_two_and_a_sentence(course):
    (course / "full").write_text("a file")
    ended = run("grade", "student", "--reports", "full", cwd=course)
    assert ended.returncode == 2
    assert "full" in ended.stderr
    assert "Traceback" not in ended.stderr


def is_grading(process: int) -> bool:
    """Whether the server has a worker, and has had it for a while."""
    before = children(process)
    time.sleep(0.3)
    return len(before) >= 2 and before == children(process)


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="this system has no /proc to look into")
def test_ctrl_c_ends_at_once_with_no_process_left_and_no_traceback(tmp_path):
    courses.build(tmp_path, settings=courses.SETTINGS.replace("= 1.0", "= 30.0"))
    (tmp_path / "student").mkdir()
    (tmp_path / "student" / "tiny.py").write_text(courses.written(double="while True: pass"))
    command = [*GRADER, "grade", "student"]
    with subprocess.Popen(
        command, cwd=tmp_path, env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as grader:
        assert eventually(lambda: is_grading(grader.pid), 20)
        started = children(grader.pid)
        grader.send_signal(signal.SIGINT)
        start = time.monotonic()
        out, err = grader.communicate(timeout=90)
    assert time.monotonic() - start < 15, "the deadline is 30 seconds"
    assert (grader.returncode, out) == (130, "")
    assert "Stopped." in err
    assert "Traceback" not in err
    assert eventually(lambda: not alive(started))


def test_stub_writes_what_differs_and_then_has_nothing_to_do(tmp_path):
    courses.build(tmp_path, stub="x = 1\n")
    stub = tmp_path / "assignments" / "tiny" / "tiny.py"
    first = run("stub", cwd=tmp_path)
    given = stub.with_name("given.txt")
    assert (first.returncode, first.stdout) == (0, f"Wrote {stub}\nWrote {given}\n")
    assert stub.read_text() == given.read_text()
    assert "    y = None\n    ### END CODE HERE ###" in stub.read_text()
    second = run("stub", "tiny", cwd=tmp_path)
    assert (second.returncode, second.stdout) == (0, "The stubs are up to date.\n")


def test_a_student_fills_the_stub_in_where_it_lies_and_grades_without_a_word_more(tmp_path):
    courses.build(tmp_path)
    assert "Nothing is filled in yet" in run("grade", cwd=tmp_path).stdout
    (tmp_path / "assignments" / "tiny" / "tiny.py").write_text(courses.written(total="return 0.0"))
    worked = run("grade", cwd=tmp_path)
    assert worked.returncode == 0
    assert "Total: 12 / 17" in worked.stdout
    assert "2 are right; 1 wants another look" in worked.stdout


def test_golden_records_the_solutions_answers_and_then_has_nothing_to_do(tmp_path):
    courses.build(tmp_path, golden='{"format": 1, "made_with": "", "cases": {}}')
    first = run("golden", cwd=tmp_path)
    file = tmp_path / "assignments" / "tiny" / "golden.json"
    assert (first.returncode, first.stdout) == (0, f"Wrote {file}\n")
    case = json.loads(file.read_text())["cases"]["double"]["test_worked_example"]
    assert case == {"source": "the handout", "value": {"array": [2.0, 4.0, 6.0]}}
    assert run("golden", "tiny", cwd=tmp_path).stdout == "The golden values are up to date.\n"


@pytest.mark.parametrize(("command", "words"), [("stub", "to write the stub of"), ("golden", "no solution of tiny")])
def test_without_a_solution_there_is_nothing_to_write_from(tmp_path, command, words):
    courses.build(tmp_path, hidden=None, checks=courses.CHECKS.replace("reference", "student"))
    ended = run(command, cwd=tmp_path)
    assert ended.returncode == 2
    assert words in ended.stderr
    assert "Traceback" not in ended.stderr


def test_help_and_version_are_there(tmp_path):
    assert "--fail-under" in run("grade", "-h", cwd=tmp_path).stdout
    assert run("--version", cwd=tmp_path).returncode == 0
