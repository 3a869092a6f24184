"""The cells of a running notebook as a `Source`: what they have made of the exercises by now."""

import ast
import json
from collections.abc import Sequence

import msgspec

from grader.assignment import Assignment
from grader.notebook.messages import Work
from grader.submission import Source, submission_of
from grader.submission.found import Found, Listing, too_large
from grader.submission.parsing import parse

LABEL = "notebook"
"""What the work is called. Its cell 3 is the one that Jupyter numbers [3]."""


def source_of_cells(work: Work, assignment: Assignment) -> Source:
    """Read cells as a notebook with these cells is read.

    The last definition of a name counts. A cell that IPython could not read has defined nothing: what was there before
    it still holds, and only where nothing was, it is what is wrong. A function that is not there any more, or not yet,
    is not defined, whatever the cells say.
    """
    ran = [cell.typed if isinstance(parse(cell.python), ast.Module) else "" for cell in work.cells]
    source = _read(ran, assignment)
    functions = {name: block for name, block in source.functions.items() if name in work.defined}
    unread = _read([cell.typed for cell in work.cells], assignment).broken
    broken = {name: fault for name, fault in {**unread, **source.broken}.items() if name not in functions}
    return msgspec.structs.replace(source, functions=functions, broken=broken, notes=[])


def as_notebook(texts: Sequence[str]) -> bytes:
    """The bytes of a notebook with some code cells."""
    cells = [{"cell_type": "code", "source": text, "metadata": {}, "outputs": []} for text in texts]
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 4}).encode()


def without_repeats(texts: Sequence[str]) -> list[str]:
    """The texts with nothing in the place of those that came before and come again: running all cells often adds up.

    The first of equal ones stays, since those behind it may need what it defines, and the last one, which counts.
    """
    first = {text: number for number, text in reversed(list(enumerate(texts)))}
    last = {text: number for number, text in enumerate(texts)}
    return [text if number in (first[text], last[text]) else "" for number, text in enumerate(texts)]


def _read(texts: Sequence[str], assignment: Assignment) -> Source:
    data = as_notebook(without_repeats(texts))
    listing = Listing([Found(LABEL, lambda limit: _within(data, limit))], [], single=True)
    return submission_of(LABEL, listing, [assignment]).sources[assignment.slug]


def _within(data: bytes, limit: int) -> bytes:
    if len(data) > limit:
        raise too_large(len(data), limit)
    return data
