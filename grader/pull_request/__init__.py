"""A pull request: which of its files are a student's, what they amount to, and what may be shown of their grade."""

from grader.pull_request.changes import Changes, choose, read_changes
from grader.pull_request.class_of_one import class_of_one
from grader.pull_request.publishing import published
from grader.pull_request.taking import take

__all__ = ["Changes", "choose", "class_of_one", "published", "read_changes", "take"]
