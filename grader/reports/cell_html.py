"""The card that a notebook shows below a cell: the report's own parts, at home in somebody else's page.

It brings its style sheet with it, in which every rule holds within the card alone. It has no scripts, fetches nothing,
and no part of it has an id, so that a notebook can show it any number of times.
"""

import re
from functools import cache

from markupsafe import Markup

from grader.model import Grade
from grader.reports import words
from grader.reports.cell_terminal import notes_of
from grader.reports.html import TEMPLATES, template
from grader.sentences import listed

ROOT = ".grader-card"
STRONG = ROOT * 3
"""What every rule begins with: named three times, the card counts for more than what its page says of all tables."""
LIGHT, DARK = (
    "[data-jp-theme-light=true], .vscode-light, .vscode-high-contrast-light",
    "[data-jp-theme-light=false], .vscode-dark, .vscode-high-contrast:not(.vscode-high-contrast-light)",
)
"""How Jupyter and VS Code tell the theme that the reader has chosen there, whatever the system's own is."""

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_AT_RULE = re.compile(r"@[^{}]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}")
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_PALETTE = re.compile(r":root \{(.*?)\}", re.DOTALL)
_REM = re.compile(r"(?<![\w.])(\d*\.?\d+)rem\b")
_PAGE = re.compile(r"^(?::root|html|body|h[1-6])\b")
_CLASS = re.compile(r"\.([a-z][\w-]*)")


def render_cell(grade: Grade) -> str:
    """Return the exercises of a grade as one piece of HTML with its own style. The same grade gives the same text."""
    step = words.next_step(grade)
    card = template("cell.html.j2").render(
        grade=grade,
        title=listed([assignment.title for assignment in grade.assignments]),
        exercises=words.exercises_of(grade),
        next_exercise=step.exercise if step else None,
        notes=notes_of(grade),
    )
    return f"<style>{_style(_classes(card))}</style>\n{card}"


def scoped(css: str, worn: frozenset[str]) -> str:
    """Return the rules of a style sheet that can apply to a card, so that they apply to nothing else.

    What is for the page as a whole is left out, as are rules with conditions, and lengths are counted from the card's
    own size of text and not from the page's.

    Args:
        css: a sheet of flat rules.
        worn: the classes that the card's parts have.
    """
    rules = _RULE.findall(_AT_RULE.sub("", _COMMENT.sub("", css)))
    fitting = [(_fitting(selectors, worn), body) for selectors, body in rules]
    kept = [
        f"{','.join(selectors)}{{{_REM.sub(_own_unit, ' '.join(body.split()))}}}"
        for selectors, body in fitting
        if selectors
    ]
    return "\n".join(kept)


@cache
def _style(worn: frozenset[str]) -> Markup:
    report, cell = ((TEMPLATES / name).read_text(encoding="utf-8") for name in ("report.css", "cell.css"))
    light, dark = (" ".join(palette.split()) for palette in _PALETTE.findall(report))
    lines = [
        f"{ROOT}{{{light}}}",
        f"@media (prefers-color-scheme: dark){{{ROOT}{{{dark}}}}}",
        *(f":is({theme}) {ROOT}{{{palette}}}" for theme, palette in ((LIGHT, light), (DARK, dark))),
        scoped(report, worn),
        scoped(cell, worn),
    ]
    return Markup("\n".join(lines))  # noqa: S704 - the project's own style sheets


def _classes(card: str) -> frozenset[str]:
    """The classes in a card; its text cannot hold an attribute, since its quotes are escaped."""
    return frozenset(name for value in re.findall(r'class="([^"]*)"', card) for name in value.split())


def _fitting(selectors: str, worn: frozenset[str]) -> list[str]:
    each = [selector.strip() for selector in selectors.split(",")]
    return [_within_card(s) for s in each if not _PAGE.match(s) and worn.issuperset(_CLASS.findall(s))]


def _within_card(selector: str) -> str:
    return selector.replace(":scope", STRONG) if selector.startswith(":scope") else f"{STRONG} {selector}"


def _own_unit(length: re.Match[str]) -> str:
    return f"calc({length[1]}*var(--unit))"
