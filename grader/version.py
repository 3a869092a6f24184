"""What a grade is made by, besides the submission: an assignment's files, the grader, Python and the libraries.

A grade is kept under the hash of all of it and of the file that was handed in, so that unchanged work is not graded
twice, and changed checks never pass for the old ones. Policies are no part of it: they are applied afterwards.
"""

import hashlib
import platform
from collections.abc import Iterable
from functools import cache
from importlib.metadata import version as installed
from pathlib import Path

import msgspec

from grader import language
from grader.answers import MISCONCEPTIONS
from grader.assignment import Assignment
from grader.language import marked
from grader.model import Frozen
from grader.policy import Policy

LIBRARIES = ("numpy", "scipy", "scikit-learn", "hypothesis")
"""Those whose versions may change a value, or an example that is drawn."""

AFTERWARDS = {
    *("reports", "classroom", "certificate", "cli", "audit", "demo", "stub", "recording", "tryout"),
    *("downloads", "roster", "policy", "settling", "gradebook", "engines", "batch", "version", "watching"),
    *("release", "pull_request", "scaffold", "notebook", "passages", "translation"),
}
"""The rooms of the grader that have no part in a verdict: they come before it or after it."""

HOUSE = Path(__file__).parent


class Version(Frozen, frozen=True, kw_only=True):
    """The hash of each thing that one assignment's verdicts are made by, or its version number, by its name."""

    slug: str
    parts: dict[str, str]

    @property
    def key(self) -> str:
        """One hash for all of it."""
        return _hash([msgspec.json.encode(self, order="deterministic")])

    def verdict_key(self, source: str) -> str:
        """What a verdict on a source with that digest is kept under."""
        return _hash([self.key.encode(), source.encode()])


def version_of(assignment: Assignment) -> Version:
    """What the assignment's verdicts are made by, as its files are now."""
    settings = msgspec.structs.replace(assignment.settings, policy=Policy(), hands_out=[])
    folder, solution = assignment.folder, assignment.solution
    hidden = solution.parent if solution else None
    library = sorted((folder.parent / "lib").rglob("*.py"))
    parts = {
        marked("the settings"): _hash([msgspec.json.encode(settings)]),
        marked("the public checks"): _of_files([folder / "checks.py"]),
        marked("the golden values"): _of_files([assignment.golden]),
        marked("the stub"): _of_files([assignment.given]),
        marked("the library"): _of_files(library),
        marked("the solution"): _of_files([solution] if solution else []),
        marked("the hidden checks"): _of_files([hidden / "checks.py"] if hidden else []),
        marked("the misconceptions"): _of_files([hidden / MISCONCEPTIONS] if hidden else []),
        marked("the grader"): grader_hash(),
        marked("the language"): _of_language(assignment),
        "Python": f"{platform.python_implementation()} {platform.python_version()}",
        **{name: installed(name) for name in LIBRARIES},
    }
    return Version(slug=assignment.slug, parts=parts)


def _of_language(assignment: Assignment) -> str:
    """A verdict's sentences are made when it is: in a language, from what the catalogues say. English needs none."""
    code = language.current()
    if code == language.ENGLISH:
        return code
    return f"{code} {_of_files([language.own_catalogue(code), *assignment.catalogues(code)])}"


def language_of(version: Version) -> str:
    """The code of the language in which verdicts by a version speak."""
    return version.parts.get("the language", language.ENGLISH).partition(" ")[0]


def changed(before: Version, after: Version) -> list[str]:
    """The names of what is different, in the order of `version_of`, with the numbers where there are any."""
    names = [name for name in {**after.parts, **before.parts} if before.parts.get(name) != after.parts.get(name)]
    return [_change(name, before.parts.get(name, ""), after.parts.get(name, "")) for name in names]


@cache
def grader_hash() -> str:
    """The hash of the grader's own files that have a part in a verdict."""
    return _of_files(sorted(path for path in HOUSE.rglob("*.py") if _room(path) not in AFTERWARDS), HOUSE)


def _room(path: Path) -> str:
    return path.relative_to(HOUSE).parts[0].removesuffix(".py")


def _change(name: str, before: str, after: str) -> str:
    return f"{name} ({before} → {after})" if name == "Python" or name in LIBRARIES else language.say(name)


def _of_files(paths: Iterable[Path], root: Path | None = None) -> str:
    """The hash of some files' names and contents; those that are not there have no part in it."""
    present = [path for path in paths if path.is_file()]
    names = [str(path.relative_to(root)) if root else path.name for path in present]
    return _hash(
        piece for name, path in zip(names, present, strict=True) for piece in (name.encode(), path.read_bytes())
    )


def _hash(pieces: Iterable[bytes]) -> str:
    """The hash of some texts, each with its length, so that none can run into the next."""
    digest = hashlib.sha256()
    for piece in pieces:
        digest.update(b"%d:" % len(piece))
        digest.update(piece)
    return digest.hexdigest()
