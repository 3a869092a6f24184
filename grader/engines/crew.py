"""Hands jobs to an engine, and hands them out again when whoever had them is gone."""

from collections import Counter, deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait
from contextlib import AbstractContextManager
from typing import Protocol

from grader.engines.desk import Job, judge
from grader.errors import EngineError, IsolationError, SandboxError
from grader.language import say
from grader.model import Verdict

TRIES = 3
"""How often a job is handed out that takes its worker down with it, or whose sandbox cannot be started."""


class Engine(Protocol):
    """Something that opens executors."""

    @property
    def window(self) -> int:
        """How many jobs are handed out at a time."""

    def open(self) -> AbstractContextManager[Executor]:
        """An executor for a while."""


Outcome = tuple[Job, Verdict | Exception]


class Crew:
    """Has jobs done by an engine, each once, whatever becomes of its workers.

    A process pool breaks as a whole when one of its processes dies, and does not tell which job that one had. So all
    jobs that were under way are under suspicion: a new pool gets these one at a time, and only then all the others.
    A job that takes several workers down alone is given up.
    """

    def __init__(self, engine: Engine, work: Callable[[Job], Verdict] = judge) -> None:
        self._engine = engine
        self._work = work
        self._flying: dict[Future[Verdict], Job] = {}
        self._again: deque[Job] = deque()
        self._tries: Counter[str] = Counter()
        self._breaks = 0

    def results(self, jobs: Iterable[Job]) -> Generator[Outcome, None, None]:
        """What becomes of each job, as soon as it is known: a verdict, or the error that kept it from one.

        Raises:
            EngineError: no worker lives long enough to do anything.
        """
        waiting = iter(jobs)
        while (yield from self._until_broken(waiting)):
            self._breaks += 1
            if self._breaks > TRIES:
                raise EngineError(
                    say(
                        "The processes that grade ended {count} times before doing a thing. Is the machine out of "
                        "memory? Everything graded so far is kept; run the same command to go on.",
                        count=self._breaks,
                    )
                )

    def _until_broken(self, waiting: Iterator[Job]) -> Generator[Outcome, None, bool]:
        """Work with one executor; gives back whether it broke, or False when all is done."""
        try:
            with self._engine.open() as executor:
                while self._hand_out(executor, waiting):
                    done, _ = wait(self._flying, return_when=FIRST_COMPLETED)
                    yield from self._landed(done)
        except BrokenExecutor:
            yield from self._suspect()
            return True
        return False

    def _hand_out(self, executor: Executor, waiting: Iterator[Job]) -> bool:
        """Keep the engine supplied: one job while there are suspects, else as many as it wants. False at the end."""
        if self._again and not self._flying:
            self._submit(executor, self._again.popleft())
            return True
        while not self._again and len(self._flying) < self._engine.window:
            job = next(waiting, None)
            if job is None:
                break
            self._submit(executor, job)
        return bool(self._flying)

    def _submit(self, executor: Executor, job: Job) -> None:
        try:
            self._flying[executor.submit(self._work, job)] = job
        except BrokenExecutor:  # it broke while nobody looked, and this job was never begun
            self._again.append(job)
            raise

    def _landed(self, done: Iterable[Future[Verdict]]) -> Iterator[Outcome]:
        whole = [future for future in done if _is_whole(future)]
        for future in whole:
            yield from self._outcome(self._flying.pop(future), future)
        for future in done:
            if future.cancelled():
                raise EngineError(
                    say("The cluster is out of reach. What is graded is kept; run the same command to go on.")
                )
            if future not in whole:
                future.result()  # raises

    def _outcome(self, job: Job, future: Future[Verdict]) -> Iterator[Outcome]:
        self._breaks = 0
        error = future.exception()
        passing = isinstance(error, SandboxError) and not isinstance(error, IsolationError)
        if passing and self._may_try_again(job):
            self._again.append(job)
        elif isinstance(error, Exception):
            yield job, error
        else:
            yield job, future.result()

    def _suspect(self) -> Iterator[Outcome]:
        """Put what was under way aside for the next executor, but for what had been done by then."""
        alone = len(self._flying) == 1
        flying, self._flying = self._flying, {}
        for future, job in flying.items():
            if future.done() and _is_whole(future):
                yield from self._outcome(job, future)
            elif alone and not self._may_try_again(job):
                yield (
                    job,
                    EngineError(say("Each process that graded it ended while it did, {count} times.", count=TRIES)),
                )
            else:
                self._again.append(job)

    def _may_try_again(self, job: Job) -> bool:
        self._tries[job.digest] += 1
        return self._tries[job.digest] < TRIES


def _is_whole(future: Future[Verdict]) -> bool:
    """Whether a job ended by itself, with a verdict or an error of its own, and not with its executor."""
    return not future.cancelled() and not isinstance(future.exception(), BrokenExecutor)
