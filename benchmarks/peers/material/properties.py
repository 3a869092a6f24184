"""The checks as the other graders call them; it lies beside bodies.py and strategies.py on their path."""

from collections.abc import Callable
from typing import Any

from bodies import EXAMPLES, EXERCISES, Exercise
from hypothesis import HealthCheck, given, settings
from strategies import INPUTS, seeds

examples = settings(
    max_examples=EXAMPLES,
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),  # a busy machine is nobody's mistake
)


def check(drawn_by: str, name: str, part: str, student: Any) -> None:
    """Hold a student's function to one of the checks of its exercise.

    Raises:
        AssertionError: it does not hold; whatever the function raises comes through.
    """
    if part == "always":
        ALWAYS[drawn_by][name](student)
    else:
        getattr(EXERCISES[name], part)(student)


def _by_numpy(exercise: Exercise) -> Callable[[Any], None]:
    @examples
    @given(seed=seeds)
    def always(student: Any, seed: int) -> None:
        exercise.always(student, *exercise.draw(seed))

    return always


def _by_hypothesis(name: str, exercise: Exercise) -> Callable[[Any], None]:
    @examples
    @given(inputs=INPUTS[name])
    def always(student: Any, inputs: tuple[Any, ...]) -> None:
        exercise.always(student, *inputs)

    return always


ALWAYS = {
    "numpy": {name: _by_numpy(exercise) for name, exercise in EXERCISES.items()},
    "hypothesis": {name: _by_hypothesis(name, exercise) for name, exercise in EXERCISES.items()},
}
