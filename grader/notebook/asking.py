"""`check`: the work at hand to the process that grades, and its reply to what is shown."""

import atexit
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from grader.errors import GraderError
from grader.notebook.checked import Checked
from grader.notebook.messages import Question
from grader.notebook.messenger import Messenger
from grader.notebook.refusal import CheckRefused, CheckStopped
from grader.notebook.work import notebook_name, work_of

STOPPED = "The check was stopped. Nothing is lost: run the cell again whenever you like."

Exercise = str | Callable[..., object]
"""An exercise as it is named: by its name, or by the function itself, which has one."""

messenger = Messenger()
"""One for this process, since the session that it keeps warm takes a second or two to open."""
atexit.register(messenger.close)


def check_in(namespace: Mapping[str, Any], exercise: Exercise = "", assignment: str = "") -> Checked:
    """Grade an exercise, or all of them, as they are defined in a namespace.

    Args:
        namespace: the global names of whoever asks.
        exercise: its name, or the function itself; all of the assignment's if empty.
        assignment: the assignment's short name, where the rest does not tell.

    Raises:
        CheckRefused: there is nothing to grade, or nothing to grade it with.
        CheckStopped: it was interrupted.
    """
    name = _name(exercise)
    question = Question(
        exercise=name,
        assignment=str(assignment),
        folder=_here(),
        notebook=notebook_name(namespace),
        work=work_of(namespace, name),
    )
    try:
        reply = messenger.ask(question)
    except KeyboardInterrupt:
        raise CheckStopped(STOPPED) from None
    except GraderError as error:
        raise CheckRefused(str(error)) from None
    if reply.grade is None:
        raise CheckRefused(reply.refusal)
    return Checked(reply.grade)


def _name(exercise: Exercise) -> str:
    name = exercise if isinstance(exercise, str) else getattr(exercise, "__name__", None)
    if not isinstance(name, str):
        raise CheckRefused('`check` takes the name of an exercise, such as check("initialize_parameters_he").')
    return name


def _here() -> str:
    try:
        return str(Path.cwd())
    except OSError as error:  # the folder is gone
        raise CheckRefused(f"The notebook's own folder cannot be read: {os.strerror(error.errno or 0)}.") from None
