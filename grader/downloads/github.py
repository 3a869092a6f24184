"""GitHub: a folder of clones. GitHub Classroom calls each `{assignment}-{login}`, or `{assignment}-{team}`.

Nothing is read out of `.git`. A commit's time is what its author's computer said, and can be set to anything, so that
clones tell no time of handing in.
"""

from collections.abc import Sequence

from grader.classroom import Person
from grader.downloads.outline import Claim, Claims, Outline, Part, left_aside
from grader.language import marked
from grader.submission.text import person_name, showable


def fits(outline: Outline) -> bool:
    """Whether at least half of the folders are clones."""
    cloned = _cloned(outline)
    return bool(cloned) and 2 * len(cloned) >= len(outline.folders)


def claims(outline: Outline) -> Claims:
    """One hand-in for each clone; the login is what follows the part that all their names share."""
    cloned = _cloned(outline)
    shared = _shared(cloned)
    handins = []
    for name in cloned:
        login = person_name(name[len(shared) :])
        handins.append(
            Claim((Person(key=f"github:{login}", name=login, login=login),), (Part(f"{name}/"),), showable(name))
        )
    others = [name for name in [*outline.files, *outline.folders] if name not in set(cloned)]
    return Claims(handins, left_aside(others, marked("a clone has a .git folder in it")))


def _cloned(outline: Outline) -> list[str]:
    return [name for name, inner in outline.folders.items() if {".git", ".git/"} & set(inner)]


def _shared(names: Sequence[str]) -> str:
    """The beginning that all names share, up to a hyphen: the assignment's name. One name alone shares nothing."""
    if len(names) < 2:
        return ""
    first, last = min(names), max(names)  # what these two share lies at the beginning of every name between them
    length = next((n for n, (a, b) in enumerate(zip(first, last, strict=False)) if a != b), len(first))
    beginning, hyphen, _ = first[:length].rpartition("-")
    return beginning + hyphen
