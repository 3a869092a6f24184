"""The form of the sandbox for other systems than Linux, with its real processes: one started anew for each exercise."""

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import msgspec
import pytest

from grader.errors import (
    SandboxError,
    StudentCrashed,
    StudentDied,
    StudentMissing,
    StudentOutOfMemory,
    StudentRaised,
    StudentTimeout,
)
from grader.model import Times
from grader.sandbox import confine, starting
from grader.sandbox.fresh import FreshSandbox, FreshWorker, needed, open_sandbox
from grader.sandbox.host import ProcessSandbox
from grader.sandbox.starting import Started
from grader.session import GradingSession
from grader.submission import read_submission
from tests.grader import courses
from tests.grader.sandbox import pretended_windows
from tests.grader.sandbox.processes import alive, children, eventually
from tests.grader.sandbox.test_host import COURSE, call, needs_proc, unit

LIBRARY = COURSE / "assignments"
ALL_LAYERS = ["process", "memory", "privileges", "files", "system calls"]


@pytest.fixture(scope="module")
def fresh():
    with FreshSandbox(LIBRARY) as started:
        yield started


@pytest.fixture
def open_worker(fresh):
    """A fresh worker with a text loaded."""
    opened = []

    def opening(text: str, seconds: float = 5.0, megabytes: int = 300) -> FreshWorker:
        worker = fresh.open(seconds, megabytes)
        opened.append(worker)
        assert worker.load([unit(text)]) == []
        return worker

    yield opening
    for worker in opened:
        worker.close()


class TestCalls:
    """What a call comes to is what it comes to in a forked worker."""

    def test_a_value_comes_back_with_what_was_printed(self, open_worker):
        worker = open_worker("import numpy as np\ndef f(a, b=0):\n    print('here')\n    return np.ones(2) * a, b")
        answer = worker.call("f", [2.0], {"b": [3]}, 1, {})
        assert (answer.value[0].tolist(), answer.value[1], answer.output) == ([2.0, 2.0], [3], "here\n")

    def test_an_exception_comes_with_the_students_own_lines(self, open_worker):
        with pytest.raises(StudentRaised, match="ValueError: oh") as caught:
            call(open_worker("def f():\n    raise ValueError('oh')"))
        assert [(frame.file, frame.line) for frame in caught.value.frames] == [("work.py", 2)]

    def test_a_loop_is_stopped_at_the_deadline_and_the_next_worker_is_whole(self, open_worker):
        worker = open_worker("def f():\n    while True: pass", seconds=0.3)
        with pytest.raises(StudentTimeout, match=r"`f` took longer than 0\.3 seconds and was stopped\."):
            call(worker)
        with pytest.raises(StudentTimeout):
            call(worker)
        assert call(open_worker("def f():\n    return 1")) == 1

    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("import os\ndef f():\n    os._exit(3)", "ended its process (exit code 3) instead of returning"),
            ("import ctypes\ndef f():\n    ctypes.string_at(0)", "ended its process (SIGSEGV)"),
            ("import os\ndef f():\n    os.abort()", "ended its process (SIG"),
            ("import os\ndef f():\n    os.closerange(3, 64)\n    while True: pass", "closed the grader's connection"),
        ],
        ids=["exit", "segfault", "abort", "close"],
    )
    def test_an_end_of_the_process_is_said_as_what_it_was(self, open_worker, text, words):
        with pytest.raises(StudentCrashed) as caught:
            call(open_worker(text, seconds=2.0))
        assert words in str(caught.value)

    def test_too_much_memory_is_told_apart_and_the_worker_lives_on(self, open_worker):
        worker = open_worker("import numpy as np\ndef f(n):\n    return np.ones(n).sum()")
        with pytest.raises(StudentOutOfMemory):
            call(worker, 10**8)
        assert call(worker, 10) == 10

    def test_a_helper_stands_in_for_the_students_function(self, open_worker):
        worker = open_worker("def g(x):\n    return 'mine'\ndef f(x):\n    return g(x)")
        assert call(worker, 1, helpers={"g": lambda x: "theirs"}) == "theirs"
        with pytest.raises(StudentMissing):
            worker.call("h", [], {}, 1, {})

    def test_one_worker_knows_nothing_of_another(self, open_worker):
        call(open_worker("import numpy as np\ndef f():\n    np.pi = 3"))
        assert call(open_worker("import numpy as np\ndef f():\n    return np.pi")) > 3.1

    def test_what_a_text_speaks_of_can_be_imported_however_the_worker_is_held(self, open_worker):
        text = (
            "import matplotlib.pyplot as plt\nfrom init_utils import sigmoid\ndef f(x):\n    return float(sigmoid(x))"
        )
        assert call(open_worker(text), 0.0) == 0.5

    def test_standard_input_is_empty(self, open_worker):
        with pytest.raises(StudentRaised, match="EOFError"):
            call(open_worker("def f():\n    return input()"))


