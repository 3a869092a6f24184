"""`grader translate`: the catalogues brought up to date with what there is to say."""

from pathlib import Path

import click

from grader.cli.shared import course_option, say_written, the_course
from grader.cli.usage import Command


@click.command(cls=Command)
@click.argument("assignment", required=False)
@click.option("--to", "code", default="zh_CN", show_default=True, metavar="LANGUAGE", help="The catalogues' language.")
@click.option("--own", is_flag=True, help="Bring the grader's own catalogue up to date too.")
@course_option
def translate(assignment: str | None, code: str, own: bool, course_folder: Path | None) -> int:
    """Add to the catalogues what is new in one ASSIGNMENT, or in all, and take out what is gone.

    Translations stay. Where the English text has changed a little, the old one is marked as fuzzy, and is not used
    until somebody has looked at it.
    """
    from grader.translation import update_catalogues, update_own_catalogue  # noqa: PLC0415 - Babel and pytest

    course = the_course(course_folder)
    written = update_catalogues(course, course.select(assignment), code)
    say_written([*written, *(update_own_catalogue(code) if own else [])])
    return 0
