"""The process that grades: its own program, for as long as somebody may ask, and never longer."""

import subprocess
import sys

import pytest

import grader
from grader.checks.snippet import render
from grader.errors import EngineError
from grader.notebook import asking
from grader.notebook import messenger as module
from grader.notebook.asking import check_in
from grader.notebook.judging import in_cell
from grader.notebook.messages import Question, Work
from grader.notebook.messenger import Messenger
from grader.notebook.refusal import CheckRefused
from tests.grader import courses
from tests.grader.sandbox.processes import alive, eventually

SCRIPT = f"""{courses.SOLUTION}
from grader import check
from grader.errors import GraderError
from grader.notebook.asking import messenger

print("begun")
result = check("double")
print(result, result.score, result.points, result.passed)
print(check())
try:
    check("doubel")
except GraderError as error:
    print(error)
print(check(total).score, messenger.process, flush=True)
import os, signal
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture
def root(tmp_path):
    return courses.build(tmp_path)


def python(*arguments, folder):
    command = [sys.executable, *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=60, check=False)


def test_a_script_asks_for_its_own_functions_and_its_process_ends_with_it(root):
    script = root / "tiny.py"
    script.write_text(SCRIPT)
    lines = python(str(script), folder=root).stdout.splitlines()
    assert lines.count("begun") == 1
    assert lines[1:3] == ["  ✓ double 7 / 7 passed", "    All checks pass. 7 7 True"]
    assert lines[-3:-1] == ["  Total: 17 / 17", "There is no exercise 'doubel'. Did you mean double?"]
    score, process = map(int, lines[-1].split())
    assert score == 5
    assert eventually(lambda: not alive({process}))


def test_what_lies_beside_the_notebook_and_in_the_environment_has_no_part_in_it(root, monkeypatch):
    (root / "msgspec.py").write_text("raise SystemExit('taken in')")
    monkeypatch.setenv("PYTHONPATH", str(root))
    monkeypatch.setenv("PYTEST_ADDOPTS", "--no-such-option")
    monkeypatch.chdir(root)
    messenger = Messenger()
    try:
        work = Work(file=str(root / "solutions" / "tiny" / "tiny.py"))
        reply = messenger.ask(Question(exercise="ones", assignment="", folder=str(root), notebook="", work=work))
        assert reply.grade.score == 5
        process = messenger.process
        assert alive({process})
    finally:
        messenger.close()
    assert messenger.process is None
    assert eventually(lambda: not alive({process}))


def test_the_courses_own_helpers_are_nobodys_answers(root, monkeypatch):
    path = root / "assignments" / "lib" / "given.py"
    path.write_text("def double(x):\n    return 2 * x\n")
    namespace = {}
    exec(compile(path.read_text(), str(path), "exec"), namespace)
    monkeypatch.chdir(root)
    try:
        with pytest.raises(CheckRefused, match=r"`double` is the course's own here, from given\.py in lib\."):
            check_in(namespace, "double")
    finally:
        asking.messenger.close()


def test_a_process_that_cannot_begin_says_why(monkeypatch):
    monkeypatch.setattr(module, "PROGRAM", "grader.notebook.nothing")
    question = Question(exercise="", assignment="", folder="", notebook="", work=Work())
    with pytest.raises(EngineError, match=r"has ended \(.*No module named grader\.notebook\.nothing\)"):
        Messenger().ask(question)


@pytest.mark.parametrize("exercise", [3, None, ["double"]])
def test_what_is_no_name_is_refused(exercise):
    with pytest.raises(CheckRefused, match="takes the name of an exercise"):
        check_in({}, exercise)


def test_a_refusal_is_shown_as_its_sentence_alone():
    refused = CheckRefused("One line.\nAnother \x1b[31mline\x1b[0m.\x07")
    assert refused._render_traceback_() == ["One line.", "Another line.␇"]


def test_a_snippet_in_a_cell_calls_the_notebooks_own_function():
    assert in_cell(render("notebook", "f", [[1, 2]], {"key": "student."})) == (
        "import numpy as np\n\nprint(f([1, 2], key='student.'))\n"
    )
    assert in_cell(render("other.py", "f", [], {})) == render("other.py", "f", [], {})


def test_importing_the_grader_loads_nothing_else_of_it(tmp_path):
    code = "import sys, grader; grader.check; print([name for name in sys.modules if name.startswith('grader')])"
    assert python("-c", code, folder=tmp_path).stdout == "['grader']\n"
    assert grader.__all__ == ["check"]
