"""The class page: one HTML file that needs nothing else, for a class of any size.

Everything is in the document itself, so that it can be read without scripts; the page's one script sorts and filters
the table of students. The content security policy names that script and the style sheet by their hashes and forbids
everything else.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import quote

from markupsafe import Markup

from grader.classroom import ClassResult, Settled, StudentResult
from grader.language import counted, current, marked, say
from grader.model import AssignmentResult, ExerciseResult, Status
from grader.reports import class_statistics as statistics
from grader.reports.class_answers import ExerciseAnswers, commonest, exercise_answers
from grader.reports.class_statistics import BINS, ExerciseFigures, exercise_figures, hardest, is_ungraded
from grader.reports.html import TEMPLATES, policy_hash, style_sheet, template
from grader.reports.standing import amount
from grader.reports.text import clean
from grader.sentences import enumerated

MOST_IN_OVERVIEW = 5
"""Lines of each list at the top of the page; all of it stands further down."""

MOST_IN_EXERCISE = 6
"""Lines of each list of an exercise; the others are folded, and without their first difference."""

FILTERS = {
    "empty": marked("Nothing handed in"),
    "ungraded": marked("Something not graded"),
    "adjusted": marked("Changed by a policy"),
    "noted": marked("With a note"),
}
"""What the table can be narrowed to, by the classes of its rows."""


@dataclass(frozen=True)
class Row:
    """One row of the table of students. `cells` are pairs of a class of the style sheet and a text."""

    student: StudentResult
    classes: tuple[str, ...]
    cells: tuple[tuple[str, str], ...]
    remarks: str


@dataclass(frozen=True)
class Bar:
    """One bar of the histogram: its ends in percent, and its height in percent of the tallest."""

    low: int
    high: int
    students: int
    height: int


def render_class(result: ClassResult) -> str:
    """Return the class page as one HTML document. The same result gives the same text."""
    style = style_sheet(current(), "report", "class")
    script = (TEMPLATES / "class.js").read_text(encoding="utf-8")
    figures = exercise_figures(result)
    answers = exercise_answers(result)
    rows = [_row(student) for student in result.students]
    return template("class.html.j2").render(
        result=result,
        style=style,
        style_hash=policy_hash(style),
        script=Markup(script),  # noqa: S704 - the project's own script
        script_hash=policy_hash(script),
        whole=statistics.whole_summary(result),
        summaries=statistics.summaries(result),
        bars=_bars(result),
        middle=statistics.middle_half(_percents(result)),
        ungraded=_ungraded(result),
        hardest=hardest(figures, MOST_IN_OVERVIEW),
        commonest=commonest(answers, MOST_IN_OVERVIEW),
        remarkable=[(one, check) for one in figures for check in one.checks if check.remark],
        exercises=_by_assignment(result, figures, answers),
        rows=rows,
        filters=_filters(result, rows),
        sections=any(student.person.section for student in result.students),
        address=_address,
        MOST_IN_OVERVIEW=MOST_IN_OVERVIEW,
        MOST_IN_EXERCISE=MOST_IN_EXERCISE,
        FEWEST=statistics.FEWEST,
    )


def _percents(result: ClassResult) -> list[float]:
    return [student.percent for student in result.students if student.handed_in]


def _bars(result: ClassResult) -> list[Bar]:
    counts = statistics.distribution(_percents(result))
    tallest = max(counts) or 1
    width = 100 // BINS
    return [
        Bar(place * width, 100 if place == BINS - 1 else (place + 1) * width - 1, count, round(100 * count / tallest))
        for place, count in enumerate(counts)
    ]


def _ungraded(result: ClassResult) -> list[tuple[StudentResult, list[str]]]:
    """Everybody of whose work something could not be graded, with the exercises."""
    found = [(student, _ungraded_exercises(student)) for student in result.students]
    return [(student, names) for student, names in found if names]


def _ungraded_exercises(student: StudentResult) -> list[str]:
    return [
        exercise.name
        for assignment in student.grade.assignments
        for exercise in assignment.exercises
        if exercise.status is Status.UNGRADABLE
    ]


def _by_assignment(
    result: ClassResult, figures: Iterable[ExerciseFigures], answers: Iterable[ExerciseAnswers]
) -> dict[int, list[tuple[ExerciseFigures, ExerciseAnswers]]]:
    """Both of every exercise, by the number of the assignment."""
    found: dict[int, list[tuple[ExerciseFigures, ExerciseAnswers]]] = {n + 1: [] for n in range(len(result.outline))}
    for one, other in zip(figures, answers, strict=True):
        found[one.number[0]].append((one, other))
    return found


def _row(student: StudentResult) -> Row:
    return Row(
        student=student,
        classes=tuple(_classes(student)),
        cells=tuple(_cells(student)),
        remarks=enumerated(_remarks(student)),
    )


def _classes(student: StudentResult) -> Iterator[str]:
    if not student.handed_in:
        yield "empty"
    if any(map(is_ungraded, student.grade.assignments)):
        yield "ungraded"
    if any(settled.adjustments for settled in student.settled):
        yield "adjusted"
    if student.notes:
        yield "noted"
    yield from (f"without-{number}" for number, settled in enumerate(student.settled, 1) if not settled.attempts)


def _remarks(student: StudentResult) -> Iterator[str]:
    if not student.handed_in:
        yield say("nothing handed in")
    if ungraded := len(_ungraded_exercises(student)):
        yield say("{count} not graded", count=ungraded)
    if any(settled.adjustments for settled in student.settled):
        yield say("policy")
    if student.group:
        yield say("group of {count}", count=len(student.group) + 1)
    if student.notes:
        yield counted("{count} note", "{count} notes", len(student.notes))


def _cells(student: StudentResult) -> Iterator[tuple[str, str]]:
    for settled, assignment in zip(student.settled, student.grade.assignments, strict=True):
        yield from (_cell(exercise, settled.attempts > 0) for exercise in assignment.exercises)
        yield "counted", _counted(settled, assignment)


def _counted(settled: Settled, assignment: AssignmentResult) -> str:
    """What counts of an assignment, marked if it is not all that there is to say: a zero may be nobody's fault."""
    if not settled.attempts:
        return "–"
    return amount(settled.score) + ("*" if settled.adjustments else "") + ("?" if is_ungraded(assignment) else "")


def _cell(exercise: ExerciseResult, handed_in: bool) -> tuple[str, str]:
    if not handed_in:
        return "none", "–"
    if exercise.status is Status.UNGRADABLE:
        return "open", "?"
    if exercise.status is Status.NOT_ATTEMPTED:
        return "none", "…"
    return "full" if exercise.score == exercise.points else "part" if exercise.score else "zero", str(exercise.score)


def _filters(result: ClassResult, rows: list[Row]) -> dict[str, str]:
    """What there is to narrow the table to: of all filters those that anybody passes."""
    missing = {
        f"without-{number}": say("{title} not handed in", title=_title(assignment))
        for number, assignment in enumerate(result.outline, 1)
    }
    found = {name for row in rows for name in row.classes}
    return {name: say(words) for name, words in (FILTERS | missing).items() if name in found}


def _title(assignment: AssignmentResult) -> str:
    return assignment.title or assignment.slug


def _address(report: str) -> str:
    """Return a report's address so that it leads to a file and nowhere else, whatever stands in it."""
    return "./" + quote(clean(report), safe="/%") if report else ""
