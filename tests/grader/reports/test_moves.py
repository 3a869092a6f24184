"""A regrade in the terminal says why, who, from what to what, and whether it counts by now."""

import io
from decimal import Decimal

import pytest
from rich.cells import cell_len
from rich.console import Console

from grader.classroom import Move, Person, Regrade
from grader.reports.moves import SHOWN, print_moves

CHECKS = tuple(f"test_{n}: passed → not right yet (-1)" for n in range(5))


def move(name="Anna", before="17.00", after="12.5", checks=CHECKS[:1]):
    person = Person(key=f"canvas:{name}", name=name)
    return Move(person=person, slug="tiny", before=Decimal(before), after=Decimal(after), checks=checks)


def printed(*moves, published=False, width=80, encoding="utf-8", **more):
    out = io.TextIOWrapper(io.BytesIO(), encoding=encoding, write_through=True)
    regrade = Regrade(**({"files": 3, "reasons": {"tiny": ("the public checks",)}, "moves": moves} | more))
    print_moves(regrade, Console(file=out, width=width), published=published)
    return out.buffer.getvalue().decode(encoding)


def test_it_says_why_who_and_what_to_do_next():
    text = " ".join(printed(move(), move("Ben", "3", "4")).split())
    assert "3 files graded anew" in text
    assert "tiny: the public checks" in text
    assert "Anna tiny 17 12.5 test_0: passed" in text
    assert "2 students would move: 1 up, 1 down." in text
    assert "`grader regrade --publish`" in text


def test_once_it_is_published_it_says_so():
    text = printed(move(), published=True)
    assert "1 student moved: 0 up, 1 down." in text
    assert "--publish" not in text


def test_nothing_to_do_and_nobody_who_moves_are_sentences():
    assert "there is nothing to grade anew" in " ".join(printed(files=0).split())
    assert "Nobody moves." in printed()


def test_long_lists_are_cut_and_counted():
    text = printed(*(move(f"Student {n}", checks=CHECKS) for n in range(SHOWN + 7)), width=120)
    assert "... and 7 more." in text
    assert f"{SHOWN + 7} students would move" in text
    assert "and 2 more" in " ".join(text.split())


def test_what_could_not_be_graded_anew_is_named():
    assert "tiny (x.py) could not be graded" in printed(faults=("tiny (x.py) could not be graded: no sandbox",))


@pytest.mark.parametrize("encoding", ["utf-8", "ascii"])
@pytest.mark.parametrize("width", [64, 80])
def test_it_fits_and_nothing_hostile_gets_through(encoding, width):
    text = printed(move("[red]\x1b[31mEve\u202e"), move("x" * 200), width=width, encoding=encoding)
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert "[red]" in "".join(text.split())
    assert [line for line in text.splitlines() if cell_len(line) > width] == []
