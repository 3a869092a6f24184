"""Rows and people: paired by what is one person's alone, and never twice."""

from hypothesis import given
from hypothesis import strategies as st

from grader.classroom import Person
from grader.reports.exports.pairing import number_on, pair, tell_of
from tests.grader.reports.exports.classes import MEI, ungradable

MARKS = st.lists(st.lists(st.sampled_from(["", "a", "b", "c"]), max_size=2), max_size=4)


def test_the_surer_sign_goes_before_the_other():
    numbers = ([["1"], ["2"]], [["2"], [""]])
    addresses = ([["a@x"], ["b@x"]], [["a@x"], ["b@x"]])
    assert pair([numbers, addresses]) == {1: 0}


def test_a_mark_that_two_share_pairs_nobody():
    assert pair([([["a"], ["a"]], [["a"]])]) == {}
    assert pair([([["a"]], [["a"], ["a"]])]) == {}


def test_an_empty_mark_pairs_nobody():
    assert pair([([[""]], [[""]])]) == {}


@given(st.lists(st.tuples(MARKS, MARKS), max_size=3))
def test_nobody_has_two_rows_and_every_pair_shares_a_mark(signs):
    shortest_rows = min((len(rows) for rows, _ in signs), default=0)
    shortest_people = min((len(people) for _, people in signs), default=0)
    signs = [(rows[:shortest_rows], people[:shortest_people]) for rows, people in signs]
    paired = pair(signs)
    assert len(set(paired.values())) == len(paired)
    assert all(any(set(rows[r]) & set(people[p]) - {""} for rows, people in signs) for r, p in paired.items())


def test_a_number_of_another_platform_is_not_taken():
    person = Person(key="canvas:7", name="Mei", user_id="7")
    assert number_on("canvas", person) == "7"
    assert number_on("moodle", person) == ""
    assert number_on("moodle", Person(key="roster:20-417", name="Mei", user_id="7")) == "7"


def test_of_many_students_ten_are_named():
    (student,) = ungradable().students
    told: list[str] = []
    tell_of([], "{who} are missing.", told.append)
    tell_of([student] * 12, "{who} are missing.", told.append)
    names = ", ".join([MEI.name] * 10)
    assert told == [f"12 students ({names} and 2 more) are missing."]
