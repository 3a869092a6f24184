"""Classes among what a student writes: objects stay in the worker, and are asked there step by step."""

import subprocess
import sys

import numpy as np
import pytest

from grader.assignment import Limits, load_course
from grader.errors import (
    CourseError,
    NondeterministicError,
    ReferenceFault,
    StudentMissing,
    StudentRaised,
    StudentTimeout,
)
from grader.functions import BrokenOffError, StudentRun
from grader.model import Status
from grader.reference import Reference
from grader.sandbox import loading
from grader.session import GradingSession
from grader.stub import write_stub
from grader.submission import Unit, read_source
from grader.texts import Loading
from tests.grader import courses

TEXT = """
import numpy as np
made = []

class Mean:
    everybody = []

    def __init__(self, start=0.0):
        made.append(1)
        self.total, self.count = start, 0
        self.seen = np.zeros(2)

    def add(self, x):
        print("adding", x)
        if x < 0:
            raise ValueError("no negative numbers")
        self.total, self.count = self.total + x, self.count + 1
        self.seen[0] += x
        return self

    def value(self):
        return self.total / self.count

    def made_so_far(self):
        return len(made)

    def spoil(self, x):
        x += 1

    def shared(self):
        self.everybody.append(1)
        return len(self.everybody)

    def drawn(self):
        return np.random.rand()

    def loop(self):
        while True:
            pass

    def __call__(self, x):
        return weight(x) * self.total

def weight(x):
    return x

def mean_of(values):
    mean = Mean()
    for value in values:
        mean.add(value)
    return mean
"""
KEEP = list(range(5))
UNITS = [Unit(file="work.py", text=TEXT, keep=KEEP)]


@pytest.fixture
def run(sandbox):
    opened = StudentRun(sandbox, Limits(seconds_per_call=1.0, memory_megabytes=256), Loading(UNITS))
    yield opened
    opened.close()
    opened.begin(0)  # what a test has begun is not another one's


@pytest.fixture
def reference():
    module = loading.new_module("objects_of_the_test")
    assert loading.execute([{"file": "work.py", "text": TEXT, "keep": KEEP}], module) == []
    return Reference(module)


def test_an_object_is_asked_by_its_methods_and_its_attributes_and_keeps_its_state(run, reference):
    for functions in (run.functions, reference):
        mean = functions.objects.Mean(start=1.0)
        assert mean.add(2).add(3.0).value() == 3.0
        assert (mean["total"], mean["count"], mean["seen"].tolist()) == (6.0, 2, [5.0, 0.0])
        assert mean(2) == 12.0
        other = functions.objects.mean_of([1.0, 2.0])
        assert (other.value(), mean.value()) == (1.5, 3.0)


def test_an_answer_is_a_copy_that_later_steps_do_not_change(run, reference):
    for functions in (run.functions, reference):
        mean = functions.objects.Mean()
        before = mean["seen"]
        mean.add(2.0)
        assert (before.tolist(), mean["seen"].tolist()) == ([0.0, 0.0], [2.0, 0.0])


def test_an_object_is_made_once_and_each_step_is_one_message(run):
    mean = run.functions.objects.Mean()
    before = run.round_trips
    for _ in range(5):
        mean.add(1)
    assert (mean.made_so_far(), run.round_trips - before) == (1, 6)


def test_helpers_stand_in_and_arguments_are_looked_at_in_methods_too(run, reference):
    for functions in (run.functions, reference):
        assert functions.replacing(weight=lambda x: 10 * x).objects.Mean(1.0)(2) == 20.0
        answer, (left,) = functions.observed.objects.Mean().spoil(np.zeros(2))
        assert (answer, left.tolist()) == (None, [1.0, 1.0])


def test_an_object_that_stays_in_the_worker_cannot_be_handed_over_and_the_author_is_told(run):
    mean = run.functions.objects.Mean()
    with pytest.raises(CourseError, match="hands over an object that stays in the worker"):
        run.functions.weight(mean)
    with pytest.raises(CourseError, match="hands over an object"):
        mean.add(x=mean)


