"""The card in a notebook and its lines in a shell: the report's parts, inert, and at home in somebody else's page."""

import re
import unicodedata

import msgspec
import pytest
from hypothesis import given, settings

from grader.reports.cell_html import ROOT, STRONG, render_cell, scoped
from grader.reports.cell_terminal import cell_text
from grader.reports.words import PUBLIC_ONLY
from tests.grader.reports import samples
from tests.grader.reports.pages import ATTRIBUTES, TAGS, Page
from tests.grader.reports.strategies import grades


def one(exercise):
    return samples.grade([samples.assignment("a", "A", [exercise])])


def failing(*checks, **more):
    return one(samples.exercise("f", "F", "Not yet.", list(checks), **more))


@pytest.mark.parametrize("name", samples.SAMPLES)
def test_only_the_reports_own_tags_and_attributes_are_in_it_and_no_ids(name):
    page = Page(render_cell(samples.SAMPLES[name]()))

    assert set(page.tags) <= TAGS - {"h1", "h2", "h3", "h4", "a"}
    assert {attribute for _, attribute, _ in page.attributes} <= (ATTRIBUTES - {"id"}) | {"aria-level"}


@pytest.mark.parametrize("name", samples.SAMPLES)
def test_it_can_be_shown_any_number_of_times_and_is_the_same_each_time(name):
    card = render_cell(samples.SAMPLES[name]())

    assert card == render_cell(samples.SAMPLES[name]())
    assert Page(card + card).values("id") == []


@pytest.mark.parametrize("name", samples.SAMPLES)
def test_its_style_holds_within_the_card_and_asks_for_nothing(name):
    style = render_cell(samples.SAMPLES[name]()).split("</style>")[0].removeprefix("<style>")
    selectors = [s for line in style.splitlines() for s in line.split("{")[0].split(",") if "@media" not in line]

    assert "url(" not in style
    assert "@import" not in style
    assert {
        s for s in selectors if ROOT not in s and not s.strip().startswith(("[data-jp", ":is(", ".vscode"))
    } == set()
    assert style.count("{") == style.count("}")


def test_hostile_text_is_shown_as_text():
    page = Page(render_cell(samples.hostile()))

    assert "<script>alert(1)</script> ]]> -->" in page.text
    assert "</style></pre><img src=x onerror=alert(1)> {{ 7 * 7 }}" in page.text
    assert "\\u202egpj.exe\\u2066" in page.text


def test_rules_for_the_page_and_for_what_a_card_has_not_are_left_out():
    css = """
    /* .hint { x: 1 } */ :root { --a: 1; } html, body { margin: 1rem } h2 { color: red }
    @media print { .hint { display: none } p { margin: 0 } } @page { margin: 0 }
    .hint, .masthead .hint, pre.code { padding: 0.5rem 1.25rem } .masthead { top: 0 } :scope > .hint { top: 1px }
    """
    assert scoped(css, frozenset({"hint", "code"})).splitlines() == [
        f"{STRONG} .hint,{STRONG} pre.code{{padding: calc(0.5*var(--unit)) calc(1.25*var(--unit))}}",
        f"{STRONG} > .hint{{top: 1px}}",
    ]


def test_the_first_check_that_failed_is_unfolded_and_the_others_are_not():
    html = render_cell(failing(samples.WRONG_VALUES, samples.RAISED, samples.HIDDEN_FAILED))

    assert re.findall(r'<details class="check [a-z]+"( open)?>', html) == [" open", "", ""]
    assert '<details class="frames">' in html


def test_of_several_exercises_the_one_to_look_at_next_is_unfolded():
    html = render_cell(samples.mixed())
    folded = re.findall(r'<details class="exercise folded [a-z]+"( open)?>', html)

    assert folded.count(" open") == 1
    assert folded.index(" open") == 1
    assert f"{samples.mixed().score} / {samples.mixed().points}" in html


def test_card_and_lines_tell_a_failure_in_the_one_order():
    both = msgspec.structs.replace(samples.WRONG_VALUES, frames=samples.RAISED.frames)
    grade = failing(both, samples.HIDDEN_FAILED)
    told = [both.title, both.hint, "initialize_parameters_random([3, 2, 1])", "First difference", "17.886285"]

    for said in (Page(render_cell(grade)).text, " ".join(cell_text(grade).split())):
        places = [said.find(part) for part in [*told, "A1 = drop(A1, D1)", samples.HIDDEN_FAILED.title]]
        assert -1 not in places
        assert places == sorted(places)
        assert "SECRET" not in said


def test_what_is_missing_to_the_whole_truth_is_said_below():
    grade = msgspec.structs.replace(
        failing(samples.WRONG_VALUES), hidden=False, isolation={"files": "off: no Landlock", "process": "on"}
    )
    for said in (Page(render_cell(grade)).text, " ".join(cell_text(grade).split())):
        assert "Not all of the sandbox is on: files is off: no Landlock." in said
        assert PUBLIC_ONLY in said


def test_notes_on_the_whole_work_wait_until_something_is_wrong():
    note = "notebook, cell 2, line 1: `import tensorflow` could not be carried out here."
    for check, shown in [(samples.WRONG_VALUES, True), (samples.check("t", "T.", samples.Status.PASSED), False)]:
        assignment = samples.assignment("a", "A", [samples.exercise("f", "F", "", [check])], notes=[note])
        grade = samples.grade([assignment])
        assert (note in Page(render_cell(grade)).text) is shown
        assert (note in " ".join(cell_text(grade).split())) is shown


@settings(deadline=None, max_examples=40)
@given(grades)
def test_any_grade_gives_tags_of_ours_and_text_without_control_characters(grade):
    page = Page(render_cell(grade))

    assert set(page.tags) <= TAGS
    assert {c for c in page.text if unicodedata.category(c) in ("Cc", "Cs")} <= {"\n", "\t"}
    assert {c for c in cell_text(grade) if unicodedata.category(c) in ("Cc", "Cs")} <= {"\n"}


@pytest.mark.parametrize("name", samples.SAMPLES)
def test_the_lines_are_fit_for_an_output_that_knows_no_signs(name):
    assert cell_text(samples.SAMPLES[name](), "ascii").isascii()


def test_a_call_to_paste_stands_in_the_lines_as_it_is():
    snippet = "import numpy as np\n\nprint(f(\n    'two  blanks',\n))\n"
    check = samples.check("t", "T.", samples.Status.FAILED, snippet=snippet)
    indented = "".join(f"      {line}\n" if line else "\n" for line in snippet.splitlines())
    assert indented in cell_text(failing(check)) + "\n"
