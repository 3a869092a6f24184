"""Grading, submission after submission: the sandbox warm, the checks collected once."""

import contextlib
import datetime
import time
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec

from grader.alike import Alike
from grader.answer_key import AnswerKey, course_source
from grader.assignment import Assignment, Course, Exercise
from grader.attempt import Attempt, examine, unrunnable
from grader.calls import Outcome
from grader.checks.examples import Effort
from grader.checks.snippet import renamed
from grader.checks.watching import Comparison
from grader.collecting import Check
from grader.contained import Library
from grader.diagnosis import diagnose
from grader.errors import CourseError, GraderError, IsolationError
from grader.fingerprint import fingerprint
from grader.functions import StudentRun
from grader.kept_examples import KeptExamples
from grader.language import course as course_words
from grader.language import marked, say
from grader.layers import layer_name, layer_state
from grader.model import AssignmentResult, CheckResult, ExerciseResult, Grade, Status, Times, Verdict, worst
from grader.precedents import Precedents
from grader.remembered import Known, Likeness, Remembered
from grader.sandbox.fresh import open_sandbox
from grader.sandbox.messages import LoadFailure
from grader.sandbox.seam import Sandbox
from grader.submission import Source, Submission, changes_outside
from grader.texts import Handout, Loading
from grader.verdict import CALL, unrun

Progress = Callable[[str], None]
"""Told the name of each exercise as its grading starts."""


EXPLAINED = (Status.FAILED, Status.RAISED)
"""Endings that answers come with, from which a diagnosis can be made."""
SHOWN_FAILURES = 5
MORE_FAILURES = marked("More lines like these could not be carried out.")
RESTARTED = marked("The server that makes the workers ended while this was graded, and was started again.")


