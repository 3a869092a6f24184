"""What a step of GitHub Actions is told: through its standard output, and through the files that GitHub names.

The commands and the files are those of "Workflow commands for GitHub Actions" in GitHub Docs.
"""

import secrets
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from grader.errors import GraderError
from grader.language import say
from grader.model import Grade
from grader.reports.annotations import annotations, workflow_commands
from grader.reports.classroom_reporter import classroom_result
from grader.reports.words import percent

Environment = Mapping[str, str]


def is_github(environment: Environment) -> bool:
    """Tell whether this runs in GitHub Actions."""
    return environment.get("GITHUB_ACTIONS") == "true"


@contextmanager
def inert(environment: Environment, tell: Callable[[str], None]) -> Iterator[None]:
    """While it lasts, no line of the output is a command to GitHub, whatever it looks like.

    The word that ends it is made up anew each time, so that nobody else can say it. After an exception it is not said:
    what is printed about that may hold anything, and GitHub forgets about it with the end of the step.
    """
    if not is_github(environment):
        yield
        return
    token = secrets.token_hex(16)
    tell(f"::stop-commands::{token}")
    yield
    tell(f"::{token}::")


def tell_github(
    grade: Grade | None,
    summary: str,
    reports: tuple[Path, Path] | None,
    folder: Path,
    environment: Environment,
    tell: Callable[[str], None],
) -> None:
    """Annotate files, add to the job's summary, and set the step's outputs; nothing where this is not GitHub Actions.

    Args:
        grade: as everybody may see it; None where there is nothing to grade.
        summary: the page that `render_summary` gives.
        reports: the HTML and the JSON report, if there is a grade.
        folder: where the reports and all other files are.
        environment: the process's.
        tell: prints a line.

    Raises:
        GraderError: a file that GitHub names cannot be written.
    """
    if not is_github(environment):
        return
    for command in workflow_commands(annotations(grade)) if grade else []:
        tell(command)
    _append(environment.get("GITHUB_STEP_SUMMARY"), summary)
    _append(environment.get("GITHUB_OUTPUT"), "".join(f"{n}={v}\n" for n, v in _outputs(grade, reports, folder)))


def _outputs(grade: Grade | None, reports: tuple[Path, Path] | None, folder: Path) -> Iterator[tuple[str, str | int]]:
    """The step's outputs. None has a line end in it: they are numbers, base64, and paths of the runner's own."""
    score, points = (grade.score, grade.points) if grade else (0, 0)
    html, json = reports or ("", "")
    yield "score", score
    yield "points", points
    yield "percent", percent(score, points)
    yield "result", classroom_result(grade)
    yield "report", str(html)
    yield "json", str(json)
    yield "folder", str(folder)


def _append(file: str | None, text: str) -> None:
    if not file:
        return
    try:
        with Path(file).open("a", encoding="utf-8") as stream:
            stream.write(text)
    except OSError as error:
        refused = say(
            "{file}, which GitHub Actions names, could not be written: {reason}.", file=file, reason=error.strerror
        )
        raise GraderError(refused) from error
