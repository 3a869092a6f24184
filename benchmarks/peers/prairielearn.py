"""pytest-prairielearn-grader: pytest whose tests ask the student's functions in a process of their own."""

import json
from collections.abc import Iterator
from pathlib import Path

from benchmarks.peers.installed import CHECKS, OWN_LIMIT, OneByOne
from benchmarks.workload import Handin
from benchmarks.workload.bodies import EXERCISES, POINTS

HEAD = """\
import pytest
from properties import check
from pytest_prairielearn_grader import ConfigObject

autograder_config = ConfigObject(sandbox_timeout=20.0)


class Student:
    def __init__(self, sandbox):
        self._sandbox = sandbox

    def update_momentum(self, *arguments):
        return tuple(self._sandbox.query_function("update_momentum_stacked", *arguments, query_timeout={limit}))
"""
FUNCTION = """
    def {name}(self, *arguments):
        return self._sandbox.query_function("{name}", *arguments, query_timeout={limit})
"""
TEST = """

@pytest.mark.grading_data(name="{name} {part}", points={points})
def test_{name}_{part}(module_sandbox):
    check("{drawn_by}", "{name}", "{part}", Student(module_sandbox))
"""
TRAILING = """
def update_momentum_stacked(*arguments):
    return np.stack(update_momentum(*arguments))
"""
"""It sends back arrays, but no tuples of arrays."""


class PrairieLearn(OneByOne):
    """One pytest for each submission, and one sandbox, which is quicker than one for each test."""

    package = "pytest-prairielearn-grader"
    sample = 1

    def lay_out(self, folder: Path, drawn_by: str, handin: Handin) -> None:
        """The submission in the folder that is named after the tests."""
        (folder / "test_student").mkdir()
        (folder / "test_student" / "student_code.py").write_text(handin.text, encoding="utf-8")
        (folder / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")
        (folder / "test_student" / "trailing_code.py").write_text(TRAILING, encoding="utf-8")
        functions = [FUNCTION.format(name=n, limit=OWN_LIMIT) for n in EXERCISES if n != "update_momentum"]
        tests = [TEST.format(drawn_by=drawn_by, name=n, part=part, points=POINTS[part]) for n, part in CHECKS]
        text = HEAD.format(limit=OWN_LIMIT) + "".join(functions + tests)
        (folder / "test_student.py").write_text(text, encoding="utf-8")

    def command(self, folder: Path) -> list[str | Path]:  # noqa: ARG002
        """One pytest."""
        return [self.bin / "python", "-m", "pytest", "-q", "--tb=short", "-p", "no:cacheprovider", "test_student.py"]

    def passed(self, folder: Path) -> Iterator[tuple[str, str]]:
        """The tests with all of their points in its results file."""
        results = json.loads((folder / "autograder_results.json").read_text(encoding="utf-8"))
        for test in results["tests"]:
            if test["points"] == test["max_points"]:
                name, part = test["name"].split()
                yield name, part
