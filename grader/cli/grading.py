"""`grader grade`: one submission, its report, and its verdict in the terminal."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.cli.shared import course_option, language_option, progress_bar, reports_option, the_course
from grader.cli.usage import Command
from grader.errors import GraderError
from grader.language import say
from grader.sentences import listed, sentences

if TYPE_CHECKING:
    from grader.model import Grade
    from grader.submission import Submission


@click.command(cls=Command)
@click.argument("submission", type=click.Path(path_type=Path, exists=True), required=False)
@click.option("--assignment", "-a", metavar="SLUG", help="Grade this assignment only, such as initialization.")
@click.option("--json", "json_file", type=click.Path(path_type=Path, dir_okay=False), help="Write the result here too.")
@reports_option(help="The folder for the report.")
@click.option("--require-isolation", is_flag=True, help="Refuse to grade unless every layer of the sandbox is on.")
@click.option("--fail-under", type=click.FloatRange(0, 100), help="Exit with 1 if the score is below this percentage.")
@language_option
@course_option
def grade(
    submission: Path | None,
    assignment: str | None,
    json_file: Path | None,
    reports: Path,
    require_isolation: bool,
    fail_under: float | None,
    course_folder: Path | None,
) -> int:
    """Grade SUBMISSION: a file, a notebook, a folder or a zip. Without it: the course's own assignments folder."""
    from rich.console import Console  # noqa: PLC0415 - only this command prints

    from grader.reports.files import write_json, write_reports  # noqa: PLC0415
    from grader.reports.terminal import print_grade  # noqa: PLC0415

    result = _grade(submission, assignment, course_folder, require_isolation=require_isolation)
    report, _ = write_reports(result, reports)
    if json_file:
        write_json(result, json_file)
    print_grade(result, Console(), report, json_file)
    return int(fail_under is not None and result.percent < fail_under)


def _grade(path: Path | None, slug: str | None, course_folder: Path | None, *, require_isolation: bool) -> "Grade":
    """Grade a submission, with a progress line on a terminal."""
    from grader.kept_examples import FOLDER, KeptExamples  # noqa: PLC0415 - NumPy loads when grading does
    from grader.session import GradingSession  # noqa: PLC0415
    from grader.submission import read_submission  # noqa: PLC0415
    from grader.version import version_of  # noqa: PLC0415

    course = the_course(course_folder)
    chosen = course.select(slug)
    kept = KeptExamples(course.root / FOLDER, {a.slug: version_of(a).key for a in chosen})
    with progress_bar(say("getting ready")) as update, GradingSession(course, chosen, kept=kept) as session:
        submission = read_submission(path or course.root / "assignments", course.assignments)
        _hold_something(submission, slug)
        if require_isolation:
            session.hold_isolation()
        names = session.exercises(submission)
        return session.grade(
            submission, lambda name: update(total=len(names), completed=names.index(name), description=name)
        )


def _hold_something(submission: "Submission", slug: str | None) -> None:
    if submission.single and not submission.sources:
        refused = say("{name} is none of this course's assignments.", name=submission.name)
        raise GraderError(sentences(refused, *submission.notes))
    if submission.single and slug and slug not in submission.sources:
        found = listed(list(submission.sources))
        raise GraderError(say("{name} is {found}, not {slug}.", name=submission.name, found=found, slug=slug))
