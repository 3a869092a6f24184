"""Where a submission's milliseconds go.

Run with `python benchmarks/breakdown.py --repeat 10`. Right work and wrong work of every assignment of the course is
graded in one warm session, in turns; each phase's time is what passes between its begin and its end, less that of the
phases within it. The result is written beside the other figures, as shares.
"""

import argparse
import functools
import json
import statistics
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from grader import session as session_module
from grader.answers import misconceptions
from grader.assignment import Assignment, load_course
from grader.marking import Marking
from grader.plugin import GradingPlugin
from grader.reports.html import render_html
from grader.sandbox.conversation import ProcessWorker
from grader.sandbox.host import ProcessSandbox
from grader.session import GradingSession
from grader.submission import read_source, read_submission

ROOT = Path(__file__).parent.parent
RESULTS = Path(__file__).parent / "results" / "breakdown.json"
REST = "everything else"
PHASES: list[tuple[str, Any, str]] = [
    ("the file beside the stub", session_module, "examine"),
    ("the file beside the stub", session_module, "changes_outside"),
    ("forking a worker", ProcessSandbox, "_open"),
    ("loading the file in it", ProcessWorker, "load"),
    ("the calls, there and back", ProcessWorker, "hear"),
    ("the calls, there and back", ProcessWorker, "read"),
    ("the calls, there and back", ProcessWorker, "call"),
    ("ending the worker", ProcessWorker, "close"),
    ("a smaller counterexample", Marking, "_explained"),
    ("checks: drawing, comparing", GradingPlugin, "grade"),
    ("diagnosis", session_module, "diagnose"),
    ("diagnosis", session_module, "fingerprint"),
]
"""A phase, and where the function stands that is one."""

Times = dict[str, float]


class Clock:
    """Adds up the seconds of phases, each without those of the phases within it."""

    def __init__(self) -> None:
        self.seconds: Times = defaultdict(float)
        self._within: list[float] = []

    @contextmanager
    def phase(self, name: str) -> Iterator[None]:
        """What is done meanwhile is of that phase."""
        start = time.perf_counter()
        self._within.append(0.0)
        try:
            yield
        finally:
            whole = time.perf_counter() - start
            self.seconds[name] += whole - self._within.pop()
            if self._within:
                self._within[-1] += whole


def main() -> None:
    """Measure, print the table, and write the shares down."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    options.add_argument("--repeat", type=int, default=10, help="how often each file is graded")
    repeat = options.parse_args().repeat
    measured = {"right": defaultdict(list), "wrong": defaultdict(list)}
    course = load_course(ROOT)
    files = [(assignment, right(assignment), wrong(assignment)) for assignment in course.assignments]
    with GradingSession(course, course.assignments, remembers=False) as session:
        for turn in range(repeat + 1):
            for assignment, *sources in files:
                for kind, source in zip(measured, sources, strict=True):
                    times = timed(lambda a=assignment, s=source: session.judge(a, s))
                    for name in dict.fromkeys([*(name for name, _, _ in PHASES), REST]):
                        measured[kind][name] += [times[name]] if turn else []
    means = {kind: {name: statistics.mean(t) for name, t in rows.items()} for kind, rows in measured.items()}
    report(means, page_seconds(course, repeat))


def right(assignment: Assignment) -> Any:
    """The solution, as it is handed in."""
    return read_source(assignment.solution, assignment)


def wrong(assignment: Assignment) -> Any:
    """The solution with a misconception in the place of every second exercise."""
    source = read_source(assignment.solution, assignment)
    chosen = {answer.exercise: answer for answer in misconceptions(assignment)}
    names = [exercise.name for exercise in assignment.exercises][::2]
    text = source.units[0].text + "".join(f"\n\n{_as_exercise(chosen[name].text, name)}\n" for name in names)
    path = Path(assignment.solution).with_name(f"{assignment.slug}.py")
    return _read(path.name, text, assignment)


def _as_exercise(text: str, name: str) -> str:
    """A misconception's function under the name of its exercise."""
    head, rest = text.split("def ", 1)
    own, inner = rest.split("(", 1)
    return f"{head}def {name}({inner}".replace(f"{own}(", f"{name}(")


def _read(name: str, text: str, assignment: Assignment) -> Any:
    import tempfile  # noqa: PLC0415 - for this alone

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_text(text, encoding="utf-8")
        return read_source(path, assignment)


def timed(act: Callable[[], Any]) -> Times:
    """The seconds of each phase of something; what is in none of them is the rest."""
    clock = Clock()
    with watching(clock), clock.phase(REST):
        act()
    return clock.seconds


@contextmanager
def watching(clock: Clock) -> Iterator[None]:
    """Let the clock see every phase begin and end."""
    before = [(place, function, getattr(place, function)) for _, place, function in PHASES]
    for name, place, function in PHASES:
        setattr(place, function, _seen(clock, name, getattr(place, function)))
    try:
        yield
    finally:
        for place, function, original in before:
            setattr(place, function, original)


def _seen(clock: Clock, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(function)
    def seen(*arguments: Any, **keywords: Any) -> Any:
        with clock.phase(name):
            return function(*arguments, **keywords)

    return seen


def page_seconds(course: Any, repeat: int) -> float:
    """What one student's page takes to render."""
    submission = read_submission(ROOT / "solutions", course.assignments)
    with GradingSession(course, course.assignments) as session:
        grade = session.grade(submission)
    times = []
    for _ in range(repeat + 1):
        start = time.perf_counter()
        render_html(grade)
        times.append(time.perf_counter() - start)
    return statistics.median(times[1:])


def report(means: dict[str, Times], page: float) -> None:
    """Print the table and write the shares."""
    table = Table(title="An assignment's file, in milliseconds, in the mean of the course's four")
    for column in ("phase", "right", "", "wrong in every second exercise", ""):
        table.add_column(column, justify="left" if column == "phase" else "right")
    whole = {kind: sum(rows.values()) for kind, rows in means.items()}
    for name in means["right"]:
        cells = [
            cell
            for kind, rows in means.items()
            for cell in (f"{rows[name] * 1e3:.1f}", f"{rows[name] / whole[kind]:.0%}")
        ]
        table.add_row(name, *cells)
    table.add_row("in all", f"{whole['right'] * 1e3:.1f}", "", f"{whole['wrong'] * 1e3:.1f}", "")
    Console().print(table)
    Console().print(f"A page of all four takes {page * 1e3:.0f} ms more.")
    shares = {kind: {n: round(s / whole[kind], 3) for n, s in rows.items()} for kind, rows in means.items()}
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(shares, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
