"""Calls into real worker processes: what comes back, and what every way of misbehaving comes to."""

import ast
import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from grader.errors import (
    SandboxError,
    StudentCrashed,
    StudentDied,
    StudentFault,
    StudentMissing,
    StudentOutOfMemory,
    StudentRaised,
    StudentTimeout,
)
from grader.sandbox.conversation import ProcessWorker
from grader.sandbox.host import ProcessSandbox
from grader.sandbox.wire import Unsupported
from grader.sandbox.worker import MAX_OUTPUT
from tests.grader.sandbox.processes import alive, children, eventually

COURSE = Path(__file__).parents[3]
needs_proc = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="this system has no /proc to look into")

Open = Callable[..., ProcessWorker]


def unit(text: str, file: str = "work.py") -> dict[str, object]:
    return {"file": file, "text": text, "keep": list(range(len(ast.parse(text).body)))}


@pytest.fixture
def open_worker(sandbox):
    """A fresh worker with a text loaded."""
    opened = []

    def opening(text: str, seconds: float = 5.0, megabytes: int = 300) -> ProcessWorker:
        worker = sandbox.open(seconds, megabytes)
        opened.append(worker)
        worker.load([unit(text)])
        return worker

    yield opening
    for worker in opened:
        worker.close()


def call(worker: ProcessWorker, *args: object, helpers=None, seed: int = 1, **keywords: object) -> object:
    return worker.call("f", args, keywords, seed, helpers or {}).value


def test_a_call_takes_arguments_by_place_and_by_name_and_gives_back_a_value(open_worker):
    worker = open_worker("def f(a, b, c=0):\n    return {'sum': a + b, 'c': (c,)}")
    answer = call(worker, np.array([1.0, 2.0]), 1, c=[3])
    np.testing.assert_array_equal(answer["sum"], [2.0, 3.0])
    assert answer["c"] == ([3],)


def test_arguments_are_copies_so_that_changing_them_changes_nothing_here(open_worker):
    worker, mine = open_worker("def f(x):\n    x += 1\n    return x"), np.zeros(2)
    assert call(worker, mine).tolist() == [1, 1]
    assert mine.tolist() == [0, 0]


def test_what_cannot_travel_comes_back_as_a_description(open_worker):
    assert call(open_worker("def f():\n    return [lambda: 1]"))[0].type_name == "function"


def test_an_answer_too_large_to_send_is_described_and_the_worker_lives_on(open_worker):
    worker = open_worker("import numpy as np\ndef f(n):\n    return np.broadcast_to(1.0, (n, n))")
    answer = call(worker, 10**6)
    assert type(answer) is Unsupported
    assert "8,000,000,000,000 bytes" in answer.sentence
    assert call(worker, 2).shape == (2, 2)


def test_output_is_captured_from_print_and_standard_error_alike(open_worker):
    worker = open_worker("import sys\ndef f():\n    print('one')\n    print('two', file=sys.stderr)")
    assert worker.call("f", [], {}, 1, {}).output == "one\ntwo\n"
    assert worker.call("f", [], {}, 1, {}).output == "one\ntwo\n"


def test_only_the_beginning_of_a_long_output_is_kept(open_worker):
    worker = open_worker("def f():\n    for _ in range(10**5):\n        print('line')")
    output = worker.call("f", [], {}, 1, {}).output
    assert len(output) == MAX_OUTPUT
    assert output.startswith("line\nline\n")


def test_closing_standard_output_does_no_harm(open_worker):
    worker = open_worker("import sys\ndef f():\n    print('hello')\n    sys.stdout.close()\n    return 1")
    answer = worker.call("f", [], {}, 1, {})
    assert (answer.value, answer.output) == (1, "hello\n")


def test_an_exception_comes_with_its_name_its_text_and_the_students_own_lines_alone(open_worker):
    text = "import numpy as np\ndef inner(x):\n    return np.linalg.inv(x)\ndef f(x):\n    return inner(x)"
    with pytest.raises(StudentRaised) as caught:
        call(open_worker(text), np.zeros((2, 2)))
    raised = caught.value
    assert str(raised) == "LinAlgError: Singular matrix"
    assert [(f.file, f.line, f.function, f.text) for f in raised.frames] == [
        ("work.py", 5, "f", "return inner(x)"),
        ("work.py", 3, "inner", "return np.linalg.inv(x)"),
    ]


