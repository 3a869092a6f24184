"""The command line: parse, call down, exit codes.

0: it worked. 1: the score is below --fail-under. 2: wrong usage, or files that cannot be read. 3: the grader's own
machinery failed. 130: stopped with Ctrl-C. What is heavy is imported by the command that needs it.
"""

import os
import sys

import click

from grader.cli.authors import audit, golden, stub
from grader.cli.classes import batch, demo_class, export, regrade
from grader.cli.grading import grade
from grader.cli.handing_out import new, release
from grader.cli.pull_request import pull_request
from grader.cli.translating import translate
from grader.cli.usage import Group, show
from grader.cli.watch import watch
from grader.errors import EngineError, GraderError, SandboxError
from grader.language import choose, preferred, say
from grader.sandbox import privileges


@click.group(cls=Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="coursework-grader")  # looked up only when it is asked for
def cli() -> None:
    """Grade coursework in NumPy: right, kind and exact."""


for command in (
    grade,
    watch,
    pull_request,
    batch,
    regrade,
    export,
    demo_class,
    release,
    new,
    stub,
    golden,
    translate,
    audit,
):
    cli.add_command(command)


def main() -> None:
    """The `grader` command."""
    for name in ("PYTEST_ADDOPTS", "PYTEST_PLUGINS"):  # meant for somebody's own tests, not for the checks
        os.environ.pop(name, None)
    privileges.hide()  # what the grader holds in memory, the solution above all, is nobody else's to read
    try:
        choose(preferred(None, os.environ))  # until an option asks for another
        code = cli.main(standalone_mode=False)
    except click.exceptions.Abort:
        click.echo("\n" + say("Stopped. What was finished is kept; nothing else was changed."), err=True)
        code = 130
    except click.ClickException as error:
        show(error)
        code = error.exit_code
    except GraderError as error:
        click.echo(say("Error: {error}", error=error), err=True)
        code = 3 if isinstance(error, SandboxError | EngineError) else 2
    sys.exit(code)
