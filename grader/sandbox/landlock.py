"""Landlock: which files a process may still reach, from which it can never go back.

Source: the kernel's userspace-api/landlock. The three system calls have the same numbers on every architecture. The
rights that the running kernel knows are asked for at run time; what it does not know cannot be held, and is not.
"""

import ctypes
import errno
import os
import sys
from collections.abc import Iterable
from pathlib import Path

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_VERSION = 1
_PATH_BENEATH = 1
if sys.platform == "linux":  # and nowhere else is it used
    _LIBRARY = ctypes.CDLL(None, use_errno=True)

_EXECUTE, _READ_FILE, _READ_DIR = 1 << 0, 1 << 2, 1 << 3
READ = _EXECUTE | _READ_FILE | _READ_DIR
"""Executing stays possible to map libraries; starting a program is for seccomp to refuse."""
_FILE_RIGHTS = {1: (1 << 13) - 1, 2: (1 << 14) - 1, 3: (1 << 15) - 1, 5: (1 << 16) - 1}
_NETWORK_RIGHTS = {4: 0b11}  # TCP: bind, connect
_SCOPES = {6: 0b11}  # abstract unix sockets, signals

_REASONS = {
    errno.ENOSYS: "this kernel has no Landlock",
    errno.EOPNOTSUPP: "Landlock is switched off when this kernel starts: its list of security modules leaves it out",
    errno.EPERM: "this container does not let Landlock be used",
}


class _RulesetAttributes(ctypes.Structure):
    _fields_ = (
        ("files", ctypes.c_uint64),
        ("network", ctypes.c_uint64),
        ("scopes", ctypes.c_uint64),
    )


class _PathBeneath(ctypes.Structure):
    _pack_ = 1
    _fields_ = (("allowed", ctypes.c_uint64), ("parent", ctypes.c_int32))


def abi() -> int:
    """The kernel's Landlock version, 0 if it has none or it is switched off."""
    return max(0, _syscall(_CREATE_RULESET, None, 0, _VERSION))


def why_not() -> str:
    """Why the kernel's version is 0, in words for whoever could mend it."""
    if sys.platform != "linux":
        return "Landlock is Linux's"
    _syscall(_CREATE_RULESET, None, 0, _VERSION)
    error = ctypes.get_errno()
    return _REASONS.get(error, f"this system has no Landlock ({os.strerror(error)})")


def ruleset(readable: Iterable[Path]) -> int:
    """A descriptor of rules that let a process read below these paths alone, write nowhere, and use no TCP.

    Raises:
        OSError: the kernel refuses.
    """
    version = abi()
    attributes = _RulesetAttributes(
        _known(_FILE_RIGHTS, version), _known(_NETWORK_RIGHTS, version), _known(_SCOPES, version)
    )
    made = _checked(_syscall(_CREATE_RULESET, ctypes.byref(attributes), _size(version), 0))
    for path in readable:
        _allow(made, path)
    return made


def enter(made: int) -> None:
    """Hold this process, and all it starts, to the rules, and close them.

    The process must have set NO_NEW_PRIVS, or be allowed to administer the system.

    Raises:
        OSError: the kernel refuses.
    """
    _checked(_syscall(_RESTRICT_SELF, made, 0, 0))
    os.close(made)


def _allow(made: int, path: Path) -> None:
    try:
        parent = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return  # what is not there, or not reachable, cannot be read either
    try:
        rights = READ if path.is_dir() else READ & ~_READ_DIR
        rule = _PathBeneath(rights, parent)
        _checked(_syscall(_ADD_RULE, made, _PATH_BENEATH, ctypes.byref(rule), 0))
    finally:
        os.close(parent)


def _known(rights: dict[int, int], version: int) -> int:
    """The rights of the newest version that the kernel has."""
    return max((bits for since, bits in rights.items() if since <= version), default=0)


def _size(version: int) -> int:
    """How much of the attributes a kernel of that version takes."""
    return 8 if version < 4 else 16 if version < 6 else 24


def _syscall(number: int, *arguments: object) -> int:
    wide = [ctypes.c_long(a) if isinstance(a, int) else a for a in arguments]
    result: int = _LIBRARY.syscall(ctypes.c_long(number), *wide)
    return result


def _checked(result: int) -> int:
    if result < 0:
        error = ctypes.get_errno()
        raise OSError(error, f"Landlock: {os.strerror(error)}")
    return result
