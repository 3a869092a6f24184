"""How far a run is: light enough for the command line to hold before anything else is loaded."""

from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass
class Tally:
    """How far it is. A hand-in is done when all of its files are; `failing` counts files below full marks.

    `faults` says of each file that could not be graded why not; such a file has no verdict, and the next run tries it.
    """

    whole: int
    done: int = 0
    graded: int = 0
    failing: int = 0
    faults: list[str] = field(default_factory=list)


Told = Callable[[Tally], None]
"""Told of the tally whenever it changes."""
