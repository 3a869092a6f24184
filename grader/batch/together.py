"""From the gradebook to a class's results: who is who, which attempt counts, and what the policies make of it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

import msgspec

from grader.assignment import Assignment
from grader.classroom import ClassResult, Person, Settled, StudentResult
from grader.gradebook import Attempt, Gradebook, nothing
from grader.language import counted, marked, say
from grader.model import AssignmentResult, ExerciseResult, Grade, Status, Verdict
from grader.reports.files import page_names
from grader.roster import Joined, join
from grader.sentences import listed
from grader.settling import Graded, settle, withhold

STUDENTS = "students"
"""The folder of the students' own pages, beside the class page."""
SHOWN = 20
"""Names in a sentence; the class page's table has them all."""
TIMELESS = marked("The download does not tell when anything was handed in, so that no due date was applied.")
UNGRADED = marked("This has not been graded yet. Run the same command again.")
"""Said of work that no verdict could be made of: it is no zero, and the next run tries again."""


def put_together(
    book: Gradebook,
    title: str,
    assignments: Sequence[Assignment],
    verdicts: Mapping[str, Verdict],
    *,
    notes: Iterable[str] = (),
) -> ClassResult:
    """The results of everybody in the gradebook and on its roster.

    Args:
        book: whose people and attempts they are.
        title: what the class is called.
        assignments: those that count.
        verdicts: by a file's digest, the verdict that counts for it; and one on each assignment that is not handed in.
        notes: what else is to be known of the class as a whole.
    """
    enrolled, people = book.enrolled(), book.people()
    joined = join(enrolled, people)
    rows = _rows(people, joined if enrolled else None)
    pages = page_names([person for person, _ in rows])
    marker = _Marker(assignments, verdicts, book.attempts(), {person.key: person.name for person in people})
    students = [marker.student(person, keys, f"{STUDENTS}/{pages[person.key]}.html") for person, keys in rows]
    return ClassResult(
        title=title,
        outline=tuple(marker.outline(assignment) for assignment in assignments),
        students=tuple(sorted(students, key=lambda s: (s.person.name.casefold(), s.person.key))),
        notes=(*notes, *(_of_roster(joined) if enrolled else ()), *marker.notes()),
    )


def for_students(result: ClassResult, assignments: Sequence[Assignment], now: datetime) -> ClassResult:
    """The same results without the hidden detail that the policies keep from students until a later time."""
    policies = {assignment.slug: assignment.settings.policy for assignment in assignments}
    students = [
        msgspec.structs.replace(student, grade=withhold(student.grade, policies, now)) for student in result.students
    ]
    return msgspec.structs.replace(result, students=tuple(students))


class _Marker:
    """What every student's results are put together from."""

    def __init__(
        self,
        assignments: Sequence[Assignment],
        verdicts: Mapping[str, Verdict],
        attempts: Mapping[str, list[Attempt]],
        names: Mapping[str, str],
    ) -> None:
        self.assignments = assignments
        self.verdicts = verdicts
        self.attempts = attempts
        self.names = names
        self.policies = {a.slug: a.settings.policy for a in assignments}

    def outline(self, assignment: Assignment) -> AssignmentResult:
        """The assignment as it is for those who handed in nothing."""
        verdict = self.verdicts.get(nothing(assignment.slug))
        return verdict.result if verdict else _without_verdict(assignment)

    def student(self, person: Person, keys: Sequence[str], page: str) -> StudentResult:
        """One student's results, from the attempts of all keys under which they handed in."""
        attempts = [attempt for key in keys for attempt in self.attempts.get(key, [])]
        chosen = [self._choose(assignment, attempts) for assignment in self.assignments]
        counted = [attempt for _, attempt in chosen if attempt is not None]
        verdicts = [self._verdict(a, attempt) for a, (_, attempt) in zip(self.assignments, chosen, strict=True)]
        others = dict.fromkeys(key for attempt in counted for key in attempt.people if key not in keys)
        return StudentResult(
            person=person,
            grade=_grade(person, verdicts, counted or attempts),
            settled=tuple(settled for settled, _ in chosen),
            report=page,
            group=tuple(self.names[key] for key in others),
        )

    def notes(self) -> Iterator[str]:
        """What is to be known of the class as a whole."""
        attempts = [attempt for mine in self.attempts.values() for attempt in mine]
        if any(p.due for p in self.policies.values()) and attempts and not any(a.submitted or a.late for a in attempts):
            yield say(TIMELESS)

    def _choose(self, assignment: Assignment, attempts: Sequence[Attempt]) -> tuple[Settled, Attempt | None]:
        """What counts of one assignment, and the attempt that it is."""
        mine = [attempt for attempt in attempts if assignment.slug in attempt.work]
        settled = settle(assignment.slug, self.policies[assignment.slug], [self._graded(assignment, a) for a in mine])
        return settled, mine[settled.attempt - 1] if settled.attempt else None

    def _graded(self, assignment: Assignment, attempt: Attempt) -> Graded:
        verdict = self.verdicts.get(attempt.work[assignment.slug])
        return Graded(submitted=attempt.submitted, late=attempt.late, score=verdict.result.score if verdict else 0)

    def _verdict(self, assignment: Assignment, attempt: Attempt | None) -> Verdict:
        digest = attempt.work[assignment.slug] if attempt else nothing(assignment.slug)
        found = self.verdicts.get(digest)
        return found or Verdict(result=_without_verdict(assignment), isolation={}, hidden=False)


