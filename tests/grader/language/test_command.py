"""The commands speak the language that is asked for, and hand it on to whoever grades for them."""

import subprocess

import pytest

from grader import language
from grader.assignment import load_course
from grader.engines.desk import Job, close_desk, judge
from grader.submission import read_source
from grader.version import version_of
from tests.grader import courses
from tests.grader.test_cli import ENVIRONMENT, GRADER

NO_LOCALE = dict.fromkeys(("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"), "")
WORDS = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"

msgid "Twice the number"
msgstr "这个数的两倍"

msgid "Tiny"
msgstr "小作业"
"""


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    root = courses.build(tmp_path_factory.mktemp("course"))
    folder = root / "assignments" / "tiny" / "locale"
    folder.mkdir()
    (folder / "zh_CN.po").write_text(WORDS)
    (root / "tiny.py").write_text(courses.written(ones="return None"))
    return root


def run(*arguments, cwd, **environment):
    variables = {**ENVIRONMENT, **NO_LOCALE, "PYTHONUTF8": "1", **environment}
    return subprocess.run(
        [*GRADER, *map(str, arguments)], cwd=cwd, env=variables, capture_output=True, text=True, timeout=60, check=False
    )


@pytest.fixture(scope="module")
def graded(course):
    """A run in Chinese, by the locale."""
    return run("grade", "tiny.py", cwd=course, LANG="zh_CN.UTF-8")


def test_the_locale_chooses_the_language_of_the_table_and_of_the_page(course, graded):
    assert graded.stderr == ""
    assert "小作业" in graded.stdout
    assert "总分：" in graded.stdout
    page = (course / "reports" / "tiny.py.html").read_text()
    assert '<html lang="zh-CN">' in page
    assert "小作业" in page


def test_an_option_counts_before_the_locale(course):
    done = run("grade", "nothing.py", "--lang", "en", cwd=course, LANG="zh_CN.UTF-8")
    assert "nothing.py" in done.stderr
    assert done.stderr.isascii()


def test_an_error_is_said_in_the_language_too(course):
    done = run("grade", "tiny.py", "--lang", "zh", "-a", "nothing", cwd=course)
    assert (done.returncode, done.stderr) == (2, "错误：这里没有名为“nothing”的作业。现有的作业：tiny。\n")


def test_a_desk_speaks_the_language_of_each_job(course):
    def job(code):
        language.choose(code)
        (assignment,) = load_course(course).assignments
        source = read_source(course / "tiny.py", assignment)
        made = Job(
            root=str(course), slugs=("tiny",), digest="d", version=version_of(assignment), source=source, language=code
        )
        language.choose(language.ENGLISH)
        return made

    close_desk()
    try:
        titles = [judge(job(code)).result.title for code in ("en", "zh_CN", "en")]
    finally:
        close_desk()
        language.choose(language.ENGLISH)
    assert titles == ["Tiny", "小作业", "Tiny"]
