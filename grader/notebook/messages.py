"""What travels between the notebook and the process that grades: a line of JSON each way."""

from grader.model import Frozen, Grade


class Cell(Frozen, frozen=True):
    """A cell that was run: as it was typed, and the Python that IPython made of it."""

    typed: str
    python: str


class Work(Frozen, frozen=True, kw_only=True):
    """A student's work as a running Python holds it.

    `cells` are those of a notebook in the order in which they were run, and `defined` what can be called there now.
    Where the work is a file instead, `file` is its path, and the other two are empty.
    """

    cells: tuple[Cell, ...] = ()
    defined: tuple[str, ...] = ()
    file: str = ""


class Question(Frozen, frozen=True, kw_only=True):
    """What is to be graded.

    `exercise` and `assignment` are as the student named them, empty if not. `folder` is where the student is, and
    `notebook` the notebook's file as far as that is known; both only help to find the assignment.
    """

    exercise: str
    assignment: str
    folder: str
    notebook: str
    work: Work


class Reply(Frozen, frozen=True, kw_only=True):
    """A grade, or the sentence that says why there is none."""

    grade: Grade | None = None
    refusal: str = ""
