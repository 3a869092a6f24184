"""What is wrong with a course's own files, or with a class, is said in whole sentences that a catalogue can have."""

import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest

from grader import language
from grader.answers import misconceptions
from grader.assignment import Course, load_course
from grader.certificate import from_json
from grader.checks.assertions import assert_close_to_one_of
from grader.checks.golden import to_plain
from grader.checks.vocabulary import given
from grader.classroom import Person
from grader.demo import write_class
from grader.demo.people import draw_people
from grader.demo.scripts import snippet_of
from grader.downloads.canvas import claims
from grader.downloads.outline import Outline
from grader.engines.cluster import DaskEngine
from grader.errors import EngineError, ReferenceFault, SubmissionError
from grader.language.catalogue import read_words
from grader.language.speaking import speak
from grader.language.words import Words
from grader.passages import translated
from grader.recording import record_golden
from grader.reference import load_reference
from grader.roster import join
from grader.runner import CheckRunner
from grader.stub import write_stubs
from grader.submission import read_source
from grader.submission.text import showable
from grader.translation import said_by_checks
from grader.tryout import load
from tests.grader import courses

OPENING, CLOSING = "⟦", "⟧"
BRACKETS = re.compile(f"[{OPENING}{CLOSING}]")
Mistake = Callable[[Path], object]


class Bracketed(dict[str, str]):
    """A catalogue of every sentence that there may be, each in brackets."""

    def get(self, sentence: str, _: object = None) -> str:
        return f"{OPENING}{sentence}{CLOSING}"


@pytest.fixture
def bracketed() -> Iterator[None]:
    """A language in which every sentence that is said is in brackets."""
    speak("xx", Words(sentences=Bracketed(), forms={}, plurals={}, form=lambda _: 0))
    yield
    language.choose(language.ENGLISH)


def settings(old: str, new: str) -> Mistake:
    return lambda root: load_course(courses.build(root, settings=courses.SETTINGS.replace(old, new)))


def checks(old: str, new: str) -> Mistake:
    return lambda root: collected(load_course(courses.build(root, checks=courses.CHECKS.replace(old, new))))


def hidden_checks(old: str, new: str) -> Mistake:
    return lambda root: collected(load_course(courses.build(root, hidden=courses.HIDDEN_CHECKS.replace(old, new))))


def collected(course: Course) -> None:
    with CheckRunner(course.assignments, course):
        pass


def answers(text: str) -> Mistake:
    return lambda root: misconceptions(load_course(courses.build(root, misconceptions=text)).assignments[0])


def changed(file: str, text: str, then: Callable[[Course], object]) -> Mistake:
    """What comes of a course in which a file is another; an empty one is not there."""

    def do(root: Path) -> object:
        course = load_course(courses.build(root))
        path = root / file
        path.write_text(text) if text else path.unlink()
        return then(load_course(course.root))

    return do


def stubs(course: Course) -> object:
    return write_stubs(course, course.assignments)


def golden(course: Course) -> object:
    return record_golden(course, course.assignments)


def unreadable(root: Path) -> object:
    course = load_course(courses.build(root))
    (root / "solutions" / "tiny" / "tiny.py").write_bytes(b"\xff\xfe\xfd")
    return stubs(course)


def written(layout: str, folder: str = "class", students: int = 3) -> Mistake:
    def write(root: Path) -> object:
        course = load_course(courses.build(root))
        return write_class(
            course, root / folder, students=students, layout=layout, seed=1, assignments=course.assignments
        )

    return write


def said(text: str, file: str = "said.py") -> Callable[[Path], Path]:
    def write(root: Path) -> Path:
        root.mkdir(parents=True, exist_ok=True)
        (root / file).write_text(text)
        return root / file

    return write


