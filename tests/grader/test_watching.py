"""What was saved is graded again, and nothing else is: in one session, until the course itself changes."""

import json
import os
import resource
import subprocess
import sys
from typing import ClassVar

import pytest

from grader.assignment import load_course
from grader.errors import CourseError, SubmissionError
from grader.model import Status
from grader.session import GradingSession
from grader.submission import read_submission
from grader.watching import Away, CourseBroken, CourseChanged, Watch, saves, watch
from grader.watching.files import course_files, submission_files
from tests.grader import courses
from tests.grader.sandbox.processes import alive, children, eventually

BROKEN = courses.SOLUTION.replace("np.ones((rows, columns))", "np.ones((rows, columns)")
NO_ONES = courses.written(ones="return None")


class Counting(GradingSession):
    """A session that tells how many of its kind there were, and for which assignments a grade was asked."""

    opened = 0
    asked_for: ClassVar[list[list[str]]] = []

    def __init__(self, *arguments, **more):
        Counting.opened += 1
        super().__init__(*arguments, **more)

    def grade(self, submission, *more):
        Counting.asked_for.append(list(submission.sources))
        return super().grade(submission, *more)


class Desk:
    """A course of two assignments, a student's folder, and what watches it."""

    def __init__(self, root):
        self.root = courses.build(root)
        courses.build(root, slug="other", settings=courses.SETTINGS.replace("Tiny", "Other"))
        self.folder = root / "student"
        self.folder.mkdir()
        self.save("tiny", courses.SOLUTION)
        self.save("other", courses.SOLUTION)
        self.watch = Watch(self.folder, root)

    def save(self, slug, text, name=None):
        """Write beside the file, and take its place: what editors do."""
        part = self.folder / ".saving"
        part.write_text(text, encoding="utf-8")
        part.replace(self.folder / (name or f"{slug}.py"))

    def look(self):
        return list(self.watch.look())

    def settled(self):
        """The grade of two right files, whatever there was before."""
        for file in self.folder.iterdir():
            file.unlink()
        self.save("tiny", courses.SOLUTION)
        self.save("other", courses.SOLUTION)
        self.look()
        return self

    def score(self):
        """The score after the one grade that a look gives."""
        (news,) = self.look()
        return news.after.score


