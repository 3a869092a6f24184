"""The workload as a course of this project: an assignment for each way in which inputs are drawn."""

import json
from pathlib import Path

from benchmarks.workload.bodies import EXAMPLES, EXERCISES, POINTS
from benchmarks.workload.submissions import SOLUTION
from grader.assignment import GIVEN_NAME, SETTINGS_NAME, Course, load_course
from grader.stub import write_stub

DRAWN_BY = ("numpy", "hypothesis")
"""The assignments: inputs are drawn by NumPy from a seed, or by Hypothesis."""

SETTINGS = """\
title = "Inputs drawn by {drawn_by}"
order = {order}
seed = 17

[limits]
seconds_per_call = 5.0
memory_megabytes = 1024
"""
EXERCISE = """
[[exercise]]
name = "{name}"
title = "{title}"
points = {{ public = {points} }}
"""
CHECKS_BEGIN = """\
from benchmarks.workload import bodies, strategies
from benchmarks.workload.bodies import EXERCISES
from grader.checks import assert_close, exercise, given, points

bodies.assert_close = assert_close  # the same tolerances in this project's own words, as each grader has its own
"""
CHECKS = '''

@exercise("{name}")
class Test_{name}:
    @points({first})
    def test_first(self, student):
        """The first fixed case."""
        EXERCISES["{name}"].first(student)

    @points({second})
    def test_second(self, student):
        """The second fixed case."""
        EXERCISES["{name}"].second(student)

    @points({always})
    @given(examples={examples}, {strategy})
    def test_always(self, student, {drawn}):
        """The property."""
        EXERCISES["{name}"].always(student, {arguments})
'''
DRAWING = {
    "numpy": {"strategy": "seed=strategies.seeds", "drawn": "seed", "arguments": '*EXERCISES["{name}"].draw(seed)'},
    "hypothesis": {"strategy": 'inputs=strategies.INPUTS["{name}"]', "drawn": "inputs", "arguments": "*inputs"},
}


def build_course(root: Path) -> Course:
    """Write the course below a folder, and read it.

    Raises:
        CourseError: the solution has no blocks that a stub can be made of.
    """
    _write(root / "assignments" / "lib" / "__init__.py", '"""Helpers; this course needs none."""\n')
    for order, drawn_by in enumerate(DRAWN_BY, start=1):
        folder = root / "assignments" / drawn_by
        stub = write_stub(SOLUTION)
        _write(folder / SETTINGS_NAME, settings(drawn_by, order))
        _write(folder / f"{drawn_by}.py", stub)
        _write(folder / GIVEN_NAME, stub)
        _write(folder / "checks.py", checks(drawn_by))
        _write(folder / "golden.json", json.dumps({"format": 1, "made_with": "nothing", "cases": {}}))
        _write(root / "solutions" / drawn_by / f"{drawn_by}.py", SOLUTION)
    return load_course(root)


def settings(drawn_by: str, order: int) -> str:
    """The text of an assignment.toml."""
    points = sum(POINTS.values())
    exercises = [EXERCISE.format(name=name, title=e.title, points=points) for name, e in EXERCISES.items()]
    return SETTINGS.format(drawn_by=drawn_by, order=order) + "".join(exercises)


def checks(drawn_by: str) -> str:
    """The text of a checks.py."""
    return CHECKS_BEGIN + "".join(_checks_of(name, drawn_by) for name in EXERCISES)


def _checks_of(name: str, drawn_by: str) -> str:
    drawing = {key: text.format(name=name) for key, text in DRAWING[drawn_by].items()}
    return CHECKS.format(name=name, examples=EXAMPLES, **POINTS, **drawing)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
