"""check50: a function for each check, each of which it runs in a process of its own."""

import json
from collections.abc import Iterator
from pathlib import Path

from benchmarks.peers.installed import CHECKS, OWN_LIMIT, OneByOne
from benchmarks.workload import Handin

SETTINGS = """\
check50:
  checks: checks.py
  files:
    - !include "submission.py"
"""
HEAD = """\
import check50
import check50.py
import properties


@check50.check()
def exists():
    "submission.py exists"
    check50.exists("submission.py")
"""
TEST = """

@check50.check(exists, timeout={limit})
def {name}_{part}():
    "{name}, {part}"
    student = check50.py.import_("submission.py")
    try:
        properties.check("{drawn_by}", "{name}", "{part}", student)
    except Exception as error:
        raise check50.Failure(str(error)[:200])
"""


class Check50(OneByOne):
    """The command as a course runs it offline."""

    package = "check50"
    sample = 4

    def lay_out(self, folder: Path, drawn_by: str, handin: Handin) -> None:
        """The submission where the command is run, and the checks in a folder beside it."""
        checks = folder / "checks"
        checks.mkdir()
        (folder / "work").mkdir()
        (folder / "work" / "submission.py").write_text(handin.text, encoding="utf-8")
        (checks / ".cs50.yml").write_text(SETTINGS, encoding="utf-8")
        tests = [TEST.format(drawn_by=drawn_by, name=name, part=part, limit=OWN_LIMIT) for name, part in CHECKS]
        (checks / "checks.py").write_text(HEAD + "".join(tests), encoding="utf-8")

    def command(self, folder: Path) -> list[str | Path]:
        """One check50 in development mode, which takes the checks from a folder."""
        checks, results = folder / "checks", folder / "results.json"
        options: list[str | Path] = ["--dev", "--log-level", "error", "-o", "json", "--output-file", results]
        return ["/usr/bin/env", "-C", folder / "work", self.bin / "check50", *options, checks]

    def passed(self, folder: Path) -> Iterator[tuple[str, str]]:
        """The checks that it found to hold."""
        names = {f"{name}_{part}": (name, part) for name, part in CHECKS}
        for result in json.loads((folder / "results.json").read_text(encoding="utf-8"))["results"]:
            if result["passed"] and result["name"] in names:
                yield names[result["name"]]