@pytest.fixture(scope="module")
def opened(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(watch, "GradingSession", Counting)
        desk = Desk(tmp_path_factory.mktemp("watched"))
        with desk.watch:
            desk.first = desk.look()
            yield desk


@pytest.fixture
def desk(opened):
    return opened.settled()


def test_the_first_look_grades_everything_and_the_next_one_has_nothing_to_tell(opened):
    (news,) = opened.first
    assert (news.before, news.after.score, news.after.points) == (None, 34, 34)
    opened.settled()
    assert opened.look() == []


def test_a_save_gives_the_grade_told_last_and_the_new_one(desk):
    desk.save("tiny", NO_ONES)
    (worse,) = desk.look()
    assert (worse.before.score, worse.after.score) == (34, 29)
    desk.save("tiny", courses.SOLUTION)
    (better,) = desk.look()
    assert (better.before, better.after.score) == (worse.after, 34)


def test_only_what_was_saved_is_graded_again(desk):
    Counting.asked_for.clear()
    for text in (NO_ONES, courses.SOLUTION, BROKEN):
        desk.save("other", text)
        desk.look()
    desk.look()
    assert Counting.asked_for == [["other"]] * 3


def test_any_number_of_saves_opens_no_second_session_and_starts_no_second_server(desk):
    sessions, running = Counting.opened, children(os.getpid())
    for number in range(12):
        desk.save("tiny", courses.SOLUTION + "\n" * number)
        desk.save("other", NO_ONES if number % 2 else courses.SOLUTION)
        desk.look()
    assert Counting.opened == sessions
    assert eventually(lambda: children(os.getpid()) <= running)


def test_what_is_put_together_save_by_save_is_what_grading_it_all_at_once_gives(desk):
    course = load_course(desk.root)
    with GradingSession(course, course.assignments) as session:
        for slug, text in [("tiny", NO_ONES), ("other", BROKEN), ("tiny", courses.STUB), ("other", courses.SOLUTION)]:
            desk.save(slug, text)
            (news,) = desk.look()
            at_once = session.grade(read_submission(desk.folder, course.assignments))
            assert news.after.without_times() == at_once.without_times()


def test_a_save_that_changes_nothing_is_told_and_grades_nothing(desk):
    Counting.asked_for.clear()
    desk.save("tiny", courses.SOLUTION)
    (news,) = desk.look()
    assert news.before.without_times() == news.after.without_times()
    assert Counting.asked_for == []


def test_what_is_not_python_costs_its_own_function_until_it_is_mended(desk):
    desk.save("tiny", BROKEN)
    (news,) = desk.look()
    exercises = next(a for a in news.after.assignments if a.slug == "tiny").exercises
    assert [e.status for e in exercises] == [Status.PASSED, Status.PASSED, Status.RAISED]
    assert exercises[2].message.startswith("Python cannot read this function: tiny.py, line")
    desk.save("tiny", courses.SOLUTION)
    assert desk.score() == 34


def test_a_file_that_went_away_keeps_its_points_and_is_waited_for(desk):
    (desk.folder / "tiny.py").unlink()
    assert desk.look() == [Away("tiny.py is not there.")]
    assert desk.look() == []
    desk.save("other", NO_ONES)
    assert desk.score() == 29
    desk.save("tiny", courses.SOLUTION)
    assert desk.score() == 29


def test_a_notebook_that_is_half_written_keeps_its_points_and_is_waited_for(desk):
    cell = {"cell_type": "code", "source": courses.SOLUTION, "metadata": {}, "outputs": [], "execution_count": None}
    whole = json.dumps({"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5})
    (desk.folder / "tiny.py").unlink()
    desk.save("tiny", whole, "tiny.ipynb")
    assert desk.score() == 34
    for _ in range(2):
        desk.save("tiny", whole[: len(whole) // 2], "tiny.ipynb")
        (news,) = desk.look()
        assert isinstance(news, Away)
        assert news.sentence.startswith("tiny.ipynb")
    desk.save("tiny", whole.replace("2 * x", "3 * x"), "tiny.ipynb")
    assert desk.score() < 34


def test_a_file_of_nobodys_is_said_in_the_notes_and_grades_nothing(desk):
    Counting.asked_for.clear()
    desk.save("", "x = 1\n", "poem.py")
    (news,) = desk.look()
    assert (Counting.asked_for, news.after.score) == ([], 34)
    assert any(note.startswith("poem.py was left aside") for note in news.after.notes)


def test_the_folders_to_watch_are_those_that_files_that_matter_lie_in(desk):
    known = {desk.folder, *(desk.root / part for part in ("assignments/lib", "assignments/tiny", "solutions/other"))}
    assert desk.watch.folders() >= known
    assert desk.root not in desk.watch.folders()


def test_a_course_that_changes_is_opened_anew_and_one_that_breaks_is_waited_for(tmp_path):
    root = courses.build(tmp_path)
    file = tmp_path / "tiny.py"
    file.write_text(NO_ONES, encoding="utf-8")
    settings = root / "assignments" / "tiny" / "assignment.toml"
    checks = settings.with_name("checks.py")
    running = children(os.getpid())
    with Watch(file, root, "tiny") as watching:
        assert [news.after.points for news in watching.look()] == [17]
        servers = children(os.getpid()) - running

        settings.write_text(courses.SETTINGS.replace("public = 5", "public = 6"), encoding="utf-8")
        checks.write_text(courses.CHECKS.replace("@points(5)", "@points(6)"), encoding="utf-8")
        changed, graded = watching.look()
        assert changed == CourseChanged(["the settings of tiny", "the public checks of tiny"])
        assert (graded.before.points, graded.after.points) == (17, 18)
        assert eventually(lambda: not alive(servers))

        os.utime(checks)
        assert list(watching.look()) == []

        checks.write_text(courses.CHECKS + "import nothing_of_this_name\n", encoding="utf-8")
        assert [type(news) for news in watching.look()] == [CourseChanged, CourseBroken]
        file.write_text(courses.SOLUTION, encoding="utf-8")
        assert list(watching.look()) == []

        checks.write_text(courses.CHECKS.replace("@points(5)", "@points(6)"), encoding="utf-8")
        _, graded = watching.look()
        assert (graded.before.score, graded.after.score) == (12, 18)
    assert eventually(lambda: children(os.getpid()) <= running)


def test_a_file_of_nobodys_and_a_missing_one_are_refused_at_the_first_look(tmp_path):
    root = courses.build(tmp_path)
    courses.build(tmp_path, slug="other")
    poem = tmp_path / "poem.py"
    poem.write_text("x = 1\n", encoding="utf-8")
    with Watch(poem, root) as watching:
        with pytest.raises(SubmissionError, match=r"poem\.py is not one of this course's assignments"):
            list(watching.look())
        poem.unlink()
        with pytest.raises(SubmissionError, match="cannot be opened"):
            list(watching.look())


def test_a_course_that_is_broken_from_the_start_is_refused(tmp_path):
    root = courses.build(tmp_path, checks="x = (\n")
    with pytest.raises(CourseError, match=r"checks\.py cannot be loaded"):
        Watch(tmp_path, root)


def test_the_files_of_a_submission_are_those_that_may_be_somebodys_work(tmp_path):
    for name in ("a.py", "in/b.ipynb", "c.zip", "checks.py", ".hidden.py", "a.py~", "lib/d.py", "venv/e.py", "f.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.touch()
    (tmp_path / "link.py").symlink_to(tmp_path / "a.py")
    assert set(submission_files(tmp_path)) == {tmp_path / name for name in ("a.py", "in/b.ipynb", "c.zip")}
    assert set(submission_files(tmp_path / "f.txt")) == {tmp_path / "f.txt"}
    assert submission_files(tmp_path / "nothing.py") == {}


def test_the_files_of_a_course_are_all_that_a_verdict_is_made_by(tmp_path):
    courses.build(tmp_path, misconceptions=courses.MISCONCEPTIONS)
    found = {str(path.relative_to(tmp_path)) for path in course_files(tmp_path)}
    assert found >= {"assignments/lib/__init__.py", "solutions/tiny/tiny.py", "solutions/tiny/misconceptions.py"}
    assert found >= {
        f"assignments/tiny/{name}" for name in ("assignment.toml", "checks.py", "golden.json", "given.txt")
    }
    assert "assignments/tiny/tiny.py" not in found


@pytest.mark.parametrize("how", ["in place", "by renaming"])
def test_a_save_leaves_another_stamp_than_before(tmp_path, how):
    file, part = tmp_path / "a.py", tmp_path / ".part"
    file.write_text("x = 1\n")
    before = submission_files(file)
    target = file if how == "in place" else part
    target.write_text("x = 22\n")
    target.replace(file)
    assert submission_files(file) != before


def test_there_is_a_look_after_a_save_and_in_a_folder_that_comes_later(tmp_path):
    first, second = tmp_path / "first", tmp_path / "second"
    first.mkdir()
    looks = saves(lambda: [first, second])
    next(looks)
    (first / "a.py").touch()
    next(looks)
    second.mkdir()
    next(looks)
    (second / "a.py").touch()
    next(looks)
    looks.close()


def test_where_the_system_watches_no_more_files_there_are_looks_all_the_same(tmp_path):
    code = f"""
import os, platform, resource
import watchfiles
from grader.watching.files import saves
platform.uname()
resource.setrlimit(resource.RLIMIT_NOFILE, (3, {resource.getrlimit(resource.RLIMIT_NOFILE)[1]}))
try:
    next(watchfiles.watch({str(tmp_path)!r}))
except RuntimeError as error:
    print(error)
looks = saves(lambda: [__import__("pathlib").Path({str(tmp_path)!r})])
print(next(looks), next(looks))
"""
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert "Too many open files" in ended.stdout
    assert ended.stdout.endswith("None None\n")
