"""A folder: which of its files count, and what is said of the others."""

import os

import pytest

from grader.errors import SubmissionError
from grader.submission import limits, read_submission

ZEROS = "def zeros(n):\n    return [0] * n\n"
BOTH = ZEROS + "\n\ndef scaled(n, factor=2):\n    return n * factor\n"
ADAM = "def adam(v):\n    return 1\n\n\ndef momentum(v):\n    return 2\n"


@pytest.fixture
def read(hand_in, assignments):
    return lambda files: read_submission(hand_in(files), assignments)


def test_files_are_found_at_any_depth_and_shown_by_their_path(read):
    found = read({"week 1/Scaling.py": BOTH, "week 2/part/Optimization methods.ipynb.txt": ADAM})
    assert {slug: s.file for slug, s in found.sources.items()} == {
        "scaling": "week 1/Scaling.py",
        "optimization": "week 2/part/Optimization methods.ipynb.txt",
    }
    assert (found.notes, found.name) == ([], "alice")


def test_the_folder_of_the_assignments_itself_gives_every_stub_and_no_note(assignments):
    found = read_submission(assignments[0].folder.parent, assignments)
    assert [s.file for s in found.sources.values()] == [f"{a.slug}/{a.slug}.py" for a in assignments]
    assert found.notes == []
    assert all(s.notes == [] and s.problem == "" for s in found.sources.values())


def test_one_assignment_of_that_folder_is_read_without_a_word_about_the_others(assignments):
    found = read_submission(assignments[0].folder.parent, assignments[:1])
    assert list(found.sources) == ["scaling"]
    assert found.notes == []


@pytest.mark.parametrize(
    "name",
    [
        ".git/scaling.py", "__pycache__/scaling.py", ".ipynb_checkpoints/scaling-checkpoint.ipynb",
        "__MACOSX/._scaling.py", ".venv/scaling.py", "node_modules/scaling.py", "lib/scaling.py", "checks.py",
        "misconceptions.py", "alternatives.py", "conftest.py", "setup.py", "init_utils.py", "testCases_v2.py",
        "dnn_utils.py", "data.csv", "picture.png", "golden.json", ".scaling.py",
    ],
)  # fmt: skip
def test_what_is_nobodys_work_is_passed_over_in_silence(read, name):
    found = read({name: BOTH, "optimization.py": ADAM})
    assert list(found.sources) == ["optimization"]
    assert found.notes == []


def test_an_environment_of_any_name_is_passed_over(read):
    assert list(read({"myenv/pyvenv.cfg": "", "myenv/scaling.py": BOTH, "optimization.py": ADAM}).sources) == [
        "optimization"
    ]


def test_a_file_that_fits_nothing_is_said_with_the_names_that_would(read):
    found = read({"scaling.py": BOTH, "hello.py": "def hello():\n    pass\n"})
    assert found.notes == [
        "hello.py was left aside: neither its name nor its functions belong to an assignment. "
        "The names are scaling.py, gradient_checking.py and optimization.py."
    ]


def test_a_file_of_unknown_name_is_known_by_its_exercises(read):
    assert read({"homework.py": BOTH}).sources["scaling"].file == "homework.py"


def test_a_file_of_unknown_name_whose_exercises_do_not_parse_is_known_by_them_all_the_same(read):
    assert list(read({"homework.py": "def zeros(n):\n    return (\n\n\ndef scaled(n):\n    return ]\n"}).sources) == [
        "scaling"
    ]


def test_a_file_with_one_name_and_only_the_exercises_of_another_is_taken_for_those_and_that_is_said(read):
    found = read({"scaling.py": ADAM})
    assert list(found.sources) == ["optimization"]
    assert found.notes == [
        "scaling.py has the name of Scaling and the exercises of Optimization, for which it was taken."
    ]


def test_one_file_may_hold_several_assignments(read):
    found = read({"all my work.py": BOTH + ADAM})
    assert set(found.sources) == {"scaling", "optimization"}
    assert found.notes == ["all my work.py holds the exercises of Scaling and Optimization, and was taken for each."]


def test_a_file_that_may_be_for_either_of_two_is_said_and_left_aside(hand_in, assignments):
    wide = [
        _with_exercises(a, [e, f"{a.slug}_b", f"{a.slug}_c"]) for a, e in zip(assignments, ["p", "q", "r"], strict=True)
    ]
    found = read_submission(hand_in({"x.py": "def p():\n    pass\n\n\ndef q():\n    pass\n"}), wide)
    assert found.sources == {}
    assert "it may be for Scaling and Gradient checking alike" in found.notes[0]