@pytest.mark.parametrize(
    ("body", "name"),
    [
        ("raise SystemExit(3)", "SystemExit"),
        ("raise KeyboardInterrupt", "KeyboardInterrupt"),
        ("raise BaseException('x')", "BaseException"),
        ("return f()", "RecursionError"),
        ("class Odd(Exception):\n        def __str__(self): raise Odd\n    raise Odd", "Odd"),
        ("input()", "EOFError"),
        ("raise ValueError('\\ud800' * 10**6)", "ValueError"),
    ],
)
def test_whatever_is_raised_is_caught_and_the_worker_lives_on(open_worker, body, name):
    worker = open_worker(f"def f():\n    {body}\ndef g():\n    return 1")
    with pytest.raises(StudentRaised) as caught:
        call(worker)
    assert caught.value.type_name == name
    assert len(caught.value.text) <= 2000
    assert len(caught.value.frames) <= 20
    assert worker.call("g", [], {}, 1, {}).value == 1


def test_too_much_memory_is_told_apart_and_the_worker_lives_on(open_worker):
    worker = open_worker("import numpy as np\ndef f(n):\n    return np.ones(n).sum()")
    with pytest.raises(StudentOutOfMemory):
        call(worker, 10**8)
    assert call(worker, 10) == 10


@pytest.mark.parametrize(
    ("text", "args"),
    [
        pytest.param("def f():\n    while True: pass", [], id="a loop"),
        pytest.param(
            "def f():\n    while True:\n        try: f()\n        except BaseException: pass", [], id="stubborn"
        ),
        pytest.param("def f():\n    return sum(range(10**12))", [], id="a loop inside C"),
        pytest.param("def f():\n    return 7 ** (10 ** 9)", [], id="one long operation"),
        pytest.param("import time\ndef f():\n    time.sleep(60)", [], id="sleep"),
        pytest.param(
            "import signal, time\ndef f():\n    signal.signal(signal.SIGTERM, signal.SIG_IGN)\n    time.sleep(60)",
            [],
            id="deaf to signals",
        ),
        pytest.param("def f(x):\n    return helper(x) or f(x)\ndef helper(x): pass", [0], id="asking without end"),
    ],
)
def test_what_does_not_end_is_stopped_at_the_deadline_for_good(open_worker, text, args):
    worker = open_worker(f"{text}\ndef g():\n    return 1", seconds=0.3)
    start = time.monotonic()
    with pytest.raises(StudentTimeout, match=r"`f` took longer than 0\.3 seconds and was stopped\.") as first:
        call(worker, *args, helpers={"helper": lambda x: time.sleep(0.01)} if args else {})
    assert time.monotonic() - start < 30
    with pytest.raises(StudentTimeout) as second:
        worker.call("g", [], {}, 1, {})
    assert second.value is first.value


SOCKET = """
import os, stat, time
def is_socket(n):
    try:
        return stat.S_ISSOCK(os.fstat(n).st_mode)
    except OSError:
        return False
def descriptor():
    return next(filter(is_socket, range(3, 64)))
"""


