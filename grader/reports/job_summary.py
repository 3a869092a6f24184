"""The page that a CI run shows of a pull request: the score table, what is next, and what was not used.

GitHub renders it as Markdown, and there are many ways out of a table of Markdown. So it is one block of HTML from its
first line to its last: no line in it is empty, at which Markdown would begin again, and each text is on one line and
escaped by Jinja2.
"""

from collections.abc import Iterator, Sequence

from grader.language import say
from grader.model import AssignmentResult, ExerciseResult, Grade
from grader.reports import words
from grader.reports.html import template
from grader.reports.text import clean_line, shorten

LONGEST_LINE = 300
"""Characters of one text; the report has the rest."""

MOST_ROWS = 200
MOST_NOTES = 20
MOST_PATHS = 50
"""So many rows, notes and paths are shown. All of it stays below the mebibyte that GitHub takes of a step."""


def render_summary(
    grade: Grade | None, *, base: str = "", commit: str = "", unused: Sequence[str] = (), fail_under: float | None
) -> str:
    """Return the page.

    Args:
        grade: as everybody may see it; None where the pull request changes no student's file.
        base: the name of the branch that it was graded by; empty if it is not known.
        commit: the branch's commit; empty if it is not known.
        unused: the paths that the pull request changes and that took no part.
        fail_under: the percentage below which the run fails, if there is one.
    """
    page = template("job_summary.html.j2").render(
        grade=grade,
        base=say("{branch} at {commit}", branch=base, commit=commit) if base and commit else base,
        fail_under=fail_under,
        unused=unused[:MOST_PATHS],
        more_unused=len(unused) - MOST_PATHS,
        all_unused=len(unused),
        tables=_tables(grade.assignments) if grade else [],
        more_rows=len(words.exercises_of(grade)) - MOST_ROWS if grade else 0,
        notes=_notes(grade)[:MOST_NOTES] if grade else [],
        next_step=words.next_step(grade) if grade else None,
        line=_line,
    )
    return "\n".join(line for line in page.splitlines() if line.strip()) + "\n"


def _line(text: str) -> str:
    return shorten(clean_line(text), LONGEST_LINE)


def _tables(assignments: Sequence[AssignmentResult]) -> Iterator[tuple[AssignmentResult, Sequence[ExerciseResult]]]:
    """Each assignment with its exercises, as far as there are rows for them."""
    left = MOST_ROWS
    for assignment in assignments:
        shown = assignment.exercises[:left]
        left -= len(shown)
        if shown:
            yield assignment, shown


def _notes(grade: Grade) -> list[str]:
    notes = [note for assignment in grade.assignments for note in assignment.notes]
    notes += [note for exercise in words.exercises_of(grade) for note in exercise.notes]
    notes += [*grade.notes, words.isolation_note(grade), "" if grade.hidden else say(words.PUBLIC_ONLY)]
    return [note for note in notes if note]
