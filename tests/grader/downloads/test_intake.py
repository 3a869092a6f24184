"""Where a class is found in a download, what is refused, and what no hand-in can do to the others."""

import os
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grader.downloads import read_download
from grader.errors import SubmissionError
from grader.submission import limits
from tests.grader.downloads.places import CODE, lay, pack, work

TWO = {"jane/tiny.py": CODE, "kim/tiny.py": CODE}
CANVAS = {"doejane_101_9001_tiny.py": CODE, "lina_103_9003_tiny.py": CODE}


def wrapped(files, *folders):
    return {"/".join([*folders, name]): content for name, content in files.items()}


@pytest.mark.parametrize("files", [TWO, CANVAS, {"jane.zip": pack({"tiny.py": CODE}), "kim.zip": pack({})}])
@pytest.mark.parametrize("folders", [[], ["export"], ["course", "export", "all of it"]])
def test_a_class_is_found_in_the_only_folder(take, files, folders):
    download = take(wrapped(files, *folders) | {"__MACOSX/._x": ""})
    assert len(download.handins) == 2
    place = "/".join(folders)
    assert download.notes == ([f"The class was found in {place}."] if folders else [])


def test_a_class_is_found_in_the_only_zip_of_a_folder_whatever_lies_beside_it(tmp_path, assignments):
    folder = lay(tmp_path / "x", {"submissions.zip": pack(wrapped(CANVAS, "submissions")), "roster.csv": ""})
    download = read_download(folder, assignments)
    assert download.layout == "Canvas"
    assert len(work(download)) == 2


@pytest.mark.parametrize(
    "files",
    [
        {"jane/tiny/tiny.py": CODE, "jane/more/x.py": CODE},
        {"jane/attempt 1/tiny.py": CODE, "jane/attempt 2/tiny.py": CODE},
        {"jane/tiny.py": CODE},
        {"jane.zip": pack({"tiny.py": CODE})},
        {"jane.zip": b"no zip"},
        {"jane/src/": ""},
    ],
)
def test_a_class_of_one_student_is_that_student(take, files):
    assert {h.people[0].name for h in take(files).handins} == {"jane"}


def test_nothing_is_said_to_be_nothing(take):
    download = take({".DS_Store": ""})
    assert download.handins == []
    assert download.notes[-1].startswith("Nobody handed in anything")


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"hello", pack(TWO)[:-40]])
def test_a_class_zip_that_cannot_be_opened_is_an_error(tmp_path, assignments, data):
    (tmp_path / "class.zip").write_bytes(data)
    with pytest.raises(SubmissionError, match=r"class\.zip could not be read: it is not a zip"):
        read_download(tmp_path / "class.zip", assignments)


def test_what_is_not_there_and_what_is_neither_folder_nor_file_is_an_error(tmp_path, assignments):
    with pytest.raises(SubmissionError, match="neither a folder nor a zip"):
        read_download(tmp_path / "nothing", assignments)
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(SubmissionError, match="neither a folder nor a zip"):
        read_download(tmp_path / "pipe", assignments)


def test_a_zip_whose_contents_would_fill_the_memory_is_refused_before_they_are_read(tmp_path, assignments, monkeypatch):
    (tmp_path / "class.zip").write_bytes(pack({f"{n}.py": "" for n in range(200)}))
    monkeypatch.setattr(limits, "CLASS_CONTENTS_BYTES", 1000)
    with pytest.raises(SubmissionError, match="its table of contents is above"):
        read_download(tmp_path / "class.zip", assignments)


def test_bombs_cost_their_students_alone(take):
    blank = b" " * (30 * limits.MEGABYTE)
    download = take({"jane/tiny.py": CODE, "kim.zip": pack({"tiny.py": blank}), "lina/x.zip": pack({"a.zip": blank})})
    assert work(download)["folder:jane"] == ["tiny.py: double"]
    assert "large" in download.handins[1].read().sources["tiny"].problem
    assert "a.zip could not be read" in download.handins[2].read().notes[0]


