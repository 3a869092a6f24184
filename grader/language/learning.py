"""A language is chosen: its catalogue is read, and those of a course."""

from collections.abc import Iterable
from pathlib import Path

from grader.language.speaking import ENGLISH, current, learn, own_catalogue, speak


def choose(code: str) -> None:
    """Speak a language from now on; a course's own words are to be studied again.

    Args:
        code: `en`, or one of `languages()`.
    """
    speak(ENGLISH, None)  # what is wrong with a catalogue is said without it
    if code != ENGLISH:
        from grader.language.catalogue import read_words  # noqa: PLC0415 - Babel loads only where it is needed

        speak(code, read_words(own_catalogue(code)))


def study(files: Iterable[Path]) -> None:
    """Learn a course's own words from its catalogues in the language that is chosen, in place of another course's.

    Args:
        files: the catalogues; those that are not there have nothing to say.

    Raises:
        CourseError: a file is not a catalogue; the sentence names it.
    """
    if current() == ENGLISH:
        return
    from grader.language.catalogue import read_words  # noqa: PLC0415 - as above

    learn([read_words(file) for file in files if file.is_file()])
