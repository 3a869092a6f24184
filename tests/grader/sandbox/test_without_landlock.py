"""Linux without Landlock: an old kernel, one that leaves it out, a container that refuses it. All are real answers."""

import errno
import json
import subprocess
import sys

import pytest

from tests.grader import courses

pyseccomp = pytest.importorskip("pyseccomp", reason="libseccomp is not installed", exc_type=(ImportError, RuntimeError))
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="Landlock is Linux's")

CREATE_RULESET = 444
GRADE = f"""
import sys
import pyseccomp
made = pyseccomp.SyscallFilter(pyseccomp.ALLOW)
made.add_rule(pyseccomp.ERRNO(int(sys.argv.pop(1))), {CREATE_RULESET})
made.load()
from grader.cli import main
main()
"""
"""The kernel answers so from here on, to this process and to all that it starts."""


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    root = courses.build(tmp_path_factory.mktemp("course"))
    (root / "tiny.py").write_text(courses.written())
    return root


def graded(course, answer, *options):
    command = [sys.executable, "-c", GRADE, str(answer), "grade", str(course / "tiny.py"), "--course", str(course)]
    paths = ["--reports", str(course / "reports"), "--json", str(course / "result.json")]
    return subprocess.run([*command, *paths, *options], capture_output=True, text=True, check=False, cwd=course)


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (errno.ENOSYS, "this kernel has no Landlock"),
        (errno.EOPNOTSUPP, "Landlock is switched off when this kernel starts"),
        (errno.EPERM, "this container does not let Landlock be used"),
    ],
)
def test_grading_goes_on_without_that_layer_and_the_result_says_why(course, answer, why):
    done = graded(course, answer)
    assert done.returncode == 0, done.stderr
    assert "Not all of the sandbox is on (files)" in " ".join(done.stdout.split())
    result = json.loads((course / "result.json").read_text())
    assert result["score"] == 17
    assert result["isolation"]["files"].startswith(f"off: {why}")
    assert {state for layer, state in result["isolation"].items() if layer != "files"} == {"on"}


def test_whoever_requires_isolation_is_refused_in_a_sentence(course):
    done = graded(course, errno.ENOSYS, "--require-isolation")
    assert done.returncode == 3
    assert "files is off: this kernel has no Landlock" in done.stderr