def test_only_what_the_texts_speak_of_is_loaded_before_them():
    assert needed([unit("def f(): pass")], LIBRARY) == ["numpy", "numpy.random", "lib"]
    spoken = needed([unit("from Init_Utils_v1a import *\nimport matplotlib.pyplot")], LIBRARY)
    assert spoken == ["numpy", "numpy.random", "lib", "matplotlib.pyplot", "lib.init_utils"]


def test_linux_has_a_warm_server_and_every_other_system_the_fresh_form(monkeypatch):
    with open_sandbox(LIBRARY) as sandbox:
        assert type(sandbox) is ProcessSandbox
    monkeypatch.setattr(sys, "platform", "darwin")
    with open_sandbox(LIBRARY) as sandbox:
        assert type(sandbox) is FreshSandbox


class TestLayers:
    """What holds the process, and what is said of it."""

    def test_every_layer_that_the_system_has_is_on_as_in_a_forked_worker(self, sandbox, fresh):
        assert fresh.isolation() == sandbox.isolation()

    def test_a_layer_that_is_left_off_says_so_before_any_worker_was_opened(self):
        with FreshSandbox(LIBRARY, ["files"]) as own:
            assert own.isolation()["files"] == "off: switched off"

    def test_a_worker_that_is_held_in_another_way_than_was_said_does_not_run(self):
        with FreshSandbox(LIBRARY) as own:
            own._states = dict.fromkeys(own.isolation(), "on") | {"files": "off: lost"}
            with pytest.raises(SandboxError, match="not held alike"):
                own.open(1.0, 300).load([unit("x = 1")])

    @needs_proc
    def test_the_graders_environment_does_not_reach_it_at_all(self, monkeypatch):
        monkeypatch.setenv("TOKEN", "hidden-away")
        with FreshSandbox(LIBRARY) as own:
            environment = Path(f"/proc/{own._spare.pid}/environ").read_bytes()
            worker = own.open(5.0, 300)
            worker.load([unit("import os\ndef f():\n    return dict(os.environ)")])
            assert call(worker) == {}
        assert b"hidden-away" not in environment


def connect(process: Started) -> socket.socket:
    return socket.create_connection(("127.0.0.1", process._listener.getsockname()[1]), timeout=10.0)


class TestStrangers:
    """A port is open to everybody on the machine; a worker is who knows the secret."""

    @pytest.mark.parametrize("said", [b"", b"short", b"x" * 32, b"x" * 1000])
    def test_whoever_does_not_know_the_secret_is_sent_away(self, monkeypatch, said):
        monkeypatch.setattr(starting, "STRANGER_SECONDS", 0.2)
        monkeypatch.setattr(starting, "_start", waiting := Later(starting._start))
        process = Started(LIBRARY, [], [])
        with connect(process) as stranger, ThreadPoolExecutor(1) as executor:
            stranger.sendall(said)
            beginning = executor.submit(process.begin, 300, [])
            with contextlib.suppress(ConnectionResetError):
                assert stranger.recv(1) == b""
            waiting.go_on()
            connection, _ = beginning.result()
            assert connection.getpeername() != stranger.getsockname()
        process.end()

    def test_the_port_is_closed_once_the_worker_is_there(self):
        process = Started(LIBRARY, [], [])
        port = process._listener.getsockname()[1]
        process.begin(300, [])
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(("127.0.0.1", port))
        process.end()

    @needs_proc
    def test_the_secret_is_not_on_the_command_line(self, fresh):
        process = Started(LIBRARY, [], [])
        assert process._secret.hex().encode() not in Path(f"/proc/{process.pid}/cmdline").read_bytes()
        process.end()


class Later:
    """Starts a process that stands still until it may go on."""

    def __init__(self, start) -> None:
        self._start = start

    def __call__(self):
        self._process = self._start()
        self._process.send_signal(signal.SIGSTOP)
        return self._process

    def go_on(self) -> None:
        self._process.send_signal(signal.SIGCONT)


@needs_proc
class TestProcesses:
    """What is left of the processes."""

    def test_nothing_is_left_when_the_sandbox_closes_even_of_a_call_that_is_under_way(self):
        before = children(os.getpid())
        with FreshSandbox(LIBRARY) as own, ThreadPoolExecutor(1) as executor:
            worker = own.open(60.0, 300)
            worker.load([unit("import time\ndef f():\n    time.sleep(60)")])
            hanging = executor.submit(call, worker)
            started = children(os.getpid()) - before
            assert len(started) == 2, "one that works, and one for the next exercise"
            start = time.monotonic()
            own.close()
            with pytest.raises(StudentCrashed):
                hanging.result()
        assert time.monotonic() - start < 30, "the call would take a minute"
        assert not alive(started)
        with pytest.raises(StudentDied):
            call(worker)
        with pytest.raises(SandboxError, match="closed"):
            own.open(1.0, 300).load([unit("x = 1")])

    def test_what_a_worker_has_started_ends_with_it(self):
        text = "import os, time\ndef f():\n    return os.fork() or time.sleep(60)"
        with FreshSandbox(LIBRARY, ALL_LAYERS) as own:
            worker = own.open(5.0, 300)
            worker.load([unit(text)])
            below = call(worker)
            assert alive({below})
            worker.close()
            assert eventually(lambda: not alive({below}))

    def test_a_process_for_the_next_exercise_that_has_ended_meanwhile_is_replaced(self):
        with FreshSandbox(LIBRARY) as own:
            os.kill(own._spare.pid, signal.SIGKILL)
            worker = own.open(5.0, 300)
            worker.load([unit("def f():\n    return 1")])
            assert call(worker) == 1


