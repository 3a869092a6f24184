"""Values to bytes and back: nothing is lost, nothing too large is sent, and no bytes can do harm."""

import struct
import tracemalloc
from typing import Any

import msgpack
import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as np_st

from grader.errors import WireError
from grader.sandbox import wire
from grader.sandbox.wire import Unsupported

DTYPES = [
    *("bool", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64"),
    *("float16", "float32", "float64", "longdouble", "complex64", "complex128", ">f8", ">i4", "S3", "U2"),
]
SHAPES = np_st.array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=3)
arrays = st.sampled_from(DTYPES).flatmap(lambda dtype: np_st.arrays(dtype, SHAPES))
scalars = arrays.filter(lambda array: array.size > 0).map(lambda array: array.reshape(-1)[0])
texts = st.text(st.characters(exclude_categories=()))  # halves of characters too
plain = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.integers(-(2**4000), 2**4000)
    | st.floats()
    | st.complex_numbers()
    | texts
    | st.binary()
)
keys = st.integers() | texts | st.tuples(texts, st.integers())
values = st.recursive(
    plain | arrays | scalars,
    lambda inner: st.lists(inner) | st.lists(inner).map(tuple) | st.dictionaries(keys, inner),
    max_leaves=8,
)


def same(one: Any, other: Any) -> bool:
    """Whether two values are of the same types all through and equal, bit for bit where they are numbers."""
    if type(one) is not type(other):
        return False
    if isinstance(one, list | tuple):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, dict):
        return same(list(one.items()), list(other.items()))
    if isinstance(one, np.ndarray | np.generic) and one.dtype.char in "gG":  # their bytes hold some that mean nothing
        return one.shape == other.shape and np.array_equal(one, other, equal_nan=True)
    if isinstance(one, np.ndarray | np.generic):
        return one.dtype == other.dtype and one.shape == other.shape and one.tobytes() == other.tobytes()
    if isinstance(one, float | complex):
        return np.array(one).tobytes() == np.array(other).tobytes()
    return bool(one == other)


@given(values)
@example((1, [2, (3,)], {"W1": np.zeros((2, 0)), ("a", 1): np.float32("nan")}))
@example([np.array(2.0), np.str_(""), np.bytes_(b"a"), float("-inf"), -0.0, "\ud800", 10**300])
def test_every_value_of_a_kind_that_travels_comes_back_as_it_was(value):
    assert same(wire.decode(wire.encode(value)), value)


@given(arrays)
def test_an_array_that_came_back_can_be_written_to_and_stands_alone(array):
    back = wire.decode(wire.encode(array))
    assert back.flags.writeable
    assert not np.shares_memory(back, array)


@pytest.mark.parametrize("array", [np.ones((3, 4)).T, np.ones((4, 6))[::2, ::3], np.asfortranarray(np.eye(3))])
def test_the_memory_order_of_an_array_does_not_matter(array):
    assert same(wire.decode(wire.encode(array)), np.ascontiguousarray(array))


