"""dlai-grader: a part for each exercise, all of them in one process, which is started anew for each submission."""

import json
from collections.abc import Iterator
from pathlib import Path

from benchmarks.peers.installed import OneByOne
from benchmarks.peers.notebooks import as_notebook
from benchmarks.workload import Handin
from benchmarks.workload.bodies import EXERCISES, POINTS

ENTRY = """\
import json
from types import SimpleNamespace

from dlai_grader.compiler import compile_partial_module
from dlai_grader.grading import compute_grading_score, object_to_grade, test_case
from dlai_grader.io import read_notebook
from properties import check


def part(learner, name):
    @object_to_grade(learner, name)
    def grade(function):
        cases = []
        student = SimpleNamespace(**{{name: function}})
        for part in {parts}:
            case = test_case(msg=part)
            try:
                check("{drawn_by}", name, part, student)
            except Exception as error:
                case.fail()
                case.got = str(error)
            cases.append(case)
        return cases

    return grade


learner = compile_partial_module(read_notebook("submission.ipynb"), "learner", verbose=False)
feedback = {{}}
for name in {names}:
    cases = part(learner, name)()
    score, message = compute_grading_score(cases)
    feedback[name] = {{"score": score, "feedback": message, "passed": [c.msg for c in cases if not c.failed]}}
with open("feedback.json", "w") as file:
    json.dump(feedback, file)
"""


class DlaiGrader(OneByOne):
    """Its entry.py; on its own platform each part would be a container."""

    package = "dlai-grader"
    sample = 4

    def lay_out(self, folder: Path, drawn_by: str, handin: Handin) -> None:
        """The notebook, and entry.py."""
        (folder / "submission.ipynb").write_text(as_notebook(handin.text), encoding="utf-8")
        entry = ENTRY.format(drawn_by=drawn_by, names=list(EXERCISES), parts=list(POINTS))
        (folder / "entry.py").write_text(entry, encoding="utf-8")

    def command(self, folder: Path) -> list[str | Path]:  # noqa: ARG002
        """One run of it."""
        return [self.bin / "python", "entry.py"]

    def passed(self, folder: Path) -> Iterator[tuple[str, str]]:
        """The cases that did not fail. Its own score counts every case alike, so that the points are given here."""
        feedback = json.loads((folder / "feedback.json").read_text(encoding="utf-8"))
        return ((name, part) for name, graded in feedback.items() for part in graded["passed"])
