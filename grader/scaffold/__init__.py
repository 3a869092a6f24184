"""The beginning of an assignment: every file that one needs, around a small exercise that can be graded at once."""

from grader.scaffold.writing import new_assignment

__all__ = ["new_assignment"]
