"""otter-grader: a notebook and an autograder of exception-based test files, `otter run` for each submission."""

import json
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

from benchmarks.peers.installed import CHECKS, OneByOne
from benchmarks.peers.notebooks import as_notebook
from benchmarks.workload import Handin
from benchmarks.workload.bodies import POINTS

SETTINGS = json.dumps({"show_stdout": False, "print_summary": False, "print_score": False})
TEST = """\
from types import SimpleNamespace

from otter.test_files import test_case
from properties import check

OK_FORMAT = False
name = "{name}_{part}"
points = {points}


@test_case()
def test_{part}({name}):
    check("{drawn_by}", "{name}", "{part}", SimpleNamespace({name}={name}))
"""


class OtterGrader(OneByOne):
    """The command as a course runs it without containers."""

    package = "otter-grader"
    sample = 2

    def lay_out(self, folder: Path, drawn_by: str, handin: Handin) -> None:
        """The notebook, and the autograder as a zip."""
        (folder / "submission.ipynb").write_text(as_notebook(handin.text), encoding="utf-8")
        with ZipFile(folder / "autograder.zip", "w") as autograder:
            autograder.writestr("otter_config.json", SETTINGS)
            for name, part in CHECKS:
                test = TEST.format(drawn_by=drawn_by, name=name, part=part, points=POINTS[part])
                autograder.writestr(f"tests/{name}_{part}.py", test)

    def command(self, folder: Path) -> list[str | Path]:  # noqa: ARG002
        """One otter run."""
        return [self.bin / "otter", "run", "--no-logo", "-a", "autograder.zip", "submission.ipynb"]

    def passed(self, folder: Path) -> Iterator[tuple[str, str]]:
        """The tests with their full score in results.json."""
        names = {f"{name}_{part}": (name, part) for name, part in CHECKS}
        for test in json.loads((folder / "results.json").read_text(encoding="utf-8"))["tests"]:
            if test["name"] in names and test["score"] == test["max_score"]:
                yield names[test["name"]]
