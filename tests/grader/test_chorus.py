"""Parts that run at a time: what they ask is asked together, and each hears its own reply."""

from contextvars import ContextVar
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.chorus import Chorus


def doubling(kept):
    """A chorus whose questions are numbers, and the reply to each is twice the number; it keeps what was asked."""

    def answer(questions):
        kept.append(list(questions))
        return [2 * question for question in questions]

    return Chorus(answer)


def asking(chorus, numbers):
    """A part that asks number after number, and comes to the sum of the replies."""
    return lambda: sum(chorus.ask([number])[0] for number in numbers)


@given(st.lists(st.lists(st.integers(), max_size=5), max_size=8))
def test_each_part_hears_the_replies_to_its_own_questions_in_their_order(parts):
    kept: list[list[int]] = []
    chorus = doubling(kept)
    assert chorus.sing([asking(chorus, numbers) for numbers in parts]) == [2 * sum(numbers) for numbers in parts]


@given(st.lists(st.lists(st.integers(), max_size=5), max_size=8))
def test_there_are_as_many_rounds_as_the_part_that_asks_most_often_has_questions(parts):
    kept: list[list[int]] = []
    chorus = doubling(kept)
    chorus.sing([asking(chorus, numbers) for numbers in parts])
    assert len(kept) == max(map(len, parts), default=0)
    assert sorted(chain(*kept)) == sorted(chain(*parts))


def test_several_questions_of_one_part_go_and_come_together():
    kept: list[list[int]] = []
    chorus = doubling(kept)
    assert chorus.sing([lambda: chorus.ask([1, 2]), lambda: chorus.ask([3])]) == [[2, 4], [6]]
    assert kept == [[1, 2, 3]]


def test_what_a_part_sets_in_a_context_variable_is_its_own():
    variable: ContextVar[int] = ContextVar("variable", default=0)
    chorus = doubling([])

    def part(number):
        variable.set(number)
        chorus.ask([number])
        return variable.get()

    assert chorus.sing([lambda: part(1), lambda: part(2)]) == [1, 2]
    assert variable.get() == 0


def test_what_a_part_raises_ends_the_others_and_is_raised():
    ended = []
    chorus = doubling([])

    def waits():
        try:
            chorus.ask([1])
        finally:
            ended.append("waits")

    def raises():
        raise KeyError("x")

    with pytest.raises(KeyError):
        chorus.sing([waits, raises])
    assert ended == ["waits"]


def test_what_the_answer_raises_ends_all_parts_and_is_raised():
    ended = []

    def answer(questions):
        raise OSError("nobody is there")

    chorus = Chorus(answer)

    def waits(name):
        try:
            chorus.ask([1])
        finally:
            ended.append(name)

    with pytest.raises(OSError, match="nobody"):
        chorus.sing([lambda: waits("a"), lambda: waits("b")])
    assert sorted(ended) == ["a", "b"]
