"""What there is to tell after a look at the files, as plain data."""

from grader.model import Frozen, Grade


class Graded(Frozen, frozen=True, kw_only=True):
    """Something was saved and graded. `before` is the grade that was told last, None at first."""

    before: Grade | None
    after: Grade


class Away(Frozen, frozen=True):
    """A file is not there, or cannot be read as it is now. What it was worth stays until it is back."""

    sentence: str


class CourseChanged(Frozen, frozen=True):
    """The course itself is not what it was: the names of what has changed. All is graded anew."""

    parts: list[str]


class CourseBroken(Frozen, frozen=True):
    """The course's own files do not fit together as they are now. Nothing is graded until they change again."""

    sentence: str


News = Graded | Away | CourseChanged | CourseBroken
