"""A realistic class to try things out with: drawn from an assignment's known answers, and with a plan of its worth."""

from grader.demo.intended import Worth, intended_points
from grader.demo.layouts import LAYOUT
from grader.demo.plan import Answered, Plan, PlannedAnswer, PlannedStudent, StudentKind
from grader.demo.writing import write_class

LAYOUTS: tuple[str, ...] = tuple(LAYOUT)
"""The layouts that a class can be written in."""

__all__ = [
    "LAYOUTS",
    "Answered",
    "Plan",
    "PlannedAnswer",
    "PlannedStudent",
    "StudentKind",
    "Worth",
    "intended_points",
    "write_class",
]