FORGERY = f"""
{SOCKET}
import inspect
from grader.sandbox import wire
def f(message):
    frames = [frame.frame.f_locals for frame in inspect.stack()]
    nonce = next(f["number"] for f in frames if "number" in f and "channel" in f)
    os.write(descriptor(), wire.frame({{"nonce": nonce, **message}}))
    os._exit(0)
"""


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("import os\ndef f():\n    os._exit(3)", "ended its process (exit code 3) instead of returning"),
        ("import ctypes\ndef f():\n    ctypes.string_at(0)", "ended its process (SIGSEGV)"),
        ("import os\ndef f():\n    os.abort()", "ended its process (SIG"),
        (
            f"{SOCKET}def f():\n    os.close(descriptor())\n    time.sleep(60)",
            "closed the grader's connection",
        ),
        (f"{SOCKET}def f():\n    os.write(descriptor(), b'\\xff' * 100)\n    return 1", "wrote over the grader's conn"),
        (
            f"{SOCKET}def f():\n    os.write(descriptor(), b'\\0\\0\\0\\1\\x90')\n    return 1",
            "wrote over the grader's conn",
        ),
        (
            f"{SOCKET}def f():\n    os.write(descriptor(), b'\\0\\0\\0\\0')\n    return 1",
            "wrote over the grader's conn",
        ),
    ],
    ids=["exit", "segfault", "abort", "close", "too long", "no message", "empty"],
)
@needs_proc
def test_a_worker_that_ends_or_garbles_is_a_crash_and_stays_one(open_worker, text, words):
    worker = open_worker(text, seconds=2.0)
    with pytest.raises(StudentCrashed) as caught:
        call(worker)
    assert words in str(caught.value)
    with pytest.raises(StudentCrashed) as again:
        call(worker)
    assert again.value is caught.value


@pytest.mark.parametrize(
    "message",
    [
        {"kind": "returned"},
        {"kind": "raised"},
        {"kind": "raised", "type": 1, "text": 2, "memory": 3, "frames": [1]},
        {"kind": "raised", "type": "E", "text": "", "memory": False, "frames": [{"file": "a", "line": "one"}]},
        {"kind": "raised", "type": "E", "text": "", "memory": False, "frames": 5},
        {"kind": ["returned"]},
        {"kind": "asks"},
        {"kind": "asks", "function": "secret", "args": [], "keywords": {}},
        {"kind": "asks", "function": ["secret"], "args": [], "keywords": {}},
        {"kind": "loaded"},
    ],
    ids=str,
)
@needs_proc
def test_a_forged_answer_is_a_crash_or_one_more_answer_and_never_an_error_of_the_grader(open_worker, message):
    with pytest.raises(StudentFault):
        call(open_worker(FORGERY), message)


@needs_proc
def test_a_forged_answer_with_all_its_parts_is_only_another_answer(open_worker):
    assert call(open_worker(FORGERY), {"kind": "returned", "value": 42, "output": "mine"}) == 42


def test_closing_a_worker_ends_a_call_that_is_under_way_in_another_thread(sandbox, open_worker):
    worker = open_worker("import time\ndef f():\n    time.sleep(60)", seconds=60.0)
    with ThreadPoolExecutor(1) as executor:
        hanging = executor.submit(call, worker)
        time.sleep(0.1)
        start = time.monotonic()
        worker.close()
        with pytest.raises(StudentCrashed):
            hanging.result()
    assert time.monotonic() - start < 30, "the call would take a minute"
    assert call(open_worker("def f():\n    return 1")) == 1, "the server has not lost count of its workers"


def test_a_missing_function_and_one_that_is_none_are_said_to_be_missing(open_worker):
    worker = open_worker("f = 3\ndef h(): return 1")
    with pytest.raises(StudentMissing, match="`f` is not defined"):
        call(worker)
    with pytest.raises(StudentMissing, match="`nothing` is not defined"):
        worker.call("nothing", [], {}, 1, {})
    assert worker.call("h", [], {}, 1, {}).value == 1


def test_a_helper_stands_in_for_the_students_function_for_one_call_alone(open_worker):
    worker = open_worker("def g(x):\n    return 'mine'\ndef f(x):\n    return g(x)")
    seen = []
    assert call(worker, 1, helpers={"g": lambda x: seen.append(x) or "theirs"}) == "theirs"
    assert seen == [1]
    assert call(worker, 1) == "mine"


def test_a_helper_the_student_did_not_write_is_there_for_the_call_and_gone_after_it(open_worker):
    worker = open_worker("def f():\n    return g()")
    assert call(worker, helpers={"g": lambda: 1}) == 1
    with pytest.raises(StudentRaised, match="NameError"):
        call(worker)


