"""The calls that the checks of an exercise make, alone or many at a time in one message, and what is known of them."""

import contextlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple, TypeVar

from grader.assignment import Limits
from grader.calls import Call, Outcome, is_light
from grader.checks.compare import Tolerance, first_difference
from grader.chorus import Chorus
from grader.errors import CourseError, NondeterministicError, StudentDied, StudentFault, StudentRaised
from grader.following import follow
from grader.language import say
from grader.precedents import Exchange, Precedents
from grader.remembered import Known
from grader.sandbox.messages import Answer, Heard, Message, Question, Reply, Step, in_messages
from grader.sandbox.seam import Sandbox
from grader.sandbox.wire import Unsupported
from grader.student import Made, Manner, Student, StudentObject
from grader.texts import Handout, Loading
from grader.workers import Workers

MAX_OUTPUT = 2000
"""Characters of what a check's calls print that are kept for the report."""


Place = tuple[Any, ...]
"""Where in an exercise's checks a call is made: the turn, the call's number in it, and the first or second time."""


@dataclass
class Turn:
    """One check, or one example of it, as far as it has come.

    Attributes:
        name: what tells it from the others of the exercise.
        seed: what student code draws at random follows from it alone; it goes up by one with each call.
        twice: whether every input is sent two times, to find out whether it gets one answer.
        last: the last call that was made.
        output: what the calls printed.
        nothing: whether the last answer was None.
    """

    name: Any = None
    seed: int = 0
    twice: bool = False
    last: Call | None = None
    output: str = ""
    nothing: bool = False


class _Asked(NamedTuple):
    """A call on its way to the worker."""

    place: Place
    call: Call
    question: Question


@dataclass
class _Told:
    """What is known of one worker.

    `fatal` is the call that it died of, `foretold` what it need not be asked any more, and `done` how many steps it has
    gone through with each thing that it has.
    """

    fatal: tuple[Call, StudentDied] | None = None
    foretold: dict[Place, Reply] = field(default_factory=dict)
    done: dict[int, int] = field(default_factory=dict)


_turn: ContextVar[Turn] = ContextVar("turn")
Result = TypeVar("Result")


class BrokenOffError(Exception):
    """A call was fatal while many were made at a time. It and what had been answered by then are kept."""


