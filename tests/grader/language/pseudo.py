"""A language that nobody speaks: all that is said is in it, so that English which is left was never asked for."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from grader import language
from grader.language import speaking
from grader.language.catalogue import Words

KEPT = re.compile(r"`[^`]*`|\{[^{}]*\}|<[^>]*>")
LETTERS = re.compile(r"[A-Za-z]+")
ENGLISH = re.compile(r"[a-z]{2,}")


class Sentences(dict[str, Any]):
    """Every sentence, with `ж` for each of its words besides code, {names} and HTML."""

    def get(self, sentence: str, default: Any = None) -> Any:
        return foreign(sentence)


class Plurals(dict[str, Any]):
    """The same for both forms of a sentence about a number of things."""

    def get(self, one: str, default: Any = None) -> Any:
        return (foreign(one),)


def foreign(sentence: str) -> str:
    texts, kept = KEPT.split(sentence), KEPT.findall(sentence.replace("%B", "%m"))  # a month has a number
    said = [LETTERS.sub("ж", text) for text in texts]
    return "".join(part for pair in zip(said, [*kept, ""], strict=True) for part in pair)


@contextmanager
def spoken() -> Iterator[None]:
    """Speak it for a while."""
    language.choose("zh_CN")
    speaking._speech.words = Words(sentences=Sentences(), forms={}, plurals=Plurals(), form=lambda _: 0)
    try:
        yield
    finally:
        language.choose(language.ENGLISH)


def left(text: str) -> list[str]:
    """The words of English in a text, besides code."""
    return ENGLISH.findall(re.sub(r"<(code|pre|style)\b.*?</\1>|<[^>]*>|`[^`]*`", " ", text, flags=re.DOTALL))
