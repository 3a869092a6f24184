"""The people of a class: each one's own number, login and folder, whatever their names are."""

from collections import Counter
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.demo.enrolment import enrol
from grader.demo.people import draw_people
from grader.demo.plan import StudentKind
from grader.errors import GraderError


@given(count=st.integers(1, 300), seed=st.integers())
def test_nobody_shares_a_number_a_login_or_a_folder(count, seed):
    people = draw_people(Random(seed), count)
    for attribute in ("number", "student_id", "login", "email", "folder"):
        assert len({getattr(person, attribute) for person in people}) == count
    assert all(person.login.isascii() and person.login.isalnum() for person in people)
    assert not any(set('/\\:*?"<>|_.') & set(person.folder) for person in people)


def test_a_class_has_namesakes_and_a_formula_and_names_of_one_word_and_of_many_scripts():
    names = Counter(person.name for person in draw_people(Random(3), 300))
    assert sorted(names.values())[-2:] == [1, 2]
    assert {"=1+1 Ng", "Suharto"} <= set(names)
    for character in "王Ю김ة'-ß":
        assert any(character in name for name in names), character


def test_a_large_class_still_has_names_for_all():
    assert len({person.folder for person in draw_people(Random(0), 5000)}) == 5000


@pytest.mark.parametrize("count", [-1, 0, 100_001])
def test_a_class_of_no_possible_size_is_refused(count):
    with pytest.raises(GraderError, match=f"from 1 to 100000 students, and not {count}"):
        draw_people(Random(0), count)


@given(count=st.integers(1, 200), seed=st.integers(), groups=st.booleans())
def test_everybody_hands_in_once_or_is_absent(count, seed, groups):
    enrolment = enrol(Random(seed), count, groups=groups)
    people = [person for group in enrolment.groups for person in group] + enrolment.absent
    assert Counter(people) == Counter(enrolment.kinds.keys())
    assert len(enrolment.listed) == count - len(enrolment.unlisted)
    assert any(len(group) > 1 for group in enrolment.groups) == (groups and count >= 8)


def test_all_kinds_are_there_in_a_class_of_eight():
    assert set(enrol(Random(0), 8, groups=True).kinds.values()) == set(StudentKind)
