"""A file, a folder or a zip to a Submission: which file is for which assignment, and what is said of the rest."""

import hashlib
from collections.abc import Iterable, Mapping
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple

import msgspec

from grader.assignment import Assignment
from grader.blocks import untouched
from grader.errors import SubmissionError
from grader.language import marked, say
from grader.sentences import listed
from grader.submission import limits
from grader.submission.found import Found, Listing
from grader.submission.listing import list_files
from grader.submission.matching import by_exercises, by_name, distance, is_helper
from grader.submission.pieces import Source, Submission, Unreadable, unreadable
from grader.submission.source import Opened, make_source, open_file, unreadable_source
from grader.submission.text import showable

_Rank = tuple[int, int, bool, str]


TAKEN = (
    marked(
        "There are {count} files for {title}: {file} was taken, since it has more exercises filled in; "
        "left aside: {others}."
    ),
    marked(
        "There are {count} files for {title}: {file} was taken, since it has the name that is nearest; "
        "left aside: {others}."
    ),
    marked("There are {count} files for {title}: {file} was taken, since it is a script; left aside: {others}."),
    marked("There are {count} files for {title}: {file} was taken, since it comes first; left aside: {others}."),
)
"""What is said of several files for one assignment, by what `_Rank` tells them apart."""


class _Candidate(NamedTuple):
    """A file that may be the one for an assignment."""

    source: Source
    distance: int


def read_submission(path: Path, assignments: list[Assignment]) -> Submission:
    """Read what was handed in: a .py, an .ipynb, a folder with any of these, or a zip of one.

    Args:
        path: the file, folder or zip.
        assignments: those it may be for; files for none of them are named in the notes.

    Raises:
        SubmissionError: there is no such path, or it is a zip that cannot be opened. Anything less is said in the
            submission's notes, or in the `problem` of a source.
    """
    return submission_of(showable(path.absolute().name), list_files(path), assignments)


def submission_of(name: str, listing: Listing, assignments: list[Assignment]) -> Submission:
    """Read listed files, wherever they lie, as one submission.

    Args:
        name: what it is called, as shown to people.
        listing: its files.
        assignments: those it may be for; files for none of them are named in the notes.
    """
    reader = _Reader(assignments, alone=listing.single)
    for found in reader.ordered(listing.files):
        reader.take(found)
    sources = {a.slug: reader.choose(a) for a in assignments if reader.candidates[a.slug]}
    notes = [*listing.notes, *reader.all_notes(sources, listing)]
    return Submission(
        name=name,
        sources=sources,
        notes=notes,
        digest=_digest(sources, notes),
        single=listing.single,
    )


def read_source(path: Path, assignment: Assignment) -> Source:
    """Read one file as that assignment's, whatever it is called: a stub or a solution.

    Raises:
        SubmissionError: there is no such file.
    """
    listing = list_files(path)
    if not listing.single:
        raise SubmissionError(say("{path} is a folder or a zip; a single file is wanted here.", path=path))
    found = listing.files[0]
    exercises = [e.name for e in assignment.exercises]
    try:
        return make_source(assignment.slug, found, open_file(found, exercises), exercises)
    except Unreadable as reason:
        return unreadable_source(assignment.slug, found, reason)


