"""What is said in the place of a result, as an exception that a notebook shows without a traceback."""

from grader.errors import GraderError
from grader.reports.text import clean


class _Plain(BaseException):
    """An exception that IPython shows as its sentence alone; `_render_traceback_` is what it asks for the lines."""

    def _render_traceback_(self) -> list[str]:
        return clean(str(self)).splitlines()


class CheckRefused(_Plain, GraderError):  # noqa: N818 - it is an answer, in the place of a result
    """There is nothing to grade, or nothing to grade it with: the sentence says why, and the way out."""


class CheckStopped(_Plain, KeyboardInterrupt):
    """A check was interrupted."""
