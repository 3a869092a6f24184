"""This project's side of the comparison, opened once for a file of tests."""

from collections.abc import Iterator

import pytest

from benchmarks.peers.ours import Ours


@pytest.fixture(scope="module")
def ours() -> Iterator[Ours]:
    """With a warm session for each way of drawing."""
    grader = Ours()
    grader.prepare()
    yield grader
    grader.close()
