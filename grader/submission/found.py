"""What a submission's files are before any is opened: their labels, how each is read, and which may hold code."""

from collections.abc import Callable
from typing import NamedTuple

from grader.language import marked, say
from grader.submission import limits
from grader.submission.limits import megabytes
from grader.submission.pieces import Unreadable

_SKIPPED_FOLDERS = {"__pycache__", "__macosx", "node_modules", "lib", "venv", "env", "site-packages"}
_SKIPPED_FILES = {"__init__.py", "checks.py", "misconceptions.py", "alternatives.py", "conftest.py", "setup.py"}
_CODE = (".py", ".ipynb", ".py.txt", ".ipynb.txt", ".ipynb.json")
_ARCHIVES = (".zip", ".rar", ".7z", ".tar", ".gz", ".tgz", ".bz2", ".xz")
_ZIP_STARTS = (b"PK\x03\x04", b"PK\x05\x06")


class Found(NamedTuple):
    """One file of a submission. `label` is its path as shown to people.

    `load` opens it when wanted; it takes the most bytes that it may give, and raises `Unreadable` if there are more.
    """

    label: str
    load: Callable[[int], bytes]

    @property
    def name(self) -> str:
        """The last part of its path."""
        return self.label.rpartition("/")[2]

    def read(self) -> bytes:
        """The bytes of a file that may hold code.

        Raises:
            Unreadable: it cannot be opened, or is too large.
        """
        return self.load(limits.FILE_BYTES)


class Loose(NamedTuple):
    """All files of one place that may be somebody's work, zips still packed, and what is to be said of others."""

    files: list[Found]
    notes: list[str]


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


def is_archive(label: str) -> bool:
    """Whether a file is packed, by its path."""
    return label.lower().endswith(_ARCHIVES)


def holds_code(label: str) -> bool:
    """Whether a file may hold a student's code, by its path."""
    return label.lower().endswith(_CODE)


def wanted(label: str) -> bool:
    """Whether a file may hold a student's code and is none that comes with the course, by its path."""
    return holds_code(label) and label.lower().rpartition("/")[2] not in _SKIPPED_FILES and not hidden(label)


def hidden(label: str) -> bool:
    """Whether a path leads through a folder that is nobody's work, or any part of it begins with a dot."""
    return any(skips(part) for part in label.split("/"))


def skips(folder: str) -> bool:
    """Whether a folder of that name is nobody's work."""
    return folder.startswith(".") or folder.lower() in _SKIPPED_FOLDERS


def linked(label: str) -> str:
    """The sentence about a link. None is followed, since it may lead to somebody else's work."""
    return say("{file} is a link to another place and was not followed. Hand in the file itself.", file=label)


def too_large(size: int, limit: int) -> Unreadable:
    """The sentence about a file above the limit."""
    sentence = marked(
        "it is {size} large, and up to {most} is read. In a notebook, clear the outputs (Kernel, Restart & Clear "
        "Output) and hand it in again"
    )
    if limit > limits.FILE_BYTES:
        sentence = marked("it is {size} large, and up to {most} is read")
    return Unreadable(say(sentence, size=megabytes(size), most=megabytes(limit)))