class Subclass(dict):
    """A dict by another name."""


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (lambda x: x, "function"),
        ((n for n in [1]), "generator"),
        (object(), "object"),
        (np.ones((1, 1)).view(np.matrix), "matrix"),
        (np.array([1, "a", None], dtype=object), "rows of different lengths"),
        (np.array(["2020-01-01"], dtype="datetime64[D]"), "not a kind that is graded"),
        (np.zeros(1, dtype=[("a", "f8")]), "not a kind that is graded"),
        ({1, 2}, "set"),
        (Subclass(), "Subclass"),
        (np.ma.masked_array([1.0]), "MaskedArray"),
        (10**200000, "an integer of some"),
        (ValueError, "type"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_cannot_travel_arrives_as_a_description(value, words):
    back = wire.decode(wire.encode({"inside": (value,)}))["inside"][0]
    assert type(back) is Unsupported
    assert words in back.type_name + back.sentence
    assert "0x" not in back.sentence


def contains_itself() -> list[Any]:
    loop: list[Any] = []
    loop.append(loop)
    return loop


def nested(kind: type, depth: int) -> Any:
    value: Any = kind()
    for _ in range(depth):
        value = kind([value])
    return value


def doubling(times: int) -> list[Any]:
    """A list of which each level holds the next one twice: little in memory, more than anything when written out."""
    value: list[Any] = []
    for _ in range(times):
        value = [value, value]
    return value


@pytest.mark.parametrize(
    "make",
    [
        pytest.param(contains_itself, id="contains itself"),
        pytest.param(lambda: doubling(60), id="doubles"),
        pytest.param(lambda: nested(tuple, 70), id="deep tuples"),
        pytest.param(lambda: nested(list, 2000), id="deep lists"),
        pytest.param(lambda: np.broadcast_to(1.0, (1_000_000, 1_000_000)), id="8 TB"),
        pytest.param(lambda: [0.0] * (wire.MAX_ITEMS + 1), id="long list"),
        pytest.param(lambda: [[]] * wire.MAX_ITEMS, id="many lists"),
        pytest.param(lambda: dict.fromkeys(range(wire.MAX_ITEMS + 1)), id="large dict"),
    ],
)
def test_a_value_too_large_or_too_deep_is_refused(make):
    value = make()
    with pytest.raises(WireError):
        wire.encode(value)


def test_a_frame_has_a_cap(monkeypatch):
    monkeypatch.setattr(wire, "MAX_FRAME", 1000)
    with pytest.raises(WireError, match="at most 1,000"):
        wire.encode(np.zeros(200))
    with pytest.raises(WireError, match="over the cap"):
        wire.decode(b"\x00" * 1001)
    with pytest.raises(WireError, match="the cap is"):
        wire.frame_length(wire.HEADER.pack(1001))
    assert wire.frame_length(wire.HEADER.pack(1000)) == 1000


@settings(max_examples=30)
@given(st.lists(values), st.integers(0, 60))
def test_what_is_encoded_is_never_more_than_a_reader_takes(parts, cap):
    """Writer and reader count alike, so that an answer is refused by its writer, with a sentence."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(wire, "MAX_ITEMS", cap)
        try:
            data = wire.encode(parts)
        except WireError:
            return
        assert same(wire.decode(data), parts)


def decoded(data: bytes) -> Any:
    """The value, or nothing if the bytes are refused as they should be; any other exception gets through."""
    try:
        return wire.decode(data)
    except WireError:
        return None


@settings(max_examples=200)
@given(st.binary(max_size=200))
@example(b"")
@example(b"\xc1")
@example(b"\xdd\xff\xff\xff\xff")
@example(b"\xc9\x00\x00\x00\x01\x02")
@example(b"\x91" * 5000)
@example(b"\x81" * 5000)
@example(msgpack.packb({"a": [1]}) + b"more")
def test_any_bytes_are_a_value_or_refused(data):
    decoded(data)


@settings(max_examples=200)
@given(values, st.data())
def test_a_damaged_message_is_a_value_or_refused(value, data):
    message = bytearray(wire.encode(value))
    for _ in range(data.draw(st.integers(1, 4))):
        position = data.draw(st.integers(0, len(message) - 1))
        message[position] = data.draw(st.integers(0, 255))
    decoded(bytes(message[: data.draw(st.integers(0, len(message)))]))


def extension(code: int, *parts: Any) -> bytes:
    return msgpack.packb(msgpack.ExtType(code, msgpack.packb(list(parts))))


_TUPLE, _ARRAY, _SCALAR, _INTEGER, _COMPLEX = 1, 2, 3, 4, 5


def array(dtype: str, shape: list[int], data: bytes = b"", code: int = _ARRAY) -> bytes:
    name = dtype.encode("latin-1")
    sizes = struct.pack(f"!{len(shape)}Q", *shape)
    return msgpack.packb(msgpack.ExtType(code, bytes([len(name), len(shape)]) + name + sizes + data))


def matryoshka(size: int, depth: int) -> bytes:
    data = b"\0" * size
    for _ in range(depth):
        data = msgpack.packb(msgpack.ExtType(_TUPLE, data))
    return data


@pytest.mark.parametrize(
    "data",
    [
        array("<f8", [10**12]),
        array("<f8", [2], b"\0" * 8),
        array("<f8", [1], b"\0" * 16),
        array("<f8", [2**64 - 1]),
        array("<f8", [2**62, 2**62]),
        array("<f8", [1] * 100, b"\0" * 8),
        array("|O8", [1], b"\0" * 8),
        array("<U0", [10**15]),
        array("<U1", [1], b"\xff" * 4),
        array("<f8,<f8", [1], b"\0" * 16),
        array("\xff8", [1], b"\0" * 8),
        msgpack.packb(msgpack.ExtType(_ARRAY, b"")),
        msgpack.packb(msgpack.ExtType(_ARRAY, b"\3\2<f8" + b"\0" * 8)),
        msgpack.packb(msgpack.ExtType(_ARRAY, b"\377\0<f8")),
        array("<f8", [], code=_SCALAR),
        array("<f8", [1], b"\0" * 8, code=_SCALAR),
        extension(_COMPLEX, "one", "two"),
        extension(99, 1),
        msgpack.packb(msgpack.ExtType(_TUPLE, msgpack.packb({"no": "list"}))),
        msgpack.packb(msgpack.ExtType(_INTEGER, b"\1" * (wire.MAX_INTEGER_BYTES + 1))),
        b"\x82\xa1a\x90\x90\x01",
        matryoshka(100, 100),
    ],
    ids=lambda data: data[:40].hex(),
)
def test_lies_about_sizes_are_refused(data):
    with pytest.raises(WireError):
        wire.decode(data)


@pytest.mark.parametrize(
    ("head", "part", "times"),
    [
        pytest.param(b"\xdd\x00\x98\x96\x80", b"\x80", 10_000_000, id="a list of empty maps"),
        pytest.param(b"\xdd\x00\x00\x00\x14", b"\xdd\x00\x01\x86\xa0" + b"\xa2ab" * 100_000, 20, id="lists of strings"),
        pytest.param(b"\xdd\x00\x07\xa1\x20", b"\xd4\x01\x90", 500_000, id="a list of empty tuples"),
    ],
)
def test_messages_that_grow_when_read_are_refused_before_they_do(head, part, times):
    data = head + part * times
    tracemalloc.start()
    try:
        with pytest.raises(WireError):
            wire.decode(data)
        assert tracemalloc.get_traced_memory()[1] < 200_000_000
    finally:
        tracemalloc.stop()


def test_messages_packed_into_one_another_do_not_multiply_in_memory(monkeypatch):
    monkeypatch.setattr(wire, "MAX_FRAME", 1_000_000)
    monkeypatch.setattr(wire, "MAX_NESTED", 4_000_000)
    data = matryoshka(900_000, 50)
    tracemalloc.start()
    try:
        with pytest.raises(WireError, match="within itself"):
            wire.decode(data)
        assert tracemalloc.get_traced_memory()[1] < 8_000_000
    finally:
        tracemalloc.stop()


@given(values)
def test_a_frame_says_how_long_it_is(value):
    frame = wire.frame(value)
    assert wire.frame_length(frame[: wire.HEADER.size]) == len(frame) - wire.HEADER.size
