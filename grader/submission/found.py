"""The files of a submission, wherever they are: one file, a folder, a zip. Nothing is unpacked to the disk."""

import io
import os
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple

from grader.errors import SubmissionError
from grader.submission import limits
from grader.submission.limits import megabytes
from grader.submission.pieces import Unreadable
from grader.submission.text import showable

_SKIPPED_FOLDERS = {"__pycache__", "__macosx", "node_modules", "lib", "venv", "env", "site-packages"}
_SKIPPED_FILES = {"__init__.py", "checks.py", "misconceptions.py", "alternatives.py", "conftest.py", "setup.py"}
_CODE = (".py", ".ipynb", ".py.txt", ".ipynb.txt", ".ipynb.json")
_ARCHIVES = (".zip", ".rar", ".7z", ".tar", ".gz", ".tgz", ".bz2", ".xz")
_ZIP_STARTS = (b"PK\x03\x04", b"PK\x05\x06")
_ZIP_ENTRY = b"PK\x01\x02"


class Found(NamedTuple):
    """One file that may hold a student's code. `label` is its path as shown to people; `read` opens it when wanted."""

    label: str
    read: Callable[[], bytes]

    @property
    def name(self) -> str:
        """The last part of its path."""
        return self.label.rpartition("/")[2]


class Listing(NamedTuple):
    """The files that may hold code, in the order of their paths, and what is to be said of others.

    `single` says that the path is itself the file, not a folder or a zip.
    """

    files: list[Found]
    notes: list[str]
    single: bool = False


def is_zip(data: bytes) -> bool:
    """Whether the bytes are a zip file, whatever it is called."""
    return data.startswith(_ZIP_STARTS)


def list_files(path: Path) -> Listing:
    """Find what may hold code in a file, a folder or a zip.

    Raises:
        SubmissionError: there is no such path, or it is a zip that cannot be opened.
    """
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            return _in_folder(path)
        if not stat.S_ISREG(mode):
            raise SubmissionError(f"{path} is neither a file nor a folder. Name a .py, an .ipynb, a folder or a zip.")
        with path.open("rb") as file:
            head = file.read(4)
    except OSError as error:
        raise SubmissionError(f"{path} cannot be opened: {_reason(error)}. Is the path right?") from error
    except ValueError as error:
        raise SubmissionError(f"This is not a path: {error}.") from error
    if is_zip(head) or path.suffix.lower() == ".zip":
        return _in_zip(path)
    return Listing([Found(showable(path.name), partial(_read, path))], [], single=True)


def _reason(error: OSError) -> str:
    return (error.strerror or type(error).__name__).lower()


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(limits.FILE_BYTES + 1)
            size = os.fstat(file.fileno()).st_size
    except OSError as error:
        raise Unreadable(f"it cannot be opened: {_reason(error)}") from error
    if len(data) > limits.FILE_BYTES:
        raise too_large(size)
    return data


def too_large(size: int) -> Unreadable:
    """The sentence about a file above the limit."""
    return Unreadable(
        f"it is {megabytes(size)} large, and up to {megabytes(limits.FILE_BYTES)} is read. In a notebook, clear the "
        "outputs (Kernel, Restart & Clear Output) and hand it in again"
    )


def _wanted(label: str) -> bool:
    """Whether a file may hold a student's code, by its path."""
    *folders, name = label.lower().split("/")
    if name.startswith(".") or name in _SKIPPED_FILES or not name.endswith(_CODE):
        return False
    return not any(_skips(folder) for folder in folders)


def _skips(folder: str) -> bool:
    return folder.startswith(".") or folder.lower() in _SKIPPED_FOLDERS


