"""The gradebook: one SQLite file with all that was handed in, every verdict on it, and which verdicts count."""

from grader.gradebook.book import Gradebook
from grader.gradebook.records import Attempt, Kept, nothing

__all__ = ["Attempt", "Gradebook", "Kept", "nothing"]
