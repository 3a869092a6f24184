"""Canvas's downloads: one folder of files, each with its student's name and numbers before its own."""

from hypothesis import given
from hypothesis import strategies as st

from grader.downloads import canvas
from grader.downloads.layouts import layout_of
from grader.downloads.outline import Outline
from tests.grader.downloads.places import CODE, OTHER, pack, work


def test_each_file_goes_to_its_student_without_canvass_prefix(take):
    download = take(
        {
            "doejane_101_9001_tiny.py": CODE,
            "müllerhans_LATE_102_9002_tiny.py": CODE,
            "lina_103_9003_my_tiny work_2.ipynb.txt": CODE,
        }
    )
    assert download.layout == "Canvas"
    assert work(download) == {
        "canvas:101": ["tiny.py: double"],
        "canvas:102": ["tiny.py: double"],
        "canvas:103": ["my_tiny work_2.ipynb.txt: double"],
    }
    people = {h.people[0].key: (h.people[0].name, h.people[0].user_id, h.late) for h in download.handins}
    assert people["canvas:102"] == ("müllerhans", "102", True)
    assert people["canvas:101"] == ("doejane", "101", False)
    assert {h.submitted for h in download.handins} == {""}
    assert download.notes == []


def test_identical_work_has_identical_sources_whoever_handed_it_in(take):
    download = take({"doejane_101_9001_tiny.py": CODE, "lina_103_9003_tiny.py": CODE})
    one, other = (handin.read() for handin in download.handins)
    assert one.sources == other.sources
    assert one.digest == other.digest
    assert [one.name, other.name] == ["doejane", "lina"]


def test_several_files_of_one_student_are_one_hand_in(take):
    download = take({"doejane_101_9001_tiny.py": CODE, "doejane_101_9002_notes.txt": "", "lina_1_2_x.zip": pack({})})
    jane = next(h for h in download.handins if h.people[0].name == "doejane")
    assert jane.origin == "doejane_101_9001_tiny.py and 1 more"
    assert jane.read().sources["tiny"].file == "tiny.py"


def test_versions_of_one_file_are_attempts_and_the_highest_is_the_last(take):
    download = take(
        {
            "doejane_101_9003_tiny-2.py": OTHER,
            "doejane_101_9001_tiny.py": CODE,
            "doejane_101_9002_tiny-1.py": CODE,
            "lina_103_9004_tiny-1.py": CODE,
        }
    )
    jane = [h for h in download.handins if h.people[0].key == "canvas:101"]
    assert [h.attempt for h in jane] == [1, 2, 3]
    assert [h.read().sources["tiny"].file for h in jane] == ["tiny.py"] * 3
    assert jane[2].read().sources["tiny"].functions["double"].text == OTHER.strip()
    assert jane[0].read().digest == jane[1].read().digest
    assert work(download)["canvas:103"] == ["tiny-1.py: double"]


def test_what_was_typed_or_linked_is_said_and_its_student_accounted_for(take):
    download = take({"doejane_101_text.html": "<p>", "lina_103_link.html": "", "kim_LATE_104_9004_tiny.py": CODE})
    notes = {h.people[0].name: h.notes for h in download.handins}
    assert notes["doejane"] == ("What was typed into Canvas as a text is not graded: doejane_101_text.html.",)
    assert "web address" in notes["lina"][0]
    assert notes["kim"] == ()
    assert work(download) == {"canvas:101": [""], "canvas:103": [""], "canvas:104": ["tiny.py: double"]}


def test_anonymous_students_are_told_apart_by_their_codes(take):
    download = take({"anon_5Xk2p_9001_tiny.py": CODE, "LATE_anon_9aBcD_9002_tiny.py": CODE})
    assert download.layout == "Canvas"
    assert [(h.people[0].key, h.people[0].name, h.people[0].user_id, h.late) for h in download.handins] == [
        ("canvas:9aBcD", "Anonymous 9aBcD", "", True),
        ("canvas:5Xk2p", "Anonymous 5Xk2p", "", False),
    ]


def test_two_students_of_one_name_have_two_keys_and_that_is_said(take):
    download = take({"lian_101_9001_tiny.py": CODE, "lian_102_9002_tiny.py": CODE})
    assert len(download.handins) == 2
    assert download.notes == ["2 students are called lian. They are told apart as canvas:101 and canvas:102."]


def test_what_is_not_canvass_is_left_aside_in_a_sentence(take):
    download = take(
        {"lian_101_9001_tiny.py": CODE, "kim_102_9001_tiny.py": CODE, "roster.csv": "", "old/tiny.py": CODE}
    )
    assert download.notes == ["roster.csv and old were left aside: no name in a Canvas download is like that."]


def test_names_whose_numbers_are_a_date_are_no_canvas_names():
    assert not canvas.fits(Outline([f"{name}_2024_05_tiny.py" for name in ("jane", "kim", "lina")]))


NAME = st.text(st.characters(categories=["Ll", "Lo"]), min_size=1, max_size=12).filter(lambda name: name != "anon")
FILE = st.text(st.characters(exclude_characters="/\\\0", exclude_categories=["Cs"]), min_size=1, max_size=20)


@given(
    students=st.dictionaries(st.integers(0, 10**9), st.tuples(NAME, st.booleans(), FILE), min_size=1, max_size=8),
    attachment=st.integers(0, 10**9),
)
def test_names_in_canvass_layout_give_back_who_they_are_of(students, attachment):
    names = [
        f"{name}{'_LATE' if late else ''}_{user}_{attachment}_{file}" for user, (name, late, file) in students.items()
    ]
    outline = Outline(names)
    assert layout_of(outline) == "Canvas"
    found = {
        claim.people[0].key: (claim.people[0].name, claim.late, [part.label for part in claim.parts])
        for claim in canvas.claims(outline).handins
    }
    expected = {
        f"canvas:{user}": (_composed(name), late, [] if file.lower() in ("text.html", "link.html") else [file])
        for user, (name, late, file) in students.items()
    }
    assert found == expected


def _composed(name):
    from unicodedata import normalize

    return normalize("NFC", name)
