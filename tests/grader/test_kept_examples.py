"""Examples that are kept between runs: the same ones, or none."""

import copy
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader import plugin
from grader.assignment import load_course
from grader.kept_examples import FOLDER, KeptExamples
from grader.session import GradingSession
from grader.version import version_of
from tests.conftest import Lent
from tests.grader import courses
from tests.grader.test_rooms import MODULES, imports
from tests.grader.test_session import hand_in

PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63 - 1) | st.floats() | st.text(st.characters(codec="utf-8")),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)
EXAMPLES = [{"m": 3, "rate": 0.05, "dims": [2, 1]}, {"m": 1, "rate": math.inf, "dims": []}]
NAMES = ["m", "rate", "dims"]


def kept(folder, version="one"):
    return KeptExamples(folder, {"tiny": version})


def keep(folder, examples):
    writing = kept(folder)
    writing.put("tiny", "a check", examples)
    writing.close()


@given(values=st.lists(PLAIN, max_size=4))
def test_plain_values_come_back_to_the_last_bit_and_in_their_kinds(tmp_path_factory, values):
    folder = tmp_path_factory.mktemp("kept")
    keep(folder, [{"x": value} for value in values])
    assert repr(kept(folder).get("tiny", "a check", ["x"])) == repr([{"x": value} for value in values])


@pytest.mark.parametrize("value", [(1, 2), {1: 2}, b"bytes", 2**70, "\udc80", object(), [(1,)], True + 0j])
def test_what_would_come_back_as_something_else_is_not_kept(tmp_path, value):
    keep(tmp_path, [{"x": value}])
    assert kept(tmp_path).get("tiny", "a check", ["x"]) is None


def test_what_was_drawn_for_another_version_check_or_other_names_is_not_given(tmp_path):
    keep(tmp_path, EXAMPLES)
    assert kept(tmp_path).get("tiny", "a check", NAMES) == EXAMPLES
    assert kept(tmp_path, "two").get("tiny", "a check", NAMES) is None
    assert kept(tmp_path).get("tiny", "another", NAMES) is None
    assert kept(tmp_path).get("tiny", "a check", ["m"]) is None


def test_who_changes_an_example_changes_it_for_nobody_else(tmp_path):
    mine = copy.deepcopy(EXAMPLES)
    writing = kept(tmp_path)
    writing.put("tiny", "a check", mine)
    mine[0]["dims"].append(7)
    writing.close()
    reading = kept(tmp_path)
    reading.get("tiny", "a check", NAMES)[0]["dims"].append(7)
    assert reading.get("tiny", "a check", NAMES) == EXAMPLES


@given(data=st.data())
def test_a_damaged_file_is_as_good_as_none(tmp_path_factory, data):
    folder = tmp_path_factory.mktemp("kept")
    keep(folder, EXAMPLES)
    [path] = folder.glob("*.examples")
    whole = path.read_bytes()
    at = data.draw(st.integers(0, len(whole) - 1))
    path.write_bytes(whole[:at] + data.draw(st.binary(max_size=8)) + whole[at + data.draw(st.integers(0, 8)) :])
    assert kept(folder).get("tiny", "a check", NAMES) in (None, EXAMPLES)
    path.write_bytes(data.draw(st.binary(max_size=100)))
    assert kept(folder).get("tiny", "a check", NAMES) is None


def test_a_folder_that_cannot_be_written_costs_nothing_but_the_keeping(tmp_path):
    (tmp_path / "file").write_text("in its place")
    keep(tmp_path / "file", EXAMPLES)
    assert kept(tmp_path / "file").get("tiny", "a check", NAMES) is None


def test_the_second_run_draws_nothing_and_grades_the_same(sandbox, tmp_path, monkeypatch):
    course = load_course(courses.build(tmp_path / "course"))
    handed_in = hand_in(tmp_path / "student", courses.written(ones="return np.ones((columns, rows))"), course)
    drawn, draw = [], plugin.draw
    monkeypatch.setattr(plugin, "draw", lambda prop, seed: drawn.append(seed) or draw(prop, seed))
    grades = []
    for _ in range(2):
        examples = KeptExamples(course.root / FOLDER, {a.slug: version_of(a).key for a in course.assignments})
        with GradingSession(course, course.assignments, Lent(sandbox), remembers=False, kept=examples) as session:
            grades.append(session.grade(handed_in))
        drawn.append("closed")
    assert grades[0].assignments == grades[1].assignments
    assert drawn[-2:] == ["closed", "closed"]
    assert len(drawn) > 2
    assert (course.root / FOLDER / ".gitignore").read_text() == "*\n"


def test_only_those_commands_keep_examples_by_which_people_grade_their_own_work():
    """Elsewhere a grade counts, and whoever can write to a folder could choose what it is made on."""
    passed_on = {"plugin", "runner", "session"}
    users = {name for name in MODULES if "kept_examples" in imports(name)}
    assert users == passed_on | {"cli.grading", "watching.watch"}
