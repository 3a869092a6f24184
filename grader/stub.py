"""The stubs that students get, written from the solutions."""

import ast
import io
import re
import tokenize
from collections.abc import Sequence
from pathlib import Path

from grader.assignment import GIVEN_NAME, Assignment, Course
from grader.blocks import blank
from grader.errors import CourseError
from grader.language import ENGLISH, marked, say
from grader.passages import translated
from grader.whole import replace_whole

_NO_PYTHON = marked("the solution is not Python: {error}")
_MADE_NO_PYTHON = marked("the stub written from it is not Python: {error}")
_INSTEAD = re.compile(r"#\s*STUB:\s?(?P<code>.*)$")


def write_stub(solution: str) -> str:
    """A solution's text as the student gets it.

    The START/END CODE HERE blocks are blanked, and a statement that ends in the comment `# STUB: <code>` gives way to
    that code: so a stub comes by the bugs it is to have. Whatever else stands there stays, and a stub's stub is itself.

    Raises:
        CourseError: the solution, or the stub that comes of it, is not Python.
    """
    text = solution.replace("\r\n", "\n").rstrip("\n") + "\n"
    _parse(text, _NO_PYTHON)
    stub = _with_planted_lines(blank(text)).rstrip("\n") + "\n"
    _parse(stub, _MADE_NO_PYTHON)
    return stub


def write_stubs(course: Course, assignments: Sequence[Assignment], code: str = ENGLISH) -> list[Path]:
    """Write the stubs of some assignments from their solutions, each once more as it is given out; the changed files.

    Args:
        course: where the assignments are from.
        assignments: those whose stubs are written.
        code: the language of their text cells, docstrings and comments. Their code is the same in all.

    Raises:
        CourseError: a solution is missing or is not Python, a stub has been filled in, or one cannot be written. If a
            solution is at fault or there is work in a stub, nothing has been written.
    """
    for assignment in assignments:
        _hold_unfilled(assignment)
    texts = {}
    for assignment in assignments:
        texts[assignment.stub] = texts[assignment.given] = stub_of(course, assignment, code)
    changed = [path for path, text in texts.items() if _read(path) != text.encode()]
    for path in changed:
        _write(path, texts[path])
    return changed


def spoken(stub: str, assignment: Assignment, code: str) -> str:
    """A stub with what its catalogue says in a language; what that does not say stays in English.

    Raises:
        CourseError: the catalogue is not right.
    """
    file = assignment.stub_catalogue(code)
    if code == ENGLISH or not file.is_file():
        return stub
    from grader.language.catalogue import read_words  # noqa: PLC0415 - Babel loads only where it is needed

    words = read_words(file).sentences
    return translated(stub, lambda said: words.get(said, said))


def _hold_unfilled(assignment: Assignment) -> None:
    """Refuse to write over somebody's work: what is no longer as it was given out."""
    given, stub = _read(assignment.given), _read(assignment.stub)
    if None not in (given, stub) and given != stub:
        raise CourseError(
            say(
                "{stub} is not as it was given out: there may be work in it, and writing the stub would lose that. "
                "Move the file away, or copy {given} over it, and run the command again.",
                stub=assignment.stub,
                given=GIVEN_NAME,
            )
        )


def stub_of(course: Course, assignment: Assignment, code: str = ENGLISH) -> str:
    """An assignment's stub in a language.

    Raises:
        CourseError: its solution is missing or is not Python, or its catalogue is not right.
    """
    path = assignment.solution
    if path is None:
        expected = course.root / "solutions" / assignment.slug / f"{assignment.slug}.py"
        raise CourseError(
            say("There is no {path} to write the stub of '{slug}' from.", path=expected, slug=assignment.slug)
        )
    try:
        return spoken(write_stub(path.read_text(encoding="utf-8")), assignment, code)
    except CourseError as error:
        raise CourseError(say("{path}: {complaint}", path=path, complaint=error)) from error
    except (OSError, UnicodeDecodeError) as error:
        raise CourseError(say("{path} cannot be read: {reason}.", path=path, reason=error)) from error


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None  # writing it will tell


def _write(path: Path, text: str) -> None:
    """Write a file whole or not at all."""
    try:
        replace_whole(path, text.encode())
    except OSError as error:
        raise CourseError(
            say("{path} cannot be written: {reason}.", path=path, reason=error.strerror or error)
        ) from error


def _parse(text: str, complaint: str) -> ast.Module:
    try:
        return ast.parse(text)
    except (SyntaxError, ValueError) as error:
        raise CourseError(say(complaint, error=error)) from error


def _with_planted_lines(text: str) -> str:
    """The text with each statement that has a `# STUB:` comment replaced by what the comment says."""
    lines = text.split("\n")
    statements = [n for n in ast.walk(ast.parse(text)) if isinstance(n, ast.stmt)]
    for number, code in sorted(_planted(text).items(), reverse=True):
        first, last = _extent(statements, number)
        indent = lines[first - 1][: len(lines[first - 1]) - len(lines[first - 1].lstrip())]
        lines[first - 1 : last] = [f"{indent}{code}"] if code else []
    return "\n".join(lines)


def _planted(text: str) -> dict[int, str]:
    """The code of each `# STUB:` comment, by its line."""
    tokens = tokenize.generate_tokens(io.StringIO(text).readline)
    comments = [(t.start[0], _INSTEAD.match(t.string)) for t in tokens if t.type == tokenize.COMMENT]
    return {line: found["code"].rstrip() for line, found in comments if found}


def _extent(statements: list[ast.stmt], line: int) -> tuple[int, int]:
    """The lines of the smallest statement that stands on a line; the line itself if none does."""
    around = [
        (s.lineno, s.end_lineno or s.lineno) for s in statements if s.lineno <= line <= (s.end_lineno or s.lineno)
    ]
    exact = [(a, b) for a, b in around if line in (a, b)]
    return min(exact, key=lambda ab: ab[1] - ab[0], default=(line, line))
