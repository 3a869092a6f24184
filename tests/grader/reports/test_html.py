"""The HTML report: complete, in order, inert, self-contained and legible."""

import re
import time
import unicodedata
from itertools import pairwise

import msgspec
import pytest
from hypothesis import given, settings

from grader.model import CodeBlock, Diagnosis, Frame, Grade, Status, Times
from grader.reports.code import code_lines, coloured
from grader.reports.html import TEMPLATES, render_html
from tests.grader.reports import samples
from tests.grader.reports.pages import ATTRIBUTES, TAGS, Page
from tests.grader.reports.strategies import grades


def with_checks(*checks) -> Grade:
    return samples.grade([samples.assignment("a", "A", [samples.exercise("f", "F", "Not yet.", list(checks))])])


def assert_in_order(text: str, *parts: str) -> None:
    places = [text.find(part) for part in parts]
    assert -1 not in places, f"not in the report: {parts[places.index(-1)]}"
    assert places == sorted(places)


@pytest.mark.parametrize("name", samples.SAMPLES)
def test_only_the_reports_own_tags_and_attributes_are_in_it(name):
    page = Page(render_html(samples.SAMPLES[name]()))

    assert set(page.tags) <= TAGS
    assert {attribute for _, attribute, _ in page.attributes} <= ATTRIBUTES


@pytest.mark.parametrize("name", samples.SAMPLES)
def test_it_asks_for_nothing_outside_itself(name):
    html = render_html(samples.SAMPLES[name]())
    style = (TEMPLATES / "report.css").read_text(encoding="utf-8")

    assert [link for link in Page(html).values("href") if not link.startswith("#")] == []
    assert "url(" not in style
    assert "@import" not in style
    assert "http://" not in html
    assert "https://" not in html


@pytest.mark.parametrize("name", samples.SAMPLES)
def test_every_link_leads_somewhere_and_every_id_is_its_own(name):
    page = Page(render_html(samples.SAMPLES[name]()))
    ids = page.values("id")

    assert len(ids) == len(set(ids))
    assert {link.removeprefix("#") for link in page.values("href")} <= set(ids)
    assert set(page.values("aria-labelledby")) <= set(ids)


@pytest.mark.parametrize("name", samples.SAMPLES)
def test_headings_go_down_one_level_at_a_time(name):
    levels = [int(tag[1]) for tag in Page(render_html(samples.SAMPLES[name]())).tags if re.fullmatch("h[1-6]", tag)]

    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(deeper <= level + 1 for level, deeper in pairwise(levels))


def test_landmarks_language_and_title_are_there():
    page = Page(render_html(samples.mixed()))

    assert {"header", "nav", "main", "footer"} <= set(page.tags)
    assert ("html", "lang", "en-GB") in page.attributes
    assert "7 / 53 · lin-mei.zip" in page.text
    assert page.html.startswith("<!doctype html>\n<html")


def test_hostile_text_is_shown_as_text():
    page = Page(render_html(samples.hostile()))

    assert "<script>alert(1)</script> ]]> -->" in page.text
    assert "</style></pre><img src=x onerror=alert(1)> {{ 7 * 7 }}" in page.text
    assert "\\u202egpj.exe\\u2066" in page.text


def test_the_policy_forbids_scripts_and_the_network_and_knows_the_one_style_sheet():
    html = render_html(samples.mixed())
    policy = next(value for value in Page(html).values("content") if "default-src" in value)

    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy


def test_a_failure_is_told_in_the_one_order():
    both = msgspec.structs.replace(samples.WRONG_VALUES, frames=samples.RAISED.frames, output="printed by the student")

    assert_in_order(
        Page(render_html(with_checks(both))).text.split("Not yet.")[-1],
        both.title,
        both.hint,
        "parameters = initialize_parameters_random([3, 2, 1])",
        "First difference",
        "['W1'][0, 0]",
        "17.886285",
        "Your answer",
        both.message,
        "Where it happened in your code",
        "A1 = drop(A1, D1)",
        "What your code printed",
        "printed by the student",
    )


def test_traceback_and_output_are_folded_and_the_code_of_a_failure_is_not():
    html = render_html(samples.mixed())

    assert '<details class="frames">' in html
    assert '<details class="output">' in html
    assert '<details class="own-code" open>' in html
    assert '<details class="own-code">' in html


def test_wrong_entries_of_a_table_are_marked_in_words_too():
    page = Page(render_html(with_checks(samples.WRONG_VALUES)))

    assert page.text.count("✗ wrong: ") == 5
    assert page.values("scope").count("col") == 6
    assert page.values("scope").count("row") == 4


def test_a_hidden_check_shows_its_title_and_hint_and_nothing_else():
    html = render_html(with_checks(samples.HIDDEN_FAILED))

    assert samples.HIDDEN_FAILED.title in html
    assert samples.HIDDEN_FAILED.hint in html
    assert "SECRET" not in html


