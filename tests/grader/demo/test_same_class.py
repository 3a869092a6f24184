"""The same seed gives the same class, byte for byte, and everybody in its plan has files in its layout."""

import pytest

from grader.demo import LAYOUTS, StudentKind, write_class
from grader.downloads import read_download
from grader.errors import CourseError, GraderError
from tests.grader.demo.classes import course_with_answers, digest, handed_in


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    return course_with_answers(tmp_path_factory.mktemp("course"))


def written(course, folder, layout="folders", seed=5, students=25):
    return write_class(course, folder, students=students, layout=layout, seed=seed, assignments=course.assignments)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_same_seed_gives_the_same_bytes_and_another_seed_others(course, tmp_path, layout):
    plans = [written(course, tmp_path / name, layout, seed) for name, seed in (("a", 5), ("b", 5), ("c", 6))]
    first, second, third = (digest(tmp_path / name) for name in "abc")
    assert first == second
    assert plans[0] == plans[1]
    assert first != third


@pytest.mark.parametrize("layout", LAYOUTS)
def test_whoever_is_planned_to_hand_in_is_found_under_their_key_and_nobody_else(course, tmp_path, layout):
    plan = written(course, tmp_path / "class", layout)
    download = read_download(tmp_path / "class" / "submissions", course.assignments)
    found = set(handed_in(tmp_path / "class", course.assignments))
    assert download.layout.lower() == layout
    assert found == {student.key for student in plan.students if student.kind is not StudentKind.ABSENT}


def test_a_class_of_some_size_has_every_kind_of_student(course, tmp_path):
    plan = written(course, tmp_path / "class", students=120)
    assert {student.kind for student in plan.students} == set(StudentKind)
    names = [student.name for student in plan.students]
    assert len(set(names)) < len(names)  # some two have one name


def test_a_folder_that_holds_something_is_left_alone(course, tmp_path):
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(GraderError, match="holds something already"):
        written(course, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_a_layout_that_there_is_not_and_no_assignment_are_errors(course, tmp_path):
    with pytest.raises(GraderError, match="There is no layout 'blackboard'"):
        written(course, tmp_path / "class", "blackboard")
    with pytest.raises(CourseError, match="There is no assignment"):
        write_class(course, tmp_path / "class", students=5, layout="folders", seed=1, assignments=[])
    assert not (tmp_path / "class").exists()
