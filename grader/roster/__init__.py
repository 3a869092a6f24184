"""The roster: who should have handed in, read from a platform's CSV, and joined to those who did."""

from grader.roster.joining import Joined, join
from grader.roster.reading import read_roster

__all__ = ["Joined", "join", "read_roster"]
