"""What stands in the pages that people read: blocks, commands, links and the places that links lead to."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

HOUSE = Path(__file__).parents[2]
DOCS = HOUSE / "docs"
PAGES = [HOUSE / "README.md", *sorted(DOCS.glob("*.md"))]

SHELL = {"", "sh", "bash", "console"}
"""Blocks of commands. What is neither commands nor a language is `text`."""
WORDS = ("make ", "grader ", ".venv/bin/")
"""What a command in the middle of a sentence begins with."""

COMMENT = re.compile(r"(^|\s+)#.*")

READER = MarkdownIt("commonmark").enable("table")


@dataclass(frozen=True)
class Block:
    """A fenced block: its page, its language, and its text."""

    page: Path
    language: str
    text: str


def blocks(page: Path) -> list[Block]:
    """The fenced blocks of a page, in their order."""
    return [Block(page, token.info.strip(), token.content) for token in _tokens(page) if token.type == "fence"]


def commands(page: Path) -> list[str]:
    """The commands of a page's blocks, in their order, without comments."""
    lines = [line for block in blocks(page) if block.language in SHELL for line in block.text.splitlines()]
    return [command for line in lines if (command := COMMENT.sub("", line).strip())]


def mentions(page: Path) -> list[str]:
    """The commands that stand in the middle of a page's sentences and tables."""
    spans = [" ".join(token.content.split()) for token in _inline(page) if token.type == "code_inline"]
    return [span for span in spans if span.startswith(WORDS)]


def links(page: Path) -> list[str]:
    """Where a page's links and images lead."""
    places = [token.attrGet("href") or token.attrGet("src") for token in _inline(page)]
    return [str(place) for place in places if place]


def anchors(page: Path) -> set[str]:
    """The places within a page that a link can lead to: its headings, as GitHub and MyST name them."""
    tokens = _tokens(page)
    headings = [tokens[index + 1].content for index, token in enumerate(tokens) if token.type == "heading_open"]
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def _tokens(page: Path) -> list[Token]:
    return READER.parse(page.read_text(encoding="utf-8"))


def _inline(page: Path) -> Iterator[Token]:
    for token in _tokens(page):
        yield from token.children or []
