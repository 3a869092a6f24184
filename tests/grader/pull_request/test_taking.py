"""The student files of a pull request's checkout: those alone, and none that is only a way to somebody else's."""

import pytest

from grader.pull_request import take
from tests.grader import courses


@pytest.fixture
def head(tmp_path):
    """A checkout with a student's file in it, and a solution beside it that it might want to pass for its own."""
    write(tmp_path / "base" / "solutions" / "tiny" / "tiny.py", courses.SOLUTION)
    write(tmp_path / "head" / "assignments" / "tiny" / "tiny.py", courses.STUB)
    return tmp_path / "head"


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def taken(course, head):
    return take(head, course.assignments, "work")


def test_the_file_is_named_by_its_path_in_the_repository(tiny_course, head):
    submission = taken(tiny_course, head)
    assert submission.sources["tiny"].file == "assignments/tiny/tiny.py"
    assert (submission.name, submission.notes, submission.single) == ("work", [], False)


def test_nothing_else_that_lies_there_is_looked_at(tiny_course, head):
    before = taken(tiny_course, head)
    for path in ("tiny.py", "assignments/tiny/tiny2.py", "assignments/tiny/numpy.py", "assignments/other/tiny.py"):
        write(head / path, courses.SOLUTION)
    assert taken(tiny_course, head) == before


def test_of_a_script_and_a_notebook_the_one_with_more_in_it_counts(tiny_course, head):
    cell = '{"cell_type": "code", "source": %s, "metadata": {}, "outputs": [], "execution_count": null}'
    source = "[" + ",".join(f'"{line}\\n"' for line in courses.SOLUTION.replace('"', '\\"').splitlines()) + "]"
    notebook = '{"nbformat": 4, "nbformat_minor": 4, "metadata": {}, "cells": [%s]}'
    write(head / "assignments/tiny/tiny.ipynb", notebook % (cell % source))
    assert taken(tiny_course, head).sources["tiny"].file == "assignments/tiny/tiny.ipynb"
    write(head / "assignments/tiny/tiny.ipynb", notebook % "")
    assert taken(tiny_course, head).sources["tiny"].file == "assignments/tiny/tiny.py"


@pytest.mark.parametrize("link", ["assignments/tiny/tiny.py", "assignments/tiny", "assignments"])
def test_a_link_to_the_solution_is_not_followed_wherever_on_the_way_it_is(tiny_course, head, link):
    target = head.parent / "base" / "solutions" / "tiny" / "tiny.py"
    place = head / link
    if place.is_dir():
        place.rename(head.parent / "away")
    else:
        place.unlink()
    depth = "assignments/tiny/tiny.py".count("/") - link.count("/")
    place.symlink_to([target, target.parent, target.parent.parent][depth])
    assert (head / "assignments/tiny/tiny.py").read_text(encoding="utf-8") == courses.SOLUTION
    submission = taken(tiny_course, head)
    assert submission.sources == {}
    assert any(note.startswith(f"{link} is a link") for note in submission.notes)


def test_a_folder_or_a_huge_file_in_its_place_is_no_work_and_no_error(tiny_course, head):
    script = head / "assignments/tiny/tiny.py"
    with script.open("wb") as file:
        file.truncate(1 << 40)
    assert "could not be read" in taken(tiny_course, head).sources["tiny"].problem
    script.unlink()
    script.mkdir()
    assert taken(tiny_course, head).sources == {}
