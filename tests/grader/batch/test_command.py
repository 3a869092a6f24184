"""The commands for a class, run as an instructor runs them: what they write and say, and how they are stopped."""

import csv
import signal
import subprocess
import time
from pathlib import Path

import pytest

from tests.grader import courses
from tests.grader.batch.classes import SCORES, write_class
from tests.grader.batch.kills import GRADER, command, distinct_class, rehearse, verdicts


@pytest.fixture
def course(tmp_path):
    return courses.build(tmp_path / "course")


def grader(*arguments, **more):
    return subprocess.run(
        [*GRADER, *map(str, arguments)], capture_output=True, text=True, timeout=120, check=False, **more
    )


def children(pid):
    """The processes that a process has started and that are still there, and theirs."""
    listed = subprocess.run(["ps", "-eo", "pid=,ppid="], capture_output=True, text=True, check=True).stdout
    pairs = [tuple(map(int, line.split())) for line in listed.splitlines()]
    mine = [child for child, parent in pairs if parent == pid]
    return mine + [grandchild for child in mine for grandchild in children(child)]


def alive(pids):
    return [pid for pid in pids if Path(f"/proc/{pid}").exists()]


def gone(pids, seconds=20):
    """Whether some processes are gone, or are within a while."""
    end = time.monotonic() + seconds
    while alive(pids) and time.monotonic() < end:
        time.sleep(0.05)
    return not alive(pids)


def test_a_class_is_graded_regraded_and_exported_from_the_command_line(course, tmp_path):
    submissions, out = write_class(tmp_path / "submissions"), tmp_path / "out"
    (tmp_path / "roster.csv").write_text("Name,Student ID\nAnna,7\nZoe,8\n")
    done = grader("batch", submissions, "--roster", tmp_path / "roster.csv", "--course", course, "--out", out)
    assert (done.returncode, done.stderr) == (0, "")
    assert str(out / "class.html") in done.stdout.replace("\n", "")

    with (out / "exports" / "gradebook.csv").open(newline="", encoding="utf-8-sig") as file:
        rows = {row["Name"]: row for row in csv.DictReader(file)}
    assert {name.lower(): float(row["Total"]) for name, row in rows.items()} == SCORES | {"zoe": 0}
    assert {path.stem.lower() for path in (out / "students").iterdir()} == {*SCORES, "zoe"}
    assert "Twice as much" in (out / "students" / "ben.html").read_text()
    assert "Anna" in (out / "class.html").read_text()

    checks = course / "assignments" / "tiny" / "checks.py"
    checks.write_text(checks.read_text().replace("np.ones((rows, columns)), name", "np.zeros((rows, columns)), name"))
    moved = grader("regrade", "--course", course, "--out", out)
    assert moved.returncode == 0
    assert "the public checks" in moved.stdout
    assert "would move: 1 up, 3 down." in moved.stdout
    assert grader("regrade", "--publish", "--course", course, "--out", out).returncode == 0
    assert grader("export", "jsonl", "--course", course, "--out", out).returncode == 0
    assert len((out / "exports" / "class.jsonl").read_text().splitlines()) == len(SCORES) + 1


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["regrade", "--out", "nowhere"], "There is no gradebook in nowhere"),
        (["batch", "nowhere"], "does not exist"),
        (["batch", ".", "--assignment", "other"], "There is no assignment 'other'"),
        (["batch", ".", "--export", "excel"], "There is no export 'excel'"),
        (["batch", ".", "--export", "moodle"], "worksheet"),
        (["batch", ".", "--roster", "course/assignments/tiny/tiny.py"], "tiny.py"),
    ],
)
def test_what_cannot_be_is_said_before_anything_is_graded(course, tmp_path, arguments, words):
    done = grader(*arguments, "--course", course, cwd=tmp_path)
    assert done.returncode == 2
    assert words in done.stderr
    assert not (tmp_path / "gradebook").exists()


@pytest.mark.skipif("sys.platform == 'win32'", reason="there is no SIGINT to send")
def test_ctrl_c_ends_it_at_once_keeps_what_is_done_and_says_how_to_go_on(course, tmp_path):
    submissions, out = distinct_class(tmp_path / "submissions"), tmp_path / "out"
    (submissions / "zz").mkdir()
    (submissions / "zz" / "tiny.py").write_text(courses.written(ones="import time\ntime.sleep(60)"))
    arguments = command(course, submissions, out)
    process = subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    while not verdicts(out) and process.poll() is None:
        time.sleep(0.02)
    started = children(process.pid)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=30)
    assert process.returncode == 130
    assert "Run the same to go on." in said
    assert "Traceback" not in said
    assert gone(started)
    assert verdicts(out) > 0


@pytest.mark.skipif("sys.platform == 'win32'", reason="there is no SIGKILL")
def test_a_run_that_is_killed_again_and_again_gives_the_gradebook_of_one_that_is_not(tmp_path):
    found = rehearse(tmp_path, times=2, seed=3)
    assert (found.kills, found.same) == (2, True)


@pytest.mark.skipif("sys.platform == 'win32'", reason="there is no SIGKILL")
def test_a_run_that_is_killed_leaves_no_process_behind(course, tmp_path):
    process = subprocess.Popen(
        command(course, distinct_class(tmp_path / "submissions"), tmp_path / "out"), stdout=subprocess.DEVNULL
    )
    while not verdicts(tmp_path / "out") and process.poll() is None:
        time.sleep(0.02)
    started = children(process.pid)
    process.kill()
    process.wait()
    assert started
    assert gone(started)
