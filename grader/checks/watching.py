"""What checks have compared, kept for whoever wants to say more of a wrong answer than where it differs."""

from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Shape:
    """Stands for an array of which only the shape is known."""

    sizes: tuple[int, ...]


@dataclass(frozen=True)
class Comparison:
    """An answer, or a part of one, beside what it should be; `arguments` are those of the call that gave it."""

    got: Any
    expected: Any
    name: str
    arguments: Any


Watch = tuple[list[Comparison], Callable[[], Any]]
_watch: ContextVar[Watch | None] = ContextVar("watch", default=None)


class watched:  # noqa: N801 - it is used as a function, and a generator's way of doing this takes longer
    """Keep what is compared for a while; `arguments` tells those of the last call whenever it is asked."""

    def __init__(self, arguments: Callable[[], Any]) -> None:
        self._watch: Watch | None = ([], arguments)

    def __enter__(self) -> list[Comparison]:
        self._before = _watch.set(self._watch)
        return self._watch[0] if self._watch else []

    def __exit__(self, *_: object) -> None:
        _watch.reset(self._before)


class unwatched(watched):  # noqa: N801 - as above
    """Keep nothing for a while."""

    def __init__(self) -> None:
        self._watch = None


def note(got: Any, expected: Any, name: str) -> None:
    """Tell whoever watches that these two are compared."""
    watch = _watch.get()
    if watch is not None:
        kept, arguments = watch
        kept.append(Comparison(got, expected, name, arguments()))
