"""Which assignment is meant: by the exercise, the folder, the file's name, or what else is defined."""

import pytest

from grader.assignment import load_course
from grader.errors import CourseError
from grader.notebook.choosing import choose, course_around
from grader.notebook.messages import Question, Work
from tests.grader import courses

SHARED = courses.SETTINGS.replace('"ones"', '"zeros"')


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    root = courses.build(tmp_path_factory.mktemp("course"))
    courses.build(root, slug="another", settings=SHARED)
    return load_course(root)


def chosen(course, exercise="", *, assignment="", folder="", notebook="", file="", defined=()):
    work = Work(defined=tuple(defined), file=file)
    folder = str(course.root / folder)
    question = Question(exercise=exercise, assignment=assignment, folder=folder, notebook=notebook, work=work)
    return choose(course, question).slug


def test_an_exercise_of_one_assignment_alone_tells_it(course):
    assert (chosen(course, "ones"), chosen(course, "zeros")) == ("tiny", "another")


@pytest.mark.parametrize(
    "told",
    [
        {"assignment": "another"},
        {"folder": "assignments/another"},
        {"folder": "assignments/another/below"},
        {"notebook": "Another (1).ipynb"},
        {"file": "/somewhere/another.py"},
        {"defined": ["double", "zeros"]},
    ],
    ids=lambda told: next(iter(told)),
)
@pytest.mark.parametrize("exercise", ["", "double"])
def test_an_exercise_of_several_is_the_one_that_the_rest_fits(course, exercise, told):
    assert chosen(course, exercise, **told) == "another"


def test_the_name_of_an_assignment_counts_for_more_than_where_one_is(course):
    assert chosen(course, "double", assignment="tiny", folder="assignments/another") == "tiny"


def test_where_nothing_tells_the_assignment_is_asked_for(course):
    with pytest.raises(CourseError, match=r'another or tiny\. Say which one it is: check\("double", assignment='):
        chosen(course, "double")
    with pytest.raises(CourseError, match=r"check\(assignment="):
        chosen(course)


def test_in_an_assignments_own_folder_its_own_exercises_are_told(course):
    with pytest.raises(CourseError, match=r"'qqq' in another\. There are: double, total and zeros\."):
        chosen(course, "qqq", folder="assignments/another")


@pytest.mark.parametrize(
    ("exercise", "assignment", "said"),
    [
        ("doubel", "", "There is no exercise 'doubel'. Did you mean double?"),
        ("zeros", "tiny", "There is no exercise 'zeros' in tiny. There are: double, total and ones."),
        ("qqq", "", "There is no exercise 'qqq'. There are: double, total, zeros and ones."),
        ("ones", "tinny", "There is no assignment 'tinny' here. There are: another, tiny."),
    ],
)
def test_a_name_that_is_not_there_is_answered_with_those_that_are(course, exercise, assignment, said):
    with pytest.raises(CourseError) as refused:
        chosen(course, exercise, assignment=assignment)
    assert str(refused.value) == said


def test_the_course_is_the_one_around_the_folder(course, tmp_path):
    assert course_around(str(course.root / "assignments" / "tiny")).root == course.root
    with pytest.raises(CourseError, match="Keep the notebook in the course's folder"):
        course_around(str(tmp_path))
