"""The suite bites: with the layers off that hold them, attacks do succeed, and the traces show it."""

import os
import subprocess
import sys

import pytest

from grader.sandbox import landlock
from tests.attacks.attack import CALLS, FILES, MEMORY, PRIVILEGES, SWITCHABLE, Attack
from tests.attacks.catalogue import HERE
from tests.attacks.harness import Harness

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="what the attacks do, and what holds them, is Linux's")

HELD = [attack for _, attack in HERE if attack.needs_layers and not attack.elsewhere]
OFF = [{FILES}, {CALLS}, {MEMORY}, set(SWITCHABLE)]


def succeeding(off: set[str]) -> list[Attack]:
    """The attacks that one layer holds; with all of them off, those that several do."""
    return [a for a in HELD if (a.layers == off if len(off) == 1 else len(a.layers) > 1)]


TRIES = 3


def held_still(off: set[str]) -> list[Attack]:
    """The attacks that another layer holds as well, on this system and for this user."""
    return [a for a in HELD if off < a.layers and any(map(_enough, a.layers - off))]


def _enough(layer: str) -> bool:
    """Whether a layer holds all that it is said to hold: Landlock has known of signals and names since version 6."""
    return {PRIVILEGES: os.geteuid() == 0, FILES: landlock.abi() >= 6}.get(layer, True)


def _succeeds(harness: Harness, attack: Attack) -> bool:
    """Whether an attack gets through. What it does is seen by looking often, and on a busy machine not every time."""
    return any(harness.run(attack, alone=True).succeeded for _ in range(TRIES))


@pytest.mark.parametrize("off", OFF, ids=lambda off: ", ".join(sorted(off)))
def test_without_the_layers_that_hold_them_attacks_succeed_and_no_others(off: set[str]) -> None:
    with Harness(off) as harness:
        held = [attack.name for attack in succeeding(off) if not _succeeds(harness, attack)]
        broken = [attack.name for attack in held_still(off) if harness.run(attack, alone=True).succeeded]
    assert succeeding(off)
    assert (held, broken) == ([], [])


def test_every_layer_that_can_be_left_off_is_needed_by_some_attack() -> None:
    assert set.union(*(set(attack.layers) for attack in HELD)) == SWITCHABLE


@pytest.mark.skipif(os.geteuid() != 0, reason="these tests run as an ordinary user already")
def test_what_layers_hold_they_hold_for_an_ordinary_user_too() -> None:
    """Root becomes nobody, with no right but to read past file modes: Python may be installed below /root."""
    right = "-all,+dac_read_search"
    user = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
    rights = [f"--inh-caps={right}", f"--ambient-caps={right}", f"--bounding-set={right}"]
    command = [*user, *rights, sys.executable, "-B", "-m", "tests.attacks", "--layers-only"]
    try:
        ran = subprocess.run(command, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        pytest.skip("this system has no setpriv")
    if "setpriv:" in ran.stderr:
        pytest.skip(f"this system does not let root become a user with one right: {ran.stderr.strip()}")
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert ran.stdout.endswith("attacks, 0 succeeded\n")