def test_a_method_that_raises_tells_its_line_and_the_object_goes_on(run, reference):
    mean = run.functions.objects.Mean().add(4)
    with pytest.raises(StudentRaised, match="no negative numbers") as caught:
        mean.add(-1)
    assert [frame.function for frame in caught.value.frames] == ["add"]
    assert mean.value() == 4
    with pytest.raises(StudentRaised, match="no attribute 'nothing'"):
        mean.nothing()
    with pytest.raises(StudentMissing, match="`Median` is not defined"):
        run.functions.objects.Median()
    with pytest.raises(ReferenceFault, match=r"Mean.add: ValueError"):
        reference.objects.Mean().add(-1)


def test_a_fresh_worker_goes_through_the_steps_again_and_says_nothing_twice(run):
    ends = {}

    def part(name, fatal):
        def steps():
            turn = run.begin(7, name=name)
            mean = run.functions.objects.Mean()
            mean.add(1)
            with_error = pytest.raises(StudentRaised)
            with with_error:
                mean.add(-1)
            first = mean.drawn()
            mean.add(3)
            if fatal:
                mean.loop()
            ends[name] = mean.value(), mean.drawn() != first, mean.made_so_far(), turn.output

        return steps

    parts = [part("whole", False), part("fatal", True)]
    with pytest.raises(BrokenOffError):
        run.together(parts)
    parts[0]()
    assert ends["whole"] == (2.0, True, 1, "adding 1\nadding 3\n")  # a call that raises prints nothing
    with pytest.raises(StudentTimeout, match=r"`Mean.loop` took longer"):
        parts[1]()


def test_an_object_that_is_asked_twice_is_two_objects_and_what_they_share_is_found_out(run):
    run.begin(1, twice=True)
    mean = run.functions.objects.Mean()
    assert mean.add(2).value() == 2
    with pytest.raises(NondeterministicError, match=r"`Mean.shared` is nondeterministic"):
        mean.shared()


SOLUTION = '''\
# %%
import numpy as np


class Scaler:
    """Brings columns to mean 0 and a standard deviation of 1."""

    def fit(self, X):
        """Learn the columns' means and deviations."""
        ### START CODE HERE ###
        self.mean = X.mean(axis=0)
        self.deviation = X.std(axis=0)
        ### END CODE HERE ###
        return self

    def transform(self, X):
        """Scale."""
        ### START CODE HERE ###
        Z = (X - self.mean) / self.deviation
        ### END CODE HERE ###
        return Z
'''
SETTINGS = """\
title = "Scaling"
order = 1
seed = 1

[[exercise]]
name = "Scaler"
title = "A scaler"
points = { public = 3, hidden = 2 }
"""
CHECKS = '''\
"""Checks of the scaler."""

import numpy as np
from hypothesis import strategies as st

from grader.checks import assert_close, exercise, given, normal, points, seeds


@exercise("Scaler")
class TestScaler:
    @points(1)
    def test_mean(self, student):
        """It learns the means of the columns."""
        scaler = student.objects.Scaler()
        scaler.fit(np.array([[1.0, 2.0], [3.0, 6.0]]))
        assert_close(scaler["mean"], np.array([2.0, 4.0]), name="mean")

    @points(2)
    @given(rows=st.integers(2, 6), seed=seeds())
    def test_scaled(self, student, rows, seed):
        """Columns come out with mean 0 and a deviation of 1."""
        X = normal((rows, 3), seed)
        Z = student.objects.Scaler().fit(X).transform(X)
        assert_close(Z.mean(axis=0), np.zeros(3), name="the means")
        assert_close(Z.std(axis=0), np.ones(3), name="the deviations")
'''
HIDDEN = '''\
"""Hidden checks of the scaler."""

from grader.checks import assert_close, exercise, normal, points

SEED = 3


@exercise("Scaler")
class TestScaler:
    @points(2)
    def test_other_data(self, student, reference):
        """What it has learnt holds for other data."""
        X, other = normal((5, 2), 1), normal((4, 2), 2)
        mine = student.objects.Scaler().fit(X).transform(other)
        assert_close(mine, reference.objects.Scaler().fit(X).transform(other), name="Z")
'''
WRONG = '''\
"""Wrong versions."""

import numpy as np

from grader.answers import misconception


@misconception("Scaler", "You divided by the variance; its root is the deviation.")
class ByVariance:
    def fit(self, X):
        self.mean, self.deviation = X.mean(axis=0), X.var(axis=0)
        return self

    def transform(self, X):
        return (X - self.mean) / self.deviation
'''


