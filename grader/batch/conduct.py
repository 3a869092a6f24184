"""The two runs that there are: a download graded, and everything graded anew after the course has changed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from grader.assignment import Assignment, Course
from grader.batch import regrading
from grader.batch.grading import Order, grade
from grader.batch.taking_in import take_in
from grader.batch.tally import Tally, Told
from grader.batch.together import for_students, put_together
from grader.classroom import ClassResult, Person, Regrade
from grader.downloads import Download
from grader.engines import Crew
from grader.gradebook import Gradebook, Kept
from grader.language import counted, marked, say
from grader.model import Verdict
from grader.sentences import enumerated, listed
from grader.version import Version, version_of


@dataclass(frozen=True)
class Setting:
    """What a run works with. `named` says that the assignments were asked for, and count even if nobody did them."""

    course: Course
    assignments: Sequence[Assignment]
    named: bool
    book: Gradebook
    crew: Crew
    isolated: bool = False
    title: str = ""

    def versions(self) -> dict[str, Version]:
        """What each assignment's verdicts are made by, as the files are now."""
        return {assignment.slug: version_of(assignment) for assignment in self.assignments}

    def order(self, versions: dict[str, Version]) -> Order:
        """What workers are asked for."""
        return Order(self.course.root, versions, self.isolated)


def batch(
    setting: Setting, download: Download, roster: Iterable[Person] | None, told: Told, tally: Tally
) -> ClassResult:
    """Take a download in, grade what is new in it, and put the class's results together.

    Args:
        setting: what to work with.
        download: what was handed in.
        roster: who should have handed in; the gradebook's last one if None.
        told: told how far it is.
        tally: counted up as it goes, so that it is there also when the run is stopped.

    Raises:
        CourseError: the course's own files do not fit together.
        EngineError: no verdict can be made at all.
        GradebookError: the gradebook cannot be read or written.
    """
    if roster is not None:
        setting.book.enrol(roster)
    setting.book.note(download.notes)
    versions = setting.versions()
    tally.whole = len(download.handins)
    order = setting.order(versions)
    grade(setting.book, setting.crew, order, take_in(setting.book, download, list(versions)), tally, told)
    return results(setting, tally.faults)


def results(setting: Setting, faults: Iterable[str] = ()) -> ClassResult:
    """The class's results as the gradebook has them, and what is to be known of them."""
    kept = list(setting.book.kept())
    notes = [*setting.book.notes(), *_of_older(kept, setting.versions()), *faults]
    return _together(setting, _verdicts(kept), notes)


def shown(setting: Setting, result: ClassResult) -> ClassResult:
    """The results as students may see them at this time."""
    return for_students(result, setting.assignments, datetime.now(UTC))


def regrade(setting: Setting, told: Told, tally: Tally, *, publish: bool) -> Regrade:
    """Grade anew whatever was graded by something else than what is there now, and see who moves.

    The new verdicts are kept, and count only once they are published, all together.

    Returns:
        What would change, or has.

    Raises:
        CourseError: the course's own files do not fit together.
        EngineError: no verdict can be made at all.
        GradebookError: the gradebook cannot be read or written.
    """
    book, versions = setting.book, setting.versions()
    kept = list(book.kept())
    stale = regrading.outdated(kept, versions)
    tally.whole = len(stale)
    grade(book, setting.crew, setting.order(versions), regrading.pieces(book, stale, versions), tally, told)
    old, new = _verdicts(kept), regrading.anew(book, stale, versions)
    moves = regrading.moves(_together(setting, old), _together(setting, old | new))
    if publish:
        book.publish((one.source, versions[one.version.slug]) for one in stale if one.source in new)
    reasons = regrading.reasons(stale, versions)
    return Regrade(files=len(stale), reasons=reasons, moves=moves, faults=tuple(tally.faults))


def _verdicts(kept: Iterable[Kept]) -> dict[str, Verdict]:
    return {one.source: one.verdict for one in kept}


def _together(setting: Setting, verdicts: dict[str, Verdict], notes: Sequence[str] = ()) -> ClassResult:
    handed_in = setting.book.slugs()
    counted = [a for a in setting.assignments if setting.named or a.slug in handed_in]
    left_out = [a.title for a in setting.assignments if a not in counted]
    if left_out and counted:
        sentence = marked("Nobody has handed in {titles}, and so it does not count.")
        notes = [*notes, say(sentence, titles=listed(left_out))]
    title = setting.title or listed([a.title for a in counted])
    return put_together(setting.book, title, counted or setting.assignments, verdicts, notes=notes)


def _of_older(kept: Iterable[Kept], versions: dict[str, Version]) -> list[str]:
    """What is to be said of grades that were made before the course changed."""
    stale = regrading.outdated(kept, versions)
    changes = [
        say("{slug}: {parts}", slug=slug, parts=enumerated(parts))
        for slug, parts in regrading.reasons(stale, versions).items()
    ]
    if not stale:
        return []
    return [
        counted(
            "{count} file had been graded before the course changed ({changes}), and these grades are as they were. "
            "`grader regrade` shows who would move.",
            "{count} files had been graded before the course changed ({changes}), and these grades are as they were. "
            "`grader regrade` shows who would move.",
            len(stale),
            changes=say("; ").join(changes),
        )
    ]
