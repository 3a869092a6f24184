"""Autograding for NumPy coursework; `grader/README.md` draws the rooms.

`check("initialize_parameters_he")` grades a function as it is defined right now, in a notebook or a Python shell.
"""

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from grader.notebook import Checked, Exercise

__all__ = ["check"]


def check(exercise: "Exercise" = "", *, assignment: str = "") -> "Checked":
    """Grade an exercise as it is defined now: in the running notebook, or in the script that calls this.

    In a notebook the result shows itself when it is the last line of a cell; elsewhere, print it.

    Args:
        exercise: the function's name, or the function itself. Without one, all exercises of the assignment are graded.
        assignment: the assignment's short name, such as `initialization`, where the exercise alone does not tell.

    Returns:
        The result, with `score`, `points` and `passed`.

    Raises:
        GraderError: no course or no such exercise is found, or the grader itself fails; the sentence says what to do.
        KeyboardInterrupt: it was interrupted.
    """
    from grader.notebook import check_in  # noqa: PLC0415 - importing the grader costs nothing until it grades

    return check_in(sys._getframe(1).f_globals, exercise, assignment)
