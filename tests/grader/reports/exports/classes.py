"""Classes made by hand and by Hypothesis: ordinary ones, and such as try to be more than data."""

from decimal import Decimal

from hypothesis import strategies as st

from grader.classroom import Adjustment, ClassResult, Person, Settled, StudentResult
from grader.model import Grade, Status, Times
from tests.grader.reports import samples
from tests.grader.reports.samples import assignment, check, exercise, grade
from tests.grader.reports.strategies import TEXT

SECRETS = "SECRET"
FORMULAS = ["=1+1", "+1", "-1", "@SUM(1)", "  =1", "\t=1", "\r\n@x", "＝1", "－1", "\u200b=1", "a;=1", 'a;"=1']

LATE = Adjustment(text="Two days late, 10% a day.", points=Decimal("-1.50"))


def work(status: Status = Status.FAILED, *, title: str = "Initialisation", hidden: bool = True) -> Grade:
    """Make a grade of one assignment with two exercises: seven points, two of them hidden."""
    begun = Status.NOT_ATTEMPTED if status is Status.NOT_ATTEMPTED else Status.PASSED
    zeros = exercise("zeros", "All zero", "", [check("test_example", "The example.", begun, 3)])
    shapes = check(
        "test_shapes", "Shapes.", status, hint="A bias is a column.", message="b1 has shape (2,)", snippet="print(b1)"
    )
    secret = check(
        "test_secret",
        "Other seeds.",
        status,
        hidden=True,
        hint="Draw anew.",
        message="SECRET message",
        snippet="SECRET snippet",
        output="SECRET output",
    )
    random = exercise("random", "Random", "SECRET sentence", [shapes, secret] if hidden else [shapes])
    return grade([assignment("initialization", title, [zeros, random])], hidden=hidden)


def settled(of: Grade, *adjustments: Adjustment, attempts: int = 1, submitted: str = "") -> tuple[Settled, ...]:
    return tuple(
        Settled(
            slug=a.slug,
            attempt=attempts,
            attempts=attempts,
            submitted=submitted,
            score=max(Decimal(0), a.score + sum((x.points for x in adjustments), Decimal(0))),
            adjustments=adjustments,
        )
        for a in of.assignments
    )


def student(person: Person, of: Grade, *adjustments: Adjustment, **more: object) -> StudentResult:
    return StudentResult(person=person, grade=of, settled=settled(of, *adjustments, **more))


MEI = Person(
    key="moodle:101",
    name="Mei Lin 林美",
    user_id="101",
    student_id="20-417",
    login="meilin",
    email="mei@example.edu",
    section="A",
)
OMAR = Person(key="moodle:102", name="Omar Said", user_id="102", login="omar", email="omar@example.edu")
ZOE = Person(key="roster:20-500", name="Zoë Ćirić", student_id="20-500", email="zoe@example.edu")


def small() -> ClassResult:
    """Make a class of three: one late, one with full marks, and one who handed in nothing."""
    late = student(MEI, work(), LATE, attempts=2, submitted="2026-10-05T23:59:30+02:00")
    full = student(OMAR, work(Status.PASSED), submitted="2026-10-03T08:00:00+00:00")
    nothing = student(ZOE, work(Status.NOT_ATTEMPTED), attempts=0)
    return ClassResult(
        title="cs101", outline=tuple(work(Status.NOT_ATTEMPTED).assignments), students=(late, full, nothing)
    )


def ungradable() -> ClassResult:
    """Make a class of one on whose work the grader failed."""
    broken = work(Status.UNGRADABLE)
    return ClassResult(title="cs101", outline=tuple(broken.assignments), students=(student(MEI, broken),))


def empty() -> ClassResult:
    return ClassResult(title="Nobody", outline=tuple(work().assignments), students=())


def hostile() -> ClassResult:
    """Make a class in which every text, a name or a sentence, is an attack."""
    texts = [samples.HOSTILE, "</testsuite>]]>", *FORMULAS]
    people = [
        Person(key=f"{i}{text}", name=text, user_id=text, student_id=text, login=text, email=text, section=text)
        for i, text in enumerate(texts)
    ]
    grades = samples.hostile()
    students = tuple(student(p, grades, Adjustment(text=p.name, points=Decimal("-1.5"))) for p in people)
    return ClassResult(title=samples.HOSTILE, outline=tuple(grades.assignments), students=students)


people = st.builds(
    Person,
    key=st.uuids().map(str),
    name=TEXT | st.sampled_from(FORMULAS),
    user_id=TEXT,
    student_id=TEXT,
    login=TEXT,
    email=TEXT,
    section=TEXT,
)
times = TEXT | st.datetimes(timezones=st.timezones()).map(str) | st.datetimes().map(str)
adjustments = st.builds(Adjustment, text=TEXT, points=st.decimals(-3, 0, places=2))


@st.composite
def classes(draw: st.DrawFn) -> ClassResult:
    """Draw a class of up to three students, each with any texts and any status."""
    title = draw(TEXT)
    students = tuple(
        StudentResult(
            person=draw(people),
            grade=(of := work(draw(st.sampled_from(Status)), title=title)),
            settled=settled(of, *draw(st.lists(adjustments, max_size=2)), submitted=draw(times)),
            notes=tuple(draw(st.lists(TEXT, max_size=2))),
            group=tuple(draw(st.lists(TEXT, max_size=2))),
        )
        for _ in range(draw(st.integers(0, 3)))
    )
    outline = tuple(work(title=title).assignments)
    return ClassResult(title=draw(TEXT), outline=outline, students=students, times=Times(started=draw(times)))