@pytest.mark.parametrize(
    ("python", "words"), [("/bin/false", "ended before it was ready"), ("/nowhere/python", "cannot be started")]
)
def test_a_process_that_does_not_start_is_a_sandbox_error_that_says_so(monkeypatch, python, words):
    monkeypatch.setattr(starting, "COMMAND", [python])
    with pytest.raises(SandboxError, match=words), FreshSandbox(LIBRARY) as own:
        own.isolation()


def test_a_library_that_cannot_be_loaded_is_a_sandbox_error_that_says_why(tmp_path):
    (tmp_path / "lib").mkdir()
    (tmp_path / "lib" / "__init__.py").write_text("raise ValueError('broken')")
    with pytest.raises(SandboxError, match="ValueError: broken"), FreshSandbox(tmp_path) as own:
        own.isolation()


def test_a_grade_is_the_same_as_in_the_warm_form(tiny_course, tiny_session, tmp_path):
    text = courses.written(double="while True: pass", ones="import os\nos._exit(3)")
    (tmp_path / "tiny.py").write_text(text.replace("import numpy", "import matplotlib.pyplot\nimport numpy", 1))
    submission = read_submission(tmp_path, tiny_course.assignments)
    own = FreshSandbox(tiny_course.library)
    with GradingSession(tiny_course, tiny_course.assignments, own) as session:
        results = [session.grade(submission), tiny_session.grade(submission)]
    fresh, warm = (msgspec.structs.replace(r, times=Times(started="", seconds=0.0), isolation={}) for r in results)
    assert fresh == warm
    assert [e.status for e in fresh.assignments[0].exercises] == ["timeout", "timeout", "crashed"]


def pretend(*command: str) -> dict[str, object]:
    result = Path(command[-1])
    subprocess.run([sys.executable, pretended_windows.__file__, *command], check=True, timeout=120, cwd=COURSE)
    found = json.loads(result.read_text(encoding="utf-8"))
    assert found["isolation"]["process"] == f"off: {confine.SELF_CHECK}"
    return found


class TestWithoutPosix:
    """Nothing in this form needs what Windows does not have; that it works there is not shown by this."""

    def test_workers_run_and_end(self, tmp_path):
        found = pretend("attempt", str(LIBRARY), str(tmp_path / "found.json"))
        assert found["form"], "it is chosen by the platform"
        assert found["f"] == [2, "here\n"]
        assert found["loop"] == "`loop` took longer than 3 seconds and was stopped."
        assert found["leave"] == "`leave` ended its process (exit code 3) instead of returning."
        assert found["environment"] == [{}, ""]
        assert {layer for layer, state in found["isolation"].items() if state == "on"} == {"deadline"}

    def test_grading_works_and_the_terminal_says_that_it_is_a_self_check(self, tmp_path):
        course = courses.build(tmp_path / "course", settings=courses.PATIENT)
        (tmp_path / "tiny.py").write_text(courses.written(ones="return None"), encoding="utf-8")
        found = pretend("grade", str(course), str(tmp_path / "tiny.py"), str(tmp_path / "found.json"))
        assert found["exercises"] == {"double": [7, "passed"], "total": [5, "passed"], "ones": [0, "failed"]}
        assert "Note: A self-check, not isolation: this system has" in found["printed"]

    def test_isolation_that_is_required_is_refused_with_that_sentence(self, tiny_course, monkeypatch):
        with FreshSandbox(tiny_course.library) as own:
            own._states = {"process": f"off: {confine.SELF_CHECK}"}
            session = GradingSession(tiny_course, tiny_course.assignments, own)
            with session, pytest.raises(SandboxError, match="process is off: a self-check, not isolation"):
                session.hold_isolation()

    @needs_proc
    def test_no_worker_outlives_a_grader_that_is_killed(self):
        command = [sys.executable, pretended_windows.__file__, "hang", str(LIBRARY)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=COURSE) as grader:
            assert grader.stdout is not None
            assert grader.stdout.readline() == b"ready\n"
            started = children(grader.pid)
            assert len(started) == 2
            grader.kill()
        assert eventually(lambda: not alive(started))
