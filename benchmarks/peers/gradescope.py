"""gradescope-utils: a unittest class, each test with its weight, started anew for each submission."""

import json
from collections.abc import Iterator
from pathlib import Path

from benchmarks.peers.installed import CHECKS, OneByOne
from benchmarks.workload import Handin
from benchmarks.workload.bodies import POINTS

HEAD = """\
import unittest

import submission as student
from gradescope_utils.autograder_utils.decorators import number, weight
from gradescope_utils.autograder_utils.json_test_runner import JSONTestRunner
from properties import check


class TestSubmission(unittest.TestCase):
"""
TEST = """
    @weight({points})
    @number("{name} {part}")
    def test_{name}_{part}(self):
        check("{drawn_by}", "{name}", "{part}", student)
"""
FOOT = """

if __name__ == "__main__":
    suite = unittest.defaultTestLoader.loadTestsFromTestCase(TestSubmission)
    with open("results.json", "w") as results:
        JSONTestRunner(visibility="visible", stream=results).run(suite)
"""


class GradescopeUtils(OneByOne):
    """Its run_tests.py, as an autograder for Gradescope has it."""

    package = "gradescope-utils"
    sample = 6

    def lay_out(self, folder: Path, drawn_by: str, handin: Handin) -> None:
        """The submission, and run_tests.py."""
        (folder / "submission.py").write_text(handin.text, encoding="utf-8")
        tests = [TEST.format(drawn_by=drawn_by, name=n, part=part, points=POINTS[part]) for n, part in CHECKS]
        (folder / "run_tests.py").write_text(HEAD + "".join(tests) + FOOT, encoding="utf-8")

    def command(self, folder: Path) -> list[str | Path]:  # noqa: ARG002
        """One run of it."""
        return [self.bin / "python", "run_tests.py"]

    def passed(self, folder: Path) -> Iterator[tuple[str, str]]:
        """The tests with their full score in results.json."""
        for test in json.loads((folder / "results.json").read_text(encoding="utf-8"))["tests"]:
            if test["score"] == test["max_score"]:
                name, part = test["number"].split()
                yield name, part
