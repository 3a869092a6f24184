"""The language in which the grader speaks to people: English as it stands in the code, or what a catalogue says for it."""

from grader.language.choosing import preferred
from grader.language.speaking import (
    ENGLISH,
    again,
    choose,
    counted,
    course,
    current,
    marked,
    say,
    study,
    tag,
)

__all__ = ["ENGLISH", "again", "choose", "counted", "course", "current", "marked", "preferred", "say", "study", "tag"]
