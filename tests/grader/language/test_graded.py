"""A wrong submission graded in Chinese says nothing in English, but for names, code and Python's own words."""

import datetime
import io
import json
import re
from pathlib import Path

import pytest
from rich.console import Console

from grader import language
from grader.assignment import load_course
from grader.model import Grade, to_json
from grader.reports.html import render_html
from grader.reports.progress import print_progress
from grader.reports.terminal import print_grade
from grader.session import GradingSession
from grader.submission import read_submission
from grader.version import changed, version_of
from tests.grader.reports.pages import Page

ROOT = Path(__file__).parents[3]
SUBMISSION = {
    "initialization.py": """
import numpy as np
from nothing_of_the_kind import helper

def initialize_parameters_zeros(layers_dims):
    return [np.zeros((2, 3))]

def initialize_parameters_random(layers_dims):
    np.random.seed(3)
    return {f"W{l}": np.random.randn(layers_dims[l], layers_dims[l - 1]) * 10 for l in range(1, len(layers_dims))}

def initialize_parameters_random(layers_dims):
    parameters = {}
    for l in range(1, len(layers_dims)):
        parameters[f"W{l}"] = np.zeros((layers_dims[l - 1], layers_dims[l]))
        parameters[f"b{l}"] = np.zeros(layers_dims[l])
    return parameters

def initialize_parameters_he(layers_dims)
    return None
""",
    "regularization.py": """
import numpy as np

CALLS = []

def compute_cost_with_regularization(A3, Y, parameters, lambd):
    return np.sum(A3)

def backward_propagation_with_regularization(X, Y, cache, lambd):
    raise ValueError("1 of those")

def forward_propagation_with_dropout(X, parameters, keep_prob=0.5):
    CALLS.append(1)
    return np.full(3, len(CALLS)), (1, 2)

def backward_propagation_with_dropout(X, Y, cache, keep_prob):
    import os
    os._exit(3)
""",
    "optimization.py": """
import numpy as np

def update_parameters_with_gd(parameters, grads, learning_rate):
    parameters["extra"] = 1
    return parameters

def random_mini_batches(X, Y, mini_batch_size=64, seed=0):
    return [(X, Y)]

def initialize_velocity(parameters):
    return {1, 2}

def update_parameters_with_momentum(parameters, grads, v, beta, learning_rate):
    return parameters
""",
    "two.py": "x = 1\n",
}
ENGLISH = re.compile(r"(?<![\w`./])[a-z]{2,}(?: [a-z]{2,}){2,}")
"""Three words of English one after the other."""
CODE = re.compile(r"`[^`]*`|\b[A-Z]\w*(?:Error|Exception)\b[^\n]*|No module named[^)）]*|expected ':'|invalid syntax")


@pytest.fixture(scope="module")
def grade(tmp_path_factory) -> Grade:
    """The submission's grade in Chinese, which is spoken as long as these tests run."""
    folder = tmp_path_factory.mktemp("work")
    for name, text in SUBMISSION.items():
        (folder / name).write_text(text)
    language.choose("zh_CN")
    course = load_course(ROOT)
    with GradingSession(course, course.assignments) as session:
        made = session.grade(read_submission(folder, course.assignments))
    language.choose(language.ENGLISH)
    return made


def sentences(value: object, key: str = "") -> list[str]:
    """What of a grade's JSON is said to people."""
    if isinstance(value, dict):
        return [said for name, inner in value.items() for said in sentences(inner, name)]
    if isinstance(value, list):
        return [said for inner in value for said in sentences(inner, key)]
    return [value] if key in ("title", "hint", "message", "notes", "text") and isinstance(value, str) else []


def english(text: str) -> list[str]:
    return ENGLISH.findall(CODE.sub("", text))


def own_code(text: str) -> bool:
    return any(text in source for source in SUBMISSION.values())


def test_the_json_has_messages_titles_hints_and_notes_in_chinese_alone(grade):
    said = [text for text in sentences(json.loads(to_json(grade))) if not own_code(text)]
    assert len(said) > 100
    assert [text for text in said if english(text)] == []


def test_every_ending_has_a_message_in_chinese(grade):
    statuses = {exercise.status for assignment in grade.assignments for exercise in assignment.exercises}
    assert {"failed", "raised", "crashed", "not_attempted"} <= set(statuses)


def test_the_terminal_speaks_chinese_alone(grade, chinese):
    out = io.StringIO()
    console = Console(file=out, width=200)
    print_grade(grade, console, Path("report.html"), Path("report.json"))
    print_progress(grade, grade, console, at=datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC), seconds=0.1)
    text = out.getvalue()
    assert "下一步" in text
    assert english(text) == []


def test_the_page_speaks_chinese_alone(grade, chinese):
    html = render_html(grade)
    page = Page(html)
    assert ("html", "lang", "zh-CN") in page.attributes
    assert "Noto Serif CJK SC" in html
    outside_code = re.sub(r"<pre.*?</pre>|<code.*?</code>|<style>.*?</style>", "", html, flags=re.DOTALL)
    assert english(Page(outside_code).text) == []


def test_numbers_and_points_are_those_of_the_english_grade(grade, tmp_path):
    for name, text in SUBMISSION.items():
        (tmp_path / name).write_text(text)
    course = load_course(ROOT)
    with GradingSession(course, course.assignments) as session:
        plain = session.grade(read_submission(tmp_path, course.assignments))
    assert scores(plain) == scores(grade)
    assert values(plain) == values(grade)


def scores(grade: Grade) -> list[object]:
    return [(c.name, c.status, c.score, c.points) for a in grade.assignments for e in a.exercises for c in e.checks]


def values(grade: Grade) -> list[object]:
    """What is data: snippets, tables, lines of code, the frames of a traceback."""
    checks = [c for a in grade.assignments for e in a.exercises for c in e.checks]
    return [(c.snippet, c.difference.table if c.difference else None, c.frames, c.output) for c in checks]


def test_a_verdict_is_keyed_by_its_language(chinese):
    (assignment,) = load_course(ROOT).select("initialization")
    in_chinese = version_of(assignment)
    language.choose(language.ENGLISH)
    in_english = version_of(assignment)
    assert in_chinese.key != in_english.key
    assert changed(in_chinese, in_english) == ["the language"]
