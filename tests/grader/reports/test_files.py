"""Reports as files: whole or not at all, and with a plain sentence when they cannot be written."""

import errno
import json
import os
from pathlib import Path

import msgspec
import pytest
from hypothesis import given

from grader.classroom import Person
from grader.errors import GraderError
from grader.model import from_json, to_json
from grader.reports.files import page_names, report_name, write_json, write_reports, write_whole
from grader.reports.html import render_html
from tests.grader.reports import samples
from tests.grader.reports.strategies import TEXT, grades


def fail_with(number: int):
    def fail(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    return fail


def test_both_reports_are_written_and_named_after_the_submission(tmp_path):
    html, json_file = write_reports(samples.mixed(), tmp_path / "new" / "reports")

    assert (html.name, json_file.name) == ("lin-mei.zip.html", "lin-mei.zip.json")
    assert html.read_text(encoding="utf-8") == render_html(samples.mixed())
    assert from_json(json_file.read_bytes()) == samples.mixed()


def test_nothing_but_the_two_files_is_left_in_the_folder(tmp_path):
    write_reports(samples.mixed(), tmp_path)
    write_reports(samples.mixed(), tmp_path)

    assert sorted(path.name for path in tmp_path.iterdir()) == ["lin-mei.zip.html", "lin-mei.zip.json"]


def test_a_report_can_be_read_by_whom_the_umask_allows(tmp_path):
    (tmp_path / "ordinary").write_text("")
    html, _ = write_reports(samples.mixed(), tmp_path)

    assert html.stat().st_mode == (tmp_path / "ordinary").stat().st_mode


@pytest.mark.parametrize("step", ["write_bytes", "replace"])
def test_a_full_disk_leaves_the_old_report_and_no_litter(tmp_path, monkeypatch, step):
    target = tmp_path / "grade.html"
    target.write_text("the old report")
    monkeypatch.setattr(Path, step, fail_with(errno.ENOSPC))

    with pytest.raises(GraderError, match=r"grade\.html could not be written: the disk is full\. Free some space"):
        write_whole(target, b"the new report")

    assert target.read_text() == "the old report"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize("number", [errno.EACCES, errno.EPERM, errno.EROFS])
def test_a_folder_that_may_not_be_written_is_named_with_the_way_out(tmp_path, monkeypatch, number):
    monkeypatch.setattr(Path, "write_bytes", fail_with(number))

    with pytest.raises(GraderError, match=r"may not write to .*Choose a folder of your own") as raised:
        write_reports(samples.mixed(), tmp_path)
    assert str(tmp_path) in str(raised.value)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_folder_is_refused_by_the_system_itself(tmp_path):
    tmp_path.chmod(0o555)

    with pytest.raises(GraderError, match="may not write to"):
        write_reports(samples.mixed(), tmp_path)


def test_a_file_where_the_folder_should_be_is_said_to_be_one(tmp_path):
    (tmp_path / "reports").write_text("a file")

    with pytest.raises(GraderError, match="reports is not a folder"):
        write_reports(samples.mixed(), tmp_path / "reports")


def test_a_folder_where_the_report_should_be_is_said_to_be_one(tmp_path):
    (tmp_path / "grade.json").mkdir()

    with pytest.raises(GraderError, match=r"grade\.json could not be written: there is a folder of that name"):
        write_json(samples.mixed(), tmp_path / "grade.json")


def test_any_other_trouble_is_told_in_the_systems_words(tmp_path, monkeypatch):
    monkeypatch.setattr(Path, "write_bytes", fail_with(errno.EIO))

    with pytest.raises(GraderError, match=r"Input/output error\. Choose another folder"):
        write_json(samples.mixed(), tmp_path / "grade.json")


def test_a_safe_name_stays_as_it_is():
    assert report_name("Gradient_Checking-v1.ipynb") == "Gradient_Checking-v1.ipynb"
    assert report_name("作业.zip") == "作业.zip"


def test_names_that_are_made_safe_still_differ():
    names = {report_name(name) for name in ("a b", "a-b", "a/b", "../a b", "a\x00b", "A" * 300, "A" * 301, "..", "")}

    assert len(names) == 9


@given(TEXT)
def test_a_report_name_is_one_that_any_file_system_takes(submission):
    name = report_name(submission)

    assert name
    assert not name.startswith((".", "-"))
    assert not set(name) & set('/\\:*?"<>| \n\x00')
    assert len(f"{name}.html".encode()) <= 255


@given(grades)
def test_any_grade_can_be_written_as_json(grade):
    assert json.loads(to_json(grade))["score"] == grade.score


def test_halves_of_characters_are_made_visible_in_json():
    grade = msgspec.structs.replace(samples.full_marks(), notes=["half: \udc80"])

    assert from_json(to_json(grade)).notes == ["half: \\udc80"]


def test_pages_are_named_after_people_and_where_two_share_a_name_by_what_tells_them_apart():
    people = [Person(key=f"canvas:{n}", name=name) for n, name in enumerate(["Anna", "anna", "Ben", "李静", "a/b"])]
    names = page_names(people)
    assert (names["canvas:2"], names["canvas:3"]) == ("Ben", "李静")
    assert len({name.casefold() for name in names.values()}) == len(people)
    assert not [name for name in names.values() if "/" in name]
