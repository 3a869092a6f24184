"""A class on the disk: the same for the same seed, in the platforms' layouts, and all of it somebody's."""

import csv
import io
import os
import re
import subprocess
import sys
import zipfile
from collections import Counter

import msgspec
import nbformat
import pytest
import yaml

from grader.assignment import Course, load_course
from grader.demo import LAYOUTS, Plan, StudentKind, write_class
from grader.errors import GraderError
from grader.roster import join, read_roster
from tests.conftest import COURSE
from tests.grader import courses
from tests.grader.demo import classes

AGAIN = """
import sys
from pathlib import Path
from grader.assignment import load_course
from grader.demo import write_class
course = load_course(Path(sys.argv[1]))
write_class(course, Path(sys.argv[2]), students=40, layout="gradescope", seed=5, assignments=course.assignments)
"""


def write(course: Course, folder, *, students=60, layout="folders", seed=5):
    return write_class(course, folder, students=students, layout=layout, seed=seed, assignments=course.assignments)


def test_the_same_seed_gives_the_same_bytes_in_another_process_and_another_seed_does_not(answered, tmp_path):
    command = [sys.executable, "-c", AGAIN, str(answered.root), str(tmp_path / "again")]
    with subprocess.Popen(command, env={**os.environ, "PYTHONHASHSEED": "1"}) as again:
        for seed in (5, 6):
            write(answered, tmp_path / str(seed), students=40, layout="gradescope", seed=seed)
    assert again.returncode == 0
    first, second, third = (classes.digest(tmp_path / name) for name in ("5", "again", "6"))
    assert first == second != third


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_roster_tells_who_is_absent_and_who_is_not_on_it(layout, answered, tmp_path):
    plan = write(answered, tmp_path / "class", layout=layout, seed=8)
    people = [
        p
        for handins in classes.handed_in(tmp_path / "class", answered.assignments).values()
        for p in handins[-1].people
    ]
    joined = join(read_roster(tmp_path / "class" / "roster.csv"), list({p.key: p for p in people}.values()))
    assert {p.key for p in joined.missing} >= {s.key for s in plan.students if s.kind is StudentKind.ABSENT}
    unlisted = {s.key for s in plan.students if not s.roster}
    assert unlisted
    assert unlisted <= {p.key for p in joined.unknown}
    if layout != "folders":  # folders have names alone, and there are namesakes
        assert unlisted == {p.key for p in joined.unknown}
        assert joined.ambiguous == []


def test_all_kinds_of_students_are_there_and_most_are_ordinary(answered, tmp_path):
    kinds = Counter(student.kind for student in write(answered, tmp_path, students=200).students)
    assert kinds == {"ordinary": 179, "hostile": 6, "broken": 6, "absent": 6, "empty": 3}


def test_common_mistakes_are_common_and_some_files_are_copied(answered, tmp_path):
    plan = write(answered, tmp_path, students=200)
    answers = Counter(a for s in plan.students for a in s.work["tiny"].values() if a.kind == "misconception")
    (_, most), *_, (_, fewest) = answers.most_common()
    assert most > 3 * fewest
    files = Counter(path.read_bytes() for path in (tmp_path / "submissions").rglob("*.py") if not path.is_symlink())
    assert max(files.values()) > 1
    assert len(files) > 50


def test_the_plan_on_the_disk_is_the_one_that_is_given_back(answered, tmp_path):
    plan = write(answered, tmp_path)
    assert msgspec.json.decode((tmp_path / "intended.json").read_bytes(), type=Plan) == plan
    assert all(list(student.work["tiny"]) == ["double", "total", "ones"] for student in plan.students)