ANSWER = '@misconception("double", "No.")\ndef f(x):\n    return x\n'
NOT_PYTHON = "def double(:\n"
MISTAKES: dict[str, Mistake] = {
    "no TOML": settings("order = 1", "order = = 1"),
    "no such key": settings("order = 1", "order = 1\nsize = 2"),
    "an exercise twice": settings('"ones"', '"total"'),
    "no function's name": settings('"ones"', '"a matrix"'),
    "points below zero": settings("public = 5", "public = -5"),
    "a limit of nothing": settings("seconds_per_call = 1.0", "seconds_per_call = 0"),
    "too much memory": settings("memory_megabytes = 256", "memory_megabytes = 100000000"),
    "days below zero": settings("[limits]", "[policy]\nlate_days = -1\n\n[limits]"),
    "percent above all": settings("[limits]", "[policy]\ndue = 2026-10-05\npercent_per_late_day = 101\n\n[limits]"),
    "nothing is due": settings("[limits]", "[policy]\nlate_days = 1\n\n[limits]"),
    "another attempt": settings("[limits]", '[policy]\ncounts = "worst"\n\n[limits]'),
    "no attempt": settings("[limits]", "[policy]\nattempts = 0\n\n[limits]"),
    "no time zone": settings("[limits]", '[policy]\ntime_zone = "Europe/Atlantis"\n\n[limits]'),
    "no such year": settings("[limits]", "[policy]\ndue = 1066-10-14\n\n[limits]"),
    "no such hour": settings(
        "[limits]", '[policy]\ndue = 2026-03-29T02:30:00\ntime_zone = "Europe/Berlin"\n\n[limits]'
    ),
    "another exercise": checks('@exercise("ones")', '@exercise("twos")'),
    "no exercise": checks('@exercise("ones")', ""),
    "no points": checks("@points(5)", '@points("five")'),
    "no sentence": checks('"""The handout\'s example: [1, 2, 3]."""', ""),
    "other points": checks("@points(5)", "@points(4)"),
    "no checks": checks('"""Public checks', "raise ValueError\n"),
    "no seed": hidden_checks("SEED = 99", ""),
    "other hidden points": hidden_checks("@points(4)", "@points(5)"),
    "an answer of another exercise": answers(ANSWER.replace("double", "halve")),
    "answers that are no Python": answers(NOT_PYTHON),
    "an answer with a name": answers(ANSWER.replace('"No."', "name")),
    "two answers of one name": answers(ANSWER * 2),
    "a solution that is no Python": changed("solutions/tiny/tiny.py", NOT_PYTHON, stubs),
    "a solution that cannot be read": unreadable,
    "a block that is no Python": changed(
        "solutions/tiny/tiny.py",
        courses.SOLUTION.replace("y = 2 * x\n", "y = (\n").replace("return y", "2 * x)\n    return y", 1),
        stubs,
    ),
    "a stub that is no Python": changed("solutions/tiny/tiny.py", "x = 1  # STUB: x =\n", stubs),
    "no solution for a stub": changed("solutions/tiny/tiny.py", "", stubs),
    "a stub with work in it": changed("assignments/tiny/tiny.py", courses.SOLUTION, stubs),
    "no solution for the golden values": changed("solutions/tiny/tiny.py", "", golden),
    "a solution that is wrong": changed("solutions/tiny/tiny.py", courses.SOLUTION.replace("2 * x", "1 / 0"), golden),
    "no golden values": changed("assignments/tiny/golden.json", "{}", golden),
    "other golden values": changed("assignments/tiny/golden.json", '{"format": 0}', golden),
    "a catalogue that is none": lambda root: read_words(said('msgid "\n', "words.po")(root)),
    "no catalogue": lambda root: read_words(root / "words.po"),
    "words that are code": lambda _: translated('def f():\n    """Say."""\n', lambda _: '"""()"""'),
    "a sentence that cannot be found": lambda root: list(said_by_checks(said("expect(True, sentence)")(root))),
    "no layout": written("Chalkboard"),
    "no students": written("folders", students=0),
    "a folder that is in use": written("folders", folder="assignments"),
    "a folder that is a file": written("folders", folder="assignments/tiny/tiny.py"),
    "an answer that is no Python": lambda _: snippet_of("def f(:", "f"),
    "an answer for something else": lambda _: snippet_of("x = 1", "f"),
    "too many students": lambda _: draw_people(Random(), 10**6),
    "another certificate": lambda _: from_json(b'{"format": 0, "exercises": []}'),
    "no certificate": lambda _: from_json(b"{}"),
    "nothing to compare with": lambda _: assert_close_to_one_of(1, []),
    "no golden value": lambda _: to_plain({1}),
    "a check without the grader": lambda _: given()(lambda: None)(),
}


