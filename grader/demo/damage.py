"""Work that cannot be read, or not all of it: what goes wrong between a student's machine and the platform."""

import functools
from collections.abc import Callable, Mapping, Sequence
from random import Random

from grader.demo.choosing import Work
from grader.demo.dressing import PICTURE, Wardrobe
from grader.demo.files import File, locked, pack
from grader.demo.material import SYNTAX_ERROR, Material, settled
from grader.demo.notebooks import as_notebook
from grader.demo.people import Someone
from grader.demo.plan import Answered, PlannedAnswer

_LETTER = "Dear professor,\n\nI could not get it to work this week. Here is what I tried:\n\n  * the loop\n"
_BOMB_BYTES = 30 * 1024 * 1024
"""Above what a reader takes of one file, and some 30 kB in a zip."""


def _cut(file: File) -> File:
    return file._replace(data=file.data[: len(file.data) // 2])


@functools.cache
def _bomb(slug: str) -> File:
    return pack("work.zip", [File(f"{slug}.py", bytes(_BOMB_BYTES))])


_FILES: Mapping[str, Callable[[str, str], File]] = {
    "no Python": lambda slug, _: File(f"{slug}.py", _LETTER.encode()),
    "half a notebook": lambda slug, text: _cut(File(f"{slug}.ipynb", as_notebook(text))),
    "a renamed picture": lambda slug, _: File(f"{slug}.py", PICTURE),
    "an empty file": lambda slug, _: File(f"{slug}.py"),
    "a link": lambda slug, _: File(f"{slug}.py", link=f"../../../solutions/{slug}/{slug}.py"),
}
"""What may stand in place of one assignment's file, whose slug and text are given."""

_ZIPS: Mapping[str, Callable[[str, str], File]] = {
    "a zip cut short": lambda slug, text: _cut(pack("work.zip", [File(f"{slug}.py", text.encode())])),
    "a locked zip": lambda slug, text: locked(pack("work.zip", [File(f"{slug}.py", text.encode())])),
    "a zip bomb": lambda slug, _: _bomb(slug),
}
"""What may stand in place of everything; nothing but the first assignment is in it."""

_ONE_FUNCTION = "a syntax error"


def damage(
    random: Random, wardrobe: Wardrobe, person: Someone, work: Work, *, links: bool
) -> tuple[Work, Sequence[File]]:
    """Some work after one thing went wrong with it, and its files; a link only where there can be `links`."""
    kinds = [_ONE_FUNCTION, *_FILES, *_ZIPS]
    kind = random.choice([kind for kind in kinds if links or kind != "a link"])
    slug = next(iter(work)) if kind in _ZIPS else random.choice(list(work))
    material = wardrobe.materials[slug]
    if kind == _ONE_FUNCTION:
        exercise = random.choice(material.exercises)
        answers = settled(material, {**work[slug], exercise: SYNTAX_ERROR})
        left = {**work, slug: answers}
        return left, wardrobe.dress(random, person, left)
    lost = dict.fromkeys(material.exercises, PlannedAnswer(Answered.UNREADABLE, kind))
    text = material.text(work[slug])
    if kind in _ZIPS:
        return {slug: lost}, [_ZIPS[kind](slug, text)]
    others = {other: answers for other, answers in work.items() if other != slug}
    return {**others, slug: lost}, [*wardrobe.loose(random, person, others), _FILES[kind](slug, text)]


def emptied(materials: Mapping[str, Material]) -> tuple[Work, Sequence[File]]:
    """An empty file, where there can be no empty folder."""
    slug, material = next(iter(materials.items()))
    kind = "an empty file"
    return {slug: dict.fromkeys(material.exercises, PlannedAnswer(Answered.UNREADABLE, kind))}, [_FILES[kind](slug, "")]