class StudentRun:
    """One exercise's calls. Its worker is opened by the first one."""

    def __init__(self, sandbox: Sandbox, limits: Limits, loaded: Loading, handout: Handout | None = None) -> None:
        self._workers = Workers(sandbox, limits, loaded, handout)
        self._handout = handout
        self._told = _Told()
        self._told_aside = _Told()
        self._is_aside = False
        self._ahead: deque[Exchange] = deque()
        self._numbers: dict[Place, int] = {}
        self._chorus: Chorus[_Asked, Reply] | None = None
        self._before = 0  # how many outcomes there were before those that are made together now
        self.outcomes: list[Outcome] = []
        self.exchanges: list[Exchange] = []

    @property
    def functions(self) -> "Student":
        """What the `student` fixture is."""
        return Student(self)

    @property
    def round_trips(self) -> int:
        """How many messages have been exchanged with the exercise's workers so far; many calls may go in one."""
        return self._workers.messages

    @property
    def turn(self) -> Turn:
        """The check or the example that is under way in this context."""
        if (turn := _turn.get(None)) is None:
            _turn.set(turn := Turn())
        return turn

    def begin(self, seed: int, *, twice: bool = False, name: Any = None) -> Turn:
        """Start a check, or one example of it: a `Turn`."""
        turn = Turn(name, seed, twice)
        _turn.set(turn)
        return turn

    def together(self, parts: Iterable[Callable[[], Result]]) -> list[Result]:
        """Run several turns at a time, so that the calls that they wait for are made in one message.

        Raises:
            BrokenOffError: one of the calls was fatal. The same turns can then be run one after the other: what is
                known already is not asked again, and the fatal call ends as it did.
        """
        self._chorus = Chorus(self._ask_all)
        self._before = len(self.outcomes)
        try:
            return self._chorus.sing(parts)
        finally:
            self._chorus = None

    def follow(self, precedents: Precedents) -> Known | None:
        """Ask what others were asked, as long as their answers are given; what theirs came to, if all of them are.

        Otherwise the checks find that they have asked already what they begin with.
        """
        followed = follow(precedents, self._workers)
        self._ahead.extend(followed.exchanges)
        return followed.known

    @contextlib.contextmanager
    def aside(self) -> Iterator[None]:
        """Ask another worker for a while, and keep no outcomes: what is tried there leaves no trace here."""
        self._swap()
        try:
            yield
        finally:
            if self._told.fatal is not None:
                self._end()
            self._swap()

    def _swap(self) -> None:
        """Change the exercise's own worker for the one on which things are tried, or back."""
        self._workers.swap()
        self._told, self._told_aside = self._told_aside, self._told
        self._is_aside = not self._is_aside

    def call(self, manner: Manner, function: str, *args: Any, **keywords: Any) -> Any:
        """Call a student's function in the worker; its answer, or what stands for an object that stays there.

        Raises:
            StudentFault: it ended without a value; after a fatal call every further one ends as that did.
            CheckFailure: it gave two answers to one input.
            CourseError: the check has replaced the very function that it calls.
        """
        if function in manner.helpers or function in manner.as_given:
            raise CourseError(f"the check calls {function} and replaces it: it would judge the replacement")
        self._hold_given(manner)
        call, seed = Call(function, args, keywords), self.turn.seed + 1
        if not manner.keeps:
            return _seen(manner, self._answered(manner, call, seed), args)
        made = Made((self.turn.name, seed), call, seed)
        self._answered(manner, call, seed, made.place)
        return StudentObject(self, replace(manner, keeps=False), made)

    def act(self, manner: Manner, made: Made, name: str, *args: Any, **keywords: Any) -> Any:
        """Call a method of an object in the worker; raises what `call` does."""
        return self._on(manner, made, Step(name, args, keywords, self.turn.seed + 1))

    def read(self, manner: Manner, made: Made, name: str) -> Any:
        """Read an attribute of an object in the worker; raises what `call` does."""
        return self._on(manner, made, Step(name, (), {}, self.turn.seed + 1, reads=True))

    def _on(self, manner: Manner, made: Made, step: Step) -> Any:
        answer = self._answered(manner, made.then(step), made.seed, made.place)
        return StudentObject(self, manner, made) if answer.itself else _seen(manner, answer, step.args)

    def _answered(self, manner: Manner, call: Call, seed: int, place: Place | None = None) -> Answer:
        """The answer to a call, or to the last step with what was made at a place."""
        _hold_no_object(call)
        turn = self.turn
        if self._told.fatal is not None:
            turn.last, death = self._told.fatal
            raise death
        turn.last = call
        turn.seed += 1
        question = Question(
            call.function, call.args, call.keywords, seed, manner.helpers, manner.as_given, manner.observed
        )
        asked = []
        for attempt in range(2 if turn.twice and is_light((call.last.args, call.last.keywords)) else 1):
            if place is not None:
                number = self._numbers.setdefault((*place, attempt), len(self._numbers))
                question = question._replace(thing=number, steps=call.steps)
            asked.append(_Asked((turn.name, turn.seed, attempt), call, question))
        first, *second = self._chorus.ask(asked) if self._chorus else map(self._ask, asked)
        answer = _answer(first)
        turn.output = (turn.output + answer.output)[:MAX_OUTPUT]
        turn.nothing = answer.value is None and not answer.itself
        for reply in second:
            _hold_same(question.title, answer.value, _answer(reply).value)
        return answer

    def close(self) -> None:
        """End the workers, as far as there are any."""
        self._workers.close()

    def _end(self) -> None:
        """End the worker that is asked now."""
        self._workers.end()
        self._told.fatal = None
        self._told.done.clear()

    def _ask(self, asked: _Asked) -> Reply:
        """The reply to one question, which may be known already; after a fatal call, that one's."""
        if self._told.fatal is not None:
            return self._told.fatal[1]
        known = self._told.foretold
        if asked.place not in known:
            known = self._made_out([asked], self._heard_alone(asked))
        reply = known[asked.place]
        if isinstance(reply, StudentDied):
            self._told.fatal = asked.call, reply
        self._keep(asked, reply)
        return reply

    def _heard_alone(self, asked: _Asked) -> Heard:
        messages = list(self._in_messages([asked]))
        heard = self._workers.hear(messages)
        if self._is_aside:
            self.exchanges.append(Exchange((), messages, heard, aside=True))
        return heard

    def _ask_all(self, many: Sequence[_Asked]) -> Sequence[Reply]:
        """The replies to many questions, asked at once."""
        replies = self._made_out(many, self._exchange(many))
        self._told.foretold.update(replies)
        for death in replies.values():
            if isinstance(death, StudentDied):
                self._start_over()
                raise BrokenOffError from death
        for asked in many:
            self._keep(asked, replies[asked.place])
        return [replies[asked.place] for asked in many]

    def _exchange(self, many: Sequence[_Asked]) -> Heard:
        """What the worker says to many questions, which they may have been asked already."""
        places = [asked.place for asked in many]
        if self._ahead and self._ahead[0].places != places:  # a check asks something else each time: it is on its own
            self._ahead.clear()
            self._end()
        if self._ahead:
            exchange = self._ahead.popleft()
        else:
            messages = list(self._in_messages(many))
            exchange = Exchange(places, messages, self._workers.hear(messages))
        self.exchanges.append(exchange)
        return exchange.heard

    def _made_out(self, many: Sequence[_Asked], heard: Heard) -> dict[Place, Reply]:
        """The replies to many questions; where one of them is fatal, what is known by then, and the death."""
        asked_for = [asked.question for asked in many]
        said = self._workers.read(asked_for, heard)
        replies = {asked.place: reply for asked, reply in zip(many, said.heard, strict=False)}
        for asked in many[: len(said.heard)]:
            if asked.question.thing is not None:
                self._told.done[asked.question.thing] = len(asked.question.steps)
        return replies if said.death is None or said.fatal is None else {**replies, many[said.fatal].place: said.death}

    def _in_messages(self, many: Sequence[_Asked]) -> Iterator[Message]:
        return in_messages([self._from_here(asked.question) for asked in many])

    def _from_here(self, question: Question) -> Question:
        """The question for the worker that there is now: all the steps before the last one are behind it, or none."""
        before = len(question.steps) - 1
        has_it = question.thing is not None and before >= 0 and self._told.done.get(question.thing) == before
        return question._replace(done=before) if has_it else question

    def _start_over(self) -> None:
        """Forget what was called; whatever is asked and not known yet is asked of a fresh worker."""
        self._end()
        self._ahead.clear()
        del self.outcomes[self._before :]

    def _hold_given(self, manner: Manner) -> None:
        for name in manner.as_given:
            if self._handout is None or name not in self._handout.names:
                raise CourseError(f"the check wants {name} as it was given out, and the stub has no such function")

    def _keep(self, asked: _Asked, reply: Reply) -> None:
        """Note what a call came to, but for what is tried aside."""
        if self._is_aside:
            return
        question = asked.question
        came_to = Outcome(asked.call, question.helpers, question.seed, thing=question.thing)
        if isinstance(reply, StudentRaised):
            self.outcomes.append(came_to._replace(raised=reply))
        elif isinstance(reply, Answer):  # what a worker says without being asked is nothing
            left = reply.left if question.observed else None
            self.outcomes.append(came_to._replace(value=reply.value, left=left))


