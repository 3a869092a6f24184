"""Every attack there is, by group."""

import platform

from tests.attacks import cross_over, exhaust, forge, handed_in, malform, steal, tamper
from tests.attacks.attack import Attack

GROUPS: dict[str, list[Attack]] = {
    "forge": forge.ATTACKS,
    "steal": steal.ATTACKS,
    "tamper": tamper.ATTACKS,
    "cross over": cross_over.ATTACKS,
    "exhaust": exhaust.ATTACKS,
    "malform": [*malform.ATTACKS, *handed_in.ATTACKS],
}

HERE = [
    (group, attack)
    for group, attacks in GROUPS.items()
    for attack in attacks
    if attack.machine in ("", platform.machine())
]
"""Those that this machine's processor can carry out, each with its group."""
