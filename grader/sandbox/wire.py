"""Values to bytes and back, and the frames that carry them between the grader and a worker.

The codec is msgpack: kept, fast, with caps on every length. Extension types keep apart what msgpack alone would mix:
tuples from lists, NumPy arrays and scalars from Python's, complex numbers and large integers. Only exact types travel.
Whatever else a function returns arrives as an `Unsupported`, a description with nothing of the object in it. Nothing is
ever pickled.

A frame is its length, four bytes with the highest first, and that many bytes of msgpack. An array is an extension of
its own layout, since arrays are what travels most: the length of its dtype's name and the number of its axes, a byte
each, the name, the axes' sizes in eight bytes each, and its data in C order. A NumPy scalar is an array without axes.

Many questions, or their answers, travel in a bundle, whose beginning always has the same length: so what it holds can
be told from another one's without being read.
"""

import functools
import re
import struct
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NoReturn

import msgpack
import numpy as np

from grader.errors import WireError

MAX_FRAME = 32 * 1024 * 1024
"""Bytes in a frame: the course's largest argument is 14.5 MB, and whoever reads one needs some ten times its size."""
MAX_ITEMS = 1_000_000
"""Lists, dicts, tuples and their entries in one frame; each costs the reader far more memory than the writer."""
MAX_NESTED = 4 * MAX_FRAME
"""Bytes that a reader copies out of tuples and arrays, one within the other."""
MAX_DEPTH = 60
MAX_LEVELS = 1024
"""Lists and dicts within each other, of which msgpack writes no more either."""
MAX_INTEGER_BYTES = 1024

HEADER = struct.Struct("!I")

_BUNDLE = struct.Struct("!BBQBI")
_LIST_OF_TWO, _LONG_NUMBER, _LONG_LIST = 0x92, 0xCF, 0xDD
"""msgpack's own marks, so that a bundle is a message like any other."""
_BUNDLE_BEGINS = bytes((_LIST_OF_TWO, _LONG_NUMBER))
MAX_BUNDLED = MAX_FRAME - _BUNDLE.size
"""Bytes of a value that may travel in a bundle."""
_ARRAY_HEADER = struct.Struct("!BB")
_BUFFER = 1 << 12
"""Bytes that msgpack begins with; its own megabyte takes longer to get and give back than most values to write."""
_LARGE = 1 << 20
"""Bytes from which on a copy of an array takes longer than finding out whether one can be saved."""
_ARRAY_ITEMS = 5
"""What an array counts for among the items: a small one takes its reader some three hundred bytes."""
_TUPLE, _ARRAY, _SCALAR, _INTEGER, _COMPLEX, _UNSUPPORTED = range(1, 7)
_DTYPE = re.compile(rb"[<>|=][biufcSU]\d{1,6}")
_PLAIN = {int, float, str, bytes, bool, type(None)}


@dataclass(frozen=True)
class Unsupported:
    """What stands in for a value that cannot travel: its type's name and a sentence for the student."""

    type_name: str
    sentence: str


def encode(value: Any, most: int = MAX_FRAME) -> bytes:
    """A value as bytes, at most so many.

    Raises:
        WireError: the value is too large or too deep to send.
    """
    try:
        _hold_items(value)
        packed: bytes = _pack(value, 0)
    except (RecursionError, ValueError, OverflowError) as error:
        raise WireError("The value is nested too deeply to send, or contains itself.") from error
    if len(packed) > most:
        raise WireError(f"The value takes {len(packed):,} bytes; at most {most:,} can be sent.")
    return packed


def decode(data: bytes | memoryview) -> Any:
    """The value that some bytes stand for; arrays are writable copies.

    Raises:
        WireError: the bytes are not a value, or breach a cap.
    """
    if len(data) > MAX_FRAME:
        raise WireError(f"A message of {len(data):,} bytes is over the cap of {MAX_FRAME:,}.")
    try:
        return _Reader().unpack(data, 0)
    except WireError:
        raise
    except Exception as error:
        raise WireError(f"The bytes are not a message: {type(error).__name__}.") from error


def frame(value: Any) -> bytes:
    """A value as one frame.

    Raises:
        WireError: the value is too large or too deep to send.
    """
    body = encode(value)
    return b"".join((HEADER.pack(len(body)), body))


def bundle(number: int, entries: Sequence[bytes]) -> bytes:
    """Values that are encoded already, together in one frame under a number: a list of the number and the list of them.

    Raises:
        WireError: they are too large to send together.
    """
    start = _BUNDLE.pack(_LIST_OF_TWO, _LONG_NUMBER, number, _LONG_LIST, len(entries))
    length = len(start) + sum(map(len, entries))
    if length > MAX_FRAME:
        raise WireError(f"The values take {length:,} bytes; at most {MAX_FRAME:,} can be sent.")
    return b"".join((HEADER.pack(length), start, *entries))


