"""checks.py files: what is collected, in which order, and a plain sentence for every mistake of an author."""

import pytest

from grader.assignment import load_course
from grader.errors import CourseError
from grader.runner import CheckRunner
from tests.grader import courses


@pytest.fixture
def collect(tmp_path, request):
    """The checks of a tiny course with some files replaced; its slug is one of its own, for its modules are kept."""

    def collecting(**files):
        slug = f"c{abs(hash(request.node.name)) % 10**8}"
        course = load_course(courses.build(tmp_path, slug=slug, **files))
        with CheckRunner(course.assignments, course) as runner:
            return runner.checks

    return collecting


def test_checks_come_by_exercise_in_the_order_of_the_handout_public_before_hidden(collect):
    checks = collect()
    assert [(c.exercise.name, c.name, c.points) for c in checks] == [
        ("double", "public::TestDouble::test_worked_example", 1),
        ("double", "public::TestDouble::test_any_array", 2),
        ("double", "hidden::TestDouble::test_secret", 4),
        ("total", "public::TestTotal::test_sum", 2),
        ("total", "hidden::TestTotal::test_secret", 3),
        ("ones", "public::TestOnes::test_shape", 5),
    ]
    assert checks[0].title == "The handout's example: [1, 2, 3]."
    assert [c.hint for c in checks[:3]] == ["", "Multiply by two.", "Try a larger number."]
    assert [c.hidden for c in checks[:3]] == [False, False, True]
    assert [c.property is not None for c in checks] == [False, True, False, False, False, True]


def test_every_check_has_a_seed_of_its_own_which_follows_from_the_settings(collect):
    seeds = [c.seed for c in collect()]
    assert len(set(seeds)) == len(seeds)
    assert all(0 <= seed < 2**32 for seed in seeds)


def test_a_hint_on_a_class_holds_for_the_checks_without_one(collect):
    checks = collect(checks=courses.CHECKS.replace('@exercise("double")', '@exercise("double")\n@hint("Think.")'))
    assert [c.hint for c in checks[:2]] == ["Think.", "Multiply by two."]


def test_a_docstring_of_several_lines_is_one_sentence(collect):
    checks = collect(
        checks=courses.CHECKS.replace("The handout's example: [1, 2, 3].", "The handout's\n        example.")
    )
    assert checks[0].title == "The handout's example."


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("    @points(1)\n", "", r"checks\.py, test_worked_example: it has no @points"),
        ('@exercise("double")\n', "", r"checks\.py, test_worked_example: it has no @exercise"),
        ('@exercise("double")', '@exercise("treble")', r"no exercise 'treble' in c\d+/assignment\.toml"),
        ('        """The handout\'s example: [1, 2, 3]."""\n', "", "test_worked_example: its docstring"),
        ("The handout's example: [1, 2, 3].", " ", "test_worked_example: its docstring"),
        ("@points(1)", "@points(2)", r"public checks of double add up to 4 points, but .* points\.public = 3"),
        ("@points(1)", "@points(0.5)", r"whole number from 0 on, not 0\.5"),
        ("@points(1)", "@points(-1)", "whole number from 0 on, not -1"),
        ("@points(1)", "@points(True)", "whole number from 0 on, not True"),
        ("@points(1)", "@points('1')", "whole number from 0 on, not '1'"),
        ('@exercise("ones")', '@exercise("total")', "add up to"),
        ("import numpy as np", "import numpy as np\nimport not_there_at_all", "not_there_at_all"),
        ("import numpy as np", "import numpy as np\n1 / 0", "ZeroDivisionError"),
        ("import numpy as np", "import numpy as np\ndef f(:", r"(?s)cannot be loaded.*invalid syntax"),
        ("class TestOnes", "class Ones", "ones add up to 0"),
    ],
)
def test_a_mistake_of_an_author_is_a_sentence_that_names_it(collect, old, new, words):
    assert old in courses.CHECKS
    with pytest.raises(CourseError, match=words):
        collect(checks=courses.CHECKS.replace(old, new, 1))


@pytest.mark.parametrize("seed", ["", "SEED = 'x'", "SEED = None", "SEED = 1.5"])
def test_hidden_checks_need_a_seed_of_their_own(collect, seed):
    with pytest.raises(CourseError, match="hidden checks need a whole number SEED"):
        collect(hidden=courses.HIDDEN_CHECKS.replace("SEED = 99", seed))


def test_hidden_points_are_held_to_the_settings_too(collect):
    with pytest.raises(CourseError, match=r"the hidden checks of double add up to 5 points, .* points\.hidden = 4"):
        collect(hidden=courses.HIDDEN_CHECKS.replace("@points(4)", "@points(5)"))


def test_a_check_over_examples_cannot_be_run_by_a_bare_pytest(collect):
    check = next(c for c in collect() if c.property)
    with pytest.raises(TypeError, match="grader grade"):
        check.item.obj()


def test_somebodys_own_pytest_settings_and_conftest_change_nothing(collect, tmp_path):
    (tmp_path / "conftest.py").write_text("raise RuntimeError('not for the checks')\n")
    (tmp_path / "pytest.ini").write_text("[pytest]\npython_functions = nothing_*\n")
    assert len(collect()) == 6
