"""What the harness lays out for attacks to reach for, and how it is known from outside that one did."""

import contextlib
import ctypes
import os
import re
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from grader.answers import MISCONCEPTIONS
from grader.sandbox.privileges import NOBODY

ROOT = Path(__file__).parents[2]
MARKED_PLACES = [Path("/tmp"), Path("/var/tmp"), Path("/dev/shm")]
_REMOVE = 0


class Victim:
    """A process of the harness's own, of the worker's user, with a secret in its memory, environment and open file."""

    def __init__(self, secret: str, file: Path) -> None:
        command = [sys.executable, "-I", "-S", str(Path(__file__).with_name("victim.py")), str(file), str(NOBODY)]
        environment = {"SECRET": secret}
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
        )
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(f"{secret}\n")
        self.process.stdin.close()
        self.place, self.size, self.handle = map(int, self.process.stdout.readline().split())
        self.before = self.state()

    def state(self) -> dict[str, Any]:
        """All that an attack may change of it."""
        number = self.process.pid
        if self.process.poll() is not None:
            return {"alive": False}
        return {
            "alive": True,
            "limits": Path(f"/proc/{number}/limits").read_text(),
            "priority": os.getpriority(os.PRIO_PROCESS, number),
            "affinity": os.sched_getaffinity(number),
            "scheduling": os.sched_getscheduler(number),
            "tracer": _field(Path(f"/proc/{number}/status"), "TracerPid"),
            "memory": self._memory(),
        }

    def _memory(self) -> bytes:
        with contextlib.suppress(OSError), Path(f"/proc/{self.process.pid}/mem").open("rb", buffering=0) as memory:
            memory.seek(self.place)
            return memory.read(self.size)
        return b""

    def close(self) -> None:
        """End it."""
        self.process.send_signal(signal.SIGCONT)
        self.process.kill()
        self.process.wait()
        if self.process.stdout:
            self.process.stdout.close()


class Bait:
    """A folder, a home, a course with solutions, listeners, a terminal, a victim: with the secret, or watched."""

    def __init__(self) -> None:
        self.secret = f"canary-{secrets.token_hex(16)}"
        self.mark = f"attacks-{secrets.token_hex(8)}"
        self.key = secrets.randbits(30) | 1
        self.root = Path(tempfile.mkdtemp(prefix="attacks-"))
        self.root.chmod(0o755)
        self._lay_out()
        self._listen()
        self.master, slave = os.openpty()
        self.terminal = os.ttyname(slave)
        Path(self.terminal).chmod(0o666)
        os.set_blocking(self.master, False)
        self._slave = slave
        self.victim = Victim(self.secret, self.vault / "secret.txt")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        self.close()

    def _lay_out(self) -> None:
        self.folder, self.home, self.vault = (self.root / name for name in ("folder", "home", "vault"))
        self.course, self.handed_in = self.root / "course", self.root / "handed-in"
        for folder, mode in [(self.folder, 0o777), (self.home, 0o777), (self.vault, 0o700), (self.handed_in, 0o755)]:
            folder.mkdir()
            folder.chmod(mode)
        self._put_canary()
        (self.vault / "secret.txt").write_text(self.secret)
        build_course(self.course, self.secret)

    def _put_canary(self) -> None:
        """A file of the worker's own user, as a student's would be who grades their own work."""
        canary = self.folder / "canary.txt"
        canary.unlink(missing_ok=True)
        canary.write_text(self.secret)
        os.utime(canary, (0, 0))
        if os.geteuid() == 0:
            os.chown(canary, NOBODY, NOBODY)

    def _listen(self) -> None:
        self.abstract = f"{self.mark}-abstract"
        places: list[tuple[int, int, Any]] = [
            (socket.AF_INET, socket.SOCK_STREAM, ("127.0.0.1", 0)),
            (socket.AF_INET, socket.SOCK_DGRAM, ("127.0.0.1", 0)),
            (socket.AF_UNIX, socket.SOCK_STREAM, str(self.folder / "docker.sock")),
            (socket.AF_UNIX, socket.SOCK_STREAM, f"\0{self.abstract}"),
        ]
        self.listeners = [_listener(*place) for place in places]
        (self.folder / "docker.sock").chmod(0o777)

    def environment(self) -> dict[str, str]:
        """What stands in the grader's environment while the server starts."""
        agent = str(self.folder / "docker.sock")
        secret = {"CI_JOB_TOKEN": self.secret, "GITHUB_ENV": str(self.folder / "github_env")}
        return {**secret, "HOME": str(self.home), "SSH_AUTH_SOCK": agent, "DOCKER_HOST": f"unix://{agent}"}

    def names(self) -> dict[str, Any]:
        """What a hostile text may call the bait by."""
        return {
            "FOLDER": str(self.folder),
            "COURSE": str(self.course),
            "HOME": str(self.home),
            "VAULT": str(self.vault),
            "GRADER": os.getpid(),
            "VICTIM": self.victim.process.pid,
            "PLACE": self.victim.place,
            "SIZE": self.victim.size,
            "HANDLE": self.victim.handle,
            "PORT": self.listeners[0].getsockname()[1],
            "DATAGRAMS": self.listeners[1].getsockname()[1],
            "ABSTRACT": self.abstract,
            "KEY": self.key,
            "MARK": self.mark,
            "TERMINAL": self.terminal,
        }

    def tree(self) -> dict[str, Any]:
        """Every file and folder that was laid out: mode, owner, size, time of change and attributes."""
        return {str(path.relative_to(self.root)): _looks(path) for path in sorted(self.root.rglob("*"))}

    def calls(self) -> list[str]:
        """The listeners that somebody has reached since they were last looked at."""
        names = ["TCP", "UDP", "the unix socket", "the abstract socket"]
        return [name for name, listener in zip(names, self.listeners, strict=True) if _reached(listener)]

    def typed(self) -> bytes:
        """What has come out of the terminal since it was last looked at."""
        with contextlib.suppress(OSError):
            return os.read(self.master, 1000)
        return b""

    def marked(self) -> list[Path]:
        """The files that carry the mark outside of the folders that were laid out; they are removed."""
        found = [path for place in MARKED_PLACES for path in place.glob(f"{self.mark}*")]
        for path in found:
            path.unlink()
        return found

    def shared(self) -> list[str]:
        """The kinds of System V objects that bear the key; they are removed."""
        libc = ctypes.CDLL(None, use_errno=True)
        found = []
        for kind, remove in [("shm", libc.shmctl), ("msg", libc.msgctl)]:
            rows = [row.split() for row in Path(f"/proc/sysvipc/{kind}").read_text().splitlines()[1:]]
            for row in [row for row in rows if int(row[0]) == self.key]:
                remove(int(row[1]), _REMOVE, None)
                found.append(kind)
        return found

    def renew(self) -> None:
        """Put back what an attack has changed."""
        self._put_canary()
        if self.victim.state() != self.victim.before:
            self.victim.close()
            self.victim = Victim(self.secret, self.vault / "secret.txt")

    def close(self) -> None:
        """Take everything away."""
        self.victim.close()
        for listener in self.listeners:
            listener.close()
        os.close(self.master)
        os.close(self._slave)
        shutil.rmtree(self.root, ignore_errors=True)


