"""`grader pull-request`: the student files of a pull request, graded by what its base branch holds.

It speaks to GitHub Actions where the environment says that it runs there; elsewhere, it writes its files and no more.
"""

import os
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.cli.shared import course_option, language_option, reports_option, the_course
from grader.cli.usage import Command
from grader.language import say

if TYPE_CHECKING:
    from grader.assignment import Assignment, Course
    from grader.model import Grade

FOLDER = click.Path(path_type=Path, exists=True, file_okay=False)
FILE = click.Path(path_type=Path, exists=True, dir_okay=False)


@click.command("pull-request", cls=Command, context_settings={"auto_envvar_prefix": "PULL_REQUEST"})
@click.argument("head", type=FOLDER)
@click.option("--changes", type=FILE, required=True, help="What git diff --name-only -z says that it changes.")
@click.option("--assignments", default="changed", show_default=True, help="Grade what changed, all, or one SLUG.")
@click.option("--name", default="pull-request", show_default=True, help="What the report is called.")
@click.option("--base", default="", help="The branch that it is graded by, to be named in the summary.")
@click.option("--commit", default="", help="The commit of that branch, to be named beside it.")
@click.option("--login", default="", help="The account of who opened it, for Classroom 50.")
@click.option("--submitted", default="", help="When it was handed in, in ISO 8601 with its offset, for Classroom 50.")
@click.option("--classroom", default="", help="The classroom's short name, for Classroom 50.")
@reports_option(help="The folder for the report, the summary and the results.")
@click.option("--require-isolation/--any-isolation", default=True, show_default=True, help="As for grader grade.")
@click.option("--fail-under", type=click.FloatRange(0, 100), help="Exit with 1 if the score is below this percentage.")
@language_option
@course_option
def pull_request(
    head: Path,
    changes: Path,
    assignments: str,
    name: str,
    base: str,
    commit: str,
    login: str,
    submitted: str,
    classroom: str,
    reports: Path,
    require_isolation: bool,
    fail_under: float | None,
    course_folder: Path | None,
) -> int:
    """Grade the student files in HEAD, a checkout of the pull request, by the course of the base branch.

    Only assignments/SLUG/SLUG.py and .ipynb are read, for the assignments that the base has. Each option may be given
    as an environment variable, such as PULL_REQUEST_FAIL_UNDER; an empty one is none.
    """
    from grader.pull_request import choose, class_of_one, read_changes  # noqa: PLC0415 - as in other commands
    from grader.reports.github import inert, tell_github  # noqa: PLC0415
    from grader.reports.job_summary import render_summary  # noqa: PLC0415
    from grader.reports.pull_request_files import write_files  # noqa: PLC0415

    with inert(os.environ, click.echo):
        course = the_course(course_folder)
        changed = read_changes(changes.read_bytes(), course.assignments)
        chosen = choose(course, assignments, changed)
        grade = _grade(course, chosen, head, name, require_isolation=require_isolation) if chosen else None
        one = class_of_one(grade, chosen, title=classroom, login=login, submitted=submitted) if grade else None
        summary = render_summary(grade, base=base, commit=commit, unused=changed.unused, fail_under=fail_under)
        files = write_files(grade, one, summary, reports, click.echo)
        _print(grade, files[0] if files else None)
    tell_github(grade, summary, files, reports, os.environ, click.echo)
    return int(fail_under is not None and (grade.percent if grade else 0.0) < fail_under)


def _grade(
    course: "Course", chosen: Sequence["Assignment"], head: Path, name: str, *, require_isolation: bool
) -> "Grade":
    """The grade of the student files, as everybody may see it."""
    from grader.pull_request import published, take  # noqa: PLC0415
    from grader.session import GradingSession  # noqa: PLC0415 - NumPy loads when grading does

    with GradingSession(course, chosen) as session:
        if require_isolation:
            session.hold_isolation()
        grade = session.grade(take(head, chosen, name))
    return published(grade, chosen, datetime.now(UTC))


def _print(grade: "Grade | None", report: Path | None) -> None:
    """Print the grade as `grader grade` does."""
    from rich.console import Console  # noqa: PLC0415 - only commands that print need it

    from grader.reports.terminal import print_grade  # noqa: PLC0415

    if grade is None:
        click.echo(say("This pull request changes no student's file, so there is nothing to grade."))
        return
    print_grade(grade, Console(), report)
