"""How work looks when it is handed in: under which names, as scripts or notebooks, and with what beside it."""

import codecs
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from random import Random

from grader.assignment import Assignment
from grader.demo.choosing import Work, draw_common
from grader.demo.files import File, pack
from grader.demo.material import Material
from grader.demo.notebooks import as_notebook
from grader.demo.people import Someone
from grader.demo.plan import STUB, Answered, Answers
from grader.submission.matching import by_name

PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f64540"
    "0000000049454e44ae426082"
)
"""A PNG of one transparent pixel."""

NOTEBOOKS, PACKED, NESTED, DEEPER, LEFTOVER = 0.4, 0.12, 0.03, 0.08, 0.05
"""The shares of students who work in notebooks, who hand in one zip, who pack all but one file, who hand in a folder
in a folder, and who leave an older file beside the one that they filled in."""

_NAMES = (
    "{slug}",
    "{slug} (1)",
    "{slug}_final",
    "{capital}+v2",
    "week5_{slug}",
    "{slug} - Copy",
    "{title}",
    "{also}",
    "Copy of {slug}",
    "{slug}_v2_final",
)
"""From what is common to what is rare."""

_ENCODINGS: Sequence[Callable[[str], bytes]] = (
    lambda text: text.encode(),
    lambda text: text.replace("\n", "\r\n").encode(),
    lambda text: codecs.BOM_UTF8 + text.replace("\n", "\r\n").encode(),
    lambda text: codecs.BOM_UTF16_LE + text.encode("utf-16-le"),
)
"""How editors write a text, from what is common to what is rare."""

_BESIDE = (
    File(".DS_Store", b"\0\0\0\1Bud1" + bytes(24)),
    File("README.md", b"# My work\n\nSee the scripts.\n"),
    File("cost.png", PICTURE),
    File("notes.txt", b"Remember: sqrt, not the square.\n"),
    File("__pycache__/notes.cpython-311.pyc", b"\xa7\r\r\n" + bytes(12)),
)
"""What lies about where people work."""


@dataclass(frozen=True)
class Wardrobe:
    """Makes files of answers. `flat` says that a hand-in holds no folders, `helpers` are the course's own modules."""

    materials: Mapping[str, Material]
    helpers: Sequence[File]
    flat: bool

    def dress(self, random: Random, person: Someone, work: Work) -> list[File]:
        """The files of somebody's work: loose, in a folder further down, or in a zip."""
        files = self.loose(random, person, work)
        draw = random.random()
        if draw < PACKED:
            hidden = [File(f"__MACOSX/._{file.name}", b"\0\5\x16\7") for file in files]
            return [pack(f"{person.login}.zip", [*files, *hidden])]
        if draw < PACKED + NESTED:
            return [*files[:1], *([pack("the rest.zip", files[1:])] if files[1:] else [])]
        if draw < PACKED + NESTED + DEEPER and not self.flat:
            return [file.below("coursework/my work") for file in files]
        return files

    def loose(self, random: Random, person: Someone, work: Work) -> list[File]:
        """A file for each assignment, and what lies beside them."""
        notebooks = random.random() < NOTEBOOKS
        files = [self._file(random, person, slug, work[slug], notebook=notebooks) for slug in work]
        files += [self._leftover(slug) for slug in work if _begun(work[slug]) and random.random() < LEFTOVER]
        beside = [*_BESIDE, *self.helpers]
        chosen = random.sample(beside, random.choice((0, 0, 0, 1, 2)))
        return [*files, *(file for file in chosen if not (self.flat and "/" in file.path))]

    def _file(self, random: Random, person: Someone, slug: str, answers: Answers, *, notebook: bool) -> File:
        material = self.materials[slug]
        name = self._name(random, material.assignment)
        text = f"# {person.name}\n\n{material.text(answers)}"
        if notebook:
            return File(f"{name}.ipynb", as_notebook(text))
        return File(f"{name}.py", draw_common(random, _ENCODINGS)(text))

    def _leftover(self, slug: str) -> File:
        """The stub, as it was given out, beside the file with the work in it."""
        material = self.materials[slug]
        return File(f"{slug}_v0.py", material.text(dict.fromkeys(material.exercises, STUB)).encode())

    def _name(self, random: Random, assignment: Assignment) -> str:
        """A name by which the assignment is known again."""
        slug = assignment.slug
        also = random.choice([slug, *assignment.settings.also_named])
        pattern = draw_common(random, _NAMES)
        name = pattern.format(slug=slug, capital=slug.capitalize(), title=assignment.title, also=also)
        known = by_name(name, [material.assignment for material in self.materials.values()]) == assignment
        return name if known and re.fullmatch(r"[\w +()-]+", name) else slug


def _begun(answers: Answers) -> bool:
    return any(answer.kind not in (Answered.STUB, Answered.MISSING) for answer in answers.values())
