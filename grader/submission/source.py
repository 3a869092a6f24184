"""One file to a Source: opened, taken apart, and chosen from."""

import hashlib
from collections.abc import Collection
from typing import NamedTuple

from grader.language import current, marked, say
from grader.submission import limits
from grader.submission.definitions import Taken, take
from grader.submission.found import Found, is_zip
from grader.submission.limits import megabytes
from grader.submission.notebook import code_cells, looks_like_notebook
from grader.submission.parsing import Parsed, parse_piece
from grader.submission.pieces import Broken, Source, Unreadable, unreadable
from grader.submission.text import decode

_Key = tuple[str, bytes, frozenset[str], str]
"""A file's label, the hash of its content, the functions that may be looked for in it, the language of its notes."""


class Opened(NamedTuple):
    """A file that has been read and taken apart; `size` is that of its Python text in characters."""

    taken: Taken
    notes: list[str]
    size: int


class _Recent:
    """The files that were taken apart last: a group's, another attempt's, the stub that others are held beside."""

    def __init__(self, characters: int) -> None:
        self._left = characters
        self._kept: dict[_Key, Opened] = {}

    def get(self, key: _Key) -> Opened | None:
        """What came of a file, if that is known."""
        opened = self._kept.pop(key, None)
        if opened:
            self._kept[key] = opened  # behind all others, of which the first will be the next to go
        return opened

    def put(self, key: _Key, opened: Opened) -> Opened:
        """Keep what came of a file, in the place of those that were asked for the longest time ago."""
        self._kept[key] = opened
        self._left -= opened.size
        while self._left < 0:
            self._left += self._kept.pop(next(iter(self._kept))).size
        return opened


_recent = _Recent(limits.REMEMBERED_CHARACTERS)


def open_file(found: Found, exercises: Collection[str]) -> Opened:
    """Read a file and take it apart; `exercises` are the functions that may be looked for.

    Raises:
        Unreadable: there is no Python in it, or too much.
    """
    data = found.read()
    key = found.label, hashlib.sha256(data).digest(), frozenset(exercises), current()
    return _recent.get(key) or _recent.put(key, _taken_apart(found, data, exercises))


def _taken_apart(found: Found, data: bytes, exercises: Collection[str]) -> Opened:
    if is_zip(data):
        raise Unreadable(say("it is a zip file under another name. Hand it in with the ending .zip"))
    notebook = looks_like_notebook(data) or (".ipynb" in found.name.lower() and not _is_text(data))
    texts, encoding = (code_cells(data), "") if notebook else _plain(data)
    size = sum(map(len, texts))
    if not any(text.strip() for text in texts):
        raise Unreadable(say("none of its cells holds any code") if notebook else say("it is empty"))
    if size > limits.CODE_CHARACTERS:
        raise Unreadable(
            say(
                "it holds {size} of Python, and up to {most} is read",
                size=megabytes(size),
                most=megabytes(limits.CODE_CHARACTERS),
            )
        )
    labels = [f"{found.label}, cell {n}" for n in range(1, len(texts) + 1)] if notebook else [found.label]
    parsed = [parse_piece(label, text) for label, text in zip(labels, texts, strict=True)]
    return Opened(_understood(parsed, exercises), _notes(found.label, parsed, encoding), size)


def make_source(slug: str, found: Found, opened: Opened, exercises: Collection[str]) -> Source:
    """What an opened file amounts to for an assignment with those exercises."""
    taken = opened.taken
    doubled = [
        _twice(name, [b.file for b in bs], [b.line for b in bs])
        for name, bs in taken.twice.items()
        if name in exercises
    ]
    return Source(
        slug=slug,
        file=found.label,
        units=taken.units,
        functions=taken.functions,
        broken=taken.broken,
        notes=[*opened.notes, *doubled],
    )


def unreadable_source(slug: str, found: Found, reason: Unreadable) -> Source:
    """What a file that cannot be read amounts to."""
    return Source(
        slug=slug,
        file=found.label,
        units=[],
        functions={},
        broken={},
        notes=[],
        problem=unreadable(found.label, reason),
    )


def _is_text(data: bytes) -> bool:
    """Whether a file that is called a notebook is a script after all."""
    return not data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"{", b"[")) and b"def " in data and b"\0" not in data


def _plain(data: bytes) -> tuple[list[str], str]:
    text, encoding = decode(data)
    return [text], encoding


def _understood(parsed: list[Parsed], exercises: Collection[str]) -> Taken:
    """What is taken of a file, if any of it is Python."""
    taken = take(parsed, exercises)
    stray = [fault for piece in parsed for fault in piece.stray]
    if stray and not taken.functions and not taken.broken and not any(piece.body for piece in parsed):
        raise Unreadable(say("it is not Python: {where}", where=_where(stray[0])))
    return taken


def _notes(file: str, parsed: list[Parsed], encoding: str) -> list[str]:
    notes = []
    if encoding:
        notes.append(
            say(
                "{file} is not in UTF-8 and was read as {encoding}. Save it as UTF-8 to be safe.",
                file=file,
                encoding=encoding,
            )
        )
    commands = [command for piece in parsed for command in piece.commands]
    if commands:
        notes.append(
            say("{file}: notebook commands such as `{command}` were left out.", file=file, command=commands[0][:60])
        )
    stray = [fault for piece in parsed for fault in piece.stray]
    if stray:
        sentence = marked("What is not Python was left out: {where}.")
        if len(stray) > 1:
            sentence = marked("What is not Python was left out: {where}, and {more} more like it.")
        notes.append(say(sentence, where=_where(stray[0]), more=len(stray) - 1))
    return notes


def _where(fault: Broken) -> str:
    return say(
        "{file}, line {line}, `{text}`: {message}",
        file=fault.file,
        line=fault.line,
        text=fault.text[:40],
        message=fault.message,
    )


def _twice(name: str, files: list[str], lines: list[int]) -> str:
    places = [say("{file}, line {line}", file=file, line=line) for file, line in zip(files, lines, strict=True)]
    return say(
        "`{name}` is defined {count} times ({places}). The last one counts.",
        name=name,
        count=len(places),
        places=say("; ").join(places),
    )
