"""The report in the terminal: what it says, and that nothing in it breaks."""

import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from grader.model import Grade
from grader.reports.terminal import print_grade
from grader.reports.words import PUBLIC_ONLY, STATUS_WORDS
from tests.grader.reports import samples
from tests.grader.reports.strategies import grades

REPORT = Path("reports/lin-mei.html")


def printed(grade: Grade, width: int = 80, report: Path | None = REPORT, json: Path | None = None, **console) -> str:
    out = io.StringIO()
    print_grade(grade, Console(file=out, width=width, **{"_environ": {}, **console}), report, json)
    return out.getvalue()


@pytest.mark.parametrize("width", [40, 80, 120, 200])
@pytest.mark.parametrize("name", samples.SAMPLES)
def test_every_line_fits_the_terminal(name, width):
    lines = printed(samples.SAMPLES[name](), width).splitlines()

    assert [line for line in lines if cell_len(line) > width] == []


def test_lines_end_without_blanks():
    lines = printed(samples.mixed()).splitlines()

    assert [line for line in lines if line != line.rstrip()] == []


@pytest.mark.parametrize("name", samples.SAMPLES)
def test_without_a_terminal_there_is_no_escape_in_it(name):
    assert "\x1b" not in printed(samples.SAMPLES[name]())


def test_no_color_leaves_no_colour():
    coloured = printed(samples.mixed(), force_terminal=True, color_system="standard")
    plain = printed(samples.mixed(), force_terminal=True, color_system="standard", no_color=True)

    assert "\x1b[31m" in coloured
    assert "\x1b[31m" not in plain


def test_each_exercise_stands_with_its_status_in_words_its_points_and_a_sentence():
    out = printed(samples.mixed(), 120)

    for assignment in samples.mixed().assignments:
        assert f"{assignment.score} / {assignment.points}" in out
    row = next(line for line in out.splitlines() if "initialize_parameters_random" in line)
    assert row.split() == ["✗", "not", "right", "yet", "initialize_parameters_random", "1", "/", "10"]
    assert "b1 has shape (2,), but should be (2, 1)" in out


def test_every_status_is_said_in_words():
    out = printed(samples.mixed())

    assert [status.words for status in STATUS_WORDS.values() if status.words not in out] == []


def test_the_total_the_next_step_and_last_of_all_the_report():
    out = printed(samples.mixed())

    assert out.index("Total: 7 / 53 (13%)") < out.index("Next: initialize_parameters_random")
    assert out.index("Next: ") < out.index("A bias has one column") < out.index("Report: ")
    assert out.splitlines()[-1] == "  Report: reports/lin-mei.html"


def test_the_json_report_is_named_when_there_is_one():
    assert "  JSON: out/grade.json\n" in printed(samples.mixed(), json=Path("out/grade.json"))
    assert "JSON" not in printed(samples.mixed())


def test_no_report_is_named_when_none_was_written():
    assert "Report" not in printed(samples.mixed(), report=None)


def test_a_long_path_is_not_broken():
    path = Path("reports") / ("x" * 150) / "lin-mei.html"

    assert str(path) in printed(samples.mixed(), report=path)


def test_an_untouched_submission_gets_a_welcome_and_no_table_of_failures():
    out = printed(samples.untouched())

    assert "Nothing is filled in yet, and that is where everybody starts." in out
    assert "Open initialization/initialization.py, line 31: initialize_parameters_zeros" in out
    assert "make grade A=initialization" in out
    assert "Total: 0 / 162 (0%)" in out
    assert "✗" not in out
    assert "Status" not in out


def test_an_assignment_not_yet_begun_is_one_line_in_a_submission_that_is():
    out = printed(samples.mixed())

    assert "Nothing is filled in here yet. 2 exercises to do." in out
    assert "gradient_check " not in out


def test_a_missing_file_is_said_to_be_missing():
    begun, waiting = samples.full_marks().assignments[0], samples.untouched().assignments[1]
    missing = samples.assignment("regularization", "Regularisation", waiting.exercises, file="")

    assert "No file of this assignment was found. 4 exercises to do." in printed(samples.grade([begun, missing]))


def test_a_submission_with_nothing_of_the_course_in_it_says_so():
    out = printed(samples.nothing_found())

    assert "No work of this course was found here." in out
    assert "'beach.jpg' is no Python file and was left out." in out


def test_without_hidden_checks_the_score_is_said_to_be_the_public_one():
    assert PUBLIC_ONLY in printed(samples.public_only())
    assert PUBLIC_ONLY not in printed(samples.mixed())


def test_notes_of_all_levels_are_listed():
    out = printed(samples.mixed(), 200)

    assert "Note: 'initialization (1).py' was left out" in out
    assert "Note: You changed the docstring of initialize_parameters_random." in out
    assert "Note: 'figures/cost.png' is no Python file and was left out." in out


def test_a_layer_of_the_sandbox_that_is_off_is_said_in_one_line():
    assert "  Note: Not all of the sandbox is on (seccomp); the report says why.\n" in printed(samples.mixed())
    assert "sandbox" not in printed(samples.full_marks())


def test_text_from_a_student_is_not_read_as_markup():
    out = printed(samples.hostile(), 120)

    assert "[bold red]markup[/] :smile:" in " ".join(out.split())


def test_a_terminal_without_unicode_gets_marks_it_can_show():
    raw = io.BytesIO()
    with io.TextIOWrapper(raw, encoding="ascii", write_through=True) as out:
        for sample in (samples.mixed, samples.hostile, samples.untouched):
            print_grade(sample(), Console(file=out, width=80, _environ={}), REPORT)
        text = raw.getvalue().decode("ascii")

    assert "x not right yet" in text
    assert "+ passed" in text


def test_nothing_that_a_hidden_check_holds_is_printed():
    assert "SECRET" not in printed(samples.mixed(), 200)


@settings(deadline=None, max_examples=40)
@given(grades, st.integers(30, 130))
def test_any_grade_prints_without_a_control_character(grade, width):
    out = printed(grade, width)

    assert {c for c in out if not c.isprintable() and ord(c) < 0xA0} <= {"\n"}
