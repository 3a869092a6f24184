"""A download to its hand-ins: the names are read at once, the work when it is asked for."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path

import msgspec

from grader.assignment import Assignment
from grader.classroom import Person
from grader.downloads import gradescope
from grader.downloads.folders import has_attempts
from grader.downloads.handin import Download, HandIn
from grader.downloads.layouts import CLAIMS, FOLDERS, GRADESCOPE, layout_of
from grader.downloads.metadata import Metadata, read_metadata
from grader.downloads.outline import Claim, Claims, Outline, Part
from grader.downloads.tree import Tree, open_tree
from grader.errors import GraderError, SubmissionError
from grader.language import marked, say
from grader.sentences import listed
from grader.submission import Submission, limits, submission_of
from grader.submission.found import Found, Listing, Loose, wanted
from grader.submission.listing import gather
from grader.submission.matching import by_name
from grader.submission.pieces import Unreadable
from grader.submission.text import showable


def read_download(path: Path, assignments: list[Assignment]) -> Download:
    """Find out who handed in what. The layout is known by its names, and nobody's work is opened yet.

    A folder or a zip around the download, alone in its place, is looked through.

    Args:
        path: a folder or a zip of folders or files, one a student, as Canvas, Moodle, Gradescope or GitHub pack them
            or as somebody put them there.
        assignments: those that the work may be for.

    Raises:
        SubmissionError: there is no such path, it is neither a folder nor a zip, or it is a zip that cannot be opened.
    """
    top = open_tree(path)
    tree, within = _class_within(top, "", assignments) or (top, "")
    outline = tree.outline()
    layout = layout_of(outline)
    claims = _gradescope(tree, outline) if layout == GRADESCOPE else CLAIMS[layout](outline)
    handins = list(_handins(tree, claims.handins, assignments))
    people = {person.key: person for handin in handins for person in handin.people}
    notes = [say("The class was found in {folder}.", folder=showable(within))] if within else []
    notes += [*claims.notes, *_namesakes(people.values())]
    if not handins:
        sentence = marked("Nobody handed in anything: there is no work in {name}.")
        notes.append(say(sentence, name=showable(path.absolute().name)))
    return Download(layout, handins, notes)


def _class_within(tree: Tree, place: str, assignments: list[Assignment]) -> tuple[Tree, str] | None:
    """The class in a folder or zip, or in the only one that lies in it, and the path to it.

    None if there is no class: one student's work is all that there is.
    """
    outline = tree.outline()
    if _is_class(outline, assignments):
        return tree, place
    only = _only(tree, outline)
    if only is None or place.count("/") >= limits.WRAPPERS:
        return None
    try:
        return _class_within(tree.inside(only), f"{place}{only}/", assignments)
    except SubmissionError:
        return None  # a zip that cannot be opened is somebody's work, and says so when it is read


def _only(tree: Tree, outline: Outline) -> str | None:
    """The only folder or zip with anything in it, where no code lies beside it. A link is neither."""
    zips = [name for name in outline.files if name.lower().endswith(".zip") and tree.loose(Part(name, name)).files]
    found = [*(name for name, below in outline.folders.items() if below), *zips]
    return found[0] if len(found) == 1 and not any(map(wanted, outline.files)) else None


def _is_class(outline: Outline, assignments: list[Assignment]) -> bool:
    """Whether the names are a class's: a platform's, or several of which none is an assignment's or an attempt's."""
    if layout_of(outline) != FOLDERS:
        return True
    handins = CLAIMS[FOLDERS](outline).handins
    names = [claim.people[0].name for claim in handins]
    attempts = has_attempts(f"{name}/" for name in outline.folders)
    return len(set(names)) > 1 and not attempts and not any(by_name(name, assignments) for name in names)


def _gradescope(tree: Tree, outline: Outline) -> Claims:
    metadata = _metadata(tree)
    claims = gradescope.claims(outline, metadata.records)
    problem = say(
        "{file} could not be read whole: {problem}. It is what says who handed in what.",
        file=gradescope.METADATA,
        problem=metadata.problem,
    )
    return claims._replace(notes=[problem, *claims.notes] if metadata.problem else claims.notes)


def _metadata(tree: Tree) -> Metadata:
    found = tree.loose(Part(gradescope.METADATA, gradescope.METADATA)).files
    if not found:
        return Metadata({}, say("it is not there"))
    try:
        return read_metadata(found[0].load(limits.METADATA_BYTES))
    except Unreadable as reason:
        return Metadata({}, str(reason))


def _handins(tree: Tree, claims: Sequence[Claim], assignments: list[Assignment]) -> Iterator[HandIn]:
    attempts: dict[str, int] = {}
    for claim in claims:
        keys = [person.key for person in claim.people]
        attempt = 1 + max(attempts.get(key, 0) for key in keys)
        attempts |= dict.fromkeys(keys, attempt)
        yield HandIn(
            people=claim.people,
            origin=claim.origin,
            submitted=claim.submitted,
            late=claim.late,
            attempt=attempt,
            notes=claim.notes,
            read=partial(_read, tree, claim, assignments),
        )


def _read(tree: Tree, claim: Claim, assignments: list[Assignment]) -> Submission:
    """Read one hand-in. Whatever is wrong with it is said in its notes, so that one student's work stops nobody's."""
    name = listed([person.name for person in claim.people])
    try:
        submission = submission_of(name, _listing(tree, claim.parts), assignments)
    except (GraderError, Unreadable, OSError, ValueError, RecursionError, MemoryError) as error:
        because = str(error) or type(error).__name__
        said = say("{file} could not be read: {reason}.", file=claim.origin, reason=because)
        submission = submission_of(name, Listing([], [said]), assignments)
    return msgspec.structs.replace(submission, single=False)  # it is one of a class, which is graded for all there is


def _listing(tree: Tree, parts: Sequence[Part]) -> Listing:
    files: list[Found] = []
    notes: list[str] = []
    for part in parts:
        loose = tree.loose(part)
        files += loose.files
        notes += loose.notes
    if not files and not notes:
        notes.append(say("It is empty: no file was handed in."))
    listing = gather(Loose(files, notes))
    alone = len(parts) == len(files) == len(listing.files) == 1 and listing.files[0] == files[0]
    return listing._replace(single=alone and not parts[0].path.endswith("/"))


def _namesakes(people: Iterable[Person]) -> list[str]:
    """A sentence about each name that several people have, and how they are told apart."""
    by_name: defaultdict[str, list[Person]] = defaultdict(list)
    for person in people:
        by_name[person.name.casefold()].append(person)
    return [
        say(
            "{count} students are called {name}. They are told apart as {keys}.",
            count=len(same),
            name=same[0].name,
            keys=listed([p.key for p in same]),
        )
        for same in by_name.values()
        if len(same) > 1
    ]
