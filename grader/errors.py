"""Every exception of the grader, in one tree.

    GraderError                 something is wrong, and the sentence says what, where and the way out
    ├── CourseError             a course folder, an assignment.toml, a checks.py or a golden.json
    ├── SubmissionError         what was handed in cannot be read at all
    ├── RosterError             a roster that cannot be read, or does not say who the students are
    ├── GradebookError          a gradebook that cannot be opened, read or written
    ├── EngineError             where verdicts are made: processes that do not live, a cluster out of reach
    ├── SandboxError            the worker's server cannot be started or has died
    │   └── IsolationError      ... or a layer of it is off that is asked for
    ├── WireError               bytes that are not a message, or a value too large to send
    └── ReferenceFault          the solution itself failed where it was to be compared with

    CheckFailure                an answer that is not right, with its first difference (an AssertionError)
    └── NondeterministicError   one input had more than one answer

    StudentFault                how a call of a student's function ended, when not with a value
    ├── StudentMissing          there is no such function to call
    ├── StudentRaised           it raised an exception
    │   └── StudentOutOfMemory  ... a MemoryError
    └── StudentDied             the worker is gone, and the exercise with it
        ├── StudentTimeout      it was stopped at the deadline
        └── StudentCrashed      it ended its process

A `GraderError` is the grader's or the instructor's to mend; a `StudentFault` is a result, never an error of ours.
What a fault says of an exception's type and text is the student process's own claim.
"""

from dataclasses import dataclass, field


class GraderError(Exception):
    """The root of all that the grader reports in a sentence of its own."""


class CourseError(GraderError):
    """The course's own files do not fit together."""


class SubmissionError(GraderError):
    """What was handed in cannot be read at all."""


class RosterError(GraderError):
    """A roster that cannot be read, or does not say who the students are."""


class GradebookError(GraderError):
    """A gradebook that cannot be opened, read or written."""


class EngineError(GraderError):
    """Where verdicts are made, nothing is made: processes that do not live, or a cluster out of reach."""


class SandboxError(GraderError):
    """The server that makes workers cannot be started or has died."""


class IsolationError(SandboxError):
    """A layer of the sandbox is off, and grading without it is refused."""


class WireError(GraderError):
    """Bytes that are not a message, or a value that is too large or too deep to send."""


class ReferenceFault(GraderError):  # noqa: N818 - as StudentFault, which it stands beside
    """The solution itself failed where it was to be compared with."""


class CheckFailure(AssertionError):  # noqa: N818 - the word for a check that does not hold
    """An answer that is not right: one sentence, and where the first difference is if there is such a place.

    The difference may be given as a function that works it out: most failures are never shown to anybody.
    """

    def __init__(self, sentence: str, difference: object = None) -> None:
        super().__init__(sentence)
        self._difference = difference

    @property
    def difference(self) -> object:
        """Where the first difference is, None if there is no such place."""
        return self._difference() if callable(self._difference) else self._difference


class NondeterministicError(CheckFailure):
    """One input had more than one answer."""


@dataclass(frozen=True)
class StudentFrame:
    """One line of a student's traceback: where it stands and what it says."""

    file: str
    line: int
    function: str
    text: str


class StudentFault(Exception):  # noqa: N818 - it is a result of the student's call, not an error of the grader
    """How a call of a student's function ended, when not with a value."""


class StudentMissing(StudentFault):
    """There is no such function to call; the sentence says why."""


@dataclass
class StudentRaised(StudentFault):
    """The function raised an exception; type and text are its process's claim."""

    type_name: str
    text: str
    frames: list[StudentFrame] = field(default_factory=list)

    def __str__(self) -> str:
        return f"{self.type_name}: {self.text}" if self.text else self.type_name


class StudentOutOfMemory(StudentRaised):
    """The function asked for more memory than the assignment allows."""


class StudentDied(StudentFault):
    """The worker is gone, and what is left of the exercise with it."""


class StudentTimeout(StudentDied):
    """The function was stopped at the deadline."""


class StudentCrashed(StudentDied):
    """The function ended its process."""
