"""The summary of a CI run: all of it one block of HTML, out of which no text leads."""

from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from grader.model import AssignmentResult, CodeBlock, Grade, Status
from grader.reports.job_summary import render_summary
from tests.grader.reports.samples import HOSTILE, check, exercise

TAGS = {
    "h2",
    "h3",
    "p",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "code",
    "strong",
    "ul",
    "li",
    "details",
    "summary",
}
ESCAPES = [
    "</td></tr></table>\n\n# Forged",
    "| a | b |\n|---|---|",
    "\n\n<img src=x>\n\n",
    "`x`",
    "[a](b)",
    "```\n",
    "</details>",
]


class Tags(HTMLParser):
    """The tags of a page, and its text."""

    def __init__(self, page):
        super().__init__()
        self.tags, self.text = [], ""
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))

    def handle_data(self, data):
        self.text += data


def graded(text="It is wrong.", count=1):
    one = exercise(
        text or "f",
        text,
        text,
        [check(text, text, Status.FAILED, hint=text)],
        code=[CodeBlock(file=text, line=1, text="")],
    )
    result = AssignmentResult(
        slug="tiny", title=text, file=text, score=0, points=2, exercises=[one] * count, notes=[text] * count
    )
    return Grade(
        submission="work", isolation={}, hidden=False, score=0, points=2, assignments=[result], notes=[text] * count
    )


def summary(text="It is wrong.", count=1):
    return render_summary(graded(text, count), base=f"main at {text}", unused=[text] * count, fail_under=60)


@settings(max_examples=50)
@given(st.text() | st.sampled_from([HOSTILE, *ESCAPES]))
def test_whatever_is_said_markdown_sees_one_block_of_html_and_it_has_our_tags_alone(text):
    page = summary(text)
    assert [token.type for token in MarkdownIt("gfm-like", {"linkify": False}).parse(page)] == ["html_block"]
    tags = Tags(page).tags
    assert {tag for tag, _ in tags} <= TAGS
    assert {name for _, attributes in tags for name in attributes} <= {"align"}


def test_it_tells_the_score_each_exercise_what_is_next_and_what_was_not_used():
    said = Tags(summary()).text
    for words in ("0 / 2 (0 %)", "not right yet", "Next:", "main at", "below 60 %", "not used: 1 file"):
        assert words in said


def test_of_the_longest_texts_and_lists_it_stays_below_a_mebibyte():
    page = summary('"' * 5000, 5000)
    assert len(page.encode()) < 1 << 20
    assert "and 4950 more" in page
    assert "4800 more exercises had no place" in page


def test_the_branch_is_named_with_its_commit_where_both_are_known():
    assert "the grader of main at 1a2b3c4.</p>" in render_summary(None, base="main", commit="1a2b3c4", fail_under=None)
    assert "the grader of main.</p>" in render_summary(None, base="main", fail_under=None)
    assert "1a2b3c4" not in render_summary(None, commit="1a2b3c4", fail_under=None)


@pytest.mark.parametrize("unused", [[], ["grader/session.py"]])
def test_where_there_is_nothing_to_grade_it_says_what_would_be(unused):
    page = render_summary(None, base="main", unused=unused, fail_under=None)
    assert "Nothing to grade" in page
    assert ("grader/session.py" in page) is bool(unused)
