"""What the fuzzer has found, as small as it could be made: each must stay within what `tests/fuzz/targets.py` says."""

from typing import Any

import msgpack
import numpy as np
import pytest

from grader.sandbox import wire
from grader.submission import read_submission
from tests.fuzz.seeds import DEEP, SEEDS, packed
from tests.fuzz.targets import Files, targets

FRAME = {"file": "tiny.py", "line": 1, "function": "double", "text": "return 1 / 0"}
RAISED = {"kind": "raised", "type": "E", "text": "", "memory": False, "frames": [FRAME]}
MANY_NUMBERS = [np.linspace(0, 1, 999)] * 3000


def returned_beside(output: bytes) -> bytes:
    """An answer with its output already in the codec's form."""
    return b"\x83" + b"".join(map(msgpack.packb, ["kind", "returned", "value", 1, "output"])) + output


def answer(**parts: Any) -> bytes:
    """The message of an exception, with some of its parts out of place."""
    return wire.encode({**RAISED, **parts})


def nameless() -> bytes:
    """A zip of a script and of an entry whose name is empty."""
    return packed({"tiny.py": "def double(x):\n    return x\n", "@name": ""}).replace(b"@name", b"\0name")


FINDS = [
    ("a line that is infinite was no number to the reader", "wire", answer(frames=[{**FRAME, "line": float("inf")}])),
    ("so was a NumPy scalar", "wire", answer(frames=[{**FRAME, "line": np.float64("inf")}])),
    ("a failure to load may say the same", "wire", wire.encode({"failures": [{**FRAME, "line": 1e999, "error": ""}]})),
    ("an output nested too deeply to be written out", "wire", returned_beside(b"\x91" * 1000 + b"\xc0")),
    ("a text of so many numbers that writing them out outlasts the deadline", "wire", answer(text=MANY_NUMBERS)),
    ("an entry of a zip without a name", "archive", nameless()),
    ("a marker behind a statement that vanishes", "blocks", b"# START CODE HERE\nf() # END CODE HERE\nx = 1"),
    *((f"a default value too deep to be written out, as in {text[13:20]}", "script", text.encode()) for text in DEEP),
]


@pytest.fixture(scope="module")
def all_targets(tmp_path_factory):
    return targets(tmp_path_factory.mktemp("finds"))


@pytest.mark.parametrize(("reason", "target", "data"), FINDS, ids=[f"{find[1]}: {find[0]}" for find in FINDS])
def test_a_find_stays_mended(all_targets, reason, target, data):
    all_targets[target](data)


@pytest.mark.parametrize(
    ("target", "data"),
    [pytest.param(name, seed, id=f"{name} {n}") for name in SEEDS for n, seed in enumerate(SEEDS[name])],
)
def test_where_the_fuzzer_begins_there_is_nothing_to_find(all_targets, target, data):
    all_targets[target](data)


def test_a_nameless_entry_of_a_zip_costs_none_of_the_others(tmp_path):
    path = tmp_path / "alice.zip"
    path.write_bytes(nameless())
    files = Files(tmp_path)
    assert "double" in read_submission(path, files.assignments).sources["tiny"].functions
