"""The examples of properties, kept from one run to the next: who grades their own work does so again and again.

They follow from the checks, the seed and the libraries, all of which are in the hash that they are kept under. Whoever
may write to the folder chooses what is tried there; so only those commands keep them by which people grade their own.
"""

import contextlib
import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from grader.model import Frozen
from grader.whole import replace_whole

FOLDER = ".grader_cache"
"""In the course's folder, beside those of pytest and its like."""
IGNORED = "*\n"
"""The folder's own .gitignore, so that nobody hands it in."""

Example = dict[str, Any]
UNREADABLE = (msgspec.DecodeError, RecursionError)
DIGEST = hashlib.sha256().digest_size


class _File(Frozen, frozen=True, kw_only=True):
    """What is kept of one assignment: what it follows from, and by the names of the checks their examples, encoded."""

    version: str
    examples: dict[str, msgspec.Raw]


class KeptExamples:
    """The examples of some assignments' checks. It only spares work: what cannot be read or written is drawn anew.

    Args:
        folder: where they are kept, in a file an assignment.
        versions: by an assignment's slug a hash of all that its examples follow from.
    """

    def __init__(self, folder: Path, versions: Mapping[str, str]) -> None:
        self._folder = folder
        self._versions = versions
        self._known = {slug: self._read(slug) for slug in versions}
        self._new: set[str] = set()

    def get(self, slug: str, check: str, names: Sequence[str]) -> list[Example] | None:
        """The examples of a check, each with values of these names; None if they are not known."""
        known = self._known.get(slug, {}).get(check)
        if known is None:
            return None
        try:
            examples = msgspec.msgpack.decode(known, type=list[Example])
        except UNREADABLE:
            return None
        return examples if all(set(example) == set(names) for example in examples) else None

    def put(self, slug: str, check: str, examples: Sequence[Example]) -> None:
        """Keep a check's examples as they are now, if they can be written down and come back as what they are."""
        if slug not in self._known or not all(map(_is_plain, examples)):
            return
        with contextlib.suppress(OverflowError, UnicodeError):
            self._known[slug][check] = msgspec.Raw(msgspec.msgpack.encode(examples))
            self._new.add(slug)

    def close(self) -> None:
        """Write down what is new, in the place of what was kept for an older version."""
        for slug in self._new:
            with contextlib.suppress(OSError):
                self._write(slug)
        self._new.clear()

    def _path(self, slug: str) -> Path:
        return self._folder / f"{slug}.examples"

    def _read(self, slug: str) -> dict[str, msgspec.Raw]:
        try:
            data = self._path(slug).read_bytes()
            if hashlib.sha256(data[DIGEST:]).digest() != data[:DIGEST]:
                return {}
            file = msgspec.msgpack.decode(data[DIGEST:], type=_File)
        except (OSError, *UNREADABLE):
            return {}
        return file.examples if file.version == self._versions[slug] else {}

    def _write(self, slug: str) -> None:
        content = msgspec.msgpack.encode(_File(version=self._versions[slug], examples=self._known[slug]))
        replace_whole(self._folder / ".gitignore", IGNORED.encode())
        replace_whole(self._path(slug), hashlib.sha256(content).digest() + content)


def _is_plain(value: Any) -> bool:
    """Whether a value is of kinds that come back as what they were; a tuple, say, would come back as a list."""
    kind = type(value)
    if kind is dict:
        return all(type(key) is str and _is_plain(part) for key, part in value.items())
    if kind is list:
        return all(map(_is_plain, value))
    return kind in (int, float, str, bool, type(None))
