"""The certificate of an audit: what became of every wrong, right and mutated answer, as frozen plain data.

Times stand apart in `Times`, so that two audits of the same course give the same bytes without them. It is in English
whatever language is spoken; its complaints are sentences that are said when it is shown.
"""

from collections.abc import Iterator

import msgspec

from grader.language import again, marked, say
from grader.model import Frozen, Times, read_json

FORMAT = 1

UNDIAGNOSED = marked("{name} (no diagnosis)")
ELSEWHERE = marked("{name} (in {exercises})")
"""What stands of an answer where no hint was read, and where marks were lost in other exercises."""


class Survivor(Frozen, frozen=True, kw_only=True):
    """A mutant that lost no marks: its change as a diff, and the reason that is on file for it, if there is one.

    `equivalent` says that by the reason on file it is no different from the solution.
    """

    diff: str
    reason: str = ""
    equivalent: bool = False


class ExerciseCertificate(Frozen, frozen=True, kw_only=True):
    """One exercise. Caught: it lost marks here and nowhere else. Explained: its own hint was what the student read.

    `slipped`, `unexplained` and `rejected` name the misconceptions that lost nothing, those that were explained by
    another hint or none, and the alternatives that lost marks; each with a word of why. `spread` names answers that
    lost marks in other exercises. `idle` are the checks that no answer has failed.
    """

    assignment: str
    name: str
    misconceptions: int
    slipped: tuple[str, ...] = ()
    unexplained: tuple[str, ...] = ()
    spread: tuple[str, ...] = ()
    mutants: int
    survivors: tuple[Survivor, ...] = ()
    alternatives: int
    rejected: tuple[str, ...] = ()
    checks: int
    idle: tuple[str, ...] = ()
    seconds: float = 0.0

    @property
    def unexplained_said(self) -> list[str]:
        """The unexplained with their words of why in the language that is spoken."""
        return [again(entry, [UNDIAGNOSED]) for entry in self.unexplained]

    @property
    def spread_said(self) -> list[str]:
        """The same of those that lost marks in other exercises."""
        return [again(entry, [ELSEWHERE]) for entry in self.spread]

    @property
    def caught(self) -> int:
        """How many misconceptions lost marks."""
        return self.misconceptions - len(self.slipped)

    @property
    def explained(self) -> int:
        """How many misconceptions were explained by their own hint."""
        return self.misconceptions - len(self.unexplained)

    @property
    def accepted(self) -> int:
        """How many alternatives kept full marks."""
        return self.alternatives - len(self.rejected)

    @property
    def equivalent(self) -> int:
        """How many mutants are no different from the solution."""
        return sum(survivor.equivalent for survivor in self.survivors)

    @property
    def killable(self) -> int:
        """How many mutants differ from the solution."""
        return self.mutants - self.equivalent

    @property
    def killed(self) -> int:
        """How many mutants lost marks."""
        return self.mutants - len(self.survivors)

    @property
    def share_killed(self) -> float:
        """The killed among the mutants that differ from the solution; 1 if there is none."""
        return self.killed / self.killable if self.killable else 1.0

    @property
    def unreasoned(self) -> list[Survivor]:
        """The survivors for which no reason is on file."""
        return [survivor for survivor in self.survivors if not survivor.reason]


class Certificate(Frozen, frozen=True, kw_only=True):
    """A whole audit. `examples_only` says that nothing but the published examples was checked."""

    format: int = FORMAT
    examples_only: bool = False
    exercises: list[ExerciseCertificate]
    times: Times = Times()

    def without_times(self) -> "Certificate":
        """The same certificate, with nothing in it that may differ from run to run."""
        timeless = [msgspec.structs.replace(exercise, seconds=0.0) for exercise in self.exercises]
        return msgspec.structs.replace(self, exercises=timeless, times=Times())


LEAST_KILLED = 0.98
"""The share of an exercise's mutants, the equivalent ones aside, that its checks have to kill."""


def faults(certificate: Certificate) -> list[str]:
    """What is not as it should be, a sentence each; with the published examples alone, that is only to be expected."""
    return [sentence for exercise in certificate.exercises for sentence in _faults(exercise)]


def worse(new: Certificate, old: Certificate) -> list[str]:
    """What has become worse since an older certificate, a sentence each."""
    before = {(exercise.assignment, exercise.name): exercise for exercise in old.exercises}
    return [
        sentence
        for exercise in new.exercises
        if (known := before.get((exercise.assignment, exercise.name)))
        for sentence in _worse(exercise, known)
    ]


def to_json(certificate: Certificate) -> bytes:
    """The certificate as indented JSON, ending in a newline."""
    return msgspec.json.format(msgspec.json.encode(certificate), indent=2) + b"\n"


def from_json(data: bytes) -> Certificate:
    """Read a certificate back.

    Raises:
        ValueError: the bytes are not a certificate of this format version.
    """
    return read_json(data, Certificate, FORMAT)


def _faults(exercise: ExerciseCertificate) -> Iterator[str]:
    name = exercise.name
    for sentence, entries in (
        (marked("{name}: {answer} loses no marks."), exercise.slipped),
        (marked("{name}: {answer} is not explained by its own hint."), exercise.unexplained_said),
        (marked("{name}: {answer} loses marks where it has none to lose."), exercise.spread_said),
        (marked("{name}: {answer} is right and loses marks."), exercise.rejected),
    ):
        yield from (say(sentence, name=name, answer=answer) for answer in entries)
    for check in exercise.idle:
        yield say("{name}: no answer ever fails the check {check}.", name=name, check=check)
    for survivor in exercise.unreasoned:
        yield say("{name}: a mutant survives, and no reason is on file:\n{diff}", name=name, diff=survivor.diff)
    if exercise.share_killed < LEAST_KILLED:
        yield say(
            "{name}: {share} of the mutants are killed; {least} at least should be.",
            name=name,
            share=f"{exercise.share_killed:.1%}",
            least=f"{LEAST_KILLED:.0%}",
        )


def _worse(new: ExerciseCertificate, old: ExerciseCertificate) -> Iterator[str]:
    for sentence, now, then in (
        (marked("{name}: misconceptions caught: {now}, and {then} before."), new.caught, old.caught),
        (
            marked("{name}: misconceptions explained by their own hint: {now}, and {then} before."),
            new.explained,
            old.explained,
        ),
        (marked("{name}: alternatives accepted: {now}, and {then} before."), new.accepted, old.accepted),
    ):
        if now < then:
            yield say(sentence, name=new.name, now=now, then=then)
    if new.share_killed < old.share_killed:
        yield say(
            "{name}: mutants killed: {now}, and {then} before.",
            name=new.name,
            now=f"{new.share_killed:.1%}",
            then=f"{old.share_killed:.1%}",
        )
    if len(new.idle) > len(old.idle):
        yield say(
            "{name}: idle checks: {now}, and {then} before.", name=new.name, now=len(new.idle), then=len(old.idle)
        )
