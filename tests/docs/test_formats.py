"""The formats are as their page says: examples are read by what reads such files, and every field is in a table."""

import json
import re
import tomllib

import msgspec
import pytest

from grader.assignment import Exercise, Limits, Points, Settings, load_course, read_settings
from grader.audit.known import KnownMutants
from grader.certificate import FORMAT as CERTIFICATE_FORMAT
from grader.checks.golden import FORMAT as GOLDEN_FORMAT
from grader.checks.golden import from_plain, read_cases, to_plain
from grader.model import FORMAT, AssignmentResult, CheckResult, ExerciseResult, Grade, Status
from grader.reports.exports.jsonl import json_lines
from tests.docs.markdown import DOCS, HOUSE, PAGES, blocks
from tests.grader.reports import classes

PAGE = DOCS / "formats.md"
TEXT = PAGE.read_text(encoding="utf-8")
RESULTS = {"## The result": Grade, "Each of the `assignments`:": AssignmentResult}
RESULTS |= {"Each of the `exercises`:": ExerciseResult, "Each of the `checks`:": CheckResult}
TOML = [(page, block.text) for page in PAGES for block in blocks(page) if block.language == "toml"]
HEAD = 'title = "T"\norder = 1\nseed = 1\n'
EXERCISE = '[[exercise]]\nname = "f"\ntitle = "F"\npoints = { public = 1 }\n'


def names(heading):
    """The names in the first column of the first table below a line."""
    table = TEXT.split(f"\n{heading}\n", 1)[1].split("|---|", 1)[1].split("\n\n", 1)[0]
    return [name for row in table.splitlines() for name in re.findall(r"`([\w.]+)`", row.split("|")[1] if row else "")]


@pytest.mark.parametrize(("heading", "kind"), RESULTS.items(), ids=lambda part: getattr(part, "__name__", ""))
def test_the_tables_of_the_result_name_every_field_and_no_other(heading, kind):
    assert sorted(names(heading)) == sorted(kind.__struct_fields__)


def test_every_status_is_named():
    assert [status for status in Status if f"`{status}`" not in TEXT] == []


def test_the_table_of_assignment_toml_names_every_key_with_its_default():
    keys = {field.encode_name for field in msgspec.structs.fields(Settings)} - {"limits", "policy", "exercise"}
    keys |= {f"limits.{name}" for name in Limits.__struct_fields__}
    keys |= {f"exercise.{name}" for name in Exercise.__struct_fields__ if name != "points"}
    keys |= {f"exercise.points.{name}" for name in Points.__struct_fields__}
    assert set(names("## assignment.toml")) == keys | {"policy.due"}
    for name in Limits.__struct_fields__:
        assert re.search(rf"\| `limits\.{name}` \| [\w ]+ \| {getattr(Limits(), name):g} \|", TEXT)


def test_the_format_numbers_are_those_that_are_written():
    assert {FORMAT, GOLDEN_FORMAT, CERTIFICATE_FORMAT} == {1}
    assert TEXT.count("format 1") >= 3


@pytest.mark.parametrize(("page", "text"), TOML, ids=lambda part: getattr(part, "stem", ""))
def test_a_toml_block_is_what_its_reader_takes(page, text, tmp_path):
    """A part of an assignment.toml is put into one; what is there already is left as it is."""
    said = tomllib.loads(text)
    if "equivalent" in said:
        assert msgspec.convert(said, KnownMutants).equivalent
        return
    file = tmp_path / "assignment.toml"
    whole = text if "title" in said else HEAD + text
    file.write_text(whole if "exercise" in said else whole + EXERCISE, encoding="utf-8")
    assert read_settings(file).exercise


def test_the_golden_values_on_the_page_are_read_as_they_are_written(tmp_path):
    (example,) = [block.text for block in blocks(PAGE) if block.language == "json"]
    file = tmp_path / "golden.json"
    file.write_text(example, encoding="utf-8")
    value = read_cases(file)["initialize_parameters_he"]["test_worked_example"]["value"]
    assert to_plain(from_plain(value)) == value
    assert from_plain(value)["W1"].shape == (2, 2)
    written = load_course(HOUSE).select("initialization")[0].golden
    assert set(json.loads(example)) == set(json.loads(written.read_text(encoding="utf-8")))


def test_the_script_that_reads_a_class_prints_its_students_with_their_scores(tmp_path, monkeypatch, capsys):
    (script,) = [block.text for block in blocks(DOCS / "exports.md") if block.language == "python"]
    students = classes.class_of(3)
    (tmp_path / "class.jsonl").write_bytes(json_lines(students))
    monkeypatch.chdir(tmp_path)
    exec(compile(script, "exports.md", "exec"), {})
    said = capsys.readouterr().out.splitlines()
    assert len(said) == 3
    assert {line.rpartition(" ")[0] for line in said} == {student.person.name for student in students.students}
