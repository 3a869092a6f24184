"""Zips: read in memory, never unpacked, and refused in a sentence where they are not what they say."""

import io
import stat
import zipfile

import pytest

from grader.errors import SubmissionError
from grader.submission import limits, read_submission

BOTH = "def zeros(n):\n    return [0] * n\n\n\ndef scaled(n, factor=2):\n    return n * factor\n"


def zipped(files, method=zipfile.ZIP_DEFLATED):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


@pytest.fixture
def read(hand_in, assignments):
    def read_bytes(data, name="alice.zip"):
        return read_submission(hand_in({name: data}) / name, assignments)

    return read_bytes


def test_a_zip_is_read_like_the_folder_in_it(read):
    found = read(zipped({"hw/scaling.py": BOTH, "__MACOSX/hw/._scaling.py": "x", "hw/lib/scaling.py": "x", "hw/": ""}))
    assert found.sources["scaling"].file == "hw/scaling.py"
    assert set(found.sources["scaling"].functions) == {"zeros", "scaled"}
    assert (found.notes, found.name, found.single) == ([], "alice.zip", False)


@pytest.mark.parametrize("name", ["scaling.py", "alice.ZIP", "alice", "alice.docx"])
def test_a_zip_is_known_by_its_content(read, name):
    assert read(zipped({"scaling.py": BOTH}), name).sources["scaling"].functions


def test_nothing_is_unpacked_and_a_name_that_leads_out_is_only_a_label(hand_in, assignments, tmp_path):
    folder = hand_in(
        {"alice.zip": zipped({"../../outside/scaling.py": BOTH, "/etc/optimization.py": "def adam(v):\n    return 1"})}
    )
    before = sorted(tmp_path.rglob("*"))
    found = read_submission(folder / "alice.zip", assignments)
    assert {s.file for s in found.sources.values()} == {"outside/scaling.py", "etc/optimization.py"}
    assert sorted(tmp_path.rglob("*")) == before


def test_a_windows_path_is_a_path(read):
    assert read(zipped({"hw\\scaling.py": BOTH})).sources["scaling"].file == "hw/scaling.py"


@pytest.mark.parametrize("data", [b"PK\x03\x04", b"not a zip", b"", zipped({"scaling.py": BOTH})[:-30]])
def test_what_is_no_zip_is_an_error_in_a_sentence(read, data):
    with pytest.raises(SubmissionError, match="is not a zip that can be opened"):
        read(data)


def test_an_empty_zip_is_a_sentence(read):
    assert "nothing to grade" in read(zipped({})).notes[0]


def test_a_locked_file_is_a_sentence(read):
    data = bytearray(zipped({"scaling.py": BOTH}, zipfile.ZIP_STORED))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + offset] |= 1
    assert "locked with a password" in read(bytes(data)).sources["scaling"].problem


ADAM = "def adam(v):\n    return 1"


def test_a_zip_within_a_zip_is_opened_and_its_name_begins_its_files_labels(read):
    found = read(zipped({"inner.zip": zipped({"a/scaling.py": BOTH}), "optimization.py": ADAM}))
    assert {slug: source.file for slug, source in found.sources.items()} == {
        "scaling": "inner.zip/a/scaling.py",
        "optimization": "optimization.py",
    }
    assert found.notes == []


def test_a_zip_that_holds_nothing_but_a_zip_is_like_the_one_within(read):
    inner = zipped({"scaling.py": BOTH, "data.csv": ""})
    assert read(zipped({"hw/alice.zip": inner, "__MACOSX/hw/._alice.zip": "x"})).digest == read(inner).digest


def nested(times):
    data = zipped({"scaling.py": BOTH})
    for _ in range(times):
        data = zipped({"x.zip": data, "optimization.py": ADAM})
    return data


def test_zips_are_opened_two_deep_and_deeper_ones_are_a_sentence(read):
    assert read(nested(2)).sources["scaling"].file == "x.zip/x.zip/scaling.py"
    found = read(nested(3))
    assert list(found.sources) == ["optimization"]
    assert any("x.zip/x.zip/x.zip lies within 3 other zips and was not opened" in note for note in found.notes)


def test_a_zip_in_a_folder_is_opened(hand_in, assignments):
    folder = hand_in({"rest.zip": zipped({"scaling.py": BOTH}), "optimization.py": ADAM})
    assert read_submission(folder, assignments).sources["scaling"].file == "rest.zip/scaling.py"


@pytest.mark.parametrize("inner", [b"PK\x03\x04", b"no zip", b""])
def test_a_zip_within_that_cannot_be_opened_costs_only_itself(read, inner):
    found = read(zipped({"inner.zip": inner, "optimization.py": ADAM}))
    assert list(found.sources) == ["optimization"]
    assert found.notes[0].startswith("inner.zip could not be read: it is not a zip that can be opened")


