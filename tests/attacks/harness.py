"""Lets attacks loose on a grading session, one after the other, and looks at what became of each."""

import ast
import contextlib
import os
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self
from unittest import mock

from grader.assignment import load_course
from grader.errors import GraderError
from grader.model import Grade
from grader.sandbox.host import ProcessSandbox
from grader.session import GradingSession
from grader.submission import read_submission
from tests.attacks import traces
from tests.attacks.attack import Attack
from tests.attacks.bait import ROOT, Bait
from tests.attacks.watch import Watch, below, bury, keeping_orphans


@dataclass(frozen=True)
class Outcome:
    """What became of an attack: the traces of success, and what was reported otherwise than it should be."""

    attack: Attack
    traces: list[str]
    misreported: list[str]

    @property
    def succeeded(self) -> bool:
        """Whether it did what it set out to do."""
        return bool(self.traces)


class Harness:
    """A grading session among bait.

    Args:
        without: names of layers to leave off.
    """

    def __init__(self, without: Iterable[str] = ()) -> None:
        with contextlib.ExitStack() as stack:
            self.bait = stack.enter_context(Bait())
            self._course = load_course(self.bait.course)
            with mock.patch.dict(os.environ, self.bait.environment()):
                self._sandbox = ProcessSandbox(self._course.library, without)
            session = GradingSession(self._course, self._course.assignments, self._sandbox, remembers=False)
            self._session = stack.enter_context(session)
            self._solutions = {a.slug: _solution(a.slug) for a in self._course.assignments}
            self._count = 0
            self._grade_solutions()
            self._stack = stack.pop_all()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        self.close()

    @property
    def isolation(self) -> dict[str, str]:
        """Each layer's name, with `on` or `off: why`."""
        return self._sandbox.isolation()

    def close(self) -> list[int]:
        """End it all; the processes that are left of it, of which there should be none."""
        mine = {self._server, self.bait.victim.process.pid, *below(self._server)}
        self._stack.close()
        return [process for process in mine if Path(f"/proc/{process}").exists()]

    def run(self, attack: Attack, *, alone: bool = False) -> Outcome:
        """Hand in one attack, and look at what it left.

        Args:
            attack: the attack.
            alone: hand in the hostile function without the other exercises.
        """
        path = self._lay_out(attack, alone=alone)
        before = self._state()
        megabytes = traces.start_counting_memory()
        start = time.monotonic()
        with keeping_orphans(), Watch(self._server) as watch:
            others = set(below(os.getpid()))
            grade = self._grade(path)
            left = self._left_behind(others)
        aftermath = traces.Aftermath(
            attack=attack,
            bait=self.bait,
            before=before,
            after=self._state(),
            grade=grade,
            watch=watch,
            seconds=time.monotonic() - start,
            grader_megabytes=traces.most_memory() - megabytes,
            left_behind=left,
            alone=alone,
            next_is_right=alone or self._next_is_right(),
        )
        outcome = Outcome(attack, traces.found(aftermath), _misreported(attack, grade))
        self.bait.renew()
        before.restore()
        if not aftermath.after.server_lives:
            self._next_is_right()
        return outcome

    def _state(self) -> traces.State:
        return traces.State.now(self.bait, self._sandbox.restarts, self._server)

    @property
    def _server(self) -> int:
        return self._sandbox._server._process.pid

    def _grade_solutions(self) -> None:
        """Grade what is right, so that all is loaded and written that will be; keep one exercise of it."""
        self._right = self.bait.handed_in / "next" / "initialization.py"
        self._right.parent.mkdir()
        self._right.write_text(_RIGHT, encoding="utf-8")
        for slug, text in self._solutions.items():
            path = self.bait.handed_in / f"{slug}.py"
            path.write_text(text, encoding="utf-8")
            grade = self._grade(path)
            assert grade is not None
            assert grade.score == grade.points, f"the solution of {slug} gets {grade.score} of {grade.points} points"

    def _lay_out(self, attack: Attack, *, alone: bool) -> Path:
        self._count += 1
        folder = self.bait.handed_in / f"{self._count}"
        folder.mkdir()
        used = {name: value for name, value in self.bait.names().items() if name in attack.hostile}
        names = "".join(f"{name} = {value!r}\n" for name, value in used.items())
        above = "import numpy as np\n" if alone else self._solutions[attack.slug]
        text = f"{above}\n{names}\n{attack.hostile}"
        if attack.hand_in:
            return attack.hand_in(folder, text)
        path = folder / f"{attack.slug}.py"
        path.write_text(text, encoding="utf-8")
        return path

    def _grade(self, path: Path) -> Grade | None:
        try:
            return self._session.grade(read_submission(path, self._course.assignments))
        except GraderError:
            return None

    def _next_is_right(self) -> bool:
        grade = self._grade(self._right)
        return grade is not None and grade.score == grade.assignments[0].exercises[0].points

    def _left_behind(self, others: set[int]) -> list[int]:
        """The processes that were not there before; they are ended."""
        left = [process for process in below(os.getpid()) if process not in {*others, self._server}]
        for process in left:
            bury(process)
        return left


_RIGHT = """
import numpy as np

def initialize_parameters_zeros(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters["W" + str(l)] = np.zeros((layers_dims[l], layers_dims[l - 1]))
        parameters["b" + str(l)] = np.zeros((layers_dims[l], 1))
    return parameters
"""
"""A submission that is right, and short, to be graded after each attack."""


def _solution(slug: str) -> str:
    """The solution's imports and functions as they stand there, without its text and its training runs."""
    text = (ROOT / "solutions" / slug / f"{slug}.py").read_text(encoding="utf-8")
    wanted = [s for s in ast.parse(text).body if isinstance(s, ast.Import | ast.ImportFrom | ast.FunctionDef)]
    return "\n\n\n".join(filter(None, (ast.get_source_segment(text, statement) for statement in wanted))) + "\n"


def _misreported(attack: Attack, grade: Grade | None) -> list[str]:
    own = [e for a in grade.assignments for e in a.exercises if e.name == attack.exercise] if grade else []
    if not own:
        return ["the exercise was not graded"]
    wrong = [
        f"reported as {e.status}, not {' or '.join(attack.statuses)}" for e in own if e.status not in attack.statuses
    ]
    own_fault = "NameError" in str(own) and attack.name != "poison Python"
    wrong += ["it trips over a mistake of its own, which proves nothing"] * own_fault
    return wrong + [f"got {e.score} points, not {attack.score}" for e in own if e.score != attack.score]
