"""Where the fuzzer begins, and words that it would hardly guess, by target."""

import io
import json
import zipfile
from typing import Any

import numpy as np

from grader.sandbox import wire
from tests.fuzz.targets import DIVIDER
from tests.grader import courses

STUDENT = courses.written(total="s = 0\nfor v in values:\n    s += v\nreturn s")
MESSY = (
    "%matplotlib inline\n!pip install numpy\nimport numpy as np, os\nfrom lib.init_utils import *\nC = np.pi\n"
    "try:\n    import cupy as np\nexcept ImportError:\n    pass\nif True:\n    K = [1, 2] * 3\n"
    "def double(x, *a, k=C, **b) -> int:\n    '''Doc\n( '''\n    ### START CODE HERE ### (≈ 2 lines of code)\n"
    "    y, z[0] = 2 * x, None  # twice\n    y += K; w: float = 1\n    # YOUR CODE ENDS HERE\n    return y\n"
    "ones = lambda r, c: np.ones((r,\nc))\ntotal = double\n@wraps(\ndouble)\nasync def broken(n:\n    return 'x\n"
    "class A(object):\n\tx = f'{C!r:>{K}}'\nprint 'hello'\ndouble(3)?\nreturn 1\n"
)


def _deep(opening: str, core: str, closing: str = "", times: int = 900) -> str:
    """A default value nested so deeply that Python reads it, and little else does."""
    return f"def double(x={opening * times}{core}{closing * times}):\n    return x\n"


DEEP = [_deep("-", "1"), _deep("", "x", ".a"), _deep("", "f", "()")]


def book(*texts: str, **more: Any) -> bytes:
    """A notebook of these cells."""
    cells = [{"cell_type": "code", "source": text.splitlines(keepends=True), "outputs": []} for text in texts]
    return json.dumps({"cells": [{"cell_type": "markdown", "source": "# T"}, *cells], "nbformat": 4, **more}).encode()