def is_bundle(body: memoryview) -> bool:
    """Whether a frame's body begins as a bundle does."""
    return bytes(body[:2]) == _BUNDLE_BEGINS


def opened(body: memoryview) -> tuple[int, int, memoryview]:
    """A bundle's number, how many values it says that it has, and their bytes, which nobody has looked at.

    Raises:
        WireError: it is none.
    """
    if len(body) < _BUNDLE.size or not is_bundle(body):
        raise WireError("The bytes are not a bundle.")
    _, _, number, kind, count = _BUNDLE.unpack_from(body)
    if kind != _LONG_LIST:
        raise WireError("The bytes are not a bundle.")
    return number, count, body[_BUNDLE.size :]


def frame_length(header: bytes | bytearray) -> int:
    """How many bytes follow a frame's header.

    Raises:
        WireError: more than a frame may hold.
    """
    (length,) = HEADER.unpack(header)
    if length > MAX_FRAME:
        raise WireError(f"A message says that it has {length:,} bytes; the cap is {MAX_FRAME:,}.")
    return int(length)


def _hold_items(value: Any) -> None:
    """Refuse what no reader would take: it counts as `_Reader` does.

    Level by level, so that what contains itself is found out after `MAX_LEVELS` of them and not after every entry.
    """
    items, level = 0, [value]
    for _ in range(MAX_LEVELS):
        below: list[Any] = []
        for part in level:
            kind = type(part)
            if kind is not dict and kind is not list and kind is not tuple:
                items += _ARRAY_ITEMS
            else:
                items += 1 + len(part)
                for entry in part if kind is not dict else (*part, *part.values()):
                    if type(entry) is np.ndarray:  # many are, and need not wait for their turn
                        items += _ARRAY_ITEMS
                    elif type(entry) not in _PLAIN:
                        below.append(entry)
            if items > MAX_ITEMS:
                raise WireError(f"The value holds more than {MAX_ITEMS:,} entries, or contains itself.")
        if not below:
            return
        level = below
    raise WireError("The value is nested too deeply to send, or contains itself.")


def _pack(value: Any, depth: int) -> Any:
    if depth > MAX_DEPTH:
        raise WireError(f"The value is nested more than {MAX_DEPTH} deep, or contains itself.")
    return msgpack.packb(
        value,
        default=lambda other: _extension(other, depth + 1),
        strict_types=True,
        unicode_errors="surrogatepass",
        buf_size=_BUFFER,
    )


def _marked(kind: int, data: bytes) -> msgpack.ExtType:
    """Bytes of a kind of ours: msgpack's own way of making one checks what is known here, and takes as long again."""
    return tuple.__new__(msgpack.ExtType, (kind, data))


def _extension(value: Any, depth: int) -> msgpack.ExtType:
    kind = type(value)
    if kind is np.ndarray:
        return _array(value, depth)
    if kind is tuple:
        return _marked(_TUPLE, _pack(list(value), depth))
    if isinstance(value, np.generic) and kind.__module__ == "numpy" and value.dtype.kind in "biufcSU":
        # an empty np.str_ says that it has no size, and takes one character as an array
        return _marked(_SCALAR, _array_bytes(np.asarray(value)))
    if kind is int:
        return _integer(value, depth)
    if kind is complex:
        return _marked(_COMPLEX, _pack([value.real, value.imag], depth))
    if kind is Unsupported:
        return _marked(_UNSUPPORTED, _pack([value.type_name, value.sentence], depth))
    return _describe(value, depth)


def _array(value: np.ndarray[Any, Any], depth: int) -> msgpack.ExtType:
    if value.dtype.kind not in "biufcSU":
        why = "often the sign of rows of different lengths" if value.dtype == object else "not a kind that is graded"
        return _refuse("numpy.ndarray", f"an array of dtype {value.dtype}, {why}", depth)
    if value.nbytes > MAX_FRAME:
        shape = "×".join(str(n) for n in value.shape)
        raise WireError(f"An array of shape {shape} takes {value.nbytes:,} bytes; at most {MAX_FRAME:,} can be sent.")
    return _marked(_ARRAY, _array_bytes(value))


def _array_bytes(array: np.ndarray[Any, Any]) -> bytes:
    head = _array_head(array.dtype, array.shape)
    if array.nbytes < _LARGE or not array.flags.c_contiguous:
        return head + array.tobytes()
    return b"".join((head, array.view(np.uint8).data))  # one copy instead of two


