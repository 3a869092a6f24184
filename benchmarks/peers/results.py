"""What a comparison found, as frozen data: rates, ratios with their spread, and the aims held to them."""

import os
import platform
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec
import numpy as np

from benchmarks.peers.base import Run
from benchmarks.spread import Spread, spread
from benchmarks.workload import DRAWN_BY
from benchmarks.workload.bodies import EXAMPLES, EXERCISES
from grader.model import Frozen

PATH = Path(__file__).parents[1] / "results" / "peers.json"
FORMAT = 1
OURS, FLOOR = "this project", "floor"
FIRST, AFRESH = "this project, its first 24", "this project, without what it has heard"


class Row(Frozen, frozen=True, kw_only=True):
    """One grader.

    `rates` are submissions a second on one core, and `ratios` how many times its time this project's goes into its own,
    both by what draws the inputs. `startup` is in seconds, once a session. `timed_on` is the number of submissions a
    turn. A grader that could not be run has a problem, and nothing else.
    """

    name: str
    version: str = ""
    isolation: str = ""
    survives: str = ""
    timed_on: int = 0
    startup: float = 0.0
    rates: dict[str, Spread] = msgspec.field(default_factory=dict)
    ratios: dict[str, Spread] = msgspec.field(default_factory=dict)
    problem: str = ""


class Aim(Frozen, frozen=True, kw_only=True):
    """A ratio that is aimed at, and the one that was measured beside the grader that it is nearest with."""

    sentence: str
    beside: str
    drawn_by: str
    needed: float
    ratio: Spread
    met: bool


class Results(Frozen, frozen=True, kw_only=True):
    """A comparison, all of it from one run."""

    format: int = FORMAT
    python: str
    numpy: str
    cores: int
    turns: int
    submissions: int
    exercises: int
    examples: int
    rows: list[Row]
    aims: list[Aim]


class Pair(NamedTuple):
    """A run of a grader, and this project's over the same submissions, one right after the other."""

    theirs: Run
    ours: Run


class Goal(NamedTuple):
    """An aim before it is measured: which rows, which columns, and how far."""

    sentence: str
    isolations: tuple[str, ...]
    columns: tuple[str, ...]
    needed: float


GOALS = [
    Goal("at least 8 times the fastest of any kind", ("none", "process", "sandbox"), DRAWN_BY, 8),
    Goal("at least 15 times the fastest that isolates submissions", ("process", "sandbox"), DRAWN_BY, 15),
    Goal("at least 30 times the fastest where Hypothesis draws", ("none", "process", "sandbox"), ("hypothesis",), 30),
]
FLOOR_SENTENCE, FLOOR_LIMIT = "at most 1.5 times the floor's time", 1.5


def results_of(rows: Sequence[Row], turns: int, submissions: int) -> Results:
    """All that is to be kept of a run: nothing that names the machine."""
    return Results(
        python=platform.python_version(),
        numpy=np.__version__,
        cores=os.cpu_count() or 1,
        turns=turns,
        submissions=submissions,
        exercises=len(EXERCISES),
        examples=EXAMPLES,
        rows=list(rows),
        aims=aims_of(rows),
    )


def rate(runs: Iterable[Run]) -> Spread:
    """Submissions a second, over some runs."""
    return spread(len(run.seconds) / sum(run.seconds.values()) for run in runs)


def ratio(pairs: Iterable[Pair]) -> Spread:
    """How many times as long a grader took as this project, over some pairs of runs."""
    return spread(sum(theirs.seconds.values()) / sum(ours.seconds.values()) for theirs, ours in pairs)


def aims_of(rows: Sequence[Row]) -> list[Aim]:
    """Each aim beside the grader and the way of drawing with which it is hardest to meet; those that can be judged."""
    others = [row for row in rows if row.name not in (OURS, FIRST, AFRESH, FLOOR)]
    aims = [aim for goal in GOALS if (aim := _lowest(goal, others))]
    floors = [(row, drawn_by) for row in rows if row.name == FLOOR for drawn_by in row.ratios]
    return aims + ([_above_floor(floors)] if floors else [])


def save(results: Results, path: Path = PATH) -> None:
    """Write the results file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(msgspec.json.format(msgspec.json.encode(results), indent=2) + b"\n")


def load(path: Path = PATH) -> Results:
    """Read a results file.

    Raises:
        msgspec.ValidationError: it is not of this form.
    """
    return msgspec.json.decode(path.read_bytes(), type=Results)


def _lowest(goal: Goal, rows: Iterable[Row]) -> Aim | None:
    measured = [
        (row.ratios[drawn_by], row.name, drawn_by)
        for row in rows
        for drawn_by in goal.columns
        if row.isolation in goal.isolations and drawn_by in row.ratios
    ]
    if not measured:
        return None
    found, beside, drawn_by = min(measured, key=lambda one: one[0].median)
    met = found.median >= goal.needed
    return Aim(sentence=goal.sentence, beside=beside, drawn_by=drawn_by, needed=goal.needed, ratio=found, met=met)


def _above_floor(floors: Sequence[tuple[Row, str]]) -> Aim:
    """How many times the floor's time this project takes: the other ratios turned over."""
    turned = [(_turned(row.ratios[drawn_by]), drawn_by) for row, drawn_by in floors]
    found, drawn_by = max(turned, key=lambda one: one[0].median)
    return Aim(
        sentence=FLOOR_SENTENCE,
        beside=FLOOR,
        drawn_by=drawn_by,
        needed=FLOOR_LIMIT,
        ratio=found,
        met=found.median <= FLOOR_LIMIT,
    )


def _turned(found: Spread) -> Spread:
    return spread([1 / found.low, 1 / found.median, 1 / found.high])
