"""A run on a class that is killed at random moments, again and again: `python -m tests.grader.batch.kills 50`.

Each run is the real command in a process of its own, ended with SIGKILL, which nothing can prepare for. The next one
goes on where it was, and in the end the gradebook is held to that of a run that nobody disturbed.
"""

import contextlib
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.grader import courses
from tests.grader.batch.classes import write_class
from tests.grader.gradebook.books import dump

BOOK = "gradebook.sqlite"
GRADER = [sys.executable, "-c", "from grader.cli import main; main()"]


def distinct_class(folder: Path, students: int = 10) -> Path:
    """A class in which no two answers are the same, so that each is graded."""
    answers = (courses.written(double=f"return 2 * x + {number}") for number in range(students))
    return write_class(folder, {f"student {number}": answer for number, answer in enumerate(answers)})


def command(course: Path, submissions: Path, out: Path) -> list[str]:
    return [*GRADER, "batch", str(submissions), "--course", str(course), "--out", str(out)]


def undisturbed(arguments: list[str]) -> float:
    """Run to the end, and tell how long that took."""
    started = time.monotonic()
    subprocess.run(arguments, check=True, capture_output=True, timeout=300)
    return time.monotonic() - started


def killed(arguments: list[str], after: float) -> bool:
    """Begin a run and kill it, with nothing that it has started; tell whether it was still at work."""
    process = subprocess.Popen(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        process.wait(after)
    except subprocess.TimeoutExpired:
        os.kill(process.pid, signal.SIGKILL)
    return process.wait() == -signal.SIGKILL


@dataclass(frozen=True)
class Rehearsal:
    """What came of it: the kills, how many gradebooks were begun, and whether each was in the end as it should be."""

    kills: int
    books: int
    same: bool


def rehearse(
    folder: Path, times: int, seed: int, students: int = 10, say: Callable[[str], None] = lambda _: None
) -> Rehearsal:
    """Kill runs so many times while they are at work; whenever one has come to its end, begin a new gradebook."""
    course, submissions = courses.build(folder / "course"), distinct_class(folder / "submissions", students)
    seconds = undisturbed(command(course, submissions, folder / "calm"))
    calm = dump(folder / "calm" / BOOK)
    chance, kills, books = random.Random(seed), 0, 1
    while kills < times:
        out = folder / f"killed-{books}"
        if killed(command(course, submissions, out), chance.uniform(0, seconds)):
            kills += 1
            say(f"{kills} killed, book {books} has {verdicts(out)} of {len(calm['verdict'])} verdicts")
        elif dump(out / BOOK) != calm:
            return Rehearsal(kills, books, same=False)
        else:
            books += 1
    out = folder / f"killed-{books}"
    undisturbed(command(course, submissions, out))
    return Rehearsal(kills, books, same=dump(out / BOOK) == calm)


def verdicts(out: Path) -> int:
    """How many verdicts there are so far."""
    if not (out / BOOK).exists():
        return 0
    with contextlib.closing(sqlite3.connect(out / BOOK)) as connection:
        try:
            return int(connection.execute("SELECT count(*) FROM verdict").fetchone()[0])
        except sqlite3.OperationalError:  # the tables are not there yet
            return 0


def main() -> int:
    """Kill runs as often as the first argument says, 50 times without one."""
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 50
    with tempfile.TemporaryDirectory() as folder:
        found = rehearse(Path(folder), times, seed=times, students=60, say=print)
    as_it_should = "the same as without a kill" if found.same else "NOT the same as without a kill"
    print(f"{found.kills} kills, {found.books} gradebooks, each of them {as_it_should}.")
    return int(not found.same)


if __name__ == "__main__":
    sys.exit(main())
