"""Records golden.json: the solution answers the handout's examples, and its answers are kept."""

from pathlib import Path
from typing import Any

from grader.assignment import Assignment, Course
from grader.checks.golden import GoldenRecorder, read_cases, write_cases
from grader.collecting import Check
from grader.errors import CourseError
from grader.language import marked, say
from grader.marking import Job
from grader.reference import Reference, load_reference
from grader.runner import CheckRunner
from grader.submission import read_source

Cases = dict[str, dict[str, Any]]


def record_golden(course: Course, assignments: list[Assignment]) -> list[Path]:
    """Write the golden.json of some assignments; give back the files that changed.

    Raises:
        CourseError: an assignment has no solution here, or its solution does not hold its own checks.
    """
    solutions = {a.slug: _solution(course, a) for a in assignments}
    written = []
    with CheckRunner(assignments, course) as runner:
        for assignment in assignments:
            cases = golden_cases(assignment, solutions[assignment.slug], runner)
            if cases != read_cases(assignment.golden):
                write_cases(assignment.golden, cases)
                written.append(assignment.golden)
    return written


def golden_cases(assignment: Assignment, reference: Reference, runner: CheckRunner) -> Cases:
    """What the solution answers to every check that uses `golden`, by exercise and check.

    Raises:
        CourseError: a check fails on the solution.
    """
    checks = [c for c in runner.checks if c.assignment is assignment and "golden" in c.item.fixturenames]
    cases: Cases = {check.exercise.name: {} for check in checks}

    def recorder(check: Check) -> GoldenRecorder:
        return GoldenRecorder(cases[check.exercise.name], check.item.originalname)

    for result in runner.run(Job(checks, None, reference, lambda _: reference, recorder)):
        if not result.passed:
            sentence = marked("The solution of {slug} does not hold {check}: {message}")
            raise CourseError(say(sentence, slug=assignment.slug, check=result.name, message=result.message))
    return cases


def _solution(course: Course, assignment: Assignment) -> Reference:
    if assignment.solution is None:
        folder = f"{course.root}/solutions/{assignment.slug}"
        raise CourseError(say("There is no solution of {slug} here: {folder}", slug=assignment.slug, folder=folder))
    source = read_source(assignment.solution, assignment)
    return load_reference(source.units, assignment.slug, course.library)