class TestLayouts:
    """What a class's files are called, as the platforms call them."""

    def test_canvas_puts_all_files_in_one_folder_under_names_without_blanks(self, answered, tmp_path):
        plan = write(answered, tmp_path, students=150, layout="canvas")
        names = [path.name for path in (tmp_path / "submissions").iterdir()]
        assert all(path.is_file() for path in (tmp_path / "submissions").iterdir())
        assert all(re.fullmatch(r"[^_\s,'-]+(_LATE)?_\d{6}_\d{7}_.+", name) for name in names)
        assert any("_LATE_" in name for name in names)
        hostile = next(student for student in plan.students if student.name == "=1+1 Ng")
        number = hostile.key.removeprefix("canvas:")
        assert all(name.startswith("ng11_") for name in names if number in name)

    def test_moodle_has_a_folder_each_with_the_full_name(self, answered, tmp_path):
        plan = write(answered, tmp_path, layout="moodle")
        expected = {
            f"{s.name}_{s.key.removeprefix('moodle:')}_assignsubmission_file_"
            for s in plan.students
            if s.kind is not StudentKind.ABSENT
        }
        assert {path.name for path in (tmp_path / "submissions").iterdir()} == expected

    def test_gradescope_says_in_its_metadata_whose_each_folder_is(self, answered, tmp_path):
        plan = write(answered, tmp_path, students=120, layout="gradescope")
        [export] = (tmp_path / "submissions").iterdir()
        metadata = yaml.safe_load((export / "submission_metadata.yml").read_text())
        assert export.name == "assignment_4711_export"
        assert {path.name for path in export.iterdir()} == {*metadata, "submission_metadata.yml"}
        records = list(metadata.values())
        assert all(list(record) == [":submitters", ":created_at", ":score", ":status"] for record in records)
        assert all(set(s) == {":name", ":sid", ":email"} for record in records for s in record[":submitters"])
        assert Counter(len(record[":submitters"]) for record in records).keys() == {1, 2}
        assert sum(bool(student.group) for student in plan.students) == 4
        attempts = Counter(record[":submitters"][0][":sid"] for record in records)
        assert set(attempts.values()) == {1, 2}  # some hand in twice

    def test_github_has_a_repository_each(self, answered, tmp_path):
        plan = write(answered, tmp_path, layout="github")
        clones = list((tmp_path / "submissions").iterdir())
        handed_in = [s for s in plan.students if s.kind is not StudentKind.ABSENT]
        assert {clone.name for clone in clones} == {s.key.replace("github:", "coursework-") for s in handed_in}
        assert all((clone / ".git" / "HEAD").is_file() and (clone / ".git" / "objects").is_dir() for clone in clones)

    def test_folders_hold_folders_scripts_notebooks_and_zips(self, answered, tmp_path):
        write(answered, tmp_path, students=200)
        entries = list((tmp_path / "submissions").iterdir())
        assert {path.suffix for path in entries if path.is_file()} == {".py", ".ipynb", ".zip"}
        assert any(path.is_dir() and not any(path.iterdir()) for path in entries)
        assert any(path.is_symlink() for path in (tmp_path / "submissions").rglob("*"))

    def test_one_student_is_a_class_in_every_layout(self, answered, tmp_path):
        for layout in LAYOUTS:
            plan = write(answered, tmp_path / layout, students=1, layout=layout)
            found = classes.handed_in(tmp_path / layout, answered.assignments)
            assert list(found) == [student.key for student in plan.students], layout


def test_notebooks_are_whole_and_zips_tell_no_time_but_one(answered, tmp_path):
    write(answered, tmp_path, students=120, layout="moodle")
    notebooks = [path.read_text() for path in tmp_path.rglob("*.ipynb")]
    whole = [text for text in notebooks if text.endswith("}\n")]
    for text in whole:
        nbformat.validate(nbformat.reads(text, as_version=4))
    assert len(whole) > 20
    dates = set()
    for path in tmp_path.rglob("*.zip"):
        if zipfile.is_zipfile(path):
            dates |= {entry.date_time for entry in zipfile.ZipFile(io.BytesIO(path.read_bytes())).infolist()}
    assert dates == {(2025, 3, 3, 12, 0, 0)}


def test_the_roster_has_the_columns_that_platforms_export(answered, tmp_path):
    write(answered, tmp_path)
    with (tmp_path / "roster.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0]) == ["Student", "ID", "SIS User ID", "SIS Login ID", "Email", "Section", "GitHub username"]
    assert {"Ng, =1+1"} <= {row["Student"] for row in rows}
    assert all(row["Email"].endswith(".example") for row in rows)


def test_a_course_without_solutions_gives_stubs_and_hostile_answers(tmp_path):
    course = load_course(courses.build(tmp_path / "course", hidden=None))
    plan = write(course, tmp_path / "class")
    kinds = {answer.kind for student in plan.students for answer in student.work["tiny"].values()}
    assert kinds == {"stub", "missing", "hostile", "unreadable"}


def test_a_class_of_the_real_course_is_written_with_all_that_it_knows(tmp_path):
    course = load_course(COURSE)
    plan = write(course, tmp_path, students=60, layout="canvas")
    assert {len(student.work) for student in plan.students} == {4}
    assert len({a for s in plan.students for w in s.work.values() for a in w.values()}) > 100


def test_a_file_in_the_place_of_the_folder_is_left_as_it_is(answered, tmp_path):
    (tmp_path / "mine.txt").write_text("dear to me")
    with pytest.raises(GraderError, match=r"No class can be written to .*mine.txt: Not a directory"):
        write(answered, tmp_path / "mine.txt")
    assert (tmp_path / "mine.txt").read_text() == "dear to me"


def test_a_place_that_cannot_be_written_to_is_an_error_in_a_sentence(answered, tmp_path):
    (tmp_path / "mine.txt").write_text("dear to me")
    with pytest.raises(GraderError, match=r"mine.txt/class"):
        write(answered, tmp_path / "mine.txt" / "class")
