"""What checks have compared, kept for whoever wants to say more of a wrong answer than where it differs."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
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


@contextmanager
def watched(arguments: Callable[[], Any]) -> Iterator[list[Comparison]]:
    """Keep what is compared for a while; `arguments` tells those of the last call whenever it is asked."""
    kept: list[Comparison] = []
    with _watching((kept, arguments)):
        yield kept


@contextmanager
def unwatched() -> Iterator[None]:
    """Keep nothing for a while."""
    with _watching(None):
        yield


def note(got: Any, expected: Any, name: str) -> None:
    """Tell whoever watches that these two are compared."""
    watch = _watch.get()
    if watch is not None:
        kept, arguments = watch
        kept.append(Comparison(got, expected, name, arguments()))


@contextmanager
def _watching(watch: Watch | None) -> Iterator[None]:
    token = _watch.set(watch)
    try:
        yield
    finally:
        _watch.reset(token)
