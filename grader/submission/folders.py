"""The files of a folder, and one file by itself. Links are not followed, and nothing but plain files is opened."""

import os
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from grader.language import say
from grader.submission import limits
from grader.submission.found import Found, Loose, is_archive, linked, skips, too_large, wanted
from grader.submission.pieces import Unreadable
from grader.submission.text import showable


def files_in(root: Path) -> Loose:
    """All plain files below a folder that may be somebody's work, their labels relative to it."""
    files: list[Found] = []
    notes: list[str] = []
    for seen, entry in enumerate(_walk(root, notes)):
        if seen >= limits.FILES:
            notes.append(
                say("There are more than {most} files here; only the first were looked at.", most=limits.FILES)
            )
            break
        label = showable(Path(entry.path).relative_to(root).as_posix())
        if entry.is_symlink():
            notes += [linked(label)] if wanted(label) or is_archive(label) or "." not in entry.name else []
        elif entry.is_file(follow_symlinks=False):
            files.append(file_at(Path(entry.path), label))
    return Loose(files, notes)


def file_at(path: Path, label: str) -> Found:
    """One file on the disk, to be read when wanted."""
    return Found(label, partial(_read, path))


def reason(error: OSError) -> str:
    """Why something cannot be opened, to end a sentence with."""
    return (error.strerror or type(error).__name__).lower()


def _read(path: Path, limit: int) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(limit + 1)
            size = os.fstat(file.fileno()).st_size
    except OSError as error:
        raise Unreadable(say("it cannot be opened: {reason}", reason=reason(error))) from error
    if len(data) > limit:
        raise too_large(size, limit)
    return data


def _walk(folder: Path, notes: list[str], depth: int = 0) -> Iterator[os.DirEntry[str]]:
    """All entries below a folder that are not folders, in the order of their names; links are not followed."""
    try:
        with os.scandir(folder) as entries:
            ordered = sorted((e for e in entries if not e.name.startswith(".")), key=lambda e: e.name)
    except OSError as error:
        notes.append(
            say("The folder {folder} cannot be opened: {reason}.", folder=showable(folder.name), reason=reason(error))
        )
        return
    yield from (e for e in ordered if not e.is_dir(follow_symlinks=False))
    inner = [e for e in ordered if e.is_dir(follow_symlinks=False) and not skips(e.name)]
    inner = [e for e in inner if not Path(e.path, "pyvenv.cfg").exists()]
    if inner and depth >= limits.DEPTH:
        notes.append(
            say(
                "Folders more than {most} deep were not looked at, such as {folder}.",
                most=limits.DEPTH,
                folder=showable(inner[0].name),
            )
        )
        return
    for entry in inner:
        yield from _walk(Path(entry.path), notes, depth + 1)
