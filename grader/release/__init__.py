"""What students are handed: a folder in which the course is graded, and nothing in it that gives an answer away."""

from grader.release.bundle import NOTEBOOK, SCRIPT, release

__all__ = ["NOTEBOOK", "SCRIPT", "release"]
