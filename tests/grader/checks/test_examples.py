"""A property's examples: the same for everybody, and made smaller for the one whose answer is wrong."""

import importlib

import pytest
from hypothesis import strategies as st

from grader.checks import examples, layer_dims
from grader.checks.examples import MAX_SHRINKS, draw, shrink
from grader.checks.vocabulary import Property
from grader.errors import CheckFailure, StudentRaised, StudentTimeout


def prop(count: int = 25, **strategies):
    return Property(lambda **_: None, strategies, count)


NUMBERS = prop(n=st.integers(0, 10_000))


@pytest.mark.parametrize("seed", [0, 1, 2**32 - 1])
def test_the_same_seed_draws_the_same_examples(seed):
    assert draw(NUMBERS, seed) == draw(NUMBERS, seed)


def test_another_seed_draws_others_and_no_more_than_asked_for():
    assert draw(NUMBERS, 1) != draw(NUMBERS, 2)
    assert len(draw(NUMBERS, 1)) == 25
    assert len(draw(prop(n=st.booleans()), 1)) == 2


def test_drawing_does_not_depend_on_what_was_drawn_before():
    first = draw(NUMBERS, 5)
    draw(prop(dims=layer_dims()), 7)
    assert draw(NUMBERS, 5) == first


def failing_above(limit):
    calls = []

    def run(example):
        calls.append(example["n"])
        if example["n"] >= limit:
            raise CheckFailure(str(example["n"]))

    return run, calls


@pytest.mark.parametrize("limit", [0, 1, 100, 4321])
def test_shrinking_finds_the_smallest_example_that_fails(limit):
    run, calls = failing_above(limit)
    assert str(shrink(NUMBERS, 3, run)) == str(limit)
    assert len(calls) <= 25 + MAX_SHRINKS


def test_shrinking_several_arguments_makes_each_of_them_small():
    def run(example):
        if len(example["dims"]) >= 3 and example["seed"] > 10:
            raise AssertionError(f"{example['dims']} {example['seed']}")

    assert str(shrink(prop(dims=layer_dims(), seed=st.integers(0, 2**16)), 3, run)) == "[1, 1, 1] 11"


def test_a_property_that_never_fails_gives_nothing_back():
    run, calls = failing_above(10**9)
    assert shrink(NUMBERS, 3, run) is None
    assert len(calls) == 25


def test_the_number_of_calls_is_bounded(monkeypatch):
    monkeypatch.setattr(examples, "MAX_SHRINKS", 5)
    run, calls = failing_above(100)
    found = shrink(NUMBERS, 3, run)
    assert int(str(found)) >= 100
    assert len(calls) <= 25 + 5


def test_the_same_failure_comes_out_every_time():
    def run(example):
        if sum(example["parts"]) % 7 == 3:
            raise CheckFailure(str(example["parts"]))

    lists = prop(parts=st.lists(st.integers(0, 100), max_size=20))
    assert str(shrink(lists, 11, run)) == str(shrink(lists, 11, run))


def test_a_death_while_shrinking_keeps_the_failure_found_before():
    calls = []

    def run(example):
        calls.append(example["n"])
        if len(calls) > 40:
            raise StudentTimeout("stopped")
        if example["n"] >= 100:
            raise CheckFailure(str(example["n"]))

    found = shrink(NUMBERS, 3, run)
    assert isinstance(found, CheckFailure)
    assert len(calls) <= 41, "a hang is waited for once"


def test_an_exception_of_the_students_is_made_smaller_too():
    def run(example):
        if example["n"] >= 12:
            raise StudentRaised("ValueError", str(example["n"]))

    found = shrink(NUMBERS, 3, run)
    assert isinstance(found, StudentRaised)
    assert found.text == "12"


def test_an_answer_that_is_wrong_only_now_and_then_is_a_failure_all_the_same():
    calls = []

    def run(example):
        calls.append(example)
        if len(calls) == 3:
            raise CheckFailure("once")

    assert str(shrink(NUMBERS, 3, run)) == "once"


def test_a_mistake_of_the_check_itself_is_not_taken_for_a_failure():
    def run(example):
        raise KeyError("mine")

    assert shrink(NUMBERS, 3, run) is None


def test_the_examples_follow_from_the_seed_whatever_modules_are_loaded(tmp_path, monkeypatch):
    whole_numbers = prop(60, n=st.integers())
    before = draw(whole_numbers, 3)
    (tmp_path / "full_of_numbers.py").write_text(
        "NUMBERS = [" + ", ".join(str(73_000_111 + n) for n in range(300)) + "]"
    )
    monkeypatch.syspath_prepend(str(tmp_path))
    importlib.import_module("full_of_numbers")
    assert draw(whole_numbers, 3) == before
