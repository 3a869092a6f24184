"""A gettext catalogue as it stands in a .po file, read with Babel.

The form is GNU gettext's (its manual, section 3.1). What is not translated, fuzzy, or does not name what the English
sentence names is left out, and so is said in English as a whole.
"""

import gettext
from functools import lru_cache
from pathlib import Path
from typing import Any

from babel.core import UnknownLocaleError
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import PoFileError, read_po

from grader.errors import CourseError
from grader.language.forms import names
from grader.language.speaking import marked, say
from grader.language.words import Words

FORM = "form"
"""The context (msgctxt) of a course's sentences that have names in braces; in all others braces are braces."""
KEPT = 64
NO_CATALOGUE = marked("{file} is not a catalogue: {error}. Its form is gettext's .po.")
NO_CATALOGUE_AT = marked("{file}, line {line} is not a catalogue: {error}. Its form is gettext's .po.")


def read_words(file: Path) -> Words:
    """Read a catalogue, once for each state of its file.

    Raises:
        CourseError: it cannot be read, or is not a catalogue; the sentence names it.
    """
    try:
        return _read(file.read_bytes(), file)
    except OSError as error:
        raise CourseError(
            say("The catalogue {file} cannot be read: {reason}.", file=file, reason=error.strerror or error)
        ) from error


def read_catalogue(file: Path) -> Catalog:
    """Read a catalogue with all that stands in it.

    Raises:
        CourseError: it is not a catalogue; the sentence names it and the line.
    """
    try:
        with file.open("rb") as opened:
            return read_po(opened, abort_invalid=True)
    except PoFileError as error:
        line = getattr(error, "lineno", None)
        sentence = NO_CATALOGUE if line is None else NO_CATALOGUE_AT
        raise CourseError(say(sentence, file=file, error=error, line=(line or 0) + 1)) from error
    except (OSError, ValueError, LookupError, SyntaxError, TypeError, AttributeError, UnknownLocaleError) as error:
        raise CourseError(say(NO_CATALOGUE, file=file, error=error)) from error


def is_finished(message: Message) -> bool:
    """Whether a message is translated, in all its forms, and names what the English one names."""
    said, english = forms(message.string), forms(message.id)
    wanted = {name for form in english for name in names(form)}
    named = message.context == FORM or message.pluralizable or "python-brace-format" in message.flags
    agree = not named or all(names(form) | {"count"} >= wanted and names(form) <= wanted | {"count"} for form in said)
    return bool(said) and all(said) and not message.fuzzy and agree


def forms(texts: Any) -> list[str]:
    """The texts of a message, of which there are several where it is about a number of things."""
    return [text or "" for text in texts] if isinstance(texts, list | tuple) else [texts or ""]


@lru_cache(KEPT)
def _read(_: bytes, file: Path) -> Words:
    catalogue = read_catalogue(file)
    finished = [message for message in catalogue if message.id and is_finished(message)]
    single = [(m.context, forms(m.id)[0], forms(m.string)[0]) for m in finished if not m.pluralizable]
    return Words(
        sentences={english: said for context, english, said in single if context != FORM},
        forms={english: said for context, english, said in single if context == FORM},
        plurals={forms(m.id)[0]: tuple(forms(m.string)) for m in finished if m.pluralizable},
        form=gettext.c2py(catalogue.plural_expr),
    )
