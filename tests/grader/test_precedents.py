"""What was asked and answered before: the same grade as without it, and nothing is passed that has not passed."""

import dataclasses

import msgspec
import pytest

from grader import precedents
from grader.errors import StudentCrashed
from grader.model import ExerciseResult, Status
from grader.precedents import Exchange, Precedents, Round
from grader.remembered import Known
from grader.sandbox import wire
from grader.sandbox.messages import Heard, Message, Question
from tests.grader import courses
from tests.grader.test_session import hand_in

BODIES = [
    {},
    {"double": "return x + x"},
    {"double": "return 2.0 * x", "ones": "return np.full((rows, columns), 1.0)"},
    {"double": "return 2 * x + 1"},
    {"double": "y = 2 * x\nreturn 1 + y"},
    {"double": "global seen\nseen = globals().get('seen', 0) + 1\nreturn 1 + 2 * x"},
    {"double": "global seen\nseen = globals().get('seen', 0) + 1\nreturn 2 * x + (1 if seen < 150 else 2)"},
    {"double": "return 2 * x if x.shape[0] < 3 else x"},
    {"ones": "return np.ones((rows, columns)) * np.exp(0.0 * np.log(0.0))"},
    {"ones": "print(rows)\nreturn np.ones((rows, columns))"},
    {"ones": "return np.ones((columns, rows))"},
    {"ones": "return np.empty((rows, columns)) * 0 + 1"},
    {"ones": "raise ValueError(rows)"},
    {"ones": "import os\nos._exit(1)"},
    {"total": "return 6.0"},
    {"double": "kept = [0]\nreturn 2 * x", "total": "return float(np.sum(double(values))) / 2"},
]

CAME_TO = Known(
    file="a.py",
    result=ExerciseResult(name="f", title="F", status=Status.FAILED, score=1, points=3, message="Wrong.", checks=[]),
)


def test_a_grade_is_the_same_whatever_was_graded_before(session_of, tiny_course, tmp_path):
    handed_in = [hand_in(tmp_path / "student", courses.written(**bodies), tiny_course) for bodies in BODIES]
    alone = []
    with session_of(tiny_course) as session:
        for submission in handed_in:
            session._precedents.clear()
            alone.append(session.grade(submission))
    with session_of(tiny_course) as session:
        there, back = [session.grade(s) for s in handed_in], [session.grade(s) for s in reversed(handed_in)]
    assert [_untimed(grade) for grade in there] == [_untimed(grade) for grade in alone]
    assert [_untimed(grade) for grade in reversed(back)] == [_untimed(grade) for grade in alone]


def _untimed(grade):
    return grade.assignments, grade.notes, grade.score


def test_a_function_that_counts_its_calls_counts_from_one_in_every_exercise(session_of, tiny_course, tmp_path):
    counting = (
        "global calls\ncalls = globals().get('calls', 0) + 1\nreturn np.ones((rows, columns)) if calls < 200 else 0"
    )
    submission = hand_in(tmp_path / "student", courses.written(ones=counting), tiny_course)
    with session_of(tiny_course) as session:
        assert [session.grade(submission).score for _ in range(4)] == [17] * 4


def test_wrong_answers_that_were_heard_before_are_neither_compared_nor_made_smaller_again(
    session_of, tiny_course, tmp_path, monkeypatch
):
    bodies = [
        "return 2 * x + 1",
        "y = 2 * x\nreturn 1 + y",
        "global seen\nseen = globals().get('seen', 0)\nreturn 1 + 2 * x",
    ]
    files = [courses.written(double=body) for body in bodies]
    names = ["here", "there", "elsewhere"]
    handed_in = [hand_in(tmp_path / name, file, tiny_course) for name, file in zip(names, files, strict=True)]
    carried_out = []
    with session_of(tiny_course) as session:
        run = session._runner.run
        monkeypatch.setattr(
            session._runner, "run", lambda job: carried_out.append(job.checks[0].exercise.name) or run(job)
        )
        doubles = [session.grade(submission).assignments[0].exercises[0] for submission in handed_in]
    assert carried_out.count("double") == 1
    assert [double.code[0].text for double in doubles] == [
        s.sources["tiny"].functions["double"].text for s in handed_in
    ]
    assert len({double.checks for double in map(_without_code, doubles)}) == 1
    assert doubles[0].checks[0].snippet


def _without_code(exercise):
    return msgspec.structs.replace(exercise, code=[], checks=str(exercise.checks))


def exchange(name: str, *answers: int, death=None, **options) -> Exchange:
    """Questions to a function, and what it answered."""
    message = Message()
    for place, _ in enumerate(answers):
        message.add(Question(name, (place,), **options))
    body = memoryview(wire.bundle(1, [wire.encode(answer) for answer in answers]))[wire.HEADER.size :]
    return Exchange([(name, n) for n in range(len(answers))], [message], Heard([body], len(answers), death=death))


def follow(known: Precedents, *exchanges: Exchange) -> Round | Known | None:
    at: Round | Known | None = known.first
    for one in exchanges:
        assert isinstance(at, Round)
        at = at.after.get(one.heard.digest or b"")
    return at


def test_the_answers_that_passed_lead_to_a_pass_and_no_others():
    known = Precedents()
    known.learn([exchange("f", 1, 2), exchange("g", 3)], CAME_TO)
    known.learn([exchange("f", 1, 2), exchange("g", 4)], None)
    assert follow(known, exchange("f", 1, 2), exchange("g", 3)) is CAME_TO
    assert follow(known, exchange("f", 1, 2), exchange("g", 4)) is None
    assert follow(known, exchange("f", 2, 1)) is None
    assert isinstance(follow(known, exchange("f", 1, 2)), Round)
    assert known.functions == {"f", "g"}


def test_how_answers_were_bundled_makes_no_difference():
    parts = [memoryview(wire.bundle(9, [wire.encode(answer)]))[wire.HEADER.size :] for answer in (1, 2)]
    assert Heard(parts, 2).digest == exchange("f", 1, 2).heard.digest


def test_what_passed_after_other_answers_does_not_pass_at_once():
    known = Precedents()
    known.learn([exchange("f", 1), exchange("g", 3)], CAME_TO)
    known.learn([exchange("f", 2), exchange("h", 3)], None)
    assert follow(known, exchange("f", 2), exchange("g", 3)) is None


@pytest.mark.parametrize(
    "partial",
    [
        exchange("f", 1, death=StudentCrashed("gone")),
        exchange("f", 1, helpers={"g": abs}),
        dataclasses.replace(exchange("f", 1), heard=Heard(replies=[1], count=1)),
    ],
)
def test_nothing_is_learnt_where_the_answers_are_not_all_that_the_checks_went_by(partial):
    known = Precedents()
    known.learn([partial], CAME_TO)
    assert known.first is None
    known.learn([exchange("f", 1), partial], CAME_TO)
    assert follow(known, exchange("f", 1)) is None


def test_checks_that_ask_nothing_are_carried_out_each_time():
    known = Precedents()
    known.learn([], CAME_TO)
    assert known.first is None


def test_what_is_kept_has_an_end(monkeypatch):
    monkeypatch.setattr(precedents, "MOST_ROUNDS", 5)
    known = Precedents()
    for answer in range(20):
        known.learn([exchange("f", answer), exchange("g", answer)], CAME_TO)
    assert isinstance(known.first, Round)
    assert len(known.first.after) == 4
    monkeypatch.setattr(precedents, "MOST_BYTES", 10)
    small = Precedents()
    small.learn([exchange("f", 1)], CAME_TO)
    assert small.first is None