class GradingSession:
    """Grades any number of submissions against some assignments of a course.

    The sandbox loads in its own process while the checks are collected and their examples drawn here. `asked` tells of
    each exercise which functions its checks have called so far.

    Args:
        course: where the assignments are from.
        assignments: those to grade.
        sandbox: where workers come from, if not from a server of the session's own.
        effort: what is done about a property that fails.
        wanted: which of the checks are run; the points of the others are left out.
        remembers: whether an exercise that is alike to one that was graded before gets that one's result, not a worker.
        beside: a file in which sessions that grade by the same versions share what they remember.
        kept: examples of an earlier run, which are not drawn again; for people who grade their own work.
    """

    def __init__(
        self,
        course: Course,
        assignments: Sequence[Assignment],
        sandbox: Sandbox | None = None,
        *,
        effort: Effort = Effort.EXPLAIN,
        wanted: Callable[[Check], bool] = lambda _: True,
        remembers: bool = True,
        beside: Path | None = None,
        kept: KeptExamples | None = None,
    ) -> None:
        self._assignments = list(assignments)
        self.effort = effort
        self.asked: dict[str, set[str]] = {}
        self._precedents: defaultdict[tuple[str, str, Effort], Precedents] = defaultdict(Precedents)
        self._shelf = Library(course.library)
        self._remembered = Remembered(beside) if remembers else None
        self._kept = kept
        self._sandbox = sandbox or open_sandbox(course.library, _stub_texts(self._assignments))
        from grader.runner import CheckRunner  # noqa: PLC0415 - pytest and Hypothesis load while the sandbox does

        try:
            self._stubs = {a.slug: course_source(a, a.given) for a in self._assignments}
            self._handouts = {slug: Handout.of(stub) for slug, stub in self._stubs.items()}
            self._answers = AnswerKey(self._assignments, course.library)
            self._runner = CheckRunner(self._assignments, course, kept)
            self.checks = [check for check in self._runner.checks if wanted(check)]
        except GraderError:
            self._sandbox.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """End the sandbox and the checks."""
        self._sandbox.close()  # first, so that a call that is under way ends now and not at its deadline
        self._runner.close()
        if self._kept is not None:
            self._kept.close()
        if self._remembered is not None:
            self._remembered.close()

    def hold_isolation(self) -> None:
        """Refuse to go on if a layer of the sandbox is not on.

        Raises:
            IsolationError: one is off; the sentence says which and why.
        """
        off = [
            say("{layer} is {state}", layer=layer_name(layer), state=layer_state(state))
            for layer, state in self._sandbox.isolation().items()
            if state != "on"
        ]
        if off:
            raise IsolationError(
                say(
                    "Not all of the sandbox is on: {layers}. Grade where it is, or leave --require-isolation away if "
                    "you would run this code yourself.",
                    layers=say("; ").join(off),
                )
            )

    def exercises(self, submission: Submission) -> list[str]:
        """The names of the exercises that grading this submission will go through."""
        return [e.name for a in self._graded(submission) for e in a.exercises]

    def try_out(self, assignment: Assignment, source: Source, exercises: Collection[str]) -> list[ExerciseResult]:
        """Run the checks of some exercises on a file, whatever is filled in there, and without a note on it.

        Raises:
            CourseError: the course's own files do not fit together.
            SandboxError: the worker server cannot be started or has died.
        """
        chosen = [exercise for exercise in assignment.exercises if exercise.name in exercises]
        self._runner.draw([c for c in self.checks if c.assignment is assignment and c.exercise in chosen])
        loaded = Loading(source.units)
        return [self._grade_exercise(assignment, exercise, Attempt(), source, loaded) for exercise in chosen]

    def grade(self, submission: Submission, progress: Progress = lambda _: None) -> Grade:
        """Grade one submission.

        Raises:
            CourseError: the course's own files do not fit together.
            SandboxError: the worker server cannot be started or has died.
        """
        started, clock = datetime.datetime.now(datetime.UTC), time.monotonic()
        restarts = self._sandbox.restarts
        graded = self._graded(submission)
        results = [
            _placed(self._grade_assignment(a, submission.sources.get(a.slug), progress), submission) for a in graded
        ]
        return Grade(
            submission=submission.name,
            isolation=self._sandbox.isolation(),
            hidden=all(a.solution is not None for a in graded),
            score=sum(r.score for r in results),
            points=sum(r.points for r in results),
            assignments=results,
            notes=[*submission.notes, *[say(RESTARTED)] * (self._sandbox.restarts > restarts)],
            times=_times(started, clock),
        )

    def judge(self, assignment: Assignment, source: Source | None, only: Collection[str] = ()) -> Verdict:
        """Grade one assignment's file, or its absence, whoever handed it in.

        Args:
            assignment: one of the session's.
            source: the file.
            only: the exercises that are graded, and whose points there are; all of them if it is empty.

        Raises:
            CourseError: the course's own files do not fit together.
            SandboxError: the worker server cannot be started or has died.
        """
        started, clock = datetime.datetime.now(datetime.UTC), time.monotonic()
        result = self._grade_assignment(assignment, source, lambda _: None, only)
        return Verdict(
            result=result,
            isolation=self._sandbox.isolation(),
            hidden=assignment.solution is not None,
            times=_times(started, clock),
        )

    def _graded(self, submission: Submission) -> list[Assignment]:
        """A file is graded for what it is; in a folder or a zip, an assignment that is not there counts as zero."""
        if submission.single:
            return [a for a in self._assignments if a.slug in submission.sources]
        return self._assignments

    def _grade_assignment(
        self, assignment: Assignment, source: Source | None, progress: Progress, only: Collection[str] = ()
    ) -> AssignmentResult:
        stub = self._stubs[assignment.slug]
        chosen = [exercise for exercise in assignment.exercises if not only or exercise.name in only]
        attempts = {exercise.name: examine(exercise.name, source, stub) for exercise in chosen}
        mine = [check for check in self.checks if check.assignment is assignment and check.exercise in chosen]
        self._runner.draw([check for check in mine if attempts[check.exercise.name].status is None])
        loaded = Loading(source.units if source else [], self._shelf)
        alike = Alike(loaded.statements) if self._remembered is not None else None
        exercises = []
        with contextlib.closing(loaded):
            for exercise in chosen:
                progress(exercise.name)
                exercises.append(
                    self._known_or_graded(assignment, exercise, attempts[exercise.name], source, loaded, alike)
                )
        return AssignmentResult(
            slug=assignment.slug,
            title=assignment.title,
            file=source.file if source else "",
            score=sum(e.score for e in exercises),
            points=sum(e.points for e in exercises),
            exercises=exercises,
            notes=self._notes(assignment, source, loaded.failures),
        )

    def _known_or_graded(
        self,
        assignment: Assignment,
        exercise: Exercise,
        attempt: Attempt,
        source: Source | None,
        loaded: Loading,
        alike: Alike | None,
    ) -> ExerciseResult:
        """The result of an exercise that is alike to one that was graded before, or else of grading this one."""
        key = alike.key(exercise.name) if alike and attempt.status is None else None
        if source is None or key is None:
            return self._grade_exercise(assignment, exercise, attempt, source, loaded)
        known = self._recalled((assignment.slug, key), source.file, attempt)
        if known is not None:
            return known
        result = self._grade_exercise(assignment, exercise, attempt, source, loaded)
        self._remember((assignment.slug, key), source.file, result, loaded)
        return result

    def _recalled(self, likeness: Likeness, file: str, attempt: Attempt) -> ExerciseResult | None:
        """The result of an exercise that is alike to one that was graded before, as this file's."""
        known = self._remembered.recall(likeness) if self._remembered is not None else None
        return None if known is None else _as_its_own(known, file, attempt)

    def _remember(self, likeness: Likeness, file: str, result: ExerciseResult, loaded: Loading) -> None:
        """Keep a result for exercises that are alike, if it would be theirs to the last letter."""
        whole = not loaded.failures and loaded.death is None
        if self._remembered is not None and _is_certain(result) and whole:
            self._remembered.keep(likeness, Known(file=file, result=result))

    def _grade_exercise(
        self, assignment: Assignment, exercise: Exercise, attempt: Attempt, source: Source | None, loaded: Loading
    ) -> ExerciseResult:
        checks = [c for c in self.checks if c.assignment is assignment and c.exercise is exercise]
        if attempt.status is not None or source is None:
            results = [unrun(check, attempt.status or Status.NOT_ATTEMPTED, attempt.detail) for check in checks]
            return _exercise_result(exercise, results, attempt)
        run = StudentRun(self._sandbox, assignment.settings.limits, loaded, self._handouts[assignment.slug])
        precedents = self._precedents[assignment.slug, exercise.name, self.effort]
        with contextlib.closing(run):
            if (known := run.follow(precedents)) is not None:
                return _as_its_own(known, source.file, attempt)
            result = self._judged(assignment, exercise, attempt, checks, run, source)
        certain = _is_certain(result) and result.notes == attempt.notes
        precedents.learn(run.exchanges, Known(file=source.file, result=result) if certain else None)
        return result

    def _judged(
        self,
        assignment: Assignment,
        exercise: Exercise,
        attempt: Attempt,
        checks: list[Check],
        run: StudentRun,
        source: Source,
    ) -> ExerciseResult:
        from grader.marking import Job  # noqa: PLC0415 - it brings pytest, which the runner has loaded by now

        key = self._answers
        job = Job(checks, run, run.functions, key.reference, key.golden, source.file, source.units, self.effort)
        results = self._runner.run(job)
        result = _exercise_result(exercise, results, attempt)
        if not all(check.passed for check in results):
            result = msgspec.structs.replace(result, answers=fingerprint(run.outcomes))
        self.asked.setdefault(exercise.name, set()).update(outcome.call.function for outcome in run.outcomes)
        if self.effort > Effort.COUNT and any(check.status in EXPLAINED for check in results):
            return self._explained(result, assignment, run.outcomes, job.comparisons)
        return result

    def _explained(
        self,
        result: ExerciseResult,
        assignment: Assignment,
        outcomes: Sequence[Outcome],
        comparisons: Sequence[Comparison],
    ) -> ExerciseResult:
        """A result with what its wrong answers most likely come from. A fault in the author's list costs no grade."""
        try:
            diagnosis = diagnose(result.name, outcomes, comparisons, self._answers.catalogue(assignment))
        except CourseError as error:
            return msgspec.structs.replace(
                result, notes=[*result.notes, say("No diagnosis could be made: {error}", error=error)]
            )
        if diagnosis is None:
            return result
        return msgspec.structs.replace(result, diagnosis=diagnosis, message=diagnosis.text)

    def _notes(self, assignment: Assignment, source: Source | None, failures: list[LoadFailure]) -> list[str]:
        if source is None:
            return [say("No file for {title} was handed in.", title=assignment.title)]
        stub = self._stubs[assignment.slug]
        if source.problem:
            return [source.problem]
        changes = changes_outside(source, stub, [e.name for e in assignment.exercises])
        more = [say(MORE_FAILURES)] if len(failures) > SHOWN_FAILURES else []
        return [*source.notes, *changes, *map(unrunnable, failures[:SHOWN_FAILURES]), *more]


