"""`check("exercise")` in a running notebook: its cells graded by a session in a process of its own."""

from grader.notebook.asking import Exercise, check_in
from grader.notebook.checked import Checked

__all__ = ["Checked", "Exercise", "check_in"]
