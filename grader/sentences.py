"""The small pieces that sentences are put together from, wherever the grader says something."""

from collections.abc import Sequence


def plural(count: int, thing: str) -> str:
    """Return `1 exercise`, `2 exercises`."""
    return f"{count} {thing}" if count == 1 else f"{count} {thing}s"


def listed(items: Sequence[str]) -> str:
    """Return `a`, `a and b`, `a, b and c`; nothing for nothing."""
    return " and ".join([", ".join(items[:-1]), *items[-1:]] if len(items) > 1 else items)