def _stub_texts(assignments: Iterable[Assignment]) -> list[str]:
    """The imports of the stubs as they are given out, as far as they are there: submissions import the same."""
    given = [assignment.given for assignment in assignments]
    texts = [path.read_text(encoding="utf-8", errors="replace") for path in given if path.is_file()]
    return [line for text in texts for line in text.splitlines() if line.startswith(("import ", "from "))]


def _placed(result: AssignmentResult, submission: Submission) -> AssignmentResult:
    """The result with its file as one would open it from beside the submission."""
    if submission.single or not result.file:
        return result
    return msgspec.structs.replace(result, file=f"{submission.name}/{result.file}")


def _times(started: datetime.datetime, clock: float) -> Times:
    return Times(started=started.isoformat(timespec="seconds"), seconds=round(time.monotonic() - clock, 3))


def _exercise_result(exercise: Exercise, results: list[CheckResult], attempt: Attempt) -> ExerciseResult:
    return ExerciseResult(
        name=exercise.name,
        title=course_words(exercise.title),
        status=worst([r.status for r in results]),
        score=sum(r.score for r in results),
        points=sum(r.points for r in results),
        message=_sentence(results, attempt),
        checks=results,
        code=attempt.code,
        notes=attempt.notes,
    )


def _is_certain(result: ExerciseResult) -> bool:
    """Whether a result comes again, to the last letter, where the same is answered.

    Lines of a traceback are each file's own, and what a deadline or a lack of memory comes to is never certain.
    """
    return all(c.status in (Status.PASSED, Status.FAILED) and not c.frames for c in result.checks)


def _as_its_own(known: Known, file: str, attempt: Attempt) -> ExerciseResult:
    """A result of an exercise in another file, as this file's."""
    checks = [msgspec.structs.replace(c, snippet=renamed(c.snippet, known.file, file)) for c in known.result.checks]
    return msgspec.structs.replace(known.result, checks=checks, code=attempt.code, notes=attempt.notes)


def _sentence(results: list[CheckResult], attempt: Attempt) -> str:
    """The one sentence that the table shows: what to know first."""
    if attempt.message:
        return attempt.message
    failing = [result for result in results if not result.passed]
    if not results:
        return say("There is no check of it here, so that it could not be graded.")
    if not failing:
        return say("All checks pass.")
    first = failing[0]
    if first.hidden:
        return first.hint or first.message
    return first.message.split(CALL)[0]
