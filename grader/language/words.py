"""The words of a language: what a catalogue says, by what is said in English."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from grader.language.forms import recognised


@dataclass(frozen=True)
class Words:
    """What a catalogue says.

    `sentences` are by their English ones; `forms` are those of them that are recognised by what stands around the names
    in them. `plurals` are by the English sentence about one thing, and `form` says which of them a number takes.
    """

    sentences: Mapping[str, str]
    forms: Mapping[str, str]
    plurals: Mapping[str, tuple[str, ...]]
    form: Callable[[int], int]

    def translated(self, sentence: str) -> str:
        """The sentence itself, or the one that a form gives, in this language; nothing if it is not known."""
        if sentence in self.sentences:
            return self.sentences[sentence]
        for form, said in self.forms.items():
            values = recognised(form, sentence)
            if values is not None:
                return said.format(**values)
        return ""