@pytest.fixture(scope="module")
def scaling(tmp_path_factory):
    root = courses.build(
        tmp_path_factory.mktemp("scaling"),
        slug="scaling",
        settings=SETTINGS,
        stub=write_stub(SOLUTION),
        checks=CHECKS,
        hidden=HIDDEN,
        golden='{"format": 1, "made_with": "hand", "cases": {}}\n',
        misconceptions=WRONG,
    )
    (root / "solutions" / "scaling" / "scaling.py").write_text(SOLUTION, encoding="utf-8")
    course = load_course(root)
    with GradingSession(course, course.assignments, remembers=False) as session:
        yield root, course.assignments[0], session


def graded(scaling, text, tmp_path):
    _, assignment, session = scaling
    path = tmp_path / "scaling.py"
    path.write_text(text, encoding="utf-8")
    (result,) = session.judge(assignment, read_source(path, assignment)).result.exercises
    return result


def test_a_class_is_an_exercise_with_a_stub_and_its_solution_gets_every_point(scaling, tmp_path):
    stub = write_stub(SOLUTION)
    assert "self.mean = None" in stub
    assert "X.mean" not in stub
    assert graded(scaling, stub, tmp_path).status is Status.NOT_ATTEMPTED
    right = graded(scaling, SOLUTION, tmp_path)
    assert (right.status, right.score, right.points) == (Status.PASSED, 5, 5)
    assert "class Scaler" in right.code[0].text


def test_a_wrong_class_is_told_its_misconception_and_shown_the_steps_to_run(scaling, tmp_path):
    wrong = graded(scaling, SOLUTION.replace("X.std", "X.var"), tmp_path)
    assert wrong.score == 1
    assert wrong.message == "You divided by the variance; its root is the deviation."
    failed = wrong.checks[1]
    assert "Scaler() ... .transform(<array" in failed.message
    assert "thing = student.Scaler()\nthing.fit(" in failed.snippet
    assert "print(thing.transform(" in failed.snippet
    ran = subprocess.run(
        [sys.executable, "-c", failed.snippet],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        env={"PYTHONPATH": str(scaling[0] / "assignments")},
    )
    assert (ran.returncode, ran.stdout[:2]) == (0, "[["), ran.stderr


def test_a_method_that_forgets_to_give_itself_back_fails_the_check_and_is_told_so(scaling, tmp_path):
    result = graded(scaling, SOLUTION.replace("        return self\n", ""), tmp_path)
    assert [check.status for check in result.checks] == [Status.PASSED, Status.FAILED, Status.FAILED]
    assert "`Scaler.fit` gave back None" in result.checks[1].message
    assert "`return self`" in result.checks[1].message


def test_a_class_that_raises_when_it_is_made_fails_and_nothing_else_does(scaling, tmp_path):
    broken = SOLUTION.replace(
        "    def fit", "    def __init__(self):\n        raise RuntimeError('no')\n\n    def fit", 1
    )
    result = graded(scaling, broken, tmp_path)
    assert result.status is Status.RAISED
    assert [check.status for check in result.checks] == [Status.RAISED] * 3
