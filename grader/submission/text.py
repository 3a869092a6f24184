"""Bytes to text: byte order marks, coding cookies, line ends, and names that are fit to be shown."""

import codecs
import io
import re
import tokenize
import unicodedata

from grader.language import say
from grader.submission.pieces import Unreadable

_MARKS = {codecs.BOM_UTF8: "utf-8", codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
_COOKIES = ("ascii", "big5", "cp", "euc", "gb", "hz", "iso8859", "johab", "koi8", "mac", "shift_jis", "utf-8")
_SURROGATE = re.compile("[\ud800-\udfff]")
LONGEST_NAME = 120
"""Characters of a person's name that are kept."""

_UNSHOWABLE = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff]")


def decode(data: bytes) -> tuple[str, str]:
    """The text, with line feeds for line ends, and the encoding if it had to be guessed, else an empty string.

    Raises:
        Unreadable: the bytes are no text.
    """
    for mark, encoding in _MARKS.items():
        if data.startswith(mark):
            return _decode_as(data[len(mark) :], encoding), ""
    if b"\0" in data:
        raise Unreadable(say("it contains null bytes, so it is not a text. Was another kind of file renamed?"))
    for encoding in [_cookie(data), "utf-8"]:
        try:
            return clean(data.decode(encoding)), ""
        except UnicodeError:
            continue
    return _guess(data)


def clean(text: str) -> str:
    """The text with line feeds for line ends and without halves of surrogate pairs, which nothing can encode."""
    return _SURROGATE.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


def showable(name: str) -> str:
    """A path as a label: no control characters, nothing that turns the direction of writing, no way out of a folder."""
    parts = [p for p in name.replace("\\", "/").split("/") if p not in ("", ".", "..")]
    return _UNSHOWABLE.sub("\ufffd", "/".join(parts))[-200:] or say("(no name)")


def person_name(text: str) -> str:
    """A person's name as it is shown: composed characters (Unicode's NFC), single blanks, nothing that acts or hides.

    The name of a file that is not UTF-8 is read as Latin-1, in which every byte is a character.
    """
    composed = unicodedata.normalize("NFC", _from_file_system(text))
    return _UNSHOWABLE.sub("\ufffd", " ".join(composed.split()))[:LONGEST_NAME]


def _from_file_system(name: str) -> str:
    try:
        data = name.encode("utf-8", "surrogateescape")
    except UnicodeError:
        return name
    try:
        return data.decode()
    except UnicodeError:
        return data.decode("latin-1")


def _decode_as(data: bytes, encoding: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeError as error:
        raise Unreadable(
            say("it begins as {encoding} and does not go on so. Save it as UTF-8", encoding=encoding.upper())
        ) from error
    if "\0" in text:
        raise Unreadable(say("it contains null characters, so it is not a text. Was another kind of file renamed?"))
    return clean(text)


def _cookie(data: bytes) -> str:
    """The encoding that the text names in its first two lines, if it is one of those that people write in."""
    try:
        name, _ = tokenize.detect_encoding(io.BytesIO(data[:2000]).readline)
        name = codecs.lookup(name).name
    except (SyntaxError, LookupError, ValueError):
        return "utf-8"
    return name if name.startswith(_COOKIES) else "utf-8"


def _guess(data: bytes) -> tuple[str, str]:
    try:
        return clean(data.decode("gb18030")), "GBK"
    except UnicodeError:
        return clean(data.decode("latin-1")), "Latin-1"
