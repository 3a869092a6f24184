"""A made-up class graded as a real one, and held to its plan: `python -m tests.grader.demo.rehearse 500 canvas moodle`.

Everybody in the plan must be in the result, with the points that each of their answers is worth by itself and with the
misconception named that they were given; and nobody else. What the classes have in common is graded once.
"""

import contextlib
import shutil
import sqlite3
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from grader.assignment import Course, load_course
from grader.batch import conduct
from grader.batch.tally import Tally
from grader.classroom import ClassResult, Person
from grader.demo import LAYOUTS, Plan, StudentKind, Worth, intended_points, write_class
from grader.downloads import read_download
from grader.engines import Crew, LocalEngine
from grader.engines.crew import Engine
from grader.gradebook import Gradebook
from grader.roster import read_roster
from grader.session import GradingSession

COURSE = Path(__file__).parents[3]


def differences(plan: Plan, worth: dict[str, dict[str, dict[str, Worth]]], result: ClassResult) -> Iterator[str]:
    """Everything about the results of those who handed in that is not as it was planned, in a sentence each."""
    by_key = {student.person.key: student for student in result.students}
    for planned in plan.students:
        found = by_key.get(planned.key)
        if found is None and planned.kind is not StudentKind.ABSENT:
            yield f"{planned.key} ({planned.name}) is not there."
        for assignment in found.grade.assignments if found else []:
            for exercise in assignment.exercises:
                wanted = worth[planned.key][assignment.slug][exercise.name]
                named = exercise.diagnosis.misconception if exercise.diagnosis else ""
                if (exercise.score, wanted.misconception or named) != (wanted.points, named):
                    answer = planned.work[assignment.slug][exercise.name]
                    yield (
                        f"{planned.key} ({planned.name}), {exercise.name}, {answer.kind} {answer.name}: "
                        f"{exercise.score} and '{named}' where {wanted.points} and '{wanted.misconception}' were meant."
                    )
    yield from (f"{key} was not planned." for key in set(by_key) - {planned.key for planned in plan.students})


def miscounted(plan: Plan, result: ClassResult) -> Iterator[str]:
    """What is wrong with who there is, once the roster is known: nobody twice, nobody missing, nobody left over."""
    if len(result.students) != len(plan.students):
        yield f"There are {len(result.students)} students, and {len(plan.students)} were planned."
    absent = sum(planned.kind is StudentKind.ABSENT for planned in plan.students)
    silent = sum(not student.handed_in and student.person.key.startswith("roster:") for student in result.students)
    if silent < absent:
        yield f"{silent} are on the roster and handed in nothing, and {absent} were planned."


class Rehearsal:
    """Made-up classes of one course, graded with the verdicts of those before, so that equal work is graded once."""

    def __init__(self, course: Course, folder: Path, engine: Engine | None = None) -> None:
        self.course = course
        self.folder = folder
        self.engine = engine or LocalEngine(course.root, [a.slug for a in course.assignments])
        self.last: Path | None = None

    def layout(self, layout: str, students: int, seed: int) -> tuple[list[str], Tally]:
        """Write a class, grade it, and tell what is not as it was planned."""
        class_, all_of_them = self.folder / layout, self.course.assignments
        plan = write_class(self.course, class_, students=students, layout=layout, seed=seed, assignments=all_of_them)
        book = self._book(layout)
        tally = Tally(0)
        result = self._grade(class_, book, tally, None)
        with GradingSession(self.course, all_of_them) as session:
            found = list(differences(plan, intended_points(self.course, plan, session), result))
        enrolled = self._grade(class_, book, Tally(0), read_roster(class_ / "roster.csv"))
        return [*found, *miscounted(plan, enrolled), *tally.faults], tally

    def _book(self, layout: str) -> Path:
        """A gradebook with the verdicts of the last one, and without its people."""
        book = self.folder / f"{layout}.sqlite"
        if self.last is not None:
            shutil.copy(self.last, book)
            with contextlib.closing(sqlite3.connect(book)) as connection, connection:
                for table in ("work", "handed_in_by", "handin", "person", "enrolled"):
                    connection.execute(f"DELETE FROM {table}")
        self.last = book
        return book

    def _grade(self, class_: Path, path: Path, tally: Tally, roster: list[Person] | None) -> ClassResult:
        with Gradebook(path) as book:
            setting = conduct.Setting(self.course, self.course.assignments, True, book, Crew(self.engine))
            download = read_download(class_ / "submissions", self.course.assignments)
            return conduct.batch(setting, download, roster, lambda _: None, tally)


def main() -> int:
    """Rehearse with as many students as the first argument says, in the layouts that follow, or in all."""
    students, layouts = int(sys.argv[1]), sys.argv[2:] or LAYOUTS
    wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        rehearsal = Rehearsal(load_course(COURSE), Path(folder))
        for layout in layouts:
            started = time.monotonic()
            found, tally = rehearsal.layout(layout, students, seed=students)
            wrong += len(found)
            print(*found, sep="\n", end="\n" if found else "")
            took = f"{tally.graded} files graded in {time.monotonic() - started:.0f} s"
            print(f"{layout}: {students} students, {took}, {len(found)} not as planned", flush=True)
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