def _in_folder(root: Path) -> Listing:
    files: list[Found] = []
    notes: list[str] = []
    for seen, entry in enumerate(_walk(root, notes)):
        if seen >= limits.FILES:
            notes.append(f"There are more than {limits.FILES} files here; only the first were looked at.")
            break
        label = showable(Path(entry.path).relative_to(root).as_posix())
        if entry.is_symlink():
            if _wanted(label) or "." not in entry.name:
                notes.append(f"{label} is a link to another place and was not followed. Hand in the file itself.")
        elif entry.is_file(follow_symlinks=False):
            files += [Found(label, partial(_read, Path(entry.path)))] if _wanted(label) else []
            notes += _packed_note(label)
    return Listing(sorted(files, key=lambda f: f.label), notes)


def _walk(folder: Path, notes: list[str], depth: int = 0) -> Iterator[os.DirEntry[str]]:
    """All entries below a folder that are not folders, in the order of their names; links are not followed."""
    try:
        with os.scandir(folder) as entries:
            ordered = sorted(entries, key=lambda e: e.name)
    except OSError as error:
        notes.append(f"The folder {showable(folder.name)} cannot be opened: {_reason(error)}.")
        return
    yield from (e for e in ordered if not e.is_dir(follow_symlinks=False))
    inner = [e for e in ordered if e.is_dir(follow_symlinks=False) and not _skips(e.name)]
    inner = [e for e in inner if not Path(e.path, "pyvenv.cfg").exists()]
    if inner and depth >= limits.DEPTH:
        notes.append(f"Folders more than {limits.DEPTH} deep were not looked at, such as {showable(inner[0].name)}.")
        return
    for entry in inner:
        yield from _walk(Path(entry.path), notes, depth + 1)


def _packed_note(label: str) -> list[str]:
    if not label.lower().endswith(_ARCHIVES):
        return []
    return [f"{label} is packed and was not opened. Put its files beside the others and hand that in."]


def _in_zip(path: Path) -> Listing:
    size = path.stat().st_size
    if size > limits.ARCHIVE_BYTES:
        raise SubmissionError(f"{path} is {megabytes(size)} large; a zip may have {megabytes(limits.ARCHIVE_BYTES)}.")
    data = path.read_bytes()
    if data.count(_ZIP_ENTRY) > limits.FILES:
        raise SubmissionError(f"{path} holds more than {limits.FILES} files. Pack only the .py and .ipynb files.")
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        entries = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError, OSError, struct.error) as error:
        raise SubmissionError(f"{path} is not a zip that can be opened: it may be cut short. Pack it again.") from error
    files: list[Found] = []
    notes: list[str] = []
    for entry in entries:
        label = showable(entry.filename)
        if not entry.filename or entry.is_dir() or _hidden(label):
            continue
        if stat.S_ISLNK(entry.external_attr >> 16):
            notes.append(f"{label} is a link to another place and was not followed. Pack the file itself.")
            continue
        files += [Found(label, partial(_read_entry, archive, entry))] if _wanted(label) else []
        notes += _packed_note(label)
    return Listing(sorted(files, key=lambda f: f.label), notes)


def _hidden(label: str) -> bool:
    return any(_skips(part) for part in label.split("/"))


def _read_entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """Unpack one file in memory, in small steps, so that a false claim about its size costs nothing."""
    _refuse(entry)
    parts: list[bytes] = []
    total = 0
    try:
        with archive.open(entry) as file:
            while part := file.read(65536):
                total += len(part)
                if total > limits.FILE_BYTES:
                    raise too_large(max(total, entry.file_size))
                parts.append(part)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError, struct.error) as error:
        raise Unreadable("it is damaged inside the zip. Pack it again") from error
    return b"".join(parts)


def _refuse(entry: zipfile.ZipInfo) -> None:
    if entry.flag_bits & 0x1:
        raise Unreadable("it is locked with a password. Pack it again without one")
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise Unreadable("it is packed in an unusual way. Pack it again as an ordinary zip")
    if entry.file_size > limits.FILE_BYTES:
        raise too_large(entry.file_size)
    if entry.file_size > limits.MEGABYTE and entry.file_size > limits.RATIO * max(1, entry.compress_size):
        raise Unreadable(f"it would become {limits.RATIO} times larger when unpacked, which no coursework does")
