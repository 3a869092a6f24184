"""Folders, files and clones: the name of each is the student's."""

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from grader.downloads import folders, github
from grader.downloads.layouts import layout_of
from grader.downloads.outline import Outline
from tests.grader.downloads.places import CODE, OTHER, pack, work


def test_a_folder_a_file_or_a_zip_is_a_student(take):
    download = take({"jane/tiny.py": CODE, "kim.py": CODE, "lina.zip": pack({"tiny.py": CODE}), "mo.ipynb.txt": CODE})
    assert download.layout == "folders"
    assert work(download) == {
        "folder:jane": ["tiny.py: double"],
        "folder:kim": ["kim.py: double"],
        "folder:lina": ["tiny.py: double"],
        "folder:mo": ["mo.ipynb.txt: double"],
    }
    assert download.notes == []


def test_a_single_file_of_any_name_is_for_the_single_assignment_and_one_of_a_class_all_the_same(take):
    download = take({"kim.py": "x = 1\n", "lina.py": "y = 1\n"})
    submission = download.handins[0].read()
    assert submission.sources["tiny"].file == "kim.py"
    assert not submission.single


def test_files_of_one_stem_and_a_folder_of_that_name_are_one_students(take):
    download = take({"kim.py": CODE, "kim.txt": "", "kim/tiny.py": OTHER, "kim.ipynb": "{}", "lina.py": CODE})
    assert [h.people[0].name for h in download.handins] == ["kim", "lina"]
    assert download.handins[0].origin == "kim and 2 more"


def test_attempts_are_taken_in_the_order_of_their_numbers(take):
    download = take(
        {
            "jane/attempt 10/tiny.py": OTHER,
            "jane/Attempt-2/tiny.py": CODE,
            "jane/attempt_1/": "",
            "jane/readme.txt": "",
            "kim/attempt 1/tiny.py": CODE,
            "kim/notes/tiny.py": CODE,
        }
    )
    jane = [h for h in download.handins if h.people[0].name == "jane"]
    assert [(h.attempt, h.origin) for h in jane] == [
        (1, "jane/attempt_1"),
        (2, "jane/Attempt-2"),
        (3, "jane/attempt 10"),
    ]
    assert jane[0].notes == ("readme.txt was left aside: only what lies in the attempts of jane counts.",)
    assert len(jane[2].read().sources) == 1
    assert len(download.handins) == 4


def test_an_empty_folder_is_a_hand_in_that_says_so(take):
    download = take({"jane/": "", "kim/tiny.py": CODE, "lina/thesis.docx": ""})
    jane, _, lina = (handin.read() for handin in download.handins)
    assert jane.sources == {}
    assert jane.notes[0] == "It is empty: no file was handed in."
    assert lina.notes == ["There is no .py and no .ipynb file in it, so there is nothing to grade."]


@pytest.mark.parametrize("broken", [b"PK\x03\x04", b"", b"no zip", pack({"tiny.py": CODE})[:-30]])
def test_a_zip_that_cannot_be_opened_is_a_hand_in_that_says_so(take, broken):
    download = take({"jane.zip": broken, "kim.zip": pack({"tiny.py": CODE})})
    assert work(download) == {"folder:jane": [""], "folder:kim": ["tiny.py: double"]}
    assert "jane.zip could not be read: it is not a zip" in download.handins[0].read().notes[0]


def test_links_are_followed_nowhere_and_every_student_is_accounted_for(take):
    download = take({"jane/tiny.py": None, "kim": None, "lina.py": None, "mo/tiny.py": CODE})
    assert work(download) == {
        "folder:jane": [""],
        "folder:kim": [""],
        "folder:lina": [""],
        "folder:mo": ["tiny.py: double"],
    }
    for handin in download.handins[:3]:
        assert "is a link to another place and was not followed" in handin.read().notes[0]


