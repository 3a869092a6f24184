"""The class page as a document: complete, in order, inert but for its own script, self-contained and bounded."""

import base64
import hashlib
import re
import unicodedata
from decimal import Decimal
from itertools import pairwise

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.classroom import Adjustment, ClassResult, Person, Settled, StudentResult
from grader.model import Diagnosis, Grade, Status
from grader.reports.class_html import render_class
from grader.reports.html import TEMPLATES
from tests.grader.reports import classes, samples, strategies
from tests.grader.reports.pages import ATTRIBUTES, TAGS, Page

CONTROLS = {"script", "label", "input", "select", "option", "colgroup", "col"}
CONTROL_ATTRIBUTES = {"autocomplete", "colspan", "for", "hidden", "spellcheck", "title", "type", "value", "x", "y"}


class ClassPage(Page):
    """A class page as a parser sees it; the script is no part of its text."""

    def handle_data(self, data: str) -> None:
        if "script" not in self._open:
            super().handle_data(data)

    @property
    def words(self) -> str:
        return " ".join(" ".join(self.texts).split())


def rows_of(result: ClassResult) -> list[str]:
    """Return the rows of the table of students."""
    table = render_class(result).partition('<table id="table">')[2].partition("</table>")[0]
    return re.findall(r"<tr[^>]*><th scope=\"row\">.*?</tr>", table)


def page_of(name: str) -> ClassPage:
    return ClassPage(render_class(classes.CLASSES[name]()))


@pytest.mark.parametrize("name", classes.CLASSES)
def test_only_the_pages_own_tags_and_attributes_are_in_it_and_one_script(name):
    page = page_of(name)

    assert set(page.tags) <= TAGS | CONTROLS
    assert {attribute for _, attribute, _ in page.attributes} <= ATTRIBUTES | CONTROL_ATTRIBUTES
    assert page.tags.count("script") == 1


@pytest.mark.parametrize("name", classes.CLASSES)
def test_links_lead_to_places_in_it_and_files_beside_it_and_every_id_is_its_own(name):
    page = page_of(name)
    ids, links = page.values("id"), page.values("href")

    assert len(ids) == len(set(ids))
    assert {link[1:] for link in links if link.startswith("#")} <= set(ids)
    assert [link for link in links if not re.fullmatch(r"#[\w-]+|\./[^:]+", link)] == []
    assert set(page.values("aria-labelledby")) | set(page.values("for")) <= set(ids)


@pytest.mark.parametrize("name", classes.CLASSES)
def test_it_asks_for_nothing_outside_itself(name):
    html = render_class(classes.CLASSES[name]())

    for word in ("url(", "@import", "http://", "https://", "fetch", "XMLHttpRequest", "eval", "innerHTML"):
        assert word not in html


@pytest.mark.parametrize("name", classes.CLASSES)
def test_headings_go_down_one_level_at_a_time(name):
    levels = [int(tag[1]) for tag in page_of(name).tags if re.fullmatch("h[1-6]", tag)]

    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(deeper <= level + 1 for level, deeper in pairwise(levels))


def test_the_policy_knows_the_one_script_and_the_one_style_sheet_and_nothing_else():
    html = render_class(classes.class_of(1))
    policy = next(value for value in Page(html).values("content") if "default-src" in value)

    def hash_of(tag: str) -> str:
        text = html.partition(f"<{tag}>")[2].partition(f"</{tag}>")[0]
        return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()

    assert policy == (
        f"default-src 'none'; style-src '{hash_of('style')}'; script-src '{hash_of('script')}'; "
        "base-uri 'none'; form-action 'none'"
    )
    assert (TEMPLATES / "class.js").read_text(encoding="utf-8") in html


def test_hostile_text_is_shown_as_text():
    words = page_of("hostile").words

    assert "<script>alert(1)</script> ]]> -->" in words
    assert "<img src=x onerror=alert(1)> {{ 7 * 7 }}" in words
    assert "\\u202egpj.exe\\u2066" in words


def test_a_report_that_is_no_file_beside_the_page_is_linked_to_as_one():
    assert page_of("hostile").values("href")[-1].startswith("./javascript%3Aalert%283%29//%22%27%3E")


def test_the_same_class_gives_the_same_bytes():
    assert render_class(classes.class_of(30)) == render_class(classes.class_of(30))


def test_the_head_says_how_many_there_are_how_they_did_and_what_wants_attention_first():
    words = page_of("small").words

    assert "Students 30 Handed in 30 Median 54% Mean 52% Full marks 0" in words
    assert words.index("Of 1 student something could not be graded") < words.index("could not be matched to anybody")
    assert words.index("could not be matched to anybody") < words.index("Each bar is the students with so many percent")


def test_many_notes_are_folded_and_none_is_lost():
    result = msgspec.structs.replace(classes.class_of(1), notes=tuple(f"Note number {n}." for n in range(105)))
    words = ClassPage(render_class(result)).words

    assert words.count("Note number") == 105
    assert words.index("Note number 4.") < words.index("And 100 more notes") < words.index("Note number 5.")


def test_the_histogram_says_in_words_what_it_shows():
    words = page_of("small").words
    found = re.findall(r"(\d+) –\d+ % : (\d+) students?\b", words)

    assert [int(low) for low, _ in found] == list(range(0, 100, 10))
    assert sum(int(count) for _, count in found) == 30


