"""The certificate of an audit is shown in the language that is chosen, and kept the same in all of them."""

import io
from pathlib import Path

import msgspec
import pytest
from rich.cells import cell_len
from rich.console import Console

from grader import language
from grader.assignment import load_course
from grader.audit.conduct import audit
from grader.audit.trials import solution_source
from grader.certificate import Certificate, ExerciseCertificate, Survivor, faults, to_json, worse
from grader.errors import CourseError
from grader.model import Times
from grader.reports.certificate_html import render_certificate
from grader.reports.certificate_terminal import print_certificate
from tests.grader import courses
from tests.grader.language import pseudo
from tests.grader.reports.pages import Page

GOOD = ExerciseCertificate(assignment="А", name="Ф", misconceptions=3, mutants=9, alternatives=2, checks=4)
BAD = msgspec.structs.replace(
    GOOD,
    slipped=("К",),
    unexplained=("К (no diagnosis)", "М (Л)"),
    spread=("К (in Ш, Г)",),
    rejected=("П (Ч: in В)",),
    idle=("И",),
    survivors=(Survivor(diff="- Х\n+ Ц"), Survivor(diff="- Х\n+ Ц", reason="Э", equivalent=True)),
)


def certificate(*exercises, **more):
    return Certificate(exercises=list(exercises), times=Times(started="2026-01-02", seconds=88.0), **more)


ALL = [certificate(GOOD), certificate(BAD), certificate(BAD, examples_only=True)]


def printed(found, lost=()):
    out = io.StringIO()
    print_certificate(found, Console(file=out, width=80), list(lost), [Path("Д")])
    return out.getvalue()


@pytest.mark.parametrize("found", ALL, ids=["good", "bad", "examples only"])
def test_no_word_of_it_in_the_terminal_or_on_the_page_is_english_whatever_the_language_is(found):
    with pseudo.spoken():
        lost = worse(certificate(BAD), certificate(GOOD))
        assert [word for word in pseudo.left(printed(found, lost)) if word != "in"] == []  # a check's own word
        html = render_certificate(found)
    page = Page(html)
    labels = [value for _, name, value in page.attributes if name == "aria-label"]
    assert [word for word in pseudo.left(" ".join([html, *labels])) if word not in ("in", "doctype", "html")] == []
    assert ("html", "lang", "zh-CN") in page.attributes


def test_every_complaint_is_in_it_with_its_words_of_why():
    with pseudo.spoken():
        said = faults(certificate(BAD))
        assert [sentence for sentence in said if pseudo.left(sentence.replace("in В", ""))] == []
    assert len(said) == len(faults(certificate(BAD))) == 8
    assert any("К (ж ж)" in sentence for sentence in said)
    assert any("К (ж Ш, Г)" in sentence for sentence in said)
    assert any("П (Ч: in В)" in sentence for sentence in said)  # what a check said is the certificate's own


def test_the_table_stands_in_line_where_a_letter_takes_two_columns(chinese):
    assert [line for line in printed(certificate(BAD)).splitlines() if cell_len(line) > 80] == []


def test_the_certificate_is_the_same_to_the_last_byte_in_every_language(tmp_path):
    checks = courses.CHECKS.replace("2 * x, name", "np.abs(2 * x), name")
    alternative = '@alternative("double")\ndef wrong(x):\n    return 3 * x\n'
    answers = '@misconception("double", "No.")\ndef off(x):\n    return 5 * x\n'
    course = load_course(
        courses.build(tmp_path, checks=checks, stub=courses.STUB, misconceptions=answers, alternatives=alternative)
    )
    english = to_json(audit(course, course.assignments, examples_only=True).without_times())
    assert b'"wrong (' in english
    with pseudo.spoken():
        assert to_json(audit(course, course.assignments, examples_only=True).without_times()) == english


def test_what_is_wrong_with_a_course_is_said_in_the_language(tmp_path):
    course = load_course(courses.build(tmp_path, hidden=None))
    with pseudo.spoken(), pytest.raises(CourseError) as refused:
        solution_source(course.assignments[0])
    assert pseudo.left(str(refused.value)) == ["tiny"]
    assert language.current() == language.ENGLISH
