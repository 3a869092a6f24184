"""A run on a class that is killed at random moments, again and again: `python -m tests.grader.batch.kills 50`.

Each run is the real command in a process of its own, ended with SIGKILL, which nothing can prepare for. In the end the
run is let go on to its end, and the gradebook is held to that of a run that nobody disturbed.
"""

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.grader import courses
from tests.grader.batch.classes import write_class
from tests.grader.gradebook.books import dump

GRADER = [sys.executable, "-c", "from grader.cli import main; main()"]
NAMES = ["anna", "ben", "cleo", "dina", "emil", "finn", "gus", "hana", "ivan", "jo"]


def distinct_class(folder: Path) -> Path:
    """A class in which no two answers are the same, so that each is graded."""
    return write_class(folder, {n: courses.written(double=f"return 2 * x + {i}") for i, n in enumerate(NAMES)})


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


def rehearse(folder: Path, times: int, seed: int, say=lambda _: None) -> tuple[dict, dict, int]:
    """Kill a run so many times, and then let it end; gives both gradebooks, and how often it was really killed."""
    course, submissions = courses.build(folder / "course"), distinct_class(folder / "submissions")
    seconds = undisturbed(command(course, submissions, folder / "calm"))
    chance, kills = random.Random(seed), 0
    for number in range(times):
        after = chance.uniform(0, seconds)
        was_at_work = killed(command(course, submissions, folder / "killed"), after)
        kills += was_at_work
        say(f"{number + 1}: {'killed' if was_at_work else 'done'} after {after:.2f} s of {seconds:.2f}")
    undisturbed(command(course, submissions, folder / "killed"))
    return dump(folder / "calm" / "gradebook.sqlite"), dump(folder / "killed" / "gradebook.sqlite"), kills


def main() -> int:
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 50
    with tempfile.TemporaryDirectory() as folder:
        calm, disturbed, kills = rehearse(Path(folder), times, seed=times, say=print)
    same = calm == disturbed
    print(f"{kills} of {times} runs were killed; the gradebook is {'the same' if same else 'NOT the same'}.")
    return int(not same)


if __name__ == "__main__":
    sys.exit(main())
