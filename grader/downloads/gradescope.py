"""Gradescope: `assignment_<id>_export/` with a folder `submission_<id>/` each, and submission_metadata.yml beside them.

The folders have numbers for names; who handed them in, and when, stands in the metadata alone. Everybody in a group is
named there. The format is that of Gradescope's "Export Submissions", which has no description of its own.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime

from grader.classroom import Person
from grader.downloads.metadata import Record, Submitter
from grader.downloads.outline import Claim, Claims, Outline, Part, left_aside, origin
from grader.language import marked, say
from grader.submission.text import person_name, showable

METADATA = "submission_metadata.yml"
_FOLDER = re.compile(r"submission_\d+")


def fits(outline: Outline) -> bool:
    """Whether the metadata is there, or nothing but folders with Gradescope's names."""
    return METADATA in outline.files or (bool(outline.folders) and all(map(_FOLDER.fullmatch, outline.folders)))


def claims(outline: Outline, records: Mapping[str, Record]) -> Claims:
    """A hand-in for each folder, and for each entry of the metadata that has none, in the order of time.

    Args:
        outline: the names in the export.
        records: what the metadata says of each folder, by the folder's name.
    """
    names = {*filter(_FOLDER.fullmatch, outline.folders), *records}
    known = {name: records.get(name, Record()) for name in names}
    handins = [_claim(name, known[name], outline) for name in sorted(names, key=lambda name: _order(name, known[name]))]
    others = [name for name in [*outline.files, *outline.folders] if name not in names and name != METADATA]
    return Claims(handins, left_aside(others, marked("no name in a Gradescope export is like that")))


def _claim(name: str, record: Record, outline: Outline) -> Claim:
    parts = (Part(f"{name}/"),) if name in outline.folders else (Part(name),) if name in outline.files else ()
    notes = []
    if not record.submitters:
        notes.append(say("{file} does not say who handed in {name}.", file=METADATA, name=showable(name)))
    if not parts:
        notes.append(say("{file} names {name}, and there is no such folder.", file=METADATA, name=showable(name)))
    people = _people(name, record.submitters)
    return Claim(people, parts, origin(parts) or showable(name), submitted=record.created, notes=tuple(notes))


def _people(name: str, submitters: Sequence[Submitter]) -> tuple[Person, ...]:
    """Those who handed in together, each once; a number in place of a name where the metadata says nothing."""
    people = [_person(submitter) for submitter in submitters] or [Person(key=f"gradescope:{name}", name=showable(name))]
    return tuple({person.key: person for person in people}.values())


def _person(submitter: Submitter) -> Person:
    name, sid, email = map(person_name, submitter)
    return Person(key=f"gradescope:{sid or email or name}", name=name or email or sid, student_id=sid, email=email)


def _order(name: str, record: Record) -> tuple[float, int, str]:
    """By time; without one, by the submission's number, since later ones have larger numbers."""
    time = datetime.fromisoformat(record.created).timestamp() if record.created else 0.0
    digits = re.sub(r"\D", "", name)[:30]
    return time, int(digits or 0), name
