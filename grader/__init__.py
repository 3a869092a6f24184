"""Autograding for NumPy coursework; `grader/README.md` draws the rooms."""

from importlib.metadata import version

__version__ = version("coursework-grader")
