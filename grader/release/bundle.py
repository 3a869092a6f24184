"""The files of a hand-out, put together in memory, looked through, and written."""

import os
import tomllib
from collections.abc import Collection, Iterator, Sequence
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any

import jinja2

import grader
from grader.assignment import CATALOGUES, GIVEN_NAME, Assignment, Course
from grader.errors import CourseError
from grader.language import ENGLISH, own_catalogue, say
from grader.release.leaks import Leak, leaks
from grader.release.notebooks import as_notebook
from grader.reports.files import write_whole
from grader.sentences import listed
from grader.stub import spoken, write_stub

SCRIPT, NOTEBOOK = "script", "notebook"
"""The forms in which students get an assignment; both stand beside each other."""

PINNED = ("bootstrap", "install", "installer.txt", "grade.txt", "notebook.txt")
"""What sets the environment up, from the course's own `requirements/`: pinned, with hashes."""
PUBLIC = ("assignment.toml", "checks.py", "golden.json")
LEFT_BEHIND = {"__pycache__", "scaffold"}
"""What stays behind: the grader's scaffold has the solution of the exercise that assignments begin with."""
DESCRIBED = ("name", "version", "requires-python", "dependencies")
"""What a hand-out's pyproject.toml has from the course's."""
SHOWN_LEAKS = 5

File = tuple[PurePosixPath, bytes]
Files = dict[PurePosixPath, bytes]


def release(
    course: Course, assignments: Sequence[Assignment], folder: Path, forms: Collection[str], code: str = ENGLISH
) -> list[Path]:
    """Write what students get: stubs, library, public checks, the grader itself, and how to begin.

    What stood in the folder under the same names is replaced; everything else stays.

    Args:
        course: where the assignments are from.
        assignments: those that are handed out.
        folder: where it is written.
        forms: `script`, `notebook`, or both.
        code: the language of all that is there to be read: how to begin, and the stubs.

    Returns:
        The paths of the files.

    Raises:
        CourseError: a file of the course is missing or out of date, or a line of a solution would be handed out.
        GraderError: the folder cannot be written.
    """
    files = contents(course, assignments, forms, code)
    _hold_no_leak(files, course)
    return [_written(folder, path, data, course.root) for path, data in files.items()]


def contents(course: Course, assignments: Sequence[Assignment], forms: Collection[str], code: str = ENGLISH) -> Files:
    """The files of a hand-out by their paths, in an order that is always the same.

    Raises:
        CourseError: a file of the course is missing, or a stub is not what its solution gives.
    """
    return {
        **dict(_frame(_project(course), assignments, forms, code)),
        **dict(_machinery(course)),
        **dict(_library(course)),
        **{path: data for assignment in assignments for path, data in _assignment(assignment, forms, code)},
    }


def _frame(project: Any, assignments: Sequence[Assignment], forms: Collection[str], code: str) -> Iterator[File]:
    values = {
        "assignments": assignments,
        "forms": forms,
        "project": project,
        "language": code,
        "say": partial(_said, code, own_catalogue(code)),
        "title": lambda assignment, title: _said(code, assignment.catalogue(code), title),
    }
    templates = _templates()
    for names, path in {
        (f"README.{code}.md.j2", "README.md.j2"): "README.md",
        ("Makefile.j2",): "Makefile",
        ("pyproject.toml.j2",): "pyproject.toml",
        ("gitignore",): ".gitignore",
        ("test_handout.py.j2",): "tests/test_handout.py",
    }.items():
        yield PurePosixPath(path), templates.select_template(names).render(values).encode()


def _said(code: str, catalogue: Path, sentence: str) -> str:
    """A sentence in the language of a hand-out, which the command itself need not speak; in English if not known."""
    if code == ENGLISH or not catalogue.is_file():
        return sentence
    from grader.language.catalogue import read_words  # noqa: PLC0415 - Babel loads only where it is needed

    return read_words(catalogue).sentences.get(sentence, sentence)


def _machinery(course: Course) -> Iterator[File]:
    for name in PINNED:
        yield PurePosixPath("requirements", name), _read(course.root / "requirements" / name)
    yield from _tree(Path(grader.__file__).parent, PurePosixPath("grader"))


