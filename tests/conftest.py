"""What is dear to start is started once: a warm sandbox, and a session that grades a small course."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from grader.assignment import Course, load_course
from grader.model import Grade
from grader.sandbox.host import ProcessSandbox
from grader.session import GradingSession
from grader.submission import read_submission
from tests.grader import courses

settings.register_profile("slow machines too", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("slow machines too")

COURSE = Path(__file__).parent.parent
"""The folder of the real course."""


class Lent:
    """A sandbox that a session may use and not close."""

    def __init__(self, sandbox: ProcessSandbox) -> None:
        self._sandbox = sandbox

    def __getattr__(self, name: str) -> Any:
        return getattr(self._sandbox, name)

    def close(self) -> None:
        """Leave it open for the next one."""


@pytest.fixture(scope="session")
def sandbox() -> Iterator[ProcessSandbox]:
    """A warm server with the real course's library."""
    with ProcessSandbox(COURSE / "assignments") as started:
        yield started


@pytest.fixture(scope="session")
def tiny_course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """The course of `tests.grader.courses`, with its solution and hidden checks."""
    return load_course(courses.build(tmp_path_factory.mktemp("tiny")))


@pytest.fixture(scope="session")
def tiny_session(tiny_course: Course) -> Iterator[GradingSession]:
    """A session that grades the tiny course."""
    with GradingSession(tiny_course, tiny_course.assignments, remembers=False) as session:
        yield session


@pytest.fixture
def session_of(sandbox: ProcessSandbox) -> Callable[[Course], GradingSession]:
    """A session for a course, with a server that is warm already."""
    return lambda course: GradingSession(course, course.assignments, Lent(sandbox), remembers=False)


@pytest.fixture
def grade(tiny_course: Course, tiny_session: GradingSession, tmp_path: Path) -> Callable[..., Grade]:
    """Grade a folder with a `tiny.py` of the given text, or with the solution's functions some of which differ."""

    def graded(text: str | None = None, **bodies: str) -> Grade:
        folder = tmp_path / "student"
        folder.mkdir(exist_ok=True)
        (folder / "tiny.py").write_text(courses.written(**bodies) if text is None else text, encoding="utf-8")
        return tiny_session.grade(read_submission(folder, tiny_course.assignments))

    return graded