def build_course(folder: Path, secret: str) -> None:
    """A copy of the first exercises of two assignments, with the secret in all that is the instructor's.

    Deadlines are short, memory is little, and properties have few examples: many attacks are graded against it.
    """
    shutil.copytree(ROOT / "assignments" / "lib", folder / "assignments" / "lib", ignore=_IGNORED)
    for slug, last in _FIRST_LEFT_OUT.items():
        for top in ("assignments", "solutions"):
            shutil.copytree(ROOT / top / slug, folder / top / slug, ignore=_IGNORED)
            _change(folder / top / slug / "checks.py", lambda text, last=last: _few_checks(text, last))
        _change(folder / "assignments" / slug / "assignment.toml", lambda text, last=last: _few_exercises(text, last))
        settings = (folder / "assignments" / slug / "assignment.toml").read_text(encoding="utf-8")
        _change(
            folder / "solutions" / slug / MISCONCEPTIONS, lambda text, settings=settings: _few_answers(text, settings)
        )
        for name in (f"{slug}.py", "checks.py"):
            _change(folder / "solutions" / slug / name, lambda text: f'CANARY = "{secret}"\n{text}')
    (folder / "assignments" / "lib" / "__pycache__").mkdir()
    for path in [folder, *folder.rglob("*")]:
        path.chmod(0o777 if path.is_dir() else 0o644)


_FIRST_LEFT_OUT = {"initialization": "initialize_parameters_he", "gradient_checking": "gradient_check_n"}
_IGNORED = shutil.ignore_patterns("__pycache__", "figures")


def _change(file: Path, change: Callable[[str], str]) -> None:
    file.write_text(change(file.read_text(encoding="utf-8")), encoding="utf-8")


def _few_checks(text: str, last: str) -> str:
    before, found, _ = text.partition(f'@exercise("{last}")')
    assert found, f"{last} has no checks"
    return re.sub(r"@given\(", "@given(examples=3, ", re.sub(r"\s*examples=\d+,?", "", before))


def _few_answers(text: str, settings: str) -> str:
    """The misconceptions of the exercises that are left."""
    head, *answers = text.split("\n@misconception(")
    kept = [answer for answer in answers if f"name = {answer.split(',', 1)[0].strip()}\n" in settings]
    return "\n@misconception(".join([head, *kept])


def _few_exercises(text: str, last: str) -> str:
    exercises = text[text.index("[[exercise]]") : text.index(f'[[exercise]]\nname = "{last}"')]
    before = text.partition("[limits]")[0]
    return (
        f"{before}[limits]\nseconds_per_call = 1.0\nseconds_per_exercise = 5.0\nmemory_megabytes = 100\n\n{exercises}"
    )


def _listener(family: int, kind: int, address: Any) -> socket.socket:
    made = socket.socket(family, kind)
    made.bind(address)
    made.setblocking(False)
    if kind == socket.SOCK_STREAM:
        made.listen(256)
    return made


def _reached(listener: socket.socket) -> bool:
    """Whether anything has come; all that has is taken."""
    times = 0
    with contextlib.suppress(BlockingIOError):
        while True:
            if listener.type == socket.SOCK_DGRAM:
                listener.recv(1000)
            else:
                listener.accept()[0].close()
            times += 1
    return times > 0


def _looks(path: Path) -> Any:
    try:
        at = path.lstat()
        marks = os.listxattr(path, follow_symlinks=False)
    except OSError as error:
        return str(error)
    contents = (at.st_size, at.st_mtime_ns) if not path.is_dir() else ()  # a folder's entries are looked at themselves
    return at.st_mode, at.st_uid, contents, tuple(marks)


def _field(file: Path, name: str) -> str:
    lines = file.read_text().splitlines()
    return next(line.partition(":")[2].strip() for line in lines if line.startswith(f"{name}:"))