def _library(course: Course) -> Iterator[File]:
    """All of the course's library, with the data that it may hold."""
    yield from _tree(course.library / "lib", PurePosixPath("assignments/lib"))


def _tree(folder: Path, to: PurePosixPath) -> Iterator[File]:
    for path in sorted(folder.rglob("*")):
        parts = path.relative_to(folder).parts
        if path.is_file() and not LEFT_BEHIND & set(parts):
            yield to.joinpath(*parts), _read(path)


def _assignment(assignment: Assignment, forms: Collection[str], code: str) -> Iterator[File]:
    folder = PurePosixPath("assignments", assignment.slug)
    stub = spoken(_stub(assignment), assignment, code)
    yield folder / GIVEN_NAME, stub.encode()
    if SCRIPT in forms:
        yield folder / f"{assignment.slug}.py", stub.encode()
    if NOTEBOOK in forms:
        yield folder / f"{assignment.slug}.ipynb", as_notebook(stub)
    for name in PUBLIC:
        yield folder / name, _read(assignment.folder / name)
    for path in sorted((assignment.folder / CATALOGUES).glob("*.po")):
        yield folder / CATALOGUES / path.name, _read(path)
    yield from _beside(assignment, folder)


def _beside(assignment: Assignment, to: PurePosixPath) -> Iterator[File]:
    """The files and folders beside the stub that the assignment hands out: data, pictures, a sheet to read."""
    for name in assignment.settings.hands_out:
        path = assignment.folder / name
        for file, data in _tree(path, to / name) if path.is_dir() else [(to / name, _read(path))]:
            found = assignment.folder / file.relative_to(to)
            if not found.resolve().is_relative_to(assignment.folder.resolve()):
                raise CourseError(
                    say(
                        "{path} leads out of the assignment's folder, and is not handed out. Copy it there.", path=found
                    )
                )
            yield file, data


def _stub(assignment: Assignment) -> str:
    """The stub as it is given out, held to the solution where that is here."""
    text = _read(assignment.given).decode()
    if assignment.solution and write_stub(_read(assignment.solution).decode()) != text:
        refused = say(
            "{given} is not what {solution} gives. Write it again with: grader stub",
            given=assignment.given,
            solution=assignment.solution,
        )
        raise CourseError(refused)
    return text


def _project(course: Course) -> Any:
    """What pyproject.toml says of the project; the hand-out is set up from the same requirements."""
    path = course.root / "pyproject.toml"
    try:
        project = tomllib.loads(_read(path).decode())["project"]
        return {key: project[key] for key in DESCRIBED}
    except (tomllib.TOMLDecodeError, KeyError) as error:
        refused = say(
            "{path} does not describe a project, and a hand-out is set up like it: {error}.", path=path, error=error
        )
        raise CourseError(refused) from error


def _hold_no_leak(files: Files, course: Course) -> None:
    given = [
        data.decode("utf-8", "replace")
        for path, data in files.items()
        if path.name == GIVEN_NAME or "lib" in path.parts
    ]
    found = leaks(files, course.assignments, given)
    if found:
        shown = listed([_told(leak) for leak in found[:SHOWN_LEAKS]])
        refused = say(
            "The hand-out would hold lines of a solution, and is not written: {lines}. Take them out of what students "
            "get, or give them in the stub.",
            lines=shown,
        )
        raise CourseError(refused)


def _told(leak: Leak) -> str:
    return say("`{line}` (of {slug}) in {file}", line=leak.line, slug=leak.slug, file=leak.file)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        refused = say("{path} cannot be read, and a hand-out needs it: {reason}.", path=path, reason=error.strerror)
        raise CourseError(refused) from error


def _written(folder: Path, name: PurePosixPath, data: bytes, root: Path) -> Path:
    path = folder / name
    write_whole(path, data)
    if name.parent == PurePosixPath("requirements") and os.access(root / name, os.X_OK):
        path.chmod(path.stat().st_mode | 0o111)
    return path


def _templates() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.PackageLoader("grader.release"),
        undefined=jinja2.StrictUndefined,
        autoescape=False,  # noqa: S701 - Markdown, TOML and Python of the course's own texts
        keep_trailing_newline=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
