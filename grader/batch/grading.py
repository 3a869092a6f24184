"""From what was handed in to verdicts in the gradebook: each file graded once, by whichever worker is free."""

import contextlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from grader.batch.queue import Piece, Queue
from grader.batch.tally import Tally, Told
from grader.engines import Crew, Job
from grader.errors import CourseError, IsolationError
from grader.gradebook import Gradebook, nothing
from grader.language import current, say
from grader.model import Status, Verdict
from grader.submission import Source
from grader.version import Version

READ_AT_ONCE = 2
"""Hand-ins that are read for each job: enough to be ahead of the workers soon, and few that let none of them wait."""


class Ledger:
    """Which hand-ins wait for which files."""

    def __init__(self, tally: Tally, told: Told) -> None:
        self._tally = tally
        self._told = told
        self._missing: dict[int, int] = {}
        self._waiting: dict[str, list[int]] = defaultdict(list)
        self._over: set[str] = set()

    def expects(self, hand_in: int, digests: Iterable[str]) -> list[str]:
        """Note what a hand-in waits for; gives back what nobody has waited for before."""
        wanted = [digest for digest in dict.fromkeys(digests) if digest not in self._over]
        new = [digest for digest in wanted if digest not in self._waiting]
        self._missing[hand_in] = len(wanted)
        for digest in wanted:
            self._waiting[digest].append(hand_in)
        self._close(hand_in)
        return new

    def arrived(self, digest: str) -> None:
        """Note that a file is done with."""
        self._over.add(digest)
        for hand_in in self._waiting.pop(digest, []):
            self._missing[hand_in] -= 1
            self._close(hand_in)

    def _close(self, hand_in: int) -> None:
        if not self._missing[hand_in]:
            self._tally.done += 1
        self._told(self._tally)


@dataclass(frozen=True)
class Order:
    """What a run asks for: the course's folder, what each assignment's verdicts are to be made by, and whether safely.

    `isolated` refuses verdicts that are made where a layer of the sandbox is off.
    """

    root: Path
    versions: Mapping[str, Version]
    isolated: bool = False

    def job(self, piece: Piece, source: Source | None) -> Job:
        """A piece as it travels to a worker, with the file that it is about."""
        return Job(
            root=str(self.root),
            slugs=tuple(self.versions),
            digest=piece.digest,
            version=self.versions[piece.slug],
            source=source,
            language=current(),
            isolated=self.isolated,
            may_wait=piece.may_wait,
        )


def grade(book: Gradebook, crew: Crew, order: Order, hand_ins: Iterable[list[Piece]], tally: Tally, told: Told) -> None:
    """Have every piece graded that is asked for, and keep each verdict as it comes.

    Args:
        book: where verdicts are kept.
        crew: who makes them.
        order: what they are to be made by.
        hand_ins: the pieces that want a verdict, hand-in by hand-in.
        tally: counted up as it goes.
        told: told of the tally whenever it changes.

    Raises:
        CourseError: the course's own files do not fit together, here or where a worker is.
        IsolationError: a layer of the sandbox is off, and the order refuses that.
        EngineError: no verdict can be made at all.
        GradebookError: the gradebook cannot be written.
    """
    ledger, queue = Ledger(tally, told), Queue()
    jobs = _jobs(book, order, _pieces(hand_ins, ledger), queue)
    with contextlib.closing(crew.results(jobs)) as results:
        for job, outcome in results:
            if isinstance(outcome, CourseError | IsolationError):
                raise outcome
            if isinstance(outcome, Exception):
                tally.faults.append(_fault(job, outcome))
            else:
                book.record(job.digest, job.version, outcome)
                _count(tally, outcome)
            queue.ended(job.slug, job.digest, outcome.times.seconds if isinstance(outcome, Verdict) else None)
            ledger.arrived(job.digest)


def _pieces(hand_ins: Iterable[list[Piece]], ledger: Ledger) -> Iterator[list[Piece]]:
    """What each hand-in has that none before it had."""
    for number, wanted in enumerate(hand_ins):
        pieces = {piece.digest: piece for piece in wanted}
        yield [pieces[digest] for digest in ledger.expects(number, pieces)]


def _jobs(book: Gradebook, order: Order, hand_ins: Iterator[list[Piece]], queue: Queue) -> Iterator[Job]:
    """The jobs in the order of the queue, which a few hand-ins more are read into for each job that is asked for.

    What waits is known by its digest alone, and its file comes from the gradebook when its turn does.
    """
    while True:
        for pieces in islice(hand_ins, 0 if queue.is_full else READ_AT_ONCE):
            queue.add(pieces)
        if not queue:
            queue.add(next(filter(None, hand_ins), []))
        piece = queue.next()
        if piece is None:
            return
        yield order.job(piece, None if piece.digest == nothing(piece.slug) else book.source(piece.digest))


def _count(tally: Tally, verdict: Verdict) -> None:
    statuses = [exercise.status for exercise in verdict.result.exercises]
    tally.graded += 1
    tally.failing += any(status not in (Status.PASSED, Status.NOT_ATTEMPTED) for status in statuses)


def _fault(job: Job, error: Exception) -> str:
    return say(
        "{slug} ({file}) could not be graded: {error}",
        slug=job.slug,
        file=job.source.file if job.source else say("nothing handed in"),
        error=str(error) or type(error).__name__,
    )
