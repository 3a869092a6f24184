"""The workload is a course as any other, and its submissions deserve the points that they are said to."""

import pytest

from benchmarks.workload import DRAWN_BY, HANGING, SUBMISSIONS, build_course
from benchmarks.workload.bodies import EXAMPLES, EXERCISES, LAST_SEED, POINTS
from benchmarks.workload.strategies import LAST_SEED as SAME_LAST_SEED
from benchmarks.workload.submissions import ENDLESS, LOSES, RIGHT, SOLUTION, WRONG, WRONG_EVERY, handin
from grader.session import GradingSession

FIRST_WRONG = [handin for handin in SUBMISSIONS if sum(handin.scores.values()) < 20]
FULL = {exercise: sum(POINTS.values()) for exercise in EXERCISES}


def test_the_course_has_an_assignment_for_each_way_of_drawing_with_the_same_checks(tmp_path):
    course = build_course(tmp_path)
    assert [assignment.slug for assignment in course.assignments] == list(DRAWN_BY)
    with GradingSession(course, course.assignments) as session:
        for assignment in course.assignments:
            checks = [check for check in session.checks if check.assignment is assignment]
            assert len(checks) == len(EXERCISES) * len(POINTS)
            assert [check.property.examples for check in checks if check.property] == [EXAMPLES] * len(EXERCISES)


@pytest.mark.parametrize("drawn_by", DRAWN_BY)
def test_each_kind_of_submission_gets_what_it_deserves(ours, drawn_by):
    handins = [SUBMISSIONS[0], *FIRST_WRONG]
    run = ours.grade(drawn_by, handins)
    assert run.scores == {handin.name: handin.scores for handin in handins}


@pytest.mark.parametrize("style", range(1, max(map(len, RIGHT.values()))))
def test_every_style_of_a_right_answer_is_right(ours, style):
    styled = handin(style, {name: bodies[style % len(bodies)] for name, bodies in RIGHT.items()}, {})
    assert ours.grade("numpy", [styled]).scores == {styled.name: FULL}


def test_the_solution_gets_all_points(ours):
    solution = SUBMISSIONS[0]._replace(text=SOLUTION)
    assert ours.grade("hypothesis", [solution]).scores == {solution.name: FULL}


def test_submissions_are_distinct_and_a_fifth_of_them_is_wrong_in_one_exercise():
    assert (
        len({handin.text for handin in SUBMISSIONS}) == len({handin.name for handin in SUBMISSIONS}) == len(SUBMISSIONS)
    )
    assert len(FIRST_WRONG) == len(range(1, len(SUBMISSIONS), WRONG_EVERY))
    assert len({min(handin.scores, key=handin.scores.get) for handin in FIRST_WRONG}) == len(WRONG) == len(LOSES)
    assert all(sum(points < 4 for points in handin.scores.values()) == 1 for handin in FIRST_WRONG)


def test_no_submission_of_the_timed_set_hangs_and_one_beside_it_does():
    loop = ENDLESS.splitlines()[0]
    assert not any(loop in handin.text for handin in SUBMISSIONS)
    assert [loop in handin.text for handin in HANGING] == [False, True, False]


def test_the_file_that_lies_beside_a_graders_tests_repeats_the_last_seed():
    assert LAST_SEED == SAME_LAST_SEED
