"""A class in the terminal: what it says, and that nothing in it breaks."""

import io
from pathlib import Path

import msgspec
import pytest
from rich.cells import cell_len
from rich.console import Console

from grader.classroom import ClassResult
from grader.reports.class_terminal import print_class
from tests.grader.reports import classes

PAGE = Path("reports/class/index.html")


def printed(result: ClassResult, width: int = 80, files: tuple[Path, ...] = (PAGE,), **console) -> str:
    out = io.StringIO()
    print_class(result, Console(file=out, width=width, **{"_environ": {}, **console}), files)
    return out.getvalue()


@pytest.mark.parametrize("width", [40, 79, 80, 200])
@pytest.mark.parametrize("name", classes.CLASSES)
def test_every_line_fits_the_terminal_and_ends_without_blanks(name, width):
    lines = printed(classes.CLASSES[name](), width).splitlines()

    assert [line for line in lines if cell_len(line) > width] == []
    assert [line for line in lines if line != line.rstrip()] == []


def test_each_assignment_and_all_together_stand_with_their_figures():
    lines = [line.split() for line in printed(classes.class_of(60)).splitlines()]

    assert ["Initialisation", "58", "19.0", "17.1", "30", "5", "3"] in lines
    assert ["All", "together", "58", "94.0", "98.6", "180", "0", "3"] in lines


def test_the_hardest_exercises_and_the_commonest_mistakes_are_named():
    out = " ".join(printed(classes.class_of(60)).split())

    assert "53% update_parameters_with_momentum" in out
    assert "22 update_parameters_with_momentum: You left out the factor" in out


def test_what_could_not_be_graded_is_said_before_all_other_notes():
    out = " ".join(printed(classes.class_of(60)).split())

    assert out.index("Of 3 students something could not be graded") < out.index("could not be matched")


def test_many_notes_are_shortened_and_say_how_many_are_left_out():
    result = msgspec.structs.replace(classes.class_of(1), notes=tuple(f"Note number {n}." for n in range(105)))
    out = printed(result)

    assert out.count("Note number") == 5
    assert "And 100 more; the class page has them all." in out


def test_the_files_come_last_and_are_not_broken():
    long = Path("reports") / ("x" * 150) / "grades.csv"

    assert printed(classes.class_of(1), files=(PAGE, long)).endswith(f"  {PAGE}\n  {long}\n")
    assert "Written" not in printed(classes.class_of(1), files=())


def test_a_class_without_anybody_has_dashes_and_no_lists():
    out = printed(classes.empty_class())

    assert "Nobody yet (0 students)" in out
    assert "–" in out
    assert "Hardest" not in out
    assert "Note" not in out


def test_no_color_leaves_no_colour_and_a_pipe_gets_no_escape():
    terminal = {"force_terminal": True, "color_system": "standard"}

    assert "\x1b[33m" in printed(classes.class_of(60), **terminal)
    assert "\x1b[33m" not in printed(classes.class_of(60), no_color=True, **terminal)
    assert "\x1b" not in printed(classes.class_of(60))


def test_text_from_anywhere_is_neither_markup_nor_an_escape():
    out = printed(classes.hostile_class(), 120)

    assert "[bold red]markup[/] :smile:" in " ".join(out.split())
    assert {c for c in out if not c.isprintable() and ord(c) < 0xA0} <= {"\n"}


def test_a_terminal_without_unicode_gets_what_it_can_show():
    raw = io.BytesIO()
    with io.TextIOWrapper(raw, encoding="ascii", write_through=True) as out:
        for make in classes.CLASSES.values():
            print_class(make(), Console(file=out, width=80, _environ={}), [PAGE])
        text = raw.getvalue().decode("ascii")

    assert "Handed in" in text
