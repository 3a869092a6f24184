"""`check` in a real Jupyter kernel: what is defined there now is graded, and the result shows itself."""

import msgspec
import pytest
from jupyter_client.manager import KernelManager

from grader.assignment import load_course
from grader.model import Status, from_json
from grader.notebook.cells import as_notebook
from grader.session import GradingSession
from grader.submission import read_source
from tests.grader import courses
from tests.grader.reports.pages import Page
from tests.grader.sandbox.processes import alive, children, eventually

SECONDS = 60
STARTED = "started"
SLOW = courses.CHECKS.replace(
    "        golden.check(",
    f'        __import__("pathlib").Path(__file__).with_name("{STARTED}").touch()\n        golden.check(',
)

RIGHT = 'def double(x):\n    """Twice an array."""\n    return 2 * x\n'
WRONG = RIGHT.replace("2 * x", "3 * x")
ENDLESS = RIGHT.replace("return 2 * x", "while True:\n        pass")

HE = """\
import numpy as np


def initialize_parameters_he(layers_dims):
    np.random.seed(3)
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters["W" + str(l)] = np.random.randn(layers_dims[l], layers_dims[l - 1]) / np.sqrt(layers_dims[l - 1])
        parameters["b" + str(l)] = np.zeros((layers_dims[l], 1))
    return parameters
"""


class Ran:
    """What became of a cell: what it printed, what it showed, and its error."""

    def __init__(self):
        self.printed, self.error = "", None
        self.shown = {}

    def take(self, message):
        content = message["content"]
        self.printed += content.get("text", "")
        self.shown |= content.get("data", {})
        self.error = content.get("traceback", self.error)

    @property
    def html(self):
        return self.shown["text/html"]

    @property
    def text(self):
        return self.shown["text/plain"]


class Kernel:
    """A kernel in a folder, to which cells are given one by one."""

    def __init__(self, folder):
        self.folder = folder
        self.manager = KernelManager(kernel_name="python3")
        self.manager.start_kernel(cwd=str(folder))
        self.client = self.manager.client()
        self.client.start_channels()
        self.client.wait_for_ready(timeout=SECONDS)

    def run(self, cell):
        ran = Ran()
        self.client.execute_interactive(cell, timeout=SECONDS, output_hook=ran.take)
        return ran

    def grade(self, asked, *, folder=None):
        """The grade that a check gives back, asked for in another folder if one is named."""
        there, back = (f"__import__('os').chdir({str(f)!r})" for f in (folder or self.folder, self.folder))
        to_json = "__import__('grader.model', fromlist=['to_json']).to_json"
        ran = self.run(f"{there}\ntry:\n    print({to_json}({asked}.grade).decode())\nfinally:\n    {back}")
        assert ran.error is None, ran.error
        return from_json(ran.printed.encode())

    def process(self):
        return int(self.run("from grader.notebook.asking import messenger\nprint(messenger.process)").printed)

    def close(self):
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)
        self.manager.cleanup_resources()


@pytest.fixture(scope="module")
def kernel(tmp_path_factory):
    root = courses.build(tmp_path_factory.mktemp("course"))
    courses.build(root, slug="slow", settings=courses.PATIENT, checks=SLOW, hidden=None)
    kernel = Kernel(root / "assignments" / "tiny")
    kernel.run("import numpy as np\nfrom grader import check")
    yield kernel
    kernel.close()


def test_a_right_function_shows_a_card_and_lines_that_say_so(kernel):
    ran = kernel.run(f'{RIGHT}\ncheck("double")')
    for said in ("7 / 7", "passed", "All checks pass.", "A number that students have not seen."):
        assert said in Page(ran.html).text
    assert "✓ double 7 / 7 passed" in ran.text
    assert "All checks pass." in ran.text


def test_a_wrong_function_shows_its_hint_a_call_to_paste_and_the_first_difference(kernel):
    ran = kernel.run(f'{WRONG}\ncheck("double")')
    for said in (Page(ran.html).text, ran.text):
        assert "not right yet" in said
        assert "Multiply by two." in said
        assert "print(double(np.array([1.0, 2.0, 3.0])))" in said
        assert "First difference" in said
        assert "load(" not in said
        assert str(courses.SECRET) not in said
    assert "Got" in Page(ran.html).text


def test_what_a_function_says_of_itself_is_shown_as_text(kernel):
    kernel.run(RIGHT.replace("return 2 * x", "raise ValueError('<script>alert(1)</script>')"))
    ran = kernel.run('check("double")')
    assert "<script>" not in ran.html
    assert "ValueError: <script>alert(1)</script>" in Page(ran.html).text
    assert "notebook, cell" in Page(ran.html).text


def test_the_notebooks_own_process_never_holds_the_checks(kernel):
    kernel.run(f'{RIGHT}\ncheck("double")')
    held = kernel.run(
        "import sys\nprint([n for n in ('grader.session', 'grader.checks', 'pytest') if n in sys.modules])"
    )
    assert held.printed == "[]\n"


def test_what_is_pasted_from_the_card_runs_in_the_next_cell(kernel):
    grade = kernel.grade('check("double")') if kernel.run(WRONG) else None
    (first, *_) = grade.assignments[0].exercises[0].checks
    assert kernel.run(first.snippet).printed == "[3. 6. 9.]\n"


