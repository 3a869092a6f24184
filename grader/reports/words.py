"""The words that every report uses for the same thing: statuses, sums, the headline, and what to look at next."""

from dataclasses import dataclass

from grader.language import counted, marked, say
from grader.layers import layer_name, layer_reason
from grader.model import AssignmentResult, CheckResult, ExerciseResult, Grade, Status
from grader.sentences import enumerated


@dataclass(frozen=True)
class StatusWords:
    """How a status is shown: a mark, words that say the same, and a tone that a report may colour by."""

    mark: str
    english: str
    tone: str
    plain_mark: str

    @property
    def words(self) -> str:
        """The words, in the language that is spoken."""
        return say(self.english)


STATUS_WORDS = {
    Status.PASSED: StatusWords("✓", marked("passed"), "right", "+"),
    Status.NOT_ATTEMPTED: StatusWords("…", marked("not started"), "waiting", "."),
    Status.FAILED: StatusWords("✗", marked("not right yet"), "wrong", "x"),
    Status.RAISED: StatusWords("✗", marked("raised an error"), "wrong", "x"),
    Status.TIMEOUT: StatusWords("✗", marked("took too long"), "wrong", "x"),
    Status.OUT_OF_MEMORY: StatusWords("✗", marked("out of memory"), "wrong", "x"),
    Status.CRASHED: StatusWords("✗", marked("crashed"), "wrong", "x"),
    Status.UNGRADABLE: StatusWords("?", marked("not graded"), "unsure", "?"),
}

PUBLIC_ONLY = marked("Public checks only: hidden ones add their points when your instructor grades.")


ALONE = {
    "right": marked("This exercise is right."),
    "wrong": marked("This exercise wants another look."),
    "waiting": marked("This exercise is not started."),
    "unsure": marked("This exercise could not be graded, which is no fault of yours."),
}
"""What is said of the only exercise that there is, by its tone."""


@dataclass(frozen=True)
class NextStep:
    """The first thing to look at: an exercise, where it stands in the file, and what to do about it.

    `number` is that of the assignment and of the exercise within it, both from 1.
    """

    assignment: AssignmentResult
    exercise: ExerciseResult
    number: tuple[int, int]
    where: str
    advice: str


def percent(score: int, points: int) -> int:
    """Return whole percent, rounded down, so that 100 is said only of full marks."""
    return 100 * score // points if points else 0


def points_of(result: ExerciseResult | CheckResult) -> str:
    """Return `2 / 5`; where the grader failed and gave nothing, `– / 5`, since that is no zero."""
    ungraded = result.status is Status.UNGRADABLE and not result.score
    return f"{'–' if ungraded else result.score} / {result.points}"


def needs_work(status: Status) -> bool:
    """Tell whether a student can do something about it: it was started, graded, and is not right."""
    return STATUS_WORDS[status].tone == "wrong"


def exercises_of(grade: Grade) -> list[ExerciseResult]:
    """Return all exercises, in the order of the handout."""
    return [exercise for assignment in grade.assignments for exercise in assignment.exercises]


def headline(grade: Grade) -> str:
    """Say how it stands, in one kind and exact sentence or two."""
    exercises = exercises_of(grade)
    if not exercises or not any(assignment.file for assignment in grade.assignments):
        return say("No work of this course was found here.")
    if not grade.attempted:
        return say("Nothing is filled in yet, and that is where everybody starts.")
    if all(exercise.status is Status.PASSED for exercise in exercises):
        return say("Full marks: every check passes.") if grade.hidden else say("Every public check passes. Well done.")
    return _tally([exercise.status for exercise in exercises])


def _tally(statuses: list[Status]) -> str:
    tones = [STATUS_WORDS[status].tone for status in statuses]
    right, wrong, waiting, unsure = map(tones.count, ("right", "wrong", "waiting", "unsure"))
    if len(statuses) == 1:
        return say(ALONE[tones[0]])
    if wrong == len(statuses):
        return say("All {count} exercises want another look.", count=wrong)
    parts = [
        counted("{count} is right", "{count} are right", right) if right else "",
        counted("{count} wants another look", "{count} want another look", wrong) if wrong else "",
        counted("{count} is not started", "{count} are not started", waiting) if waiting else "",
        say("{count} could not be graded, which is no fault of yours", count=unsure) if unsure else "",
    ]
    said = say("; ").join(filter(None, parts))
    return say("Of {count} exercises, {parts}.", count=len(statuses), parts=said)


def sentence(exercise: ExerciseResult) -> str:
    """Return the exercise's own sentence, or one made from its checks."""
    if exercise.message:
        return exercise.message
    if exercise.status is Status.PASSED:
        count = len(exercise.checks)
        return (
            say("Both checks pass.") if count == 2 else counted("The check passes.", "All {count} checks pass.", count)
        )
    if exercise.status is Status.NOT_ATTEMPTED:
        return say("Nothing is filled in here yet.")
    first = next((check for check in exercise.checks if not check.passed), None)
    return (first_line(first) if first else "") or say("This exercise could not be graded.")


def first_line(check: CheckResult) -> str:
    """Return what a check that did not pass has to say, in a line; of a hidden one that is its title."""
    return (check.title if check.hidden else check.message or check.title).strip().partition("\n")[0]


def next_step(grade: Grade) -> NextStep | None:
    """Return the first exercise that is not right, or else the first that is not started; None when all is done."""
    steps = [
        NextStep(assignment, exercise, (a, e), place(assignment, exercise), _advice(exercise))
        for a, assignment in enumerate(grade.assignments, 1)
        for e, exercise in enumerate(assignment.exercises, 1)
    ]
    to_mend = [step for step in steps if needs_work(step.exercise.status)]
    to_start = [step for step in steps if step.exercise.status is Status.NOT_ATTEMPTED]
    return next(iter(to_mend or to_start), None)


def _advice(exercise: ExerciseResult) -> str:
    if exercise.diagnosis:
        return exercise.diagnosis.text
    check = next((check for check in exercise.checks if needs_work(check.status)), None)
    return (check.hint or first_line(check)) if check else sentence(exercise)


def place(assignment: AssignmentResult, exercise: ExerciseResult) -> str:
    """Say where the student's code of an exercise stands: file and line, or just the file, as far as it is known."""
    if not exercise.code:
        return assignment.file
    block = exercise.code[0]
    file = assignment.file if assignment.file.endswith(block.file) else block.file
    return say("{file}, line {line}", file=file, line=block.line)


def isolation_off(grade: Grade) -> list[str]:
    """Return the sandbox's layers that were not on."""
    return [layer for layer, state in grade.isolation.items() if state != "on"]


def isolation_note(grade: Grade) -> str:
    """Say what of the sandbox was not on; where the process itself is no isolation, say so in the first place."""
    off = isolation_off(grade)
    if not off:
        return ""
    names = enumerated(map(layer_name, off))
    note = say("Not all of the sandbox is on ({layers}); the report says why.", layers=names)
    if "process" not in off:
        return note
    reason = layer_reason(grade.isolation["process"])
    return say("{reason}. {note}", reason=f"{reason[:1].upper()}{reason[1:]}", note=note)
