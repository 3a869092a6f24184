"""What a class is worth, beside what grading makes of the same answers in students' own files."""

import pytest

from grader.assignment import load_course
from grader.demo import Plan, PlannedAnswer, PlannedStudent, Worth, intended_points
from grader.demo.material import Material, settled
from grader.demo.plan import STUB, Answered, StudentKind
from grader.errors import CourseError
from grader.session import GradingSession
from grader.submission import read_submission
from tests.conftest import COURSE, Lent

SOLVED = PlannedAnswer(Answered.SOLUTION)


def plan_of(**work):
    student = PlannedStudent(key="folder:a", name="a", roster=True, work=work, kind=StudentKind.ORDINARY)
    return Plan("folders", 0, [student])


def worth_of(course, session, **work):
    return intended_points(course, plan_of(**work), session)["folder:a"]


def test_right_answers_are_worth_all_and_wrong_ones_what_they_get_and_others_nothing(answered, answered_session):
    double, total, ones = (
        PlannedAnswer(Answered.MISCONCEPTION, "counted"),
        PlannedAnswer(Answered.ALTERNATIVE, "in_a_loop"),
        PlannedAnswer(Answered.HOSTILE, "forks"),
    )
    assert worth_of(answered, answered_session, tiny={"double": double, "total": total, "ones": ones})["tiny"] == {
        "double": Worth(1, "counted"),
        "total": Worth(5),
        "ones": Worth(0),
    }
    assert worth_of(answered, answered_session, tiny={"ones": SOLVED, "total": STUB})["tiny"] == {
        "ones": Worth(5),
        "total": Worth(0),
    }


def test_a_plan_of_another_course_is_refused(answered, answered_session):
    unknown = PlannedAnswer(Answered.MISCONCEPTION, "of_old")
    for slug in ("tiny", "huge"):
        with pytest.raises(CourseError, match=f"here {slug} has no misconception 'of_old' of double"):
            worth_of(answered, answered_session, **{slug: {"double": unknown}})


def test_mistakes_of_the_real_course_in_one_file_are_worth_what_each_is_worth_alone(sandbox, tmp_path):
    course = load_course(COURSE)
    [assignment] = course.select("initialization")
    material = Material(assignment)
    with GradingSession(course, [assignment], Lent(sandbox)) as session:
        for number in (0, 7, 15):
            answers = settled(material, {name: material.wrong[name][number] for name in material.exercises})
            worth = worth_of(course, session, initialization=answers)["initialization"]
            (tmp_path / "initialization.py").write_text(material.text(answers))
            [result] = session.grade(read_submission(tmp_path, [assignment])).assignments
            found = {e.name: (e.score, e.diagnosis.misconception if e.diagnosis else "") for e in result.exercises}
            assert found == {name: (one.points, one.misconception) for name, one in worth.items()}
            assert [one.misconception for one in worth.values()] == [answer.name for answer in answers.values()]