def words_of(mistake: Mistake, root: Path) -> str:
    with pytest.raises(Exception) as raised:  # noqa: PT011 - their sentences are what is looked at
        mistake(root)
    return str(raised.value)


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_a_sentence_of_the_language_that_is_spoken_and_the_same_one_in_english(name, tmp_path, request):
    english = words_of(MISTAKES[name], tmp_path / "course")
    assert not BRACKETS.search(english)
    request.getfixturevalue("bracketed")
    other = words_of(MISTAKES[name], tmp_path / "course")
    assert other.startswith(OPENING)
    assert other.endswith(CLOSING)
    assert BRACKETS.sub("", other) == english


def test_what_cannot_be_defined_in_a_solution_is_said_with_its_line(tmp_path, bracketed):
    file = said("import numpy\n\nimport not_there_at_all\n")(tmp_path)
    (assignment,) = load_course(courses.build(tmp_path)).assignments
    with pytest.raises(ReferenceFault, match=f"^{OPENING}said.py, line 3: ModuleNotFoundError.*{CLOSING}$"):
        load_reference(read_source(file, assignment).units, "tiny", tmp_path / "assignments")


def test_what_a_cluster_lacks_is_said(monkeypatch, bracketed):
    engine = DaskEngine("tcp://127.0.0.1:9")
    monkeypatch.setattr("grader.engines.cluster.SECONDS_TO_CONNECT", 0.5)
    with pytest.raises(EngineError, match=f"^{OPENING}No Dask scheduler answers at tcp://127.0.0.1:9.*{CLOSING}$"):
        engine.open().__enter__()
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(EngineError, match=f"^{OPENING}Dask is not installed here.*{CLOSING}$"):
        engine.open().__enter__()


def test_who_has_no_name_of_their_own_is_called_something_in_the_language_that_is_spoken(bracketed):
    (handin,) = claims(Outline(["anon_5Xk2p_9001_tiny.py"])).handins
    assert [(person.key, person.name) for person in handin.people] == [("canvas:5Xk2p", "⟦Anonymous 5Xk2p⟧")]
    assert showable("..") == "⟦(no name)⟧"


def test_those_on_a_roster_who_may_be_meant_stand_with_what_tells_them_apart(bracketed):
    roster = [Person(key=f"roster:{n}", name="Anna Li", student_id=str(n)) for n in (1, 2)]
    (told,) = join(roster, [Person(key="canvas:7", name="Anna Li")]).ambiguous
    assert "⟦Anna Li (1)⟧⟦ or ⟧⟦Anna Li (2)⟧" in told


def test_the_functions_in_ones_own_shell_speak_the_locales_language(tmp_path, monkeypatch, chinese):
    courses.build(courses.build(tmp_path), slug="other")
    file = said("x = 1", "poem.py")(tmp_path)
    monkeypatch.setenv("LANGUAGE", "")
    for locale, words in (("zh_CN", "不属于本课程的任何作业。"), ("en_GB", " is none of this course's assignments.")):
        monkeypatch.setenv("LC_ALL", f"{locale}.UTF-8")
        with pytest.raises(SubmissionError, match=f"poem.py{words}"):
            load(file)
