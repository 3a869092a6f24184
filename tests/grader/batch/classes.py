"""Small classes for the tiny course, and an engine that grades them in the test's own process."""

import atexit
import contextlib
from collections.abc import Iterator
from concurrent.futures import Executor, Future
from pathlib import Path

from grader.assignment import load_course
from grader.batch.conduct import Setting
from grader.batch.tally import Tally
from grader.engines import Crew
from grader.engines.desk import close_desk
from grader.gradebook import Gradebook
from tests.grader import courses


class Here(Executor):
    """An executor that does each task when it is handed in."""

    def submit(self, work, /, *arguments, **keywords):
        future = Future()
        try:
            future.set_result(work(*arguments, **keywords))
        except Exception as error:  # noqa: BLE001 - as every executor does
            future.set_exception(error)
        return future


class HereEngine:
    """An engine without processes, whose one desk stays open for the next test: what it makes is the same."""

    window = 1

    @contextlib.contextmanager
    def open(self) -> Iterator[Executor]:
        yield Here()


atexit.register(close_desk)


ANSWERS = {
    "anna": courses.SOLUTION,
    "ben": courses.written(double="return x**2"),
    "cleo": courses.written(double="return x**2"),
    "dina": courses.STUB,
    "emil": courses.written(ones="return np.zeros((rows, columns))"),
    "finn": "this is not Python",
}
SCORES = {"anna": 17, "ben": 7, "cleo": 7, "dina": 0, "emil": 12, "finn": 0}


def write_class(folder: Path, answers: dict[str, str] = ANSWERS) -> Path:
    """A folder for each student, with the file that they hand in."""
    for name, text in answers.items():
        (folder / name).mkdir(parents=True, exist_ok=True)
        (folder / name / "tiny.py").write_text(text)
    return folder


class Desk:
    """A course, a class's folder and its gradebook, and runs on them."""

    def __init__(self, folder: Path, **course: str) -> None:
        self.root = courses.build(folder / "course", **course)
        self.submissions = folder / "submissions"
        self.folder = folder / "gradebook"
        self.book = self.folder / "gradebook.sqlite"
        self.tally = Tally(0)

    @contextlib.contextmanager
    def setting(self, crew: Crew | None = None, **more) -> Iterator[Setting]:
        course = load_course(self.root)
        self.tally = Tally(0)
        with Gradebook(self.book) as book:
            yield Setting(course, course.assignments, False, book, crew or Crew(HereEngine()), **more)

    def change(self, file: str, old: str, new: str) -> None:
        """Change one of the course's files."""
        path = self.root / file
        text = path.read_text()
        assert old in text
        path.write_text(text.replace(old, new))
