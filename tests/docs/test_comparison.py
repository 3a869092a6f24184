"""What the comparison says in figures is what the benchmarks have measured."""

import re

import pytest

from tests.docs.markdown import DOCS

COMPARISON = (DOCS / "comparison.md").read_text(encoding="utf-8")
MEASURED = re.findall(
    r"^\| ([\w-]+) ([\d.]+) \|[^|]+\|[^|]+\| ([\d.]+) \([^|]+\| ([\d.]+) \(",
    (DOCS / "benchmarks.md").read_text(encoding="utf-8"),
    re.MULTILINE,
)
COMPARED = [row for row in MEASURED if row[0] != "pytest-xdist"]  # it is pytest on more cores


def test_all_that_was_measured_is_found():
    assert len(COMPARED) == 7


@pytest.mark.parametrize(("name", "version", "numpy", "hypothesis"), COMPARED, ids=[row[0] for row in COMPARED])
def test_a_grader_is_compared_by_its_measured_ratios_and_its_version(name, version, numpy, hypothesis):
    (row,) = re.findall(rf"^\| \[{re.escape(name)}\].*$", COMPARISON, re.MULTILINE)
    assert f"| {numpy}, {hypothesis}" in row
    assert f"{name} {version}" in COMPARISON.replace("\n", " ")


@pytest.mark.parametrize("name", [row[0] for row in COMPARED] + ["PrairieLearn"])
def test_each_is_said_to_be_the_better_choice_for_something(name):
    sections = [part for part in COMPARISON.split("\n## ") if name in part.split("\n")[0]]
    assert sections
    assert "**The better choice** " in sections[0]
