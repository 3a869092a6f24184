"""nbgrader: a notebook of functions and test cells, autograded in a kernel of its own for each submission."""

import json
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.peers.base import Run, UnavailableError
from benchmarks.peers.installed import CHECKS, OWN_LIMIT, Installed, score
from benchmarks.peers.notebooks import cells_of, code_cell, notebook
from benchmarks.workload import Handin
from benchmarks.workload.bodies import POINTS
from benchmarks.workload.submissions import SOLUTION

DRIVER = Path(__file__).parent / "material" / "nbgrader_run.py"
TEST = """\
from types import SimpleNamespace
from properties import check
check("{drawn_by}", "{name}", "{part}", SimpleNamespace({name}={name}))"""


class Nbgrader(Installed):
    """One process of its interface, which starts a kernel for each submission."""

    package = "nbgrader"
    isolation = "process"
    sample = 2

    def grade(self, drawn_by: str, handins: Sequence[Handin], limit: float | None = None) -> Run:
        """Autograde one student after another; its imports and the making of the assignment are its start-up.

        Raises:
            UnavailableError: it has no result to show, though it has ended.
        """
        folder = Path(tempfile.mkdtemp(dir=self.folder))
        _write(folder / "source" / "layers" / "layers.ipynb", as_assignment(SOLUTION, drawn_by))
        for handin in handins:
            path = folder / "submitted" / handin.name / "layers" / "layers.ipynb"
            _write(path, as_assignment(handin.text, drawn_by))
        names = [handin.name for handin in handins]
        ended = self.run([self.bin / "python", DRIVER, str(OWN_LIMIT), *names], folder, limit and limit * len(names))
        if not ended.by_itself:
            return Run({}, dict.fromkeys(names, ended.seconds), ended=False)
        try:
            results = json.loads((folder / "results.json").read_text(encoding="utf-8"))
        except OSError as error:
            raise UnavailableError(f"{self.name} has no result to show; it said: {ended.said}") from error
        startup = results["seconds"].pop("")
        return Run({name: _score(passed) for name, passed in results["passed"].items()}, results["seconds"], startup)


def as_assignment(text: str, drawn_by: str) -> str:
    """A file as a notebook: a cell for each function, and one for each check."""
    functions = [
        code_cell(f"part{number}", source, nbgrader=_metadata(f"part{number}", solution=True))
        for number, source in enumerate(cells_of(text))
    ]
    tests = [
        code_cell(
            f"{name}-{part}",
            TEST.format(drawn_by=drawn_by, name=name, part=part),
            nbgrader=_metadata(f"{name}-{part}", points=POINTS[part]),
        )
        for name, part in CHECKS
    ]
    return notebook(functions + tests)


def _metadata(name: str, *, solution: bool = False, points: int | None = None) -> dict[str, Any]:
    worth = {} if points is None else {"points": points}
    graded = points is not None
    return {
        "grade_id": name,
        "grade": graded,
        "solution": solution,
        "locked": graded,
        "task": False,
        "schema_version": 3,
        **worth,
    }


def _score(passed: Sequence[str]) -> dict[str, int]:
    names = {f"{name}-{part}": (name, part) for name, part in CHECKS}
    return score(names[cell] for cell in passed if cell in names)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
