"""Who made the same mistake, and whose wrong answers are the same."""

from grader.classroom import ClassResult, Person
from grader.model import Diagnosis, Status
from grader.reports.class_answers import ExerciseAnswers, commonest, exercise_answers
from tests.grader.reports import classes, samples

FAILED = [samples.check("test_it", "It holds.", Status.FAILED, difference=classes.DIFFERENCE)]
HIDDEN = [samples.check("test_it", "It holds.", Status.FAILED, hidden=True, difference=classes.DIFFERENCE)]


def answers_of(*entries: dict[str, object], attempts: int = 1) -> ExerciseAnswers:
    """Return what is found in a class with one exercise, which each entry is one student's result of."""
    students = []
    for place, entry in enumerate(entries):
        group = entry.pop("group", ())
        work = samples.assignment("one", "One", [samples.exercise("f", "F", "", **{"checks": FAILED, **entry})])
        person = Person(key=str(place), name=f"Student {place}")
        students.append(classes.student(person, [work], [classes.settle(work, attempts)], group=group))
    outline = samples.assignment("one", "One", [samples.exercise("f", "F", "", FAILED)])
    (found,) = exercise_answers(ClassResult(title="One", outline=(outline,), students=tuple(students)))
    return found


def keys(group) -> list[str]:
    return [student.person.key for student in group.students]


def test_equal_wrong_answers_make_groups_the_largest_first():
    found = answers_of({"answers": "x"}, {"answers": "y"}, {"answers": "y"}, {"answers": "x"}, {"answers": "y"})

    assert [keys(group) for group in found.equal] == [["1", "2", "4"], ["0", "3"]]


def test_an_answer_that_one_student_gave_makes_no_group():
    assert answers_of({"answers": "x"}, {"answers": "y"}).equal == ()


def test_right_answers_and_those_never_given_make_no_group():
    assert answers_of({}, {}).equal == ()


def test_what_was_not_handed_in_makes_no_group():
    found = answers_of({"answers": "x"}, {"answers": "x"}, attempts=0)

    assert found.equal == ()


def test_those_who_handed_in_together_are_one_submission():
    pair = [{"answers": "x", "group": ("Student 1",)}, {"answers": "x", "group": ("Student 0",)}]

    assert answers_of(*[dict(one) for one in pair]).equal == ()
    assert keys(answers_of(*pair, {"answers": "x"}).equal[0]) == ["0", "1", "2"]


def test_a_known_misconception_counts_from_one_student_and_what_the_numbers_say_from_two():
    known, said = Diagnosis(misconception="flat", text="A bias has one column."), Diagnosis(text="Half of it.")

    alone = answers_of({"diagnosis": known}, {"diagnosis": said})
    twice = answers_of({"diagnosis": known}, {"diagnosis": said}, {"diagnosis": said})

    assert [mistake.misconception for mistake in alone.mistakes] == ["flat"]
    assert [(mistake.text, keys(mistake)) for mistake in twice.mistakes] == [
        ("Half of it.", ["1", "2"]),
        ("A bias has one column.", ["0"]),
    ]


def test_the_commonest_mistakes_are_known_ones():
    known, said = Diagnosis(misconception="flat", text="A bias has one column."), Diagnosis(text="Half of it.")
    found = answers_of({"diagnosis": known}, {"diagnosis": said}, {"diagnosis": said})

    assert [mistake.misconception for _, mistake in commonest([found], 5)] == ["flat"]


def test_the_commonest_mistakes_of_a_class_come_first():
    sizes = [len(mistake.students) for _, mistake in commonest(exercise_answers(classes.class_of(60)), 5)]

    assert len(sizes) == 5
    assert sizes == sorted(sizes, reverse=True)


def test_the_first_difference_is_that_of_a_public_check():
    public = answers_of({"answers": "x"}, {"answers": "x"}).equal[0]
    hidden = answers_of({"answers": "x", "checks": HIDDEN}, {"answers": "x", "checks": HIDDEN}).equal[0]

    assert public.difference == classes.DIFFERENCE
    assert hidden.difference is None