@functools.lru_cache(256)
def _array_head(dtype: np.dtype[Any], shape: tuple[int, ...]) -> bytes:
    name = dtype.str.encode()
    return _ARRAY_HEADER.pack(len(name), len(shape)) + name + struct.pack(f"!{len(shape)}Q", *shape)


def _integer(value: int, depth: int) -> msgpack.ExtType:
    size = value.bit_length() // 8 + 1
    if size > MAX_INTEGER_BYTES:
        return _refuse("int", f"an integer of some {value.bit_length() * 3 // 10:,} digits", depth)
    return _marked(_INTEGER, value.to_bytes(size, "big", signed=True))


def _describe(value: Any, depth: int) -> msgpack.ExtType:
    kind = type(value)
    name = kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"
    return _refuse(name[:100], f"a value of type {name[:100]}, which cannot be graded", depth)


def _refuse(type_name: str, sentence: str, depth: int) -> msgpack.ExtType:
    return _marked(_UNSUPPORTED, _pack([type_name, sentence], depth))


class _Reader:
    """Reads one frame, counting what it makes."""

    def __init__(self) -> None:
        self.items = 0
        self.nested = 0

    def unpack(self, data: bytes | memoryview, depth: int) -> Any:
        if depth > MAX_DEPTH:
            self._complain("it is nested too deeply")
        return msgpack.unpackb(
            data,
            ext_hook=lambda code, payload: self._restore(code, payload, depth + 1),
            list_hook=self._count,
            object_hook=self._count,
            strict_map_key=False,
            unicode_errors="surrogatepass",
            max_array_len=MAX_ITEMS,
            max_map_len=MAX_ITEMS,
        )

    def _count(self, container: Any) -> Any:
        self.items += 1 + len(container)
        if self.items > MAX_ITEMS:
            self._complain(f"it holds more than {MAX_ITEMS:,} entries")
        return container

    def _restore(self, code: int, payload: bytes, depth: int) -> Any:
        if code == _INTEGER and len(payload) <= MAX_INTEGER_BYTES:
            return int.from_bytes(payload, "big", signed=True)
        if code in (_ARRAY, _SCALAR):
            return self._restore_array(code, payload)
        self.nested += len(payload)
        if self.nested > MAX_NESTED:
            self._complain("it repeats itself within itself")
        parts = self.unpack(payload, depth)
        if type(parts) is not list:
            self._complain("an extension holds no list")
        if code == _TUPLE:
            return tuple(parts)
        if code == _COMPLEX:
            return complex(*(float(part) for part in parts))
        if code == _UNSUPPORTED:
            return Unsupported(str(parts[0])[:200], str(parts[1])[:500])
        return self._complain(f"extension type {code} is unknown")

    def _restore_array(self, code: int, payload: bytes) -> Any:
        self.items += _ARRAY_ITEMS
        if self.items > MAX_ITEMS:
            self._complain(f"it holds more than {MAX_ITEMS:,} entries")
        array = _read_array(payload)
        if code == _ARRAY:
            return array
        return array[()] if array.ndim == 0 else self._complain("a scalar has axes")

    def _complain(self, what: str) -> NoReturn:
        raise WireError(f"The bytes are not a message: {what}.")


def _read_array(payload: bytes) -> np.ndarray[Any, Any]:
    name_length, axes = _ARRAY_HEADER.unpack_from(payload)
    start = _ARRAY_HEADER.size + name_length + 8 * axes
    kind, shape = _read_array_head(payload[:start])
    data = bytearray(memoryview(payload)[start:])
    array: np.ndarray[Any, Any] = np.ndarray(shape, kind, data)
    if array.nbytes != len(data):
        raise WireError("The bytes are not a message: an array has more bytes than its shape tells.")
    if kind.kind == "U" and np.frombuffer(data, kind.str[0] + "u4").max(initial=0) > sys.maxunicode:
        raise WireError("The bytes are not a message: an array holds what is no character.")
    return array


@functools.lru_cache(256)
def _read_array_head(head: bytes) -> tuple[np.dtype[Any], tuple[int, ...]]:
    name_length, axes = _ARRAY_HEADER.unpack_from(head)
    name = head[_ARRAY_HEADER.size : _ARRAY_HEADER.size + name_length]
    if not _DTYPE.fullmatch(name):
        raise WireError("The bytes are not a message: an array's dtype is not one that is sent.")
    kind = np.dtype(name.decode())
    if axes and kind.itemsize == 0:
        raise WireError("The bytes are not a message: an array has entries of no size.")
    return kind, struct.unpack_from(f"!{axes}Q", head, _ARRAY_HEADER.size + name_length)
