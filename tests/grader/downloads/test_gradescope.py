"""Gradescope's exports: numbered folders, and the metadata that says whose they are."""

from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.downloads import gradescope
from grader.downloads.layouts import layout_of
from grader.downloads.metadata import Record, Submitter, read_metadata
from grader.downloads.outline import Outline
from grader.submission import limits
from tests.grader.downloads.places import CODE, OTHER, work

METADATA = """\
---
submission_11:
  :submitters:
  - :name: Anna Li
    :sid: '2001'
    :email: anna@school.example
  :created_at: 2023-09-21 18:03:11.123456789 -07:00
  :score: 3.0
  :status: processed
  :results:
    tests: &tests
    - {name: a, max_score: 1}
submission_12:
  :submitters:
  - :name: Zoë Berg
    :sid: '2002'
    :email: zoe@school.example
  - :name: Bo Ek
    :sid:
    :email: bo@school.example
  :created_at: !ruby/object:ActiveSupport::TimeWithZone
    utc: 2023-09-21 20:00:00.000000000 Z
    zone: !ruby/object:ActiveSupport::TimeZone
      name: America/Los_Angeles
    time: 2023-09-21 13:00:00.000000000 Z
  :results: *tests
"""


def test_the_metadata_says_whose_a_folder_is_when_it_came_and_who_else_is_in_the_group(take):
    download = take(
        {
            "assignment_7_export/submission_metadata.yml": METADATA,
            "assignment_7_export/submission_11/tiny.py": CODE,
            "assignment_7_export/submission_12/src/tiny.py": CODE,
        }
    )
    assert download.layout == "Gradescope"
    assert download.notes == ["The class was found in assignment_7_export."]
    assert work(download) == {
        "gradescope:2002 gradescope:bo@school.example": ["src/tiny.py: double"],
        "gradescope:2001": ["tiny.py: double"],
    }
    group, anna = download.handins
    assert anna.submitted == "2023-09-21T18:03:11.123456-07:00"
    assert group.submitted == "2023-09-21T20:00:00+00:00"
    assert anna.people[0].email == "anna@school.example"
    assert group.read().name == "Zoë Berg and Bo Ek"


def entry(number, time, *sids, name="Anna Li"):
    people = "".join(f"  - :name: {name}\n    :sid: '{sid}'\n" for sid in sids or ["2001"])
    return f"submission_{number}:\n  :submitters:\n{people}  :created_at: {time}\n"


def test_several_submissions_of_one_student_are_attempts_in_the_order_of_time(take):
    download = take(
        {
            "submission_metadata.yml": entry(5, "2023-09-02 10:00:00 Z") + entry(9, "'2023-09-01T10:00:00Z'"),
            "submission_5/tiny.py": OTHER,
            "submission_9/tiny.py": CODE,
        }
    )
    assert [(h.origin, h.attempt) for h in download.handins] == [("submission_9", 1), ("submission_5", 2)]


def test_somebody_who_hands_in_alone_and_then_in_a_group_is_at_the_second_attempt(take):
    group = entry(8, "2023-09-03 10:00:00 Z", "2001", "2002")
    download = take(
        {"submission_metadata.yml": entry(5, "2023-09-02 10:00:00 Z") + group, "submission_5/tiny.py": CODE}
    )
    assert [h.attempt for h in download.handins] == [1, 2]


def test_a_folder_that_the_metadata_does_not_know_is_somebodys(take):
    download = take(
        {
            "submission_metadata.yml": entry(5, "2023-09-02 10:00:00 Z"),
            "submission_5/tiny.py": CODE,
            "submission_6/tiny.py": CODE,
        }
    )
    stranger = next(h for h in download.handins if h.people[0].key == "gradescope:submission_6")
    assert stranger.notes == ("submission_metadata.yml does not say who handed in submission_6.",)
    assert stranger.read().sources["tiny"].functions


def test_an_entry_without_a_folder_is_accounted_for(take):
    download = take({"submission_metadata.yml": entry(5, "soon") + entry(6, "", "7"), "submission_5/tiny.py": CODE})
    lost = next(h for h in download.handins if h.people[0].key == "gradescope:7")
    assert "there is no such folder" in lost.notes[0]
    assert lost.read().sources == {}
    assert [h.submitted for h in download.handins] == ["", ""]


def test_an_export_without_its_metadata_is_taken_in_with_a_sentence(take):
    download = take({"submission_5/tiny.py": CODE, "submission_6/tiny.py": CODE})
    assert download.layout == "Gradescope"
    assert len(download.handins) == 2
    assert "submission_metadata.yml could not be read whole: it is not there" in download.notes[0]


