"""The measurement of growth: its arithmetic, what it says of memory, and one small run of all of it."""

import sys

import msgspec
import pytest

from benchmarks.memory import Footprint, run
from benchmarks.scale import Results, Spread, class_rows, example_rows, in_turns, main


def footprint(seconds, parent=50.0):
    return Footprint(seconds=seconds, cpu=2 * seconds, parent=parent, worker=100.0, together=300.0, code=0)


def test_each_turn_measures_every_row():
    asked = []
    found = in_turns([3, 1], 2, lambda key: asked.append(key) or len(asked))
    assert asked == [3, 1, 3, 1]
    assert found == {3: [1, 3], 1: [2, 4]}


def test_a_student_costs_a_share_of_the_class_beside_the_first_class_of_the_same_turn():
    first, second = class_rows({10: [footprint(10), footprint(20)], 100: [footprint(50), footprint(400, 80.4)]})
    assert first.ratio == Spread(median=1, low=1, high=1)
    assert second.ratio == Spread(median=1.25, low=0.5, high=2)
    assert (second.seconds.median, second.cpu.median, second.parent) == (225, 450, 80)


def test_examples_are_compared_with_the_fewest_of_the_same_turn():
    _, second = example_rows({10: [0.01, 0.02], 50: [0.02, 0.06]})
    assert second.milliseconds == Spread(median=40, low=20, high=60)
    assert second.ratio == Spread(median=2.5, low=2, high=3)


@pytest.mark.skipif("sys.platform != 'linux'", reason="only Linux tells of a process's memory")
def test_memory_is_that_of_a_command_and_of_what_it_starts():
    child = "import time; held = b'x' * 60_000_000; time.sleep(2)"
    parent = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}]); sys.exit(7)"
    found = run([sys.executable, "-c", parent])
    assert found.code == 7
    assert found.parent < 50
    assert 57 < found.worker < 120
    assert found.together > found.worker / 2
    assert 0 < found.cpu < 60


@pytest.mark.skipif("sys.platform != 'linux'", reason="only Linux tells of a process's memory")
def test_a_small_run_measures_every_row_and_keeps_nothing_of_the_machine(tmp_path, capsys):
    path = tmp_path / "scale.json"
    small = ["--sizes", "2", "--examples", "2", "4", "--turns", "1", "--submissions", "1"]
    assert main([*small, "--assignment", "initialization", "--to", str(path)]) == 0
    results = msgspec.json.decode(path.read_bytes(), type=Results)
    assert [row.students for row in results.classes] == [2]
    assert all(row.worker > 0 and row.together > row.parent > 0 for row in results.classes)
    assert {drawn_by: [row.examples for row in rows] for drawn_by, rows in results.examples.items()} == {
        "numpy": [2, 4],
        "hypothesis": [2, 4],
    }
    assert "a student costs" in capsys.readouterr().out
    assert "/" not in path.read_text()
