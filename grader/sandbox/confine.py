"""What holds a worker, layer by layer; each says that it is on, or off and why.

The order matters: limits first, then the user, then what is reached by paths, and last the system calls, since each
layer takes away what the ones before it still need. None of them needs a new program or a namespace, so a warm fork
can take them all.
"""

import contextlib
import importlib
import json
import os
import signal
import sys
import sysconfig
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from grader.sandbox import filters, landlock, privileges

if sys.platform != "win32":
    import resource

MEGABYTE = 1024 * 1024
CPU_SECONDS = 3600
"""Far above any deadline: it ends what is left if everything else fails."""
OPEN_FILES = 64
SELF_CHECK = "a self-check, not isolation: this system has no more than a fresh process for each exercise"
"""What is said of every grading outside Linux."""

_SET_PDEATHSIG, _SET_NO_NEW_PRIVS = 1, 38


class UnavailableError(Exception):
    """A layer that this system, or this set-up, does not have; the text says why."""


@dataclass
class Confinement:
    """How workers are held: made once in the server, entered by every fork.

    `without` names layers that are left off, for trying out what each of them holds.
    """

    library: Path
    without: frozenset[str] = frozenset()
    _rules: int | None = field(default=None, init=False)
    _filter: bytes | None = field(default=None, init=False)
    _packages: set[str] = field(default_factory=set, init=False)
    _mapped: int | None = field(default=None, init=False)

    def prepare(self) -> None:
        """Make what the forks need, once for all of them."""
        # found out here: a fork that has given up its user may no longer be able to read how Python was built
        self._packages = {sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib")}
        if sys.platform == "linux":
            with contextlib.suppress(UnavailableError):
                self._mapped = mapped_bytes()  # a fork has the same memory mapped, and asking takes it a while
            if landlock.abi() > 0:
                self._rules = landlock.ruleset(readable_paths(self.library))
            with contextlib.suppress(ImportError, OSError, RuntimeError):
                self._filter = filters.build(importlib.import_module("pyseccomp"))

    def enter(self, memory_megabytes: int) -> dict[str, str]:
        """Take on every layer, for good; each one's name, with `on` or `off: why`."""
        return {name: self._take(name, layer) for name, layer in self._layers(memory_megabytes).items()}

    def probe(self, memory_megabytes: int) -> dict[str, str]:
        """What a fork's `enter` comes to here, found out by a fork that does nothing else."""
        reader, writer = os.pipe()
        process = os.fork()
        if process == 0:
            try:
                os.write(writer, json.dumps(self.enter(memory_megabytes)).encode())
            finally:
                os._exit(0)
        os.close(writer)
        with os.fdopen(reader, "rb") as pipe:
            answer = pipe.read()
        os.waitpid(process, 0)
        states: dict[str, str] = json.loads(answer)
        return {**states, "deadline": "on"}

    def _layers(self, memory_megabytes: int) -> dict[str, Callable[[], None]]:
        return {
            "process": _alone,
            "memory": lambda: _limit(self._mapped, memory_megabytes),
            "privileges": self._give_up_privileges,
            "files": self._hold_files,
            "system calls": self._hold_system_calls,
        }

    def _take(self, name: str, layer: Callable[[], None]) -> str:
        if name in self.without:
            return "off: switched off"
        try:
            layer()
        except (UnavailableError, OSError, ValueError) as why:  # the last is what a limit that is refused comes to
            return f"off: {why}"
        return "on"

    def _give_up_privileges(self) -> None:
        if sys.platform == "win32":
            raise UnavailableError("Windows has no such user to become")
        # Under Landlock the right to read past file modes reaches no further than the paths it allows.
        privileges.give_up(may_read="files" not in self.without and self._rules is not None)
        _keep_to_server()  # a change of user sets it anew

    def _hold_files(self) -> None:
        if self._rules is None:
            raise UnavailableError(f"{landlock.why_not()}{_unreadable(self._packages)}")
        landlock.enter(self._rules)

    def _hold_system_calls(self) -> None:
        if self._filter is None:
            raise UnavailableError("this system has no seccomp, or libseccomp is not installed")
        filters.load(self._filter)


def readable_paths(library: Path) -> Iterable[Path]:
    """What student code may read: Python, its packages, the shared libraries, the course's library."""
    names = ("stdlib", "platstdlib", "purelib", "platlib")
    python = {Path(sysconfig.get_path(name)) for name in names}
    python |= {Path(sysconfig.get_path(name, vars={"base": sys.base_prefix})) for name in ("stdlib", "platstdlib")}
    system = ["/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/share/zoneinfo", "/usr/share/fonts"]
    devices = ["/dev/null", "/dev/urandom", "/etc/ld.so.cache", "/etc/localtime"]
    return [*sorted(python), *map(Path, system + devices), library]


def _unreadable(packages: Iterable[str]) -> str:
    """What to add where this user can no longer read Python's packages: student code cannot import from there."""
    for folder in packages:
        if not os.access(folder, os.R_OK | os.X_OK):
            return f"; and workers cannot read {folder}, so put Python where everybody may read"
    return ""


def _alone() -> None:
    """A session of its own, out of reach of the terminal; it ends with the server, and nobody may look into it."""
    if sys.platform != "linux":
        raise UnavailableError(SELF_CHECK)
    with contextlib.suppress(PermissionError):  # it leads one already
        os.setsid()
    privileges.control(_SET_NO_NEW_PRIVS, 1)
    _keep_to_server()


def _keep_to_server() -> None:
    if sys.platform == "linux":
        privileges.control(_SET_PDEATHSIG, signal.SIGKILL)
        privileges.hide()


def _limit(mapped: int | None, memory_megabytes: int) -> None:
    """Bound memory to what is mapped and the budget on top; no core files, no writing, few open files."""
    if sys.platform == "win32":
        raise UnavailableError("Windows sets no such limits")
    for kind, most in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_NOFILE, OPEN_FILES),
    ):
        _lower(kind, most)
    _lower(resource.RLIMIT_AS, (mapped_bytes() if mapped is None else mapped) + memory_megabytes * MEGABYTE)


@contextlib.contextmanager
def bounded_memory(megabytes: int) -> Iterator[None]:
    """Let this process map only so much more for a while; past it, what asks for memory meets a MemoryError."""
    if sys.platform == "win32":
        yield
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    try:
        bound = mapped_bytes() + megabytes * MEGABYTE
    except UnavailableError:
        yield
        return
    if soft != resource.RLIM_INFINITY:
        bound = min(bound, soft)
    resource.setrlimit(resource.RLIMIT_AS, (bound, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def _lower(kind: int, most: int) -> None:
    """Set a limit for good; one of the machine's own that is lower already stays."""
    _, allowed = resource.getrlimit(kind)
    limit = most if allowed == resource.RLIM_INFINITY else min(most, allowed)
    resource.setrlimit(kind, (limit, limit))


def mapped_bytes() -> int:
    """How much memory this process has mapped.

    Raises:
        UnavailableError: this system does not tell.
    """
    try:
        pages = int(Path("/proc/self/statm").read_bytes().split()[0])
    except (OSError, ValueError) as error:
        raise UnavailableError("this system does not tell how much memory is mapped") from error
    return pages * resource.getpagesize()
