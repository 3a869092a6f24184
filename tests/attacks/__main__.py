"""Try every attack: one line each, and how many succeeded."""

import argparse
import sys

from tests.attacks.attack import SWITCHABLE
from tests.attacks.catalogue import GROUPS, HERE
from tests.attacks.harness import Harness, Outcome


def main() -> int:
    """Run the attacks that were asked for; 1 if any succeeded or was reported wrongly."""
    parser = argparse.ArgumentParser(prog="python -m tests.attacks", description=__doc__)
    parser.add_argument("--without", action="append", default=[], choices=sorted(SWITCHABLE), help="leave a layer off")
    parser.add_argument("--group", choices=list(GROUPS), help="this group's attacks only")
    parser.add_argument("--layers-only", action="store_true", help="attacks that nothing but layers hold")
    parser.add_argument("--only", default="", metavar="WORDS", help="attacks with these words in their names only")
    options = parser.parse_args()
    chosen = [(g, a) for g, a in HERE if options.group in (None, g) and options.only in a.name]
    chosen = [(g, a) for g, a in chosen if a.needs_layers or not options.layers_only]
    with Harness(options.without) as harness:
        print(_isolation(harness.isolation), flush=True)
        off = [layer for layer, state in harness.isolation.items() if state != "on"]
        outcomes = [_tell(group, harness.run(attack), off) for group, attack in chosen]
    succeeded = sum(outcome.succeeded for outcome in outcomes)
    misreported = sum(bool(outcome.misreported) for outcome in outcomes if not (outcome.succeeded or options.without))
    if misreported:
        print(f"{misreported} held, but reported otherwise than they should be")
    print(f"{len(outcomes)} attacks, {succeeded} succeeded")
    return int(bool(succeeded or misreported))


def _isolation(layers: dict[str, str]) -> str:
    return "; ".join(f"{name}: {state}" for name, state in layers.items())


def _tell(group: str, outcome: Outcome, switched_off: list[str]) -> Outcome:
    attack = outcome.attack
    off = "".join(f" without {layer}" for layer in attack.held_by if layer in switched_off)
    holding = ", ".join(layer for layer in attack.held_by if layer not in switched_off)
    said = f"SUCCEEDED{off}: {'; '.join(outcome.traces)}" if outcome.traces else f"blocked by {holding}"
    more = (
        f"  ({'; '.join(outcome.misreported)})" if outcome.misreported and not (outcome.traces or switched_off) else ""
    )
    print(f"{group:<10}  {attack.name:<46}  {said}{more}", flush=True)
    return outcome


if __name__ == "__main__":
    sys.exit(main())
