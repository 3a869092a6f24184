"""From how a check ended to what the report says of it."""

import builtins
import re
from collections.abc import Sequence

import msgspec

from grader.calls import Call
from grader.checks import snippet
from grader.collecting import Check
from grader.errors import (
    CheckFailure,
    NondeterministicError,
    StudentCrashed,
    StudentFrame,
    StudentMissing,
    StudentOutOfMemory,
    StudentRaised,
    StudentTimeout,
)
from grader.language import marked, say
from grader.model import CheckResult, Difference, Frame, Status
from grader.submission import Unit

_ADDRESS = re.compile(r"0x[0-9a-fA-F]{6,}")
_STATUSES: list[tuple[type[BaseException], Status]] = [
    (AssertionError, Status.FAILED),
    (StudentMissing, Status.NOT_ATTEMPTED),
    (StudentOutOfMemory, Status.OUT_OF_MEMORY),
    (StudentRaised, Status.RAISED),
    (StudentTimeout, Status.TIMEOUT),
    (StudentCrashed, Status.CRASHED),
]
HIDDEN_MESSAGES = {
    Status.FAILED: marked(
        "This hidden check does not hold. Its data stays hidden: try your function on cases of your own."
    ),
    Status.OUT_OF_MEMORY: marked("On a hidden case it asked for more memory than there is."),
    Status.TIMEOUT: marked("On a hidden case it took too long and was stopped."),
    Status.CRASHED: marked("On a hidden case it ended its process instead of returning."),
}


CALL = "  ["
"""What stands between a sentence and the call that it is about."""


def status_of(error: BaseException | None) -> Status:
    """The status that an ending stands for; whatever is not the student's is the grader's own fault."""
    if error is None:
        return Status.PASSED
    return next((status for kind, status in _STATUSES if isinstance(error, kind)), Status.UNGRADABLE)


def verdict(
    check: Check,
    error: BaseException | None,
    call: Call | None,
    output: str,
    file: str,
    units: Sequence[Unit] = (),
) -> CheckResult:
    """A check's result.

    Args:
        check: the check that ran.
        error: what it raised, or None if it passed.
        call: the last call it made of a student's function.
        output: what those calls printed.
        file: the student's file, as the snippet names it.
        units: what was handed in; of a hidden check's traceback only what stands there is shown.
    """
    status = status_of(error)
    if error is None:
        return unrun(check, status, "")
    if check.hidden:
        return _hidden(check, status, error, units)
    return msgspec.structs.replace(
        unrun(check, status, _ADDRESS.sub("0x…", _message(error, call))),
        hint=_hint(check, status),
        snippet=_snippet(status, call, file),
        difference=_difference(error),
        frames=_frames(error),
        output=_ADDRESS.sub("0x…", output),
    )


def unrun(check: Check, status: Status, message: str) -> CheckResult:
    """A check's result with nothing but a message: it passed, there was nothing to run, or more is to be added."""
    passed = status is Status.PASSED
    return CheckResult(
        name=check.name,
        title=check.title,
        status=status,
        score=check.points if passed else 0,
        points=check.points,
        hidden=check.hidden,
        message=message,
    )


def _hidden(check: Check, status: Status, error: BaseException, units: Sequence[Unit]) -> CheckResult:
    """Title, hint, status and the student's own lines; never the data, nor text that could carry it."""
    hides = status in HIDDEN_MESSAGES and not isinstance(error, NondeterministicError)
    message = say(HIDDEN_MESSAGES[status]) if hides else str(error)
    if status is Status.UNGRADABLE:
        message = _ungradable(type(error).__name__)
    if status is Status.RAISED and isinstance(error, StudentRaised):
        known = isinstance(getattr(builtins, error.type_name, None), type)
        message = (
            say("On a hidden case it raised {exception}.", exception=error.type_name)
            if known
            else say("On a hidden case it raised an exception of its own.")
        )
    return msgspec.structs.replace(
        unrun(check, status, message),
        hint=_hint(check, status),
        frames=_handed_in(_frames(error), units),
    )


def _handed_in(frames: list[Frame], units: Sequence[Unit]) -> list[Frame]:
    """Frames in words that were handed in: a worker's own word for a file, a function or a line could carry data."""
    texts = {unit.file: unit.text for unit in units}
    return [
        Frame(
            file=frame.file,
            line=frame.line,
            function=frame.function if f"def {frame.function}(" in texts[frame.file] else "",
            text=texts[frame.file].split("\n")[frame.line - 1].strip(),
        )
        for frame in frames
        if frame.file in texts and 0 < frame.line <= texts[frame.file].count("\n") + 1
    ]


def _difference(error: BaseException) -> Difference | None:
    found = error.difference if isinstance(error, CheckFailure) else None
    return found if isinstance(found, Difference) else None


def _hint(check: Check, status: Status) -> str:
    return check.hint if status in (Status.FAILED, Status.RAISED) else ""


def _snippet(status: Status, call: Call | None, file: str) -> str:
    if call is None or status in (Status.UNGRADABLE, Status.NOT_ATTEMPTED):
        return ""
    return snippet.render(file, *call)


def _message(error: BaseException, call: Call | None) -> str:
    if status_of(error) is Status.UNGRADABLE:
        return _ungradable(f"{type(error).__name__}: {error}")
    text = str(error).strip() or say("The answer is not right.")
    place = f"{CALL}{snippet.summary(*call)}]" if call else ""
    return f"{text[0].upper()}{text[1:]}{place}" if text.startswith("the ") else f"{text}{place}"


def _ungradable(what: str) -> str:
    return say(
        "The check itself could not be carried out ({what}). "
        "This is not your mistake, and it does not count as one: tell your instructor.",
        what=what,
    )


def _frames(error: BaseException) -> list[Frame]:
    frames: list[StudentFrame] = error.frames if isinstance(error, StudentRaised) else []
    return [Frame(file=f.file, line=f.line, function=f.function, text=f.text) for f in frames]
