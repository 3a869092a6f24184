"""What students are handed: whole, working from its own README, and without a line that gives an answer away."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from grader.assignment import load_course
from grader.blocks import blank, find_blocks
from grader.errors import CourseError
from grader.model import Status
from grader.release import NOTEBOOK, SCRIPT, release
from grader.release.bundle import contents
from grader.submission import read_source

ROOT = Path(__file__).parents[2]
SLUGS = ["initialization", "regularization", "gradient_checking", "optimization"]
FEWER = [("num_iterations=15000", "num_iterations=300"), ("num_iterations=30000", "num_iterations=300")]
FEWER += [("num_epochs=10000", "num_epochs=100")]
"""How long the networks are trained makes no difference to whether a notebook runs."""


@pytest.fixture(scope="module")
def handout(course, tmp_path_factory):
    """A hand-out that was moved from where it was written, as a machine that knows nothing else would see it."""
    written = tmp_path_factory.mktemp("written") / "handout"
    release(course, course.assignments, written, (SCRIPT, NOTEBOOK))
    return Path(shutil.move(written, tmp_path_factory.mktemp("elsewhere") / "course"))


def texts(handout):
    """Every file of it as text, notebooks as the text of their cells."""
    for path in filter(Path.is_file, handout.rglob("*")):
        text = path.read_text(encoding="utf-8", errors="replace")
        if path.suffix == ".ipynb":
            text = "\n".join(cell.source for cell in nbformat.reads(text, as_version=4).cells)
        yield path, text


def block_lines(text):
    lines = text.split("\n")
    for block in find_blocks(text):
        for line in lines[block.start - 1 : block.end - 1]:
            code = line.split("#")[0].strip()
            if code:
                yield code


def test_no_line_of_a_solutions_block_is_in_it(course, handout):
    secret = {line for a in course.assignments for line in block_lines(a.solution.read_text(encoding="utf-8"))}
    library = (handout / "assignments" / "lib").glob("*.py")
    given = {line.strip() for path in library for line in path.read_text(encoding="utf-8").split("\n")}
    given |= {line.strip() for a in course.assignments for line in a.given.read_text(encoding="utf-8").split("\n")}
    telling = {line for line in secret - given if len(line) >= 12}
    assert len(telling) > 50
    found = [
        (str(path), line)
        for path, text in texts(handout)
        for line in map(str.strip, text.split("\n"))
        if line in telling
    ]
    assert found == []


def test_every_block_in_it_is_blank(handout):
    files = [(path, text) for path, text in texts(handout) if path.stem in SLUGS]
    assert len(files) == 8
    for path, text in files:
        assert find_blocks(text), path
        assert blank(text) == text


def test_nothing_of_hidden_checks_and_known_mistakes_is_in_it(course, handout):
    private = {path.name for path in (ROOT / "solutions").rglob("*.py")} - {"checks.py"} - {f"{s}.py" for s in SLUGS}
    assert {"misconceptions.py", "alternatives.py"} <= private
    assert not [path for path in handout.rglob("*") if path.name in private or "solutions" in path.parts]
    hidden = [(a.solution.parent / "checks.py").read_text(encoding="utf-8") for a in course.assignments]
    seeds = [re.search(r"^SEED = ([\d_]+)$", text, re.MULTILINE)[1] for text in hidden]
    claims = [claim for text in hidden for claim in re.findall(r'^        """(.*)"""$', text, re.MULTILINE)]
    assert len(seeds) == 4
    assert len(claims) > 20
    everything = "\n".join(text for _, text in texts(handout))
    public = "\n".join((a.folder / "checks.py").read_text(encoding="utf-8") for a in course.assignments)
    assert not [seed for seed in seeds if seed in everything]
    assert not [claim for claim in claims if claim in everything and claim not in public]


def test_the_same_course_gives_the_same_bytes(course):
    forms = (SCRIPT, NOTEBOOK)
    assert contents(course, course.assignments, forms) == contents(course, course.assignments, forms)


def test_a_form_that_is_not_asked_for_is_not_in_it(course):
    (first, *_) = course.assignments
    scripts = {str(path) for path in contents(course, [first], (SCRIPT,))}
    notebooks = {str(path) for path in contents(course, [first], (NOTEBOOK,))}
    script, notebook = f"assignments/{first.slug}/{first.slug}.py", f"assignments/{first.slug}/{first.slug}.ipynb"
    assert (script in scripts, notebook in scripts) == (True, False)
    assert (script in notebooks, notebook in notebooks) == (False, True)
    assert not [path for path in scripts if "regularization" in path]


@pytest.fixture
def copy(tmp_path):
    """The course as its author has it, to be changed."""
    for name in ("assignments", "solutions", "requirements"):
        shutil.copytree(ROOT / name, tmp_path / "mine" / name, ignore=shutil.ignore_patterns("__pycache__", "figures"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path / "mine")
    return tmp_path / "mine"


def test_a_line_of_a_solution_in_what_students_get_is_named_and_nothing_is_written(copy):
    checks = copy / "assignments" / "optimization" / "checks.py"
    line = next(block_lines((copy / "solutions" / "optimization" / "optimization.py").read_text(encoding="utf-8")))
    checks.write_text(f"{checks.read_text(encoding='utf-8')}\n\ndef right():\n    {line}\n", encoding="utf-8")
    course = load_course(copy)
    with pytest.raises(CourseError, match=r"lines of a solution.* in assignments/optimization/checks"):
        release(course, course.assignments, copy / "handout", (SCRIPT,))
    assert not (copy / "handout").exists()


def test_the_library_is_handed_out_with_the_data_that_it_holds(copy):
    (copy / "assignments" / "lib" / "weights.npy").write_bytes(b"\x93NUMPY\xff")
    course = load_course(copy)
    release(course, course.assignments, copy / "handout", (SCRIPT,))
    assert (copy / "handout" / "assignments" / "lib" / "weights.npy").read_bytes() == b"\x93NUMPY\xff"


def test_a_stub_that_is_not_what_its_solution_gives_is_refused(copy):
    solution = copy / "solutions" / "optimization" / "optimization.py"
    solution.write_text(solution.read_text(encoding="utf-8") + "\n# %%\nprint('new')\n", encoding="utf-8")
    course = load_course(copy)
    with pytest.raises(CourseError, match="Write it again with: grader stub"):
        release(course, course.assignments, copy / "handout", (SCRIPT,))


def test_what_a_hand_out_needs_and_the_course_does_not_have_is_named(tiny_course, tmp_path):
    with pytest.raises(CourseError, match=r"pyproject.toml cannot be read, and a hand-out needs it"):
        release(tiny_course, tiny_course.assignments, tmp_path, (SCRIPT,))


def test_the_command_writes_over_nothing_unless_it_is_told_to(copy):
    def run(*arguments):
        command = [sys.executable, "-c", "from grader.cli import main; main()", "release", "handout", *arguments]
        return subprocess.run(command, cwd=copy, capture_output=True, text=True, timeout=60, check=False)

    assert run("--form", "script", "-a", "optimization").returncode == 0
    mine = copy / "handout" / "notes.txt"
    mine.write_text("mine")
    again = run()
    assert (again.returncode, "handout is not empty" in again.stderr) == (2, True)
    assert run("--update").returncode == 0
    assert mine.read_text() == "mine"


def ready_to_run(handout):
    """Give a hand-out an environment that runs its own copy of the grader, as the installed one would."""
    binaries = handout / ".venv" / "bin"
    binaries.mkdir(parents=True)
    programs = {
        "grader": "from grader.cli import main; main()",
        "pytest": "import pytest; raise SystemExit(pytest.main())",
    }
    path = f"{handout}{os.pathsep}{handout / 'assignments'}"
    for name, module in programs.items():
        script = binaries / name
        script.write_text(f'#!/bin/sh\nPYTHONPATH="{path}" exec "{sys.executable}" -c "{module}" "$@"\n')
        script.chmod(0o755)
    for stamp in ("installer.stamp", "grade.stamp"):
        (binaries.parent / stamp).touch()
    return handout


@pytest.fixture(scope="module")
def ready(handout):
    return ready_to_run(handout)


def make(*targets, cwd):
    command = ["make", "--no-print-directory", *targets]  # which it prints when a make has started it
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_a_hand_out_in_chinese_has_the_same_commands_and_speaks_chinese_whatever_the_locale_is(
    course, ready, tmp_path, monkeypatch
):
    chinese = tmp_path / "handout"
    release(course, course.assignments, chinese, (SCRIPT, NOTEBOOK), "zh_CN")
    ready_to_run(chinese)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    fenced = [re.findall(r"^make \w+", (it / "README.md").read_text("utf-8"), re.MULTILINE) for it in (chinese, ready)]
    assert fenced[0] == fenced[1] == ["make grade", "make test"]
    listed = [[line.split()[0] for line in make("help", cwd=it).splitlines()] for it in (chinese, ready)]
    assert listed[0] == listed[1] == ["help", "grade", "watch", "notebook", "test", "clean"]
    printed = make("grade", "A=initialization", cwd=chinese)
    assert "总分： 0 / 9" in printed
    assert "说明" not in printed
    assert "初始化" in (chinese / "reports" / "assignments.html").read_text("utf-8")
    assert "Total: 0 / 9" in make("grade", "A=initialization", "L=en", cwd=chinese)


def test_the_two_commands_of_its_readme_work(ready):
    readme = (ready / "README.md").read_text(encoding="utf-8")
    commands = re.findall(r"^(make \w+)\s+#", readme, re.MULTILINE)
    assert commands == ["make grade", "make test"]
    printed = []
    for command in commands:
        done = subprocess.run(command.split(), cwd=ready, capture_output=True, text=True, timeout=120, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        printed.append(done.stdout)
    assert "Total: 0 / 65" in printed[0]
    assert "Note" not in printed[0]
    assert (ready / "reports" / "assignments.html").is_file()
    assert "18 passed" in printed[1]


@pytest.mark.parametrize("slug", SLUGS)
def test_a_notebook_with_its_blocks_filled_in_runs_from_top_to_bottom_and_is_graded_as_the_script_is(
    slug, course, session, handout, tmp_path, monkeypatch
):
    (assignment,) = course.select(slug)
    solved = contents_of_solution(assignment)
    given = nbformat.read(handout / "assignments" / slug / f"{slug}.ipynb", as_version=4)
    nbformat.validate(given)
    for cell, filled in zip(given.cells, solved.cells, strict=True):
        if find_blocks(cell.source) or "# STUB:" in filled.source:  # what a student is to write, or to mend
            cell.source = filled.source
        assert cell.source == filled.source
    monkeypatch.setenv("PYTHONPATH", str(handout / "assignments"))
    short = nbformat.from_dict(given)
    for cell in short.cells:
        for much, less in FEWER:
            cell.source = cell.source.replace(much, less)
    NotebookClient(short, timeout=120, resources={"metadata": {"path": str(tmp_path)}}).execute()
    assert all(cell.get("execution_count") for cell in short.cells if cell.cell_type == "code")
    results = []
    notebook = tmp_path / f"{slug}.ipynb"
    nbformat.write(short, notebook)
    for path in (notebook, assignment.solution):
        result = session.judge(assignment, read_source(path, assignment)).result
        results.append([(e.name, e.status, e.score, e.checks) for e in result.exercises])
        assert result.score == result.points
    assert results[0] == results[1]
    assert {status for _, status, _, _ in results[0]} == {Status.PASSED}


def contents_of_solution(assignment):
    from grader.release.notebooks import as_notebook

    return nbformat.reads(as_notebook(assignment.solution.read_text(encoding="utf-8")).decode(), as_version=4)
