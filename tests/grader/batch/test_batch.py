"""A class is graded once, whatever is in it; what changes is graded again, and policies change nothing but the sums."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from grader.batch import conduct
from grader.batch.together import UNGRADED, for_students
from grader.classroom import Person
from grader.downloads import read_download
from grader.engines import Crew
from grader.engines.desk import judge
from grader.errors import CourseError, SandboxError
from grader.model import Status
from tests.grader import courses
from tests.grader.batch.classes import ANSWERS, SCORES, Desk, HereEngine, write_class
from tests.grader.gradebook.books import dump

POLICY = "\n[policy]\ndue = 2026-01-01T12:00:00Z\npercent_per_late_day = 50\n"


@pytest.fixture
def desk(tmp_path):
    return Desk(tmp_path)


def run(desk, roster=None, crew=None):
    with desk.setting(crew) as setting:
        download = read_download(desk.submissions, setting.course.assignments)
        return conduct.batch(setting, download, roster, lambda _: None, desk.tally)


def scores(result):
    return {student.person.name: int(student.score) for student in result.students}


def test_everybody_gets_what_their_work_is_worth(desk):
    write_class(desk.submissions)
    (desk.submissions / "gone").mkdir()

    result = run(desk)

    assert scores(result) == SCORES | {"gone": 0}
    assert desk.tally.faults == []
    assert desk.tally.done == desk.tally.whole == 7
    assert [s.person.name for s in result.students if not s.handed_in] == ["gone"]
    (gone,) = (s for s in result.students if s.person.name == "gone")
    assert gone.grade.notes
    assert gone.grade.assignments[0].exercises[0].status is Status.NOT_ATTEMPTED


def test_what_is_said_of_a_download_is_still_said_when_the_pages_are_written_again(desk):
    write_class(desk.submissions, {"anna": courses.SOLUTION})
    (desk.submissions / "a link.py").symlink_to("anna/tiny.py")
    (desk.submissions / "Anna").mkdir()
    result = run(desk)
    assert any("are called" in note for note in result.notes)
    with desk.setting() as setting:
        assert conduct.results(setting) == result


def test_equal_work_is_graded_once_and_a_second_run_grades_nothing(desk):
    write_class(desk.submissions)
    first = run(desk)
    assert desk.tally.graded == len(set(ANSWERS.values())) + 1
    before = dump(desk.book)

    second = run(desk)
    assert desk.tally.graded == 0
    assert dump(desk.book) == before
    assert second.students == first.students


def test_what_is_handed_in_anew_counts_and_is_all_that_is_graded(desk):
    write_class(desk.submissions)
    run(desk)
    write_class(desk.submissions, {"ben": courses.SOLUTION})

    result = run(desk)

    assert desk.tally.graded == 0  # it is Anna's, letter for letter
    assert scores(result) == SCORES | {"ben": 17}
    (ben,) = (s for s in result.students if s.person.name == "ben")
    assert (ben.settled[0].attempt, ben.settled[0].attempts) == (2, 2)


def test_of_several_attempts_the_best_counts_where_the_assignment_says_so(desk):
    desk.change("assignments/tiny/assignment.toml", "\n[limits]", '\n[policy]\ncounts = "best"\n\n[limits]')
    write_class(desk.submissions, {"anna": courses.SOLUTION})
    run(desk)
    write_class(desk.submissions, {"anna": courses.STUB})
    assert scores(run(desk)) == {"anna": 17}


def test_a_policy_that_changes_regrades_nothing_and_has_a_line_of_its_own(desk):
    write_class(desk.submissions / "anna", {"attempt 1": courses.SOLUTION})
    roster = [Person(key="roster:1", name="Anna"), Person(key="roster:2", name="Zoe")]
    assert scores(run(desk, roster)) == {"Anna": 17, "Zoe": 0}

    desk.change("assignments/tiny/assignment.toml", "\n[limits]", "\n[policy]\nattempts = 1\n\n[limits]")
    write_class(desk.submissions / "anna", {"attempt 2": courses.STUB})
    result = run(desk)

    assert desk.tally.graded == 1
    (line,) = result.students[0].settled[0].adjustments
    assert "1" in line.text
    assert line.points == Decimal(0)
    assert scores(result) == {"Anna": 17, "Zoe": 0}


def test_the_roster_says_who_is_missing_and_who_is_not_on_it(desk):
    write_class(desk.submissions, {"anna": courses.SOLUTION, "ben": courses.STUB})
    roster = [Person(key="roster:1", name="Anna", email="anna@school"), Person(key="roster:2", name="Zoe")]

    result = run(desk, roster)

    assert scores(result) == {"Anna": 17, "ben": 0, "Zoe": 0}
    anna = next(s.person for s in result.students if s.person.name == "Anna")
    assert anna.email == "anna@school"
    assert "1 student of the download matched to 1 on the roster." in result.notes
    assert any("Not on the roster" in note and "ben" in note for note in result.notes)
    assert any("handed in nothing" in note and "Zoe" in note for note in result.notes)
    assert scores(run(desk)) == scores(result)  # the roster is kept


def test_hidden_detail_is_kept_from_students_until_its_date_and_not_from_the_instructor(desk):
    when = "\n[policy]\nhidden_detail_from = 2026-06-01T00:00:00Z\n\n[limits]"
    desk.change("assignments/tiny/assignment.toml", "\n[limits]", when)
    write_class(desk.submissions, {"ben": ANSWERS["ben"]})
    result = run(desk)
    with desk.setting() as setting:
        early, late = (
            for_students(result, setting.assignments, datetime(2026, month, 2, tzinfo=UTC)) for month in (5, 6)
        )
    secret = "A number that students have not seen."
    assert secret in str(result.students)
    assert secret not in str(early.students)
    assert late == result


class Unlucky:
    """Work that fails for one student, and is right for the others."""

    def __init__(self, error):
        self.error = error

    def __call__(self, job):
        if job.source and "x**2" in job.source.functions.get("double", job.source.functions["total"]).text:
            raise self.error
        return judge(job)


def test_what_could_not_be_graded_is_no_zero_and_is_tried_again(desk):
    answers = {name: ANSWERS[name] for name in ("anna", "ben", "cleo")}
    write_class(desk.submissions, answers)

    result = run(desk, crew=Crew(HereEngine(), Unlucky(SandboxError("No server."))))

    assert len(desk.tally.faults) == 1
    assert any("No server." in note for note in result.notes)
    ben = next(s for s in result.students if s.person.name == "ben")
    assert {exercise.status for exercise in ben.grade.assignments[0].exercises} == {Status.UNGRADABLE}
    assert ben.grade.assignments[0].exercises[0].message == UNGRADED
    assert ben.grade.points == 17
    assert scores(run(desk)) == {name: SCORES[name] for name in answers}
    assert desk.tally.graded == 1


def test_what_may_wait_is_begun_as_soon_as_it_has_been_read_and_each_file_comes_from_the_gradebook(desk):
    loop = courses.written(double="while x is None:\n    pass\nreturn 2 * x")
    write_class(desk.submissions, {name: ANSWERS[name] for name in ("anna", "ben", "dina", "emil")} | {"zoe": loop})
    begun = []

    def work(job):
        begun.append(job)
        return judge(job)

    assert scores(run(desk, crew=Crew(HereEngine(), work)))["zoe"] == 17
    assert len(begun) == 6
    (place,) = (number for number, job in enumerate(begun) if job.may_wait)
    assert place == 2  # two hand-ins are read for each job, and its is the fifth
    with desk.setting() as setting:
        assert all(setting.book.source(job.digest) == job.source for job in begun if job.source)


def test_a_course_that_is_broken_ends_the_run_and_what_was_graded_is_kept(desk):
    write_class(desk.submissions, {"anna": courses.SOLUTION, "ben": ANSWERS["ben"]})
    with pytest.raises(CourseError, match="Broken"):
        run(desk, crew=Crew(HereEngine(), Unlucky(CourseError("Broken."))))
    assert scores(run(desk)) == {"anna": 17, "ben": 7}
    assert desk.tally.graded == 1


def test_without_times_no_due_date_is_applied_and_the_class_is_told(desk):
    desk.change("assignments/tiny/assignment.toml", "\n[limits]", POLICY + "\n[limits]")
    write_class(desk.submissions, {"anna": courses.SOLUTION})
    result = run(desk)
    assert scores(result) == {"anna": 17}
    assert any("no due date was applied" in note for note in result.notes)
