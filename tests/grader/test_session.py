"""Grading from end to end: every status comes out, nothing spills over, and the same input gives the same bytes."""

import json
import os
import signal
import subprocess
import sys

import pytest

from grader.assignment import load_course
from grader.errors import CourseError
from grader.model import Grade, Status, from_json, to_json
from grader.sandbox.conversation import ProcessWorker
from grader.session import GradingSession
from grader.submission import read_submission
from tests.grader import courses

FULL = {"double": 7, "total": 5, "ones": 5}


def statuses(grade: Grade) -> dict[str, str]:
    return {e.name: str(e.status) for e in grade.assignments[0].exercises}


def scores(grade: Grade) -> dict[str, int]:
    return {e.name: e.score for e in grade.assignments[0].exercises}


def exercise(grade: Grade, name: str):
    return next(e for e in grade.assignments[0].exercises if e.name == name)


def check(grade: Grade, name: str, ending: str):
    return next(c for c in exercise(grade, name).checks if c.name.endswith(ending))


def hand_in(folder, text, course, name="tiny.py"):
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    return read_submission(folder, course.assignments)


def test_the_solution_gets_full_marks_and_points_are_exact(grade):
    result = grade()
    assert scores(result) == FULL
    assert (result.score, result.points, result.percent) == (17, 17, 100)
    assert set(statuses(result).values()) == {"passed"}
    assert result.hidden


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ("return np.ones((rows, columns))", "passed"),
        ("return np.ones((columns, rows))", "failed"),
        ("return np.ones((rows, columns)).tolist()", "failed"),
        ("return np.matrix(np.ones((rows, columns)))", "failed"),
        ("return None", "failed"),
        ("raise ValueError('oh')", "raised"),
        ("return 1 / 0", "raised"),
        ("import sys\nsys.exit()", "raised"),
        ("import torch_of_my_own", "raised"),
        ("while True: pass", "timeout"),
        ("return np.ones((rows, 10**9))", "out_of_memory"),
        ("import os\nos._exit(0)", "crashed"),
        ("import ctypes\nctypes.string_at(0)", "crashed"),
    ],
)
def test_every_way_to_end_has_its_status_and_costs_that_exercise_alone(grade, body, status):
    result = grade(ones=body)
    assert statuses(result) == {"double": "passed", "total": "passed", "ones": status}
    assert scores(result) == {**FULL, "ones": 5 if status == "passed" else 0}


def test_a_loop_and_an_exit_in_one_file_cost_one_deadline_and_their_own_points(grade, monkeypatch):
    ends = []
    end = ProcessWorker._kill
    monkeypatch.setattr(ProcessWorker, "_kill", lambda worker: ends.append(1) or end(worker))
    result = grade(double="while True: pass", ones="import os\nos._exit(1)")
    assert statuses(result) == {"double": "timeout", "total": "timeout", "ones": "crashed"}
    assert {c.name: c.status for c in exercise(result, "double").checks} == {
        "public::TestDouble::test_worked_example": Status.TIMEOUT,
        "public::TestDouble::test_any_array": Status.TIMEOUT,
        "hidden::TestDouble::test_secret": Status.TIMEOUT,
    }
    assert check(result, "total", "test_sum").passed, "here `double` is replaced by the right one"
    assert len(ends) == 3, "an exercise waits for its deadline once"


def test_what_a_function_keeps_of_hidden_inputs_is_in_nothing_that_a_public_check_shows(session_of, tmp_path):
    """A check that calls several times would have a call left when the hidden inputs have come, if they came along."""
    asked = "".join(f"\n        student.double(np.array([{number}.0]))" for number in range(5))
    checks = courses.CHECKS.replace('"""The handout\'s example: [1, 2, 3]."""', f'"""Some."""{asked}')
    assert asked in checks
    course = load_course(courses.build(tmp_path / "course", checks=checks))
    body = (
        "seen.append(float(np.max(x)))\nif max(seen) > 1000:\n    print(seen)\n    raise ValueError(seen)\nreturn 2 * x"
    )
    text = courses.written(double=body).replace("import numpy as np\n", "import numpy as np\n\nseen = []\n", 1)
    with session_of(course) as session:
        result = session.grade(hand_in(tmp_path / "student", text, course))
    public = [c for c in exercise(result, "double").checks if not c.hidden]
    assert [c.status for c in public] == [Status.PASSED, Status.PASSED]
    assert str(courses.SECRET) not in to_json(result).decode()