def packed(files: dict[str, str | bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of these files."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name), content, compression)
    return buffer.getvalue()


METADATA = """\
submission_11:
  :submitters:
  - :name: Anna Li
    :sid: '7'
    :email: anna@school.example
  - !ruby/object:X {name: Bo, ? sid : ~}
  :created_at: !ruby/object:ActiveSupport::TimeWithZone
    utc: 2023-09-21 20:00:00.000000000 Z
    time: 2023-09-21 13:00:00.000000000 Z
  :results: &r [a, {b: 1}]
submission_12: {":created_at": "2023-09-21 18:03:11.5 -07:00", ":results": *r}
"""


def _answers() -> list[Any]:
    frame = {"file": "tiny.py", "line": 3, "function": "double", "text": "return 1 / 0"}
    return [
        {
            "kind": "returned",
            "nonce": 7,
            "output": "hello",
            "value": {"W1": np.eye(2), "b1": (np.float64(1), 2j, 10**30)},
        },
        {"kind": "raised", "nonce": 7, "type": "KeyError", "text": "'x'", "memory": False, "frames": [frame]},
        {"kind": "loaded", "nonce": 7, "failures": [{"file": "a", "line": 1, "text": "x", "error": "E"}]},
        [np.array(["a", "bc"]), np.array([b"x"]), np.array(1 + 2j), np.bool_(True), b"x", None, -0.0, lambda: 1],
        {"kind": "missing"},
    ]


SEEDS: dict[str, list[bytes]] = {
    "wire": [*map(wire.encode, _answers()), b"\x91" * 300 + b"\xc0", wire.encode((((((),),),),))],
    "answers": [bytes(range(start, start + 40)) for start in range(0, 200, 20)],
    "script": [text.encode() for text in (*DEEP, courses.STUB, courses.SOLUTION, STUDENT, MESSY)],
    "notebook": [
        book(courses.STUB),
        book(*STUDENT.split("\n\n\n")),
        book(MESSY, "%%bash\nls", "x ="),
        book(DEEP[0]),
        json.dumps({"worksheets": [{"cells": [{"cell_type": "code", "input": STUDENT}]}], "nbformat": 3}).encode(),
        STUDENT.encode(),
    ],
    "archive": [
        packed({"a/tiny.py": STUDENT, "a/tiny.ipynb": book(MESSY), "__MACOSX/._tiny.py": "", "b.zip": b"PK"}),
        packed({"tiny copy.py": courses.STUB, "x/tiny_v2.py": MESSY}, zipfile.ZIP_STORED),
        packed({"../tiny.py": STUDENT}, zipfile.ZIP_BZIP2),
        packed({}),
    ],
    "metadata": [METADATA.encode(), METADATA.encode("utf-16"), b"a: &a [*a]\n? [b]\n: {<<: *a}\n", b"[" * 500],
    "roster": [
        b'Student,ID,SIS Login ID,Section\n    Points Possible,,,\n"Li, Anna",1,ali,Monday\n"Li, Anna",1,ali,Friday\n',
        "First name;Surname;Email address;ID number\nZoë;Berg;zoe@x;\nZoe;Berg;;7\n".encode("utf-16"),
        "Identifier\tFull name\nParticipant 7\tHans Müller\n".encode("latin-1"),
    ],
    "download": [
        packed(
            {"lianna_LATE_7_8_tiny.py": STUDENT, "berg_9_1_tiny-1.py": MESSY, "berg_9_2_tiny.py": "", "anon_x_1_a": ""}
        ),
        packed({"Anna Li_7_assignsubmission_file_/tiny.py": STUDENT, "B_8_assignsubmission_onlinetext/x.html": ""}),
        packed({"e/submission_metadata.yml": METADATA, "e/submission_11/tiny.py": STUDENT, "e/submission_x/": ""}),
        packed({"hw-anna/.git/HEAD": "", "hw-anna/tiny.py": STUDENT, "hw-bo/.git/HEAD": "", "__MACOSX/x": ""}),
        packed({"anna/attempt 1/tiny.py": STUDENT, "anna/attempt 2/": "", "bo.zip": packed({"tiny.py": MESSY})}),
    ],
    "blocks": [
        courses.SOLUTION.encode() + DIVIDER + courses.STUB.encode(),
        MESSY.encode() + DIVIDER + courses.STUB.encode(),
        *(f"# START CODE HERE\n{text}# END CODER HERE\n".encode() for text in DEEP),
    ],
}

_PYTHON = (
    "def  class  async def  double( total ones return  lambda  yield  global  import numpy as np from  if  else: try: "
    "except: match  case  await  *= += := -> ** // ''' \"\"\" f' b' ... None True self pass\n with  for  in  @ \\\n "
    "%%time %matplotlib !pip ?x # %% \t \x0c \r\n \x00 \ufeff # -*- coding: latin-1 -*-"
)
_MARKERS = (
    "### START CODE HERE ###\n|### END CODE HERE ###\n|# YOUR CODE STARTS HERE\n|# END CODER HERE\n|"
    "(≈ 2 lines)|\n    |\n\t"
)
_JSON = (
    '{"cells": [|{"cell_type": "code", "source": ["|"worksheets"|"input"|"language"|"python"|'
    "\\u0000|\\ud800|\\n|1e999|NaN|null"
)

_METADATA = (
    "submission_1:\n|  :submitters:\n|  - :name: |    :sid: |    :email: |  :created_at: |2023-09-21 18:03:11.5 -07:00|"
    "!ruby/object:X|&a |*a|<<: |? |{|[|---\n|>\n|\t|\x85"
)
_ROSTER = (
    "Student|ID|SIS User ID|SIS Login ID|Section|First name|Surname|Full name|Email address|SID|identifier|"
    'github_username|Participant 7|Points Possible|;|\t|"|\n|sep=;\n|\ufeff'
)
_DOWNLOAD = (
    "_7_assignsubmission_file_|_LATE_|_7_8_|anon_|submission_7/|submission_metadata.yml|.git/|attempt 1/|__MACOSX/|../|"
    "tiny.py|.zip|-1."
)

WORDS: dict[str, list[bytes]] = {
    "wire": [
        *(codec.encode() for codec in ("kind", "returned", "raised", "missing", "value", "output", "frames", "memory")),
        *(
            word.encode()
            for word in ("type", "text", "file", "line", "function", "failures", "error", "\3\1<f8", "\3\2|b1", "<U2")
        ),
        *(b"\xc7\x05%c" % code for code in range(1, 8)),
        *(b"\xcb\x7f\xf0" + b"\0" * 6, b"\xdd\x00\x0f\x42\x40", b"\xdf\x00\x0f\x42\x40", b"\xc6\x00\x01\x00\x00"),
    ],
    "answers": [bytes([32, 0, n, 0, 0]) for n in range(20)],
    "script": [*_PYTHON.encode().split(b" "), *_MARKERS.encode().split(b"|")],
    "notebook": [*_JSON.encode().split(b"|"), *_PYTHON.encode().split(b" ")],
    "archive": [
        b"PK\x01\x02",
        b"PK\x03\x04",
        b"PK\x05\x06",
        b"PK\x06\x06",
        b"PK\x06\x07",
        b"\x01\x00",
        b"tiny.py",
        b"../",
    ],
    "metadata": _METADATA.encode().split(b"|"),
    "roster": _ROSTER.encode().split(b"|"),
    "download": [*_DOWNLOAD.encode().split(b"|"), b"PK\x01\x02", b"PK\x03\x04", b"PK\x05\x06", b"PK\x06\x06"],
    "blocks": [*_MARKERS.encode().split(b"|"), DIVIDER, *_PYTHON.encode().split(b" ")],
}
