"""Every attack of the catalogue is held, is reported as what it is, and leaves no trace."""

import sys

import pytest

from tests.attacks.attack import Attack
from tests.attacks.catalogue import GROUPS, HERE
from tests.attacks.harness import Harness

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="what the attacks do, and what holds them, is Linux's")

NAMES = [f"{group}: {attack.name}" for group, attack in HERE]


@pytest.mark.parametrize("attack", [attack for _, attack in HERE], ids=NAMES)
def test_an_attack_is_held_and_reported_as_what_it_is(harness: Harness, attack: Attack) -> None:
    missing = {layer: state for layer, state in harness.isolation.items() if layer in attack.layers and state != "on"}
    if missing.keys() == attack.layers and attack.needs_layers:
        pytest.skip(f"nothing would hold it here: {missing}")
    outcome = harness.run(attack)
    assert outcome.traces == []
    assert outcome.misreported == []


def test_no_two_attacks_have_one_name() -> None:
    names = [attack.name for attacks in GROUPS.values() for attack in attacks]
    assert len(set(names)) == len(names)


def test_every_attack_says_in_a_sentence_what_it_does_and_what_holds_it() -> None:
    for _, attack in HERE:
        assert attack.sentence.endswith("."), attack.name
        assert attack.held_by, attack.name
