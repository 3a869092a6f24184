"""What the graders are compared on: a small course of five exercises, and what a class hands in for it."""

from benchmarks.workload.course import DRAWN_BY, build_course
from benchmarks.workload.submissions import HANGING, SUBMISSIONS, Handin

__all__ = ["DRAWN_BY", "HANGING", "SUBMISSIONS", "Handin", "build_course"]
