"""A process that speaks another language for a while."""

from collections.abc import Iterator

import pytest

from grader import language


@pytest.fixture
def chinese() -> Iterator[None]:
    language.choose("zh_CN")
    yield
    language.choose(language.ENGLISH)
