"""What of a file travels to a worker: a submission's texts, and those of the handout."""

import ast
import functools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from msgspec.structs import replace as replace_fields

from grader.contained import Contained, Library
from grader.errors import StudentDied
from grader.sandbox import loading
from grader.sandbox.messages import LoadFailure, Units
from grader.sandbox.seam import Worker
from grader.submission import Source, Unit


@dataclass
class Loading:
    """What became of loading one file; shared by its exercises, so that a file which hangs is waited for once.

    `left` is a worker that has been asked nothing but functions that keep to themselves, for the next such exercise.
    """

    units: Sequence[Unit]
    library: Library | None = None
    failures: list[LoadFailure] = field(default_factory=list)
    death: StudentDied | None = None
    left: Worker | None = None

    def close(self) -> None:
        """End the worker that is left."""
        if self.left is not None:
            self.left.close()
            self.left = None

    def keeps_to_itself(self, functions: Iterable[str]) -> bool:
        """Whether these functions of the file leave nothing behind, and find nothing that others left."""
        return self._contained is not None and self._contained.holds(functions)

    @functools.cached_property
    def _contained(self) -> Contained | None:
        return None if self.library is None else Contained(self.statements, self.library.file)

    @functools.cached_property
    def statements(self) -> list[ast.stmt]:
        """What is executed of the units when they are loaded, as trees to look at."""
        return [statement for unit in self.units for statement in unit.statements()]

    @functools.cached_property
    def texts(self) -> Units:
        """The units as they travel."""
        return plain(self.units)


@dataclass(frozen=True)
class Handout:
    """An assignment's file as it is given out: the functions in it, and its texts as they travel."""

    names: frozenset[str]
    texts: Units

    @classmethod
    def of(cls, source: Source) -> "Handout":
        """The handout that a source is. It stands in no traceback: a student has not written it."""
        return cls(frozenset(source.functions), plain([replace_fields(u, file="<handout>") for u in source.units]))


def plain(units: Sequence[Unit]) -> list[dict[str, Any]]:
    """Texts as they travel."""
    return loading.prepared([{"file": unit.file, "text": unit.text, "keep": unit.keep} for unit in units])
