"""Malform: files, notebooks, folders and zips that are not what they seem."""

import json
import os
import zipfile
from pathlib import Path

from tests.attacks.attack import DEADLINE, ESCAPING, READER, Attack, HandIn

RAISED = ("raised",)
NOTHING_TO_GRADE = ("not_attempted", "raised")


def alone(folder: Path, data: bytes, name: str = "initialization.py") -> Path:
    """A single file of these bytes."""
    (folder / name).write_bytes(data)
    return folder / name


def with_null_bytes(folder: Path, text: str) -> Path:
    """The text with null bytes in it."""
    return alone(folder, text.encode() + b"\0\0\0")


def in_utf7(folder: Path, text: str) -> Path:
    """A file that says it is UTF-7, in which what looks like a comment is code."""
    return alone(folder, b"# -*- coding: utf-7 -*-\n" + text.encode() + b"\n#+AAo-raise SystemExit(0)\n")


def in_disguise(folder: Path, text: str) -> Path:
    """A file that says its encoding is one that runs code or unpacks."""
    return alone(folder, b"# -*- coding: zlib_codec -*-\n" + text.encode())


def nested_notebook(folder: Path, text: str) -> Path:
    """A notebook whose JSON is nested beyond what a reader can follow."""
    return alone(folder, b'{"cells": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", "initialization.ipynb")


def wide_notebook(folder: Path, text: str) -> Path:
    """A notebook with a lying structure: sources that are numbers, dicts and null."""
    sources: list[object] = [None, 7, {"a": 1}, [1, None], [["x"]], True]
    cells = [{"cell_type": "code", "source": source, "outputs": "none", "metadata": 5} for source in sources]
    cells.append({"cell_type": "code", "source": text, "outputs": [], "metadata": {}})  # type: ignore[dict-item]
    return alone(folder, json.dumps({"cells": cells, "nbformat": 4, "metadata": []}).encode(), "initialization.ipynb")


def linked(folder: Path, text: str) -> Path:
    """A folder whose file is a link to the solution, and whose other entries link to the machine."""
    solution = folder.parents[1] / "course" / "solutions" / "initialization" / "initialization.py"
    (folder / "initialization.py").symlink_to(solution)
    (folder / "canary.py").symlink_to(folder.parents[1] / "folder" / "canary.txt")
    (folder / "round").symlink_to(folder, target_is_directory=True)
    return folder


def piped(folder: Path, text: str) -> Path:
    """A folder whose file is a pipe that nobody writes to, and one that is a device."""
    os.mkfifo(folder / "initialization.py")
    (folder / "zero.py").symlink_to("/dev/zero")
    return folder


def slipping(folder: Path, text: str) -> Path:
    """A zip whose entries would be unpacked elsewhere."""
    path = folder / "work.zip"
    target = folder.parents[1] / "folder"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("initialization.py", text)
        for name in ("../../folder/slipped.py", f"{target}/slipped.py", "..\\..\\folder\\slipped.py"):
            archive.writestr(name, "owned = True")
    return path


def linking_zip(folder: Path, text: str) -> Path:
    """A zip with an entry that is a symbolic link to the canary, named as the file to be graded."""
    path = folder / "work.zip"
    with zipfile.ZipFile(path, "w") as archive:
        entry = zipfile.ZipInfo("initialization.py")
        entry.create_system, entry.external_attr = 3, 0o120777 << 16
        archive.writestr(entry, str(folder.parents[1] / "folder" / "canary.txt"))
    return path


def bomb(folder: Path, text: str) -> Path:
    """A zip of a few hundred kilobytes that unpacks to 200 MB."""
    path = folder / "work.zip"
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("initialization.py", "w", force_zip64=True) as entry,
    ):
        for _ in range(20):
            entry.write(b"#" * 10_000_000)
    return path


def badly_named(folder: Path, text: str) -> Path:
    """Files whose names act in a terminal, a page or a CI."""
    (folder / "initialization.py").write_text(text, encoding="utf-8")
    for name in ("\x1b]0;owned\x07.py", "<script>owned()<script>.py", "::error::owned.py", "a\n::error::owned.py"):
        (folder / name).write_text("owned = True", encoding="utf-8")
    return folder


