"""After a check, a solution or the grader has changed: who would move, from what to what, and why."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from grader.batch.queue import Piece
from grader.classroom import ClassResult, Move, StudentResult
from grader.gradebook import Gradebook, Kept
from grader.language import say
from grader.model import AssignmentResult, CheckResult, Verdict
from grader.reports.words import STATUS_WORDS
from grader.version import Version, changed

LONG = 3.0
"""Seconds that a file took which waited for a deadline; what only calculates takes less."""


def outdated(kept: Iterable[Kept], versions: Mapping[str, Version]) -> list[Kept]:
    """Of the verdicts that count, those that were made by something else than what is there now."""
    return [one for one in kept if one.version.slug in versions and one.version != versions[one.version.slug]]


def pieces(book: Gradebook, stale: Sequence[Kept], versions: Mapping[str, Version]) -> Iterator[list[Piece]]:
    """What is to be graded anew and has not been yet, from the files as the gradebook keeps them."""
    for kept in stale:
        slug, digest = kept.version.slug, kept.source
        if book.has_verdict(digest, versions[slug]):
            yield []
        else:
            yield [Piece(slug, digest, kept.verdict.times.seconds > LONG)]


def reasons(stale: Sequence[Kept], versions: Mapping[str, Version]) -> dict[str, tuple[str, ...]]:
    """What has changed since, by assignment."""
    found: dict[str, dict[str, None]] = {}
    for kept in stale:
        slug = kept.version.slug
        found.setdefault(slug, {}).update(dict.fromkeys(changed(kept.version, versions[slug])))
    return {slug: tuple(found[slug]) for slug in versions if slug in found}


def anew(book: Gradebook, stale: Sequence[Kept], versions: Mapping[str, Version]) -> dict[str, Verdict]:
    """The new verdicts on outdated files, as far as there are any."""
    current = {kept.source: versions[kept.version.slug] for kept in stale}
    return {
        source: book.verdict(source, version)
        for source, version in current.items()
        if book.has_verdict(source, version)
    }


def moves(before: ClassResult, after: ClassResult) -> tuple[Move, ...]:
    """Who moves between two results of one class, in the order of their names."""
    later = {student.person.key: student for student in after.students}
    return tuple(move for student in before.students for move in _moves(student, later[student.person.key]))


def _moves(before: StudentResult, after: StudentResult) -> Iterator[Move]:
    pairs = zip(before.settled, after.settled, before.grade.assignments, after.grade.assignments, strict=True)
    for old, new, was, now in pairs:
        if old.score != new.score:
            checks = tuple(_checks(was, now))
            yield Move(person=before.person, slug=old.slug, before=old.score, after=new.score, checks=checks)


def _checks(before: AssignmentResult, after: AssignmentResult) -> Iterator[str]:
    """Each check whose score differs, in a few words; one that there was not counts from nothing."""
    old, new = _by_name(before), _by_name(after)
    for name in {**new, **old}:
        was, now = old.get(name), new.get(name)
        difference = (now.score if now else 0) - (was.score if was else 0)
        if difference:
            yield say(
                "{check}: {before} → {after} ({difference})",
                check=name.rpartition("::")[2],
                before=_status(was),
                after=_status(now),
                difference=f"{difference:+d}",
            )


def _by_name(result: AssignmentResult) -> dict[str, CheckResult]:
    return {f"{exercise.name}::{check.name}": check for exercise in result.exercises for check in exercise.checks}


def _status(check: CheckResult | None) -> str:
    return STATUS_WORDS[check.status].words if check else say("not there")
