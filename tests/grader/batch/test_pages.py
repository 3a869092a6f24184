"""Students' pages are written where they would come out different, and nowhere else."""

import os
import signal

import pytest

from grader.batch import pages
from grader.batch.pages import write_pages
from grader.errors import GraderError
from grader.reports.html import render_html
from tests.grader.reports.classes import class_of


@pytest.fixture(scope="module")
def students():
    found = class_of(6).students
    return [replaced(student, report=f"students/{number}.html") for number, student in enumerate(found)]


def replaced(student, **changes):
    return type(student)(**{name: getattr(student, name) for name in student.__struct_fields__} | changes)


def state(folder):
    """Each page's content, and what says which file it is: a page that is written anew is another one."""
    return {path.name: (path.read_bytes(), path.stat().st_ino) for path in (folder / "students").iterdir()}


def test_every_student_has_a_page_that_is_the_report(students, tmp_path):
    assert write_pages(students, tmp_path) == len(students)
    for student in students:
        page = (tmp_path / student.report).read_text()
        assert page.startswith(render_html(student.grade, student))


def test_pages_that_would_come_out_the_same_stay_as_they_are(students, tmp_path):
    write_pages(students, tmp_path)
    before = state(tmp_path)
    assert write_pages(students, tmp_path) == 0
    assert state(tmp_path) == before


def test_a_page_is_written_anew_where_the_student_the_file_or_what_renders_it_has_changed(
    students, tmp_path, monkeypatch
):
    write_pages(students, tmp_path)
    before = state(tmp_path)
    noted = replaced(students[0], notes=("Handed in on paper.",))
    (tmp_path / students[1].report).unlink()
    with (tmp_path / students[2].report).open("ab") as file:
        file.truncate(1000)
    assert write_pages([noted, *students[1:]], tmp_path) == 3
    after = state(tmp_path)
    assert {name for name in before if after[name] != before[name]} == {"0.html", "1.html", "2.html"}
    assert b"on paper" in after["0.html"][0]
    assert after["1.html"][0] == before["1.html"][0]
    assert after["2.html"][0] == before["2.html"][0]

    monkeypatch.setattr("grader.reports.pages._renderer", lambda: b"another")
    assert write_pages(students, tmp_path) == len(students)


def test_many_pages_are_shared_among_processes_and_come_out_the_same(students, tmp_path, monkeypatch):
    write_pages(students, tmp_path / "here")
    monkeypatch.setattr(pages, "FEW", 2)
    monkeypatch.setattr(pages, "TOGETHER", 2)
    monkeypatch.setattr(pages, "cores", lambda: 2)
    assert write_pages(students, tmp_path / "there") == len(students)
    there, here = (state(tmp_path / name) for name in ("there", "here"))
    assert {name: content for name, (content, _) in there.items()} == {
        name: content for name, (content, _) in here.items()
    }


def test_what_a_process_that_was_ended_had_in_hand_is_written_all_the_same(students, tmp_path, monkeypatch):
    monkeypatch.setattr(pages, "FEW", 2)
    monkeypatch.setattr(pages, "cores", lambda: 2)
    monkeypatch.setattr(pages, "_no_session", die)
    assert write_pages(students, tmp_path) == len(students)
    assert len(state(tmp_path)) == len(students)


def die():
    os.kill(os.getpid(), signal.SIGKILL)


def test_a_page_that_cannot_be_written_is_an_error_in_a_sentence(students, tmp_path, monkeypatch):
    (tmp_path / "students").write_text("")
    with pytest.raises(GraderError, match="could not be written"):
        write_pages(students, tmp_path)
    monkeypatch.setattr(pages, "FEW", 2)
    monkeypatch.setattr(pages, "cores", lambda: 2)
    with pytest.raises(GraderError, match="could not be written"):
        write_pages(students, tmp_path)
