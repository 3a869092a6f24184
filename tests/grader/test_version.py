"""What a verdict is made by: every file that has a part in it changes the version, and a policy does not."""

import pytest

from grader import version
from grader.assignment import load_course
from grader.version import changed, version_of
from tests.grader import courses

FILES = {
    "the public checks": "assignments/tiny/checks.py",
    "the golden values": "assignments/tiny/golden.json",
    "the stub": "assignments/tiny/given.txt",
    "the library": "assignments/lib/__init__.py",
    "the solution": "solutions/tiny/tiny.py",
    "the hidden checks": "solutions/tiny/checks.py",
    "the misconceptions": "solutions/tiny/misconceptions.py",
}


@pytest.fixture
def root(tmp_path):
    return courses.build(tmp_path, misconceptions=courses.MISCONCEPTIONS)


def of(root):
    (assignment,) = load_course(root).assignments
    return version_of(assignment)


@pytest.mark.parametrize("name", FILES)
def test_each_file_is_a_part_of_it_by_its_content(root, name):
    before = of(root)
    path = root / FILES[name]
    text = path.read_text()
    path.write_text(text + "\n")
    after = of(root)
    assert changed(before, after) == [name]
    assert before.key != after.key
    assert before.verdict_key("d") != after.verdict_key("d")
    path.write_text(text)
    assert of(root) == before


def test_a_setting_is_a_part_of_it_and_a_policy_is_not(root):
    before, path = of(root), root / "assignments" / "tiny" / "assignment.toml"
    path.write_text(courses.SETTINGS + "\n[policy]\nattempts = 2\n")
    assert of(root) == before
    path.write_text(courses.SETTINGS.replace("seed = 7", "seed = 8"))
    assert changed(before, of(root)) == ["the settings"]


def test_a_library_that_is_another_is_named_with_both_numbers(root, monkeypatch):
    before = of(root)
    monkeypatch.setattr(version, "installed", lambda name: "9.9" if name == "numpy" else before.parts[name])
    (change,) = changed(before, of(root))
    assert change == f"numpy ({before.parts['numpy']} → 9.9)"


def test_without_solutions_it_is_another_version(root, tmp_path):
    public = courses.build(tmp_path / "public", hidden=None)
    assert {"the solution", "the hidden checks"} <= set(changed(of(root), of(public)))


def test_two_files_have_two_keys(root):
    assert of(root).verdict_key("a") != of(root).verdict_key("b")
