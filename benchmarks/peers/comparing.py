"""Graders in turns over the same submissions, each right after this project, and what survives an endless loop."""

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor

from benchmarks.peers.base import Grader, Run, UnavailableError
from benchmarks.peers.ours import Ours
from benchmarks.peers.results import Pair, Row, rate, ratio
from benchmarks.workload import DRAWN_BY, HANGING, Handin

PATIENCE = 20.0
"""Seconds a submission after which a run with an endless loop in it counts as one that does not end."""
NOTHING = "nothing"
ALL_BUT_ONE = "all but the exercise"
OTHERS = "other submissions, if somebody stops it"
OTHERS_AT_ONCE = "other submissions"

Pairs = dict[str, list[Pair]]
"""What was measured of a grader, by what draws the inputs."""


class Comparison:
    """This project and others on the same submissions.

    Graders that cannot be had, or that fail on the way, are kept as rows that say why. `trial` finds out what survives
    an endless loop in a few words.
    """

    def __init__(
        self,
        ours: Ours,
        others: Sequence[Grader],
        handins: Sequence[Handin],
        trial: Callable[[Grader], str] | None = None,
    ) -> None:
        self._ours = ours
        self._trial = trial or survives
        self._others = list(others)
        self._handins = list(handins)
        self._pairs: dict[str, Pairs] = {g.name: {drawn_by: [] for drawn_by in DRAWN_BY} for g in [ours, *others]}
        self._versions: dict[str, str] = {}
        self._survives: dict[str, str] = {}
        self._problems: dict[str, str] = {}

    def prepare(self) -> None:
        """Install the others and try them on an endless loop, as many at a time as there are cores.

        Those that work in this process come one after the other: pytest cannot collect for two of them at once.
        """
        with ThreadPoolExecutor(len(os.sched_getaffinity(0))) as pool:
            list(pool.map(self._get_ready, [grader for grader in self._others if not grader.here]))
        for grader in self._others:
            if grader.here:
                self._get_ready(grader)

    def measure(self, turns: int) -> None:
        """Make this project ready, and take the turns."""
        self._get_ready(self._ours)
        for turn in range(turns):
            for grader in [self._ours, *self._others]:
                if grader.name not in self._problems:
                    say(f"Turn {turn + 1} of {turns}: {grader.name}")
                    self._measure(grader, turn)

    def rows(self) -> list[Row]:
        """A row for each grader, in their order."""
        return [self._row(grader) for grader in [self._ours, *self._others]]

    def disagreements(self) -> list[str]:
        """Each score that is not what the submission deserves, as a sentence; what all agree on is left out."""
        deserved = {handin.name: handin.scores for handin in self._handins}
        found: dict[str, None] = {}
        for name, drawn_by, run in self._runs():
            for submission in run.seconds:
                given = run.scores.get(submission, {})
                for exercise, points in deserved[submission].items():
                    if given.get(exercise) != points:
                        where = f"{submission}, {exercise}, inputs by {drawn_by}"
                        found[f"{where}: {name} gives {given.get(exercise)}, but it deserves {points}."] = None
        return list(found)

    def close(self) -> None:
        """Leave nothing running."""
        for grader in [self._ours, *self._others]:
            grader.close()

    def _get_ready(self, grader: Grader) -> None:
        try:
            self._versions[grader.name] = grader.prepare()
            say(f"An endless loop: {grader.name}")
            self._survives[grader.name] = self._trial(grader)
        except UnavailableError as error:
            self._problems[grader.name] = str(error)

    def _measure(self, grader: Grader, turn: int) -> None:
        chosen = of_turn(self._handins, turn, grader.sample)
        for drawn_by, pairs in self._pairs[grader.name].items():
            ours = self._ours.grade(drawn_by, chosen)
            try:
                pairs.append(Pair(ours if grader is self._ours else grader.grade(drawn_by, chosen), ours))
            except UnavailableError as error:
                self._problems[grader.name] = str(error)
                return

    def _row(self, grader: Grader) -> Row:
        if grader.name in self._problems:
            return Row(name=grader.name, isolation=grader.isolation, problem=self._problems[grader.name])
        pairs = self._pairs[grader.name]
        return Row(
            name=grader.name,
            version=self._versions[grader.name],
            isolation=grader.isolation,
            survives=self._survives[grader.name],
            timed_on=min(grader.sample, len(self._handins)),
            startup=round(max(pair.theirs.startup for some in pairs.values() for pair in some), 2),
            rates={drawn_by: rate(pair.theirs for pair in some) for drawn_by, some in pairs.items()},
            ratios={drawn_by: ratio(some) for drawn_by, some in pairs.items()},
        )

    def _runs(self) -> Iterator[tuple[str, str, Run]]:
        for name, pairs in self._pairs.items():
            for drawn_by, some in pairs.items():
                for pair in some:
                    yield name, drawn_by, pair.theirs


def of_turn(handins: Sequence[Handin], turn: int, number: int) -> list[Handin]:
    """Some of the submissions: the next ones in each turn, from the first again after the last."""
    number = min(number, len(handins))
    return [handins[(turn * number + place) % len(handins)] for place in range(number)]


def survives(grader: Grader) -> str:
    """What is left of three submissions, the middle one with an endless loop in one exercise, in a few words."""
    try:
        run = grader.grade(DRAWN_BY[0], HANGING, PATIENCE)
    except UnavailableError:
        return NOTHING
    return survival(run, HANGING[1], [HANGING[0], HANGING[2]])


def survival(run: Run, hanging: Handin, others: Sequence[Handin]) -> str:
    """The same from a run: of the one that hangs, and of the others."""
    if any(run.scores.get(handin.name) != handin.scores for handin in others):
        return NOTHING
    if run.scores.get(hanging.name) == hanging.scores:
        return ALL_BUT_ONE
    return OTHERS_AT_ONCE if run.ended else OTHERS


def say(text: str) -> None:
    """Tell how far it is, beside the table."""
    print(text, file=sys.stderr)
