"""A class is graded, settled and shown in one language, which its gradebook keeps."""

import re

import pytest

from tests.grader import courses
from tests.grader.language.test_command import run

ENGLISH = re.compile(r"(?<![\w`./])[a-z]{2,}(?: [a-z]{2,}){2,}")
COURSE = courses.SETTINGS + courses.CHECKS + courses.HIDDEN_CHECKS
"""What the course says, which has no catalogue."""
CODE = re.compile(r"<pre.*?</pre>|<code.*?</code>|<style>.*?</style>|<script>.*?</script>|`[^`]*`", re.DOTALL)
"""What is not said to people in words."""


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    """A course with a class of three, one of whom is late and one of whom handed in nothing of use."""
    folder = courses.build(
        tmp_path_factory.mktemp("class"),
        settings=courses.SETTINGS + '\n[policy]\ndue = 2020-01-01\ntime_zone = "UTC"\npercent_per_late_day = 10\n',
    )
    for name, text in {"ann": courses.SOLUTION, "bo": courses.written(ones="return None"), "cy": "x = = 1"}.items():
        (folder / "submissions" / name).mkdir(parents=True)
        (folder / "submissions" / name / "tiny.py").write_text(text)
    (folder / "submissions" / "stray.txt").write_text("")
    (folder / "roster.csv").write_text("Name,Email\nann,ann@example.org\nDee,dee@example.org\n")
    return folder


@pytest.fixture(scope="module")
def graded(root):
    return run("batch", "submissions", "--roster", "roster.csv", "--export", "all", "--lang", "zh_CN", cwd=root)


def test_the_command_speaks_the_language(graded):
    assert graded.stderr == ""
    assert "已写入：" in graded.stdout
    assert ENGLISH.findall(graded.stdout) == []


def test_the_page_of_the_class_and_those_of_the_students_are_in_it_too(root, graded):
    pages = sorted((root / "gradebook").rglob("*.html"))
    assert len(pages) > 3
    for page in pages:
        html = page.read_text()
        assert '<html lang="zh-CN">' in html
        said = re.sub(r"<[^>]*>", "\n", CODE.sub("", html))
        left = [words for words in ENGLISH.findall(said) if words not in COURSE]
        assert left == [], page


def test_a_gradebook_keeps_its_language_whatever_the_locale_is(root, graded):
    done = run("export", cwd=root, LANG="en_GB.UTF-8")
    assert "已写入：" in done.stdout
    again = run("batch", "submissions", "--lang", "en", cwd=root)
    assert again.returncode == 2
    assert "zh_CN" in again.stderr