def test_memory_that_one_exercise_takes_is_not_missing_in_the_next(grade):
    """Each has 256 MB, of which the first one takes 160 and so does the last."""
    result = grade(
        double="global kept\nkept = None\nkept = np.empty(20_000_000)\nreturn 2 * x",
        ones="np.empty(20_000_000)\nreturn np.ones((rows, columns))",
    )
    assert scores(result) == FULL, [(e.name, e.message) for e in result.assignments[0].exercises]


def test_a_library_poisoned_in_one_exercise_is_whole_in_the_next(grade):
    assert scores(grade(double="np.ones = None\nreturn 2 * x")) == FULL


def test_a_server_that_dies_costs_one_exercise_at_most(tiny_course, tmp_path):
    submission = hand_in(tmp_path / "student", courses.written(), tiny_course)
    with GradingSession(tiny_course, tiny_course.assignments) as session:
        assert session.grade(submission).score == 17
        os.kill(session._sandbox._server._process.pid, signal.SIGKILL)
        assert session.grade(submission).score == 17


def test_a_submission_that_kills_what_it_can_costs_no_other_submission(grade):
    grade(double="import os\nfor p in (os.getppid(), 0, -1):\n    os.kill(p, 9) if p > 1 else None\nreturn 2 * x")
    assert scores(grade()) == FULL


def test_a_mistake_costs_its_marks_once_where_a_check_replaces_the_helper(grade):
    result = grade(double="return 3 * x")
    assert check(result, "total", "test_sum").passed
    assert scores(result) == {"double": 0, "total": 2, "ones": 5}


def test_two_grades_of_one_submission_are_the_same_bytes_apart_from_the_times(tiny_course, tiny_session, tmp_path):
    text = courses.written(
        double="print('at', x)\nreturn 3 * x + np.random.rand()",
        total="raise ValueError(object(), {'a', 'b', 'c'})",
        ones="return np.ones((columns, rows))",
    )
    submission = hand_in(tmp_path / "student", text, tiny_course)
    with GradingSession(tiny_course, tiny_course.assignments) as fresh:
        grades = [session.grade(submission) for session in (fresh, tiny_session, fresh, tiny_session)]
    plain = {to_json(g.without_times()) for g in grades}
    assert len(plain) == 1
    assert grades[0].times.seconds > 0


HIDDEN_DATA = ("31337", "31338", "62674", "3.13372", "6.26745")


@pytest.mark.parametrize(
    "bodies",
    [
        {"double": "return 3 * x", "total": "return 1.0"},
        {"double": "print(x)\nreturn 3 * x", "total": "print(values)\nreturn 1.0"},
        {"double": "raise ValueError(str(x))", "total": "raise KeyError(repr(values))"},
        {"double": "raise type(str(float(x.flat[0])), (Exception,), {})()"},
        {"double": "import warnings\nwarnings.warn(str(x))\nreturn x"},
        {"double": "print(x)\nimport os\nos._exit(1)", "total": "print(values)\nwhile True: pass"},
        {"double": "return {str(x): 1}", "total": "return np.array([str(values)])"},
        pytest.param({"total": "print(values)\nreturn str(values)"}),
        pytest.param({"double": "exec(compile('1/0', str(x), 'exec'))"}),
        pytest.param(
            {
                "double": "exec(f'def _{str(float(x.flat[0])).replace(chr(46), chr(95))}(): 1/0\\n_' "
                "+ str(float(x.flat[0])).replace(chr(46), chr(95)) + '()')"
            },
            id="exec",
        ),
    ],
)
def test_no_number_of_a_hidden_check_is_in_the_result(grade, bodies):
    result = grade(**bodies)
    text = to_json(result).decode()
    assert [data for data in HIDDEN_DATA if data in text] == []
    failing = [c for e in result.assignments[0].exercises for c in e.checks if c.hidden and not c.passed]
    assert failing
    for hidden in failing:
        assert (hidden.snippet, hidden.difference, hidden.output) == ("", None, "")
        assert hidden.title


def test_a_hidden_check_shows_its_title_and_its_hint(grade):
    hidden = check(grade(double="return 3 * x"), "double", "test_secret")
    assert (hidden.title, hidden.hint) == ("A number that students have not seen.", "Try a larger number.")
    assert (hidden.score, hidden.points, hidden.hidden) == (0, 4, True)
    assert "stays hidden" in hidden.message


