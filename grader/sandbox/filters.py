"""Seccomp: which system calls a worker may still make. All that is not listed fails with EPERM.

The list is what Python and NumPy need to compute, allocate, read files that Landlock allows, and answer over a socket
that is already open. There is no new process, thread or program, no socket, no signal to another process, no change of
limits, priorities or file modes. libseccomp knows the numbers for each architecture.
"""

import ctypes
import errno
import os
import sys
from typing import Any

FILES = "open openat read readv pread64 preadv write writev lseek close close_range dup getcwd fadvise64"
LOOKING = "fstat newfstatat stat lstat statx access faccessat faccessat2 getdents getdents64 readlink readlinkat"
MEMORY = "mmap munmap mprotect mremap madvise brk msync mincore membarrier"
SIGNALS = "rt_sigaction rt_sigprocmask rt_sigreturn sigaltstack restart_syscall"
THREADS = "futex futex_waitv set_robust_list get_robust_list rseq set_tid_address sched_yield sched_getaffinity getcpu"
CLOCKS = "clock_gettime clock_getres clock_nanosleep nanosleep gettimeofday time times getrusage"
IDENTITY = "getpid gettid getppid getuid geteuid getgid getegid getresuid getresgid getpgrp getgroups"
OTHERS = "getrandom uname sysinfo getrlimit poll ppoll select pselect6 exit exit_group arch_prctl"
PLAIN = " ".join([FILES, LOOKING, MEMORY, SIGNALS, THREADS, CLOCKS, IDENTITY, OTHERS]).split()

_FCNTL = [1, 2, 3, 1030]  # F_GETFD, F_SETFD, F_GETFL, F_DUPFD_CLOEXEC; F_SETFL, F_SETOWN and F_SETSIG are not
_IOCTL = [0x5401, 0x541B, 0x5450, 0x5451]  # TCGETS, FIONREAD, FIONCLEX, FIOCLEX; TIOCSTI is not
_PRCTL = [15, 16, 0x53564D41]  # PR_SET_NAME, PR_GET_NAME, PR_SET_VMA
_SET_SECCOMP, _MODE_FILTER = 22, 2
_INSTRUCTION = 8  # bytes
if sys.platform == "linux":  # and nowhere else is it used
    _LIBRARY = ctypes.CDLL(None, use_errno=True)


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.c_char_p))


def build(library: Any) -> bytes:
    """A filter as the kernel takes it, made once for all forks: libseccomp needs a millisecond for it.

    Args:
        library: the pyseccomp module.
    """
    refuse = library.ERRNO(errno.EPERM)
    made = library.SyscallFilter(refuse)
    for name in PLAIN:
        _allow(made, library, name)
    for number in _FCNTL:
        _allow(made, library, "fcntl", library.Arg(1, library.EQ, number))
    for number in _IOCTL:
        _allow(made, library, "ioctl", library.Arg(1, library.EQ, number))
    for number in _PRCTL:
        _allow(made, library, "prctl", library.Arg(0, library.EQ, number))
    _allow(made, library, "prlimit64", library.Arg(0, library.EQ, 0), library.Arg(2, library.EQ, 0))  # reading alone
    _allow(made, library, "getpgid", library.Arg(0, library.EQ, 0))  # what getpgrp is made of on aarch64
    with os.fdopen(os.memfd_create("filter"), "w+b") as file:
        made.export_bpf(file)
        file.seek(0)
        return file.read()


def load(program: bytes) -> None:
    """Hold this process, and all it starts, to a filter. It must have set NO_NEW_PRIVS.

    Raises:
        OSError: the kernel refuses.
    """
    argument = ctypes.byref(_Program(len(program) // _INSTRUCTION, program))
    if _LIBRARY.prctl(_SET_SECCOMP, _MODE_FILTER, argument, 0, 0) != 0:
        error = ctypes.get_errno()
        raise OSError(error, f"seccomp: {os.strerror(error)}")


def _allow(made: Any, library: Any, name: str, *arguments: Any) -> None:
    try:
        made.add_rule(library.ALLOW, name, *arguments)
    except (OSError, ValueError):  # the name is unknown on this architecture, or to this libseccomp
        if name in ("read", "write", "mmap", "futex"):
            raise
