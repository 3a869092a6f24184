"""What every grader in the comparison is: something that grades a few submissions and says how long it took."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import NamedTuple

from benchmarks.workload import Handin

Scores = dict[str, dict[str, int]]
"""Points by the name of the submission and of the exercise."""


class UnavailableError(Exception):
    """A grader cannot be installed or run here; the sentence says why."""


class Run(NamedTuple):
    """What one run over some submissions gave.

    `seconds` is by submission; a grader that takes all of them at once shares its time out evenly. `startup` is what a
    session costs once, in seconds, however many it grades. A run that did not end by itself was stopped.
    """

    scores: Scores
    seconds: dict[str, float]
    startup: float = 0.0
    ended: bool = True


class Grader(ABC):
    """One side of the comparison.

    `isolation` says what stands between two submissions: none, process or sandbox. `sample` is how many submissions it
    is timed on: fewer where each takes long. `here` says that it works in this very process.
    """

    name: str
    isolation: str
    sample: int
    here: bool = False

    def prepare(self) -> str:
        """Make ready, once; the version that will be measured.

        Raises:
            UnavailableError: it cannot be had here.
        """
        return ""

    @abstractmethod
    def grade(self, drawn_by: str, handins: Sequence[Handin], limit: float | None = None) -> Run:
        """Grade some submissions, with inputs drawn by NumPy or by Hypothesis.

        Args:
            drawn_by: one of `DRAWN_BY`.
            handins: what is graded; what could not be has no scores.
            limit: seconds a submission after which a command that has not ended is stopped; without it, it is awaited.

        Raises:
            UnavailableError: it does not run as it should.
        """

    def close(self) -> None:  # noqa: B027 - most have nothing to close
        """Leave nothing running."""
