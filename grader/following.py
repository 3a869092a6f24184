"""Asking what others were asked, as long as their answers are given, and what it comes to where all of them are."""

from dataclasses import dataclass, field

from grader.precedents import Exchange, Precedents, Round
from grader.remembered import Known
from grader.sandbox.messages import Heard
from grader.workers import Workers


@dataclass
class Followed:
    """How far an exercise went where others had been: what theirs came to, if to the end, and what was exchanged."""

    known: Known | None = None
    exchanges: list[Exchange] = field(default_factory=list)


def follow(precedents: Precedents, workers: Workers) -> Followed:
    """Follow them as far as they lead.

    Functions that keep to themselves are asked in the worker in which others of the file were asked that do. What does
    not come to an end there is forgotten, but for a death, which is not waited for a second time; otherwise the checks
    can go on from what was exchanged, in the same worker.
    """
    followed = Followed()
    known: Round | Known | None = precedents.first
    if known is not None:
        workers.share(precedents.functions)
    while isinstance(known, Round):
        heard = _heard_aside(known, workers) if known.aside and not workers.in_company else workers.hear(known.messages)
        if not known.aside:
            followed.exchanges.append(Exchange(known.places, known.messages, heard))
        if heard.death is not None:
            workers.in_company = False
            return followed
        known = known.after.get(heard.digest or b"")
    followed.known = known
    if workers.in_company:
        _part(followed, workers)
    return followed


def _part(followed: Followed, workers: Workers) -> None:
    """Leave the worker to others; or, where it comes to something new, begin again in one of the exercise's own."""
    if followed.known is None:
        workers.end()
        followed.exchanges.clear()
    else:
        workers.leave()
    workers.in_company = False


def _heard_aside(known: Round, workers: Workers) -> Heard:
    """What a worker says on which things are tried; it is a new one that goes on with it, if the checks do."""
    workers.swap()
    try:
        return workers.hear(known.messages)
    finally:
        workers.end()
        workers.swap()
