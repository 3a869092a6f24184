"""A file's name and its assignment."""

import pytest

from grader.submission.matching import by_name, distance, is_helper


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("scaling.py", "scaling"),
        ("SCALING.PY", "scaling"),
        ("Scaling v2a.ipynb", "scaling"),
        ("scaling (1).ipynb", "scaling"),
        ("scaling - Copy (2).py", "scaling"),
        ("Copy of scaling.ipynb", "scaling"),
        ("scaling 副本.ipynb", "scaling"),
        ("scaling_final_FINAL.py", "scaling"),
        ("week1-scaling.py", "scaling"),
        ("02_scaling.py", "scaling"),
        ("Scaling layers.ipynb", "scaling"),
        ("init.py", "scaling"),
        ("Gradient+Checking+v1.ipynb", "gradient_checking"),
        ("GradientChecking.py", "gradient_checking"),
        ("gradient-checking.ipynb", "gradient_checking"),
        ("Optimization methods.ipynb", "optimization"),
        ("Optimization+methods.ipynb", "optimization"),
        ("Optimisation.py", "optimization"),
        ("OPTIMIZATION_v1b (3) - Copy.ipynb.txt", "optimization"),
        ("ｏｐｔｉｍｉｚａｔｉｏｎ.py", "optimization"),
    ],
)
def test_a_name_is_known_whatever_its_case_punctuation_and_version(assignments, name, slug):
    found = by_name(name, assignments)
    assert found is not None
    assert found.slug == slug
    assert distance(name, found) <= 1


def test_a_name_within_a_longer_one_is_known_but_less_near(assignments):
    found = by_name("alice_optimization_homework.py", assignments)
    assert found is not None
    assert found.slug == "optimization"
    assert distance("alice_optimization_homework.py", found) == 2


@pytest.mark.parametrize(
    "name", ["hello.py", "init_utils.py", "initial.py", "scaling_and_optimization.py", ".py", "", "1.py"]
)
def test_other_names_say_nothing(assignments, name):
    assert by_name(name, assignments) is None


@pytest.mark.parametrize(
    "name", ["init_utils.py", "testCases_v2.py", "testCases.py", "reg_utils_v3.py", "dnn_utils.py"]
)
def test_helpers_of_the_course_are_known_under_any_version(name):
    assert is_helper(name, ["init_utils.py", "testCases.py"])
    assert not is_helper("scaling.py", ["init_utils.py", "testCases.py"])


def test_the_bare_name_is_nearer_than_a_copy_of_it(assignments):
    names = ["scaling.py", "scaling (1).py", "my scaling.py", "hello.py"]
    assert [distance(name, assignments[0]) for name in names] == [0, 1, 2, 3]
