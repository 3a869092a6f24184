"""The commands that make courses: what students get, and the beginning of an assignment."""

from pathlib import Path

import click

from grader.cli.shared import course_option, say_written, the_course, written_option
from grader.cli.usage import Command
from grader.errors import CourseError, GraderError
from grader.language import counted, marked, say

FORMS = ("script", "notebook")


@click.command(cls=Command)
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--assignment", "-a", metavar="SLUG", help="Hand out this assignment only.")
@click.option(
    "--form", "forms", type=click.Choice(FORMS), multiple=True, help="As scripts or as notebooks; both if not said."
)
@click.option("--update", is_flag=True, help="Write over an earlier hand-out in FOLDER; other files in it stay.")
@written_option
@course_option
def release(
    folder: Path, assignment: str | None, forms: tuple[str, ...], update: bool, code: str, course_folder: Path | None
) -> int:
    """Write what students get into FOLDER: stubs, library, public checks, and the grader to run them.

    Nothing of solutions, hidden checks and misconceptions is in it, and no line of a solution's blocks.
    """
    course = the_course(course_folder)
    chosen = course.select(assignment)
    if not update and folder.exists() and any(folder.iterdir()):
        refused = marked("{folder} is not empty. Name another folder, or write over what is there with --update.")
        raise GraderError(say(refused, folder=folder))
    from grader.release import release as write  # noqa: PLC0415 - Jinja2 loads when there is something to write

    written = write(course, chosen, folder, forms or FORMS, code)
    click.echo(
        counted(
            "Wrote {count} file into {folder}. Begin with its README.md; `make test` in it tries it out.",
            "Wrote {count} files into {folder}. Begin with its README.md; `make test` in it tries it out.",
            len(written),
            folder=folder,
        )
    )
    return 0


@click.command(cls=Command)
@click.argument("slug")
@click.option(
    "--course",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    help="The course's folder. Without it: the nearest one at or above the current folder, or else this one.",
)
def new(slug: str, folder: Path | None) -> int:
    """Begin an assignment SLUG: its solution, checks, known mistakes and right answers around one small exercise."""
    from grader.assignment import find_course  # noqa: PLC0415 - msgspec loads when there is something to read

    try:
        from grader.scaffold import new_assignment  # noqa: PLC0415 - so do pytest and Jinja2
    except ModuleNotFoundError as error:
        raise GraderError(say("This is a hand-out: assignments are begun where the course is made.")) from error
    root = folder
    if root is None:
        try:
            root = find_course(Path.cwd())
        except CourseError:
            root = Path.cwd()
    say_written(path.relative_to(root) for path in new_assignment(root, slug))
    begun = marked(
        "It can be graded as it stands: grader grade solutions -a {slug}; and examined: grader audit {slug}."
    )
    click.echo("\n" + say(begun, slug=slug))
    return 0
