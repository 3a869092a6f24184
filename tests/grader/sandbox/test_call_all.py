"""Many calls in one message: the same answers as one by one, and the fatal one is known."""

import ast

import numpy as np
import pytest

from grader.errors import StudentCrashed, StudentDied, StudentMissing, StudentRaised, StudentTimeout
from grader.sandbox.messages import MESSAGE_BYTES, Answer, Question, in_messages

MINUTE = 60.0
TEXT = """
import os, random, time
import numpy as np

kept = np.zeros(1)

def add(x, y=1):
    print("adding", x)
    return x + y

def bump():
    kept[0] += 1
    return kept

def draw():
    return np.random.rand(), random.random()

def fussy(x):
    if x == 2:
        raise ValueError("not two")
    return x

def fatal(x):
    if x == 3:
        os._exit(7)
    return x

def hang(x):
    while x == 3:
        pass
    return x

def slow(x):
    time.sleep(0.4)
    return x

def spoil(x):
    x[0] = 9
    return 1

def through(x):
    return helper(x)

def helper(x):
    return "my own"

def twice(x):
    return double(x)

def double(x):
    return "my own"

def forge(x):
    import sys
    frame = sys._getframe()
    while frame:
        progress = frame.f_locals.get("progress")
        if progress is not None:
            progress._count = 10**6
            progress.begin()
        frame = frame.f_back
    os._exit(1)
"""
HANDOUT = "def double(x):\n    return 2 * x\n"


def unit(text):
    return {"file": "work.py", "text": text, "keep": list(range(len(ast.parse(text).body)))}


def call_all(worker, questions, seconds):
    return worker.read(questions, worker.hear(in_messages(questions), seconds))


@pytest.fixture
def worker(sandbox):
    opened = sandbox.open(1.0, 300)
    opened.load([unit(TEXT)], [unit(HANDOUT)])
    before = opened.messages
    yield opened
    assert opened.messages > before
    opened.close()


def values(replies):
    assert replies.death is None
    return [reply.value if isinstance(reply, Answer) else reply for reply in replies.heard]


def test_a_hundred_calls_take_one_message_and_are_answered_in_their_order(worker):
    before = worker.messages
    replies = call_all(worker, [Question("add", (np.full(3, n),), {"y": n}, n) for n in range(100)], MINUTE)
    assert [value.tolist() for value in values(replies)] == [[2 * n] * 3 for n in range(100)]
    assert replies.heard[4].output == "adding [4 4 4]\n"
    assert worker.messages - before == 1


def test_large_arguments_travel_in_messages_of_their_own(worker):
    before = worker.messages
    large = np.zeros(MESSAGE_BYTES // 8 + 1)
    assert len(values(call_all(worker, [Question("add", (large,))] * 3, MINUTE))) == 3
    assert worker.messages - before == 3


def test_an_array_that_the_function_goes_on_writing_to_is_sent_as_it_was(worker):
    assert [value.tolist() for value in values(call_all(worker, [Question("bump")] * 3, MINUTE))] == [[1], [2], [3]]


def test_what_is_drawn_at_random_follows_from_each_calls_own_seed(worker):
    first, second, third = values(call_all(worker, [Question("draw", seed=seed) for seed in (5, 6, 5)], MINUTE))
    assert first == third != second
    assert worker.call("draw", [], {}, 5, {}).value == first


def test_an_exception_or_a_missing_function_costs_its_own_call_alone(worker):
    one, two, three, four = call_all(
        worker, [Question("fussy", (1,)), Question("fussy", (2,)), Question("nothing"), Question("fussy", (3,))], MINUTE
    ).heard
    assert (one.value, four.value) == (1, 3)
    assert isinstance(two, StudentRaised)
    assert two.text == "not two"
    assert isinstance(three, StudentMissing)


def test_arguments_come_back_as_they_were_left_where_that_is_asked_for(worker):
    seen, unseen = call_all(worker, [Question("spoil", ([1],), observed=True), Question("spoil", ([1],))], MINUTE).heard
    assert (seen.left, unseen.left) == ([[9]], None)


def test_a_helper_answers_each_call_that_names_it_and_no_other(worker):
    helped = [Question("through", (n,), helpers={"helper": lambda x: x + 100}) for n in range(3)]
    assert values(call_all(worker, [*helped, Question("through", (7,))], MINUTE)) == [100, 101, 102, "my own"]


def test_a_function_of_the_handout_stands_in_without_a_message_more(worker):
    before = worker.messages
    questions = [Question("twice", (4,), as_given=["double"]), Question("twice", (4,))]
    assert values(call_all(worker, questions, MINUTE)) == [8, "my own"]
    assert worker.messages - before == 1


@pytest.mark.parametrize(("function", "kind"), [("fatal", StudentCrashed), ("hang", StudentTimeout)])
def test_the_call_that_is_fatal_is_known_though_no_answer_tells(worker, function, kind):
    replies = call_all(worker, [Question(function, (n,)) for n in range(6)], MINUTE)
    assert replies.fatal == 3
    assert isinstance(replies.death, kind)
    assert f"`{function}`" in str(replies.death)
    assert [reply.value for reply in replies.heard] == list(range(len(replies.heard)))
    with pytest.raises(StudentDied):
        worker.call("add", [1], {}, 1, {})


def test_each_call_may_take_as_long_as_one_that_is_made_alone(worker):
    assert values(call_all(worker, [Question("slow", (n,)) for n in range(4)], MINUTE)) == [0, 1, 2, 3]


def test_all_together_may_not_take_longer_than_they_are_given(worker):
    replies = call_all(worker, [Question("slow", (n,)) for n in range(20)], 0.9)
    assert isinstance(replies.death, StudentTimeout)
    assert len(replies.heard) <= replies.fatal < 5


def test_a_worker_that_lies_of_how_many_calls_it_has_begun_names_one_of_its_own(worker):
    replies = call_all(worker, [Question("add", (1,)), Question("forge", (1,)), Question("add", (1,))], MINUTE)
    assert isinstance(replies.death, StudentCrashed)
    assert replies.fatal in (1, 2)
