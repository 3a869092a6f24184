"""The comparison as tables for a terminal."""

from rich.console import Console
from rich.table import Table

from benchmarks.peers.results import AFRESH, FIRST, OURS, Aim, Results, Row, Spread
from benchmarks.workload import DRAWN_BY
from grader.reports.text import clean_line

CAPTION = (
    "Submissions a second on one core, and how many times as long each takes as this project on the same submissions: "
    "the median over the turns, with the lowest and the highest. The floor is the same checks and examples in one "
    "loop. In every grader a property is Hypothesis's; it draws a seed for NumPy, or the arrays themselves. The "
    "start-up of a session is paid once for a class and is not in the rates; a grader without one starts anew for each "
    "submission. Answers that were heard before, to the last bit, come to what they came to then; the rows that say so "
    "have forgotten them before each submission or each turn. A time limit that raises in the middle of a property is "
    "one more failing example to Hypothesis, which then goes on: so some time limits end nothing here."
)


def print_results(results: Results, console: Console) -> None:
    """Print a row for each grader, and whether each aim is met."""
    table = Table(caption=CAPTION, caption_justify="left")
    table.add_column("grader")
    for title in ("NumPy /s", "Hypothesis /s", "ratio, NumPy", "ratio, Hypothesis", "start-up s"):
        table.add_column(title, justify="right")
    table.add_column("isolation")
    table.add_column("an endless loop leaves")
    for row in results.rows:
        table.add_row(*_cells(row))
    console.print(table)
    for aim in results.aims:
        console.print(aim_line(aim), markup=False)


def aim_line(aim: Aim) -> str:
    """Whether an aim is met, in one line."""
    verdict = "met" if aim.met else "not met"
    drawn = {"numpy": "NumPy", "hypothesis": "Hypothesis"}[aim.drawn_by]
    return f"{verdict:8}{aim.sentence}: {_spread(aim.ratio)} × ({aim.beside}, inputs by {drawn})"


def _cells(row: Row) -> list[str]:
    name = f"{row.name} {row.version}".strip() if row.name not in (OURS, FIRST, AFRESH) else row.name
    if row.problem:
        return [name, "-", "-", "-", "-", "-", row.isolation, clean_line(f"not run: {row.problem}")[:300]]
    rates = [f"{row.rates[drawn_by].median:g}" for drawn_by in DRAWN_BY]
    ratios = [_spread(row.ratios[drawn_by]) for drawn_by in DRAWN_BY]
    startup = f"{row.startup:.1f}" if row.startup else "-"
    return [name, *rates, *ratios, startup, row.isolation, row.survives]


def _spread(spread: Spread) -> str:
    return f"{spread.median:g} ({spread.low:g} - {spread.high:g})"
