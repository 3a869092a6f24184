"""What a check calls the student's functions by: `student.f(x)`, and the objects that stay in the worker."""

import contextlib
import functools
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from types import ModuleType
from typing import Any, Protocol

from grader.calls import Call
from grader.sandbox.messages import Helpers, Step


@dataclass(frozen=True)
class Manner:
    """How functions are called.

    Attributes:
        helpers: functions that stand in for some of theirs, by name.
        as_given: the names of those that the handout's stand in for.
        observed: whether the arguments are looked at after the call.
        keeps: whether what they give back stays where it is, and is asked there.
    """

    helpers: Helpers = field(default_factory=dict)
    as_given: tuple[str, ...] = ()
    observed: bool = False
    keeps: bool = False


PLAINLY = Manner()
"""Without helpers, and without looking."""


class Run(Protocol):
    """What makes the calls."""

    def call(self, manner: Manner, function: str, *args: Any, **keywords: Any) -> Any:
        """Call a function."""

    def act(self, manner: Manner, made: "Made", name: str, *args: Any, **keywords: Any) -> Any:
        """Call a method of an object."""

    def read(self, manner: Manner, made: "Made", name: str) -> Any:
        """Read an attribute of an object."""


@dataclass
class Made:
    """What a call has made: where in the checks, and all that has been done with it since."""

    place: Any
    call: Call
    seed: int

    def then(self, step: Step) -> Call:
        """Note one step more; the call with all of them."""
        self.call = self.call._replace(steps=(*self.call.steps, step))
        return self.call


class StudentObject:
    """An object that stays in the worker: its methods by name, and its attributes in brackets, `scaler["mean_"]`.

    A method that gives back the object itself, as `fit` does, gives this one back. Arguments and answers are copies.
    """

    def __init__(self, run: Run, manner: Manner, made: Made) -> None:
        self._run = run
        self._manner = manner
        self._made = made

    def __getattr__(self, name: str) -> Callable[..., Any]:
        if name.startswith("_"):
            raise AttributeError(name)
        return functools.partial(self._run.act, self._manner, self._made, name)

    def __getitem__(self, name: str) -> Any:
        return self._run.read(self._manner, self._made, name)

    def __call__(self, *args: Any, **keywords: Any) -> Any:
        """Call the object itself."""
        return self._run.act(self._manner, self._made, "__call__", *args, **keywords)


class Student:
    """The student's functions, by name. Arguments travel as copies: what they do to them stays there."""

    def __init__(self, run: Run, manner: Manner = PLAINLY) -> None:
        self._run = run
        self._manner = manner

    def __getattr__(self, name: str) -> Callable[..., Any]:
        if name.startswith("_"):
            raise AttributeError(name)
        return functools.partial(self._run.call, self._manner, name)

    @property
    def observed(self) -> "Student":
        """The same functions, giving back the answer and the list of positional arguments as they left them."""
        return Student(self._run, replace(self._manner, observed=True))

    @property
    def objects(self) -> "Student":
        """The same functions and classes, but what they give back stays in the worker, and is asked there."""
        return Student(self._run, replace(self._manner, keeps=True))

    def replacing(self, **helpers: Callable[..., Any]) -> "Student":
        """The same functions, but where they call the named ones they get the given ones' answers."""
        return Student(self._run, replace(self._manner, helpers={**self._manner.helpers, **helpers}))

    def as_given(self, *names: str) -> "Student":
        """The same functions, but where they call the named ones they get those of the handout.

        Unlike helpers, these run beside the student's functions, in the worker: a thousand calls of one cost no round
        trip. So it is for what the handout gives away in full, and for nothing that is to be found.
        """
        return Student(self._run, replace(self._manner, as_given=(*self._manner.as_given, *names)))


@contextlib.contextmanager
def replaced(module: ModuleType, helpers: Helpers) -> Iterator[None]:
    """Let some functions of a module be others for a while."""
    before = {name: vars(module)[name] for name in helpers if name in vars(module)}
    vars(module).update(helpers)
    try:
        yield
    finally:
        for name in helpers:
            del vars(module)[name]
        vars(module).update(before)
