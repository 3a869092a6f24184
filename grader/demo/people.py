"""The people of a class: names of many languages, numbers, logins, addresses."""

import itertools
import unicodedata
from collections import Counter
from dataclasses import dataclass, replace
from random import Random

from grader.errors import GraderError
from grader.language import say

MOST_PEOPLE = 100_000
SMALL = 8
"""A class with fewer people has no two of one name, and nobody in it is out of the ordinary."""
_HOSTILE_NAME = ("Ng", "=1+1")
_SECTIONS = ("Tutorial A", "Tutorial B", "Tutorial C", "Distance")

_FAMILY_FIRST = {
    "王 李 陈 欧阳": "伟 秀英 子涵 静",
    "김 이 박": "민준 서연 하은",
    "佐藤 鈴木": "花子 健",
    "Nguyễn Trần": "Thị_Ánh Minh_Đức",
    "Kovács Szabó": "Ágnes Győző",
}
_GIVEN_FIRST = {
    "Smith Jones O'Brien Taylor-Reid D'Souza Ng": "Emma Olivia Jack Noah Grace Zoë",
    "Müller Groß Schröder von_der_Heide": "Hans Jürgen Änne Karl-Heinz",
    "García_López Muñoz Peña": "José_María Lucía Íñigo",
    "Lefèvre Dupont-Aignan L'Hôpital": "Chloé Benoît Anaïs",
    "Sørensen Ångström Þórsdóttir": "Åse Bjørn Guðrún",
    "Çelik Yıldız": "Işıl Ömer",
    "Wiśniewski Łukasik Dvořáková": "Zdzisław Żaneta Řehoř",
    "Иванова Щербаков": "Юлия Семён",
    "Παπαδόπουλος Γεωργίου": "Ελένη Νίκος",
    "حسن الزهراء": "فاطمة محمد",
    "כהן לוי": "נועה דוד",
    "शर्मा पटेल": "प्रिया अर्जुन",
    "Okafor Adébáyọ̀ Mbeki": "Chidi Ngozi Thandiwe",
}
_ALONE = "Suharto Sukarno Teller பிரியா"
"""Names of one word, which are whole as they are. In all of these tables a line below stands for a blank."""


@dataclass(frozen=True)
class Someone:
    """A person. `number` is the platform's, `student_id` the school's; `folder` is a name that nobody else has."""

    family: str
    given: str
    name: str
    number: int
    student_id: str
    login: str
    section: str
    folder: str

    @property
    def sortable(self) -> str:
        """The name with the family's first, such as `Müller, Hans`."""
        return ", ".join(filter(None, [self.family, self.given]))

    @property
    def email(self) -> str:
        """An address that nobody has."""
        return f"{self.login}@students.example"


def draw_people(random: Random, count: int) -> list[Someone]:
    """Some people, in no order. In a class of 8 and more two have one name, and one a name that a spreadsheet acts on.

    Raises:
        GraderError: the count is below 1, or larger than any class.
    """
    if not 1 <= count <= MOST_PEOPLE:
        raise GraderError(say("A class has from 1 to {most} students, and not {count}.", most=MOST_PEOPLE, count=count))
    names = _names(random, count)
    numbers = random.sample(range(100_000, 1_000_000), count)
    ids = random.sample(range(10_000, 10_000 + 10 * count), count)
    people = [
        Someone(
            family=family,
            given=given,
            name=name,
            number=numbers[n],
            student_id=f"s{ids[n]}",
            login=f"{_latin(given)[:1]}{_latin(family)[:8]}{n + 1}" if _latin(family) else f"student{n + 1}",
            section=random.choice(_SECTIONS),
            folder=name,
        )
        for n, (family, given, name) in enumerate(names)
    ]
    return _with_own_folders(people)


def _names(random: Random, count: int) -> list[tuple[str, str, str]]:
    """Family name, given name, and both as they are said together."""
    pools = [_usual_names(), _mixed_names()]
    while sum(map(len, pools)) < count:
        pools.append(_mixed_names())
    names = [name for pool in pools for name in random.sample(pool, len(pool))][:count]
    if count >= SMALL:
        family, given = _HOSTILE_NAME
        names[-1] = (family, given, f"{given} {family}")
        names[-2] = names[0]
    return random.sample(names, count)


def _usual_names() -> list[tuple[str, str, str]]:
    first = [(f, g, f"{f}{'' if _is_east_asian(f) else ' '}{g}") for f, g in _pairs(_FAMILY_FIRST)]
    last = [(f, g, f"{g} {f}") for f, g in _pairs(_GIVEN_FIRST)]
    alone = [(name, "", name) for name in _split(_ALONE)]
    return [*first, *last, *alone]


def _mixed_names() -> list[tuple[str, str, str]]:
    """Each family's name with the given names of all other languages."""
    usual = set(_pairs(_GIVEN_FIRST))
    mixed = _pairs({" ".join(_GIVEN_FIRST): " ".join(_GIVEN_FIRST.values())})
    return [(family, given, f"{given} {family}") for family, given in mixed if (family, given) not in usual]


def _pairs(table: dict[str, str]) -> list[tuple[str, str]]:
    return [pair for families, given in table.items() for pair in itertools.product(_split(families), _split(given))]


def _split(names: str) -> list[str]:
    return [unicodedata.normalize("NFC", name.replace("_", " ")) for name in names.split()]


def _is_east_asian(name: str) -> bool:
    return unicodedata.east_asian_width(name[0]) == "W"


def _latin(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return "".join(c for c in plain if c.isalpha())


def _with_own_folders(people: list[Someone]) -> list[Someone]:
    """The same people; of those who share a name, all but the first have a number behind it."""
    met: Counter[str] = Counter()
    own = []
    for person in people:
        met[person.name] += 1
        own.append(replace(person, folder=f"{person.name} ({met[person.name]})") if met[person.name] > 1 else person)
    return own
