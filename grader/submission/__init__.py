"""What can be handed in, and what it amounts to: a script, a notebook, a folder or a zip to a `Submission`."""

from grader.submission.changes import changes_outside
from grader.submission.intake import read_source, read_submission, submission_of
from grader.submission.pieces import Broken, Source, Submission, Unit

__all__ = [
    "Broken",
    "Source",
    "Submission",
    "Unit",
    "changes_outside",
    "read_source",
    "read_submission",
    "submission_of",
]
