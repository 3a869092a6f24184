"""A course finds its own library, whatever course the process was busy with before, and as its files are now."""

import importlib
import sys

import pytest

from grader.library import offer


@pytest.fixture
def course(tmp_path, monkeypatch):
    """Make a folder with a library that says a number."""
    monkeypatch.setattr(sys, "path", [*sys.path])
    kept = dict(sys.modules)

    def make(name, number):
        package = tmp_path / name / "lib"
        package.mkdir(parents=True, exist_ok=True)
        (package / "__init__.py").write_text("")
        (package / "numbers_of.py").write_text(f"NUMBER = {number}  # {'x' * number}")  # no two of one size
        return tmp_path / name

    yield make
    sys.modules.clear()
    sys.modules.update(kept)


def number():
    return importlib.import_module("lib.numbers_of").NUMBER


def test_each_course_has_its_own(course):
    first, second = course("first", 1), course("second", 2)
    for folder, expected in ((first, 1), (second, 2), (first, 1)):
        offer(folder)
        assert number() == expected
    assert sys.path.count(str(first)) == 1


def test_a_library_that_was_changed_is_read_anew_when_it_is_asked_for(course):
    offer(course("first", 1))
    assert number() == 1
    folder = course("first", 22)
    offer(folder)
    assert number() == 1  # not in the middle of a session
    offer(folder, anew=True)
    assert number() == 22


def test_an_old_name_for_a_module_goes_with_it_and_nothing_else_does(course):
    offer(course("first", 1))
    sys.modules["numbers_utils"] = importlib.import_module("lib.numbers_of")
    sys.modules["no module at all"] = object()
    before = set(sys.modules)
    offer(course("second", 2))
    assert before - set(sys.modules) == {"lib", "lib.numbers_of", "numbers_utils"}