def test_paths_that_lead_out_of_the_zip_lead_nowhere(tmp_path, assignments):
    path = tmp_path / "class.zip"
    path.write_bytes(pack({"../../jane/tiny.py": CODE, "/kim/../kim/tiny.py": CODE, "lina\\tiny.py": CODE}))
    before = sorted(tmp_path.rglob("*"))
    assert set(work(read_download(path, assignments))) == {"folder:jane", "folder:kim", "folder:lina"}
    assert sorted(tmp_path.rglob("*")) == before


def test_files_above_the_limit_of_one_student_are_not_looked_at(take, monkeypatch):
    monkeypatch.setattr(limits, "FILES", 5)
    download = take({"kim/tiny.py": CODE} | {f"jane/{n}.txt": "" for n in range(9)})
    assert any("only" in note for note in download.handins[0].read().notes)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may open everything")
def test_a_folder_that_may_not_be_opened_is_a_hand_in_that_says_so(tmp_path, assignments):
    folder = lay(tmp_path / "class", TWO)
    (folder / "jane").chmod(0)
    download = read_download(folder, assignments)
    (folder / "jane").chmod(0o700)
    assert len(download.handins) == 2
    folder.chmod(0)
    with pytest.raises(SubmissionError, match="permission denied"):
        read_download(folder, assignments)
    folder.chmod(0o700)


def test_work_that_is_gone_when_it_is_read_is_a_sentence(tmp_path, assignments):
    folder = lay(tmp_path / "class", TWO)
    download = read_download(folder, assignments)
    (folder / "jane" / "tiny.py").unlink()
    (folder / "jane").rmdir()
    assert "cannot be opened" in download.handins[0].read().notes[0]


def test_a_name_that_is_not_utf_8_is_read_as_latin_1(tmp_path, assignments):
    folder = lay(tmp_path / "class", TWO)
    (folder / os.fsdecode(b"Andr\xe9.py")).write_text(CODE)
    assert "folder:André" in work(read_download(folder, assignments))


def test_reading_twice_gives_the_same(take):
    handin = take(TWO).handins[0]
    assert handin.read() == handin.read()


def test_work_is_opened_when_it_is_read_and_not_before(tmp_path, assignments):
    folder = lay(tmp_path / "class", {f"student {n}/tiny.py": "" for n in range(9)})
    download = read_download(folder, assignments)
    lay(folder, {"student 3/tiny.py": CODE})
    assert [bool(h.read().sources["tiny"].functions) for h in download.handins] == [n == 3 for n in range(9)]


NAMES = [
    "jane", "kim.py", "a_1_2_tiny.py", "x_1_assignsubmission_file", "submission_1", "submission_metadata.yml",
    "tiny.zip", "..", "", "\\", ".git", "attempt 1", "lib", "é", "\x00", "__MACOSX",
]  # fmt: skip
ANY = settings(max_examples=60, deadline=2000, suppress_health_check=[HealthCheck.function_scoped_fixture])


def reads(path, assignments):
    """Whether a download can be read; if so, so can every hand-in, and every one has people and an attempt."""
    try:
        download = read_download(path, assignments)
    except SubmissionError:
        return False
    for handin in download.handins:
        assert handin.people
        assert handin.attempt > 0
        assert all(person.key.encode() for person in handin.people)
        assert handin.read() == handin.read()
    return True


@given(paths=st.lists(st.lists(st.sampled_from(NAMES), min_size=1, max_size=4).map("/".join), max_size=8, unique=True))
@ANY
def test_any_names_in_a_zip_are_a_class(tmp_path, assignments, paths):
    path = tmp_path / "class.zip"
    path.write_bytes(pack({name: CODE for name in paths if name}))
    assert reads(path, assignments)


SEEDS = [
    pack(TWO),
    pack(CANVAS, zipfile.ZIP_STORED),
    pack({"submission_1/tiny.py": CODE, "submission_metadata.yml": "a"}),
]


@given(data=st.data())
@ANY
def test_mutated_bytes_of_a_class_zip_are_a_class_or_an_error(tmp_path, assignments, data):
    content = bytearray(data.draw(st.sampled_from(SEEDS)))
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(content) - 1))
        content[at : at + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=3))
    (tmp_path / "class.zip").write_bytes(content)
    reads(tmp_path / "class.zip", assignments)
