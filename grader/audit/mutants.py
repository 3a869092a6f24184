"""Mutants of a solution's blocks, by the operators of Cosmic Ray: one small change each.

What Python answers with a TypeError at once is left out, since every check kills it and it would only make the figures
look better: shifts and bits of floats, and anything but sums of texts. So are comparisons of identity, and the
operators that replace variables, which need lists of names.
"""

import ast
import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from grader.blocks import Block, find_blocks
from grader.errors import GraderError
from grader.language import say

_LEFT_OUT = re.compile(r"Shift|Bit|_Is|Is_|IsNot|Variable|Decorator|Invert|ExceptionReplacer")


@dataclass(frozen=True)
class Mutant:
    """One change of an exercise's function: the lines that stood there, those that stand there now, and all of it."""

    exercise: str
    before: str
    after: str
    text: str

    @property
    def diff(self) -> str:
        """The change as a diff shows it."""
        gone = [f"- {line}" for line in self.before.split("\n")]
        come = [f"+ {line}" for line in self.after.split("\n")]
        return "\n".join(gone + come)


def mutants_of(exercise: str, text: str) -> list[Mutant]:
    """The mutants of a function's blocks, in the order of the operators; of its whole body if it has no block.

    Raises:
        GraderError: Cosmic Ray is not installed here.
    """
    blocks = find_blocks(text) or [Block(2, text.count("\n") + 2)]
    found: dict[str, Mutant] = {}
    for changed in _changes(text):
        first, last = _span(text, changed)
        if any(block.start <= first and last < block.end for block in blocks):
            found.setdefault(changed, Mutant(exercise, *_changed_lines(text, changed), changed))
    return list(found.values())


def _changes(text: str) -> Iterator[str]:
    try:
        from cosmic_ray.mutating import mutate_code  # noqa: PLC0415 - it is there for audits alone
        from cosmic_ray.plugins import get_operator, operator_names  # noqa: PLC0415
    except ImportError as error:
        raise GraderError(
            say("An audit needs the package cosmic-ray. `make audit` installs it and runs the audit.")
        ) from error
    for name in sorted(operator_names()):
        if _LEFT_OUT.search(name):
            continue
        operator: Any = get_operator(name)()
        occurrence = 0
        while (changed := mutate_code(text, operator, occurrence)) is not None:
            occurrence += 1
            if not _calculates_with_text(changed):
                yield changed


def _calculates_with_text(code: str) -> bool:
    """Whether it subtracts, divides or multiplies where a text stands: `"W" - str(l)`."""
    return any(
        isinstance(node, ast.BinOp)
        and not isinstance(node.op, ast.Add)
        and isinstance(node.left, ast.Constant)
        and isinstance(node.left.value, str)
        for node in ast.walk(ast.parse(code))
    )


def _opcodes(before: str, after: str) -> tuple[list[str], list[str], list[tuple[str, int, int, int, int]]]:
    old, new = before.split("\n"), after.split("\n")
    changes = difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return old, new, [change for change in changes if change[0] != "equal"]


def _span(before: str, after: str) -> tuple[int, int]:
    """The first and the last line that a change touches, counted from 1."""
    _, _, changes = _opcodes(before, after)
    return changes[0][1] + 1, changes[-1][2]


def _changed_lines(before: str, after: str) -> tuple[str, str]:
    """The changed lines, as they were and as they are, without indentation and the comments at their ends."""
    old, new, changes = _opcodes(before, after)
    return (
        "\n".join(_bare(line) for _, start, end, _, _ in changes for line in old[start:end]),
        "\n".join(_bare(line) for _, _, _, start, end in changes for line in new[start:end]),
    )


def _bare(line: str) -> str:
    return line.split("  # ", maxsplit=1)[0].strip()
