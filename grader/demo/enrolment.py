"""Who is in a class, what kind of student each is, and who hands in together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random

from grader.demo.people import SMALL, Someone, draw_people
from grader.demo.plan import StudentKind

SHARES = {StudentKind.HOSTILE: 0.03, StudentKind.BROKEN: 0.03, StudentKind.EMPTY: 0.015, StudentKind.ABSENT: 0.03}
"""How many of a class are of each kind; at least one is, and all others are ordinary."""
UNLISTED, PAIRS = 0.004, 0.02
"""How many hand in and are not on the roster, and how many pairs there are where people can hand in together."""


@dataclass(frozen=True)
class Enrolment:
    """A class's people. `groups` are those who hand in, most of them alone; the others are `absent`."""

    kinds: Mapping[Someone, StudentKind]
    groups: Sequence[tuple[Someone, ...]]
    unlisted: frozenset[Someone]

    @property
    def absent(self) -> list[Someone]:
        """Those who hand in nothing."""
        return [person for person, kind in self.kinds.items() if kind is StudentKind.ABSENT]

    @property
    def listed(self) -> list[Someone]:
        """Those on the roster, in the order of their names."""
        return sorted((p for p in self.kinds if p not in self.unlisted), key=lambda p: (p.sortable, p.number))


def enrol(random: Random, students: int, *, groups: bool) -> Enrolment:
    """Draw a class of that many students; only where there can be groups are there any.

    Raises:
        GraderError: no class is of that size.
    """
    people = draw_people(random, students)
    special = [kind for kind, share in SHARES.items() for _ in range(_some(share, students))]
    drawn = special + [StudentKind.ORDINARY] * (students - len(special))
    kinds = dict(zip(people, random.sample(drawn, students), strict=True))
    ordinary = [person for person, kind in kinds.items() if kind is StudentKind.ORDINARY]
    pairs, alone = _some(PAIRS, students) if groups else 0, _some(UNLISTED, students)
    chosen = random.sample(ordinary, 2 * pairs + alone)
    partners = dict(zip(chosen[:pairs], chosen[pairs : 2 * pairs], strict=True))
    led = set(partners.values())
    return Enrolment(
        kinds=kinds,
        groups=[
            (person, partners[person]) if person in partners else (person,)
            for person, kind in kinds.items()
            if kind is not StudentKind.ABSENT and person not in led
        ],
        unlisted=frozenset(chosen[2 * pairs :]),
    )


def _some(share: float, students: int) -> int:
    """A share of a class in people, which is one at least unless the class is small."""
    return 0 if students < SMALL else max(1, round(share * students))
