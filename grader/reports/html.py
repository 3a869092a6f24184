"""The HTML report: one file that needs nothing else, for a screen of any size and for paper.

The template escapes everything, and everything goes through `clean` first. A content security policy inside the file
forbids scripts and the network altogether, so that text which should slip through both would still do nothing.
"""

import base64
import hashlib
from decimal import Decimal
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup, escape

from grader.classroom import StudentResult
from grader.language import counted, current, say, tag
from grader.layers import layer_name, layer_state
from grader.model import CheckResult, ExerciseResult, Frame, Grade, Status, Table
from grader.reports import standing, words
from grader.reports.code import code_lines, coloured
from grader.reports.text import clean, shorten
from grader.sentences import listed

ONE_LINE = (Status.PASSED, Status.NOT_ATTEMPTED)

TEMPLATES = Path(__file__).parent / "templates"

LONGEST_NAME = 120
LONGEST_SENTENCE = 600
LONGEST_MESSAGE = 2_000
LONGEST_OUTPUT = 8_000
"""Characters of a text of each kind; the rest is left out, and said so."""


def render_html(grade: Grade, student: StudentResult | None = None) -> str:
    """Return the report as one self-contained HTML document. The same grade gives the same text.

    Args:
        grade: what grading found.
        student: of a class, whose grade it is: then the page says what counts of it, and why.
    """
    return template("report.html.j2").render(
        grade=grade,
        student=student,
        score=student.score if student else Decimal(grade.score),
        next_step=words.next_step(grade),
    )


def template(name: str) -> Template:
    """Return one of the project's own templates, with all that they share."""
    return _environment().get_template(name)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        finalize=_shown,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(
        style=style,
        policy_hash=policy_hash,
        words=words,
        standing=standing,
        status_words=words.STATUS_WORDS,
        plainly_wrong=[Status.FAILED],
        not_the_students=[Status.UNGRADABLE],
        LONGEST_NAME=LONGEST_NAME,
        LONGEST_MESSAGE=LONGEST_MESSAGE,
        LONGEST_OUTPUT=LONGEST_OUTPUT,
        listed=listed,
        code_lines=code_lines,
        coloured=coloured,
        failing=failing,
        compact=compact,
        frames_of=frames_of,
        marked=marked,
        readable_time=standing.readable_time,
        say=_say,
        counted=_counted,
        tag=tag,
        layer_name=layer_name,
        layer_state=layer_state,
        breakable=breakable,
    )
    environment.filters["bounded"] = _bounded
    return environment


@cache
def style_sheet(code: str, *names: str) -> Markup:
    """Return style sheets of the project's own as one, and what a language adds to the first, such as its fonts."""
    files = [TEMPLATES / f"{name}.css" for name in names]
    own = TEMPLATES / f"{names[0]}.{code}.css"
    return Markup("".join(file.read_text(encoding="utf-8") for file in [*files, own] if file.is_file()))  # noqa: S704


def style() -> Markup:
    """Return the style sheet of a report."""
    return style_sheet(current(), "report")


def _shown(value: object) -> object:
    """Clean a value before the template escapes it."""
    if isinstance(value, Markup):
        return value
    text = str(value)
    return text if text.isascii() and text.isprintable() else clean(text)  # most are, and there is nothing to clean


def _say(sentence: str, **values: object) -> Markup:
    """A sentence of the grader's own, which may hold HTML, with values that are cleaned and escaped."""
    said = Markup(say(sentence))  # noqa: S704 - the project's own words
    return said.format(**{name: _shown(value) for name, value in values.items()}) if values else said


def _counted(one: str, many: str, count: int, **values: object) -> Markup:
    """The same about a number of things."""
    return Markup(counted(one, many, count, **{name: escape(_shown(value)) for name, value in values.items()}))  # noqa: S704


def _bounded(text: str, limit: int = LONGEST_SENTENCE) -> str:
    return shorten(clean(text).strip("\n"), limit)


def policy_hash(text: str) -> str:
    """Return the hash of a style sheet or a script in the form of a content security policy."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def failing(exercise: ExerciseResult) -> list[CheckResult]:
    """Return the checks that have something to say: those that neither passed nor wait for a first line of code."""
    return [check for check in exercise.checks if check.status not in ONE_LINE]


def compact(exercise: ExerciseResult) -> list[CheckResult]:
    """Return the checks that a line each is enough for."""
    return [check for check in exercise.checks if check.status in ONE_LINE]


def frames_of(exercise: ExerciseResult) -> list[Frame]:
    """Every traceback line of an exercise that a student may see."""
    return [frame for check in exercise.checks if not check.hidden for frame in check.frames]


def marked(cells: list[list[str]], table: Table) -> list[list[tuple[str, bool]]]:
    """Return the cells of one side of a table, each with whether it is marked as wrong."""
    wrong = {(row, column) for row, marks in enumerate(table.wrong) for column, mark in enumerate(marks) if mark}
    return [[(cell, (row, column) in wrong) for column, cell in enumerate(line)] for row, line in enumerate(cells)]


def breakable(name: str) -> Markup:
    """Return a long name as HTML that may be broken after its underscores, and that copies as it was."""
    return escape(clean(name)).replace("_", Markup("_<wbr>"))
