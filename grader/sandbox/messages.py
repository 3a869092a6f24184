"""Questions to a worker as they travel, and what it says in return, read with care."""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, NamedTuple

from grader.errors import (
    CourseError,
    StudentDied,
    StudentFault,
    StudentFrame,
    StudentMissing,
    StudentOutOfMemory,
    StudentRaised,
    WireError,
)
from grader.language import say
from grader.sandbox import wire

MAX_TEXT = 2000
"""Characters of a text that a worker says of itself, such as an exception's, that are kept."""
MAX_OUTPUT = 10_000
"""Characters of what a call prints that are kept; a worker keeps no more either."""
MAX_FRAMES = 20
MAX_FAILURES = 100
MESSAGE_BYTES = 1 << 18
"""Calls travel together up to this size; what is larger gains nothing by company."""


class Answer(NamedTuple):
    """What a call gave back: the value, and what was printed on the way.

    `left` is the list of the positional arguments as the function left them, if that was asked for and could be sent.
    `itself` says that the value is the very object that was asked, which stays in the worker.
    """

    value: Any
    output: str
    left: Any = None
    itself: bool = False


class Step(NamedTuple):
    """What is done with an object: a call of a method, or, if it `reads`, a look at an attribute."""

    name: str
    args: Sequence[Any]
    keywords: Mapping[str, Any]
    seed: int
    reads: bool = False


@dataclass(frozen=True)
class LoadFailure:
    """A top-level statement of the submission that could not be carried out."""

    file: str
    line: int
    text: str
    error: str


Units = Sequence[dict[str, Any]]
"""Texts as they travel."""
Helpers = Mapping[str, Callable[..., Any]]
"""Functions of the grader's that stand in for the student's, by name."""
NOTHING: Mapping[str, Any] = MappingProxyType({})


class Question(NamedTuple):
    """A call to be made.

    Attributes:
        function: its name.
        args: its positional arguments; they travel as copies.
        keywords: its keyword arguments.
        seed: what it draws at random without a seed of its own follows from this one.
        helpers: functions of the grader's that stand in for the submission's, by name.
        as_given: functions of the handout's that stand in for the submission's.
        observed: have the positional arguments sent back as the function left them.
        thing: the number under which the worker is to keep what the call gives back; None if the answer is that.
        steps: what has been done with it so far and, as the last of them, what is asked now.
        done: how many of the steps before the last one the worker has gone through; -1 before it has the thing at all.
    """

    function: str
    args: Sequence[Any] = ()
    keywords: Mapping[str, Any] = NOTHING
    seed: int = 0
    helpers: Helpers = NOTHING
    as_given: Sequence[str] = ()
    observed: bool = False
    thing: int | None = None
    steps: Sequence[Step] = ()
    done: int = -1

    @property
    def title(self) -> str:
        """What is asked, by its name: `f`, or `Scaler.fit` where it is a step."""
        return f"{self.function}.{self.steps[-1].name}" if self.steps else self.function


Reply = Answer | StudentFault
"""What a call came to."""


@dataclass(frozen=True)
class Replies:
    """What became of several calls: the replies up to the last one that was heard of, and which call was fatal, if one.

    Between the two there may be calls that were answered, but not heard of any more.
    """

    heard: list[Reply]
    fatal: int | None = None
    death: StudentDied | None = None


@dataclass
class Heard:
    """What a worker said to several questions, as it came: bundles of answers, in which nobody has looked.

    Attributes:
        bodies: the bundles.
        count: how many answers they say that they have.
        fatal: which of the calls was under way when the worker died, if it did.
        death: how it died.
        replies: what is known without looking, where answers came one by one.
    """

    bodies: list[memoryview] = field(default_factory=list)
    count: int = 0
    fatal: int | None = None
    death: StudentDied | None = None
    replies: list[Reply] = field(default_factory=list)

    @classmethod
    def joined(cls, parts: "Sequence[Heard]") -> "Heard":
        """What was said one time after the other, as if at once; of deaths, the first."""
        deaths = [part.death for part in parts if part.death is not None]
        return cls(
            bodies=[body for part in parts for body in part.bodies],
            count=sum(part.count for part in parts),
            death=deaths[0] if deaths else None,
            replies=[reply for part in parts for reply in part.replies],
        )

    @property
    def digest(self) -> bytes | None:
        """What tells these answers from others, to the last bit; None if the worker died, or said them one by one."""
        if self.death is not None or self.replies:
            return None
        digest = hashlib.blake2b(digest_size=32)
        for body in self.bodies:
            digest.update(wire.opened(body)[2])
        return digest.digest()

    def answers(self) -> Iterator[dict[str, Any]]:
        """The answers, one after the other.

        Raises:
            WireError: a bundle is not what it seems to be.
        """
        for body in self.bodies:
            _, answers = wire.decode(body)
            if len(answers) != wire.opened(body)[1]:
                raise WireError("There are not as many answers as a bundle says.")
            yield from answers