def test_the_last_definition_that_was_run_is_the_one_that_counts(kernel):
    scores = [kernel.grade('check("double")').score for text in (RIGHT, WRONG, RIGHT) if kernel.run(text).error is None]
    assert scores == [7, 0, 7]


def test_one_process_serves_every_check_and_lives_as_long_as_it_can(kernel):
    kernel.run(RIGHT)
    kernel.grade('check("double")')
    first = kernel.process()
    kernel.grade('check("double")')
    assert kernel.process() == first
    kernel.run(f"import os, signal\nos.kill({first}, signal.SIGKILL)")
    assert eventually(lambda: not alive({first}))
    assert kernel.grade('check("double")').score == 7
    assert kernel.process() != first


def test_without_a_name_every_exercise_of_the_notebooks_assignment_is_graded(kernel):
    kernel.run("for name in ('total', 'ones'):\n    globals().pop(name, None)")
    kernel.run(RIGHT)
    (assignment,) = kernel.grade("check()").assignments
    assert [(e.name, e.score, e.status) for e in assignment.exercises] == [
        ("double", 7, Status.PASSED),
        ("total", 0, Status.NOT_ATTEMPTED),
        ("ones", 0, Status.NOT_ATTEMPTED),
    ]


def test_a_function_that_is_not_defined_is_met_with_the_cell_to_run(kernel):
    kernel.run(f"{RIGHT}\ndel double")
    ran = kernel.run('check("double")')
    said = "`double` is not defined in this notebook yet. Run the cell with `def double(x):`, and then this one again."
    assert said in Page(ran.html).text
    assert "not started" in ran.text


def test_a_cell_that_is_no_python_leaves_what_was_defined_before(kernel):
    kernel.run(RIGHT)
    assert kernel.run(RIGHT.replace("2 * x", "2 * (x")).error
    assert kernel.grade('check("double")').score == 7


def test_a_function_that_was_never_python_is_said_to_be_none(kernel):
    kernel.run(f"{RIGHT}\ndel double")
    kernel.run(RIGHT.replace("2 * x", "2 * (x"))
    assert "Python cannot read this function: notebook, cell" in kernel.run('check("double")').text


def test_a_block_that_is_still_blank_is_not_attempted(kernel):
    kernel.run(courses.STUB)
    (exercise,) = kernel.grade('check("ones")').assignments[0].exercises
    assert (exercise.status, exercise.message) == (Status.NOT_ATTEMPTED, "Nothing is filled in yet.")


def test_an_unknown_name_is_answered_with_the_nearest_ones_and_no_traceback(kernel):
    ran = kernel.run('check("doubel")')
    assert ran.error == ["There is no exercise 'doubel'. The nearest names: double."]


def test_a_folder_outside_any_course_is_answered_with_the_way_in(kernel, tmp_path):
    ran = kernel.run(
        f'import os\nos.chdir("{tmp_path}")\ntry:\n    check("double")\nfinally:\n    os.chdir("{kernel.folder}")'
    )
    (said,) = ran.error
    assert said.startswith(f"No course was found in {tmp_path} or a folder above it.")


def test_an_interrupt_ends_the_check_and_nothing_else(kernel):
    started = kernel.folder.parent / "slow" / STARTED
    kernel.run(ENDLESS)
    kernel.client.execute('check("double", assignment="slow")')
    assert eventually(started.exists)
    process = children(kernel.manager.provisioner.pid)
    kernel.manager.interrupt_kernel()
    assert eventually(lambda: not alive(process))
    while (message := kernel.client.get_iopub_msg(timeout=SECONDS))["msg_type"] != "error":
        pass
    assert message["content"]["traceback"] == [
        "The check was stopped. Nothing is lost: run the cell again whenever you like."
    ]
    kernel.run(RIGHT)
    assert kernel.grade('check("double")').score == 7


def test_checks_that_changed_are_the_ones_that_judge(kernel):
    kernel.run(RIGHT)
    checks = kernel.folder / "checks.py"
    before = checks.read_text()
    try:
        checks.write_text(before.replace("2 * x, name", "3 * x, name"))
        assert kernel.grade('check("double")').score == 5
    finally:
        checks.write_text(before)


def test_the_course_itself_gives_the_result_that_the_saved_notebook_gets(kernel, tmp_path, pytestconfig):
    course = load_course(pytestconfig.rootpath)
    assignment = course.select("initialization")[0]
    saved = tmp_path / "Initialization.ipynb"
    saved.write_bytes(as_notebook([HE]))
    kernel.run(HE)
    name = "initialize_parameters_he"
    (shown,) = kernel.grade(f"check({name})", folder=assignment.folder).assignments[0].exercises
    with GradingSession(course, [assignment]) as session:
        verdict = session.judge(assignment, read_source(saved, assignment))
    (judged,) = [e for e in verdict.result.exercises if e.name == name]
    assert judged.status is Status.FAILED
    assert judged.diagnosis is not None
    assert without_places(shown) == without_places(judged)


def without_places(exercise):
    """A result without what says where the student's code stands."""
    checks = [msgspec.structs.replace(check, snippet="") for check in exercise.checks]
    return msgspec.structs.replace(exercise, checks=checks, code=[block.text for block in exercise.code])
