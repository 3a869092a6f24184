"""Grading again on every save: which files to look at, and what there is to tell after each look."""

from grader.watching.files import saves
from grader.watching.news import Away, CourseBroken, CourseChanged, Graded, News
from grader.watching.watch import Watch

__all__ = ["Away", "CourseBroken", "CourseChanged", "Graded", "News", "Watch", "saves"]
