"""What each student hands in: work as files, of ordinary, hostile, broken and empty kinds."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random

from grader.demo.choosing import Work, draw_work, weaker
from grader.demo.damage import damage, emptied
from grader.demo.dressing import Wardrobe
from grader.demo.files import File
from grader.demo.hostile import HOSTILE
from grader.demo.material import Material, settled
from grader.demo.people import Someone
from grader.demo.plan import Answered, Answers, PlannedAnswer, StudentKind
from grader.submission.matching import by_exercises

COPIED, RESUBMITTED, LATE = 0.08, 0.04, 0.07
"""The shares of ordinary students who hand in another's files, who hand in twice, and who are late."""
_FIRST = datetime(2025, 3, 3, 9, tzinfo=UTC)
_MINUTES = 10 * 24 * 60
"""From the first hand-in to the last."""
_NOT_THERE = (Answered.MISSING, Answered.UNREADABLE)
ONE_WAITS_OF = 10
"""Of that many hostile students one waits for a deadline; each of those takes a call's whole time."""


@dataclass(frozen=True)
class HandIn:
    """What one student, or a group, handed in. `earlier` is a first attempt, of a day before.

    `bare` says that it is a single file which is known for what it is under any name.
    """

    people: tuple[Someone, ...]
    kind: StudentKind
    work: Work
    files: Sequence[File]
    submitted: datetime
    late: bool
    bare: bool
    earlier: Sequence[File] = ()


class Desk:
    """Draws hand-ins, one after another, from one source of chance.

    Args:
        random: where chance comes from.
        wardrobe: what work there is, and how it looks.
        links: whether a hand-in can hold symbolic links.
    """

    def __init__(self, random: Random, wardrobe: Wardrobe, *, links: bool) -> None:
        self._random = random
        self._wardrobe = wardrobe
        self._materials = wardrobe.materials
        self._links = links
        self._hostile_so_far = 0
        self._ordinary: list[tuple[Work, Sequence[File]]] = []

    def draw(self, people: tuple[Someone, ...], kind: StudentKind, *, again: bool) -> HandIn:
        """What these people hand in together, of which the first has made the files; some do it `again` where they can.

        Only what ordinary students hand in is ever copied or handed in twice.
        """
        work, files = self._drawn(people[0], kind)
        earlier: Sequence[File] = ()
        if kind is StudentKind.ORDINARY:
            self._ordinary.append((work, files))
            if again and self._random.random() < RESUBMITTED:
                before = weaker(self._random, self._materials, work)
                earlier = self._wardrobe.dress(self._random, people[0], before)
        return HandIn(
            people=people,
            kind=kind,
            work=work,
            files=files,
            submitted=_FIRST + timedelta(minutes=self._random.randrange(_MINUTES)),
            late=self._random.random() < LATE,
            bare=len(files) == 1 and self._known(work, files[0]),
            earlier=earlier,
        )

    def _drawn(self, person: Someone, kind: StudentKind) -> tuple[Work, Sequence[File]]:
        if kind is StudentKind.EMPTY:
            return emptied(self._materials) if self._wardrobe.flat else ({}, [])
        if kind is StudentKind.ORDINARY and self._ordinary and self._random.random() < COPIED:
            return self._random.choice(self._ordinary)
        work = draw_work(self._random, self._materials)
        if kind is StudentKind.BROKEN:
            return damage(self._random, self._wardrobe, person, work, links=self._links)
        if kind is StudentKind.HOSTILE:
            slug = self._random.choice(list(work))
            work[slug] = self._attacked(self._materials[slug], work[slug])
        return work, self._wardrobe.dress(self._random, person, work)

    def _attacked(self, material: Material, answers: Answers) -> dict[str, PlannedAnswer]:
        waits = self._hostile_so_far % ONE_WAITS_OF == 1
        self._hostile_so_far += 1
        name = self._random.choice([hostile.name for hostile in HOSTILE if hostile.waits is waits])
        exercise = self._random.choice(material.exercises)
        return settled(material, {**answers, exercise: PlannedAnswer(Answered.HOSTILE, name)})

    def _known(self, work: Work, file: File) -> bool:
        """Whether a file says by what is in it which assignments it is for."""
        if file.suffix == ".zip":
            return True
        [(slug, answers)] = work.items()
        readable = {name for name, answer in answers.items() if answer.kind not in _NOT_THERE}
        assignments = [material.assignment for material in self._materials.values()]
        return by_exercises(readable, assignments) == ([self._materials[slug].assignment], True)