def _appending(more: str) -> HandIn:
    def lay_out(folder: Path, text: str) -> Path:
        return alone(folder, (text + more).encode())

    return lay_out


DEEP = "def initialize_parameters_zeros(layers_dims):\n    return " + "(" * 5000 + ")" * 5000 + "\n"
LONG = "def initialize_parameters_zeros(layers_dims):\n    return " + "+".join(["1"] * 60_000) + "\n"
DOTTED = "def initialize_parameters_zeros(layers_dims):\n    return np" + ".a" * 60_000 + "\n"
POWER = "POWER = 9 ** 9 ** 9 ** 9\n\ndef initialize_parameters_zeros(layers_dims):\n    return POWER\n"
NESTED = (
    "def initialize_parameters_zeros(layers_dims):\n"
    + "".join(f"{' ' * (n + 1)}if layers_dims:\n" for n in range(99))
    + " " * 101
    + "return None\n"
)

ATTACKS = [
    Attack(
        "null bytes",
        "Hands in a file with null bytes.",
        (READER,),
        hand_in=with_null_bytes,
        statuses=RAISED,
        others_whole=False,
    ),
    Attack(
        "another encoding",
        "Says that it is UTF-7, in which a comment holds code.",
        (READER,),
        hand_in=in_utf7,
    ),
    Attack(
        "an encoding that is none",
        "Names a codec that unpacks as its encoding.",
        (READER,),
        hand_in=in_disguise,
    ),
    Attack(
        "deep brackets",
        "Nests brackets deeper than a parser goes.",
        (READER,),
        hand_in=_appending(DEEP),
        statuses=RAISED,
    ),
    Attack("a long sum", "Adds 60,000 ones in one expression.", (READER,), hand_in=_appending(LONG), statuses=RAISED),
    Attack(
        "a long path",
        "Takes an attribute of an attribute, 60,000 times.",
        (READER,),
        hand_in=_appending(DOTTED),
        statuses=RAISED,
    ),
    Attack(
        "deep blocks", "Nests a hundred blocks.", (READER,), hand_in=_appending(NESTED), statuses=("raised", "failed")
    ),
    Attack(
        "a constant that takes for ever",
        "Has a power for a constant, which is worked out when the file is loaded.",
        (DEADLINE, READER),
        hand_in=_appending(POWER),
        statuses=("timeout",),
        others_whole=False,
    ),
    Attack(
        "a nested notebook",
        "Hands in JSON that is nested 100,000 deep.",
        (READER,),
        hand_in=nested_notebook,
        statuses=RAISED,
        others_whole=False,
    ),
    Attack("a notebook of odd cells", "Hands in cells whose sources are no texts.", (READER,), hand_in=wide_notebook),
    Attack(
        "links",
        "Hands in symbolic links to the solution and to a secret.",
        (READER,),
        hand_in=linked,
        statuses=NOTHING_TO_GRADE,
        others_whole=False,
    ),
    Attack(
        "pipes and devices",
        "Hands in a pipe that nobody writes to, and a link to /dev/zero.",
        (READER,),
        hand_in=piped,
        statuses=NOTHING_TO_GRADE,
        others_whole=False,
    ),
    Attack("a zip that slips out", "Hands in a zip whose entries lie outside of it.", (READER,), hand_in=slipping),
    Attack(
        "a zip of links",
        "Hands in a zip whose file is a link to a secret.",
        (READER,),
        hand_in=linking_zip,
        statuses=NOTHING_TO_GRADE,
        others_whole=False,
    ),
    Attack(
        "a zip bomb",
        "Hands in a few hundred kilobytes that unpack to 200 MB.",
        (READER,),
        hand_in=bomb,
        statuses=NOTHING_TO_GRADE,
        others_whole=False,
    ),
    Attack(
        "file names that act",
        "Hands in files whose names act in a terminal or a page.",
        (READER, ESCAPING),
        hand_in=badly_named,
    ),
]
