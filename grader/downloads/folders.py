"""No platform at all: a folder or a file a student, named after them.

Files that differ in their suffix alone, and a folder of the same name, are one student's: `jane.py`, `jane.ipynb` and
`jane/`. A folder that holds `attempt 1`, `attempt-2` and so on, and no other folder, holds as many attempts.
"""

import re
from collections.abc import Iterable

from grader.classroom import Person
from grader.downloads.outline import Claim, Claims, Outline, Part, left_aside, origin
from grader.language import marked, say
from grader.submission.found import holds_code, is_archive, skips
from grader.submission.text import person_name, showable

_ATTEMPT = re.compile(r"attempt[ _-]*(\d{1,9})/", re.IGNORECASE | re.ASCII)
_SUFFIX = re.compile(r"(?:\.(?:py|ipynb|txt|json|zip|rar|7z|tar|gz|tgz|bz2|xz))+", re.IGNORECASE)


def claims(outline: Outline) -> Claims:
    """One hand-in for each name, or one for each attempt."""
    by_name: dict[str, list[Part]] = {}
    for name in outline.folders:
        if not skips(name):
            by_name.setdefault(person_name(name), []).append(Part(f"{name}/"))
    files = [name for name in outline.files if holds_code(name) or is_archive(name)]
    for name in files:
        by_name.setdefault(_stem(name), []).append(Part(name, name))
    handins = [claim for name in sorted(by_name) for claim in _claims(name, by_name[name], outline)]
    others = [name for name in outline.files if name not in set(files)]
    return Claims(handins, left_aside(others, marked("a hand-in is a folder, a zip, a .py or an .ipynb")))


def has_attempts(inner: Iterable[str]) -> bool:
    """Whether the folders within a folder are one student's attempts."""
    folders = [name for name in inner if name.endswith("/") and not name.startswith(".")]
    return bool(folders) and all(map(_ATTEMPT.fullmatch, folders))


def _claims(name: str, parts: list[Part], outline: Outline) -> Iterable[Claim]:
    people = (Person(key=f"folder:{name}", name=name, email=name if "@" in name else ""),)
    inner = outline.folders.get(parts[0].path.removesuffix("/"), [])
    if len(parts) == 1 and parts[0].path.endswith("/") and has_attempts(inner):
        beside = [file for file in inner if not file.endswith("/") and not file.startswith(".")]
        notes = tuple(
            left_aside(beside, say("only what lies in the attempts of {folder} counts", folder=showable(parts[0].path)))
        )
        for attempt in sorted(filter(_ATTEMPT.fullmatch, inner), key=_number):
            part = Part(parts[0].path + attempt)
            yield Claim(people, (part,), origin([part]), notes=notes)
    else:
        yield Claim(people, tuple(parts), origin(parts))


def _stem(name: str) -> str:
    """A file's name without its suffixes, of which `jane.ipynb.txt` has two."""
    bare = name
    while _SUFFIX.fullmatch(suffix := bare[bare.rfind(".") :]) and len(suffix) < len(bare):
        bare = bare[: -len(suffix)]
    return person_name(bare)


def _number(attempt: str) -> tuple[int, str]:
    match = _ATTEMPT.fullmatch(attempt)
    return int(match[1]) if match else 0, attempt
