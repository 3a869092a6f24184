"""What changed between two grades: which exercises moved, by how much, and what is said of the one at hand."""

import datetime
import io

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from grader.model import AssignmentResult, CodeBlock, Diagnosis, ExerciseResult, Grade, Status, worst
from grader.reports.progress import at_hand, moves, print_progress, print_remark
from tests.grader.reports import strategies
from tests.grader.reports.samples import HOSTILE, ISOLATION, check

AT = datetime.datetime(2026, 3, 1, 14, 32, 10)


def exercise(name, *statuses, code="", **more):
    """An exercise of two points a check; the first that does not pass says so."""
    checks = [check(f"test_{n}", f"Claim {n}.", s, message=f"{name} is off.") for n, s in enumerate(statuses)]
    failing = [c.message for c in checks if not c.passed]
    return ExerciseResult(
        name=name,
        title=name,
        status=worst(list(statuses)),
        score=sum(c.score for c in checks),
        points=2 * len(checks),
        checks=checks,
        code=[CodeBlock(file="tiny.py", line=12, text=code)],
        **{"message": failing[0] if failing else "All checks pass.", **more},
    )


def grade(*exercises, slug="tiny", **more):
    score, points = sum(e.score for e in exercises), sum(e.points for e in exercises)
    sums = {"score": score, "points": points}
    assignment = AssignmentResult(slug=slug, title="Tiny", file="tiny.py", exercises=list(exercises), **sums)
    return Grade(submission="tiny.py", isolation=ISOLATION, hidden=True, assignments=[assignment], **sums, **more)


def printed(before, after, width=80, encoding="utf-8"):
    out = io.TextIOWrapper(io.BytesIO(), encoding=encoding, write_through=True)
    print_progress(before, after, Console(file=out, width=width), at=AT, seconds=0.214)
    return out.buffer.getvalue().decode(encoding)


def words(before, after, **more):
    return " ".join(printed(before, after, **more).split())


PASSED, FAILED, RAISED = Status.PASSED, Status.FAILED, Status.RAISED
RIGHT, HALF, WRONG = (PASSED, PASSED), (PASSED, FAILED), (FAILED, FAILED)

statuses = st.lists(st.sampled_from(Status), min_size=1, max_size=3)
sums = st.lists(st.builds(lambda n, s: exercise(n, *s), st.sampled_from("abcde"), statuses), unique_by=lambda e: e.name)
graded = sums.map(lambda exercises: grade(*exercises))


def test_an_exercise_that_passes_now_is_named_with_what_it_had_and_has():
    said = words(
        grade(exercise("double", *WRONG), exercise("ones", *WRONG)),
        grade(exercise("double", *RIGHT), exercise("ones", *WRONG)),
    )
    assert said == "14:32:10 0.21 s ✓ double 0 → 4 / 4 passes now Total: 4 / 8 (+4)"


def test_an_exercise_that_fails_says_what_and_where_and_the_hint():
    after = exercise("double", *HALF, code="new")
    after = msgspec.structs.replace(after, checks=[msgspec.structs.replace(c, hint="Try two.") for c in after.checks])
    said = words(grade(exercise("double", *RIGHT)), grade(after))
    assert "✗ double 4 → 2 / 4 fails: double is off." in said
    assert "Next: double (tiny.py, line 12) Try two." in said
    assert "Total: 2 / 4 (-2)" in said


def test_a_known_mistake_is_explained_beside_what_it_led_to():
    diagnosis = Diagnosis(misconception="m", text="You squared it.")
    after = exercise("double", *WRONG, code="new", diagnosis=diagnosis, message="You squared it.")
    said = words(grade(exercise("double", *RIGHT)), grade(after))
    assert "fails: You squared it. Next: double (tiny.py, line 12) double is off. Total" in said


def test_better_and_not_yet_right_still_fails():
    assert "double 0 → 2 / 4 still fails: double is off." in words(
        grade(exercise("double", *WRONG)), grade(exercise("double", *HALF))
    )


def test_other_words_for_the_same_points_are_told_without_an_arrow():
    said = words(grade(exercise("double", *WRONG)), grade(exercise("double", RAISED, RAISED, message="NameError: y")))
    assert "✗ double 0 / 4 NameError: y" in said
    assert said.endswith("Total: 0 / 4")


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("old", "14:32:10 No change: 6 / 8. 0.21 s"),
        ("new", "14:32:10 No change: ones is still 2 / 4. ones is off. 0.21 s"),
    ],
)
def test_a_save_that_moves_nothing_is_one_sentence_that_names_what_was_worked_on(code, said):
    before = grade(exercise("double", *RIGHT, code="x"), exercise("ones", *HALF, code="old"))
    after = grade(exercise("double", *RIGHT, code="y"), exercise("ones", *HALF, code=code))
    assert words(before, after) == said


