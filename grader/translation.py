"""What of the grader and of a course is to be translated, and the catalogues brought up to date with it.

The grader's own sentences are found by Babel, in Python and in the reports' templates; what --help says is found in the
docstrings of commands and the helps of their options. Those of a course are the titles
and hints of its checks as they were collected, what a check says of an answer, titles in assignment.toml, the hints of
misconceptions, and what the stubs say. What is hidden has catalogues of its own, beside the solutions.
"""

import ast
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import write_po

import grader
from grader.answers import misconceptions
from grader.assignment import Assignment, Course
from grader.collecting import Check
from grader.errors import CourseError
from grader.language import own_catalogue, say, study
from grader.language.catalogue import FORM, read_catalogue
from grader.passages import passages
from grader.runner import CheckRunner
from grader.sentences import paragraphs
from grader.stub import write_stub

HOUSE = Path(grader.__file__).parent
KEYWORDS = {"say": None, "marked": None, "counted": (1, 2)}
METHODS = [("**.py", "python"), ("**.j2", "jinja2.ext.babel_extract")]
OPTIONS = {"**.j2": {"trim_blocks": "true", "lstrip_blocks": "true", "silent": "false"}}
HEADER_COMMENT = "# Chosen with --lang, or by the locale. Numbers, `code` and {names} stay as they are."
PASSING = (
    b'"Project-Id',
    b'"POT-Creation',
    b'"PO-Revision',
    b'"Report-',
    b'"Last-Translator',
    b'"Language-Team',
    b'"Generated-By',
)
"""Lines of a catalogue's head that say when and by whom it was made, which the history of the files knows better."""
PROSE = re.compile(r"[^\W\d_]{2,} [^\W\d_]{2,}")
"""What tells `the cost` from `W1`: an answer's part by a name of its own is never translated."""


@dataclass(frozen=True)
class Text:
    """Something to translate: the English text, its context, the file that it is from, and what it is."""

    id: str | tuple[str, ...]
    place: str
    note: str = ""
    context: str | None = None


def update_catalogues(course: Course, assignments: Sequence[Assignment], code: str) -> list[Path]:
    """Bring the catalogues of some assignments up to date: new texts are added, those that are gone go.

    Args:
        course: where the assignments are from.
        assignments: those whose texts are looked for.
        code: the language, such as `zh_CN`.

    Returns:
        The files that changed.

    Raises:
        CourseError: the course's own files are not right, or a file is not a catalogue.
    """
    wanted = course_texts(course, assignments, code)
    return [file for file, texts in wanted.items() if texts and _update(file, texts, code)]


def update_own_catalogue(code: str) -> list[Path]:
    """Bring the grader's own catalogue up to date; the file, if it changed."""
    file = own_catalogue(code)
    return [file] if _update(file, own_texts(), code) else []


def own_texts() -> list[Text]:
    """The sentences that the grader says."""
    found = extract_from_dir(
        str(HOUSE),
        method_map=METHODS,
        options_map=OPTIONS,
        keywords=KEYWORDS,
        comment_tags=("SAY:",),
        strip_comment_tags=True,
    )
    return [*(Text(said, f"grader/{file}", " ".join(notes)) for file, _, said, notes, _ in found), *_of_commands()]


def _of_commands() -> Iterator[Text]:
    """What --help says: of each command the paragraphs of its docstring, and of each option its help."""
    for path in sorted((HOUSE / "cli").glob("*.py")):
        place = f"grader/cli/{path.name}"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"), str(path))):
            if isinstance(node, ast.FunctionDef) and any(map(_makes_command, node.decorator_list)):
                said = paragraphs(ast.get_docstring(node) or "")
                yield from (Text(part, place, "what a command does") for part in said)
            elif isinstance(node, ast.keyword) and node.arg == "help" and isinstance(node.value, ast.Constant):
                yield Text(str(node.value.value), place, "what an option is")


def _makes_command(decorator: ast.expr) -> bool:
    return isinstance(decorator, ast.Call) and ast.unparse(decorator.func) in {"click.command", "click.group"}