def test_lines_named_in_a_hidden_traceback_are_not_marked_in_the_code():
    block = CodeBlock(file="SECRET-FILE", line=1, text="def f():\n    return 1")
    one = samples.exercise("f", "F", "", [samples.HIDDEN_FAILED], code=[block])

    assert "pointer" not in render_html(samples.grade([samples.assignment("a", "A", [one])])).split("</style>")[1]


def test_every_status_is_said_in_words():
    text = Page(render_html(samples.mixed())).text

    for words in ["passed", "not started", "not right yet", "raised an error", "took too long", "out of memory"]:
        assert words in text
    assert "crashed" in text
    assert "not graded" in text


def test_a_fault_of_the_grader_is_said_to_be_ours():
    ungraded = samples.check("test_it", "It holds.", Status.UNGRADABLE, 4, message="golden.json has no entry 'f/1'.")

    assert_in_order(Page(render_html(with_checks(ungraded))).text, "– / 4", "What went wrong in the grader", "no entry")


def test_an_untouched_submission_is_told_where_to_start():
    text = " ".join(Page(render_html(samples.untouched())).text.split())

    assert_in_order(
        text,
        "Nothing is filled in yet",
        "Open initialization/initialization.py, line 31: initialize_parameters_zeros comes first.",
        "Run make grade A=initialization and see how far you got.",
    )
    assert "✗" not in text


def test_the_same_grade_gives_the_same_bytes_whatever_the_time():
    one = msgspec.structs.replace(samples.mixed(), times=Times())

    assert render_html(one) == render_html(samples.mixed().without_times())
    assert "Graded on" not in render_html(one)
    assert "17 May 2024, 23:48" in render_html(samples.mixed())


def test_long_texts_are_cut_and_say_so():
    check = samples.check("test_it", "It holds.", Status.FAILED, message="x" * 1_000_000, output="y" * 1_000_000)

    html = render_html(with_checks(check))

    assert "x… (998000 more characters)" in html
    assert len(html) < 100_000


def test_code_has_the_line_numbers_of_the_students_file():
    block = CodeBlock(file="a.py", line=40, text='\n\ndef f(x):\n    """One\n    two."""\n    return x\n\n')

    lines = code_lines(block, [Frame(file="a.py", line=45, function="f", text="return x")])

    assert [line.number for line in lines] == [42, 43, 44, 45]
    assert [line.named for line in lines] == [False, False, False, True]
    assert Page("".join(line.html + "\n" for line in lines)).text == block.text.lstrip("\n").rstrip("\n") + "\n"


def test_a_frame_of_another_file_marks_no_line():
    block = CodeBlock(file="a.py", line=1, text="x = 1")

    assert [line.named for line in code_lines(block, [Frame(file="b.py", line=1, function="f", text="")])] == [False]


@pytest.mark.parametrize(
    "code", ["(" * 900, "'" * 900, '"""' + "\\" * 900, "0" * 900, "f'{" * 300, "a." * 450, "#" * 900]
)
def test_no_code_is_slow_to_colour(code):
    start = time.perf_counter()
    Page(coloured("\n".join([code] * 40)))

    assert time.perf_counter() - start < 60


def colours(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block))


def luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted([luminance(one), luminance(other)])
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_all_text_reaches_a_contrast_of_four_and_a_half(theme):
    palette = colours(
        re.findall(r":root \{(.*?)\}", (TEMPLATES / "report.css").read_text(encoding="utf-8"), re.S)[theme]
    )
    words = ["ink", "soft", "link", "right", "wrong", "waiting", "unsure"]
    code = [name for name in palette if name.startswith("code-")]
    pairs = [(word, ground) for word in words for ground in ("paper", "ground")]
    pairs += [(word, ground) for word in ["ink", *code] for ground in ("ground", "got", "expected", "hint")]
    pairs += [("wrong", "got")]

    low = {pair: contrast(palette[pair[0]], palette[pair[1]]) for pair in pairs}

    assert len(code) == 5
    assert {pair: round(ratio, 2) for pair, ratio in low.items() if ratio < 4.5} == {}


@settings(deadline=None, max_examples=40)
@given(grades)
def test_any_grade_renders_to_tags_of_ours_and_text_without_control_characters(grade):
    page = Page(render_html(grade))

    assert set(page.tags) <= TAGS
    assert {attribute for _, attribute, _ in page.attributes} <= ATTRIBUTES
    assert {c for c in page.text if unicodedata.category(c) in ("Cc", "Cs")} <= {"\n", "\t"}


@pytest.mark.parametrize(("misconception", "label"), [("squared", "Most likely"), ("", "The numbers say")])
def test_a_diagnosis_is_read_before_the_checks_and_what_to_do_next_says_it(misconception, label):
    diagnosis = Diagnosis(misconception=misconception, text="You squared x.")
    failing = samples.check("t", "Twice x.", Status.FAILED, hint="Multiply by two.", message="y is 9, but should be 6")
    grade = samples.grade(
        [samples.assignment("a", "A", [samples.exercise("f", "F", "You squared x.", [failing], diagnosis=diagnosis)])]
    )
    html = render_html(grade)

    assert_in_order(html, "Next:", "You squared x.", f"<strong>{label}</strong> You squared x.", "Multiply by two.")
