"""`grader watch` as a student has it: it starts once, tells of each save, and ends with Ctrl-C and a sentence."""

import signal
import subprocess
from contextlib import contextmanager

import pytest

from tests.grader import courses
from tests.grader.sandbox.processes import alive, children, eventually
from tests.grader.test_cli import ENVIRONMENT, GRADER, run

PATIENCE = 60.0
"""Seconds that a line is waited for at the most: a busy machine starts Python slowly."""


class Watching:
    """The running command, and what it has printed so far, in one line."""

    def __init__(self, process, output):
        self.process = process
        self._output = output
        self._read = 0

    def until(self, *words):
        """Wait for words beyond those waited for before; all that was printed since then."""

        def said_or_ended():
            return all(w in self._printed()[self._read :] for w in words) or self.process.poll() is not None

        eventually(said_or_ended, PATIENCE)
        said = self._printed()[self._read :]
        assert [w for w in words if w not in said] == [], said
        self._read += max(said.index(w) + len(w) for w in words)
        return said

    def _printed(self):
        return " ".join(self._output.read_text(encoding="utf-8").split())


@contextmanager
def watching(root, *arguments):
    output = root / "output.txt"
    with (
        output.open("w", encoding="utf-8") as stream,
        subprocess.Popen([*GRADER, "watch", *arguments], cwd=root, env=ENVIRONMENT, stdout=stream, stderr=stream) as it,
    ):
        try:
            yield Watching(it, output)
        finally:
            it.kill()


def save(file, text):
    """Write beside the file and take its place, as editors do."""
    part = file.with_suffix(".part")
    part.write_text(text, encoding="utf-8")
    part.replace(file)


@pytest.fixture
def root(tmp_path):
    courses.build(tmp_path)
    (tmp_path / "student").mkdir()
    save(tmp_path / "student" / "tiny.py", courses.written(ones="return None"))
    return tmp_path


def test_saves_are_told_as_they_come_until_ctrl_c_ends_it(root):
    file, checks = root / "student" / "tiny.py", root / "assignments" / "tiny" / "checks.py"
    report = root / "reports" / "student.html"
    with watching(root, "student") as command:
        first = command.until("Watching student: each save is graded. Ctrl-C ends it.")
        assert "Total: 12 / 17" in first
        assert "reports/student.html" in first
        running = children(command.process.pid)

        save(file, courses.SOLUTION)
        command.until("✓ ones 0 → 5 / 5 passes now", "Total: 17 / 17 (+5) Full marks: every check passes.")
        assert eventually(lambda: "Full marks" in report.read_text(encoding="utf-8"), PATIENCE)

        file.write_text(courses.written(ones="return np.zeros((rows, columns))"), encoding="utf-8")
        command.until("✗ ones 5 → 0 / 5 fails: ", "Next: ones (student/tiny.py, line 21)", "Total: 12 / 17 (-5)")

        file.unlink()
        command.until("tiny.py is not there. Waiting for the next save; until then its last result stands.")
        save(file, courses.SOLUTION)
        command.until("✓ ones 0 → 5 / 5 passes now")
        assert eventually(lambda: children(command.process.pid) <= running), "a second server was started"

        save(checks, "x = (\n")
        command.until("The course has changed: the public checks of tiny. Everything is graded anew.")
        command.until("The course cannot be used as it is now. Waiting for its next change.", "SyntaxError")
        save(checks, courses.CHECKS)
        command.until("Everything is graded anew.", "No change. Full marks: every check passes.")

        running = children(command.process.pid)
        command.process.send_signal(signal.SIGINT)
        assert command.process.wait(PATIENCE) == 130
        last = command.until("Stopped watching. The report of the last save is reports/student.html.")
        assert "Traceback" not in last
        assert eventually(lambda: not alive(running))


def test_ctrl_c_while_it_starts_is_a_sentence_too(root):
    with watching(root, "student", "-a", "tiny") as command:
        assert eventually(lambda: children(command.process.pid), PATIENCE)
        command.process.send_signal(signal.SIGINT)
        assert command.process.wait(PATIENCE) == 130
        assert "Traceback" not in command.until("Stopped watching.")


def test_a_file_of_nobodys_is_refused_with_a_way_out(root):
    courses.build(root, slug="other")
    (root / "poem.py").write_text("x = 1\n", encoding="utf-8")
    ended = run("watch", "poem.py", cwd=root)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert "poem.py is not one of this course's assignments." in ended.stderr
    assert "The names are other.py and tiny.py." in ended.stderr
