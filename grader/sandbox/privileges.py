"""What a process gives up for itself: root what makes it root, any process to be looked into."""

import ctypes
import os
import sys

NOBODY = 65534

_SET_DUMPABLE, _SET_KEEPCAPS, _DROP_FROM_BOUNDING_SET = 4, 8, 24
_LAST_CAPABILITY = 40
_READ_PAST_MODES = 2  # CAP_DAC_READ_SEARCH
_VERSION_3 = 0x20080522
if sys.platform == "linux":
    _LIBRARY = ctypes.CDLL(None, use_errno=True)  # looked up once: a fork makes fifty calls


class _Header(ctypes.Structure):
    _fields_ = (("version", ctypes.c_uint32), ("process", ctypes.c_int))


class _Sets(ctypes.Structure):
    _fields_ = (("effective", ctypes.c_uint32), ("permitted", ctypes.c_uint32), ("inheritable", ctypes.c_uint32))


def give_up(*, may_read: bool) -> None:
    """Become nobody, for good, if this process is root's; nothing is to be done for anyone else.

    Args:
        may_read: keep the one capability to read what file modes would refuse. Python itself may be installed below
            a folder of root's alone, and Landlock then says what may be read.

    Raises:
        OSError: the system refuses.
    """
    if os.geteuid() != 0:
        return
    if sys.platform == "linux":
        _drop_bounding_set()
        control(_SET_KEEPCAPS, 1)
    os.setgroups([])
    _become_nobody()
    if sys.platform == "linux":
        _set_capabilities(1 << _READ_PAST_MODES if may_read else 0)


def hide() -> None:
    """Let no other process of the same user look into this one's memory, and leave no core file of it.

    Raises:
        OSError: the system refuses.
    """
    if sys.platform == "linux":
        control(_SET_DUMPABLE, 0)


def control(option: int, value: int) -> None:
    """Set an attribute of this process with prctl.

    Raises:
        OSError: the system refuses.
    """
    if _LIBRARY.prctl(option, ctypes.c_ulong(value), 0, 0, 0) != 0:
        error = ctypes.get_errno()
        raise OSError(error, f"prctl {option}: {os.strerror(error)}")


def _become_nobody() -> None:
    if hasattr(os, "setresuid"):
        os.setresgid(NOBODY, NOBODY, NOBODY)
        os.setresuid(NOBODY, NOBODY, NOBODY)
    else:  # macOS, where root's calls of these change the saved identities too
        os.setgid(NOBODY)
        os.setuid(NOBODY)


def _drop_bounding_set() -> None:
    for capability in range(_LAST_CAPABILITY + 1):
        control(_DROP_FROM_BOUNDING_SET, capability)


def _set_capabilities(kept: int) -> None:
    sets = (_Sets * 2)(_Sets(kept, kept, 0), _Sets(0, 0, 0))
    if _LIBRARY.capset(ctypes.byref(_Header(_VERSION_3, 0)), sets) != 0:
        error = ctypes.get_errno()
        raise OSError(error, f"capset: {os.strerror(error)}")
