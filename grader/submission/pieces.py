"""What a submission amounts to, as plain data: Submission, Source, Unit, Broken."""

import ast

from grader.language import marked, say
from grader.model import CodeBlock, Frozen


class Unit(Frozen, frozen=True):
    """One text that the worker parses by itself.

    `file` is the label for tracebacks, such as `initialization.py` or `Gradient+Checking+v1.ipynb, cell 3`, where code
    cells count from 1. Line numbers of `text` are those of the student's file, or of the cell. `keep` are the indices
    into `ast.parse(text).body` of the statements to execute, in order.
    """

    file: str
    text: str
    keep: list[int]

    def statements(self) -> list[ast.stmt]:
        """The statements to execute; a new tree with every call."""
        body = ast.parse(self.text).body
        return [body[index] for index in self.keep]


class Broken(Frozen, frozen=True):
    """A function that is not Python: the line at fault, as it stands there, and what Python says of it."""

    name: str
    file: str
    line: int
    message: str
    text: str


class Source(Frozen, frozen=True):
    """What one assignment's file amounts to. `file` is its path within the submission, as shown to people.

    `functions` are those defined at the top level, each by its last definition; `broken` are those whose last
    definition is not Python. `problem` is a sentence if the whole file cannot be read, and then nothing else is there.
    """

    slug: str
    file: str
    units: list[Unit]
    functions: dict[str, CodeBlock]
    broken: dict[str, Broken]
    notes: list[str]
    problem: str = ""


class Submission(Frozen, frozen=True):
    """All that was handed in, by assignment.

    `name` is the last part of the path. `notes` say in a sentence each what is unknown, doubled or left aside.
    `digest` is the SHA-256 over what was taken in; it depends on neither the path nor the times of the files.
    `single` says that one file was handed in, which is graded for what it is and not for what else there could be.
    """

    name: str
    sources: dict[str, Source]
    notes: list[str]
    digest: str
    single: bool = False


class Unreadable(Exception):  # noqa: N818 - it becomes a sentence about the student's file, not an error of the grader
    """A file that cannot be taken in; its text completes the sentence "x.py could not be read: ..."."""


def unreadable(label: str, reason: Unreadable) -> str:
    """The sentence about a file that cannot be read."""
    asks = str(reason).endswith(("?", "？"))
    sentence = marked("{file} could not be read: {reason}") if asks else marked("{file} could not be read: {reason}.")
    return say(sentence, file=label, reason=reason)