def written(question: Question) -> dict[str, Any]:
    """A question as it travels; what it does not ask for is left out."""
    message: dict[str, Any] = {"function": question.function, "args": list(question.args), "seed": question.seed}
    if question.keywords:
        message["keywords"] = dict(question.keywords)
    if question.helpers:
        message["replaced"] = list(question.helpers)
    if question.as_given:
        message["given"] = list(question.as_given)
    if question.observed:
        message["observed"] = True
    if question.thing is not None:
        message |= {"thing": question.thing, "steps": _left_to_do(question)}
        if question.done >= 0:
            message["args"] = None
    return message


def _left_to_do(question: Question) -> list[list[Any]]:
    steps = question.steps[max(question.done, 0) :]
    return [[step.name, list(step.args), dict(step.keywords), step.seed, step.reads] for step in steps]


@dataclass
class Message:
    """Calls that travel together, encoded."""

    questions: list[Question] = field(default_factory=list)
    entries: list[bytes] = field(default_factory=list)
    size: int = 0

    def add(self, question: Question) -> None:
        """Take one more.

        Raises:
            CourseError: what the check hands over cannot be sent.
        """
        try:
            entry = wire.encode(written(question), wire.MAX_BUNDLED)
        except WireError as error:
            raise CourseError(
                say(
                    "the check calls {function} with what cannot be sent: {reason}",
                    function=question.title,
                    reason=error,
                )
            ) from error
        self.questions.append(question)
        self.entries.append(entry)
        self.size += len(entry)


def in_messages(questions: Sequence[Question]) -> Iterator[Message]:
    """The questions in their order, as many together as a message is to hold."""
    together = Message()
    for question in questions:
        together.add(question)
        if together.size > MESSAGE_BYTES:
            yield together
            together = Message()
    if together.questions:
        yield together


def joined(messages: Sequence[Message]) -> list[Message]:
    """What has travelled in small messages, in few, in the same order."""
    together = [Message()]
    for message in messages:
        together[-1].questions += message.questions
        together[-1].entries += message.entries
        together[-1].size += message.size
        if together[-1].size > MESSAGE_BYTES:
            together.append(Message())
    return [message for message in together if message.questions]


def load_failures(answer: dict[str, Any]) -> list[LoadFailure]:
    """What a worker says of the statements that it could not carry out.

    Raises:
        WireError, LookupError, TypeError: it does not say it in the form that is due. So for all that is read here.
    """
    return [
        LoadFailure(_said(f["file"]), _number(f["line"]), _said(f["text"]), _said(f["error"]))
        for f in answer["failures"][:MAX_FAILURES]
    ]


def returned(answer: dict[str, Any], function: str) -> Answer:
    """What a worker says that a function gave back.

    Raises:
        StudentFault: it ended without a value.
    """
    said = reply(answer, function)
    if isinstance(said, StudentFault):
        raise said
    return said


def reply(answer: dict[str, Any], function: str) -> Reply:
    """What a worker says that a call came to."""
    if answer["kind"] == "missing":
        return StudentMissing(say("`{function}` is not defined, or is not a function.", function=function))
    if answer["kind"] == "raised":
        return _raised(answer)
    itself = answer.get("itself") is True
    return Answer(answer["value"], _said(answer["output"], MAX_OUTPUT), answer.get("left"), itself)


def _raised(answer: dict[str, Any]) -> StudentFault:
    frames = [
        StudentFrame(_said(f["file"]), _number(f["line"]), _said(f["function"]), _said(f["text"]))
        for f in answer["frames"][-MAX_FRAMES:]
    ]
    kind = StudentOutOfMemory if answer["memory"] else StudentRaised
    return kind(_said(answer["type"])[:100], _said(answer["text"]), frames)


def _said(text: Any, most: int = MAX_TEXT) -> str:
    """A text that a worker says; anything else is none, and is never written out: that may take for ever."""
    if type(text) is not str:
        raise WireError("An answer does not hold a text where one belongs.")
    return text[:most]


def _number(line: Any) -> int:
    if type(line) is not int:
        raise WireError("An answer does not hold a number where one belongs.")
    return line
