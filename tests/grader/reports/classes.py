"""Classes made by hand: of any size, with something of everything, drawn from a seed."""

import random
from decimal import Decimal
from functools import cache

from grader.classroom import Adjustment, ClassResult, Person, Settled, StudentResult
from grader.model import AssignmentResult, Diagnosis, Difference, ExerciseResult, Status, Table, Times
from tests.grader.reports import samples

GIVEN = ["Ada", "Björn", "Chidi", "Dana", "Émile", "Fatima", "Grace", "Hồng", "Ines", "João", "Kwame", "Lin", "Mei"]
FAMILY = ["Abbott", "Brandt", "Çelik", "Dubois", "Eze", "Ferrari", "García", "Horváth", "Ito", "Jansen", "Kim", "Łucki"]
SECTIONS = ["20-417", "20-418", "20-419"]

TITLES = [
    ("test_worked_example", "The handout's example: layer sizes [3, 2, 1].", 2, False),
    ("test_shapes", "Every array has the shape of its layer.", 3, False),
    ("test_other_seeds", "It holds for deep networks too, with five layers and more.", 4, True),
    ("test_inputs_stay", "The arguments are as they were before the call.", 1, True),
]
EASE = [0.9, 0.6, 0.35, 1.0]
"""How likely a check is passed by somebody of middling strength."""

MISTAKES = [
    ("not_scaled", "You left out the factor: multiply what np.random.randn gives by sqrt(2 / n)."),
    ("flat_bias", "A bias has one column: b1 is (n, 1), not (n,)."),
    ("counts_from_zero", "The loop runs from 1 to L - 1; you begin with layer 0."),
]

DIFFERENCE = Difference(
    where="['W1'][0, 0]",
    got="1.788628",
    expected="17.886285",
    table=Table(
        got=[["1.788628", "0.436510"], ["-1.863493", "0.000000"]],
        expected=[["17.886285", "4.365099"], ["-18.634927", "0.000000"]],
        wrong=[[True, True], [True, False]],
    ),
)


@cache
def outcome(name: str, passes: tuple[bool, ...], mistake: int) -> ExerciseResult:
    """Make an exercise's result: which of the checks pass, and which mistake it is, -1 if none is known."""
    checks = [
        samples.check(
            check,
            title,
            Status.PASSED if passed else Status.FAILED,
            points,
            hidden=hidden,
            difference=None if passed or hidden else DIFFERENCE,
            message="" if passed else "W1[0, 0] is 1.788628, but should be 17.886285",
        )
        for (check, title, points, hidden), passed in zip(TITLES, passes, strict=True)
    ]
    if all(passes):
        return samples.exercise(name, f"What {name} is for", "", checks)
    known = Diagnosis(misconception=MISTAKES[mistake][0], text=MISTAKES[mistake][1]) if mistake >= 0 else None
    message = known.text if known else "W1[0, 0] is 1.788628, but should be 17.886285"
    answers = f"{passes}-{mistake}"
    return samples.exercise(name, f"What {name} is for", message, checks, diagnosis=known, answers=answers)


@cache
def untouched(name: str, status: Status = Status.NOT_ATTEMPTED) -> ExerciseResult:
    """Make an exercise's result in which all checks have one and the same status."""
    checks = [samples.check(check, title, status, points, hidden=hidden) for check, title, points, hidden in TITLES]
    return samples.exercise(name, f"What {name} is for", "", checks)


def outline() -> tuple[AssignmentResult, ...]:
    """Make the course as it is when nothing is handed in."""
    return tuple(
        samples.assignment(slug, title, [untouched(name) for name in names], file="")
        for slug, title, names in samples.COURSE
    )


def exercise_of(draw: random.Random, name: str, strength: float) -> ExerciseResult:
    if draw.random() < 0.04:
        return untouched(name)
    passes = tuple(draw.random() < ease + strength or ease == 1 for ease in EASE)
    return outcome(name, passes, draw.choice([-1, 0, 0, 0, 1, 1, 2]))


def student(
    person: Person, assignments: list[AssignmentResult], settled: list[Settled], **more: object
) -> StudentResult:
    """Put a student together from assignments and what counts of each."""
    grade = samples.grade(assignments, submission=person.key)
    return StudentResult(person=person, grade=grade, settled=tuple(settled), **more)


