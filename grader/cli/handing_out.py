"""The commands that make courses: what students get, and the beginning of an assignment."""

from pathlib import Path

import click

from grader.cli.shared import course_option, the_course, written_option
from grader.errors import GraderError

FORMS = ("script", "notebook")


@click.command()
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
        raise GraderError(f"{folder} is not empty. Name another folder, or write over what is there with --update.")
    from grader.release import release as write  # noqa: PLC0415 - Jinja2 loads when there is something to write

    written = write(course, chosen, folder, forms or FORMS, code)
    click.echo(f"Wrote {len(written)} files into {folder}. Begin with its README.md; `make test` in it tries it out.")
    return 0
