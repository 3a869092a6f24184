"""Stubs are written from solutions: blanked, with the bugs that are planted, and never twice."""

import pytest

from grader.assignment import load_course
from grader.errors import CourseError
from grader.stub import write_stub, write_stubs

SOLUTION = """# %% [markdown]
# # Title

# %%
import numpy as np


def f(x):
    ### START CODE HERE ### (≈ 1 line of code)
    y = np.dot(x, x)  # square it
    ### END CODE HERE ###
    return y


def hunt(x):
    dW = 1.0 / x * np.dot(x, x)  # STUB: dW = 1.0 / x * np.dot(x, x) * 2
    db = np.sum(
        x,
    )  # STUB: db = 4 * np.sum(x)
    return dW, db


print("y = " + str(f(3)))  # STUB:
"""

STUB = """# %% [markdown]
# # Title

# %%
import numpy as np


def f(x):
    ### START CODE HERE ### (≈ 1 line of code)
    y = None  # square it
    ### END CODE HERE ###
    return y


def hunt(x):
    dW = 1.0 / x * np.dot(x, x) * 2
    db = 4 * np.sum(x)
    return dW, db
"""

SETTINGS = 'title = "T"\norder = 1\nseed = 1\n[[exercise]]\nname = "f"\ntitle = "F"\npoints = { public = 1 }\n'


@pytest.fixture
def course(tmp_path):
    for slug in ("one", "two"):
        (tmp_path / "assignments" / slug).mkdir(parents=True)
        (tmp_path / "assignments" / slug / "assignment.toml").write_text(SETTINGS)
        (tmp_path / "solutions" / slug).mkdir(parents=True)
        (tmp_path / "solutions" / slug / f"{slug}.py").write_text(SOLUTION)
    return load_course(tmp_path)


def test_a_stub_has_its_blocks_blanked_and_its_bugs_planted():
    assert write_stub(SOLUTION) == STUB


def test_a_stub_of_a_stub_is_itself_and_ends_with_one_newline():
    stub = write_stub(SOLUTION + "\n\n")
    assert write_stub(stub) == stub
    assert stub.endswith("\n")
    assert not stub.endswith("\n\n")


def test_a_planted_line_within_a_block_is_planted_all_the_same():
    text = "def f(x):\n    # START CODE HERE\n    y = 1  # STUB: y = 2\n    # END CODE HERE\n    return y\n"
    assert "    y = 2\n" in write_stub(text)


def test_a_planted_line_in_a_string_is_text():
    text = "x = '# STUB: y'\n"
    assert write_stub(text) == text


@pytest.mark.parametrize("text", ["def f(:\n", "x = 1  # STUB: x = =\n", "if x:\n    y = 1  # STUB:\n"])
def test_what_gives_no_python_is_an_error(text):
    with pytest.raises(CourseError, match="is not Python"):
        write_stub(text)


def test_only_stubs_that_change_are_written(course):
    paths = [path for a in course.assignments for path in (a.stub, a.given)]
    assert write_stubs(course, course.assignments) == paths
    assert write_stubs(course, course.assignments) == []
    paths[2].unlink()
    assert write_stubs(course, course.assignments) == [paths[2]]
    assert {path.read_text() for path in paths} == {write_stub(SOLUTION)}
    assert sorted(p.name for p in paths[0].parent.iterdir()) == ["assignment.toml", "given.txt", "one.py"]


def test_work_in_a_stub_is_not_written_over(course):
    write_stubs(course, course.assignments)
    second = course.assignments[1]
    second.stub.write_text("mine\n")
    (course.root / "solutions" / "one" / "one.py").write_text("x = 1\n")
    with pytest.raises(CourseError, match=r"two\.py is not as it was given out: there may be work in it"):
        write_stubs(course, course.assignments)
    assert second.stub.read_text() == "mine\n"
    assert course.assignments[0].stub.read_text() == write_stub(SOLUTION)


def test_a_course_without_a_solution_names_the_file_it_misses(course):
    (course.root / "solutions" / "two" / "two.py").unlink()
    course = load_course(course.root)
    with pytest.raises(CourseError, match=r"There is no .*two\.py to write the stub of 'two' from"):
        write_stubs(course, course.assignments)
    assert not course.assignments[0].stub.exists()


@pytest.mark.parametrize("data", [b"def f(:\n", b"\xff\xfe", b"x = 1\0"])
def test_a_solution_that_cannot_be_read_is_named_and_no_stub_is_written(course, data):
    (course.root / "solutions" / "two" / "two.py").write_bytes(data)
    with pytest.raises(CourseError, match=r"two\.py"):
        write_stubs(course, course.assignments)
    assert not course.assignments[0].stub.exists()


def test_a_stub_that_cannot_be_written_is_named(course):
    course.assignments[0].stub.mkdir()
    (course.assignments[0].stub / "x").write_text("")
    with pytest.raises(CourseError, match=r"one\.py"):
        write_stubs(course, course.assignments)
