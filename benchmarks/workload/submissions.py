"""What a class hands in: most of it right, each in a style of its own, some of it wrong in one exercise.

A file is put together from a body for each exercise, so that the same number of submissions is always the same files.
"""

import re
from pathlib import Path
from typing import NamedTuple

SOLUTION = (Path(__file__).parent / "solution.txt").read_text(encoding="utf-8")
CLASS_SIZE = 24
WRONG_EVERY = 5
"""The second submission of every five is wrong in one exercise, each time in the next one."""

RIGHT = {
    "sigmoid": [
        "s = 1 / (1 + np.exp(-z))",
        "s = 1.0 / (1.0 + np.exp(-1 * z))",
        "e = np.exp(z)\ns = e / (e + 1)",
        "denominator = np.add(1, np.exp(np.negative(z)))\ns = np.divide(1, denominator)",
        "s = (np.tanh(z / 2) + 1) / 2",
    ],
    "softmax": [
        (
            "powers = np.exp(scores - np.max(scores, axis=0, keepdims=True))\n"
            "p = powers / np.sum(powers, axis=0, keepdims=True)"
        ),
        "e = np.exp(scores)\np = e / e.sum(axis=0)",
        (
            "shifted = scores - scores.max(axis=0)\n"
            "exps = np.exp(shifted)\n"
            "total = exps.sum(axis=0, keepdims=True)\n"
            "p = exps / total"
        ),
        (
            "p = np.zeros(scores.shape)\n"
            "for j in range(scores.shape[1]):\n"
            "    column = np.exp(scores[:, j])\n"
            "    p[:, j] = column / np.sum(column)"
        ),
        "t = np.exp(scores.T)\np = (t.T / np.sum(t, axis=1))",
    ],
    "linear_forward": [
        "Z = np.dot(W, A) + b",
        "Z = W @ A + b",
        "product = np.matmul(W, A)\nZ = np.add(product, b)",
        "Z = W.dot(A)\nZ = Z + b",
        "Z = (A.T @ W.T).T + b",
    ],
    "cross_entropy": [
        "m = Y.shape[1]\ncost = -np.sum(Y * np.log(AL) + (1 - Y) * np.log(1 - AL)) / m",
        "cost = -np.mean(Y * np.log(AL) + (1 - Y) * np.log(1 - AL))",
        "m = Y.shape[1]\nlosses = np.where(Y == 1, -np.log(AL), -np.log(1 - AL))\ncost = np.sum(losses) / m",
        (
            "n = AL.size\n"
            "positive = np.dot(Y, np.log(AL).T)\n"
            "negative = np.dot(1 - Y, np.log(1 - AL).T)\n"
            "cost = np.squeeze(-(positive + negative) / n)"
        ),
        (
            "total = 0.0\n"
            "for a, y in zip(AL[0], Y[0]):\n"
            "    total += np.log(a) if y else np.log(1 - a)\n"
            "cost = -total / len(Y[0])"
        ),
    ],
    "update_momentum": [
        "v = beta * v + (1 - beta) * dW\nW = W - learning_rate * v",
        "v = np.multiply(beta, v) + np.multiply(1 - beta, dW)\nstep = learning_rate * v\nW = W - step",
        "old = beta * v\nnew = (1 - beta) * dW\nv = old + new\nW = W - v * learning_rate",
        "v = dW + beta * (v - dW)\nW = W - learning_rate * v",
    ],
}
WRONG = {
    "sigmoid": "s = 1 / (1 + np.exp(z))",
    "softmax": "e = np.exp(scores)\np = e / np.sum(e)",
    "linear_forward": "Z = np.dot(W, A)",
    "cross_entropy": "cost = np.mean(Y * np.log(AL) + (1 - Y) * np.log(1 - AL))",
    "update_momentum": "v = beta * v + dW\nW = W - learning_rate * v",
}
"""Mistakes that people make: a sign, a sum over everything, a bias that is left out, a sign, a factor."""
LOSES = {"sigmoid": 3, "softmax": 4, "linear_forward": 3, "cross_entropy": 4, "update_momentum": 3}
"""The points that each of them loses; where it is less than all, the first fixed case lets the mistake pass."""
ENDLESS = "while True:\n    pass"


class Handin(NamedTuple):
    """A file that was handed in, and the points it deserves for each exercise."""

    name: str
    text: str
    scores: dict[str, int]


def handin(number: int, answers: dict[str, str], losing: dict[str, int]) -> Handin:
    """A submission of some answers, by exercise; `losing` says which points they lose."""
    text = SOLUTION
    for exercise, body in answers.items():
        text = _filled(text, exercise, body)
    scores = {exercise: 4 - losing.get(exercise, 0) for exercise in RIGHT}
    return Handin(f"student{number:02}", f"# Handed in by student {number}.\n{text}", scores)


def _right(number: int) -> dict[str, str]:
    return {
        name: bodies[(number + place * (number // 5)) % len(bodies)]
        for place, (name, bodies) in enumerate(RIGHT.items())
    }


def _submission(number: int) -> Handin:
    answers = _right(number)
    if number % WRONG_EVERY != 1:
        return handin(number, answers, {})
    name = list(WRONG)[number // WRONG_EVERY % len(WRONG)]
    return handin(number, answers | {name: WRONG[name]}, {name: LOSES[name]})


def _filled(text: str, exercise: str, body: str) -> str:
    """The text with the block of one exercise replaced by its new lines."""
    lines = "".join(f"    {line}\n" for line in body.splitlines())
    block = rf"(def {exercise}\(.*?START CODE HERE[^\n]*\n).*?(    ### END CODE HERE)"
    return re.sub(block, lambda found: found[1] + lines + found[2], text, count=1, flags=re.DOTALL)


SUBMISSIONS = [_submission(number) for number in range(CLASS_SIZE)]
HANGING = [
    SUBMISSIONS[0],
    handin(90, _right(90) | {"softmax": ENDLESS}, {"softmax": 4}),
    SUBMISSIONS[2],
]
"""One whose second exercise never ends, between two that are right."""
