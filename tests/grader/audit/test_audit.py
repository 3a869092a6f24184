"""The audit, whole: real sessions in processes of their own examine a small course."""

import subprocess
import sys

import pytest

from grader.assignment import load_course
from grader.audit.conduct import audit
from grader.certificate import faults, from_json
from grader.errors import CourseError
from tests.grader import courses


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    return courses.build(
        tmp_path_factory.mktemp("audited"),
        misconceptions=courses.MISCONCEPTIONS,
        alternatives=courses.ALTERNATIVES,
    )


def exercises(certificate):
    return {exercise.name: exercise for exercise in certificate.exercises}


def test_everything_is_tried_and_counted(root):
    course = load_course(root)
    told = []
    found = exercises(audit(course, course.assignments, progress=lambda done, whole: told.append((done, whole))))
    double = found["double"]
    assert (double.misconceptions, double.caught, double.explained) == (5, 5, 5)
    assert (found["total"].alternatives, found["total"].accepted) == (1, 1)
    assert all(exercise.idle == () for exercise in found.values())
    assert found["double"].spread[0] == "squared (in total)"  # the hidden check of total trusts the student's double
    assert found["total"].spread == found["ones"].spread == ()
    assert double.killed == double.mutants > 0
    assert told[0][0] == 0
    assert told[-1][0] == told[-1][1] == 7 + 2 + sum(exercise.mutants for exercise in found.values())


def test_the_published_examples_alone_let_mistakes_slip_through(root):
    course = load_course(root)
    reduced = exercises(audit(course, course.assignments, examples_only=True))
    assert reduced["double"].slipped == ("counted",)
    assert reduced["double"].checks == 1
    assert reduced["total"].slipped == ("mean",)
    assert reduced["ones"].checks == 0


def test_a_check_that_nothing_fails_is_idle_and_a_right_answer_that_is_refused_is_named(tmp_path):
    checks = courses.CHECKS.replace(
        'assert_close(student.double(x), 2 * x, name="y")', "assert student.double(x) is not None"
    )
    alternative = '@alternative("double")\ndef wrong(x):\n    return 3 * x\n'
    answers = '@misconception("double", "No.")\ndef off(x):\n    return 5 * x\n'
    course = load_course(courses.build(tmp_path, checks=checks, misconceptions=answers, alternatives=alternative))
    certificate = audit(course, course.assignments)
    double = exercises(certificate)["double"]
    assert [name.split("::")[-1] for name in double.idle] == ["test_any_array"]
    assert double.rejected[0].startswith("wrong (")
    assert any("is right and loses marks" in sentence for sentence in faults(certificate))


def test_without_a_solution_it_is_said_that_an_audit_needs_one(tmp_path):
    course = load_course(courses.build(tmp_path, hidden=None))
    with pytest.raises(CourseError, match="There is no solution of tiny here: an audit needs solutions/"):
        audit(course, course.assignments)


def test_a_solution_that_does_not_get_full_marks_ends_the_audit(tmp_path):
    course = load_course(courses.build(tmp_path))
    course.assignments[0].solution.write_text(courses.written(double="return 3 * x"))
    with pytest.raises(CourseError, match="The solution of tiny does not get full marks: double"):
        audit(course, course.assignments)


def test_an_entry_on_file_for_an_exercise_that_is_not_there_is_stale(tmp_path):
    entry = '[[equivalent]]\nexercise = "halve"\nbefore = "x"\nafter = "y"\nreason = "z"\n'
    course = load_course(courses.build(tmp_path, mutants=entry))
    with pytest.raises(CourseError, match="the entry for `y` in halve is stale"):
        audit(course, course.assignments)


def test_the_command_writes_the_certificate_and_its_exit_code_says_whether_all_is_well(root, tmp_path):
    def run(*options):
        command = [
            sys.executable,
            "-c",
            "from grader.cli import main; main()",
            "audit",
            "--course",
            str(root),
            "--reports",
            str(tmp_path),
            *options,
        ]
        return subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path)

    first = run("--json", "certificate.json")
    assert first.returncode == 1, first.stderr
    assert "a mutant survives" in first.stdout or "idle" in first.stdout
    certificate = from_json((tmp_path / "certificate.json").read_bytes())
    assert exercises(certificate)["double"].caught == 5
    page = (tmp_path / "certificate.html").read_text()
    assert "Certificate of" in page
    (tmp_path / "none.json").write_text("{}")
    wrong = run("--against", "none.json")
    assert wrong.returncode == 2
    assert "none.json: This is not a certificate" in wrong.stderr
