"""Mutants change one thing in a block, and those on file are found again."""

import pytest

from grader.assignment import load_course
from grader.audit.known import known_file, known_mutants
from grader.audit.mutants import mutants_of
from grader.errors import CourseError
from tests.grader import courses

CODE = '''\
def f(n, x):
    """Half of the first n, 2 at most."""
    given = n + 1
    ### START CODE HERE ###
    total = 0
    for i in range(n):
        if i < 3:
            total = total + x["v" + str(i)] / 2
    ### END CODE HERE ###
    return total + given
'''


def test_only_what_stands_in_a_block_is_changed():
    mutants = mutants_of("f", CODE)
    assert mutants
    for mutant in mutants:
        assert "given = n + 1" in mutant.text
        assert mutant.text.endswith("    return total + given\n")
        assert mutant.text != CODE
        compile(mutant.text, "mutant", "exec")


def test_each_change_is_there_once_and_its_diff_shows_the_lines_without_indentation():
    mutants = mutants_of("f", CODE)
    assert len({mutant.text for mutant in mutants}) == len(mutants)
    assert "- if i < 3:\n+ if i <= 3:" in [mutant.diff for mutant in mutants]


def test_what_python_answers_with_a_type_error_is_left_out():
    assert not any('"v" -' in m.text or '"v" /' in m.text or "<<" in m.text for m in mutants_of("f", CODE))


def test_without_a_block_the_whole_body_is_changed():
    bare = "def f(x):\n    return x + 1\n"
    assert "- return x + 1\n+ return x - 1" in [mutant.diff for mutant in mutants_of("f", bare)]


ENTRY = '[[{kind}]]\nexercise = "f"\nbefore = "if i < 3:"\nafter = "if i <= 3:"\nreason = "Because."\n'


def known(root, text):
    return load_course(courses.build(root, mutants=text)).assignments[0]


@pytest.mark.parametrize(("kind", "equivalent"), [("equivalent", True), ("survivor", False)])
def test_a_mutant_on_file_has_its_reason(tmp_path, kind, equivalent):
    mutant = next(m for m in mutants_of("f", CODE) if m.after == "if i <= 3:")
    survivor = known_mutants(known(tmp_path, ENTRY.format(kind=kind))).survivor_of(mutant)
    assert (survivor.reason, survivor.equivalent) == ("Because.", equivalent)


def test_an_entry_without_a_surviving_mutant_is_stale_and_an_error(tmp_path):
    assignment = known(tmp_path, ENTRY.format(kind="equivalent"))
    with pytest.raises(CourseError, match=r"mutants\.toml: the entry for `if i <= 3:` in f is stale"):
        known_mutants(assignment).hold_fresh([], known_file(assignment))


@pytest.mark.parametrize("text", ["[[", '[[equivalent]]\nexercise = "f"\n', "[[other]]\n"])
def test_a_file_that_is_not_right_is_named(tmp_path, text):
    with pytest.raises(CourseError, match=r"mutants\.toml is not right"):
        known_mutants(known(tmp_path, text))
