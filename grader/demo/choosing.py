"""What a student comes to hand in: how able they are, how far they get, and which mistakes they make."""

from collections.abc import Mapping, Sequence
from random import Random
from typing import TypeVar

from grader.demo.material import Material, settled
from grader.demo.plan import MISSING, STUB, Answers, PlannedAnswer

Choice = TypeVar("Choice")

Work = Mapping[str, Answers]
"""By assignment, what is handed in of it; an assignment that is not there was not handed in."""

_SHARE_OF_ALL, _SHARE_OF_FIRST = 0.8, 0.08
"""Those who hand in every assignment, and those who hand in the first alone; the others stop somewhere between."""
_HARDER = 0.05
"""How much less likely each exercise is to be right than the one before it."""
_TRIED = 0.75
"""The share of those who do not get an exercise right that hand in something wrong, and not the stub."""
_DELETED = 0.03
"""The share of exercises left undone whose function is gone from the file."""


def draw_work(random: Random, materials: Mapping[str, Material]) -> dict[str, dict[str, PlannedAnswer]]:
    """One student's work."""
    ability = random.betavariate(5, 2)
    slugs = list(materials)
    draw = random.random()
    if draw < _SHARE_OF_FIRST:
        slugs = slugs[:1]
    elif draw > _SHARE_OF_FIRST + _SHARE_OF_ALL:
        slugs = slugs[: random.randint(1, len(slugs))]
    return {slug: _draw_answers(random, materials[slug], ability - _HARDER * n) for n, slug in enumerate(slugs)}


def weaker(random: Random, materials: Mapping[str, Material], work: Work) -> dict[str, dict[str, PlannedAnswer]]:
    """The same work as it may have been some days before, with exercises that were still to be done."""
    return {
        slug: settled(materials[slug], {name: random.choice([answer, STUB]) for name, answer in answers.items()})
        for slug, answers in work.items()
    }


def draw_common(random: Random, choices: Sequence[Choice]) -> Choice:
    """One of some choices, of which the n-th is taken 1/n as often as the first (Zipf's law)."""
    return random.choices(choices, weights=[1 / n for n in range(1, len(choices) + 1)])[0]


def _draw_answers(random: Random, material: Material, ability: float) -> dict[str, PlannedAnswer]:
    answers: dict[str, PlannedAnswer] = {}
    for n, exercise in enumerate(material.exercises):
        answer = _draw_answer(random, material, exercise, ability - _HARDER * n)
        known = answer not in (STUB, MISSING)
        answers[exercise] = answer if not known or material.together(answers, exercise, answer) else STUB
    return settled(material, answers)


def _draw_answer(random: Random, material: Material, exercise: str, ability: float) -> PlannedAnswer:
    right, wrong = material.right[exercise], material.wrong[exercise]
    draw = random.random()
    if right and draw < ability:
        return draw_common(random, right)
    if wrong and draw < ability + _TRIED * (1 - ability):
        return draw_common(random, wrong)
    return MISSING if random.random() < _DELETED else STUB
