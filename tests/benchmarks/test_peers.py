"""The comparison's arithmetic and its agreement, with the two graders that need no environment of their own."""

import io
import sys
import time

import pytest
from rich.console import Console

from benchmarks.peers.__main__ import GRADERS
from benchmarks.peers.base import Grader, Run, UnavailableError
from benchmarks.peers.commands import carry_out
from benchmarks.peers.comparing import ALL_BUT_ONE, NOTHING, OTHERS, OTHERS_AT_ONCE, Comparison, of_turn, survival
from benchmarks.peers.floor import Floor
from benchmarks.peers.installed import REQUIREMENTS, score
from benchmarks.peers.notebooks import cells_of
from benchmarks.peers.ours import Ours
from benchmarks.peers.results import (
    AFRESH,
    FLOOR,
    OURS,
    PATH,
    Pair,
    Row,
    Spread,
    aims_of,
    load,
    rate,
    ratio,
    results_of,
    save,
)
from benchmarks.peers.table import print_results
from benchmarks.workload import DRAWN_BY, HANGING, SUBMISSIONS
from benchmarks.workload.bodies import EXERCISES


class Unlucky(Grader):
    """A grader that cannot be had."""

    name, isolation, sample = "unlucky", "process", 1

    def prepare(self):
        raise UnavailableError("It is not there.")

    def grade(self, drawn_by, handins, limit=None):
        raise AssertionError


class Generous(Grader):
    """A grader that gives everybody all points."""

    name, isolation, sample = "generous", "none", 3

    def grade(self, drawn_by, handins, limit=None):
        full = dict.fromkeys(EXERCISES, 4)
        return Run({handin.name: full for handin in handins}, {handin.name: 0.5 for handin in handins})


class Here(Generous):
    """A grader of this process that notes when it makes ready."""

    here = True

    def __init__(self, name, told):
        self.name, self.told = name, told

    def prepare(self):
        self.told.append(f"{self.name} begins")
        time.sleep(0.02)  # time for another to begin meanwhile, if it may
        self.told.append(f"{self.name} ends")
        return ""


@pytest.fixture(scope="module")
def floor():
    grader = Floor()
    grader.prepare()
    return grader


def row(name, numpy, hypothesis, isolation="none"):
    spreads = {"numpy": numpy, "hypothesis": hypothesis}
    ratios = {drawn_by: Spread(median=of, low=of / 2, high=of * 2) for drawn_by, of in spreads.items()}
    return Row(name=name, isolation=isolation, rates=ratios, ratios=ratios)


@pytest.mark.parametrize("drawn_by", DRAWN_BY)
def test_the_floor_and_a_session_agree_on_every_score(ours, floor, drawn_by):
    handins = SUBMISSIONS[:7]
    scores = floor.grade(drawn_by, handins).scores
    assert scores == ours.grade(drawn_by, handins).scores
    assert scores == {handin.name: handin.scores for handin in handins}


def test_nothing_stops_an_endless_loop_on_the_floor(floor):
    with pytest.raises(UnavailableError):
        floor.grade("numpy", HANGING, 1.0)


def test_those_that_work_in_this_process_make_ready_one_after_the_other():
    """For two of them at once pytest could not collect: each takes the other's modules for its own."""
    told = []
    comparison = Comparison(Ours(), [Here("one", told), Unlucky(), Here("two", told)], [], lambda _: NOTHING)
    comparison.prepare()
    comparison.close()
    assert told == ["one begins", "one ends", "two begins", "two ends"]


def test_who_cannot_be_had_is_named_and_who_gives_other_points_is_named_with_each():
    comparison = Comparison(Ours(), [Generous(), Unlucky()], SUBMISSIONS[:3], lambda _: NOTHING)
    comparison.prepare()
    comparison.measure(turns=1)
    comparison.close()
    rows = comparison.rows()
    assert [one.problem for one in rows] == ["", "", "It is not there."]
    assert rows[1].rates["numpy"].median == 2
    wrong = SUBMISSIONS[1]
    exercise = min(wrong.scores, key=wrong.scores.get)
    assert comparison.disagreements() == [
        f"{wrong.name}, {exercise}, inputs by {drawn_by}: generous gives 4, but it deserves {wrong.scores[exercise]}."
        for drawn_by in DRAWN_BY
    ]
    shown = io.StringIO()
    print_results(results_of(rows, 1, 3), Console(file=shown, width=300))
    assert "not run: It is not there." in shown.getvalue()


