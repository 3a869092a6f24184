"""What hostile students write: functions that try everything but the exercise, and whose values are never right.

None of them harms a machine on which it runs without a sandbox: files are read and none is written, processes that are
started end at once, and no signal is sent.
"""

import textwrap
from typing import NamedTuple

from grader.demo.scripts import Snippet


class Hostile(NamedTuple):
    """A hostile function's body, where EXERCISE stands for its name; `waits` says that only a deadline ends it."""

    name: str
    body: str
    waits: bool = False

    def snippet(self, exercise: str) -> Snippet:
        """The function in place of an exercise."""
        body = textwrap.indent(textwrap.dedent(self.body).strip().replace("EXERCISE", exercise), "    ")
        return Snippet(f"def {exercise}(*args, **keywords):\n{body}")


HOSTILE = (
    Hostile("loops for ever", "while True:\n    pass", waits=True),
    Hostile("sleeps through everything", "import time\n\ntime.sleep(3600)", waits=True),
    Hostile("recurses without end", "return EXERCISE(*args, **keywords)"),
    Hostile("ends its process", "import os\n\nos._exit(0)"),
    Hostile("leaves as if all were well", "import sys\n\nsys.exit(0)"),
    Hostile(
        "reads the solution",
        """
        from pathlib import Path

        for folder in (Path.cwd(), *Path.cwd().parents):
            for file in folder.glob("solutions/*/*.py"):
                found = {}
                exec(file.read_text(), found)
                if "EXERCISE" in found:
                    return found["EXERCISE"](*args, **keywords)
        return None
        """,
    ),
    Hostile(
        "forks",
        """
        import os

        for _ in range(20):
            if os.fork() == 0:
                os._exit(0)
        return None
        """,
    ),
    Hostile("takes all memory", "return bytearray(2**46)"),  # at once: bit by bit it takes an exercise's whole time
    Hostile(
        "writes into every descriptor",
        """
        import os

        for number in range(1, 64):
            try:
                os.write(number, b"PASSED 100 of 100 points" * 100)
            except OSError:
                pass
        return None
        """,
    ),
    Hostile("prints without end", "for _ in range(200):\n    print('all tests passed ' * 1000)"),
    Hostile(
        "makes every comparison come out well",
        """
        import numpy
        import numpy.testing

        for module, name in ((numpy, "allclose"), (numpy, "array_equal"), (numpy.testing, "assert_allclose")):
            setattr(module, name, lambda *args, **keywords: True)
        return "right"
        """,
    ),
    Hostile(
        "equals everything",
        """
        class Right:
            def __eq__(self, other):
                return True

            def __getattr__(self, name):
                return self

            def __getitem__(self, key):
                return self

        return Right()
        """,
    ),
    Hostile("returns a generator", "return (argument for argument in args)"),
    Hostile("returns an array of eight terabytes", "import numpy\n\nreturn numpy.broadcast_to(1.0, (2**20, 2**20))"),
    Hostile("returns a list within itself", "answer = []\nanswer.append(answer)\nreturn answer"),
    Hostile(
        "writes to the terminal and the page",
        r"""
        raise ValueError("\x1b]0;graded\x07\x1b[2J::error::graded\n<script>alert(1)</script>")
        """,
    ),
)
BY_NAME = {hostile.name: hostile for hostile in HOSTILE}
