"""This Python as it would be on Windows, as far as that can be pretended on Linux.

What Windows does not have is taken away from `os`, `signal` and `socket`, modules that it does not have cannot be
imported, and `sys.platform` says `win32`. Libraries are loaded before, since they choose their parts by the platform.

    python pretended_windows.py grade COURSE SUBMISSION RESULT     the whole of grading, in this way
    python pretended_windows.py attempt COURSE RESULT              some calls of a worker
    python pretended_windows.py hang COURSE                        a call that does not end, after a line "ready"
    python pretended_windows.py child                              the worker's side of both
"""

import importlib
import io
import json
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

CHILD_SIDE = ["msgpack", "numpy.random", "matplotlib.pyplot"]
HOST_SIDE = [*CHILD_SIDE, "click", "hypothesis", "jinja2", "msgspec", "pygments", "pytest", "rich.console"]

MODULES = ["fcntl", "grp", "pty", "pwd", "pyseccomp", "resource", "syslog", "termios", "tty"]
CALLS = (
    "chown fchmod fork forkpty getegid geteuid getgid getgroups getpgid getpgrp getsid getuid initgroups killpg lchown "
    "memfd_create mkfifo nice pidfd_open pread pwrite sched_getaffinity sched_setaffinity setegid seteuid setgid "
    "setgroups setpgid setregid setresgid setresuid setreuid setsid setuid sysconf uname wait wait3 wait4 waitid "
    "WIFSIGNALED WIFEXITED WTERMSIG WEXITSTATUS"
)
SIGNALS = "SIGALRM SIGCHLD SIGHUP SIGKILL SIGPIPE SIGUSR1 SIGXCPU alarm pidfd_send_signal pthread_kill setitimer"
SOCKETS = "AF_UNIX SCM_RIGHTS recv_fds send_fds"

TEXT = """\
import os
def f(x):
    print("here")
    return x + 1
def loop():
    while True: pass
def leave():
    os._exit(3)
def environment():
    return dict(os.environ)
"""
UNITS = [{"file": "work.py", "text": TEXT, "keep": [0, 1, 2, 3, 4]}]


def pretend(libraries: list[str]) -> None:
    """Load some libraries, and be on Windows from then on."""
    for name in libraries:
        importlib.import_module(name)
    kill, killing = os.kill, signal.SIGKILL

    def end(process: "subprocess.Popen[bytes]") -> None:  # it is TerminateProcess there
        if process.poll() is None:
            kill(process.pid, killing)

    subprocess.Popen.kill = end
    subprocess.CREATE_NO_WINDOW = subprocess.CREATE_NEW_PROCESS_GROUP = 0
    socket.SO_EXCLUSIVEADDRUSE = socket.SO_KEEPALIVE
    for module, names in ((os, CALLS), (signal, SIGNALS), (socket, SOCKETS)):
        for name in names.split():
            delattr(module, name)
    for name in MODULES:
        sys.modules[name] = None  # type: ignore[assignment]  # which makes the import of it fail
    sys.platform = "win32"


def start_here() -> None:
    """Let the workers be started as Windows as well."""
    from grader.sandbox import starting

    starting.COMMAND[:] = [sys.executable, "-s", "-P", __file__, "child"]


def attempt(course: str) -> dict[str, Any]:
    """What some calls come to."""
    from grader.errors import StudentFault
    from grader.sandbox.fresh import FreshSandbox, open_sandbox

    found: dict[str, Any] = {}
    with open_sandbox(Path(course)) as sandbox:
        found["form"] = type(sandbox) is FreshSandbox
        for name in ("f", "loop", "leave", "environment"):
            worker = sandbox.open(3.0 if name == "loop" else 60.0, 300)
            worker.load(UNITS)
            try:
                answer = worker.call(name, [1] if name == "f" else [], {}, 1, {})
                found[name] = [answer.value, answer.output]
            except StudentFault as fault:
                found[name] = str(fault)
            worker.close()
        found["isolation"] = sandbox.isolation()
    return found


def hang(course: str) -> None:
    """Wait for a loop."""
    from grader.sandbox.fresh import open_sandbox

    worker = open_sandbox(Path(course)).open(60.0, 300)
    worker.load(UNITS)
    print("ready", flush=True)
    worker.call("loop", [], {}, 1, {})


def grade(course: str, submission: str) -> dict[str, Any]:
    """A submission's result, and what the terminal says of it."""
    from rich.console import Console

    from grader.assignment import load_course
    from grader.reports.terminal import print_grade
    from grader.session import GradingSession
    from grader.submission import read_submission

    loaded = load_course(Path(course))
    with GradingSession(loaded, loaded.assignments) as session:
        result = session.grade(read_submission(Path(submission), loaded.assignments))
    printed = io.StringIO()
    print_grade(result, Console(file=printed, width=200), None)
    return {
        "exercises": {e.name: [e.score, e.status] for a in result.assignments for e in a.exercises},
        "isolation": result.isolation,
        "printed": printed.getvalue(),
    }


def main() -> None:
    """Do as the command line says."""
    what, *where = sys.argv[1:]
    if what == "child":
        pretend(CHILD_SIDE)
        from grader.sandbox import fresh_child

        fresh_child.main()
        return
    pretend(HOST_SIDE)
    import grader.cli  # noqa: F401 - all that it imports can be imported

    start_here()
    if what == "hang":
        hang(*where)
    *where, result = where
    found = attempt(*where) if what == "attempt" else grade(*where)
    Path(result).write_text(json.dumps(found), encoding="utf-8")


if __name__ == "__main__":
    main()
