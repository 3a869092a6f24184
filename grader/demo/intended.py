"""What a planned class is worth, so that what grading makes of it can be held against that."""

from grader.answers import misconceptions
from grader.assignment import Course
from grader.audit.trials import Kind, Trial, solution_source
from grader.demo.plan import Answered, Plan, PlannedAnswer
from grader.errors import CourseError
from grader.language import say
from grader.model import Frozen
from grader.session import GradingSession
from grader.submission import Source


class Worth(Frozen, frozen=True):
    """The points of one exercise, and the known misconception that a report names; empty if it names none."""

    points: int
    misconception: str = ""


def intended_points(course: Course, plan: Plan, session: GradingSession) -> dict[str, dict[str, dict[str, Worth]]]:
    """What each exercise of each student is worth: by the student's key, the assignment's slug, the exercise's name.

    A right answer is worth all points of the session's checks, and work that is hostile, unreadable, still the stub or
    not there is worth none. A misconception is worth what it gets by itself beside the solution.

    Args:
        course: the one that the class was written from.
        plan: the class.
        session: grades the misconceptions, each of those in the plan once.

    Raises:
        CourseError: the course is another than the plan's, or its own files do not fit together.
        SandboxError: the worker server cannot be started or has died.
    """
    worth = _Worths(course, session)
    return {
        student.key: {
            slug: {exercise: worth.of(slug, exercise, answer) for exercise, answer in answers.items()}
            for slug, answers in student.work.items()
        }
        for student in plan.students
    }


class _Worths:
    """Answers asked for their worth. Each misconception is tried once."""

    def __init__(self, course: Course, session: GradingSession) -> None:
        self._assignments = {assignment.slug: assignment for assignment in course.assignments}
        self._session = session
        self._tried: dict[tuple[str, str, str], Worth] = {}
        self._sources: dict[str, Source] = {}

    def of(self, slug: str, exercise: str, answer: PlannedAnswer) -> Worth:
        """What an answer is worth in an exercise."""
        if answer.right:
            checks = (c for c in self._session.checks if (c.assignment.slug, c.exercise.name) == (slug, exercise))
            return Worth(sum(check.points for check in checks))
        if answer.kind is not Answered.MISCONCEPTION:
            return Worth(0)
        wanted = (slug, exercise, answer.name)
        if wanted not in self._tried:
            self._tried[wanted] = self._try(*wanted)
        return self._tried[wanted]

    def _try(self, slug: str, exercise: str, name: str) -> Worth:
        assignment = self._assignments.get(slug)
        known = {(a.exercise, a.name): a.text for a in misconceptions(assignment)} if assignment else {}
        if assignment is None or (exercise, name) not in known:
            raise CourseError(
                say(
                    "The class is another course's: here {slug} has no misconception '{name}' of {exercise}.",
                    slug=slug,
                    name=name,
                    exercise=exercise,
                )
            )
        if slug not in self._sources:
            self._sources[slug] = solution_source(assignment)
        trial = Trial(slug, Kind.MISCONCEPTION, exercise, name, known[exercise, name], frozenset([exercise]))
        [result] = self._session.try_out(assignment, trial.beside(self._sources[slug]), [exercise])
        return Worth(result.score, result.diagnosis.misconception if result.diagnosis else "")
