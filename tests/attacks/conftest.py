"""One harness for all attacks: a grading session among bait."""

from collections.abc import Iterator

import pytest

from tests.attacks.harness import Harness


@pytest.fixture(scope="session")
def harness() -> Iterator[Harness]:
    """A harness with every layer on; nothing is left of it when it closes."""
    opened = Harness()
    yield opened
    assert opened.close() == []
