"""What a file is made of: every answer stands in it as it is worth by itself, and hostile ones are worth nothing."""

import ast
from itertools import zip_longest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.answers import misconceptions
from grader.assignment import load_course
from grader.demo.hostile import HOSTILE
from grader.demo.material import SYNTAX_ERROR, Material, settled
from grader.demo.plan import MISSING, STUB, Answered, PlannedAnswer
from grader.demo.scripts import bindings, snippet_of
from grader.errors import CourseError
from grader.submission import read_submission
from tests.conftest import COURSE
from tests.grader import courses

SOLVED = PlannedAnswer(Answered.SOLUTION)
HELPERS = """\
from grader.answers import misconception


def ones(rows, columns):
    return 2


def half(x):
    return x / 2


@misconception("double", "It leans on a name that the solution gives to something else.")
def leaning(x):
    return ones(x, x)


@misconception("double", "It is still the stub.")
def untouched(x):
    y = None
    return y


@misconception("double", "Half of it.")
def halved(x):
    return half(x)
"""


@pytest.fixture(scope="module")
def material(answered):
    return Material(answered.assignments[0])


def graded(session, folder, text, course):
    (folder / "tiny.py").write_text(text)
    [result] = session.grade(read_submission(folder, course.assignments)).assignments
    return {exercise.name: exercise for exercise in result.exercises}


@pytest.mark.parametrize("hostile", HOSTILE, ids=lambda hostile: hostile.name)
def test_a_hostile_answer_gets_nothing_and_takes_nothing_from_the_others(
    hostile, answered, material, answered_session, tmp_path
):
    answers = {"double": SOLVED, "total": SOLVED, "ones": PlannedAnswer(Answered.HOSTILE, hostile.name)}
    result = graded(answered_session, tmp_path, material.text(answers), answered)
    assert {name: exercise.score for name, exercise in result.items()} == {"double": 7, "total": 5, "ones": 0}
    assert (result["ones"].status == "timeout") == hostile.waits


def test_a_syntax_error_costs_its_own_function_and_a_missing_one_nothing_else(
    answered, material, answered_session, tmp_path
):
    text = material.text({"double": SOLVED, "total": SYNTAX_ERROR, "ones": MISSING})
    result = graded(answered_session, tmp_path, text, answered)
    assert [(exercise.score, str(exercise.status)) for exercise in result.values()] == [
        (7, "passed"),
        (0, "raised"),
        (0, "not_attempted"),
    ]


def test_known_answers_are_those_that_the_course_names(material):
    assert [answer.name for answer in material.wrong["double"]] == [
        "squared", "plus_two", "nothing", "counted", "as_a_list",
    ]  # fmt: skip
    assert material.right["total"] == [SOLVED, PlannedAnswer(Answered.ALTERNATIVE, "in_a_loop")]


def test_an_answer_that_is_the_stub_or_gives_a_name_to_something_else_is_left_out(tmp_path):
    course = load_course(courses.build(tmp_path, misconceptions=HELPERS))
    material = Material(course.assignments[0])
    assert [answer.name for answer in material.wrong["double"]] == ["halved"]
    assert "def half(x)" in material.text({"double": material.wrong["double"][0]})


def test_what_calls_an_exercise_that_is_not_right_is_not_begun_and_the_rest_is(material):
    wrong, loop = material.wrong["double"][0], material.right["total"][1]
    assert settled(material, {"double": wrong, "total": SOLVED, "ones": SOLVED})["total"] == STUB
    assert settled(material, {"double": STUB, "total": material.wrong["total"][0], "ones": SOLVED})["total"] == STUB
    for whole in ({"double": wrong, "total": loop, "ones": STUB}, {"double": SOLVED, "total": SOLVED, "ones": MISSING}):
        assert settled(material, whole) == whole


@given(data=st.data())
def test_a_file_is_python_and_defines_what_it_holds(material, data):
    answers = {
        name: data.draw(st.sampled_from([*material.right[name], *material.wrong[name], STUB, MISSING]))
        for name in material.exercises
    }
    statements = ast.parse(material.text(answers)).body
    defined = [s.name for s in statements if isinstance(s, ast.FunctionDef)]
    assert sorted(defined) == sorted(name for name, answer in answers.items() if answer != MISSING)


def test_a_file_of_the_course_that_is_missing_is_named(tmp_path):
    course = load_course(courses.build(tmp_path))
    course.assignments[0].given.unlink()
    with pytest.raises(CourseError, match=r"given.txt cannot be read"):
        Material(course.assignments[0])


@pytest.mark.parametrize("slug", ["initialization", "regularization", "gradient_checking", "optimization"])
def test_what_an_answer_of_the_real_course_brings_along_is_taken_in_with_it(slug, tmp_path):
    course = load_course(COURSE)
    [assignment] = course.select(slug)
    material = Material(assignment)
    known = {answer.name: snippet_of(answer.text, answer.exercise) for answer in misconceptions(assignment)}
    columns = [material.wrong[name] for name in material.exercises]
    for row in list(zip_longest(*columns, fillvalue=SOLVED))[::4]:
        answers = dict(zip(material.exercises, row, strict=True))
        (tmp_path / f"{slug}.py").write_text(material.text(answers))
        source = read_submission(tmp_path, course.assignments).sources[slug]
        kept = {name for unit in source.units for name in _bound(unit)}
        assert not source.problem
        assert not source.broken
        assert kept >= {*answers, *(name for answer in row if answer != SOLVED for name in known[answer.name].bound)}


def _bound(unit):
    statements = ast.parse(unit.text).body
    return bindings("\n".join(ast.unparse(statements[index]) for index in unit.keep))
