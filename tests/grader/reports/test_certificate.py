"""The certificate in the terminal and as a page: every complaint is on it, and nothing in it breaks."""

import io

import msgspec
import pytest
from rich.cells import cell_len
from rich.console import Console

from grader.certificate import Certificate, ExerciseCertificate, Survivor, faults
from grader.model import Times
from grader.reports.certificate_html import render_certificate
from grader.reports.certificate_terminal import print_certificate
from tests.grader.reports.pages import Page

GOOD = ExerciseCertificate(
    assignment="regularization",
    name="backward_propagation_with_regularization",
    misconceptions=33,
    mutants=96,
    alternatives=6,
    checks=4,
    seconds=41.0,
)
BAD = msgspec.structs.replace(
    GOOD,
    name="forward_propagation_with_dropout",
    slipped=("one_layer",),
    unexplained=("one_layer (no diagnosis)",),
    rejected=("in_a_loop (it said [no])",),
    idle=("hidden::TestX::test_y",),
    survivors=(
        Survivor(diff="- a < b\n+ a <= b"),
        Survivor(diff="- c\n+ d", reason="<b>The same.</b>", equivalent=True),
    ),
)


def certificate(*exercises, **more):
    return Certificate(
        exercises=list(exercises), times=Times(started="2026-01-02T03:04:05+00:00", seconds=88.0), **more
    )


def printed(found, width=80):
    out = io.StringIO()
    print_certificate(found, Console(file=out, width=width), ["f: idle checks: 1, and 0 before."], [])
    return out.getvalue()


def test_every_complaint_is_printed_and_the_last_line_counts_them():
    found = certificate(GOOD, BAD)
    text = " ".join(printed(found, 200).split())
    for sentence in faults(found):
        assert " ".join(sentence.split()) in text
    assert "Worse than before: f: idle checks: 1, and 0 before." in text
    assert text.endswith(f"192 mutants in 88 s: {len(faults(found))} complaints.")
    assert "all as it should be." in printed(certificate(GOOD))


def test_the_longest_names_fit_a_narrow_terminal():
    rows = printed(certificate(GOOD, BAD)).splitlines()
    assert [row for row in rows if row.startswith("backward") and "33/33 33/33   6/6   96/96" in row]
    assert [row for row in rows if cell_len(row) > 80] == []


@pytest.mark.parametrize("exercises", [[GOOD], [GOOD, BAD]])
def test_the_page_shows_figures_and_every_survivor_with_its_reason(exercises):
    html = render_certificate(certificate(*exercises))
    page = Page(html)
    assert "http" not in html.replace("http-equiv", "")
    assert len(page.values("id")) == len(set(page.values("id")))
    assert ("Every known mistake loses marks" in html) == (exercises == [GOOD])
    if BAD in exercises:
        for part in ("in_a_loop (it said [no])", "hidden::TestX::test_y", "+ a &lt;= b", "No reason is on file."):
            assert part in html
        assert "&lt;b&gt;The same.&lt;/b&gt;" in html


def test_reduced_to_the_published_examples_it_says_so():
    found = certificate(BAD, examples_only=True)
    assert "Reduced to the published examples" in render_certificate(found)
    assert "against the published examples alone" in " ".join(printed(found).split())
