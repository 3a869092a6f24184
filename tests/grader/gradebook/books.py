"""Gradebooks to try things with, and all that is in one as plain data."""

import sqlite3
import zlib

from grader.classroom import Person
from grader.gradebook import Attempt
from grader.model import AssignmentResult, CodeBlock, Times, Verdict
from grader.submission import Source
from grader.version import Version

ANNA = Person(key="canvas:1", name="Anna", user_id="1")
BEN = Person(key="canvas:2", name="Ben", user_id="2")
FIRST = Version(slug="tiny", parts={"the public checks": "a", "numpy": "2.0"})
SECOND = Version(slug="tiny", parts={"the public checks": "b", "numpy": "2.0"})


def source(text: str = "x = 1", slug: str = "tiny") -> Source:
    block = CodeBlock(file="tiny.py", line=1, text=text)
    return Source(slug=slug, file="tiny.py", units=[], functions={"double": block}, broken={}, notes=[])


def attempt(*people: Person, submitted: str = "", notes: tuple[str, ...] = ()) -> Attempt:
    keys = tuple(person.key for person in people)
    return Attempt(people=keys, origin="download/1", submitted=submitted, late=False, notes=notes)


def verdict(score: int = 3, started: str = "2026-01-01T00:00:00+00:00") -> Verdict:
    result = AssignmentResult(slug="tiny", title="Tiny", file="tiny.py", score=score, points=5, exercises=[])
    return Verdict(result=result, isolation={"files": "on"}, hidden=True, times=Times(started=started, seconds=0.5))


def dump(path) -> dict[str, list]:
    """Every row of a gradebook, but for what may differ between two runs on the same input: times and run numbers."""
    columns = {
        "person": "*",
        "enrolled": "*",
        "note": "*",
        "source": "digest, slug, content",
        "handin": "digest, people, origin, submitted, late, notes, attempt",
        "work": "(SELECT people || digest || submitted FROM handin WHERE id = work.handin), slug, source",
        "handed_in_by": "(SELECT people || digest || submitted FROM handin WHERE id = handed_in_by.handin), person",
        "version": "*",
        "verdict": "key, source, version, score, points, content",
        "standing": "*",
    }
    connection = sqlite3.connect(path)
    try:
        rows = {t: sorted(map(tuple, connection.execute(f"SELECT {c} FROM {t}"))) for t, c in columns.items()}
    finally:
        connection.close()
    rows["verdict"] = [(*row[:-1], _without_times(row[-1])) for row in rows["verdict"]]
    return rows


def _without_times(content: bytes) -> bytes:
    return zlib.decompress(content).partition(b'"times"')[0]
