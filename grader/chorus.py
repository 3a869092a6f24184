"""Many parts that are run at a time: each goes on until it asks something, and then all that is asked is asked at once.

A part is ordinary code that calls a function and waits for what it gives back. greenlet lets it wait inside the call,
so that nothing in it has to know of the others.
"""

import contextvars
from collections.abc import Callable, Iterable, Sequence
from typing import Generic, TypeVar, cast

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
        voices = [_voice(part) for part in parts]
        results: dict[greenlet, Result] = {}
        waiting = {voice: voice.switch() for voice in voices}
        try:
            while waiting := _without_ended(waiting, results):
                replies = iter(self._answer([question for asked in waiting.values() for question in asked]))
                heard = {voice: [next(replies) for _ in asked] for voice, asked in waiting.items()}
                waiting = {voice: voice.switch(replies) for voice, replies in heard.items()}
        finally:
            for voice in voices:
                voice.throw()  # does nothing to one that has ended
        return [results[voice] for voice in voices]

    def ask(self, questions: Sequence[Asked]) -> list[Told]:
        """Ask from within a part, and wait for the replies."""
        hub = getcurrent().parent
        assert hub is not None
        return cast(list[Told], hub.switch(questions))


def _voice(part: Callable[[], Result]) -> greenlet:
    voice = greenlet(part)
    voice.gr_context = contextvars.copy_context()
    return voice


def _without_ended(waiting: dict[greenlet, object], results: dict[greenlet, Result]) -> dict[greenlet, Sequence[Asked]]:
    """Those that have asked; what the others came to is put with the results."""
    results.update({voice: cast(Result, value) for voice, value in waiting.items() if voice.dead})
    return {voice: cast(Sequence[Asked], value) for voice, value in waiting.items() if not voice.dead}
