"""The audit: everything is tried, and what became of it is put together exercise by exercise."""

import datetime
import time
from collections.abc import Callable, Iterable, Sequence

from grader.assignment import Assignment, Course
from grader.audit.known import KnownMutants, known_file, known_mutants
from grader.audit.mutants import Mutant
from grader.audit.pool import Finding, Pool, Setting
from grader.audit.trials import Kind, Trial, Uses, solution_source, solution_trial
from grader.certificate import ELSEWHERE, UNDIAGNOSED, Certificate, ExerciseCertificate, Survivor
from grader.errors import CourseError
from grader.language import say
from grader.model import Times
from grader.sentences import enumerated

Progress = Callable[[int, int], None]
"""Told how many trials are done, and of how many."""


def audit(
    course: Course,
    assignments: Sequence[Assignment],
    *,
    examples_only: bool = False,
    progress: Progress = lambda _, __: None,
) -> Certificate:
    """Try every misconception, alternative and mutant of some assignments.

    Args:
        course: where the assignments are from.
        assignments: those whose checks are examined.
        examples_only: reduce the checks to the published examples, to see what these alone would miss.
        progress: told how far it is.

    Raises:
        CourseError: the solution does not get full marks, or a file of answers or known mutants is not right.
        GraderError: something that the audit needs is not there.
    """
    started, clock = datetime.datetime.now(datetime.UTC), time.monotonic()
    known = {assignment.slug: known_mutants(assignment) for assignment in assignments}  # a slip in a file shows at once
    for assignment in assignments:
        solution_source(assignment)  # and so does one that the pool's processes would end at
    setting = Setting(course.root, tuple(a.slug for a in assignments), examples_only)
    with Pool(setting) as pool:
        baseline = {finding.trial.slug: _full(finding) for finding in pool.examine([*map(solution_trial, assignments)])}
        uses = [Uses(assignment, baseline[assignment.slug].asked) for assignment in assignments]
        answers = [trial for use in uses for trial in use.answers()]
        mutants = {trial: mutant for use in uses for trial, mutant in use.mutants()}
        findings = list(_told(pool.examine([*answers, *mutants]), len(answers) + len(mutants), progress))
    place = {trial: number for number, trial in enumerate([*answers, *mutants])}
    findings.sort(key=lambda finding: place[finding.trial])
    exercises = [
        certified
        for assignment in assignments
        for certified in _certify(
            assignment, baseline[assignment.slug], findings, mutants, known[assignment.slug], fresh=not examples_only
        )
    ]
    seconds = round(time.monotonic() - clock, 1)
    times = Times(started=started.isoformat(timespec="seconds"), seconds=seconds)
    return Certificate(examples_only=examples_only, exercises=exercises, times=times)


def _full(finding: Finding) -> Finding:
    if finding.short:
        short = enumerated(finding.short)
        raise CourseError(
            say(
                "The solution of {slug} does not get full marks: {exercises}.", slug=finding.trial.slug, exercises=short
            )
        )
    return finding


def _told(findings: Iterable[Finding], whole: int, progress: Progress) -> Iterable[Finding]:
    progress(0, whole)
    for count, finding in enumerate(findings, start=1):
        progress(count, whole)
        yield finding


def _certify(
    assignment: Assignment,
    baseline: Finding,
    findings: Sequence[Finding],
    mutants: dict[Trial, Mutant],
    known: KnownMutants,
    *,
    fresh: bool,
) -> list[ExerciseCertificate]:
    mine = [finding for finding in findings if finding.trial.slug == assignment.slug]
    survived = [mutants[f.trial] for f in mine if f.trial.kind is Kind.MUTANT and f.trial.exercise not in f.short]
    if fresh:  # what is on file is what all checks let live, and not what a part of them does
        known.hold_fresh(survived, known_file(assignment))
    return [
        _exercise(
            assignment.slug,
            exercise.name,
            baseline.checks.get(exercise.name, ()),
            [finding for finding in mine if finding.trial.exercise == exercise.name],
            [known.survivor_of(mutant) for mutant in survived if mutant.exercise == exercise.name],
        )
        for exercise in assignment.exercises
    ]


def _exercise(
    slug: str, name: str, checks: Sequence[str], findings: Sequence[Finding], survivors: list[Survivor]
) -> ExerciseCertificate:
    wrong, right, mutated = (
        [finding for finding in findings if finding.trial.kind is kind]
        for kind in (Kind.MISCONCEPTION, Kind.ALTERNATIVE, Kind.MUTANT)
    )
    failed = {check for finding in findings for check in finding.failed}
    return ExerciseCertificate(
        assignment=slug,
        name=name,
        misconceptions=len(wrong),
        slipped=tuple(f.trial.name for f in wrong if name not in f.short),
        unexplained=tuple(_explained_as(f) for f in wrong if f.misconception != f.trial.name),
        spread=tuple(_spread(f) for f in findings if set(f.short) - {name}),
        mutants=len(mutated),
        survivors=tuple(survivors),
        alternatives=len(right),
        rejected=tuple(f"{f.trial.name} ({f.message})" for f in right if name in f.short),
        checks=len(checks),
        idle=tuple(check for check in checks if check not in failed),
        seconds=round(sum(finding.seconds for finding in findings), 1),
    )


def _explained_as(finding: Finding) -> str:
    name = finding.trial.name
    return f"{name} ({finding.misconception})" if finding.misconception else UNDIAGNOSED.format(name=name)


def _spread(finding: Finding) -> str:
    others = sorted(set(finding.short) - {finding.trial.exercise})
    return ELSEWHERE.format(name=finding.trial.name, exercises=", ".join(others))