def test_the_table_has_a_row_for_everybody_and_a_cell_for_every_column():
    rows = rows_of(classes.class_of(30))

    assert len(rows) == 30
    assert {row.count("<td") for row in rows} == {4 + 18 + 4}


def test_a_cell_says_what_became_of_an_exercise():
    first = samples.assignment(
        "one",
        "One",
        [
            samples.exercise("f", "", "", [samples.check("a", "A", Status.PASSED, 4)]),
            samples.exercise("g", "", "", [samples.check("a", "A", Status.FAILED, 4)]),
            samples.exercise("h", "", "", [samples.check("a", "A", Status.NOT_ATTEMPTED, 4)]),
            samples.exercise("i", "", "", [samples.check("a", "A", Status.UNGRADABLE, 4)]),
        ],
    )
    half = samples.check("a", "A", Status.PASSED, 1), samples.check("b", "B", Status.FAILED, 3)
    second = samples.assignment("two", "Two", [samples.exercise("f", "", "", list(half))])
    person = Person(key="1", name="Ada")
    settled = [classes.settle(first, 1, "0.50", "Late."), classes.settle(second)]
    result = ClassResult(
        title="T",
        outline=(first, second),
        students=(
            classes.student(person, [first, second], settled),
            classes.student(person, [first, second], [classes.settle(first, 0), classes.settle(second, 0)]),
        ),
    )

    here, gone = rows_of(result)

    assert '<td class="said">1 not graded, policy</td>' in here
    assert here.endswith(
        '<td class="full">4</td><td class="zero">0</td><td class="none">…</td><td class="open">?</td>'
        '<td class="counted">3.5*?</td><td class="part">1</td><td class="counted">1</td></tr>'
    )
    assert '<td class="said">nothing handed in' in gone
    assert gone.count(">–</td>") == 7


def test_checks_stand_with_their_pass_rate_their_separation_and_a_remark():
    words = ClassPage(render_class(classes.class_of(1))).words

    assert "Separation tells how well a check tells strong submissions from weak ones" in words
    assert re.search(r"Every array has the shape of its layer\. (Nobody|Everybody) passes it\. (0|100)% of 1 –", words)


def test_equal_wrong_answers_are_said_to_be_no_proof_and_show_their_first_difference():
    result = classes.class_of(60)
    words = ClassPage(render_class(result)).words

    assert "Equal wrong values are what a shared mistake gives, and no proof of copying." in words
    assert "First difference Where ['W1'][0, 0] Got 1.788628 Expected 17.886285" in words


def test_nobody_is_shown_without_an_empty_promise():
    words = page_of("nobody").words

    assert "Nobody has handed anything in." in words
    for word in ("Hardest", "Commonest", "To look at", "Half of those"):
        assert word not in words


def test_a_thousand_students_fit_into_five_megabytes():
    assert len(render_class(classes.class_of(1000)).encode()) < 5_000_000


ANSWERED = st.builds(
    lambda exercise, diagnosis, answers: msgspec.structs.replace(exercise, diagnosis=diagnosis, answers=answers),
    strategies.exercises,
    st.none() | st.builds(Diagnosis, misconception=strategies.TEXT, text=strategies.TEXT),
    st.sampled_from(["", "same"]),
)
POINTS = st.decimals(-500, 500, places=2)


@st.composite
def any_class(draw: st.DrawFn) -> ClassResult:
    """Make a class that says anything: its students wrote the outline's exercises, with texts of every kind."""
    outline = [
        msgspec.structs.replace(assignment, exercises=draw(strategies.few(ANSWERED)))
        for assignment in draw(strategies.few(strategies.assignments))
    ]
    students = [_any_student(draw, outline) for _ in range(draw(st.integers(0, 3)))]
    text = draw(strategies.TEXT)
    return ClassResult(title=text, outline=tuple(outline), students=tuple(students), notes=(text,))


def _any_student(draw: st.DrawFn, outline: list) -> StudentResult:
    text = draw(strategies.TEXT)
    settled = [
        Settled(
            slug=assignment.slug,
            attempt=1,
            attempts=draw(st.integers(0, 2)),
            submitted=text,
            score=abs(draw(POINTS)),
            adjustments=(Adjustment(text=text, points=draw(POINTS)),),
        )
        for assignment in outline
    ]
    grade = Grade(
        submission=text, isolation={}, hidden=True, score=1, points=draw(st.integers(0, 9)), assignments=outline
    )
    person = Person(key=text, name=draw(strategies.TEXT), section=text)
    return StudentResult(
        person=person, grade=grade, settled=tuple(settled), report=text, notes=(text,), group=draw(st.tuples())
    )


@settings(deadline=None, max_examples=25)
@given(any_class())
def test_any_class_renders_to_tags_of_ours_and_text_without_control_characters(result):
    page = ClassPage(render_class(result))

    assert set(page.tags) <= TAGS | CONTROLS
    assert {attribute for _, attribute, _ in page.attributes} <= ATTRIBUTES | CONTROL_ATTRIBUTES
    assert {c for c in page.text if unicodedata.category(c) in ("Cc", "Cs")} <= {"\n", "\t"}


def test_points_of_a_policy_are_decimals_on_the_page():
    result = classes.class_of(60)
    adjusted = next(s for s in result.students if s.settled[0].adjustments)

    assert adjusted.score % 1 == Decimal("0.5")
    assert f'<td class="total">{adjusted.score.normalize():f}</td>' in render_class(result)
