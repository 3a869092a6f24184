"""Many parts that are run at a time: each goes on until it asks something, and then all that is asked is asked at once.

A part is ordinary code that calls a function and waits for what it gives back. greenlet lets it wait inside the call,
so that nothing in it has to know of the others.
"""

import contextvars
import threading
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Generic, NamedTuple, TypeVar, cast

from greenlet import getcurrent, greenlet

Asked = TypeVar("Asked")
Told = TypeVar("Told")
Result = TypeVar("Result")


class Chorus(Generic[Asked, Told]):
    """Runs parts, and puts what they ask to whoever answers.

    Args:
        answer: gives a reply to each of many questions, in their order; what it raises ends all parts.
    """

    def __init__(self, answer: Callable[[Sequence[Asked]], Sequence[Told]]) -> None:
        self._answer = answer

    def sing(self, parts: Iterable[Callable[[], Result]]) -> list[Result]:
        """Run parts to their ends; what each came to, in their order. What a part raises ends all of them.

        Each has a context of its own, so that what it sets in a context variable is not seen by the others.
        """
        voices: list[greenlet] = []
        results: dict[greenlet, Result] = {}
        try:
            waiting = {}
            for part in parts:
                voices.append(voice := _voice())
                waiting[voice] = voice.switch([part])
            while waiting := _without_over(waiting, results):
                replies = iter(self._answer([question for asked in waiting.values() for question in asked]))
                heard = {voice: [next(replies) for _ in asked] for voice, asked in waiting.items()}
                waiting = {voice: voice.switch(replies) for voice, replies in heard.items()}
            return [results[voice] for voice in voices]
        finally:
            for voice in voices:
                _rest(voice, over=voice in results)

    def ask(self, questions: Sequence[Asked]) -> list[Told]:
        """Ask from within a part, and wait for the replies."""
        hub = getcurrent().parent
        assert hub is not None
        return cast(list[Told], hub.switch(questions))


class _Over(NamedTuple):
    """What a part came to."""

    result: Any


class _Resting(threading.local):
    """This thread's greenlets that have nothing to do: to make one takes longer than most parts."""

    def __init__(self) -> None:
        self.voices: list[greenlet] = []


_resting = _Resting()


def _voice() -> greenlet:
    """A greenlet that waits for a part, with a fresh context."""
    voice = _resting.voices.pop() if _resting.voices else greenlet(_perform)
    voice.gr_context = contextvars.copy_context()
    return voice


def _rest(voice: greenlet, *, over: bool) -> None:
    """Keep a greenlet for another part if its last one is over; otherwise end what it is at."""
    if over and not voice.dead:
        voice.gr_context = None
        _resting.voices.append(voice)
    else:
        voice.throw()


def _perform(box: list[Callable[[], Any]]) -> None:
    """Run part after part. Each is taken out of its box, so that nothing of it is kept while there is nothing to do."""
    while True:
        hub = getcurrent().parent
        assert hub is not None
        box = hub.switch(_Over(box.pop()()))


def _without_over(waiting: dict[greenlet, object], results: dict[greenlet, Result]) -> dict[greenlet, Sequence[Asked]]:
    """Those that have asked; what the others came to is put with the results."""
    asked = {}
    for voice, value in waiting.items():
        if isinstance(value, _Over):
            results[voice] = value.result
        else:
            asked[voice] = cast(Sequence[Asked], value)
    return asked
