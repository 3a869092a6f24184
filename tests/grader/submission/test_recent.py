"""A file is taken apart once, whoever hands it in, and remembered as long as there is room for it."""

import pytest

from grader.submission import read_submission, source
from grader.submission.definitions import Taken
from grader.submission.source import Opened, _Recent

TEXT = "def zeros(n):\n    return [0] * n\n"


@pytest.fixture
def taken_apart(monkeypatch):
    """The texts that were taken apart, in order."""
    texts = []

    def parse(label, text):
        texts.append(text)
        return real(label, text)

    real = source.parse_piece
    monkeypatch.setattr(source, "parse_piece", parse)
    monkeypatch.setattr(source, "_recent", _Recent(100_000))
    return texts


def test_equal_files_of_two_students_are_taken_apart_once(hand_in, assignments, taken_apart):
    both = [read_submission(hand_in({"scaling.py": TEXT}), assignments) for _ in range(2)]
    assert taken_apart == [TEXT]
    assert both[0].sources == both[1].sources


def test_another_text_or_another_name_is_another_file(hand_in, assignments, taken_apart):
    files = [("scaling.py", TEXT), ("scaling.py", TEXT + "\n"), ("scaling2.py", TEXT)]
    found = [read_submission(hand_in({name: text}) / name, assignments) for name, text in files]
    assert len(taken_apart) == 3
    assert found[-1].sources["scaling"].functions["zeros"].file == "scaling2.py"


def test_a_stub_that_others_are_held_beside_is_read_once(hand_in, assignments, taken_apart):
    for _ in range(3):
        read_submission(hand_in({"scaling.py": TEXT, "scaling_v2.py": "x = 1"}), assignments)
    assert len(taken_apart) == 3  # the two, and the stub


def opened(size):
    return Opened(Taken([], {}, {}, {}), [], size)


def test_what_was_asked_for_the_longest_time_ago_makes_room():
    recent, keys = _Recent(100), [(f"{n}.py", b"", frozenset()) for n in range(4)]
    kept = [recent.put(key, opened(40)) for key in keys[:2]]
    assert recent.get(keys[0]) is kept[0]
    recent.put(keys[2], opened(40))
    assert [recent.get(key) is not None for key in keys] == [True, False, True, False]
    assert recent.put(keys[3], opened(101)).size == 101  # it is given back, though there is no room for it
    assert [recent.get(key) for key in keys] == [None] * 4
    recent.put(keys[0], opened(100))
    assert recent.get(keys[0]) is not None
