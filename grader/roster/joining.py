"""The roster and those who handed in, joined: who is who, in the order of how certain it is."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter

from grader.classroom import Person
from grader.language import marked, say
from grader.roster.names import one_word, run_together, same_plain_words, same_words
from grader.sentences import listed

Marks = Callable[[Person], Iterable[str]]
"""What somebody is known by, in one way of looking."""


@dataclass(frozen=True)
class Joined:
    """Who on the roster is who among those who handed in.

    `matched` gives, by the key of each who handed in, the one on the roster. `ambiguous` are sentences on those who
    could be several; neither they nor those whom they could be are in any other list, since it is not known who they
    are. `missing` are on the roster and handed in nothing; `unknown` handed in and are not on the roster.
    """

    matched: dict[str, Person]
    ambiguous: list[str]
    missing: list[Person]
    unknown: list[Person]


def join(roster: Sequence[Person], people: Sequence[Person]) -> Joined:
    """Find those who handed in on the roster, by what is most certain first.

    That is the platform's number, the school's number, the address, the account's name; then a folder's name that is
    one of these; then the name: the same words in any order, the same without accents, the same run together as Canvas
    writes it. A name counts only where it leaves no choice on either side. By their IDs two may be one student, who
    handed in on two platforms.

    Args:
        roster: who should have handed in.
        people: who did.
    """
    joining = _Joining(roster, people)
    for name in ("user_id", "student_id", "email", "login"):
        joining.by(_field(name), _field(name), certain=True)
    joining.by(_folder, _ids, certain=True)
    joining.by(_name(same_words), _name(same_words), certain=False)
    joining.by(_name(same_plain_words), _name(same_plain_words), certain=False)
    joining.by(_name(one_word), _name(run_together), certain=False)
    return joining.result()


def _field(name: str) -> Marks:
    value = attrgetter(name)
    return lambda person: [value(person).casefold()] if value(person) else []


def _name(marks: Callable[[str], set[str]]) -> Marks:
    return lambda person: marks(person.name)


def _folder(person: Person) -> list[str]:
    """The name of a folder or a file that somebody made by hand, and that may be a number or an account's name."""
    return [person.name.casefold()] if person.key.startswith("folder:") else []


def _ids(person: Person) -> list[str]:
    account = person.email.partition("@")[0]
    return [value.casefold() for value in (person.student_id, person.user_id, person.login, account) if value]


class _Joining:
    """The state of a join: who is left to be found, who is matched, and whom somebody in doubt could be."""

    def __init__(self, roster: Sequence[Person], people: Sequence[Person]) -> None:
        self._roster = {person.key: person for person in roster}
        self._left = {person.key: person for person in people}
        self._matched: dict[str, Person] = {}
        self._holders: dict[str, str] = {}
        self._doubtful: set[str] = set()
        self._sentences: list[str] = []

    def by(self, of_people: Marks, of_roster: Marks, *, certain: bool) -> None:
        """Settle those who are left and share a mark with somebody on the roster.

        `certain` marks are IDs, of which two people may hold one; a name leaves a choice as soon as there are two.
        """
        fits = self._fits(of_people, of_roster)
        claimants: dict[str, list[str]] = defaultdict(list)
        for key, fitting in fits.items():
            for known in fitting:
                claimants[known].append(key)
        for key, fitting in fits.items():
            rivals = [other for known in fitting for other in claimants[known] if other != key]
            rivals += [self._holders[known] for known in fitting if known in self._holders]
            if len(fitting) == 1 and (certain or not rivals):
                self._matched[key] = self._roster[fitting[0]]
            else:
                self._doubtful.update(fitting)
                self._sentences.append(self._sentence(key, fitting, rivals))
        for key in fits:
            del self._left[key]
        self._holders |= {person.key: key for key, person in self._matched.items()}

    def result(self) -> Joined:
        """What has been found; those who are left are unknown."""
        found = {*self._holders, *self._doubtful}
        missing = [person for key, person in self._roster.items() if key not in found]
        return Joined(self._matched, self._sentences, missing, list(self._left.values()))

    def _fits(self, of_people: Marks, of_roster: Marks) -> Mapping[str, list[str]]:
        """For each who is left, the keys of those on the roster with one of their marks."""
        index: dict[str, dict[str, None]] = defaultdict(dict)
        for person in self._roster.values():
            for mark in of_roster(person):
                index[mark][person.key] = None
        fits = {
            key: list(dict.fromkeys(known for mark in of_people(person) for known in index.get(mark, ())))
            for key, person in self._left.items()
        }
        return {key: fitting for key, fitting in fits.items() if fitting}

    def _sentence(self, key: str, fitting: Sequence[str], rivals: Sequence[str]) -> str:
        known = [say("{name} ({key})", name=self._roster[one].name, key=one.removeprefix("roster:")) for one in fitting]
        sentence = marked(
            "{name} ({key}) could be {known} of the roster. "
            "They stay apart until the roster gives an ID, an address or a login that is theirs alone."
        )
        if rivals:
            sentence = marked(
                "{name} ({key}) could be {known} of the roster, and so could {others}. "
                "They stay apart until the roster gives an ID, an address or a login that is theirs alone."
            )
        values = {"name": self._left[key].name, "key": key, "known": say(" or ").join(known)}
        return say(sentence, **values, others=listed(list(dict.fromkeys(rivals))))