def test_a_failing_property_shows_its_smallest_example_as_a_snippet_that_runs(grade):
    failed = check(grade(ones="return np.ones((columns, rows))"), "ones", "test_shape")
    assert failed.message == "matrix has shape (2, 1), but should be (1, 2)  [ones(1, 2)]"
    assert failed.hint == "np.ones takes the shape as one tuple."
    assert "student = load('tiny.py')\nprint(student.ones(1, 2))" in failed.snippet
    compile(failed.snippet, "snippet", "exec")


def test_a_wrong_number_shows_where_it_is_with_a_table_that_marks_it(grade):
    failed = check(grade(double="y = 2 * x\ny.flat[1] += 1\nreturn y"), "double", "test_worked_example")
    assert failed.message == "result[1] is 5, but should be 4 (1 of 3 entries are wrong)  [double(<array 3>)]"
    assert failed.difference is not None
    assert failed.difference.table is not None
    assert failed.difference.table.wrong == [[False, True, False]]


def test_an_exception_shows_the_students_own_lines(grade):
    failed = check(grade(double="z = x + 1\nraise ValueError(f'bad {z.shape}')"), "double", "test_worked_example")
    assert failed.message == "ValueError: bad (3,)  [double(<array 3>)]"
    assert [(f.file, f.line, f.function) for f in failed.frames] == [("tiny.py", 7, "double")]


def test_what_an_exercise_printed_is_shown_with_its_public_check(grade):
    failed = check(grade(double="print('here')\nreturn x"), "double", "test_worked_example")
    assert failed.output == "here\n"


def test_halves_of_characters_in_what_a_student_raises_harm_no_report(grade):
    result = grade(double="raise ValueError('\\ud800')")
    assert json.loads(to_json(result))["score"] == result.score


def test_an_untouched_stub_is_not_attempted_and_nothing_runs(grade):
    result = grade(courses.STUB)
    assert set(statuses(result).values()) == {"not_attempted"}
    assert (result.score, result.points, result.attempted) == (0, 17, False)
    assert exercise(result, "double").message == "Nothing is filled in yet."


def test_a_stub_filled_in_part_says_how_many_blocks_are_empty(grade):
    result = grade(courses.STUB.replace("y = None", "y = 2 * x"))
    assert statuses(result) == {"double": "passed", "total": "not_attempted", "ones": "not_attempted"}
    assert result.score == 7


def test_a_function_that_python_cannot_read_costs_itself_and_its_line_is_shown(grade):
    result = grade(courses.written(double="return 2 * * x", total="return float(np.sum(values))"))
    assert statuses(result) == {"double": "raised", "total": "passed", "ones": "passed"}
    assert "tiny.py, line 6" in exercise(result, "double").message


def test_a_missing_function_is_not_attempted(grade):
    text = courses.written().replace("def double(", "def doubled(").replace("doubled = double(", "doubled = doubled(")
    result = grade(text)
    assert statuses(result)["double"] == "not_attempted"
    assert exercise(result, "double").message == "`double` is not defined in tiny.py."


@pytest.mark.parametrize("text", ["", "\0\0", "PK\x03\x04", "<html>"], ids=["empty", "null", "zip", "html"])
def test_a_file_that_is_not_python_is_a_sentence_and_no_points(grade, text):
    result = grade(text)
    assert result.score == 0
    assert result.points == 17
    sentences = {e.message for e in result.assignments[0].exercises}
    assert sentences == {"The file could not be read."}
    assert "tiny.py could not be read: " in " ".join(result.assignments[0].notes)
    assert {c.status for e in result.assignments[0].exercises for c in e.checks} == {Status.RAISED}


@pytest.mark.parametrize(("line", "status"), [("while True: pass", "timeout"), ("import os; os._exit(1)", "crashed")])
def test_a_file_that_hangs_or_ends_while_it_loads_is_waited_for_once(grade, line, status, monkeypatch):
    """The statement stands in a decorator, which is carried out with the definition."""
    text = courses.written().replace("def double(", f"def stop(f):\n    {line}\n\n\n@stop\ndef double(")
    loads = []
    load = ProcessWorker.load
    monkeypatch.setattr(ProcessWorker, "load", lambda *args, **keywords: loads.append(1) or load(*args, **keywords))
    result = grade(text)
    assert set(statuses(result).values()) == {status}
    assert "Loading the file" in exercise(result, "ones").message
    assert len(loads) == 1