def _with_exercises(assignment, names):
    from msgspec.structs import replace

    exercises = [replace(assignment.exercises[0], name=name) for name in names]
    return replace(assignment, settings=replace(assignment.settings, exercise=exercises))


@pytest.mark.parametrize(
    ("files", "taken", "reason"),
    [
        ({"scaling.py": ZEROS, "scaling (1).ipynb.txt": BOTH}, "scaling (1).ipynb.txt", "more exercises filled in"),
        ({"scaling.py": BOTH, "scaling - Copy.py": BOTH}, "scaling.py", "name that is nearest"),
        ({"my scaling work.py": BOTH, "sub/scaling.py": BOTH}, "sub/scaling.py", "name that is nearest"),
        ({"scaling.ipynb.txt": BOTH, "scaling.py": BOTH}, "scaling.py", "is a script"),
        ({"a/scaling.py": BOTH, "b/scaling.py": BOTH}, "a/scaling.py", "comes first"),
        ({"scaling.py": b"\0", "scaling2.py": BOTH}, "scaling2.py", "more exercises filled in"),
    ],
)
def test_of_two_files_for_one_assignment_the_better_is_taken_and_that_is_said(read, files, taken, reason):
    found = read(files)
    assert found.sources["scaling"].file == taken
    assert reason in found.notes[0]
    assert all(name in found.notes[0] for name in files)


def test_an_untouched_stub_loses_against_a_notebook_with_work(read, assignments):
    found = read({"scaling.py": assignments[0].stub.read_text(), "Scaling v1.py": ZEROS})
    assert found.sources["scaling"].file == "Scaling v1.py"


def test_links_are_refused(hand_in, assignments, tmp_path):
    (tmp_path / "secret.py").write_text(BOTH)
    folder = hand_in({"optimization.py": ADAM})
    (folder / "scaling.py").symlink_to(tmp_path / "secret.py")
    (folder / "linked").symlink_to(tmp_path)
    found = read_submission(folder, assignments)
    assert list(found.sources) == ["optimization"]
    assert any("scaling.py is a link" in note for note in found.notes)


def test_a_pipe_is_not_waited_for(hand_in, assignments):
    folder = hand_in({"optimization.py": ADAM})
    os.mkfifo(folder / "scaling.py")
    assert list(read_submission(folder, assignments).sources) == ["optimization"]
    with pytest.raises(SubmissionError, match="neither a file nor a folder"):
        read_submission(folder / "scaling.py", assignments)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may open everything")
def test_a_file_that_may_not_be_opened_is_a_sentence(hand_in, assignments):
    folder = hand_in({"scaling.py": BOTH})
    (folder / "scaling.py").chmod(0)
    assert "permission denied" in read_submission(folder, assignments).sources["scaling"].problem


def test_an_empty_folder_is_a_sentence(read):
    found = read({})
    assert found.sources == {}
    assert found.notes == ["There is no .py and no .ipynb file in it, so there is nothing to grade."]


def test_a_packed_file_in_a_folder_is_named(read):
    assert read({"optimization.py": ADAM, "rest.rar": b"Rar!"}).notes == [
        "rest.rar is packed and was not opened. Put its files beside the others and hand that in."
    ]


def test_an_unreadable_file_of_unknown_name_is_a_note(read):
    assert read({"optimization.py": ADAM, "odd.py": b"\0"}).notes[0].startswith("odd.py could not be read: ")


def test_too_many_files_and_too_deep_folders_are_said(read, monkeypatch):
    monkeypatch.setattr(limits, "FILES", 3)
    monkeypatch.setattr(limits, "DEPTH", 2)
    notes = read({f"{n}.txt": "" for n in range(5)} | {"a/b/c/d/scaling.py": BOTH}).notes
    assert any("more than 3 files" in note for note in notes)
    monkeypatch.setattr(limits, "FILES", 100)
    assert any("more than 2 deep" in note for note in read({}).notes)


def test_the_total_of_all_files_has_a_limit(read, monkeypatch):
    monkeypatch.setattr(limits, "TOTAL_BYTES", 10)
    found = read({"optimization.py": ADAM, "scaling.py": BOTH})
    assert [s.problem == "" for s in found.sources.values()] == [False, True]
    assert "too much before it" in found.sources["scaling"].problem


def test_names_that_would_disturb_a_terminal_are_shown_without_harm(read):
    found = read({"scaling\x1b[31m\u202e.py": BOTH})
    assert found.sources["scaling"].file == "scaling\ufffd[31m\ufffd.py"


def test_reading_twice_gives_the_same(read):
    files = {"b/scaling.py": BOTH, "a/scaling.py": BOTH, "optimization.py": ADAM, "c.py": "x = 1\n"}
    assert read(files) == read(files)
