"""The class page in a real browser, where there is one: what a mouse, a keyboard and a screen reader meet."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from grader.classroom import ClassResult
from grader.reports.class_html import render_class
from grader.reports.html import render_html
from tests.grader.reports import classes

CHROMIUM = next(filter(None, map(shutil.which, ["chromium", "chromium-browser", "google-chrome"])), None)

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium on this machine")

NAMES = "[...document.querySelectorAll('#table tbody tr:not([hidden])')].map(row => row.cells[0].textContent)"
STICKS_OUT = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
UNFOLD = "document.querySelectorAll('details').forEach(part => part.open = true)"

Opened = Callable[..., Page]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Iterator[Opened]:
    """Open a document, and see to it at the end that it complained of nothing and asked for nothing but itself."""
    contexts, said, asked, files = [], [], [], []

    def opening(html: str, **options: object) -> Page:
        file = tmp_path / f"page-{len(files)}.html"
        file.write_text(html, encoding="utf-8")
        files.append(file.as_uri())
        context = browser.new_context(**{"viewport": {"width": 1366, "height": 768}, **options})
        contexts.append(context)
        context.on("request", lambda request: asked.append(request.url))
        context.on("console", lambda message: said.append(message.text))
        context.on("dialog", lambda dialog: said.append(dialog.message))
        context.on("weberror", lambda error: said.append(str(error.error)))
        page = context.new_page()
        page.goto(files[-1])
        return page

    yield opening
    for context in contexts:
        context.close()
    assert said == []
    assert asked == files


def by_total(result: ClassResult, descending: bool = False) -> list[str]:
    """Return the names in the order of what counts; equal ones stay in the order of the class."""
    ordered = sorted(result.students, key=lambda student: -student.score if descending else student.score)
    return [student.person.name for student in ordered]


def test_the_total_sorts_both_ways_with_the_mouse(opened):
    result = classes.class_of(30)
    page = opened(render_class(result))
    header = page.get_by_role("columnheader", name="Total")

    header.get_by_role("button").click()
    assert page.evaluate(NAMES) == by_total(result)
    assert header.get_attribute("aria-sort") == "ascending"

    header.get_by_role("button").click()
    assert page.evaluate(NAMES) == by_total(result, descending=True)
    assert header.get_attribute("aria-sort") == "descending"
    assert page.locator("[aria-sort]").count() == 1
    assert page.get_by_role("status").inner_text() == "30 of 30 students shown. Sorted by Total, highest first."


def test_the_total_sorts_both_ways_with_the_keyboard(opened):
    result = classes.class_of(30)
    page = opened(render_class(result))
    button = page.get_by_role("button", name="Total")

    page.get_by_label("Name or section").focus()
    for _ in range(8):
        page.keyboard.press("Tab")
        if button.evaluate("it => it === document.activeElement"):
            break
    page.keyboard.press("Enter")
    assert page.evaluate(NAMES) == by_total(result)

    page.keyboard.press("Space")
    assert page.evaluate(NAMES) == by_total(result, descending=True)


def test_what_has_no_points_comes_last_both_ways(opened):
    page = opened(render_class(classes.class_of(60)))
    column = "[...document.querySelectorAll('#table tbody tr')].map(row => row.cells[5].textContent)"
    button = page.get_by_role("button", name="1.1 initialize_parameters_zeros")

    for reverse in (False, True):
        button.click()
        cells = page.evaluate(column)
        points = [int(cell) for cell in cells if cell.isdigit()]
        assert 0 < len(points) < len(cells)
        assert cells[: len(points)] == [str(n) for n in sorted(points, reverse=reverse)]


def test_a_name_filters_without_its_accents_and_a_section_too(opened):
    result = classes.class_of(60)
    page = opened(render_class(result))
    search = page.get_by_label("Name or section")

    search.fill("EMILE")
    wanted = [s.person.name for s in result.students if s.person.name.startswith("Émile")]
    assert 0 < len(wanted) < 60
    assert page.evaluate(NAMES) == wanted
    assert page.get_by_role("status").inner_text() == f"{len(wanted)} of 60 students shown."

    search.fill("20-417")
    assert page.evaluate(NAMES) == [s.person.name for s in result.students if s.person.section == "20-417"]

    search.fill("nobody of that name")
    assert page.evaluate(NAMES) == []


@pytest.mark.parametrize(
    ("words", "belongs"),
    [
        ("Nothing handed in", lambda s: not s.handed_in),
        ("Something not graded", lambda s: "ungradable" in str(s.grade.assignments)),
        ("Changed by a policy", lambda s: any(one.adjustments for one in s.settled)),
        ("With a note", lambda s: bool(s.notes)),
        ("Regularisation not handed in", lambda s: not s.settled[1].attempts),
    ],
)
def test_the_table_narrows_to_what_wants_attention(opened, words, belongs):
    result = classes.class_of(60)
    page = opened(render_class(result))

    page.get_by_label("Show").select_option(label=words)

    wanted = [student.person.name for student in result.students if belongs(student)]
    assert 0 < len(wanted) < 60
    assert page.evaluate(NAMES) == wanted


def test_a_thousand_students_sort_and_filter_right(opened):
    result = classes.class_of(1000)
    page = opened(render_class(result))

    page.get_by_role("button", name="Total").click()
    assert page.evaluate(NAMES) == by_total(result)

    page.get_by_label("Name or section").fill("mei 20-418")
    chosen = [s for s in result.students if s.person.name.startswith("Mei") and s.person.section == "20-418"]
    assert page.evaluate(NAMES) == [s.person.name for s in sorted(chosen, key=lambda s: s.score)]
    assert page.get_by_role("status").inner_text().startswith(f"{len(chosen)} of 1,000 students shown.")


def test_without_scripts_the_whole_table_is_there_and_no_control_that_does_nothing(opened):
    page = opened(render_class(classes.class_of(30)), java_script_enabled=False)

    assert page.locator("#table tbody tr").count() == 30
    assert (
        page.locator("#table tbody tr").last.locator("th").inner_text() == classes.class_of(30).students[-1].person.name
    )
    assert page.locator("#controls").is_hidden()
    assert page.locator("#table button").count() == 0


def test_hostile_text_does_nothing(opened):
    page = opened(render_class(classes.hostile_class()))

    assert page.locator("img").count() == 0
    assert page.locator("script").count() == 1
    assert page.get_by_role("status").inner_text() == "3 of 3 students shown."


def test_the_policy_stops_every_script_but_the_pages_own(browser, tmp_path):
    file = tmp_path / "broken.html"
    smuggled = "<script>document.title = 'owned'</script><img src='x.png' onerror='document.title = 1'></main>"
    file.write_text(render_class(classes.class_of(1)).replace("</main>", smuggled), encoding="utf-8")
    with browser.new_context() as context:
        page = context.new_page()
        said = []
        page.on("console", lambda message: said.append(message.text))
        page.goto(file.as_uri())

        assert page.title() == "Improving deep neural networks: 1 student"
        assert sum("Content Security Policy" in text for text in said) >= 2
        assert page.locator("#controls").is_visible()


@pytest.mark.parametrize("name", classes.CLASSES)
def test_nothing_sticks_out_on_a_phone(opened, name):
    page = opened(render_class(classes.CLASSES[name]()), viewport={"width": 360, "height": 700})
    page.evaluate(UNFOLD)

    assert page.evaluate(STICKS_OUT) == 0


def grave(page: Page) -> str:
    """Return what axe-core finds that shuts somebody out, with every part of the page unfolded."""
    page.evaluate(UNFOLD)
    results = Axe().run(page)
    found = [v for v in results.response["violations"] if v["impact"] in ("serious", "critical")]
    return "\n".join(f"{v['id']}: {v['nodes'][0]['html'][:200]}" for v in found)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_screen_reader_and_weak_eyes_find_nothing_in_their_way(opened, scheme):
    page = opened(render_class(classes.class_of(12)), color_scheme=scheme)
    page.get_by_role("button", name="Total").click()

    assert grave(page) == ""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nor_do_they_in_a_students_report(opened, scheme):
    student = classes.late_student()
    page = opened(render_html(student.grade, student), color_scheme=scheme)

    assert page.get_by_text("What counts", exact=True).is_visible()
    assert grave(page) == ""
