"""The files of a hand-in, as bytes that are the same on every run; and zips of them."""

import io
import zipfile
from collections.abc import Iterable
from typing import NamedTuple

_DATE = (2025, 3, 3, 12, 0, 0)
"""The time of everything in a zip."""
_REGULAR = 0o100644 << 16


class File(NamedTuple):
    """A file. `path` is its place, with `/` between folders; with a `link` it is a symbolic link to there."""

    path: str
    data: bytes = b""
    link: str = ""

    @property
    def name(self) -> str:
        """The last part of its path."""
        return self.path.rpartition("/")[2]

    @property
    def suffix(self) -> str:
        """What follows the last point of its name, and the point."""
        return "." + self.name.rpartition(".")[2]

    def below(self, folder: str) -> "File":
        """The same file in a folder."""
        return self._replace(path=f"{folder}/{self.path}")


def pack(path: str, files: Iterable[File]) -> File:
    """A zip of some files."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for file in files:
            entry = zipfile.ZipInfo(file.path, _DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # Unix, wherever the class is written
            entry.external_attr = _REGULAR
            archive.writestr(entry, file.data)
    return File(path, buffer.getvalue())


def locked(packed: File) -> File:
    """A zip of one file, marked as locked with a password.

    That is bit 0 of the flags in both of the file's headers (PKWARE's APPNOTE.TXT, 4.3.7, 4.3.12 and 4.4.4).
    """
    data = bytearray(packed.data)
    data[6] |= 1
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    return packed._replace(data=bytes(data))
