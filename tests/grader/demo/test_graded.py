"""A made-up class that is graded as a real one comes out as it was planned, in every layout."""

import pytest

from grader.demo import LAYOUTS
from tests.grader.batch.classes import HereEngine
from tests.grader.demo.classes import course_with_answers
from tests.grader.demo.rehearse import Rehearsal


@pytest.mark.parametrize("layout", LAYOUTS)
def test_everybody_gets_the_points_that_the_plan_says_and_nobody_is_lost(layout, tmp_path):
    course = course_with_answers(tmp_path / "course")
    found, tally = Rehearsal(course, tmp_path, HereEngine()).layout(layout, students=14, seed=1)
    assert found == []
    assert tally.done == tally.whole > 10
