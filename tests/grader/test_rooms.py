"""The rooms of the house: a module imports from the floors below it, and nothing goes round in a circle."""

import ast
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

import grader
from grader.version import AFTERWARDS

HOUSE = Path(grader.__file__).parent

SANDBOX_CHILD = {"wire", "worker", "server", "fresh_child", "confine", "loading", "filters", "landlock"}
SANDBOX_CHILD |= {"privileges", "progress"}
"""What runs on the untrusted side, or before it: it imports errors, its own room, and nothing else of the grader."""

FLOORS = [
    {"errors", "language", "sentences", "layers", "chorus", "whole"},
    {"model", "policy"},
    {"certificate", "classroom"},
    {"assignment", "settling"},
    {"blocks"},
    {"submission"},
    {"downloads", "roster"},
    {"sandbox"},
    {"checks"},
    {
        "collecting",
        "marking",
        "alike",
        "contained",
        "precedents",
        "calls",
        "student",
        "texts",
        "remembered",
        "library",
        "workers",
        "following",
        "functions",
        "answer_key",
        "reference",
        "verdict",
        "kept_examples",
        "plugin",
        "runner",
        "attempt",
        "session",
        "recording",
        "stub",
        "passages",
        "translation",
        "tryout",
    }
    | {"answers", "diagnosis", "audit", "fingerprint", "version", "engines", "gradebook", "demo"},
    {"reports"},
    {"batch", "watching", "release", "pull_request", "scaffold", "notebook"},
    {"cli"},
]
ONLY = {
    "errors": set(),
    "language": {"errors"},
    "sentences": {"language"},
    "layers": {"language"},
    "chorus": set(),
    "whole": set(),
    "model": {"errors", "language"},
    "policy": {"errors", "language"},
    "assignment": {"errors", "language", "policy"},
    "blocks": {"errors", "language"},
    "submission": {"language", "sentences", "errors", "model", "assignment", "blocks"},
    "sandbox": {"errors", "language"},
    "checks": {"language", "sentences", "errors", "model", "sandbox.wire", "sandbox.messages"},
    "certificate": {"language", "model"},
    "classroom": {"model"},
    "downloads": {"language", "sentences", "errors", "assignment", "classroom", "submission"},
    "roster": {"language", "sentences", "errors", "classroom", "submission.limits", "submission.text"},
    "gradebook": {"language", "errors", "model", "classroom", "submission", "version"},
    "settling": {"language", "sentences", "errors", "model", "classroom", "policy"},
    "watching": {"language", "sentences", "errors", "model", "assignment", "submission", "session", "version"}
    | {"kept_examples"},
    "reports": {"language", "layers", "sentences", "errors", "model", "certificate", "classroom", "whole"},
    "pull_request": {"errors", "model", "policy", "assignment", "classroom", "settling", "submission"},
    "notebook": {
        "language",
        "sentences",
        "errors",
        "model",
        "assignment",
        "submission",
        "engines",
        "version",
        "sandbox",
    }
    | {"reports.cell_html", "reports.cell_terminal", "reports.text"},
    "scaffold": {"language", "errors", "assignment", "stub", "recording", "reports.files"},
    "release": {"language", "sentences", "errors", "assignment", "blocks", "stub", "reports.files"},
}
"""What a room may import besides itself; the rooms of the machine above them are held by their floors alone."""


def module_name(path: Path) -> str:
    return ".".join(path.relative_to(HOUSE).with_suffix("").parts).removesuffix(".__init__")


MODULES = {module_name(path): path for path in sorted(HOUSE.rglob("*.py")) if path != HOUSE / "__init__.py"}


def imports(name: str) -> set[str]:
    """The modules of the grader that a module imports anywhere in it, by their names within the grader."""
    found = set()
    for node in ast.walk(ast.parse(MODULES[name].read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name} imports by dots"
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return {known for target in found if target.startswith("grader.") if (known := _known(target)) and known != name}


def _known(target: str) -> str:
    """A module's name for what is imported from it: `grader.model.Status` is of `model`."""
    parts = target.split(".")[1:]
    while parts and ".".join(parts) not in MODULES:
        parts.pop()
    return ".".join(parts)


def room(name: str) -> str:
    return name.split(".", maxsplit=1)[0]


def test_every_module_is_in_a_room_that_has_a_floor():
    assert {room(name) for name in MODULES} == set().union(*FLOORS)


@pytest.mark.parametrize("name", MODULES)
def test_a_module_imports_from_its_own_floor_or_below(name):
    heights = {r: height for height, rooms in enumerate(FLOORS) for r in rooms}
    above = {target for target in imports(name) if heights[room(target)] > heights[room(name)]}
    assert not above


@pytest.mark.parametrize("name", [name for name in MODULES if room(name) in ONLY])
def test_a_room_imports_what_it_may_and_no_more(name):
    others = {target for target in imports(name) if room(target) != room(name)}
    assert {t for t in others if t not in ONLY[room(name)] and room(t) not in ONLY[room(name)]} == set()


@pytest.mark.parametrize("name", [f"sandbox.{part}" for part in sorted(SANDBOX_CHILD)])
def test_the_untrusted_side_imports_nothing_of_the_rest(name):
    if name not in MODULES:
        pytest.skip("there is no such layer")
    allowed = {"errors", "sandbox"} | {f"sandbox.{part}" for part in SANDBOX_CHILD}
    assert imports(name) <= allowed


def test_nothing_imports_the_command_line():
    assert [n for n in MODULES if room(n) != "cli" and "cli" in {room(target) for target in imports(n)}] == []


def test_no_imports_go_round_in_a_circle():
    TopologicalSorter({name: imports(name) for name in MODULES}).prepare()


def test_what_has_no_part_in_a_verdict_is_not_imported_by_what_makes_one():
    reached, waiting = set(), ["session"]
    while waiting:
        name = waiting.pop()
        if name not in reached:
            reached.add(name)
            waiting += imports(name)
    assert {room(name) for name in reached} & AFTERWARDS <= {"policy"}  # its settings stand in assignment.toml
    assert {room(name) for name in MODULES} >= AFTERWARDS
