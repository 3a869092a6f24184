"""Sentences with names in braces: what stands for them in a sentence that was made of one, and whether two agree."""

import re
from functools import cache
from string import Formatter

FIELD = re.compile(r"[.\[]")


def recognised(form: str, sentence: str) -> dict[str, str] | None:
    """The values by their names with which the form gives the sentence, or None if it does not."""
    found = _pattern(form).fullmatch(sentence)
    return found.groupdict() if found else None


def names(form: str) -> set[str]:
    """The names in a form; empty for a text whose braces are no such thing."""
    try:
        return {FIELD.split(field)[0] for _, field, _, _ in Formatter().parse(form) if field}
    except ValueError:
        return set()


@cache
def _pattern(form: str) -> re.Pattern[str]:
    """What matches every sentence of a form. A name that comes again stands for the same."""
    pieces: list[str] = []
    seen: set[str] = set()
    for text, field, _, _ in Formatter().parse(form):
        pieces.append(re.escape(text))
        if field:
            pieces.append(f"(?P={field})" if field in seen else f"(?P<{field}>.+?)")
            seen.add(field)
    return re.compile("".join(pieces), re.DOTALL)
