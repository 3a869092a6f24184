"""A page that the grader shares with a worker, in which the worker counts the calls that it begins.

So the grader knows which of many calls hangs, or has ended the process, without an answer to each on its way. What
stands there is a worker's word like any other: all that it can be wrong about is which of its own calls was fatal.
"""

import mmap
import os
import struct
import sys

if sys.platform == "linux":
    import fcntl

_COUNT = struct.Struct("=Q")
_SIZE = mmap.PAGESIZE


class Progress:
    """One worker's count, seen from either side."""

    def __init__(self, descriptor: int) -> None:
        self._page = mmap.mmap(descriptor, _SIZE)
        self._count = 0

    @property
    def begun(self) -> int:
        """How many calls the worker says that it has begun."""
        if not self._page.closed:
            self._count = int(_COUNT.unpack_from(self._page)[0])
        return self._count

    def begin(self) -> None:
        """Count one call more."""
        self._count += 1
        _COUNT.pack_into(self._page, 0, self._count)

    def close(self) -> None:
        """Let go of the page, and remember what stood there last."""
        _ = self.begun
        self._page.close()


def new_page() -> int:
    """A descriptor of a fresh page of zeros; the caller closes it. Linux alone has such pages.

    Nobody can cut it short afterwards: whoever read it then would be killed.
    """
    descriptor = os.memfd_create("progress", os.MFD_CLOEXEC | os.MFD_ALLOW_SEALING)
    os.ftruncate(descriptor, _SIZE)
    fcntl.fcntl(descriptor, fcntl.F_ADD_SEALS, fcntl.F_SEAL_SHRINK | fcntl.F_SEAL_GROW | fcntl.F_SEAL_SEAL)
    return descriptor
