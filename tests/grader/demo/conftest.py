"""The small course of which classes are written, and a session that grades it."""

from collections.abc import Iterator

import pytest

from grader.assignment import Course
from grader.sandbox.host import ProcessSandbox
from grader.session import GradingSession
from tests.conftest import Lent
from tests.grader.demo import classes


@pytest.fixture(scope="session")
def answered(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """The tiny course, with misconceptions and alternatives."""
    return classes.course_with_answers(tmp_path_factory.mktemp("answered"))


@pytest.fixture(scope="session")
def answered_session(answered: Course, sandbox: ProcessSandbox) -> Iterator[GradingSession]:
    """A session that grades it."""
    with GradingSession(answered, answered.assignments, Lent(sandbox)) as session:
        yield session
