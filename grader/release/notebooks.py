"""Percent scripts as notebooks, by jupytext."""

from typing import Any

KERNEL = {"name": "python3", "display_name": "Python 3", "language": "python"}


def as_notebook(script: str) -> bytes:
    """A script in cells (`# %%`) as a notebook without outputs; the same script gives the same bytes."""
    import jupytext  # noqa: PLC0415 - it is heavy, and wanted by one command

    notebook: Any = jupytext.reads(script, fmt="py:percent")
    notebook.metadata = {"kernelspec": KERNEL, "language_info": {"name": "python"}}
    for number, cell in enumerate(notebook.cells, start=1):
        cell["id"] = f"cell-{number}"  # a random one otherwise
    return bytes(jupytext.writes(notebook, fmt="ipynb"), "utf-8")