def test_an_import_that_is_not_there_is_a_note_and_costs_nothing(grade):
    result = grade("import tensorflow_of_my_own as tf\n" + courses.written())
    assert scores(result) == FULL
    assert any("tensorflow_of_my_own" in note for note in result.assignments[0].notes)


def test_a_folder_without_the_assignment_counts_it_as_zero(tiny_session, tiny_course, tmp_path):
    (tmp_path / "other.py").write_text("x = 1\n")
    result = tiny_session.grade(read_submission(tmp_path, tiny_course.assignments))
    assert (result.score, result.points) == (0, 17)
    assert result.assignments[0].file == ""
    assert set(statuses(result).values()) == {"not_attempted"}


def test_a_grade_reads_back_from_its_json(grade):
    result = grade(double="return 3 * x", ones="raise ValueError('x')")
    assert from_json(to_json(result)) == result


def test_progress_names_each_exercise_as_it_starts(tiny_session, tiny_course, tmp_path):
    submission = hand_in(tmp_path / "student", courses.STUB, tiny_course)
    told = []
    tiny_session.grade(submission, told.append)
    assert told == ["double", "total", "ones"] == tiny_session.exercises(submission)


def test_a_submission_has_one_result_however_often_it_is_graded(tiny_session, tiny_course, tmp_path):
    text = courses.written(double="return 2 * x + (x > 0.5)", total="return float(np.random.randn())")
    submission = hand_in(tmp_path / "student", text, tiny_course)
    results = {to_json(tiny_session.grade(submission).without_times()) for _ in range(25)}
    assert len(results) == 1
    assert from_json(results.pop()).score < 17


def test_work_in_the_courses_own_folder_is_held_beside_the_stub_as_it_was_given_out(session_of, tmp_path):
    courses.build(tmp_path, slug="inside")
    course = load_course(tmp_path)
    stub = course.assignments[0].stub
    with session_of(course) as session:
        untouched = session.grade(read_submission(stub.parent, course.assignments))
        stub.write_text(courses.STUB.replace("y = None", "y = 2 * x"))
        begun = session.grade(read_submission(stub.parent, course.assignments))
        stub.write_text(courses.written())
        done = session.grade(read_submission(tmp_path / "assignments", course.assignments))
    assert [grade.score for grade in (untouched, begun, done)] == [0, 7, 17]
    assert statuses(begun) == {"double": "passed", "total": "not_attempted", "ones": "not_attempted"}
    assert [grade.notes for grade in (untouched, begun, done)] == [[], [], []]


