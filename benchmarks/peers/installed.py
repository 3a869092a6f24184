"""A grader from PyPI in an environment of its own, and what of the workload lies beside its tests."""

import os
import shutil
import subprocess
import sys
import tempfile
from abc import abstractmethod
from collections.abc import Iterable, Sequence
from pathlib import Path

from benchmarks.peers.base import Grader, Run, UnavailableError
from benchmarks.peers.commands import Ended, carry_out
from benchmarks.workload import Handin
from benchmarks.workload.bodies import EXERCISES, POINTS

ROOT = Path(__file__).parents[2]
ENVIRONMENTS = ROOT / ".bench"
REQUIREMENTS = Path(__file__).parent / "requirements"
BESIDE = [
    ROOT / "benchmarks" / "workload" / "bodies.py",
    ROOT / "benchmarks" / "workload" / "strategies.py",
    Path(__file__).parent / "material" / "properties.py",
]
OWN_LIMIT = 4
"""Seconds that a grader which has a time limit of its own gives a call, a check or a cell."""

Passed = Iterable[tuple[str, str]]
"""The checks that passed, each as its exercise and its part: first, second or always."""
CHECKS = [(name, part) for name in EXERCISES for part in POINTS]


class Installed(Grader):
    """A grader that is run by commands from its own environment.

    `package` is its name on PyPI, and the name of its requirements file and of its environment.
    """

    package: str

    def __init__(self) -> None:
        self.name = self.package
        self._temporary = tempfile.TemporaryDirectory()
        self.folder = Path(self._temporary.name)
        self.bin = ENVIRONMENTS / self.package / "bin"
        self._beside = self.folder / "beside"

    def prepare(self) -> str:
        """Install what is pinned, unless it is there, and lay the workload beside it.

        Raises:
            UnavailableError: it cannot be installed.
        """
        install(self.package)
        self._beside.mkdir()
        for file in BESIDE:
            shutil.copy(file, self._beside)
        return self._version()

    def close(self) -> None:
        """Remove what was written."""
        self._temporary.cleanup()

    def run(self, command: Sequence[str | Path], folder: Path, limit: float | None = None) -> Ended:
        """Run one of its commands, with the workload on the path and one thread for linear algebra."""
        environment = {
            "PYTHONPATH": str(self._beside),
            "PATH": f"{self.bin}:{os.environ['PATH']}",
            "HOME": str(self.folder),
            "OPENBLAS_NUM_THREADS": "1",
            "PYTHONDONTWRITEBYTECODE": "",  # empty is unset: bytecode is kept, as it is wherever a class is graded
        }
        return carry_out(command, folder, environment, limit)

    def _version(self) -> str:
        code = f"from importlib.metadata import version; print(version({self.package!r}))"
        return subprocess.check_output([self.bin / "python", "-c", code], text=True).strip()


class OneByOne(Installed):
    """A grader that is started anew for each submission."""

    isolation = "process"

    def grade(self, drawn_by: str, handins: Sequence[Handin], limit: float | None = None) -> Run:
        """Grade one submission after another; writing its folder is not timed.

        Raises:
            UnavailableError: it has no result to show, though it has ended.
        """
        run = Run({}, {})
        for handin in handins:
            folder = Path(tempfile.mkdtemp(dir=self.folder))
            self.lay_out(folder, drawn_by, handin)
            ended = self.run(self.command(folder), folder, limit)
            run.seconds[handin.name] = ended.seconds
            run = run._replace(ended=run.ended and ended.by_itself)
            if ended.by_itself:
                run.scores[handin.name] = self._scores(folder, ended)
            shutil.rmtree(folder, ignore_errors=True)
        return run

    @abstractmethod
    def lay_out(self, folder: Path, drawn_by: str, handin: Handin) -> None:
        """Write a submission and its tests as this grader wants them."""

    @abstractmethod
    def command(self, folder: Path) -> list[str | Path]:
        """What grades that folder."""

    @abstractmethod
    def passed(self, folder: Path) -> Passed:
        """The checks that passed, as the grader's own report has it."""

    def _scores(self, folder: Path, ended: Ended) -> dict[str, int]:
        try:
            return score(self.passed(folder))
        except (OSError, ValueError, LookupError) as error:
            raise UnavailableError(f"{self.name} has no result to show: {error}; it said: {ended.said}") from error


def score(passed: Passed) -> dict[str, int]:
    """The points of each exercise."""
    points = dict.fromkeys(EXERCISES, 0)
    for exercise, part in passed:
        points[exercise] += POINTS[part]
    return points


def install(package: str) -> None:
    """Make an environment of what a requirements file pins; one that was made from the same pins is left as it is.

    Raises:
        UnavailableError: it cannot be made.
    """
    pins, place = REQUIREMENTS / f"{package}.txt", ENVIRONMENTS / package
    stamp = place / "installed.txt"
    if stamp.exists() and stamp.read_bytes() == pins.read_bytes():
        return
    uv = shutil.which("uv") or str(Path(sys.executable).parent / "uv")
    _tell(package)
    python = place / "bin" / "python"
    make: list[str | Path] = ["venv", "--quiet", "--clear", "--python", sys.executable, place]
    fill: list[str | Path] = [
        "pip",
        "sync",
        "--quiet",
        "--compile-bytecode",
        "--require-hashes",
        "--python",
        python,
        pins,
    ]
    for command in (make, fill):
        try:
            subprocess.run([uv, *command], check=True, capture_output=True, text=True)
        except FileNotFoundError as error:
            raise UnavailableError("There is no uv to install it with.") from error
        except subprocess.CalledProcessError as error:
            raise UnavailableError(f"It cannot be installed: {error.stderr.strip()[-200:]}") from error
    shutil.copy(pins, stamp)


def _tell(package: str) -> None:
    print(f"Installing {package} in an environment of its own.", file=sys.stderr)
