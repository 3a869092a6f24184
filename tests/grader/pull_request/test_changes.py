"""What a pull request changes, sorted: no list of paths, however odd, is more than a list of paths."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.errors import CourseError
from grader.pull_request import choose, read_changes


def listed(*paths):
    return b"".join(path.encode() + b"\0" for path in paths)


def test_student_files_are_told_from_all_others(tiny_course):
    student = ["assignments/tiny/tiny.py", "assignments/tiny/tiny.ipynb"]
    others = ["assignments/tiny/checks.py", "assignments/tiny/tiny.py/x", "x/assignments/tiny/tiny.py", "tiny.py"]
    changes = read_changes(listed(*student, *others, "assignments/new/new.py"), tiny_course.assignments)
    assert changes.slugs == ["tiny"]
    assert changes.unused == [*others, "assignments/new/new.py"]


@pytest.mark.parametrize(("wish", "slugs"), [("changed", []), ("all", ["tiny"]), ("tiny", ["tiny"])])
def test_a_wish_says_which_assignments_count(tiny_course, wish, slugs):
    changes = read_changes(listed("README.md"), tiny_course.assignments)
    assert [assignment.slug for assignment in choose(tiny_course, wish, changes)] == slugs


def test_a_wish_for_an_unknown_assignment_is_an_error_that_says_what_there_is(tiny_course):
    with pytest.raises(CourseError, match=r"no assignment 'huge' here\. There are: tiny"):
        choose(tiny_course, "huge", read_changes(b"", tiny_course.assignments))


@given(
    data=st.binary() | st.lists(st.sampled_from([b"assignments/tiny/tiny.py", b"\xff", b"a\n\0", b"\0"])).map(b"".join)
)
def test_whatever_bytes_there_are_every_path_is_a_students_or_unused(tiny_course, data):
    changes = read_changes(data, tiny_course.assignments)
    paths = [path for path in data.split(b"\0") if path]
    student = paths.count(b"assignments/tiny/tiny.py")
    assert (len(changes.slugs), len(changes.unused)) == (min(student, 1), len(paths) - student)