class _Reader:
    """Opens the files of one submission, and collects for each assignment those that may be its own."""

    def __init__(self, assignments: list[Assignment], *, alone: bool) -> None:
        self.assignments = assignments
        self.alone = alone
        self.exercises = {e.name for a in assignments for e in a.exercises}
        self.candidates: dict[str, list[_Candidate]] = {a.slug: [] for a in assignments}
        self.notes: list[str] = []
        self.unknown: list[str] = []
        self.code_left = limits.TOTAL_CODE_CHARACTERS
        self.bytes_left = limits.TOTAL_BYTES
        folders = {a.folder.parent / "lib" for a in assignments}
        self.library = sorted(p.name for folder in folders for p in folder.glob("*.py"))

    def ordered(self, files: list[Found]) -> list[Found]:
        """The files that may count: those with an assignment's name first, helpers not at all."""
        mine = [f for f in files if self.alone or not is_helper(f.name, self.library) or self._by_name(f)]
        return sorted(mine, key=lambda f: self._by_name(f) is None)

    def take(self, found: Found) -> None:
        """Open a file and give it to its assignment, or say why not."""
        owner = self._by_name(found)
        try:
            opened = self._open(found)
        except Unreadable as reason:
            if owner:
                self._add(owner, found, unreadable_source(owner.slug, found, reason))
            else:
                self.notes.append(unreadable(found.label, reason))
            return
        for assignment in self._owners(found, opened, owner):
            names = [e.name for e in assignment.exercises]
            self._add(assignment, found, make_source(assignment.slug, found, opened, names))

    def choose(self, assignment: Assignment) -> Source:
        """The file that counts for an assignment, with a note where that leaves any work aside."""
        candidates = self.candidates[assignment.slug]
        if len(candidates) == 1:
            return candidates[0].source
        stub = _stub_functions(assignment)
        ranked = sorted([(_rank(c, assignment, stub), c.source) for c in candidates], key=itemgetter(0))
        best = ranked[0][1]
        if all(_done(source, assignment, stub) == 0 for _, source in ranked[1:]):
            return best  # the others are as they were given out, like the notebook beside a script
        others = listed([source.file for _, source in ranked[1:]])
        self.notes.append(
            say(
                _reason(ranked[0][0], ranked[1][0]),
                count=len(ranked),
                title=assignment.title,
                file=best.file,
                others=others,
            )
        )
        return best

    def all_notes(self, sources: dict[str, Source], listing: Listing) -> list[str]:
        """What is to be said of the files together, once it is known which count."""
        asked_for_one = len(self.assignments) == 1 and bool(sources)
        unknown = [] if asked_for_one else self.unknown
        nothing = (
            [] if listing.files else [say("There is no .py and no .ipynb file in it, so there is nothing to grade.")]
        )
        return [*self.notes, *unknown, *nothing]

    def _by_name(self, found: Found) -> Assignment | None:
        if self.alone and len(self.assignments) == 1:
            return self.assignments[0]
        return by_name(found.name, self.assignments)

    def _owners(self, found: Found, opened: Opened, owner: Assignment | None) -> list[Assignment]:
        """The assignments that a file is for; its name counts, unless it defines nothing but another's exercises."""
        names = {*opened.taken.functions, *opened.taken.broken}
        if owner is None:
            return self._by_exercises(found, names)
        if any(e.name in names for e in owner.exercises):
            return [owner]
        others, sure = by_exercises(names, self.assignments)
        if not others or not sure:
            return [owner]
        self.notes.append(
            say(
                "{file} has the name of {title} and the exercises of {others}, for which it was taken.",
                file=found.label,
                title=owner.title,
                others=listed([a.title for a in others]),
            )
        )
        return others

    def _by_exercises(self, found: Found, names: set[str]) -> list[Assignment]:
        fitting, sure = by_exercises(names, self.assignments)
        titles = listed([a.title for a in fitting])
        if not fitting:
            known = listed([f"{a.slug}.py" for a in self.assignments])
            self.unknown.append(
                say(
                    "{file} was left aside: neither its name nor its functions belong to an assignment. "
                    "The names are {names}.",
                    file=found.label,
                    names=known,
                )
            )
        elif not sure:
            self.notes.append(
                say(
                    "{file} was left aside: it may be for {titles} alike. "
                    "Name it after the one it is for, such as {slug}.py.",
                    file=found.label,
                    titles=titles,
                    slug=fitting[0].slug,
                )
            )
            return []
        elif len(fitting) > 1:
            self.notes.append(
                say("{file} holds the exercises of {titles}, and was taken for each.", file=found.label, titles=titles)
            )
        return fitting

    def _open(self, found: Found) -> Opened:
        if self.code_left <= 0 or self.bytes_left <= 0:
            raise Unreadable(say("there was too much before it. Hand in only the files to be graded"))
        opened = open_file(found._replace(load=lambda limit: self._counted(found, limit)), self.exercises)
        self.code_left -= opened.size
        return opened

    def _counted(self, found: Found, limit: int) -> bytes:
        data = found.load(limit)
        self.bytes_left -= len(data)
        return data

    def _add(self, assignment: Assignment, found: Found, source: Source) -> None:
        self.candidates[assignment.slug].append(_Candidate(source, distance(found.name, assignment)))


def _rank(candidate: _Candidate, assignment: Assignment, stub: Mapping[str, str]) -> _Rank:
    """The order among several files for an assignment: most work done, nearest name, a script, path."""
    source = candidate.source
    return -_done(source, assignment, stub), candidate.distance, not source.file.lower().endswith(".py"), source.file


def _done(source: Source, assignment: Assignment, stub: Mapping[str, str]) -> int:
    """How many exercises differ from the stub; -1 for a file that cannot be read."""
    if source.problem:
        return -1
    defined = [e.name for e in assignment.exercises if e.name in {*source.functions, *source.broken}]
    return sum(
        name in source.broken or name not in stub or not untouched(source.functions[name].text, stub[name])
        for name in defined
    )


def _stub_functions(assignment: Assignment) -> dict[str, str]:
    if not assignment.given.is_file():
        return {}
    return {name: block.text for name, block in read_source(assignment.given, assignment).functions.items()}


def _reason(first: _Rank, second: _Rank) -> str:
    """The sentence that says which of several files was taken, and why."""
    differ = (sentence for sentence, a, b in zip(TAKEN, first, second, strict=True) if a != b)
    return next(differ, TAKEN[-1])


def _digest(sources: dict[str, Source], notes: Iterable[str]) -> str:
    taken = [sources[slug] for slug in sorted(sources)]
    return hashlib.sha256(msgspec.json.encode([taken, list(notes)])).hexdigest()