def test_a_bomb_within_a_zip_is_refused_and_so_are_many_that_are_one_together(read, monkeypatch):
    bomb = zipped({"scaling.py": b" " * (5 * limits.MEGABYTE)})
    assert "times larger" in read(zipped({"inner.zip": bomb})).sources["scaling"].problem
    hollow = read(zipped({"inner.zip": b" " * (5 * limits.MEGABYTE)}))
    assert "inner.zip could not be read: it would become 200 times larger" in hollow.notes[0]
    monkeypatch.setattr(limits, "TOTAL_BYTES", 300)
    one = zipped({"scaling.py": BOTH}, zipfile.ZIP_STORED)
    many = read(zipped({f"{n}.zip": one for n in range(3)}))
    assert any("too much before it" in note or "is read" in note for note in many.notes)


def test_the_files_of_all_zips_within_are_limited_together(read, monkeypatch):
    monkeypatch.setattr(limits, "FILES", 6)
    inner = zipped({f"{n}.txt": "" for n in range(4)})
    found = read(zipped({"a.zip": inner, "b.zip": inner}, zipfile.ZIP_DEFLATED))
    assert any("the zips together hold more than 6 files" in note for note in found.notes)


def test_a_link_within_a_zip_within_a_zip_is_refused_by_its_whole_path(read):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        entry = zipfile.ZipInfo("scaling.py")
        entry.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(entry, "/etc/passwd")
    found = read(zipped({"inner.zip": buffer.getvalue(), "optimization.py": ADAM}))
    assert "inner.zip/scaling.py is a link" in found.notes[0]


def test_a_name_in_utf_8_that_a_mac_did_not_mark_as_such_is_read_as_it_was_written(read):
    data = zipped({"Übung/scaling.py": BOTH})
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.index(mark) + offset + 1
        data = data[:at] + bytes([data[at] & ~0x08]) + data[at + 1 :]
    assert read(data).sources["scaling"].file == "Übung/scaling.py"


def test_a_zip_under_a_scripts_name_within_a_folder_is_a_sentence(hand_in, assignments):
    folder = hand_in({"scaling.py": zipped({"scaling.py": BOTH})})
    assert "zip file under another name" in read_submission(folder, assignments).sources["scaling"].problem


def test_a_bomb_is_refused_by_what_it_claims(read):
    assert "large" in read(zipped({"scaling.py": b"\0" * (limits.FILE_BYTES + 1)})).sources["scaling"].problem
    assert "times larger" in read(zipped({"scaling.py": b" " * (5 * limits.MEGABYTE)})).sources["scaling"].problem


def test_a_false_claim_about_the_size_unpacks_no_more_than_the_limit(read, monkeypatch):
    monkeypatch.setattr(limits, "FILE_BYTES", 100_000)
    data = bytearray(zipped({"scaling.py": b"# " + b"x" * 300_000}))
    for mark, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = data.index(mark) + offset
        data[at : at + 4] = (90_000).to_bytes(4, "little")
    assert read(bytes(data)).sources["scaling"].problem


def test_a_damaged_file_is_a_sentence(read):
    data = bytearray(zipped({"scaling.py": BOTH}, zipfile.ZIP_STORED))
    data[data.index(b"return")] ^= 0xFF
    assert "damaged" in read(bytes(data)).sources["scaling"].problem


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_unusual_packing_is_a_sentence(read, method):
    assert "ordinary zip" in read(zipped({"scaling.py": BOTH}, method)).sources["scaling"].problem


def test_links_in_a_zip_are_refused(read):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        entry = zipfile.ZipInfo("scaling.py")
        entry.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(entry, "/etc/passwd")
    found = read(buffer.getvalue())
    assert found.sources == {}
    assert "scaling.py is a link" in found.notes[0]


def test_too_many_files_and_too_large_zips_are_errors(read, monkeypatch):
    monkeypatch.setattr(limits, "FILES", 5)
    with pytest.raises(SubmissionError, match="more than 5 files"):
        read(zipped({f"{n}.txt": "" for n in range(6)}))
    monkeypatch.setattr(limits, "ARCHIVE_BYTES", 10)
    with pytest.raises(SubmissionError, match="large"):
        read(zipped({}))


def test_the_digest_of_a_zip_is_that_of_the_folder_in_it(read, hand_in, assignments):
    archive = read(zipped({"scaling.py": BOTH}))
    (hand_in({}) / "alice.zip").unlink()
    assert archive.digest == read_submission(hand_in({"scaling.py": BOTH}), assignments).digest
