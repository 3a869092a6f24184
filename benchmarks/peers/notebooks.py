"""A submission as a notebook, for the graders that take nothing else."""

import json
from typing import Any


def cells_of(text: str) -> list[str]:
    """A file's parts between two blank lines: the imports, then a function each."""
    return [part.strip("\n") for part in text.split("\n\n\n")]


def code_cell(name: str, source: str, **metadata: Any) -> dict[str, Any]:
    """A cell of code that has not been run; the name tells it from the others."""
    return {
        "cell_type": "code",
        "id": name,
        "execution_count": None,
        "metadata": metadata,
        "outputs": [],
        "source": source,
    }


def notebook(cells: list[dict[str, Any]]) -> str:
    """The text of a notebook."""
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    return json.dumps({"cells": cells, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5})


def as_notebook(text: str) -> str:
    """A file as a notebook, a cell for each function."""
    return notebook([code_cell(f"cell{number}", source) for number, source in enumerate(cells_of(text))])
