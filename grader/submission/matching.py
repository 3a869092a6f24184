"""Which assignment a file is for: by its name, or failing that by the exercises that it defines."""

import re
import unicodedata
from collections.abc import Collection
from functools import lru_cache

from grader.assignment import Assignment

_SUFFIX = re.compile(r"(\.(py|ipynb|txt|json))+$", re.IGNORECASE)
_WORD = re.compile(r"v?\d+[a-z]?(?![^\W\d_])|[^\W\d_]+|\d+")
_VERSION = re.compile(
    r"v?\d+[a-z]?|v|copy|kopie|copie|副本|final|finished|done|new|latest|complete|completed|solved|answers?|solution|"
    r"submission|of|graded|student|assignment|homework|hw|week|notebook|exercise",
)
_SHORTEST = 6
"""Letters that a name needs to be recognised within a longer one: `init` says too little in `init_utils`."""

_NAMES = 2_000
"""Names whose words are remembered: a course's own, and those that a class's files have in common."""

FAR = 3
"""The distance of names that have nothing in common."""


@lru_cache(_NAMES)
def words(name: str) -> tuple[str, ...]:
    """The words of a file's name: no case, no punctuation, no suffix, American spelling, digits apart."""
    plain = unicodedata.normalize("NFKC", _SUFFIX.sub("", name))
    camel = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", plain)
    return tuple(w.replace("isation", "ization") for w in _WORD.findall(camel.casefold()))


@lru_cache(_NAMES)
def bare(name: str) -> str:
    """A name's words run together, without version, copy and homework marks at either end."""
    kept = list(words(name))
    while len(kept) > 1 and _VERSION.fullmatch(kept[-1]):
        kept.pop()
    while len(kept) > 1 and _VERSION.fullmatch(kept[0]):
        kept.pop(0)
    return "".join(kept)


def by_name(name: str, assignments: list[Assignment]) -> Assignment | None:
    """The one assignment that is nearest to a file's name, if any is near."""
    distances = [distance(name, assignment) for assignment in assignments]
    nearest = min(distances, default=FAR)
    if nearest == FAR or distances.count(nearest) > 1:
        return None
    return assignments[distances.index(nearest)]


def distance(name: str, assignment: Assignment) -> int:
    """How far a file's name is from an assignment's.

    0 if they differ in case and punctuation alone, 1 if in marks of version or copy, 2 if the one stands within the
    other, and `FAR` if they have nothing in common.
    """
    names = [assignment.slug, *assignment.settings.also_named]
    whole, marked = "".join(words(name)), bare(name)
    if whole in {"".join(words(n)) for n in names}:
        return 0
    if marked in map(bare, names):
        return 1
    return 2 if any(len(bare(n)) >= _SHORTEST and bare(n) in whole for n in names) else FAR


def by_exercises(functions: Collection[str], assignments: list[Assignment]) -> tuple[list[Assignment], bool]:
    """The assignments whose exercises a file defines, and whether that is beyond doubt.

    One file may hold several assignments: each of which it defines at least half. Where it does so of none, the one
    it defines most of; if several share that place, it is in doubt which is meant.
    """
    shares = {a.slug: sum(e.name in functions for e in a.exercises) / len(a.exercises) for a in assignments}
    halves = [a for a in assignments if shares[a.slug] >= 0.5]
    if halves:
        return halves, True
    most = max(shares.values(), default=0)
    best = [a for a in assignments if most and shares[a.slug] == most]
    return best, len(best) < 2


def is_helper(name: str, library: Collection[str]) -> bool:
    """Whether a file only helps others: one of the course's own modules, under any version, or so called."""
    return bare(name) in {bare(n) for n in library} or bool({"utils", "util", "utilities"} & set(words(name)))
