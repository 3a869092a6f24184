"""Sentences in the language that was chosen for this process; from the start it is English, as they stand in the code.

A sentence is whole, and what differs from time to time stands in it by name: `say("{name} is missing", name=name)`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from grader.language.forms import recognised
from grader.language.words import Words

ENGLISH = "en"
LOCALE = Path(__file__).parents[1] / "locale"
"""The grader's own catalogues, where gettext looks for them: `<language>/LC_MESSAGES/grader.po`."""


@dataclass
class _Speech:
    """What this process speaks: a language's code, the grader's words and those of the course that is graded."""

    code: str = ENGLISH
    words: Words | None = None
    courses: list[Words] = field(default_factory=list)


_speech = _Speech()
"""One for all threads: a check that runs in pytest's own speaks as the command does that started it."""


def languages() -> list[str]:
    """The languages besides English that the grader has a catalogue of, such as `zh_CN`."""
    return sorted(path.parents[1].name for path in LOCALE.glob("*/LC_MESSAGES/grader.po"))


def own_catalogue(code: str) -> Path:
    """The file of the grader's own catalogue in a language besides English."""
    return LOCALE / code / "LC_MESSAGES" / "grader.po"


def speak(code: str, words: Words | None) -> None:
    """Speak a language from now on; a course's own words are to be learnt again.

    Args:
        code: the language's.
        words: what its catalogue says; None for English, which stands in the code.
    """
    _speech.code, _speech.words, _speech.courses = code, words, []


def learn(courses: list[Words]) -> None:
    """Know a course's own words, in place of another course's."""
    _speech.courses = courses


def current() -> str:
    """The code of the language that is spoken."""
    return _speech.code


def tag() -> str:
    """The same as HTML names it (BCP 47): `en-GB`, `zh-CN`."""
    return "en-GB" if _speech.code == ENGLISH else _speech.code.replace("_", "-")


def marked(sentence: str) -> str:
    """The sentence itself, which is said later: a word to those who look for what is to be translated."""
    return sentence


def say(sentence: str, /, **values: Any) -> str:
    """A sentence in the language that is spoken.

    Args:
        sentence: the English one, as the catalogue knows it.
        values: what stands in for its `{names}`; without any, braces are braces.
    """
    words = _speech.words
    said = words.sentences.get(sentence, sentence) if words else sentence
    return said.format(**values) if values else said


def counted(one: str, many: str, count: int, /, **values: Any) -> str:
    """A sentence about a number of things, which stands in for `{count}`.

    Args:
        one: the English sentence about one of them.
        many: the English sentence about any other number.
        count: how many there are.
        values: what stands in for the other names.
    """
    words = _speech.words
    forms = words.plurals.get(one) if words else None
    said = forms[words.form(count)] if words and forms else one if count == 1 else many
    return said.format(count=count, **values)


def course(sentence: str) -> str:
    """A course's own sentence: a title, a hint, what a check says of an answer."""
    return next((said for words in _speech.courses if (said := words.translated(sentence))), sentence)


def again(sentence: str, forms: Sequence[str]) -> str:
    """Say a sentence that was made in English where no language is known, such as in a worker.

    Args:
        sentence: what was said.
        forms: the sentences, with their `{names}`, of which it may be one.
    """
    if _speech.words is None:
        return sentence
    for form in forms:
        values = recognised(form, sentence)
        if values is not None:
            return say(form, **values)
    return sentence