def test_full_marks_are_said_kindly_when_they_come_and_when_they_stay():
    right = grade(exercise("double", *RIGHT))
    assert words(grade(exercise("double", *HALF)), right).endswith("(+2) Full marks: every check passes.")
    assert "No change. Full marks: every check passes." in words(right, right)


def test_the_exercise_at_hand_is_the_one_whose_code_differs_before_one_that_moved():
    before = grade(exercise("double", *RIGHT), exercise("ones", *WRONG, code="old"))
    after = grade(exercise("double", *WRONG), exercise("ones", *WRONG, code="new"))
    assert at_hand(before, after).exercise.name == "ones"
    helper = grade(exercise("double", *WRONG), exercise("ones", *WRONG, code="old"))
    assert at_hand(before, helper).exercise.name == "double"
    assert at_hand(after, before) is not None
    assert at_hand(before, before) is None


def test_a_note_that_is_new_is_told_once():
    before = grade(exercise("double", *RIGHT), notes=["Old."])
    after = grade(exercise("double", *RIGHT), notes=["Old.", "New."])
    assert "Note: New." in words(before, after)
    assert "Old." not in words(before, after)


def test_what_could_not_be_graded_is_no_zero():
    after = grade(exercise("double", Status.UNGRADABLE, message="It is not your fault."))
    assert "? double 2 → – / 2 It is not your fault." in words(grade(exercise("double", PASSED)), after)


def test_exercises_that_come_and_go_are_told():
    said = words(grade(exercise("double", PASSED)), grade(exercise("ones", PASSED)))
    assert "✓ ones 2 / 2 passes now" in said
    assert "double is no longer there" in said


def test_a_remark_stands_beside_the_time_and_its_detail_below():
    out = io.StringIO()
    print_remark("tiny.py is not there.", Console(file=out, width=80), at=AT, detail="One.\n\x1b[1mTwo.")
    assert out.getvalue() == "  14:32:10 tiny.py is not there.\n    One.\n    Two.\n"


@given(graded)
def test_nothing_moves_between_a_grade_and_itself(same):
    assert moves(same, same) == []
    assert at_hand(same, same) is None
    assert len(printed(same, same, width=300).splitlines()) == 1


@given(graded, graded)
def test_the_points_that_moved_are_the_difference_of_the_scores(before, after):
    assert sum(move.points for move in moves(before, after)) == after.score - before.score


@given(graded, graded)
def test_going_back_moves_the_same_exercises_the_other_way(before, after):
    def seen(some):
        return {(move.after or move.before).name: move.points for move in some}

    there, back = seen(moves(before, after)), seen(moves(after, before))
    assert there == {name: -points for name, points in back.items()}


@given(graded, graded)
def test_what_moved_and_what_is_at_hand_stand_in_the_new_grade_as_they_are(before, after):
    exercises = after.assignments[0].exercises
    assert [m.after for m in moves(before, after) if m.after] == [
        e for e in exercises if e in [m.after for m in moves(before, after)]
    ]
    step = at_hand(before, after)
    assert step is None or step.exercise in exercises


@given(strategies.grades, strategies.grades, st.sampled_from(["utf-8", "ascii"]), st.sampled_from([40, 80, 120]))
def test_whatever_grades_say_comes_out_in_lines_that_fit_and_act_on_nothing(before, after, encoding, width):
    text = printed(before, after, width, encoding)
    assert all(cell_len(line) <= width for line in text.splitlines())
    assert not {"\x1b", "\x9b", "\u202e", "\udcff", "\x00"} & set(text)


@pytest.mark.parametrize("encoding", ["utf-8", "ascii"])
def test_hostile_words_are_shown_and_not_obeyed(encoding):
    before, after = grade(exercise(HOSTILE, *RIGHT)), grade(exercise(HOSTILE, *WRONG, code=HOSTILE, message=HOSTILE))
    text = printed(before, after, encoding=encoding)
    assert "[bold red]markup[/]" in text
    assert not {"\x1b", "\x9b", "\u202e", "\udc80", "\x07"} & set(text)
    assert "4 -> 0 / 4" in text if encoding == "ascii" else "4 → 0 / 4" in text
