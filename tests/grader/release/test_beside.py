"""What an assignment names beside its stub is handed out with it, and nothing else is, nor anything from elsewhere."""

from pathlib import PurePosixPath

import pytest

from grader.assignment import load_course
from grader.errors import CourseError
from grader.release.bundle import SCRIPT, contents, release
from tests.grader import courses

PINNED = ("bootstrap", "install", "installer.txt", "grade.txt", "notebook.txt")
PROJECT = '[project]\nname = "tiny"\nversion = "1"\nrequires-python = ">=3.11"\ndependencies = []\n'
FOLDER = PurePosixPath("assignments/tiny")


@pytest.fixture
def root(tmp_path):
    made = courses.build(tmp_path / "course")
    (made / "pyproject.toml").write_text(PROJECT, encoding="utf-8")
    (made / "requirements").mkdir()
    for name in PINNED:
        (made / "requirements" / name).write_text("", encoding="utf-8")
    return made


def course_with(root, *names):
    settings = root / "assignments" / "tiny" / "assignment.toml"
    listed = ", ".join(f"{name!r}" for name in names)
    settings.write_text(f"hands_out = [{listed}]\n{settings.read_text(encoding='utf-8')}", encoding="utf-8")
    return load_course(root)


def test_files_and_folders_that_are_named_are_handed_out_as_they_are_and_no_others(root):
    folder = root / "assignments" / "tiny"
    (folder / "pictures" / "small").mkdir(parents=True)
    (folder / "pictures" / "small" / "one.png").write_bytes(b"\x89PNG\r\n\xff")
    (folder / "cats.npz").write_bytes(b"PK\x00\xff")
    (folder / "sheet.ipynb").write_text("not even JSON", encoding="utf-8")
    (folder / "notes.txt").write_text("for the author alone", encoding="utf-8")
    course = course_with(root, "pictures", "cats.npz", "sheet.ipynb")
    files = contents(course, course.assignments, (SCRIPT,))
    assert files[FOLDER / "pictures/small/one.png"] == b"\x89PNG\r\n\xff"
    assert files[FOLDER / "cats.npz"] == b"PK\x00\xff"
    assert FOLDER / "notes.txt" not in files
    assert (root / "handout").exists() is False
    release(course, course.assignments, root / "handout", (SCRIPT,))
    assert (root / "handout" / FOLDER / "sheet.ipynb").read_text(encoding="utf-8") == "not even JSON"


def test_a_solution_in_a_file_that_is_named_is_found(root):
    (root / "assignments" / "tiny" / "sheet.md").write_text(courses.SOLUTION, encoding="utf-8")
    course = course_with(root, "sheet.md")
    with pytest.raises(CourseError, match=r"would hold lines of a solution.*sheet\.md"):
        release(course, course.assignments, root / "handout", (SCRIPT,))


@pytest.mark.parametrize("link", ["sheet.txt", "pictures/sheet.txt"])
def test_a_link_to_elsewhere_is_refused_by_its_name(root, link):
    path = root / "assignments" / "tiny" / link
    path.parent.mkdir(exist_ok=True)
    path.symlink_to(root / "solutions" / "tiny" / "tiny.py")
    course = course_with(root, link.split("/", maxsplit=1)[0])
    with pytest.raises(CourseError, match=r"sheet\.txt leads out of the assignment's folder"):
        contents(course, course.assignments, (SCRIPT,))


def test_what_is_named_and_is_not_there_is_said_by_its_name(root):
    course = course_with(root, "cats.npz")
    with pytest.raises(CourseError, match=r"cats\.npz cannot be read, and a hand-out needs it"):
        contents(course, course.assignments, (SCRIPT,))


@pytest.mark.parametrize(
    "name", ["", ".", "..", "../other", "a/../../b", "/etc/passwd", "a//b", "C:\\a", "a\\b", "c:a"]
)
def test_a_path_that_leaves_the_folder_is_refused_when_the_settings_are_read(root, name):
    with pytest.raises(
        CourseError, match=r"assignment\.toml: 'hands_out' is to name files and folders beside the stub"
    ):
        course_with(root, name)


def test_a_project_that_does_not_say_what_a_hand_out_needs_is_named_with_what_is_missing(root):
    (root / "pyproject.toml").write_text('[project]\nname = "tiny"\n', encoding="utf-8")
    course = course_with(root)
    with pytest.raises(CourseError, match=r"pyproject\.toml does not describe a project.*'version'"):
        contents(course, course.assignments, (SCRIPT,))