def test_rates_and_ratios_are_medians_with_their_ends():
    runs = [Run({}, {"a": 1.0, "b": 1.0}), Run({}, {"a": 0.5, "b": 0.5}), Run({}, {"a": 2.0, "b": 2.0})]
    one = Run({}, {"a": 0.25, "b": 0.25})
    assert rate(runs) == Spread(median=1, low=0.5, high=2)
    assert ratio(Pair(theirs, one) for theirs in runs) == Spread(median=4, low=2, high=8)


def test_an_aim_is_held_to_the_fastest_grader_in_its_reach():
    rows = [
        row(OURS, 1, 1),
        row(FLOOR, 0.8, 0.5),
        row("loose", 9, 20),
        row("strict", 20, 40, "process"),
        Row(name="absent", problem="It is not there."),
    ]
    any_kind, isolating, drawn, floor = aims_of(rows)
    assert (any_kind.beside, any_kind.drawn_by, any_kind.ratio.median, any_kind.met) == ("loose", "numpy", 9, True)
    assert (isolating.beside, isolating.ratio.median, isolating.met) == ("strict", 20, True)
    assert (drawn.beside, drawn.drawn_by, drawn.ratio.median, drawn.met) == ("loose", "hypothesis", 20, False)
    assert (floor.drawn_by, floor.ratio, floor.met) == ("hypothesis", Spread(median=2, low=1, high=4), False)


def test_an_aim_without_a_grader_to_hold_it_to_is_not_judged():
    assert aims_of([row(OURS, 1, 1)]) == []


def test_turns_go_round_the_submissions():
    assert [h.name for turn in range(3) for h in of_turn(SUBMISSIONS[:3], turn, 2)] == [
        SUBMISSIONS[number].name for number in (0, 1, 2, 0, 1, 2)
    ]
    assert of_turn(SUBMISSIONS[:3], 5, 24) == SUBMISSIONS[:3]


@pytest.mark.parametrize(
    ("graded", "ended", "left"),
    [
        ((0, 1, 2), True, ALL_BUT_ONE),
        ((0, 2), True, OTHERS_AT_ONCE),
        ((0, 2), False, OTHERS),
        ((0,), False, NOTHING),
        ((), False, NOTHING),
    ],
)
def test_what_survives_is_said_of_the_one_that_hangs_and_of_the_others(graded, ended, left):
    run = Run({HANGING[number].name: HANGING[number].scores for number in graded}, {}, ended=ended)
    assert survival(run, HANGING[1], [HANGING[0], HANGING[2]]) == left


def test_a_command_that_does_not_end_is_stopped_with_all_that_it_started(tmp_path):
    code = (
        "import subprocess, sys, time\n"
        "subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'], start_new_session=True)\n"
        "print('started', flush=True)\n"
        "time.sleep(60)\n"
    )
    ended = carry_out([sys.executable, "-c", code], tmp_path, {}, limit=1.0)
    assert not ended.by_itself
    assert ended.seconds < 30


def test_the_points_of_what_passed_are_added_up_by_exercise():
    assert score([("sigmoid", "first"), ("sigmoid", "always"), ("softmax", "second")]) == {
        **dict.fromkeys(EXERCISES, 0),
        "sigmoid": 3,
        "softmax": 1,
    }


def test_a_submission_falls_into_a_cell_for_its_imports_and_one_for_each_function():
    cells = cells_of(SUBMISSIONS[0].text)
    assert len(cells) == 1 + len(EXERCISES)
    assert [cell.split("(")[0] for cell in cells[1:]] == [f"def {name}" for name in EXERCISES]


def test_every_grader_from_a_registry_has_its_pins_without_addresses():
    for name in GRADERS.keys() - {FLOOR, "first", "afresh"}:
        pins = (REQUIREMENTS / f"{name}.txt").read_text(encoding="utf-8")
        assert f"{name}==" in pins
        assert "--hash=sha256:" in pins
        assert "://" not in pins


def test_results_come_back_as_they_were_written(tmp_path):
    results = results_of([row(OURS, 1, 1), row(FLOOR, 0.5, 0.5)], 3, 24)
    save(results, tmp_path / "peers.json")
    assert load(tmp_path / "peers.json") == results


def test_the_results_that_the_docs_quote_name_every_grader():
    results = load(PATH)
    assert {one.name for one in results.rows} == {OURS, AFRESH, *GRADERS} - {"first", "afresh"}
    assert all(one.problem or set(one.rates) == set(one.ratios) == set(DRAWN_BY) for one in results.rows)