def settle(assignment: AssignmentResult, attempts: int = 1, taken: str = "0", text: str = "") -> Settled:
    """Settle an assignment by the last of some attempts, with points taken away for a reason."""
    return Settled(
        slug=assignment.slug,
        attempt=attempts,
        attempts=attempts,
        submitted="2024-05-18T01:48:00+02:00" if attempts else "",
        score=max(Decimal(0), Decimal(assignment.score) - Decimal(taken)),
        adjustments=(Adjustment(text=text, points=-Decimal(taken)),) if text else (),
    )


def class_of(size: int, title: str = "Improving deep neural networks") -> ClassResult:
    """Make a class of so many students; the same size gives the same class."""
    draw = random.Random(size)
    names = sorted(f"{draw.choice(GIVEN)} {draw.choice(FAMILY)}" for _ in range(size))
    students = tuple(_drawn(draw, place, name) for place, name in enumerate(names))
    return ClassResult(
        title=title,
        outline=outline(),
        students=students,
        notes=(
            "'late/unknown.zip' could not be matched to anybody on the roster and was left out.",
            "2 students on the roster have the same name, 'Lin Kim'; they were told apart by their numbers.",
        ),
        times=Times(started="2024-05-20T09:12:00+02:00", seconds=431.2),
    )


def _drawn(draw: random.Random, place: int, name: str) -> StudentResult:
    person = Person(key=f"canvas:{place}", name=name, user_id=str(place), section=draw.choice(SECTIONS))
    strength = draw.gauss(0.05, 0.3)
    nothing = draw.random() < 0.04
    assignments, settled = [], []
    for number, (slug, title, names) in enumerate(samples.COURSE):
        if nothing or draw.random() < 0.04 * number:
            assignments.append(samples.assignment(slug, title, [untouched(n) for n in names], file=""))
            settled.append(settle(assignments[-1], 0))
            continue
        assignments.append(samples.assignment(slug, title, [exercise_of(draw, n, strength) for n in names]))
        late = draw.random() < 0.06
        why = "Handed in 1 day and 2 hours late: 10% of the points for each day begun."
        settled.append(settle(assignments[-1], draw.randint(1, 3), "3.50" if late else "0", why if late else ""))
    if place % 23 == 7:
        broken = [untouched(n, Status.UNGRADABLE) for n in samples.COURSE[0][2]]
        assignments[0] = samples.assignment(samples.COURSE[0][0], samples.COURSE[0][1], broken)
        settled[0] = settle(assignments[0])
    notes = ("Two accounts handed in under this name.",) if place % 17 == 3 else ()
    report = "" if nothing else f"students/canvas-{place}.html"
    return student(person, assignments, settled, report=report, notes=notes)


def late_student() -> StudentResult:
    """Make a student with a policy of each kind, a group and notes: all that a page in a class adds to a report."""
    first, second, third, fourth = samples.mixed().assignments
    late = "Handed in 1 day and 2 hours late: 10% of the points for each day begun."
    cut = Settled(
        slug=second.slug,
        attempt=1,
        attempts=1,
        submitted="2024-05-18T01:48:00+02:00",
        score=Decimal("0.00"),
        adjustments=(),
    )
    settled = [settle(first, 3, "1.40", late), cut, settle(third, 0), settle(fourth, 2)]
    return student(
        Person(key="canvas:7", name="Lin Mei", section="20-417"),
        [first, second, third, fourth],
        settled,
        notes=("The account lmei7 handed in under another name.",),
        group=("Ada Abbott", "Björn Brandt"),
    )


def hostile_class() -> ClassResult:
    """Make a class in which every text tries to be more than text."""
    nasty = samples.HOSTILE
    check = samples.check(nasty, nasty, Status.FAILED, difference=Difference(where=nasty, got=nasty, expected=nasty))
    known = Diagnosis(misconception=nasty, text=nasty)
    one = samples.exercise('f"><script>alert(2)</script>', nasty, nasty, [check], diagnosis=known, answers="same")
    work = samples.assignment('"><script>', nasty, [one], file=nasty)
    people = [Person(key=str(n), name=f"{n} {nasty}", section=nasty) for n in range(3)]
    settled = settle(work, 2, "0", nasty)
    students = [
        student(person, [work], [settled], report="javascript:alert(3)//\"'>" + nasty, notes=(nasty,), group=(nasty,))
        for person in people
    ]
    return ClassResult(title=nasty, outline=(work,), students=tuple(students), notes=(nasty,) * 9)


def empty_class() -> ClassResult:
    """Make a class without anybody in it."""
    return ClassResult(title="Nobody yet", outline=outline(), students=())


CLASSES = {
    "nobody": empty_class,
    "one": lambda: class_of(1),
    "small": lambda: class_of(30),
    "hostile": hostile_class,
}
