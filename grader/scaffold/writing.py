"""Writes the files of a new assignment, with its stub and its golden values made from its solution."""

import re
from pathlib import Path

import jinja2

from grader.assignment import Course, load_course
from grader.errors import CourseError
from grader.language import say
from grader.recording import record_golden
from grader.reports.files import write_whole
from grader.stub import write_stubs

SLUG = re.compile(r"[a-z][a-z0-9_]*")
TAKEN = {"lib"}
"""Folders in `assignments/` that are something else."""

FILES = {
    "assignment.toml.j2": "assignments/{slug}/assignment.toml",
    "checks.py.j2": "assignments/{slug}/checks.py",
    "solution.py.j2": "solutions/{slug}/{slug}.py",
    "hidden_checks.py.j2": "solutions/{slug}/checks.py",
    "misconceptions.py.j2": "solutions/{slug}/misconceptions.py",
    "alternatives.py.j2": "solutions/{slug}/alternatives.py",
}
LIBRARY = "assignments/lib/__init__.py"


def new_assignment(root: Path, slug: str) -> list[Path]:
    """Write an assignment into a course, or into an empty folder, which is one then.

    Args:
        root: the course's folder.
        slug: the assignment's name, as in `assignments/<slug>/<slug>.py`.

    Returns:
        The files that were written, in the order in which one would read them.

    Raises:
        CourseError: the name is not one, or there is something of that name already.
        GraderError: a file cannot be written.
    """
    _hold_name(root, slug)
    templates = jinja2.Environment(
        loader=jinja2.PackageLoader("grader.scaffold"),
        undefined=jinja2.StrictUndefined,
        autoescape=False,  # noqa: S701 - Python and TOML
        keep_trailing_newline=True,
    )
    values = {"slug": slug, "title": slug.replace("_", " ").capitalize(), "order": _next_order(root)}
    texts = {path.format(slug=slug): templates.get_template(name).render(values) for name, path in FILES.items()}
    if not (root / LIBRARY).exists():
        texts[LIBRARY] = '"""Helpers that students import: `from lib.helpers import ...`."""\n'
    for path, text in texts.items():
        write_whole(root / path, text.encode())
    return [*(root / path for path in texts), *_made(load_course(root), slug)]


def _hold_name(root: Path, slug: str) -> None:
    if not SLUG.fullmatch(slug) or slug in TAKEN:
        refused = say(
            "'{slug}' cannot be an assignment's name: that is a word in small letters, digits and underscores, such as "
            "`logistic_regression`, and becomes the name of its folder and its file.",
            slug=slug,
        )
        raise CourseError(refused)
    for folder in (root / "assignments" / slug, root / "solutions" / slug):
        if folder.exists():
            raise CourseError(say("{folder} is there already. Choose another name, or move it away.", folder=folder))


def _next_order(root: Path) -> int:
    if not any(root.glob("assignments/*/assignment.toml")):
        return 1
    return 1 + max(assignment.settings.order for assignment in load_course(root).assignments)


def _made(course: Course, slug: str) -> list[Path]:
    """What is made from the solution: the stub, and the golden values."""
    chosen = course.select(slug)
    return [*write_stubs(course, chosen), *record_golden(course, chosen)]
