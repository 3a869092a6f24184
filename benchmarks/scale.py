"""What grading costs as a class grows, and as a property has more examples.

Run with `python -m benchmarks.scale`, or `python benchmarks/scale.py`. A class of each size is made up and graded by
the real command, isolation on, as often as there are turns; the sizes take turns, so that a busy moment falls on all of
them. Then the workload's course is graded with more and more examples in each property, by one warm session. Ratios
stand beside the first row: what a student, or a submission, costs there is 1.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import msgspec
from rich.console import Console
from rich.table import Table

from benchmarks.memory import Footprint, run
from benchmarks.spread import Spread, spread
from benchmarks.workload import DRAWN_BY, SUBMISSIONS, build_course
from benchmarks.workload.bodies import EXAMPLES
from grader.assignment import Course, find_course, load_course
from grader.demo import write_class
from grader.model import Frozen
from grader.session import GradingSession
from grader.submission import read_source

PATH = Path(__file__).parent / "results" / "scale.json"
FORMAT = 1
SIZES, COUNTS = [10, 100, 1000, 5000], [10, 25, 50, 100, 200]
GRADER = [sys.executable, "-c", "from grader.cli import main; main()"]

Key = TypeVar("Key")
Found = TypeVar("Found")


class ClassRow(Frozen, frozen=True, kw_only=True):
    """A class of one size: seconds in all, of the clock and of the cores; what a student costs beside the first row.

    Memory is in megabytes at its highest: the command's own process, the largest of its workers, and all processes
    with the sandboxes, shared pages counted once.
    """

    students: int
    seconds: Spread
    cpu: Spread
    ratio: Spread
    parent: float
    worker: float
    together: float


class ExamplesRow(Frozen, frozen=True, kw_only=True):
    """Properties of so many examples: milliseconds a submission, and their ratio to the first row's."""

    examples: int
    milliseconds: Spread
    ratio: Spread


class Results(Frozen, frozen=True, kw_only=True):
    """All that was measured in one run; `examples` by what draws the inputs."""

    format: int = FORMAT
    turns: int
    submissions: int
    classes: list[ClassRow]
    examples: dict[str, list[ExamplesRow]]


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print the tables, and write the results file."""
    chosen = _options().parse_args(arguments)
    course = load_course(find_course(Path(__file__).parent))
    with tempfile.TemporaryDirectory() as folder:
        classes = class_rows(_classes(course, chosen, Path(folder) / "classes"))
        handins = SUBMISSIONS[: chosen.submissions]
        examples = {
            drawn_by: example_rows(
                _examples(Path(folder) / drawn_by, drawn_by, chosen.examples, len(handins), chosen.turns)
            )
            for drawn_by in DRAWN_BY
        }
    results = Results(turns=chosen.turns, submissions=len(handins), classes=classes, examples=examples)
    _print(results, Console(width=None if sys.stdout.isatty() else 120))
    chosen.to.parent.mkdir(parents=True, exist_ok=True)
    chosen.to.write_bytes(msgspec.json.format(msgspec.json.encode(results), indent=2) + b"\n")
    return 0


def in_turns(keys: Sequence[Key], turns: int, measure: Callable[[Key], Found]) -> dict[Key, list[Found]]:
    """Measure for each key, all of them in each turn."""
    found: dict[Key, list[Found]] = {key: [] for key in keys}
    for _ in range(turns):
        for key in keys:
            found[key].append(measure(key))
    return found


def class_rows(measured: dict[int, list[Footprint]]) -> list[ClassRow]:
    """A row for each size, in their order."""
    first = next(iter(measured))
    costs = {size: [footprint.seconds / size for footprint in runs] for size, runs in measured.items()}
    return [
        ClassRow(
            students=size,
            seconds=spread(footprint.seconds for footprint in runs),
            cpu=spread(footprint.cpu for footprint in runs),
            ratio=ratio(costs[size], costs[first]),
            parent=round(max(footprint.parent for footprint in runs)),
            worker=round(max(footprint.worker for footprint in runs)),
            together=round(max(footprint.together for footprint in runs)),
        )
        for size, runs in measured.items()
    ]


def example_rows(measured: dict[int, list[float]]) -> list[ExamplesRow]:
    """A row for each number of examples, in their order, of seconds a submission."""
    first = next(iter(measured))
    return [
        ExamplesRow(
            examples=count,
            milliseconds=spread(1000 * one for one in seconds),
            ratio=ratio(seconds, measured[first]),
        )
        for count, seconds in measured.items()
    ]


def ratio(mine: Iterable[float], others: Iterable[float]) -> Spread:
    """How many times one cost is another, turn by turn."""
    return spread(one / other for one, other in zip(mine, others, strict=True))


def _classes(course: Course, chosen: argparse.Namespace, folder: Path) -> dict[int, list[Footprint]]:
    assignments = course.select(chosen.assignment)
    for size in chosen.sizes:
        write_class(course, folder / f"{size}", students=size, layout="gradescope", seed=0, assignments=assignments)
    only = ["--assignment", chosen.assignment] if chosen.assignment else []
    numbers = iter(range(chosen.turns * len(chosen.sizes)))

    def graded(size: int) -> Footprint:
        made_up, out = folder / f"{size}", folder / f"graded {next(numbers)}"
        arguments = ["batch", f"{made_up / 'submissions'}", "--roster", f"{made_up / 'roster.csv'}", "--out", f"{out}"]
        found = run([*GRADER, *arguments, *only, "--course", f"{course.root}"])
        if found.code:
            raise SystemExit(f"The class of {size} could not be graded: exit code {found.code}.")
        return found

    return in_turns(chosen.sizes, chosen.turns, graded)


def _examples(
    folder: Path, drawn_by: str, counts: Sequence[int], submissions: int, turns: int
) -> dict[int, list[float]]:
    sessions = {count: _Warm(folder / f"{count}", drawn_by, count) for count in counts}
    try:
        return in_turns(counts, turns, lambda count: sessions[count].seconds(submissions))
    finally:
        for session in sessions.values():
            session.close()


class _Warm:
    """A session of the workload's course with so many examples in each property, which has drawn them."""

    def __init__(self, folder: Path, drawn_by: str, count: int) -> None:
        course = build_course(folder)
        (self._assignment,) = course.select(drawn_by)
        checks = self._assignment.folder / "checks.py"
        text = checks.read_text(encoding="utf-8")
        checks.write_text(text.replace(f"examples={EXAMPLES},", f"examples={count},"), encoding="utf-8")
        self._session = GradingSession(course, [self._assignment], remembers=False)
        self._folder = folder
        self.seconds(1)

    def seconds(self, submissions: int) -> float:
        """What one of some submissions takes, from its file to its verdict."""
        paths = []
        for handin in SUBMISSIONS[:submissions]:
            paths.append(self._folder / f"{handin.name}.py")
            paths[-1].write_text(handin.text, encoding="utf-8")
        started = time.perf_counter()
        for path in paths:
            self._session.judge(self._assignment, read_source(path, self._assignment))
        return (time.perf_counter() - started) / len(paths)

    def close(self) -> None:
        self._session.close()


