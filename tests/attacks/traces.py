"""How it is known that an attack succeeded: traces that are looked for from outside after every one of them.

What a worker says of itself proves nothing. A trace is a file, a connection, a changed process, a secret in a report,
marks that were gained or taken, or time and memory beyond the bounds.
"""

import contextlib
import fcntl
import io
import os
import re
import resource
from collections.abc import Callable
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from rich.console import Console

from grader.model import ExerciseResult, Grade, to_json
from grader.reports.html import render_html
from grader.reports.terminal import print_grade
from tests.attacks.attack import ESCAPING, Attack
from tests.attacks.bait import Bait
from tests.attacks.watch import Watch, status

SECONDS = 20.0
"""Every call has its deadline of 1 s, and an answer that is slow and wrong is asked for some fifteen times."""
WORKER_MEGABYTES = 200
"""The budget of 100 MB, and what the worker has mapped when it gets it and has not touched yet."""
GRADER_MEGABYTES = 700
"""What one answer of the largest size may come to while it is read and compared."""
THREADS, DESCRIPTORS = 1024, 64
"""Each thread takes some of the memory, so that no more than these find room in it."""

_LIMITS = [getattr(resource, name) for name in dir(resource) if name.startswith("RLIMIT_")]
_ACTIVE_TERMINAL = re.compile(r"\x1b(?!\[[0-9;]*m)|\x9b|\x07|^\s*::[a-z-]+[ :]|\u202e|\x00", re.MULTILINE)


def grader_state() -> dict[str, Any]:
    """What an attack on this very process would change."""
    return {
        "limits": {kind: resource.getrlimit(kind) for kind in _LIMITS},
        "priority": os.getpriority(os.PRIO_PROCESS, 0),
        "affinity": os.sched_getaffinity(0),
        "scheduling": os.sched_getscheduler(0),
        "standard descriptors": [_flags(number) for number in range(3)],
        "open descriptors": _open_descriptors(),
    }


def _flags(number: int) -> int:
    try:
        return fcntl.fcntl(number, fcntl.F_GETFL)
    except OSError:
        return -1


def _open_descriptors() -> int:
    """How many there are; /proc does not say where the process is not to be looked into."""
    return sum(_flags(number) >= 0 for number in range(1024))


def start_counting_memory() -> int:
    """Forget how much memory this process once had at most, where that is possible; the megabytes that it has now."""
    with contextlib.suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5")
    return megabytes(status(os.getpid())["VmRSS"])


def most_memory() -> int:
    """The most megabytes that this process has had since then."""
    return megabytes(status(os.getpid())["VmHWM"])


def megabytes(kilobytes: str) -> int:
    """A size as /proc has it, such as `2048 kB`."""
    return int(kilobytes.split(maxsplit=1)[0]) // 1024


@dataclass(frozen=True)
class State:
    """How things stand."""

    tree: dict[str, Any]
    grader: dict[str, Any]
    restarts: int
    server: dict[str, str]

    @classmethod
    def now(cls, bait: Bait, restarts: int, server: int) -> "State":
        """How things stand now."""
        return cls(bait.tree(), grader_state(), restarts, status(server))

    @property
    def server_lives(self) -> bool:
        """Whether the server is there; one that was killed is started again when it is needed."""
        return "VmHWM" in self.server

    def restore(self) -> None:
        """Give this process its limits back."""
        for kind, limits in self.grader["limits"].items():
            if resource.getrlimit(kind) != limits:
                resource.setrlimit(kind, limits)


@dataclass(frozen=True)
class Aftermath:
    """All that there is to look at when an attack is over."""

    attack: Attack
    bait: Bait
    before: State
    after: State
    grade: Grade | None
    watch: Watch
    seconds: float
    grader_megabytes: int
    left_behind: list[int]
    alone: bool
    next_is_right: bool

    @property
    def exercises(self) -> list[ExerciseResult]:
        """The exercises of the assignment that was attacked."""
        graded = self.grade.assignments if self.grade else []
        return [e for a in graded if a.slug == self.attack.slug for e in a.exercises]


def found(aftermath: Aftermath) -> list[str]:
    """Every trace of success."""
    return [trace for look in LOOKS for trace in look(aftermath)]