def _hold_no_object(call: Call) -> None:
    last = call.last
    if any(isinstance(value, StudentObject) for value in (*last.args, *last.keywords.values())):
        raise CourseError(
            "the check hands over an object that stays in the worker: call its methods, or let a function of the "
            "student's make it and go on with it there"
        )


def _answer(reply: Reply) -> Answer:
    """The answer that a reply is.

    Raises:
        StudentFault: it is none.
    """
    if isinstance(reply, StudentFault):
        raise reply
    return reply


def _seen(manner: Manner, answer: Answer, args: Sequence[Any]) -> Any:
    """What the check gets of an answer."""
    return (answer.value, _as_left(answer.left, args)) if manner.observed else answer.value


def _as_left(left: Any, args: Sequence[Any]) -> list[Any]:
    """The arguments as a worker says that they were left; one that says nothing of the kind did something to them."""
    if type(left) is list and len(left) == len(args):
        return left
    return [Unsupported("unknown", "nothing that could be looked at after the call")] * len(args)


def _hold_same(function: str, first: Any, second: Any) -> None:
    """Hold two answers to one input to each other, but for what an array's place in memory may change."""
    different = first_difference(second, first, Tolerance(relative=1e-9, absolute=1e-12))
    if different is not None:
        raise NondeterministicError(
            say(
                "`{function}` is nondeterministic: the same input gave two different answers. "
                "Look for what it keeps between calls, a clock, or a generator of its own without a seed.",
                function=function,
            ),
            different.difference,
        )
