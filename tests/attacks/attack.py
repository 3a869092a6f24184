"""What an attack is: a real submission, what holds it, and what has to be reported of it."""

import textwrap
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

FILES, CALLS, MEMORY, PRIVILEGES = "files", "system calls", "memory", "privileges"
"""Layers that `ProcessSandbox` can leave off."""
VALUES, CAPS, DEADLINE, FRESH = "values only", "caps of the wire", "deadline", "fresh worker"
START, NOTHING, SILENCE, ESCAPING, READER = (
    "clean start",
    "nothing secret inside",
    "silence of hidden checks",
    "escaping",
    "reader of submissions",
)
"""What holds by the way the grader is built, and cannot be left off."""
SWITCHABLE = frozenset([FILES, CALLS, MEMORY, PRIVILEGES])

ZEROS, RANDOM, CHECK = "initialize_parameters_zeros", "initialize_parameters_random", "gradient_check"
SLUGS = {ZEROS: "initialization", RANDOM: "initialization", CHECK: "gradient_checking"}

HandIn = Callable[[Path, str], Path]
"""Lays out a submission in an empty folder, given the hostile text, and gives back the path to hand in."""


@dataclass(frozen=True)
class Attack:
    """One hostile submission: the solution with one function replaced, so that the other exercises keep their marks.

    `body` is what the function does; its arguments are `args` and `keywords`. `above` stands before the function.
    Names in capitals, such as `FOLDER` or `VICTIM`, are the bait's, and are put in by the harness. `held_by` are the
    layers that stand in the way, each enough by itself. `statuses` are those that the exercise may be reported with;
    `score` is what it gets, and `others_whole` says whether the other exercises keep full marks. `machine` is the one
    processor it is written for, `elsewhere` what stands in its way on some systems even without the layers.
    """

    name: str
    sentence: str
    held_by: tuple[str, ...]
    body: str = "return None"
    above: str = ""
    statuses: tuple[str, ...] = ("failed",)
    score: int = 0
    exercise: str = ZEROS
    others_whole: bool = True
    hand_in: HandIn | None = None
    machine: str = ""
    elsewhere: str = ""

    @property
    def slug(self) -> str:
        """The assignment whose solution it is made from."""
        return SLUGS[self.exercise]

    @property
    def hostile(self) -> str:
        """What stands in place of the function."""
        body = textwrap.indent(textwrap.dedent(self.body).strip(), "    ")
        return f"{textwrap.dedent(self.above)}\n\ndef {self.exercise}(*args, **keywords):\n{body}\n"

    @property
    def layers(self) -> frozenset[str]:
        """Those layers that hold it and can be left off."""
        return SWITCHABLE.intersection(self.held_by)

    @property
    def needs_layers(self) -> bool:
        """Whether only layers that can be left off stand in its way."""
        return self.layers == set(self.held_by)


CONNECTION = """
import inspect
import os
import stat

def is_socket(number):
    try:
        return stat.S_ISSOCK(os.fstat(number).st_mode)
    except OSError:
        return False

def connection():
    return next(filter(is_socket, range(3, 64)))

def _frames():
    return [entry.frame.f_locals for entry in inspect.stack()]

def nonce():
    return next(f["number"] for f in _frames() if "number" in f and "channel" in f)

def first():
    return next(f["number"] for f in _frames() if "answers" in f and "channel" in f)
"""
"""For attacks that speak over the grader's connection themselves."""

LIBC = """
import ctypes

def libc(name):
    return getattr(ctypes.CDLL(None, use_errno=True), name)
"""
