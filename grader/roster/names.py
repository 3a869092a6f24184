"""What a name is known by, from the strictest way of looking to the loosest. Two are one if they share any mark."""

import re
import unicodedata
from collections.abc import Iterator, Sequence

_SPELT_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"})
_STROKES = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"})
"""Letters that Unicode does not take apart into a letter and its accent."""


def same_words(name: str) -> set[str]:
    """The same words in any order, whatever their case and what stands between them."""
    return _in_any_order(_words(name))


def same_plain_words(name: str) -> set[str]:
    """The same without accents, in each way in which people leave them out: `muller` and `mueller` for Müller."""
    return {mark for words in _plain(name) for mark in _in_any_order(words)}


def run_together(name: str) -> set[str]:
    """The words without anything between them, beginning with any: the surname comes first in one of these."""
    return {mark for words in [_words(name), *_plain(name)] for mark in _turns(words)}


def one_word(name: str) -> set[str]:
    """The marks of a name that has been run together, as Canvas does it; none for any other."""
    return run_together(name) if len(_words(name)) == 1 else set()


def _words(name: str) -> list[str]:
    return re.findall(r"[^\W_]+", re.sub("['’]", "", unicodedata.normalize("NFKC", name).casefold()))


def _plain(name: str) -> list[list[str]]:
    words = _words(name)
    return [[_bare(word) for word in words], [_bare(word.translate(_SPELT_OUT)) for word in words]]


def _bare(word: str) -> str:
    letters = unicodedata.normalize("NFKD", word.translate(_STROKES))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def _in_any_order(words: Sequence[str]) -> set[str]:
    return {" ".join(sorted(words))} if words else set()


def _turns(words: Sequence[str]) -> Iterator[str]:
    for start in range(len(words)):
        yield "".join([*words[start:], *words[:start]])
