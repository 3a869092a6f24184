"""From a download to the gradebook: every hand-in is kept, and what is new in it becomes jobs."""

from collections.abc import Collection, Iterator

from grader.batch.queue import Piece, may_wait
from grader.downloads import Download, HandIn
from grader.gradebook import Attempt, Gradebook, nothing


def take_in(book: Gradebook, download: Download, slugs: Collection[str]) -> Iterator[list[Piece]]:
    """Keep each hand-in of a download, and give back what of it has no verdict yet, hand-in by hand-in.

    With the first come the assignments as nobody has handed them in, which is what those get who did not.

    Raises:
        GradebookError: the gradebook cannot be written; what was taken in before is kept.
    """
    run = book.new_run()
    pieces = [Piece(slug, nothing(slug)) for slug in slugs]
    for hand_in in download.handins:
        pieces += _kept(book, run, hand_in)
        yield _wanted(book, slugs, pieces)
        pieces = []
    if pieces:  # there was no hand-in to come with
        yield _wanted(book, slugs, pieces)


def _wanted(book: Gradebook, slugs: Collection[str], pieces: list[Piece]) -> list[Piece]:
    return [piece for piece in pieces if piece.slug in slugs and not book.stands(piece.digest)]


def _kept(book: Gradebook, run: int, hand_in: HandIn) -> list[Piece]:
    submission = hand_in.read()
    attempt = Attempt(
        people=tuple(person.key for person in hand_in.people),
        origin=hand_in.origin,
        submitted=hand_in.submitted,
        late=hand_in.late,
        notes=(*hand_in.notes, *submission.notes),
    )
    sources = submission.sources
    work = book.take_in(run, hand_in.attempt, attempt, hand_in.people, sources.values())
    return [Piece(slug, digest, may_wait(sources[slug])) for slug, digest in work.items()]