def course_texts(course: Course, assignments: Sequence[Assignment], code: str) -> dict[Path, list[Text]]:
    """What is to be translated of some assignments, by the file of the catalogue that it belongs in.

    Raises:
        CourseError: the course's own files are not right, or a check says what cannot be known before it runs.
    """
    study(())  # titles and hints are collected as they stand in the course, whatever is spoken
    with CheckRunner(assignments, course) as runner:
        checks = list(runner.checks)
    texts: dict[Path, list[Text]] = {}
    for assignment in assignments:
        mine = [check for check in checks if check.assignment is assignment]
        texts[assignment.catalogue(code)] = [*_titles(assignment), *_of_checks(mine, assignment, hidden=False)]
        if assignment.solution:
            hints = [Text(a.hint, "misconceptions.py", f"the hint of {a.name}") for a in misconceptions(assignment)]
            texts[assignment.hidden_catalogue(code)] = [*_of_checks(mine, assignment, hidden=True), *hints]
            texts[assignment.stub_catalogue(code)] = _of_stub(assignment, assignment.solution)
    return texts


def _titles(assignment: Assignment) -> Iterator[Text]:
    yield Text(assignment.settings.title, "assignment.toml", "the assignment's title")
    for exercise in assignment.settings.exercise:
        yield Text(exercise.title, "assignment.toml", f"the title of {exercise.name}")


def _of_checks(checks: Sequence[Check], assignment: Assignment, *, hidden: bool) -> Iterator[Text]:
    for check in checks:
        if check.hidden is hidden:
            yield Text(check.title, "checks.py", f"what is checked of {check.exercise.name}")
            if check.hint:
                yield Text(check.hint, "checks.py", f"a hint on {check.exercise.name}")
    for path in assignment.check_files:
        if (path.parent != assignment.folder) is hidden:
            yield from said_by_checks(path)


def _of_stub(assignment: Assignment, solution: Path) -> list[Text]:
    stub = write_stub(solution.read_text(encoding="utf-8"))
    return [Text(passage.words, f"{assignment.slug}.py", passage.kind) for passage in passages(stub)]


def said_by_checks(path: Path) -> Iterator[Text]:
    """What the checks of a file say of an answer: the sentences of `expect`, and names of parts that are words.

    Raises:
        CourseError: a sentence is put together where it cannot be found; the error names the line.
    """
    tree = ast.parse(path.read_text(encoding="utf-8"), str(path))
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "expect":
            said = [*node.args[1:2], *(k.value for k in node.keywords if k.arg == "sentence")]
            yield from (_said(argument, path, "what is wrong with an answer") for argument in said)
        if isinstance(node, ast.Call):
            named = [
                k.value for k in node.keywords if k.arg == "name" and isinstance(k.value, ast.Constant | ast.JoinedStr)
            ]
            texts = [_said(argument, path, "the name of a part, to begin a sentence with") for argument in named]
            yield from (text for text in texts if PROSE.search(str(text.id)))


def _said(argument: ast.expr, path: Path, note: str) -> Text:
    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
        return Text(argument.value, "checks.py", note)
    if isinstance(argument, ast.JoinedStr):
        return Text(_form(argument), "checks.py", note, FORM)
    raise CourseError(
        say(
            "{path}, line {line}: this sentence cannot be found in the file, and so not translated. Write it where it "
            "is said, as a text or an f-string.",
            path=path,
            line=argument.lineno,
        )
    )


def _form(text: ast.JoinedStr) -> str:
    """An f-string with a name for each of its values: its own if it has one."""
    form, values = "", 0
    for part in text.values:
        if isinstance(part, ast.FormattedValue):
            values += 1
            form += f"{{{part.value.id if isinstance(part.value, ast.Name) else f'value{values}'}}}"
        elif isinstance(part, ast.Constant):
            form += str(part.value).replace("{", "{{").replace("}", "}}")
    return form


def _update(file: Path, texts: Sequence[Text], code: str) -> bool:
    """Write a catalogue with these texts, keeping what is translated; whether that changed it."""
    known = read_catalogue(file) if file.exists() else Catalog(locale=code)
    written = as_bytes(merged(known, texts, code))
    if file.exists() and file.read_bytes() == written:
        return False
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(written)
    return True


def merged(known: Catalog, texts: Sequence[Text], code: str) -> Catalog:
    """A catalogue of these texts in their order, with the translations that are known; near ones are fuzzy."""
    template = Catalog(locale=code)
    for text in texts:
        template.add(
            text.id,
            locations=[(text.place, 0)],
            auto_comments=[text.note] if text.note else [],
            context=text.context,
        )
    known.update(template, update_creation_date=False)
    known.header_comment = HEADER_COMMENT
    known.fuzzy = False
    return known


def as_bytes(catalogue: Catalog) -> bytes:
    """A catalogue as its file holds it: equal ones are equal to the last byte."""
    buffer = io.BytesIO()
    write_po(buffer, catalogue, width=110, include_lineno=False, ignore_obsolete=True)
    return b"".join(line for line in buffer.getvalue().splitlines(keepends=True) if not line.startswith(PASSING))
