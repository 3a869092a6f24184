"""The student's work in this very Python: the cells that were run, or the file that a function comes from."""

import inspect
import linecache
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from grader.notebook.messages import Cell, Work
from grader.notebook.refusal import CheckRefused


def work_of(namespace: Mapping[str, Any], exercise: str) -> Work:
    """What there is to grade.

    A function that was read from a file is graded as that file. Anything else is what the cells of the notebook have
    made of it, or without a notebook, the file of whoever asks.

    Args:
        namespace: the global names of whoever asks.
        exercise: the name of the one exercise that is asked for, empty for all.

    Raises:
        CheckRefused: this Python keeps no text of what was typed into it.
    """
    file = file_of(namespace.get(exercise))
    shell = _shell()
    if file:
        return Work(file=file)
    if shell is not None:
        history = shell.history_manager
        cells = map(Cell, history.input_hist_raw[1:], history.input_hist_parsed[1:])  # the first stands for no cell
        return Work(cells=tuple(cells), defined=_callables(shell.user_ns))
    script = namespace.get("__file__")
    if isinstance(script, str) and Path(script).is_file():
        return Work(file=os.path.abspath(script))  # noqa: PTH100 - links in it are the student's own
    raise CheckRefused(
        "This Python keeps no text of what was typed into it, so there is nothing to grade. Use a notebook or IPython, "
        "or keep the function in a file, import it from there, and ask again."
    )


def file_of(thing: object) -> str:
    """The path of the file that a function or a class was read from; empty for what was typed in, and for all else."""
    name = _file_of_class(thing) if isinstance(thing, type) else _file_of_function(thing)
    return os.path.abspath(name) if name and Path(name).is_file() else ""  # noqa: PTH100 - as above


def notebook_name(namespace: Mapping[str, Any]) -> str:
    """The file of the running notebook, where Jupyter or VS Code tell; empty where they do not."""
    told = namespace.get("__vsc_ipynb_file__") or os.environ.get("JPY_SESSION_NAME", "")
    return Path(told).name if isinstance(told, str) else ""


def _shell() -> Any:
    """The IPython that this Python is, None if it is none."""
    interactive = sys.modules.get("IPython")
    return interactive.get_ipython() if interactive else None


def _callables(namespace: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(name for name, value in dict(namespace).items() if not name.startswith("_") and callable(value))


def _file_of_class(thing: type) -> str:
    file = getattr(sys.modules.get(thing.__module__), "__file__", None)
    return file if isinstance(file, str) else ""


def _file_of_function(thing: object) -> str:
    try:
        code = getattr(inspect.unwrap(thing), "__code__", None)  # type: ignore[arg-type]
    except ValueError:  # it wraps itself
        return ""
    name = getattr(code, "co_filename", "")
    return "" if _is_typed(name) else name


def _is_typed(name: str) -> bool:
    """Whether Python holds the lines of a file itself: a cell's, which a debugger may have put on the disk as well."""
    lines = linecache.cache.get(name, ())
    return len(lines) > 1 and lines[1] is None
