"""What a student changed outside the blocks: told as notes, never punished."""

import ast
import functools
from collections.abc import Collection, Iterator

from grader.blocks import find_blocks, outside, parse, same_outside, untouched
from grader.language import counted, marked, say
from grader.model import CodeBlock
from grader.sentences import listed
from grader.submission.pieces import Source

KEPT = 256
"""Functions whose signatures are remembered: the stub's are asked for with every file."""


def changes_outside(source: Source, stub: Source, exercises: Collection[str]) -> list[str]:
    """Say kindly what differs from the handout outside the blocks.

    Args:
        source: the student's file.
        stub: the handout's file, read in the same way.
        exercises: the names of the functions that the student is to write.
    """
    shared = [name for name in stub.functions if name in source.functions]
    given = [
        n for n in shared if n not in exercises and not untouched(source.functions[n].text, stub.functions[n].text)
    ]
    notes = [_about_given(given)] if given else []
    for name in shared:
        if name in exercises:
            notes += _about_exercise(name, source.functions[name], stub.functions[name])
    return notes


def _about_given(names: list[str]) -> str:
    return counted(
        "You changed {names}, which was given. That is fine, and is not graded.",
        "You changed {names}, which were given. That is fine, and is not graded.",
        len(names),
        names=listed([f"`{name}`" for name in names]),
    )


def _about_exercise(name: str, mine: CodeBlock, handout: CodeBlock) -> list[str]:
    ours, theirs = _signature(handout.text), _signature(mine.text)
    if ours is not None and theirs is not None and ours != theirs:
        sentence = marked("`{name}` takes ({theirs}); in the handout it takes ({ours}), and is called like that.")
        return [say(sentence, name=name, theirs=theirs, ours=ours)]
    if not find_blocks(handout.text) or not find_blocks(mine.text) or same_outside(mine.text, handout.text):
        return []  # the whole function is the student's to write, or without markers there is no telling
    line = _first_difference(mine.text, handout.text)
    sentence = marked("Outside the blocks, `{name}` differs from the handout. That is fine if you meant it.")
    if line:
        sentence = marked(
            "Outside the blocks, `{name}` differs from the handout from line {line} on ({file}). "
            "That is fine if you meant it."
        )
    return [say(sentence, name=name, line=mine.line + line - 1, file=mine.file)]


@functools.lru_cache(KEPT)
def _signature(text: str) -> str | None:
    tree = parse(text)
    function = tree.body[0] if tree and tree.body else None
    if not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
        return None
    try:
        return ast.unparse(function.args)
    except RecursionError:  # what is still read may be too deep to be written
        return None


def _first_difference(mine: str, handout: str) -> int:
    """The line, counted from 1, of the first statement or expression that differs; 0 if that cannot be said."""
    ours, theirs = parse(outside(handout)), parse(outside(mine))
    if ours is None or theirs is None:
        return 0
    return next(_differing_lines(theirs, ours, 1), 0)


def _differing_lines(mine: ast.AST, handout: ast.AST, line: int) -> Iterator[int]:
    """The lines on which one tree differs from another, as far as they can be laid beside each other."""
    line = getattr(mine, "lineno", line)
    if type(mine) is not type(handout):
        yield line
        return
    ours, theirs = list(ast.iter_child_nodes(handout)), list(ast.iter_child_nodes(mine))
    for my_child, handout_child in zip(theirs, ours, strict=False):
        yield from _differing_lines(my_child, handout_child, line)
    if len(theirs) > len(ours):
        yield getattr(theirs[len(ours)], "lineno", line)
    elif len(theirs) < len(ours) or _plain_fields(mine) != _plain_fields(handout):
        yield line


def _plain_fields(node: ast.AST) -> list[tuple[str, str]]:
    """The fields of a node that are not nodes themselves: names, constants."""
    return [(n, repr(v)) for n, v in ast.iter_fields(node) if isinstance(v, str | int | float | complex | bytes | None)]
