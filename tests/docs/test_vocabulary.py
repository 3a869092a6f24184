"""The examples of the vocabulary's page answer what stands there, and its checks can tell right from wrong."""

import doctest
import functools
import re

import pytest

import grader.checks
from grader.assignment import load_course
from grader.model import Status
from grader.recording import record_golden
from grader.stub import write_stubs
from grader.student import Student
from grader.submission import read_source
from tests.docs.markdown import DOCS, blocks
from tests.grader import courses

PAGE = DOCS / "vocabulary.md"
IMPORTS = "import numpy as np\n\nfrom grader.checks import *\n\n\n"
SETTINGS = 'title = "Vocabulary"\norder = 1\nseed = 1\n'
EXERCISE = '\n[[exercise]]\nname = "{0}"\ntitle = "{0}"\npoints = {{ public = {1}, hidden = {2} }}\n'


def python():
    return [block.text for block in blocks(PAGE) if block.language == "python"]


def points(classes):
    """The points that the checks of each exercise add up to."""
    total = {}
    for text in classes:
        name = re.search(r'@exercise\("(\w+)"\)', text)[1]
        total[name] = total.get(name, 0) + sum(map(int, re.findall(r"@points\((\d+)\)", text)))
    return total


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """The page as a course: checks that ask for the solution are hidden ones."""
    *checks, solution = python()
    classes = [text for block in checks for text in re.split(r"(?m)^(?=@exercise)", block) if text]
    hidden = [text for text in classes if "reference" in text]
    public = [text for text in classes if text not in hidden]
    root = courses.build(tmp_path_factory.mktemp("page"), stub="", golden="", checks=IMPORTS + "".join(public),
                         hidden=IMPORTS + "SEED = 2\n\n\n" + "".join(hidden), settings=SETTINGS + "".join(
        EXERCISE.format(name, points(public).get(name, 0), points(hidden).get(name, 0)) for name in points(classes)
    ))  # fmt: skip
    (root / "solutions" / "tiny" / "tiny.py").write_text(solution, encoding="utf-8")
    (root / "assignments" / "tiny" / "golden.json").unlink()
    made = load_course(root)
    write_stubs(made, made.assignments)
    record_golden(made, made.assignments)
    return made


def graded(session, course, text, tmp_path):
    file = tmp_path / "tiny.py"
    file.write_text(text, encoding="utf-8")
    exercises = session.judge(course.assignments[0], read_source(file, course.assignments[0])).result.exercises
    return {f"{e.name}: {check.title}": check.status for e in exercises for check in e.checks}


def test_every_check_on_the_page_passes_the_solution_and_fails_an_answer_that_is_nothing(course, session_of, tmp_path):
    (assignment,) = course.assignments
    solution = assignment.solution.read_text(encoding="utf-8")
    nothing = re.sub(r"### START CODE HERE.*?### END CODE HERE ###", "return None", solution, flags=re.DOTALL)
    with session_of(course) as session:
        right = graded(session, course, solution, tmp_path)
        wrong = graded(session, course, nothing, tmp_path)
    assert len(right) >= 9
    assert set(right.values()) == {Status.PASSED}, right
    assert set(wrong.values()) <= {Status.FAILED, Status.RAISED}, wrong


def test_every_line_that_is_typed_on_the_page_answers_what_stands_below_it():
    typed = "\n".join(block.text for block in blocks(PAGE) if block.language == "pycon")
    test = doctest.DocTestParser().get_doctest(typed, {}, PAGE.name, str(PAGE), 0)
    said = []
    result = doctest.DocTestRunner().run(test, out=said.append)
    assert result.attempted > 20
    assert result.failed == 0, "".join(said)


@pytest.mark.parametrize("name", grader.checks.__all__)
def test_every_word_is_explained_and_used_in_an_example(name):
    examples = [block.text for block in blocks(PAGE)]
    explained = functools.reduce(lambda text, example: text.replace(example, ""), examples, PAGE.read_text("utf-8"))
    assert re.search(rf"`{name}[`(]|### .*\b{name}\b", explained), "it is not explained"
    assert name == "Network" or re.search(rf"\b{name}\(", "".join(examples)), "there is no example of it"


@pytest.mark.parametrize("form", ["observed", "objects", "replacing", "as_given"])
def test_every_form_in_which_a_student_is_asked_is_explained_and_used(form):
    assert hasattr(Student, form)
    text = PAGE.read_text(encoding="utf-8")
    assert text.count(f"student.{form}") >= 2