def _print(results: Results, console: Console) -> None:
    """The tables; ratios with the lowest and the highest turn."""
    table = Table(title=f"Class size ({results.turns} turns, all of it: read, graded, written)", title_justify="left")
    for title in ("students", "seconds", "CPU s", "a student costs", "parent MB", "worker MB", "all MB"):
        table.add_column(title, justify="right")
    for row in results.classes:
        sizes = (f"{row.parent:g}", f"{row.worker:g}", f"{row.together:g}")
        table.add_row(f"{row.students}", f"{row.seconds.median:g}", f"{row.cpu.median:g}", _times(row.ratio), *sizes)
    console.print(table)
    for drawn_by, rows in results.examples.items():
        table = Table(title=f"Examples per property, inputs drawn by {drawn_by}", title_justify="left")
        for title in ("examples", "ms a submission", "a submission costs"):
            table.add_column(title, justify="right")
        for one in rows:
            table.add_row(f"{one.examples}", f"{one.milliseconds.median:g}", _times(one.ratio))
        console.print(table)


def _times(found: Spread) -> str:
    return f"{found.median:g} × ({found.low:g} - {found.high:g})"


def _options() -> argparse.ArgumentParser:
    options = argparse.ArgumentParser(description="What grading costs as classes and properties grow.")
    whole: dict[str, Any] = {"type": int, "nargs": "+", "metavar": "N"}
    options.add_argument("--sizes", **whole, default=SIZES, help="students in a class")
    options.add_argument("--examples", **whole, default=COUNTS, help="examples in each property")
    options.add_argument("--turns", type=int, default=3, help="how often each row is measured")
    options.add_argument(
        "--submissions", type=int, default=len(SUBMISSIONS), help="submissions a turn, for the examples"
    )
    options.add_argument("--assignment", help="this assignment alone, for the classes")
    options.add_argument("--to", type=Path, default=PATH, help="the results file")
    return options


if __name__ == "__main__":
    sys.exit(main())
