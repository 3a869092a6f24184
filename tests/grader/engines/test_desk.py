"""A desk judges by the very version that a job asks for, or says what is different."""

import pytest

from grader.assignment import load_course
from grader.engines.desk import COURSE_VARIABLE, Job, close_desk, course_folder, judge
from grader.errors import CourseError
from grader.submission import read_source
from grader.version import version_of
from tests.grader import courses


@pytest.fixture
def root(tmp_path):
    close_desk()  # one that another test has left open may be for this very version
    yield courses.build(tmp_path / "course")
    close_desk()


def job(root, text=courses.SOLUTION, **more):
    (assignment,) = load_course(root).assignments
    path = root / "handed_in.py"
    path.write_text(text)
    source = read_source(path, assignment) if text else None
    made = {"root": str(root), "slugs": ("tiny",), "digest": "d", "version": version_of(assignment), "source": source}
    return Job(**(made | more))


def test_it_judges_by_the_course_as_it_is_now(root):
    assert (judge(job(root)).result.score, judge(job(root, "")).result.score) == (17, 0)
    checks = root / "assignments" / "tiny" / "checks.py"
    checks.write_text(checks.read_text().replace("2 * x, name", "3 * x, name"))
    assert judge(job(root)).result.score == 15


def test_another_version_than_the_one_that_is_here_is_refused(root):
    asked = job(root)
    golden = root / "assignments" / "tiny" / "golden.json"
    golden.write_text(golden.read_text() + "\n")
    with pytest.raises(CourseError, match="different are the golden values"):
        judge(asked)


def test_an_assignment_that_is_not_here_is_refused(root):
    asked = job(root)
    elsewhere = type(asked.version)(slug="other", parts=asked.version.parts)
    with pytest.raises(CourseError, match="has no assignment 'other'"):
        judge(job(root, version=elsewhere))


def test_the_environment_says_where_the_course_is(root, monkeypatch, tmp_path):
    assert course_folder(str(root)) == root
    monkeypatch.setenv(COURSE_VARIABLE, str(tmp_path))
    assert course_folder(str(root)) == tmp_path
    monkeypatch.delenv(COURSE_VARIABLE)
    monkeypatch.chdir(root / "assignments")
    assert course_folder("/nowhere") == root
