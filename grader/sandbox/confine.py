"""What holds a worker back: each layer says whether it is on, or off and why.

The layers here bound what a student's mistake can cost: a process of its own, a deadline, a cap on memory, no core
files. They do not yet keep hostile code from files or from the network; the map says so, and so does every report.
"""

import resource
from pathlib import Path

MEGABYTE = 1024 * 1024

LAYERS = {
    "process": "on",
    "deadline": "on",
    "files": "off: this version lets student code read and write the files that you can",
    "system calls": "off: this version lets student code use the network and start processes",
}


def confine(memory_megabytes: int) -> None:
    """Bound this process, for good: `memory_megabytes` on top of what it has already mapped, and no core file."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    mapped = _mapped_bytes()
    if mapped is not None:
        limit = mapped + memory_megabytes * MEGABYTE
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def isolation() -> dict[str, str]:
    """Each layer's name, with `on` or `off: why`."""
    memory = "on" if _mapped_bytes() is not None else "off: this system does not tell how much memory is mapped"
    return {**LAYERS, "memory": memory}


def _mapped_bytes() -> int | None:
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    except (OSError, ValueError):
        return None
    return pages * resource.getpagesize()
