"""What a class's work is made of: an assignment's stub and solution, and the answers that are known for it."""

from pathlib import Path

from grader.answers import alternatives, misconceptions
from grader.assignment import Assignment
from grader.blocks import untouched
from grader.demo.hostile import BY_NAME
from grader.demo.plan import STUB, Answered, Answers, PlannedAnswer
from grader.demo.scripts import Script, Snippet, snippet_of
from grader.errors import CourseError
from grader.language import say

SYNTAX_ERROR = PlannedAnswer(Answered.UNREADABLE, "a syntax error")
_SLIP = "\n    if answer = None: print 'help'"


class Material:
    """An assignment's answers, each as text that can stand in a student's file.

    `right` and `wrong` are, by exercise, the answers to choose from. Where the course comes without the solution there
    are none. Left out is what is still the stub, such as a misconception that leaves a planted bug in, since that is
    graded as not attempted; and what brings along a name that the solution uses for something else.

    Raises:
        CourseError: a file of the assignment is missing or is not as it should be.
    """

    def __init__(self, assignment: Assignment) -> None:
        self.assignment = assignment
        self.exercises = [exercise.name for exercise in assignment.exercises]
        self._stub = _script(assignment.given)
        self._base = _script(assignment.solution) if assignment.solution else self._stub
        self._known: dict[tuple[str, PlannedAnswer], Snippet] = {}
        self._calls: dict[tuple[str, PlannedAnswer], frozenset[str]] = {}
        if assignment.solution:
            for name in self.exercises:
                self._keep(name, PlannedAnswer(Answered.SOLUTION), Snippet(self._base.function(name)))
        for kind, answers in (
            (Answered.ALTERNATIVE, alternatives(assignment)),
            (Answered.MISCONCEPTION, misconceptions(assignment)),
        ):
            for answer in answers:
                self._keep(answer.exercise, PlannedAnswer(kind, answer.name), snippet_of(answer.text, answer.exercise))
        self.right = {name: self._of(name, right=True) for name in self.exercises}
        self.wrong = {name: self._of(name, right=False) for name in self.exercises}

    def text(self, answers: Answers) -> str:
        """The file that holds these answers."""
        snippets = {
            name: self._snippet(name, answer)
            for name, answer in answers.items()
            if answer.kind is not Answered.SOLUTION
        }
        return self._base.with_functions(snippets)

    def together(self, answers: Answers, exercise: str, answer: PlannedAnswer) -> bool:
        """Whether an answer can stand beside others: no name that one brings along is another's for something else."""
        mine = self._snippet(exercise, answer).bound
        others = [self._snippet(name, other).bound for name, other in answers.items()]
        return all(other.get(name, what) == what for other in others for name, what in mine.items())

    def calls(self, exercise: str, answer: PlannedAnswer) -> frozenset[str]:
        """The other exercises that a known answer calls, itself or by way of what stands beside it."""
        return self._calls[exercise, answer]

    def _keep(self, exercise: str, answer: PlannedAnswer, snippet: Snippet) -> None:
        bound = self._base.bound
        if untouched(snippet.text, self._stub.function(exercise)):
            return
        if all(bound.get(name, what) == what for name, what in snippet.bound.items()):
            names = self._base.reached("\n".join([*snippet.above, snippet.text]))
            self._calls[exercise, answer] = frozenset(names.intersection(self.exercises)) - {exercise}
            self._known[exercise, answer] = snippet

    def _of(self, exercise: str, *, right: bool) -> list[PlannedAnswer]:
        return [answer for name, answer in self._known if name == exercise and answer.right is right]

    def _snippet(self, exercise: str, answer: PlannedAnswer) -> Snippet:
        match answer.kind:
            case Answered.STUB:
                return Snippet(self._stub.function(exercise))
            case Answered.HOSTILE:
                return BY_NAME[answer.name].snippet(exercise)
            case Answered.UNREADABLE:
                return Snippet(self._base.function(exercise) + _SLIP)
            case Answered.MISSING:
                return Snippet("")
        return self._known[exercise, answer]


def settled(material: Material, answers: Answers) -> dict[str, PlannedAnswer]:
    """The same answers, but still the stub where one calls another exercise that is not right.

    So every answer is worth what it is worth beside the solution, even where checks let it call the student's own
    functions; and people often go no further where what they need does not work.
    """
    settled = dict(answers)
    while stuck := [name for name in settled if _runs(settled[name]) and _leans(material, settled, name)]:
        settled |= dict.fromkeys(stuck, STUB)
    return settled


def _runs(answer: PlannedAnswer) -> bool:
    return answer.right or answer.kind is Answered.MISCONCEPTION


def _leans(material: Material, answers: Answers, exercise: str) -> bool:
    return not all(answers[called].right for called in material.calls(exercise, answers[exercise]))


def _script(path: Path) -> Script:
    try:
        return Script(path.read_text(encoding="utf-8").replace("\r\n", "\n"), str(path))
    except (OSError, UnicodeDecodeError) as error:
        raise CourseError(
            say("{path} cannot be read: {error}. A class is written from it.", path=path, error=error)
        ) from error