def test_wrong_arguments_for_a_helper_are_the_callers_type_error(open_worker):
    worker = open_worker("def f():\n    return g(1, 2)")
    with pytest.raises(StudentRaised) as caught:
        call(worker, helpers={"g": lambda x: x})
    assert caught.value.type_name == "TypeError"
    assert "2 were given" in caught.value.text


def test_an_argument_for_a_helper_that_cannot_travel_does_not_end_the_worker(open_worker):
    worker = open_worker("import numpy as np\ndef f(n):\n    return g(np.broadcast_to(1.0, (n, n)))")
    with pytest.raises(StudentRaised):
        call(worker, 10**6, helpers={"g": lambda x: x})
    assert call(worker, 1, helpers={"g": lambda x: 5}) == 5


def test_random_numbers_that_nobody_seeded_are_the_same_in_every_run(sandbox, open_worker):
    text = "import random\nimport numpy as np\ndef f():\n    return np.random.rand(3).tolist() + [random.random()]"
    first, second = open_worker(text), open_worker(text)
    assert call(first, seed=5) == call(second, seed=5) == call(first, seed=5)
    assert call(first, seed=5) != call(first, seed=6)
    assert call(first, seed=2**32 + 5)[:3] == call(first, seed=5)[:3]


@pytest.mark.parametrize(
    "line",
    [
        "from init_utils import sigmoid",
        "from lib.init_utils import sigmoid",
        "from init_utils import *",
        "from Init_Utils_v1a import sigmoid",
        "import init_utils\nsigmoid = init_utils.sigmoid",
        "import init_utils as u\nsigmoid = u.sigmoid",
        "import numpy, init_utils as u, not_there\nsigmoid = u.sigmoid",
        "from lib import init_utils\nsigmoid = init_utils.sigmoid",
        "from lib.init_utils_v2 import sigmoid",
        "import lib.init_utils_v2 as u\nsigmoid = u.sigmoid",
    ],
)
def test_the_courses_library_is_found_under_the_names_it_has_gone_by(sandbox, line):
    worker = sandbox.open(5.0, 300)
    worker.load([unit(f"{line}\ndef f(x):\n    return float(sigmoid(x))")])
    assert call(worker, 0.0) == 0.5
    worker.close()


@pytest.mark.parametrize("name", ["testCases", "testCases_v2", "lib.testCases_v2", "testcases"])
def test_the_test_cases_are_found_under_the_names_they_have_gone_by(sandbox, name):
    worker = sandbox.open(5.0, 300)
    text = f"from {name} import initialize_velocity_test_case\ndef f():\n    return initialize_velocity_test_case()"
    assert worker.load([unit(text)]) == []
    assert set(call(worker)) == {"W1", "b1", "W2", "b2"}
    worker.close()


def test_what_fails_while_loading_costs_that_statement_alone(sandbox):
    worker = sandbox.open(5.0, 300)
    text = "import numpy as np, tensorflow\nfrom dnn_app_utils import x\nhalf = 1 / 0\ndef f():\n    return np.ones(2)"
    failures = worker.load([unit(text)])
    assert [(f.file, f.line) for f in failures] == [("work.py", 1), ("work.py", 2), ("work.py", 3)]
    assert failures[0].text == "import tensorflow"
    assert failures[0].error == "ModuleNotFoundError: No module named 'tensorflow'"
    assert call(worker).tolist() == [1, 1]
    worker.close()


@pytest.mark.parametrize(
    ("line", "fault"),
    [("while True: pass", StudentTimeout), ("import os; os._exit(1)", StudentCrashed)],
)
def test_a_file_that_hangs_or_ends_while_loading_is_a_death_that_says_so(sandbox, line, fault):
    worker = sandbox.open(0.3, 300)
    with pytest.raises(fault, match="Loading the file"):
        worker.load([unit(line)])
    with pytest.raises(fault, match="Loading the file"):
        call(worker)


def test_one_worker_knows_nothing_of_another(open_worker):
    first = open_worker("import numpy as np\ndef f():\n    np.pi = 3\n    np.ones = None")
    call(first)
    second = open_worker("import numpy as np\ndef f():\n    return np.pi, np.ones(1).tolist()")
    assert call(second) == (np.pi, [1.0])


