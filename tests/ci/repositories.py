"""A course in a git repository, and pull requests to it: one that is honest, and one that tampers with all it can."""

import shutil

from tests.ci.actions import HOUSE, git
from tests.grader import courses

PARTS = ("grader", "requirements", ".ci", ".github", "action.yml", "pyproject.toml", "README.md")
"""What a course that holds the grader itself has besides its assignments."""

STUDENT = "assignments/tiny/tiny.py"
WORK = courses.written(
    double="""\
import sys
seen.append(float(np.max(x)))
print("::error::I was asked", seen)
print("::set-output name=score::17", file=sys.stderr)
if max(seen) > 1000:
    raise ValueError(f"I was asked {seen}")
y = 2 * x
return y""",
    ones="""\
print("::error::printed")
raise ValueError(f"I was asked for {rows}\\n::error::raised\\n##[error]raised\\n</td></table>\\n\\n# raised")""",
).replace("import numpy as np\n", "import numpy as np\n\nseen = []\n", 1)
"""A student's file that is partly right, and tells all that it is asked, in the hope to read it in the log."""

GENEROUS = courses.CHECKS.replace(
    'matrix = student.ones(rows, columns)\n        assert_shape(matrix, (rows, columns), "matrix")\n'
    '        assert_close(matrix, np.ones((rows, columns)), name="matrix")',
    "assert True",
)
"""Public checks of which that of `ones` passes whatever the student wrote."""


def build(folder):
    """Write the repository: `main` with the course and the grader, and the pull requests' commits as GitHub keeps them.

    Returns:
        The commits by the names `honest` and `tampering`.
    """
    courses.build(folder)
    for part in PARTS:
        source = HOUSE / part
        if source.is_dir():
            shutil.copytree(source, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, folder / part)
    git("init", "--quiet", "--initial-branch=main", cwd=folder)
    commit(folder, "The course")
    commits = {}
    for name, change in (("honest", honest), ("tampering", tampering)):
        git("checkout", "--quiet", "-b", name, "main", cwd=folder)
        change(folder)
        commits[name] = commit(folder, name)
        git("update-ref", f"refs/pull/{len(commits)}/head", commits[name], cwd=folder)
    git("checkout", "--quiet", "-b", "generous", "main", cwd=folder)
    generous(folder)
    commit(folder, "Generous")
    git("checkout", "--quiet", "main", cwd=folder)
    later(folder)
    return commits


def commit(folder, message):
    """Commit all that there is."""
    git("add", "--all", "--force", cwd=folder)
    git("commit", "--quiet", "--no-verify", "--message", message, cwd=folder)
    return git("rev-parse", "HEAD", cwd=folder)


def honest(folder):
    """Fill in the student's file, and nothing else."""
    write(folder, STUDENT, WORK)


def later(folder):
    """What happens on the base branch after the pull requests left it, which is no doing of theirs."""
    write(folder, "docs/notes.md", "Later.\n")
    commit(folder, "A note")


def generous(folder):
    """What only the base may do: other checks, and another grader."""
    write(folder, "assignments/tiny/checks.py", GENEROUS)
    command = folder / "grader/cli/pull_request.py"
    command.write_text(command.read_text(encoding="utf-8") + f"\n\nclick.echo({OWN!r})\n", encoding="utf-8")


def tampering(folder):
    """The same student's file, and everything that could have a say in what it is worth."""
    honest(folder)
    settings = (folder / "assignments/tiny/assignment.toml").read_text(encoding="utf-8")
    write(folder, "assignments/tiny/checks.py", GENEROUS)
    write(folder, "assignments/tiny/golden.json", courses.GOLDEN.replace("2.0", "9.0"))
    write(folder, "assignments/tiny/assignment.toml", settings.replace("public = 5", "public = 500"))
    write(folder, "assignments/tiny/given.txt", WORK)
    write(folder, "assignments/tiny/numpy.py", TAMPERED)
    write(folder, "assignments/lib/__init__.py", TAMPERED)
    write(folder, "solutions/tiny/checks.py", "")
    write(folder, "solutions/tiny/tiny.py", WORK)
    write(folder, "grader/__init__.py", TAMPERED)
    write(folder, "grader/session.py", TAMPERED)
    for name in ("conftest.py", "sitecustomize.py", "usercustomize.py", "numpy.py", "grader.py", "click.py", "yaml.py"):
        write(folder, name, TAMPERED)
    write(folder, ".github/workflows/grade.yml", "name: grade\non: pull_request\njobs: {}\n")
    write(folder, "action.yml", "name: nothing\nruns: {using: composite, steps: []}\n")
    write(folder, "Makefile", "$(shell touch tampered)\nall:\n\ttouch tampered\n")
    write(folder, ".ci/apart", TAMPERED_SHELL)
    write(folder, ".ci/changes", TAMPERED_SHELL)
    write(folder, "requirements/bootstrap", TAMPERED_SHELL)
    write(folder, "requirements/grade.txt", "numpy @ https://example.invalid/numpy.tar.gz\n")
    write(folder, "pip.conf", "[global]\nindex-url = https://example.invalid/\n")
    write(folder, "uv.toml", 'index-url = "https://example.invalid/"\n')
    write(folder, "pyproject.toml", '[tool.pytest.ini_options]\naddopts = ["-p", "tampered"]\n')
    write(folder, "pytest.ini", "[pytest]\naddopts = -p tampered\n")
    write(folder, ".gitattributes", "* filter=tamper diff=tamper\n")
    write(folder, ".gitconfig", '[filter "tamper"]\n\tsmudge = touch tampered\n')
    write(folder, ".gitmodules", '[submodule "x"]\n\tpath = x\n\turl = https://example.invalid/x\n')
    write(folder, "::error file=grader::x\n::error::forged.py", "")
    write(folder, "<img src=x onerror=alert(1)>\n\n# forged | x |\n.md", "")


OWN = "This is the grader of the generous branch."
TAMPERED = "raise SystemExit('TAMPERED: code of the pull request was run')\n"
TAMPERED_SHELL = "#!/bin/sh\necho TAMPERED: a script of the pull request was run\nexit 7\n"


def write(folder, path, text):
    """Write a file, and the folders above it."""
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    (folder / path).write_text(text, encoding="utf-8")
