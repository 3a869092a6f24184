"""Where a download lies, on the disk or in a zip, behind one interface: names first, files when they are wanted."""

import os
import re
import zipfile
from abc import ABC, abstractmethod
from operator import itemgetter
from pathlib import Path
from typing import BinaryIO

from grader.downloads.outline import Outline, Part
from grader.errors import SubmissionError
from grader.language import marked, say
from grader.submission import limits
from grader.submission.archives import entry_name, file_of, is_link, open_zip
from grader.submission.folders import file_at, files_in, reason
from grader.submission.found import Found, Loose, hidden, linked
from grader.submission.limits import megabytes
from grader.submission.pieces import Unreadable
from grader.submission.text import showable

_JUNK = {"__macosx", "thumbs.db", "desktop.ini"}
"""What systems leave in folders, besides all that begins with a dot."""
_END = re.compile(rb"(?=PK\x05\x06.{8}(.{4})|PK\x06\x06.{36}(.{8}))", re.DOTALL)
"""The records at the end of a zip with the size of its contents (PKWARE's APPNOTE.TXT, 4.3.14 and 4.3.16)."""
_LONGEST_END = 66_000


class Tree(ABC):
    """A folder of a download; paths are relative to it, and a folder's path ends in a slash."""

    @abstractmethod
    def outline(self) -> Outline:
        """The names in it, and in each of its folders.

        Raises:
            SubmissionError: it cannot be opened.
        """

    @abstractmethod
    def loose(self, part: Part) -> Loose:
        """All files of one part of a hand-in."""

    @abstractmethod
    def inside(self, name: str) -> "Tree":
        """One of its folders or, on the disk, one of its zips: a path without a slash at its end.

        Raises:
            SubmissionError: it is a zip that cannot be opened.
        """


def open_tree(path: Path) -> Tree:
    """Open a download.

    Raises:
        SubmissionError: there is no such path, it is neither a folder nor a zip, or it is a zip that cannot be opened.
    """
    try:
        if path.is_dir():
            return _Folder(path)
        if not path.is_file():
            raise SubmissionError(
                say("{path} is neither a folder nor a zip. Name the folder or the zip of the whole class.", path=path)
            )
        return _Zip.opened(path)
    except OSError as error:
        raise SubmissionError(
            say("{path} cannot be opened: {reason}. Is the path right?", path=path, reason=reason(error))
        ) from error


class _Folder(Tree):
    """A folder on the disk. No link in it is followed."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def outline(self) -> Outline:
        try:
            entries = _entries(self._root)
        except OSError as error:
            raise SubmissionError(
                say("{path} cannot be opened: {reason}.", path=self._root, reason=reason(error))
            ) from error
        paths: list[str] = []
        for entry in entries:
            if _is_junk(entry.name):
                continue
            paths.append(_listed(entry))
            if entry.is_dir(follow_symlinks=False):
                paths += [f"{entry.name}/{_listed(inner)}" for inner in _inner(Path(entry.path))]
        return Outline(paths)

    def loose(self, part: Part) -> Loose:
        path = self._root / part.path
        label = showable(part.label or part.path)
        if path.is_symlink():
            return Loose([], [linked(label)])
        if part.path.endswith("/"):
            return files_in(path)
        if not path.is_file():
            return Loose([], [say("{file} is neither a file nor a folder and was not opened.", file=label)])
        return Loose([file_at(path, label)], [])

    def inside(self, name: str) -> Tree:
        path = self._root / name
        return _Folder(path) if path.is_dir() else _Zip.opened(path)


class _Zip(Tree):
    """A zip, or a folder in one. The zip stays open, and its files are read from the disk one by one."""

    def __init__(self, archive: zipfile.ZipFile, entries: list[tuple[str, zipfile.ZipInfo]]) -> None:
        self._archive = archive
        self._tops: dict[str, list[tuple[str, zipfile.ZipInfo]]] = {}
        for path, entry in filter(itemgetter(0), entries):
            top, slash, below = path.partition("/")
            self._tops.setdefault(top + slash, []).append((below, entry))

    @classmethod
    def opened(cls, path: Path) -> "_Zip":
        """A zip on the disk.

        Raises:
            SubmissionError: it cannot be opened, or has too much in it.
        """
        try:
            with path.open("rb") as file:
                _refuse_contents(file)
            archive = open_zip(path)
        except Unreadable as error:
            raise SubmissionError(say("{file} could not be read: {reason}.", file=path, reason=error)) from error
        return cls(archive, [(_path(entry), entry) for entry in archive.infolist()])

    def outline(self) -> Outline:
        paths: list[str] = []
        for top, entries in self._tops.items():
            if _is_junk(top.removesuffix("/")):
                continue
            inner = {"".join(below.partition("/")[:2]) for below, _ in entries if below}
            paths += [top, *(top + name for name in sorted(inner))] if top.endswith("/") else [top]
        return Outline(sorted(paths))

    def loose(self, part: Part) -> Loose:
        top, slash, below = part.path.partition("/")
        files: list[Found] = []
        notes: list[str] = []
        for path, entry in self._tops.get(top + slash, []):
            label = showable(part.label or path[len(below) :] or part.path)
            if entry.is_dir() or hidden(label) or not path.startswith(below):
                continue
            if is_link(entry):
                notes.append(linked(label))
            elif len(files) < limits.FILES:
                files.append(file_of(self._archive, entry, label))
        if len(files) == limits.FILES:
            sentence = marked("There are {most} files here or more; only so many were looked at.")
            notes.append(say(sentence, most=limits.FILES))
        return Loose(files, notes)

    def inside(self, name: str) -> Tree:
        return _Zip(self._archive, [(path, entry) for path, entry in self._tops.get(f"{name}/", []) if path])


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    with os.scandir(folder) as entries:
        return sorted(entries, key=lambda entry: entry.name)


def _inner(folder: Path) -> list[os.DirEntry[str]]:
    """What lies in a student's folder; one that may not be opened is empty here, and says why when it is read."""
    try:
        return _entries(folder)
    except OSError:
        return []


def _listed(entry: os.DirEntry[str]) -> str:
    """A name, with a slash if it is a folder's or a link's that looks like one: no link is asked where it leads."""
    folder = entry.is_dir(follow_symlinks=False) or (entry.is_symlink() and "." not in entry.name)
    return f"{entry.name}/" if folder else entry.name


def _is_junk(name: str) -> bool:
    return name.startswith(".") or name.lower() in _JUNK


def _path(entry: zipfile.ZipInfo) -> str:
    """An entry's path without any way out of the zip; a folder's, and a link's that looks like one, ends in a slash."""
    parts = [part for part in entry_name(entry).replace("\\", "/").split("/") if part not in ("", ".", "..")]
    folder = bool(parts) and (entry.is_dir() or (is_link(entry) and "." not in parts[-1]))
    return "/".join(parts) + ("/" if folder else "")


def _refuse_contents(file: BinaryIO) -> None:
    """Refuse a zip whose table of contents would fill the memory, by the size that its end claims, which Python reads.

    Raises:
        Unreadable: there is too much in it.
    """
    size = file.seek(0, os.SEEK_END)
    file.seek(max(0, size - _LONGEST_END))
    claims = [int.from_bytes(match[1] or match[2], "little") for match in _END.finditer(file.read())]
    if any(limits.CLASS_CONTENTS_BYTES < claim <= size for claim in claims):
        raise Unreadable(
            say(
                "its table of contents is above {most}. Unpack it and name the folder",
                most=megabytes(limits.CLASS_CONTENTS_BYTES),
            )
        )