def test_a_worker_sees_nothing_of_the_graders_environment(open_worker):
    assert call(open_worker("import os\ndef f():\n    return dict(os.environ)")) == {}


def test_each_layer_of_isolation_says_on_or_off_and_why(sandbox):
    for layer, state in sandbox.isolation().items():
        assert state == "on" or state.startswith("off: "), layer


@needs_proc
class TestProcesses:
    """What is left of the processes."""

    def test_nothing_is_left_when_the_sandbox_closes_even_of_a_worker_that_hangs(self):
        before = children(os.getpid())
        with ProcessSandbox(COURSE / "assignments") as own:
            worker = own.open(60.0, 300)
            worker.load([unit("import time\ndef f():\n    time.sleep(60)")])
            worker._send(
                {"kind": "call", "function": "f", "args": [], "keywords": {}, "seed": 1, "nonce": 1, "replaced": []},
                time.monotonic() + 1,
            )
            started = children(os.getpid()) - before
            assert len(started) == 2
            threads = [len(list(Path(f"/proc/{process}/task").iterdir())) for process in started]
            assert threads == [1, 1], "the server forks, so that it must have one thread"
            start = time.monotonic()
        assert time.monotonic() - start < 30, "the call would take a minute"
        assert eventually(lambda: not alive(started))
        with pytest.raises(StudentDied):
            call(worker)
        with pytest.raises(SandboxError):
            own.open(1.0, 300)

    def test_a_dead_worker_leaves_no_zombie_behind(self, sandbox):
        server = sandbox._server._process.pid
        before = children(server)
        for text in ("import os\ndef f():\n    os._exit(1)", "def f():\n    while True: pass", "def f(): return 1"):
            worker = sandbox.open(0.2, 300)
            worker.load([unit(text)])
            with contextlib.suppress(StudentDied):
                call(worker)
            worker.close()
        assert eventually(lambda: children(server) == before)

    def test_a_server_that_dies_takes_its_workers_along_and_is_started_again(self):
        with ProcessSandbox(COURSE / "assignments") as own:
            worker = own.open(5.0, 300)
            worker.load([unit("def f():\n    return 1")])
            os.kill(own._server._process.pid, signal.SIGKILL)
            assert eventually(lambda: not alive({worker._process.pid}))
            with pytest.raises(StudentDied):
                call(worker)
            worker.close()
            following = own.open(5.0, 300)
            following.load([unit("def f():\n    return 1")])
            assert call(following) == 1
            following.close()

    def test_nothing_outlives_a_grader_that_is_killed(self):
        code = (
            "import sys, time\n"
            "from pathlib import Path\n"
            "from grader.sandbox.host import ProcessSandbox\n"
            "worker = ProcessSandbox(Path(sys.argv[1])).open(60.0, 300)\n"
            "text = 'def f():\\n    while True: pass'\n"
            "worker.load([{'file': 'a.py', 'text': text, 'keep': [0]}])\n"
            "print('ready', flush=True)\n"
            "worker.call('f', [], {}, 1, {})\n"
        )
        command = [sys.executable, "-c", code, str(COURSE / "assignments")]
        with subprocess.Popen(command, stdout=subprocess.PIPE) as grader:
            assert grader.stdout is not None
            assert grader.stdout.readline() == b"ready\n"
            started = children(grader.pid)
            assert len(started) == 2
            grader.send_signal(signal.SIGKILL)
        assert eventually(lambda: not alive(started))


@pytest.mark.parametrize(
    ("python", "words"), [("/bin/false", "ended before it was ready"), ("/nowhere/python", "cannot be started")]
)
def test_a_server_that_does_not_start_is_a_sandbox_error_that_says_so(monkeypatch, python, words):
    monkeypatch.setattr(sys, "executable", python)
    with pytest.raises(SandboxError, match=words), ProcessSandbox(COURSE / "assignments") as own:
        own.open(1.0, 300)
