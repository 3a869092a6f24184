"""Moodle's downloads: a folder a student, or flat files with the same names before their own."""

from unicodedata import normalize

from hypothesis import given
from hypothesis import strategies as st

from grader.downloads import moodle
from grader.downloads.layouts import layout_of
from grader.downloads.outline import Outline
from tests.grader.downloads.places import CODE, pack, work


def test_folders_of_old_and_new_moodles_are_students(take):
    download = take(
        {
            "Zoë van der Berg_1001_assignsubmission_file_/tiny.py": CODE,
            "李 小龙_1002_assignsubmission_file/week 1/tiny.py": CODE,
            "Anna Li_1003_assignsubmission_file/hw.zip": pack({"tiny.py": CODE}),
        }
    )
    assert download.layout == "Moodle"
    assert work(download) == {
        "moodle:1001": ["tiny.py: double"],
        "moodle:1002": ["week 1/tiny.py: double"],
        "moodle:1003": ["tiny.py: double"],
    }
    assert {h.people[0].name for h in download.handins} == {"Zoë van der Berg", "李 小龙", "Anna Li"}
    assert {h.people[0].user_id for h in download.handins} == {"1001", "1002", "1003"}
    assert download.notes == []


def test_flat_files_go_to_their_students_without_moodles_prefix(take):
    download = take(
        {
            "Zoë Berg_1001_assignsubmission_file_tiny.py": CODE,
            "Zoë Berg_1001_assignsubmission_file_my_notes.txt": "",
            "Anna Li_1003_assignsubmission_file_tiny.py": CODE,
        }
    )
    assert download.layout == "Moodle"
    assert work(download) == {"moodle:1001": ["tiny.py: double"], "moodle:1003": ["tiny.py: double"]}


def test_what_was_typed_is_said_beside_the_files(take):
    download = take(
        {
            "Anna Li_1003_assignsubmission_file/tiny.py": CODE,
            "Anna Li_1003_assignsubmission_onlinetext/onlinetext.html": "<p>",
            "Bo Ek_1004_assignsubmission_onlinetext_/onlinetext.html": "<p>",
        }
    )
    anna, bo = download.handins
    assert "typed into Moodle" in anna.notes[0]
    assert anna.read().sources
    assert bo.read().sources == {}
    assert bo.read().notes[0] == "It is empty: no file was handed in."


def test_two_students_of_one_name_are_two_and_one_folder_without_a_number_is_somebody(take):
    download = take(
        {
            "Anna Li_1_assignsubmission_file/tiny.py": CODE,
            "anna li_2_assignsubmission_file/tiny.py": CODE,
            "Default group_assignsubmission_file/tiny.py": CODE,
        }
    )
    assert {h.people[0].key for h in download.handins} == {"moodle:1", "moodle:2", "moodle:Default group"}
    assert "told apart as moodle:1 and moodle:2" in download.notes[0]


NAME = st.text(
    st.characters(categories=["Lu", "Ll", "Lo", "Zs", "Mn"], include_characters="-' "), min_size=1, max_size=20
).filter(lambda name: name.strip() and not name.startswith("."))


@given(
    students=st.dictionaries(st.integers(0, 10**9), NAME, min_size=1, max_size=8),
    ending=st.sampled_from(["file", "file_"]),
    flat=st.booleans(),
)
def test_names_in_moodles_layout_give_back_who_they_are_of(students, ending, flat):
    below = "_tiny.py" if flat else "/tiny.py"
    kind = "file" if flat else ending
    paths = [f"{name}_{number}_assignsubmission_{kind}{below}" for number, name in students.items()]
    outline = Outline(paths)
    assert layout_of(outline) == "Moodle"
    found = {claim.people[0].key: claim.people[0].name for claim in moodle.claims(outline).handins}
    assert found == {f"moodle:{number}": " ".join(normalize("NFC", name).split()) for number, name in students.items()}
