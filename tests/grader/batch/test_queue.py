"""Files that take long are begun first, and of those that may wait for a deadline one at a time."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.batch.queue import Piece, Queue, longest, may_wait
from tests.grader.gradebook.books import source

SLUGS = ("first", "second", "third")
pieces = st.lists(st.tuples(st.sampled_from(SLUGS), st.booleans()), max_size=30).map(
    lambda drawn: [Piece(slug, f"{number}", waits) for number, (slug, waits) in enumerate(drawn)]
)
means = st.dictionaries(st.sampled_from(SLUGS), st.floats(0, 100), max_size=3)


def filled(pieces, means=None):
    queue = Queue()
    for slug, seconds in (means or {}).items():
        queue.ended(slug, "before", seconds)
    queue.add(pieces)
    return queue


def all_of(queue):
    return list(iter(queue.next, None))


@given(pieces, means)
def test_each_piece_is_given_out_once(pieces, means):
    queue = filled(pieces, means)
    assert len(queue) == len(pieces)
    given_out = all_of(queue)
    assert sorted(given_out, key=lambda piece: int(piece.digest)) == pieces
    assert len(queue) == 0


@given(pieces, means)
def test_no_ordinary_piece_comes_before_one_that_takes_longer_or_came_earlier(pieces, means):
    ordinary = [piece for piece in all_of(filled(pieces, means)) if not piece.may_wait]
    keys = [(-means.get(piece.slug, float("inf")), int(piece.digest)) for piece in ordinary]
    assert [mean for mean, _ in keys] == sorted(mean for mean, _ in keys)
    for slug in SLUGS:
        mine = [int(piece.digest) for piece in ordinary if piece.slug == slug]
        assert mine == sorted(mine)


@given(pieces, st.lists(st.booleans(), max_size=30))
def test_of_what_may_wait_one_is_under_way_as_long_as_there_is_anything_else(pieces, endings):
    queue, under_way, ends = filled(pieces), None, iter(endings)
    left = {waits: sum(piece.may_wait is waits for piece in pieces) for waits in (True, False)}
    while piece := queue.next():
        if piece.may_wait:
            assert under_way is None or left[False] == 0
            under_way = piece
        else:
            assert under_way is not None or left[True] == 0
        left[piece.may_wait] -= 1
        if under_way and next(ends, False):
            queue.ended(under_way.slug, under_way.digest, 5.0)
            under_way = None


@given(st.sets(st.sampled_from(SLUGS), min_size=1), means)
def test_the_longest_is_one_of_them_and_none_takes_longer(slugs, means):
    found = longest(sorted(slugs), means)
    assert found in slugs
    assert all(means.get(slug, float("inf")) <= means.get(found, float("inf")) for slug in slugs)


def test_what_waited_says_nothing_of_how_long_its_assignment_takes():
    queue = filled([Piece("first", "1"), Piece("second", "2"), Piece("first", "3", may_wait=True)], {"second": 1.0})
    queue.ended("first", "1", 0.5)
    assert queue.next().digest == "3"
    queue.ended("first", "3", 60.0)
    assert queue.next().slug == "second"


@pytest.mark.parametrize(
    ("text", "waits"),
    [
        ("def f():\n    while True:\n        pass", True),
        ("def f():\n    time.sleep (9)", True),
        ("def f():\n    return input()", True),
        ("def f():\n    # keep on while there is time\n    return 1", False),
        ("def f():\n    for i in range(3):\n        inputs(i)", False),
    ],
)
def test_a_loop_without_an_end_in_sight_may_wait(text, waits):
    assert may_wait(source(text)) is waits
