"""A last look at what is handed out: does a line of a solution's block stand anywhere in it?"""

import contextlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from grader.assignment import Assignment
from grader.blocks import find_blocks

SHORTEST = 12
"""Characters from which on a line is somebody's; what is shorter, such as `return A`, stands everywhere."""


@dataclass(frozen=True)
class Leak:
    """A line of a solution that would be handed out: in which file, and of which assignment."""

    file: PurePosixPath
    line: str
    slug: str


def leaks(files: Mapping[PurePosixPath, bytes], assignments: Sequence[Assignment], given: Iterable[str]) -> list[Leak]:
    """The lines of solutions' blocks that stand in some files.

    Args:
        files: what is handed out.
        assignments: those whose solutions are held to it, as far as they are here.
        given: the texts that are given in any case, stubs and library: their lines are no secret.
    """
    known = {line for text in given for line in _lines(text)}
    secret = {line: slug for slug, line in _secrets(assignments) if line not in known}
    return [
        Leak(file, line, secret[line])
        for file, data in files.items()
        for line in dict.fromkeys(_lines(_text(file, data)))
        if line in secret
    ]


def _secrets(assignments: Sequence[Assignment]) -> Iterator[tuple[str, str]]:
    for assignment in assignments:
        if assignment.solution is None:
            continue
        text = _read(assignment.solution)
        lines = text.split("\n")
        for block in find_blocks(text):
            for line in _lines("\n".join(lines[block.start - 1 : block.end - 1])):
                yield assignment.slug, line


def _lines(text: str) -> Iterator[str]:
    """The lines of code without comments and layout, as far as they are long enough to be told from others."""
    for line in text.splitlines():
        code = " ".join(line.split("#", 1)[0].split())
        if len(code) >= SHORTEST:
            yield code


def _text(file: PurePosixPath, data: bytes) -> str:
    text = data.decode("utf-8", "replace")
    if file.suffix == ".ipynb":
        with contextlib.suppress(ValueError, LookupError, TypeError):  # it need be none: then it is looked at as text
            return "\n".join("".join(cell["source"]) for cell in json.loads(data)["cells"])
    return text


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")
