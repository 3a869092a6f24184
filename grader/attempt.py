"""What a student's file holds of an exercise, before anything is run: nothing yet, something broken, or an attempt."""

from dataclasses import dataclass, field

from grader.blocks import empty_blocks, untouched
from grader.language import say
from grader.model import CodeBlock, Status
from grader.sandbox.messages import LoadFailure
from grader.submission import Source


@dataclass(frozen=True)
class Attempt:
    """An exercise as handed in. With a status there is nothing to run; `message` says why, `detail` in full."""

    status: Status | None = None
    message: str = ""
    detail: str = ""
    code: list[CodeBlock] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def examine(name: str, source: Source | None, stub: Source) -> Attempt:
    """Look at one exercise of a file, beside the stub as it was given out."""
    if source is None:
        return _missing(say("No file for this assignment was handed in."))
    if source.problem:
        return Attempt(Status.RAISED, say("The file could not be read."), source.problem)
    if name in source.broken:
        broken = source.broken[name]
        message = say(
            "Python cannot read this function: {file}, line {line}: {message}",
            file=broken.file,
            line=broken.line,
            message=broken.message,
        )
        shown = CodeBlock(file=broken.file, line=broken.line, text=broken.text)
        return Attempt(Status.RAISED, message, message, [shown])
    if name not in source.functions:
        return _missing(say("`{name}` is not defined in {file}.", name=name, file=source.file))
    return _compare(source.functions[name], stub.functions.get(name))


def _missing(message: str) -> Attempt:
    return Attempt(Status.NOT_ATTEMPTED, message, message)


def _compare(code: CodeBlock, given: CodeBlock | None) -> Attempt:
    if given is None:
        return Attempt(code=[code])
    empty, blocks = empty_blocks(code.text, given.text)
    if untouched(code.text, given.text):
        message = say("Nothing is filled in yet.") if blocks else say("It is still as it was given out.")
        return Attempt(Status.NOT_ATTEMPTED, message, message, [code])
    notes = [say("{empty} of its {blocks} blocks are still empty.", empty=empty, blocks=blocks)] if empty else []
    return Attempt(code=[code], notes=notes)


def unrunnable(failure: LoadFailure) -> str:
    """A sentence about a top-level statement that could not be carried out."""
    return say(
        "{file}, line {line}: `{text}` could not be carried out here ({error}). "
        "That matters only to a function that needs it.",
        file=failure.file,
        line=failure.line,
        text=failure.text,
        error=failure.error,
    )
