"""The same workload through this project and through other graders, in one run.

Run with `python -m benchmarks.peers`. Graders come from PyPI into environments of their own below `.bench`, on first
use. Everything takes turns on one core, each grader right after this project on the same submissions, so that a busy
moment falls on both. The exit code is 1 if a grader gives a score that a submission does not deserve.
"""

import argparse
import os
import sys
from collections.abc import Sequence

from rich.console import Console

from benchmarks.peers.base import Grader
from benchmarks.peers.check50 import Check50
from benchmarks.peers.comparing import Comparison
from benchmarks.peers.dlai import DlaiGrader
from benchmarks.peers.floor import Floor
from benchmarks.peers.gradescope import GradescopeUtils
from benchmarks.peers.nbgrader import Nbgrader
from benchmarks.peers.otter import OtterGrader
from benchmarks.peers.ours import Afresh, First, Ours
from benchmarks.peers.plain_pytest import Pytest, Xdist
from benchmarks.peers.prairielearn import PrairieLearn
from benchmarks.peers.results import PATH, results_of, save
from benchmarks.peers.table import print_results
from benchmarks.workload import SUBMISSIONS

GRADERS: dict[str, type[Grader]] = {
    "first": First,
    "afresh": Afresh,
    "floor": Floor,
    "pytest-xdist": Xdist,
    "gradescope-utils": GradescopeUtils,
    "check50": Check50,
    "dlai-grader": DlaiGrader,
    "pytest": Pytest,
    "nbgrader": Nbgrader,
    "otter-grader": OtterGrader,
    "pytest-prairielearn-grader": PrairieLearn,
}
"""What this project is compared with; it always takes part itself."""
ON_REQUEST = {"first"}
"""What takes part if it is named, and is not in the results file."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Compare, print the tables, and write the results file if all graders took part."""
    chosen = _options().parse_args(arguments)
    if not hasattr(os, "sched_setaffinity"):
        print("Only Linux can pin processes to one core, which the figures rest on.", file=sys.stderr)
        return 2
    others = [grader() for name, grader in GRADERS.items() if name in chosen.peers]
    handins = SUBMISSIONS[: chosen.submissions]
    comparison = Comparison(Ours(), others, handins)
    try:
        comparison.prepare()
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})  # and with this process all that it starts
        comparison.measure(chosen.turns)
    finally:
        comparison.close()
    results = results_of(comparison.rows(), chosen.turns, len(handins))
    print_results(results, Console(width=None if sys.stdout.isatty() else 180))
    if set(chosen.peers) == GRADERS.keys() - ON_REQUEST:
        save(results)
        print(f"Written to benchmarks/results/{PATH.name}.")
    disagreements = comparison.disagreements()
    print("\n".join(disagreements) or "All graders give every submission the same points.")
    return 1 if disagreements else 0


def _options() -> argparse.ArgumentParser:
    options = argparse.ArgumentParser(prog="python -m benchmarks.peers", description=__doc__.split("\n")[0])
    options.add_argument(
        "--peers",
        nargs="+",
        choices=["ours", *GRADERS],
        default=[name for name in GRADERS if name not in ON_REQUEST],
        metavar="NAME",
        help=f"which of them to compare with; ours is always there: {', '.join(GRADERS)}",
    )
    options.add_argument("--submissions", type=int, default=len(SUBMISSIONS), help="how many there are to grade")
    options.add_argument("--turns", type=int, default=3, help="how often everything is measured")
    return options


if __name__ == "__main__":
    sys.exit(main())
