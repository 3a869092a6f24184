"""The small pieces that sentences are put together from, wherever the grader says something."""

import re
from collections.abc import Iterable, Sequence

from grader.language import say


def listed(items: Sequence[str]) -> str:
    """Return `a`, `a and b`, `a, b and c`; nothing for nothing."""
    if len(items) < 2:
        return "".join(items)
    return say("{items} and {last}", items=enumerated(items[:-1]), last=items[-1])


def enumerated(items: Iterable[str]) -> str:
    """Return `a, b, c`."""
    return say(", ").join(items)


def sentences(*said: str) -> str:
    """Return sentences one after the other, without those that are empty."""
    whole = ""
    for sentence in filter(None, said):
        whole = say("{said} {more}", said=whole, more=sentence) if whole else sentence
    return whole


def paragraphs(text: str) -> list[str]:
    """Return the paragraphs of a text, each in one line."""
    return [" ".join(part.split()) for part in re.split(r"\n\s*\n", text.strip())]
