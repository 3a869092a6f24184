"""A hand-out in another language has the same sections, commands and code; what differs is what people read."""

import re
from collections import Counter
from pathlib import Path, PurePosixPath

import pytest

from grader.assignment import load_course
from grader.errors import CourseError
from grader.language.speaking import languages
from grader.release import NOTEBOOK, SCRIPT, bundle, release
from grader.release.bundle import contents
from tests.grader import courses
from tests.grader.language import pseudo

ROOT = Path(__file__).parents[3]
FORMS = [(SCRIPT, NOTEBOOK), (NOTEBOOK,), (SCRIPT,)]
FENCED = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
ENGLISH = re.compile(r"[A-Za-z]+(?: [a-z]+){2,}")
PATHS = {name: PurePosixPath(name) for name in ("README.md", "Makefile", "pyproject.toml")}
PATHS["test"] = PurePosixPath("tests/test_handout.py")
WORDS = '\nmsgid "{}"\nmsgstr "字"\n'


@pytest.fixture(scope="module")
def course():
    return load_course(ROOT)


def made(course, forms=(SCRIPT, NOTEBOOK), code="en"):
    files = contents(course, course.assignments, forms, code)
    return {name: files[path].decode() for name, path in PATHS.items()}


def blocks(text):
    """The blocks of code without what is said behind the commands."""
    return [(kind, re.sub(r" *#.*", "", code)) for kind, code in FENCED.findall(text)]


def spans(text):
    return Counter(re.findall(r"`([^`]+)`", FENCED.sub("", text)))


@pytest.mark.parametrize("code", languages())
@pytest.mark.parametrize("forms", FORMS, ids="+".join)
def test_the_readme_has_the_same_sections_commands_and_code(course, forms, code):
    english, other = made(course, forms)["README.md"], made(course, forms, code)["README.md"]
    assert re.findall(r"^#+ |^\d\. |^\|---.*", other, re.MULTILINE) == re.findall(
        r"^#+ |^\d\. |^\|---.*", english, re.MULTILINE
    )
    assert blocks(other) == blocks(english)
    assert spans(other) - spans(english) == {"L=en": 1}  # how to have the report in English after all
    assert spans(english) - spans(other) == {}
    assert [row.count("|") for row in other.splitlines()] == [4 if row[:1] == "|" else 0 for row in other.splitlines()]
    assert [line[-4:] for line in other.splitlines() if line[:1] == "|"][2:] == [
        line[-4:] for line in english.splitlines() if line[:1] == "|"
    ][2:]


@pytest.mark.parametrize("code", languages())
@pytest.mark.parametrize("forms", FORMS, ids="+".join)
def test_no_sentence_of_the_readme_is_left_in_english(course, forms, code):
    text = made(course, forms, code)["README.md"]
    said = re.sub(r"`[^`]+`", "", FENCED.sub(lambda block: re.sub(r"^[^#\n]*#?", "", block[2], flags=re.M), text))
    assert ENGLISH.findall(said) == []
    titles = [title for a in course.assignments for title in (a.settings.title, *(e.title for e in a.exercises))]
    assert [title for title in titles if title in text] == []


def test_the_makefile_and_the_test_say_what_the_catalogue_says_and_do_the_same(course, tmp_path, monkeypatch):
    english = made(course)
    said = re.findall(r"^[a-z]+:.*## (.*)", english["Makefile"], re.MULTILINE)
    said += [english["Makefile"].partition("\n")[0].removeprefix("# "), english["test"].split('"""')[1]]
    assert len(said) == 8
    catalogue = tmp_path / "grader.po"
    catalogue.write_text(
        'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n' + "".join(map(WORDS.format, said)),
        encoding="utf-8",
    )
    monkeypatch.setattr(bundle, "own_catalogue", lambda _: catalogue)
    other = made(course, code="zh_CN")
    assert [sentence for sentence in said if sentence in other["Makefile"] + other["test"]] == []
    for sentence in said:
        for name in ("Makefile", "test"):
            english[name] = english[name].replace(sentence, "字")
    plain = other["Makefile"].replace("L ?= zh_CN\n", "").replace('--lang "$(L)" ', "")
    assert plain == english["Makefile"]
    assert other["test"] == english["test"]
    assert other["pyproject.toml"] == english["pyproject.toml"]


def test_in_english_nothing_is_said_of_languages(course):
    files = made(course)
    assert "--lang" not in "".join(files.values())
    assert re.search(r"\bL\b", "".join(files.values())) is None


def test_a_language_that_has_no_readme_of_its_own_gets_the_english_one(course):
    assert made(course, code="xx")["README.md"] == made(course)["README.md"]


@pytest.mark.parametrize("fault", ["stub", "project", "leak"])
def test_what_stops_a_hand_out_is_said_in_the_language(tmp_path, fault):
    root = courses.build(tmp_path)
    (root / "requirements").mkdir()
    for name in bundle.PINNED:
        (root / "requirements" / name).write_text("")
    project = '[project]\nname = "a"\nversion = "1"\nrequires-python = ">=3"\ndependencies = []\n'
    (root / "pyproject.toml").write_text("" if fault == "project" else project)
    if fault == "stub":
        (root / "solutions/tiny/tiny.py").write_text(courses.SOLUTION.replace("import numpy", "import math, numpy"))
    if fault == "leak":
        checks = root / "assignments/tiny/checks.py"
        checks.write_text(f"{checks.read_text()}\n\ndef right(values):\n    doubled = double(values)\n")
    course = load_course(root)
    with pytest.raises(CourseError) as english:
        release(course, course.assignments, tmp_path / "out", (SCRIPT,))
    with pseudo.spoken(), pytest.raises(CourseError) as other:
        release(course, course.assignments, tmp_path / "out", (SCRIPT,))
    said = str(other.value).replace(str(tmp_path), "")
    for name in ("assignments/tiny", "solutions/tiny", "pyproject.toml", "tiny.py", "given.txt", "checks.py", "tiny"):
        said = said.replace(name, "")
    assert pseudo.left(said.replace("'project'", "")) == []
    assert len(pseudo.left(str(english.value))) > 5
