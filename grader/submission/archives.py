"""The files of a zip. They are read in memory, in small steps; nothing is unpacked to the disk."""

import io
import stat
import struct
import zipfile
import zlib
from functools import partial
from pathlib import Path
from typing import IO

from grader.language import say
from grader.submission import limits
from grader.submission.found import Found, Loose, hidden, linked, too_large
from grader.submission.pieces import Unreadable
from grader.submission.text import showable

_ENTRY = b"PK\x01\x02"
_UTF8_NAMES = 0x800
"""The flag of an entry whose name is in UTF-8 (PKWARE's APPNOTE.TXT, general purpose bit 11)."""
_LOCKED = 0x1
_STEP = 65536


def files_within(data: bytes) -> Loose:
    """All files in a zip that may be somebody's work, their labels relative to it.

    Raises:
        Unreadable: it is no zip that can be opened, or holds too much.
    """
    if data.count(_ENTRY) > limits.FILES:
        raise Unreadable(say("it holds more than {most} files. Pack only the .py and .ipynb files", most=limits.FILES))
    files: list[Found] = []
    notes: list[str] = []
    archive = open_zip(io.BytesIO(data))
    for entry in archive.infolist():
        label = showable(entry_name(entry))
        if not entry.filename or entry.is_dir() or hidden(label):
            continue
        if is_link(entry):
            notes.append(linked(label))
        else:
            files.append(file_of(archive, entry, label))
    return Loose(files, notes)


def open_zip(file: IO[bytes] | Path) -> zipfile.ZipFile:
    """Open a zip for reading.

    Raises:
        Unreadable: it is no zip, or a broken one.
    """
    try:
        return zipfile.ZipFile(file)
    except (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError, OSError, struct.error) as error:
        raise Unreadable(say("it is not a zip that can be opened; it may be cut short. Pack it again")) from error


def file_of(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, label: str) -> Found:
    """One file in a zip, to be read when wanted."""
    return Found(label, partial(_read, archive, entry))


def entry_name(entry: zipfile.ZipInfo) -> str:
    """The path of an entry. A Mac writes UTF-8 and does not say so, and Python then reads it as code page 437."""
    if entry.flag_bits & _UTF8_NAMES:
        return entry.filename
    try:
        return entry.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return entry.filename


def is_link(entry: zipfile.ZipInfo) -> bool:
    """Whether an entry is a link to another place."""
    return stat.S_ISLNK(entry.external_attr >> 16)


def _read(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, limit: int) -> bytes:
    """Unpack one file in memory, in small steps, so that a false claim about its size costs nothing."""
    _refuse(entry, limit)
    parts: list[bytes] = []
    total = 0
    try:
        with archive.open(entry) as file:
            while part := file.read(_STEP):
                total += len(part)
                if total > limit:
                    raise too_large(max(total, entry.file_size), limit)
                parts.append(part)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError, struct.error) as error:
        raise Unreadable(say("it is damaged inside the zip. Pack it again")) from error
    return b"".join(parts)


def _refuse(entry: zipfile.ZipInfo, limit: int) -> None:
    if entry.flag_bits & _LOCKED:
        raise Unreadable(say("it is locked with a password. Pack it again without one"))
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise Unreadable(say("it is packed in an unusual way. Pack it again as an ordinary zip"))
    if entry.file_size > limit:
        raise too_large(entry.file_size, limit)
    if entry.file_size > limits.MEGABYTE and entry.file_size > limits.RATIO * max(1, entry.compress_size):
        raise Unreadable(
            say("it would become {ratio} times larger when unpacked, which no coursework does", ratio=limits.RATIO)
        )