def stolen(a: Aftermath) -> list[str]:
    """The secret, or a hidden check's data, in the report."""
    if a.grade is None:
        return []
    text = to_json(a.grade).decode()
    hidden = [str(c) for e in a.exercises for c in e.checks if c.hidden]
    told = any("leaked" in check or re.search(r"exit code 2\d\d", check) for check in hidden)
    return ["the secret is in the report"] * (a.bait.secret in text) + ["hidden inputs are in the report"] * told


def written(a: Aftermath) -> list[str]:
    """Files that are new, changed or gone."""
    before, after = a.before.tree, a.after.tree
    changed = sorted(name for name in before.keys() | after.keys() if before.get(name) != after.get(name))
    return [f"{name} was changed" for name in [*changed, *map(str, a.bait.marked())]]


def reached(a: Aftermath) -> list[str]:
    """Listeners, terminals and shared memory that were reached."""
    kinds = [f"there is System V {kind}" for kind in a.bait.shared()]
    return (
        [f"{name} was reached" for name in a.bait.calls()] + ["the terminal was reached"] * bool(a.bait.typed()) + kinds
    )


def changed(a: Aftermath) -> list[str]:
    """The victim, the grader or the server not as they were."""
    victim, before = a.bait.victim.state(), a.bait.victim.before
    of_victim = [f"the victim's {part}" for part in before if before[part] != victim.get(part)]
    of_grader = [f"the grader's {part}" for part in a.before.grader if a.before.grader[part] != a.after.grader[part]]
    changes = [f"{what} changed" for what in [*of_victim[:1], *of_grader]]
    killed = a.after.restarts != a.before.restarts or not a.after.server_lives
    return [*changes, *["the server was killed"] * killed]


def multiplied(a: Aftermath) -> list[str]:
    """Processes that a worker started, while it ran or after it."""
    more = [f"{a.watch.processes} processes beside the worker"] * (a.watch.processes > 0)
    return more + [f"{len(a.left_behind)} processes were left behind"] * bool(a.left_behind)


def exhausted(a: Aftermath) -> list[str]:
    """Time, memory, threads or descriptors beyond the bounds."""
    bounds = [
        (a.seconds, SECONDS, "{:.1f} s of grading"),
        (a.watch.megabytes - megabytes(a.before.server["VmHWM"]), WORKER_MEGABYTES, "{} MB in the worker"),
        (a.grader_megabytes, GRADER_MEGABYTES, "{} MB in the grader"),
        (a.watch.threads, THREADS, "{} threads"),
        (a.watch.descriptors, max(DESCRIPTORS, int(a.before.server["FDSize"])), "{} descriptors"),
    ]
    return [words.format(seen) for seen, bound, words in bounds if seen > bound]


def marks(a: Aftermath) -> list[str]:
    """Marks gained in the exercise, or lost in another; a grade that never came; the next submission graded wrong."""
    own = [e for e in a.exercises if e.name == a.attack.exercise]
    others = [e for e in a.exercises if e.name != a.attack.exercise and a.attack.others_whole and not a.alone]
    gained = [f"{e.score} points instead of {a.attack.score}" for e in own if e.score > a.attack.score]
    spared = [f"{e.name} is {e.status}, to be made up for" for e in own if e.status == "ungradable"]
    lost = [f"{e.name} lost marks" for e in others if e.score < e.points]
    nothing = ["the grader gave up"] * (a.grade is None)
    return gained + spared + lost + nothing + ["the next submission was graded wrong"] * (not a.next_is_right)


def active(a: Aftermath) -> list[str]:
    """Text of the submission that acts where a report is shown."""
    if a.grade is None or ESCAPING not in a.attack.held_by:
        return []
    screen, page = io.StringIO(), _Page()
    print_grade(a.grade, Console(file=screen, width=120), Path("report.html"), None)
    page.feed(render_html(a.grade))
    in_page = ["text acts in the page"] * page.acts
    return in_page + ["text acts in the terminal"] * bool(_ACTIVE_TERMINAL.search(screen.getvalue()))


class _Page(HTMLParser):
    """Reads a page as a browser does, and notes whether something that is to act has become a part of it."""

    acts = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A tag of the attack's own, or an attribute of its own on another."""
        self.acts |= any("owned" in (value or "") and name.startswith("on") for name, value in attrs)

    def handle_data(self, data: str) -> None:
        """Text, which acts within a script."""
        self.acts |= self.cdata_elem == "script" and "owned" in data


LOOKS: list[Callable[[Aftermath], list[str]]] = [
    stolen, written, reached, changed, multiplied, exhausted, marks, active,
]  # fmt: skip