class TestOtherCourses:
    """Courses with a part missing or wrong."""

    def test_without_solutions_the_points_are_those_of_the_public_checks(self, session_of, tmp_path):
        checks = courses.CHECKS.replace("student, reference", "student").replace(
            "student.replacing(double=reference.double)", "student"
        )
        course = load_course(courses.build(tmp_path, hidden=None, checks=checks, slug="public"))
        with session_of(course) as session:
            result = session.grade(hand_in(tmp_path / "student", courses.written(), course, "public.py"))
        assert (result.score, result.points, result.hidden) == (10, 10, False)
        assert not any(c.hidden for e in result.assignments[0].exercises for c in e.checks)

    def test_a_file_is_graded_for_its_own_assignment_alone(self, session_of, tmp_path):
        courses.build(tmp_path)
        courses.build(tmp_path, slug="small", settings=courses.SETTINGS.replace("Tiny", "Small"))
        course = load_course(tmp_path)
        with session_of(course) as session:
            (tmp_path / "small.py").write_text(courses.written())
            single = session.grade(read_submission(tmp_path / "small.py", course.assignments))
            folder = session.grade(hand_in(tmp_path / "student", courses.written(), course, "small.py"))
        assert [a.slug for a in single.assignments] == ["small"]
        assert (single.score, single.points) == (17, 17)
        assert {a.slug: a.score for a in folder.assignments} == {"tiny": 0, "small": 17}
        assert folder.points == 34

    def test_a_fault_of_the_grader_is_ungradable_and_says_whose_it_is(self, session_of, tmp_path):
        golden = courses.GOLDEN.replace("test_worked_example", "test_of_old")
        checks = courses.CHECKS.replace("matrix = student.ones", "matrix = nothing.ones")
        course = load_course(courses.build(tmp_path, checks=checks, golden=golden, slug="faulty"))
        with session_of(course) as session:
            result = session.grade(hand_in(tmp_path / "student", courses.written(), course, "faulty.py"))
        assert statuses(result) == {"double": "ungradable", "total": "passed", "ones": "ungradable"}
        assert "tell your instructor" in exercise(result, "ones").message
        assert "grader golden" in exercise(result, "double").message

    def test_a_solution_that_raises_is_ungradable_and_no_mistake_of_the_student(self, session_of, tmp_path):
        courses.build(tmp_path)
        solution = tmp_path / "solutions" / "tiny" / "tiny.py"
        solution.write_text(courses.written(double="raise ValueError('ours')"))
        course = load_course(tmp_path)
        with session_of(course) as session:
            result = session.grade(hand_in(tmp_path / "student", courses.written(), course))
        assert check(result, "double", "test_secret").status is Status.UNGRADABLE
        assert "not your mistake" in check(result, "double", "test_secret").message
        assert check(result, "double", "test_any_array").passed

    def test_two_courses_in_one_process_keep_their_own_checks(self, session_of, tmp_path):
        results = []
        for name, checks in (
            ("one", courses.CHECKS),
            ("two", courses.CHECKS.replace("[1, 2, 3].", "[1, 2, 3], anew.")),
        ):
            course = load_course(courses.build(tmp_path / name, checks=checks, slug="twin"))
            with session_of(course) as session:
                results.append(session.grade(hand_in(tmp_path / "student", courses.written(), course, "twin.py")))
        titles = [check(result, "double", "test_worked_example").title for result in results]
        assert titles == ["The handout's example: [1, 2, 3].", "The handout's example: [1, 2, 3], anew."]

    def test_a_session_that_cannot_begin_says_why_and_leaves_no_process_behind(self, tmp_path):
        courses.build(tmp_path)
        (tmp_path / "assignments" / "tiny" / "given.txt").unlink()
        code = (
            "import os, pathlib, sys\n"
            "from grader.assignment import load_course\n"
            "from grader.errors import CourseError\n"
            "from grader.session import GradingSession\n"
            "from tests.grader.sandbox.processes import children\n"
            "course = load_course(pathlib.Path(sys.argv[1]))\n"
            "try:\n"
            "    GradingSession(course, course.assignments)\n"
            "except CourseError as error:\n"
            "    print(error, len(children(os.getpid())))\n"
        )
        command = [sys.executable, "-c", code, str(tmp_path)]
        output = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        assert output.endswith("write it with: grader stub 0\n")

    def test_an_exercise_without_checks_here_is_ungradable_and_does_not_claim_that_all_pass(self, session_of, tmp_path):
        settings = courses.SETTINGS.replace("points = { public = 5 }", "points = { public = 0, hidden = 5 }")
        checks = (
            courses.CHECKS.split('@exercise("ones")')[0]
            .replace("student, reference", "student")
            .replace("student.replacing(double=reference.double)", "student")
        )
        course = load_course(courses.build(tmp_path, settings=settings, checks=checks, hidden=None, slug="bare"))
        with session_of(course) as session:
            result = session.grade(hand_in(tmp_path / "student", courses.written(), course, "bare.py"))
        assert statuses(result)["ones"] == "ungradable"
        assert exercise(result, "ones").message != "All checks pass."

    def test_hidden_checks_that_are_missing_beside_their_solution_are_a_course_error(self, session_of, tmp_path):
        courses.build(tmp_path, slug="half")
        (tmp_path / "solutions" / "half" / "checks.py").unlink()
        course = load_course(tmp_path)
        with (
            pytest.raises(CourseError, match=r"the hidden checks of double add up to 0 points"),
            session_of(course) as session,
        ):
            session.grade(hand_in(tmp_path / "student", courses.written(), course, "half.py"))


def test_many_slow_calls_are_stopped_at_the_time_for_the_whole_exercise(session_of, tmp_path):
    settings = courses.SETTINGS.replace("seconds_per_call = 1.0", "seconds_per_call = 1.0\nseconds_per_exercise = 0.5")
    courses.build(tmp_path, settings=settings)
    course = load_course(tmp_path)
    text = courses.written(double="import time\ntime.sleep(0.2)\nreturn 2 * x")
    with session_of(course) as session:
        result = session.grade(hand_in(tmp_path / "student", text, course))
    assert statuses(result)["double"] == "timeout"
    assert "longer than 0.5 seconds in all" in exercise(result, "double").message
    assert exercise(result, "ones").status is Status.PASSED
