"""The HTML report in a real browser, where there is one."""

import re
import shutil
import subprocess

import pytest

from grader.reports.html import render_html
from tests.grader.reports import samples

CHROMIUM = next(filter(None, map(shutil.which, ["chromium", "chromium-browser", "google-chrome"])), None)
OPTIONS = [
    *("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
    *("--enable-logging=stderr", "--virtual-time-budget=3000", "--dump-dom"),
]

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium on this machine")

MEASURE = """<script>
const page = document.documentElement;
parent.postMessage(page.scrollWidth - page.clientWidth, "*");
</script>"""
NARROW = """<!doctype html>
<script>addEventListener("message", event => document.body.append(`sticks out by ${event.data};`));</script>
<body>%s</body>"""


def opened(path, folder) -> tuple[str, str]:
    """Return what the browser made of a page, and what it complained of."""
    command = [CHROMIUM, *OPTIONS, f"--user-data-dir={folder / 'profile'}", path.as_uri()]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)
    return done.stdout, "\n".join(line for line in done.stderr.splitlines() if "CONSOLE" in line)


def test_it_opens_without_a_complaint_and_runs_nothing(tmp_path):
    page = tmp_path / "hostile.html"
    page.write_text(render_html(samples.hostile()), encoding="utf-8")

    seen, complaints = opened(page, tmp_path)

    assert "How this was graded" in seen
    assert complaints == ""
    assert "<script" not in seen
    assert "<img" not in seen


def test_the_policy_stops_a_script_and_a_picture_even_if_they_were_let_through(tmp_path):
    page = tmp_path / "broken.html"
    smuggled = "<script>document.title = 'owned'</script><img src='http://127.0.0.1:9/x.png'></main>"
    page.write_text(render_html(samples.mixed()).replace("</main>", smuggled), encoding="utf-8")

    seen, complaints = opened(page, tmp_path)

    assert "<title>owned" not in seen
    assert complaints.count("Content Security Policy") >= 2


def test_nothing_sticks_out_on_a_phone(tmp_path):
    names = ["mixed", "untouched", "hostile"]
    for name in names:
        html = re.sub("<meta http-equiv[^>]*>", "", render_html(samples.SAMPLES[name]()))
        (tmp_path / f"{name}.html").write_text(html.replace("</body>", MEASURE + "</body>"), encoding="utf-8")
    frames = "".join(f'<iframe src="{name}.html" width="360" height="700" style="border:0"></iframe>' for name in names)
    (tmp_path / "narrow.html").write_text(NARROW % frames, encoding="utf-8")

    seen, _ = opened(tmp_path / "narrow.html", tmp_path)

    assert re.findall(r"sticks out by (\d+);", seen) == ["0"] * 3
