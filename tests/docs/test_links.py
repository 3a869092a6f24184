"""What the pages point at is there: files, places within pages, images; and every page can be found."""

import re

import pytest

from tests.docs.markdown import DOCS, HOUSE, PAGES, anchors, blocks, links


def near(page):
    """Where a page leads within the project."""
    return [link for link in links(page) if not link.startswith("https://")]


LOCAL = [(page, link) for page in PAGES for link in near(page)]


@pytest.mark.parametrize(("page", "link"), LOCAL, ids=lambda part: getattr(part, "stem", part))
def test_a_link_leads_to_a_file_and_to_a_place_in_it(page, link):
    path, _, place = link.partition("#")
    target = (page.parent / path).resolve() if path else page
    assert target.exists()
    assert HOUSE in target.parents
    assert not place or place in anchors(target)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_what_is_linked_from_elsewhere_is_linked_safely(page):
    assert [link for link in near(page) if re.match(r"\w+:", link)] == []


def test_every_page_of_the_site_is_reached_from_its_first_page():
    reached, waiting = set(), [DOCS / "index.md"]
    while waiting:
        page = waiting.pop()
        if page not in reached:
            reached.add(page)
            waiting += [DOCS / path for link in near(page) if (path := link.partition("#")[0]).endswith(".md")]
    assert {page for page in PAGES if page.parent == DOCS} <= reached


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_block_is_commands_or_says_what_it_is(page):
    languages = {"", "sh", "text", "python", "pycon", "toml", "json", "yaml"}
    assert {block.language for block in blocks(page)} <= languages