def test_what_systems_leave_behind_is_passed_over_in_silence(take):
    download = take(
        {
            "__MACOSX/jane/._tiny.py": "x",
            "__MACOSX/._jane": "x",
            ".DS_Store": "x",
            "._kim.py": "x",
            "Thumbs.db": "",
            "jane/__MACOSX/._tiny.py": "x",
            "jane/.DS_Store": "x",
            "jane/tiny.py": CODE,
            "kim.py": CODE,
        }
    )
    assert [h.people[0].name for h in download.handins] == ["jane", "kim"]
    assert [h.read().notes for h in download.handins] == [[], []]
    assert download.notes == []


def test_what_is_no_hand_in_is_named_and_a_few_of_many(take):
    download = take({"jane.py": CODE, "kim.py": CODE, "roster.csv": ""} | {f"photo {n}.png": "" for n in range(9)})
    assert download.notes == [
        "photo 0.png, photo 1.png, photo 2.png, photo 3.png, photo 4.png and 5 more were left aside: "
        "a hand-in is a folder, a zip, a .py or an .ipynb."
    ]


def test_other_archives_are_students_whose_work_was_not_opened(take):
    download = take({"jane.rar": b"Rar!", "kim.tar.gz": b"x", "lina.py": CODE})
    assert [h.people[0].name for h in download.handins] == ["jane", "kim", "lina"]
    assert "jane.rar is packed and was not opened" in download.handins[0].read().notes[0]


def test_names_are_composed_and_an_address_is_an_address(take):
    download = take({"Zoe\u0308/tiny.py": CODE, "kim@school.example/tiny.py": CODE, "e\x1b[31mvil\u202e.py": CODE})
    assert {h.people[0].name for h in download.handins} == {"Zoë", "kim@school.example", "e\ufffd[31mvil\ufffd"}
    assert {h.people[0].email for h in download.handins} == {"", "kim@school.example"}


def test_clones_are_known_by_git_and_their_owners_by_what_their_names_do_not_share(take):
    download = take(
        {
            "tiny-octocat/.git/HEAD": "",
            "tiny-octocat/tiny.py": CODE,
            "tiny-hubot-2/.git/HEAD": "",
            "tiny-hubot-2/src/tiny.py": CODE,
            "tiny-worktree/.git": "gitdir: elsewhere",
            "notes.txt": "",
        }
    )
    assert download.layout == "GitHub"
    assert work(download) == {
        "github:octocat": ["tiny.py: double"],
        "github:hubot-2": ["src/tiny.py: double"],
        "github:worktree": [""],
    }
    assert {h.people[0].login for h in download.handins} == {"octocat", "hubot-2", "worktree"}
    assert "notes.txt was left aside" in download.notes[0]


def test_a_single_clone_keeps_its_whole_name():
    (claim,) = github.claims(Outline(["tiny-octocat/", "tiny-octocat/.git/"])).handins
    assert claim.people[0].key == "github:tiny-octocat"


LOGIN = st.from_regex(r"[a-z0-9](-?[a-z0-9]){0,12}", fullmatch=True)


@given(prefix=st.sampled_from(["", "hw1-", "week-2-tiny-"]), logins=st.sets(LOGIN, min_size=2, max_size=8))
@settings(max_examples=40)
def test_names_in_github_classrooms_layout_give_back_the_logins(prefix, logins):
    assume(len({login.partition("-")[0] for login in logins}) > 1)  # or the shared part could be of the logins
    outline = Outline([path for login in logins for path in (f"{prefix}{login}/", f"{prefix}{login}/.git/")])
    assert layout_of(outline) == "GitHub"
    assert {claim.people[0].login for claim in github.claims(outline).handins} == logins


NAME = st.text(st.characters(categories=["L", "Nd", "Zs"], include_characters="-_'"), min_size=1, max_size=15).filter(
    lambda name: name.strip() and name.lower() not in ("lib", "env", "venv", "node_modules", "site-packages")
)


@given(names=st.sets(NAME, min_size=1, max_size=8), kind=st.sampled_from(["{}/", "{}.py", "{}.zip", "{}.ipynb.txt"]))
def test_names_of_no_layout_are_the_students_own(names, kind):
    outline = Outline(kind.format(name) for name in names)
    assume(layout_of(outline) == "folders")
    found = {claim.people[0].name for claim in folders.claims(outline).handins}
    assert found == {folders.person_name(name) for name in names}