def test_broken_metadata_gives_what_stands_before_the_mistake(take):
    broken = entry(5, "2023-09-02 10:00:00 Z") + "submission_6: [\n}\n"
    download = take({"submission_metadata.yml": broken, "submission_5/tiny.py": CODE, "submission_6/tiny.py": CODE})
    assert {h.people[0].name for h in download.handins} == {"Anna Li", "submission_6"}
    assert "it is no YAML from line" in download.notes[0]


@pytest.mark.parametrize(
    ("time", "read"),
    [
        ("2023-09-21 18:03:11.5 +02:00", "2023-09-21T18:03:11.500000+02:00"),
        ("2023-09-21T18:03:11Z", "2023-09-21T18:03:11+00:00"),
        ("2023-09-21 18:03:11 UTC", "2023-09-21T18:03:11+00:00"),
        ("2023-09-21 18:03:11", "2023-09-21T18:03:11+00:00"),
        ('"2023-09-21 18:03:11 -0700"', "2023-09-21T18:03:11-07:00"),
        ("!ruby/object:DateTime {time: 2023-09-21 18:03:11 Z}", "2023-09-21T18:03:11+00:00"),
        ("2023-09-31 18:03:11", ""),
        ("0001-01-01 00:00:00 +14:00", ""),
        ("2023-09-21", ""),
        ("[2023-09-21 18:03:11]", ""),
        ("!!python/object/apply:os.system [ls]", ""),
    ],
)
def test_a_time_is_read_in_every_form_in_which_ruby_writes_one(time, read):
    assert read_metadata(entry(1, time).encode()).records["submission_1"].created == read


def test_a_bomb_of_aliases_costs_nothing_and_a_deep_file_is_passed_over():
    bomb = b"a: &a [x, x, x, x, x, x, x, x, x]\n" + b"".join(
        b"%c: &%c [%s]\n" % (n + 1, n + 1, b", ".join([b"*%c" % n] * 9)) for n in range(ord("a"), ord("y"))
    )
    data = bomb + entry(5, "2023-09-02 10:00:00 Z").encode()
    assert read_metadata(data).records["submission_5"].submitters == (Submitter("Anna Li", "2001", ""),)
    deep = b"submission_1:\n  :results: " + b"[" * 100_000
    assert read_metadata(deep).problem.startswith("it is no YAML")


def test_too_large_a_file_and_one_of_nothing_are_sentences(monkeypatch):
    assert read_metadata(b"").problem == "it names no submissions"
    assert read_metadata(b"- a\n- b\n").problem == "it names no submissions"
    monkeypatch.setattr(limits, "METADATA_BYTES", 10)
    assert "large" in read_metadata(b"x" * 11).problem


def test_only_so_many_submitters_of_one_submission_are_kept():
    many = entry(1, "", *range(5000))
    assert len(read_metadata(many.encode()).records["submission_1"].submitters) == 100


FRAGMENTS = [
    *(
        "submission_1:",
        "\n",
        "  ",
        ":submitters:",
        "- ",
        ":name: A",
        ":sid: 1",
        ":created_at: ",
        "2023-09-21 18:03:11 Z",
    ),
    *("{", "}", "[", "]", ",", "&a ", "*a", "!x ", "? ", ": ", "'", '"', "|", "---\n", "\x00", "\ud800", "é", "# "),
]


@given(data=st.lists(st.sampled_from(FRAGMENTS), max_size=30).map("".join) | st.just(METADATA), cut=st.integers(0, 900))
@settings(max_examples=200, deadline=2000)
def test_any_text_says_something_of_submissions_or_why_not(data, cut):
    found = read_metadata(data.encode("utf-8", "surrogatepass")[:cut])
    assert found.records or found.problem
    for record in found.records.values():
        assert all(type(part) is str for submitter in record.submitters for part in submitter)
        assert not record.created or datetime.fromisoformat(record.created).tzinfo


@given(
    submissions=st.dictionaries(st.integers(0, 10**9), st.text(max_size=20), min_size=1, max_size=8),
    junk=st.lists(st.sampled_from(["roster.csv", "notes.txt"]), unique=True),
)
def test_names_in_gradescopes_layout_give_back_the_numbers_and_the_names(submissions, junk):
    outline = Outline([*(f"submission_{number}/" for number in submissions), *junk])
    assert layout_of(outline) == "Gradescope"
    records = {f"submission_{n}": Record((Submitter(name, str(n), ""),)) for n, name in submissions.items()}
    claims = gradescope.claims(outline, records)
    assert {claim.people[0].key for claim in claims.handins} == {f"gradescope:{number}" for number in submissions}
    assert bool(claims.notes) == bool(junk)
