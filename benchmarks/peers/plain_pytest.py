"""Pytest, started anew for each submission; and pytest-xdist, one run over all of them without anything between."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import ClassVar
from xml.etree import ElementTree

from benchmarks.peers.base import Run, UnavailableError
from benchmarks.peers.installed import CHECKS, Installed, OneByOne, score
from benchmarks.workload import SUBMISSIONS, Handin

HEAD = """\
import {module} as student
from properties import check
"""
TEST = """

def test_{name}_{part}():
    check("{drawn_by}", "{name}", "{part}", student)
"""
REPORT = "report.xml"


class Pytest(OneByOne):
    """A fresh process for each submission."""

    package = "pytest"
    sample = 6

    def lay_out(self, folder: Path, drawn_by: str, handin: Handin) -> None:
        """A module and its tests."""
        write_tests(folder, drawn_by, handin)

    def command(self, folder: Path) -> list[str | Path]:  # noqa: ARG002
        """One pytest."""
        return [self.bin / "python", "-m", "pytest", "-q", "-p", "no:cacheprovider", f"--junitxml={REPORT}"]

    def passed(self, folder: Path) -> Iterator[tuple[str, str]]:
        """The test cases of its report that hold no complaint."""
        return (check for _, check in passed_tests(folder / REPORT))


class Xdist(Installed):
    """One run over everything, in the one worker of one core."""

    package = "pytest-xdist"
    isolation = "none"
    sample = len(SUBMISSIONS) // 2
    COMMAND: ClassVar = [
        "-m",
        "pytest",
        "-q",
        "-n",
        "1",
        "--tb=short",
        "-p",
        "no:cacheprovider",
        f"--junitxml={REPORT}",
    ]

    def __init__(self) -> None:
        super().__init__()
        self._runs = 0

    def grade(self, drawn_by: str, handins: Sequence[Handin], limit: float | None = None) -> Run:
        """Grade all at once; what a run without submissions takes is its start-up.

        Raises:
            UnavailableError: it has no report to show, though it has ended.
        """
        startup = self._run([], drawn_by, None)[1] if limit is None else 0.0
        scores, seconds, ended = self._run(handins, drawn_by, limit and limit * len(handins))
        each = max(seconds - startup, 0.0) / len(handins)
        return Run(scores, dict.fromkeys(scores or [h.name for h in handins], each), startup, ended)

    def _run(
        self, handins: Sequence[Handin], drawn_by: str, limit: float | None
    ) -> tuple[dict[str, dict[str, int]], float, bool]:
        self._runs += 1
        folder = self.folder / f"run{self._runs}"
        folder.mkdir()
        (folder / "test_properties.py").write_text(
            "import properties\n\ndef test_nothing():\n    pass\n", encoding="utf-8"
        )
        for handin in handins:
            write_tests(folder, drawn_by, handin)
        ended = self.run([self.bin / "python", *self.COMMAND], folder, limit)
        if not ended.by_itself:
            return {}, ended.seconds, False
        try:
            tests = list(passed_tests(folder / REPORT))
        except OSError as error:
            raise UnavailableError(f"{self.name} has no report to show; it said: {ended.said}") from error
        scores = {h.name: score(check for module, check in tests if module == f"test_{h.name}") for h in handins}
        return scores, ended.seconds, True


def write_tests(folder: Path, drawn_by: str, handin: Handin) -> None:
    """A submission as a module, and its tests beside it."""
    (folder / "pytest.ini").write_text("[pytest]\npythonpath = .\n", encoding="utf-8")
    (folder / f"{handin.name}.py").write_text(handin.text, encoding="utf-8")
    tests = [TEST.format(drawn_by=drawn_by, name=name, part=part) for name, part in CHECKS]
    text = HEAD.format(module=handin.name) + "".join(tests)
    (folder / f"test_{handin.name}.py").write_text(text, encoding="utf-8")


def passed_tests(report: Path) -> Iterator[tuple[str, tuple[str, str]]]:
    """The tests of a JUnit report that passed: each with its module, and the check it stands for."""
    names = {f"test_{name}_{part}": (name, part) for name, part in CHECKS}
    for case in ElementTree.parse(report).iter("testcase"):  # noqa: S314 - pytest wrote it
        if case.attrib["name"] in names and not len(case):
            yield case.attrib["classname"], names[case.attrib["name"]]