def _grade(person: Person, verdicts: Sequence[Verdict], attempts: Sequence[Attempt]) -> Grade:
    results = [verdict.result for verdict in verdicts]
    return Grade(
        submission=person.name,
        isolation=_weakest([verdict.isolation for verdict in verdicts]),
        hidden=all(verdict.hidden for verdict in verdicts),
        score=sum(result.score for result in results),
        points=sum(result.points for result in results),
        assignments=results,
        notes=list(dict.fromkeys(note for attempt in attempts for note in attempt.notes)),
    )


def _weakest(isolations: Sequence[Mapping[str, str]]) -> dict[str, str]:
    """Of each layer what is worst: that it was off for one of the verdicts, if it was."""
    layers = dict.fromkeys(layer for isolation in isolations for layer in isolation)
    states = {layer: [i[layer] for i in isolations if layer in i] for layer in layers}
    return {layer: next((state for state in of if state != "on"), "on") for layer, of in states.items()}


def _without_verdict(assignment: Assignment) -> AssignmentResult:
    """An assignment that could not be graded so far."""
    exercises = [
        ExerciseResult(
            name=exercise.name,
            title=exercise.title,
            status=Status.UNGRADABLE,
            score=0,
            points=exercise.points.public + exercise.points.hidden,
            message=say(UNGRADED),
            checks=[],
        )
        for exercise in assignment.exercises
    ]
    points = sum(exercise.points for exercise in exercises)
    return AssignmentResult(
        slug=assignment.slug, title=assignment.title, file="", score=0, points=points, exercises=exercises
    )


def _rows(people: Sequence[Person], joined: Joined | None) -> list[tuple[Person, list[str]]]:
    """Everybody once, with the keys under which they handed in; who is on the roster goes by what stands there."""
    rows: dict[str, tuple[Person, list[str]]] = {}
    for person in people:
        known = joined.matched.get(person.key) if joined else None
        shown = _filled(known, person) if known else person
        _, keys = rows.setdefault(shown.key, (shown, []))
        keys.append(person.key)
    for person in joined.missing if joined else []:
        rows[person.key] = person, []
    return list(rows.values())


def _filled(known: Person, person: Person) -> Person:
    """Somebody on the roster, with what only the download knows of them."""
    missing = {name: getattr(person, name) for name in known.__struct_fields__ if not getattr(known, name)}
    return msgspec.structs.replace(known, **missing)


def _of_roster(joined: Joined) -> list[str]:
    matched, known = len({person.key for person in joined.matched.values()}), len(joined.matched)
    matches = counted(
        "{count} student of the download matched to {matched} on the roster.",
        "{count} students of the download matched to {matched} on the roster.",
        known,
        matched=matched,
    )
    notes = [matches, *joined.ambiguous]
    if joined.unknown:
        notes.append(say("Not on the roster, and graded all the same: {names}.", names=_names(joined.unknown)))
    if joined.missing:
        notes.append(say("On the roster, and handed in nothing: {names}.", names=_names(joined.missing)))
    return notes


def _names(people: Sequence[Person]) -> str:
    names = listed([person.name for person in people[:SHOWN]])
    return say("{names}, and {more} more", names=names, more=len(people) - SHOWN) if len(people) > SHOWN else names
