"""Trials on all cores: each process has a grading session of its own, warm for all the trials that come to it.

They speak English whatever is spoken here, since what they find goes into the certificate.
"""

import time
from collections.abc import Iterator, Sequence
from concurrent.futures import as_completed
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from grader.assignment import load_course
from grader.audit.trials import Kind, Trial, solution_source
from grader.checks.examples import Effort
from grader.collecting import Check
from grader.engines.processes import session_processes
from grader.model import ExerciseResult
from grader.session import GradingSession

PUBLISHED = "test_worked_example"
"""The name of the check that is the handout's own example of an exercise, and nothing more."""


@dataclass(frozen=True)
class Setting:
    """What the sessions of an audit grade against."""

    root: Path
    slugs: tuple[str, ...]
    examples_only: bool = False


@dataclass(frozen=True)
class Finding:
    """What became of a trial: the exercises that lost marks, the checks that failed, and what the student reads first.

    `asked` tells of each exercise which functions its checks call; `checks` of each exercise which checks there are.
    """

    trial: Trial
    short: tuple[str, ...]
    failed: tuple[str, ...]
    misconception: str
    message: str
    seconds: float
    asked: dict[str, tuple[str, ...]]
    checks: dict[str, tuple[str, ...]]


class Pool:
    """Processes that examine trials."""

    def __init__(self, setting: Setting) -> None:
        self._executor = session_processes(_begin, (setting,), _end)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        self._executor.shutdown(wait=True, cancel_futures=True)

    def examine(self, trials: Sequence[Trial]) -> Iterator[Finding]:
        """The findings on some trials, each as soon as it is there."""
        for future in as_completed([self._executor.submit(_examine, trial) for trial in trials]):
            yield future.result()


class Examiner:
    """One process's session."""

    def __init__(self, setting: Setting, stack: ExitStack) -> None:
        course = load_course(setting.root)
        self._assignments = {a.slug: a for a in course.assignments if a.slug in setting.slugs}
        self._solutions = {slug: solution_source(assignment) for slug, assignment in self._assignments.items()}
        wanted = _is_published if setting.examples_only else lambda _: True
        session = GradingSession(course, list(self._assignments.values()), wanted=wanted)
        self._session = stack.enter_context(session)

    def examine(self, trial: Trial) -> Finding:
        """Run the checks on one trial."""
        started = time.monotonic()
        self._session.effort = Effort.DIAGNOSE if trial.kind is Kind.MISCONCEPTION else Effort.COUNT
        source = trial.beside(self._solutions[trial.slug])
        exercises = self._session.try_out(self._assignments[trial.slug], source, trial.touches)
        own = next((exercise for exercise in exercises if exercise.name == trial.exercise), None)
        return Finding(
            trial=trial,
            short=tuple(exercise.name for exercise in exercises if exercise.score < exercise.points),
            failed=tuple(check.name for check in own.checks if not check.passed) if own else (),
            misconception=own.diagnosis.misconception if own and own.diagnosis else "",
            message=_first_words(own) if own else "",
            seconds=time.monotonic() - started,
            asked={name: tuple(sorted(functions)) for name, functions in self._session.asked.items()},
            checks={exercise.name: tuple(map(_name, self._checks_of(exercise))) for exercise in exercises},
        )

    def _checks_of(self, exercise: ExerciseResult) -> list[Check]:
        return [check for check in self._session.checks if check.exercise.name == exercise.name]


_kept = ExitStack()
_examiner: Examiner | None = None
"""This process's own, from the pool's initializer on: an executor hands its processes nothing but their tasks."""


def _begin(setting: Setting) -> None:
    global _examiner  # noqa: PLW0603 - see there
    _examiner = Examiner(setting, _kept)


def _end() -> None:
    _kept.close()


def _examine(trial: Trial) -> Finding:
    if _examiner is None:
        raise RuntimeError("The process has not begun.")
    return _examiner.examine(trial)


def _name(check: Check) -> str:
    return check.name


def _is_published(check: Check) -> bool:
    return check.item.originalname == PUBLISHED


def _first_words(exercise: ExerciseResult) -> str:
    failing = [f"{check.name.split('::')[-1]}: {check.message}" for check in exercise.checks if not check.passed]
    return failing[0] if failing else exercise.message
