"""The language in which the grader speaks to people: English as it stands in the code, or what a catalogue says."""

from grader.language.choosing import preferred
from grader.language.learning import choose, study
from grader.language.speaking import (
    ENGLISH,
    again,
    counted,
    course,
    current,
    marked,
    own_catalogue,
    say,
    tag,
)

__all__ = [
    "ENGLISH",
    "again",
    "choose",
    "counted",
    "course",
    "current",
    "marked",
    "own_catalogue",
    "preferred",
    "say",
    "study",
    "tag",
]
