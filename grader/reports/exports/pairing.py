"""Which row of a downloaded file is whose: by numbers and addresses that are one person's alone, never by names."""

from collections import Counter
from collections.abc import Callable, Collection, Sequence

from grader.classroom import Person, StudentResult
from grader.language import counted, say
from grader.reports.text import clean_line
from grader.sentences import enumerated

Marks = Sequence[Collection[str]]
"""Of each row, or of each person, what it can be known by."""

PLATFORMS = {"moodle", "canvas", "gradescope", "github"}
MOST_NAMES = 10


def number_on(platform: str, person: Person) -> str:
    """Return the number that a platform gave a person; empty if their key says that it is another platform's."""
    other = person.key.partition(":")[0] in PLATFORMS - {platform}
    return "" if other else person.user_id


def pair(signs: Sequence[tuple[Marks, Marks]]) -> dict[int, int]:
    """Pair rows with people.

    Args:
        signs: for each kind of mark, the surest first, those of all rows and those of all people.

    Returns:
        The person's index by the row's. A mark that two rows or two people share pairs nobody.
    """
    paired: dict[int, int] = {}
    taken: set[int] = set()
    for rows, people in signs:
        person_of = _owners(people)
        for mark, row in _owners(rows).items():
            person = person_of.get(mark)
            if person is not None and row not in paired and person not in taken:
                paired[row] = person
                taken.add(person)
    return paired


def _owners(marks: Marks) -> dict[str, int]:
    """Return by each mark the one who has it; what two have, or is empty, is nobody's."""
    counted = Counter(mark for own in marks for mark in set(own))
    return {mark: index for index, own in enumerate(marks) for mark in own if mark and counted[mark] == 1}


def tell_of(students: Sequence[StudentResult], sentence: str, tell: Callable[[str], None]) -> None:
    """Say something of some students in one sentence, or nothing if there are none; ten of them are named.

    Args:
        students: whom it is about.
        sentence: what is said, with `{who}` where the students stand.
        tell: who is told.
    """
    if not students:
        return
    names = [clean_line(student.person.name) or clean_line(student.person.key) for student in students[:MOST_NAMES]]
    shown = enumerated(names)
    if (more := len(students) - MOST_NAMES) > 0:
        shown = say("{names} and {more} more", names=shown, more=more)
    who = counted("{count} student ({names})", "{count} students ({names})", len(students), names=shown)
    tell(say(sentence, who=who))
