"""Notebooks of every age to the texts of their code cells.

The JSON is read as leniently as can be: a cell needs no id and no metadata, and a notebook no kernel. Formats 1 to 4
differ here only in where the cells are and in what their text is called.
"""

import json
from typing import Any

from grader.language import say
from grader.submission import limits
from grader.submission.pieces import Unreadable
from grader.submission.text import clean

_TEXTS = ("source", "input", "code")


def looks_like_notebook(data: bytes) -> bool:
    """Whether the bytes are meant as a notebook, whatever the file is called."""
    head = data[:200_000].lstrip(b"\xef\xbb\xbf \t\r\n")
    return head.startswith(b"{") and (b'"cells"' in data or b'"worksheets"' in data) and b'"cell_type"' in data


def code_cells(data: bytes) -> list[str]:
    """The texts of the code cells, in order.

    Raises:
        Unreadable: the bytes are not a notebook.
    """
    cells = _cells(_load(data))
    return [_text(c) for c in cells if isinstance(c, dict) and _is_python(c)]


def _load(data: bytes) -> Any:
    if not data.strip():
        raise Unreadable(say("it is empty"))
    if sum(data.count(mark) for mark in (b",", b"[", b"{")) > limits.NOTEBOOK_PARTS:
        raise Unreadable(
            say(
                "its outputs hold too much. Clear its outputs (in Jupyter: Kernel, Restart & Clear Output) and hand it "
                "in again"
            )
        )
    try:
        return json.loads(data.decode("utf-8-sig"))
    except json.JSONDecodeError as error:
        raise Unreadable(
            say(
                "it is not a whole notebook: its JSON breaks on line {line} ({message})",
                line=error.lineno,
                message=error.msg,
            )
        ) from error
    except RecursionError as error:
        raise Unreadable(say("it is not a notebook: its JSON is nested too deeply")) from error
    except ValueError as error:
        raise Unreadable(say("it is not a notebook: it is not UTF-8 text, or holds numbers beyond reason")) from error


def _cells(document: Any) -> list[Any]:
    """The cells, wherever this format keeps them."""
    if not isinstance(document, dict):
        raise Unreadable(say("it is not a notebook: its JSON holds no cells"))
    sheets = document.get("worksheets")
    holders = [document, *(sheets if isinstance(sheets, list) else [])]
    lists = [h["cells"] for h in holders if isinstance(h, dict) and isinstance(h.get("cells"), list)]
    if not lists:
        raise Unreadable(say("it is not a notebook: its JSON holds no cells"))
    return [cell for cells in lists for cell in cells]


def _is_python(cell: dict[str, Any]) -> bool:
    language = cell.get("language", "python")
    return cell.get("cell_type", "code") == "code" and (not isinstance(language, str) or "python" in language.lower())


def _text(cell: dict[str, Any]) -> str:
    source = next((cell[key] for key in _TEXTS if isinstance(cell.get(key), str | list)), "")
    if isinstance(source, str):
        return clean(source)
    lines = [part for part in source if isinstance(part, str)]
    return clean(("" if any(line.endswith("\n") for line in lines) else "\n").join(lines))
