"""Each stub is what its solution gives, holds every exercise, and gives no answer away."""

import ast
from pathlib import Path

import pytest

from grader.assignment import Assignment, find_course, load_course
from grader.blocks import find_blocks, untouched
from grader.stub import write_stub
from grader.submission import Source, read_source

COURSE = load_course(find_course(Path(__file__).parent))
each_assignment = pytest.mark.parametrize("assignment", COURSE.assignments, ids=lambda a: a.slug)


def solution_path(assignment: Assignment) -> Path:
    if assignment.solution is None:
        pytest.skip("the solutions are not here")
    return assignment.solution


def both(assignment: Assignment) -> tuple[Source, Source]:
    """The solution and the stub, as a submission of theirs is read."""
    return read_source(solution_path(assignment), assignment), read_source(assignment.stub, assignment)


@each_assignment
def test_the_stub_is_what_the_solution_gives(assignment):
    expected = write_stub(solution_path(assignment).read_text(encoding="utf-8"))
    assert assignment.stub.read_text(encoding="utf-8") == expected, "`make stubs` writes it anew"
    assert assignment.given.read_text(encoding="utf-8") == expected, "`make stubs` writes it anew"
    assert write_stub(expected) == expected


@each_assignment
def test_every_exercise_is_there_and_is_still_to_be_done(assignment):
    solution, stub = both(assignment)
    for exercise in assignment.exercises:
        mine, handout = solution.functions[exercise.name], stub.functions[exercise.name]
        assert not untouched(mine.text, handout.text), f"{exercise.name} is solved in the stub"
    assert (stub.broken, stub.problem, solution.broken, solution.problem) == ({}, "", {}, "")


@each_assignment
def test_no_answer_of_the_solution_stands_in_the_stub(assignment):
    stub = assignment.stub.read_text(encoding="utf-8")
    assert "STUB:" not in stub
    for answer in answers(solution_path(assignment).read_text(encoding="utf-8")):
        assert f" {answer}" not in stub, f"the stub shows `{answer}`"


@each_assignment
def test_the_stubs_blocks_hold_nothing_but_none(assignment):
    lines = assignment.stub.read_text(encoding="utf-8").split("\n")
    for block in find_blocks("\n".join(lines)):
        code = [line.split("#")[0].strip() for line in lines[block.start - 1 : block.end - 1]]
        assert all(not c or c == "pass" or c.endswith("None") for c in code), lines[block.start - 1 : block.end - 1]


def answers(text: str) -> list[str]:
    """The assignments within the blocks of a solution that are long enough to be known again."""
    blocks = find_blocks(text)
    assigned = [n for n in ast.walk(ast.parse(text)) if isinstance(n, ast.Assign | ast.AugAssign)]
    inside = [n for n in assigned if any(b.start <= n.lineno < b.end for b in blocks)]
    segments = [ast.get_source_segment(text, n) or "" for n in inside]
    return [s for s in segments if len(s) > 12]
