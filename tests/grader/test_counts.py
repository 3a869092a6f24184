"""What grading costs, counted: forks, messages, pytest's own rounds, and what a command imports."""

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from grader.assignment import load_course
from grader.marking import Marking
from grader.plugin import GradingPlugin
from grader.sandbox.conversation import ProcessWorker
from grader.sandbox.host import ProcessSandbox
from tests.grader import courses
from tests.grader.test_session import exercise, hand_in, statuses

ROOT = Path(__file__).parent.parent.parent
HEAVY = ("numpy", "pytest", "hypothesis", "matplotlib", "jinja2", "msgspec", "rich", "watchfiles", "sqlite3", "babel")


@pytest.fixture
def counted(monkeypatch):
    """How many workers are forked and how many messages they are sent, from here on."""
    counts: Counter[str] = Counter()
    opened, ended = ProcessSandbox._open, ProcessWorker._kill

    def open_one(*arguments):
        counts["forks"] += 1
        return opened(*arguments)

    def end_one(worker):
        counts["messages"] += worker.messages
        return ended(worker)

    monkeypatch.setattr(ProcessSandbox, "_open", open_one)
    monkeypatch.setattr(ProcessWorker, "_kill", end_one)
    return counts


@pytest.fixture
def graded(session_of, tiny_course, tmp_path):
    """Grades in a session that has seen nothing before."""
    with session_of(tiny_course) as session:
        yield lambda **bodies: session.grade(hand_in(tmp_path / "student", courses.written(**bodies), tiny_course))


def test_a_first_submission_forks_once_an_exercise_and_sends_a_load_and_a_round_for_public_and_one_for_hidden_calls(
    graded, counted
):
    graded()
    assert counted["forks"] == 3
    helped = 2  # the public example of `total` is sent twice, and `double` is replaced there: each asks for it once
    with_hidden_checks = 2
    assert counted["messages"] == 3 * 2 + with_hidden_checks + helped


def test_exercises_whose_questions_are_known_share_a_worker_if_their_functions_keep_to_themselves(graded, counted):
    graded()
    counted.clear()
    graded(double="return x + x")
    helped = 1  # what `total` is asked is not known, since it is answered by a helper of the check's
    assert counted["forks"] == 1 + helped
    counted.clear()
    graded(double="global kept\nkept = x\nreturn x + x")
    assert counted["forks"] == 3


def test_answers_that_have_passed_before_are_not_compared_again(graded, monkeypatch):
    graded()
    marked = []
    together = Marking.together
    monkeypatch.setattr(Marking, "together", lambda marking, checks: marked.append(checks) or together(marking, checks))
    assert graded(double="return x + x", ones="return np.zeros((rows, columns)) + 1").score == 17
    assert len(marked) == 1, "that with a helper"
    assert exercise(graded(double="return 2 * x + 1"), "double").score == 0
    assert len(marked) == 3


def test_more_examples_take_no_more_messages(session_of, tmp_path, counted):
    messages = []
    for slug, examples in (("few", 3), ("many", 60)):
        checks = courses.CHECKS.replace("@given(rows=batch", f"@given(examples={examples}, rows=batch")
        course = load_course(courses.build(tmp_path / slug, checks=checks, slug=slug))
        counted.clear()
        with session_of(course) as session:
            result = session.grade(hand_in(tmp_path / f"{slug} student", courses.written(), course, f"{slug}.py"))
        assert result.score == 17
        messages.append(counted["messages"])
    assert messages[0] == messages[1]


def test_what_is_not_attempted_costs_no_fork(grade, counted):
    grade(courses.STUB)
    assert counted["forks"] == 0


def test_a_wrong_exercise_forks_once_more_to_make_its_counterexample_smaller(graded, counted):
    result = graded(ones="return np.ones((columns, rows))", double="return x")
    assert (exercise(result, "ones").score, exercise(result, "double").score) == (0, 0)
    assert counted["forks"] == 3 + 2


def test_a_hang_costs_no_fork_where_nothing_is_asked_after_it(graded, counted):
    result = graded(total="while len(values) != 3:\n    pass\nreturn 6.0")
    assert statuses(result) == {"double": "passed", "total": "timeout", "ones": "passed"}
    assert exercise(result, "total").checks[0].passed, "what comes before the fatal call keeps its points"
    assert counted["forks"] == 3, "the hidden check hangs, when the public one has ended"


def test_pytest_sets_up_only_the_checks_that_ask_for_more_than_the_graders_own(session_of, tmp_path, monkeypatch):
    extra = "\n\n@pytest.fixture\ndef rows():\n    return 2\n"
    checks = courses.CHECKS.replace("import numpy as np\n", "import numpy as np\nimport pytest\n", 1) + extra
    checks = checks.replace("def test_sum(self, student, reference):", "def test_sum(self, student, reference, rows):")
    course = load_course(courses.build(tmp_path, checks=checks, slug="fixed"))
    by_pytest, carried_out = [], GradingPlugin.pytest_pyfunc_call

    def seen(plugin, pyfuncitem):
        by_pytest.append(pyfuncitem.name)
        return carried_out(plugin, pyfuncitem)

    monkeypatch.setattr(GradingPlugin, "pytest_pyfunc_call", seen)
    with session_of(course) as session:
        result = session.grade(hand_in(tmp_path / "student", courses.written(), course, "fixed.py"))
    assert result.score == 17
    assert by_pytest == ["test_sum", "test_secret"], "the checks of that one exercise"


@pytest.mark.parametrize("arguments", [["--help"], ["grade", "--help"], ["batch", "--help"], ["watch", "--help"]])
def test_help_loads_nothing_that_is_heavy(arguments):
    code = (
        "import sys\nfrom grader.cli import main\n"
        f"sys.argv = ['grader', *{arguments!r}]\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    english = {**os.environ, "LC_ALL": "C"}
    done = subprocess.run([sys.executable, "-c", code], env=english, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_a_solution_that_can_draw_loads_what_it_draws_with_when_it_does():
    text = "import numpy as np\nimport matplotlib.pyplot as plt\n\n\ndef f():\n    return plt.Figure\n"
    code = (
        "import sys\nfrom pathlib import Path\nfrom grader.reference import load_module\n"
        "from grader.submission import Unit\n"
        f"module, failures = load_module([Unit('f.py', {text!r}, [0, 1, 2])], 'drawing', Path('assignments'))\n"
        "print(failures, 'matplotlib' in sys.modules, module.f().__name__, 'matplotlib' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "[] False Figure True\n"
