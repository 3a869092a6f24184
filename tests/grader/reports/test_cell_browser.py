"""The card of a notebook in a real browser, where there is one: in the page of a notebook, in either theme."""

from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, sync_playwright

from grader.reports.cell_html import render_cell
from tests.grader.reports import samples
from tests.grader.reports.test_browser import CHROMIUM

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium on this machine")

HOST = """<!doctype html><html lang="en"><title>A notebook</title>
<style>
.output pre {{ font-family: serif; padding: 50px }}
.output tbody tr:nth-child(odd) {{ background: rgb(1, 2, 3) }}
.output :not(pre) > code {{ background: rgb(4, 5, 6) }}
</style>
<body data-jp-theme-light="{light}" style="background: {background}"><main>
<h1 style="color: {colour}">Mine</h1><p class="quiet points" style="color: {colour}">mine</p>
<div class="output">{card}</div><div class="output">{card}</div>
</main></body></html>"""
LOOK = "([what, style]) => getComputedStyle(document.querySelector(what))[style]"
UNFOLD = "document.querySelectorAll('details').forEach(part => part.open = true)"
STICKS_OUT = "document.documentElement.scrollWidth - document.documentElement.clientWidth"

Opened = Callable[..., Page]


@pytest.fixture(scope="module")
def opened() -> Iterator[Opened]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])

        def opening(name: str, theme: str, system: str = "light", width: int = 1000) -> Page:
            page = browser.new_page(color_scheme=system, viewport={"width": width, "height": 800})
            light = theme == "light"
            colours = {"background": "#fff" if light else "#111", "colour": "#000" if light else "#fff"}
            card = render_cell(samples.SAMPLES[name]())
            page.set_content(HOST.format(light="true" if light else "false", card=card, **colours))
            return page

        yield opening
        browser.close()


@pytest.mark.parametrize("system", ["light", "dark"])
@pytest.mark.parametrize(("theme", "paper"), [("light", "rgb(253, 252, 249)"), ("dark", "rgb(23, 25, 29)")])
def test_the_notebooks_own_theme_counts_and_not_the_systems(opened, theme, system, paper):
    page = opened("mixed", theme, system)
    assert page.evaluate(LOOK, [".grader-card", "backgroundColor"]) == paper


def test_the_card_is_not_changed_by_its_page_nor_its_page_by_the_card(opened):
    page = opened("mixed", "light")
    page.evaluate(UNFOLD)
    assert page.evaluate(LOOK, [".grader-card pre.code", "fontFamily"]).startswith("ui-monospace")
    assert page.evaluate(LOOK, [".grader-card tbody tr", "backgroundColor"]) == "rgba(0, 0, 0, 0)"
    assert page.evaluate(LOOK, [".grader-card .name code", "backgroundColor"]) == "rgba(0, 0, 0, 0)"
    assert page.evaluate(LOOK, ["main > p", "fontWeight"]) == "400"


@pytest.mark.parametrize(("theme", "name"), [("light", "hostile"), ("dark", "mixed")])
def test_a_screen_reader_a_keyboard_and_weak_eyes_find_nothing_in_their_way(opened, theme, name):
    page = opened(name, theme)
    page.evaluate(UNFOLD)
    found = Axe().run(page).response["violations"]
    assert [f"{v['id']}: {v['nodes'][0]['html'][:200]}" for v in found if v["impact"] in ("serious", "critical")] == []


@pytest.mark.parametrize("name", ["mixed", "hostile", "untouched"])
def test_nothing_sticks_out_of_a_narrow_notebook(opened, name):
    page = opened(name, "light", width=360)
    page.evaluate(UNFOLD)
    assert page.evaluate(STICKS_OUT) == 0


def test_a_key_folds_and_unfolds(opened):
    page = opened("mixed", "light")
    folded = page.locator("details.exercise").first
    folded.locator("summary").first.focus()
    page.keyboard.press("Enter")
    assert folded.get_attribute("open") is not None
    assert folded.get_by_text("Both checks pass.").is_visible()
