"""A script in percent format as a notebook."""

import re
from typing import Any

import nbformat

_CELL = re.compile(r"^# %%(.*)\n", re.MULTILINE)
_FORMAT = 4
_KERNEL = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}


def as_notebook(script: str) -> bytes:
    """The script as the JSON of a notebook, split where `# %%` stands, as if every cell had been run once in order."""
    start, *parts = _CELL.split(script)
    cells = [("", start), *zip(parts[::2], parts[1::2], strict=True)]
    filled = [(kind, text.strip("\n")) for kind, text in cells if text.strip()]
    plain = {
        "cells": [_cell(number, kind, text) for number, (kind, text) in enumerate(filled, start=1)],
        "metadata": _KERNEL,
        "nbformat": _FORMAT,
        "nbformat_minor": 5,
    }
    # nbformat says that it is typed, and these two of its functions are not
    notebook = nbformat.from_dict(plain)  # type: ignore[no-untyped-call]
    text = str(nbformat.writes(notebook, _FORMAT))  # type: ignore[no-untyped-call]
    return f"{text}\n".encode()


def _cell(number: int, kind: str, text: str) -> dict[str, Any]:
    cell = {"id": f"cell-{number}", "metadata": {}}
    if "markdown" in kind:
        lines = [line.removeprefix("#").removeprefix(" ") for line in text.split("\n")]
        return {**cell, "cell_type": "markdown", "source": "\n".join(lines)}
    return {**cell, "cell_type": "code", "execution_count": number, "outputs": [], "source": text}
