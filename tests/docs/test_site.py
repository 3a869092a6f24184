"""The site: it is built without a warning, and its pages ask for nothing from outside."""

import re
import subprocess
import sys
from html.parser import HTMLParser

import pytest

from tests.docs.markdown import DOCS

LOADS = {"script": "src", "img": "src", "link": "href", "iframe": "src", "source": "src", "object": "data"}
"""What of a page is loaded with it, and by which attribute."""


class Loaded(HTMLParser):
    """The addresses that a page loads, and the places that it has."""

    def __init__(self):
        super().__init__()
        self.addresses = []

    def handle_starttag(self, tag, attributes):
        self.addresses += [value for name, value in attributes if name == LOADS.get(tag)]


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The site, built with every warning an error, and every reference looked up."""
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "sphinx", "-W", "-n", "-q", "-d", folder / "trees", DOCS, folder / "pages"]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert (ended.returncode, ended.stderr) == (0, "")
    return folder / "pages"


def test_every_page_is_built_and_stands_in_the_table_of_contents(site):
    first = (site / "index.html").read_text(encoding="utf-8")
    names = {page.stem for page in DOCS.glob("*.md")} - {"index"}
    assert {name for name in names if f'class="reference internal" href="{name}.html"' in first} == names


def test_the_pages_load_nothing_from_outside(site):
    for page in site.glob("*.html"):
        loaded = Loaded()
        loaded.feed(page.read_text(encoding="utf-8"))
        assert loaded.addresses
        assert [address for address in loaded.addresses if re.match(r"(\w+:)?//", address)] == [], page.name
    for style in site.rglob("*.css"):
        assert re.findall(r"(?:@import|url\()\s*['\"]?(?:https?:)?//[^)]*", style.read_text(encoding="utf-8")) == []


def test_the_picture_is_readable_in_light_and_in_dark_and_is_described():
    picture = (DOCS / "images" / "how-it-works.svg").read_text(encoding="utf-8")
    assert "prefers-color-scheme: dark" in picture
    assert "<title" in picture
    assert "<desc" in picture
    assert "http" not in picture.replace("http://www.w3.org/2000/svg", "")
