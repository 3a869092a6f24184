"""A class is drawn and written: its work in a layout, its roster, and the plan that says who hands in what."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from random import Random

import msgspec

from grader.assignment import Assignment, Course
from grader.demo.dressing import Wardrobe
from grader.demo.enrolment import Enrolment, enrol
from grader.demo.files import File
from grader.demo.handins import Desk, HandIn
from grader.demo.layouts import LAYOUT, Layout
from grader.demo.material import Material
from grader.demo.people import Someone
from grader.demo.plan import MISSING, Plan, PlannedAnswer, PlannedStudent, StudentKind
from grader.errors import CourseError, GraderError
from grader.language import marked, say
from grader.model import encoded
from grader.sentences import enumerated
from grader.submission.matching import by_name

SUBMISSIONS, ROSTER, INTENDED = "submissions", "roster.csv", "intended.json"
"""What stands in a class's folder."""
_COLUMNS = ("Student", "ID", "SIS User ID", "SIS Login ID", "Email", "Section", "GitHub username")


def write_class(
    course: Course, folder: Path, *, students: int, layout: str, seed: int, assignments: Sequence[Assignment]
) -> Plan:
    """Write a class to try things out with: `submissions/` in the layout, `roster.csv`, and the plan, `intended.json`.

    The same arguments give the same files, byte for byte.

    Args:
        course: where the assignments are from.
        folder: where to write; it is made if need be.
        students: how many people there are, those who are on the roster alone included.
        layout: one of `LAYOUTS`.
        seed: what chance begins from.
        assignments: those that the class works on.

    Raises:
        GraderError: there is no such layout, no class is of that size, or the folder holds something or cannot be
            written.
        CourseError: there is no assignment, or a file of one is missing or is not as it should be.
    """
    if layout not in LAYOUT:
        raise GraderError(
            say("There is no layout '{layout}'. There are: {names}.", layout=layout, names=enumerated(LAYOUT))
        )
    if not assignments:
        raise CourseError(say("There is no assignment in {folder} that a class could work on.", folder=course.root))
    _hold_empty(folder)
    random, chosen = Random(seed), LAYOUT[layout]  # noqa: S311 - it has to be the same again, and guards nothing
    materials = {assignment.slug: Material(assignment) for assignment in assignments}
    enrolment = enrol(random, students, groups=chosen.groups)
    desk = Desk(random, Wardrobe(materials, _helpers(course, assignments), chosen.flat), links=chosen.links)
    handins = [desk.draw(group, enrolment.kinds[group[0]], again=chosen.groups) for group in enrolment.groups]
    plan = Plan(layout, seed, list(_planned(materials, chosen, enrolment, handins)))
    files = [
        File(f"{SUBMISSIONS}/"),
        *(file.below(SUBMISSIONS) for file in chosen.files(handins)),
        File(ROSTER, _roster(enrolment.listed)),
        File(INTENDED, msgspec.json.format(encoded(plan), indent=1) + b"\n"),
    ]
    _write(folder, files)
    return plan


def _hold_empty(folder: Path) -> None:
    try:
        if any(folder.iterdir()):
            sentence = marked("{folder} holds something already, and a class needs a folder of its own. Name another.")
            raise GraderError(say(sentence, folder=folder))
    except FileNotFoundError:
        return
    except OSError as error:
        reason = error.strerror or error
        raise GraderError(
            say("No class can be written to {folder}: {reason}.", folder=folder, reason=reason)
        ) from error


def _helpers(course: Course, assignments: Sequence[Assignment]) -> list[File]:
    """The course's own modules, which students hand in along with their work."""
    paths = sorted((course.library / "lib").glob("[!_]*.py"))
    return [File(path.name, path.read_bytes()) for path in paths if by_name(path.name, list(assignments)) is None]


def _planned(
    materials: dict[str, Material], layout: Layout, enrolment: Enrolment, handins: Iterable[HandIn]
) -> Iterator[PlannedStudent]:
    for handin in handins:
        for person in handin.people:
            yield PlannedStudent(
                key=layout.key(person),
                name=person.name,
                roster=person not in enrolment.unlisted,
                work=_whole(materials, handin),
                kind=handin.kind,
                group=[other.name for other in handin.people if other != person],
            )
    nothing = {slug: dict.fromkeys(material.exercises, MISSING) for slug, material in materials.items()}
    for person in enrolment.absent:
        key = f"roster:{person.student_id}"
        yield PlannedStudent(key=key, name=person.name, roster=True, work=nothing, kind=StudentKind.ABSENT)


def _whole(materials: dict[str, Material], handin: HandIn) -> dict[str, dict[str, PlannedAnswer]]:
    """The work with every assignment and exercise in it; what was not handed in is missing."""
    return {
        slug: {name: handin.work.get(slug, {}).get(name, MISSING) for name in material.exercises}
        for slug, material in materials.items()
    }


def _roster(people: Iterable[Someone]) -> bytes:
    text = io.StringIO(newline="")
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(_COLUMNS)
    rows.writerows((p.sortable, p.number, p.student_id, p.login, p.email, p.section, p.login) for p in people)
    return text.getvalue().encode()


def _write(folder: Path, files: Iterable[File]) -> None:
    made: set[Path] = set()
    try:
        for file in files:
            path = folder / file.path
            place = path if file.path.endswith("/") else path.parent
            if place not in made:
                place.mkdir(parents=True, exist_ok=True)
                made.add(place)
            if file.link:
                path.symlink_to(file.link)
            elif path != place:
                path.write_bytes(file.data)
    except OSError as error:
        reason = error.strerror or error
        raise GraderError(
            say("The class could not be written to {folder}: {reason}.", folder=folder, reason=reason)
        ) from error
