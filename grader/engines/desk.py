"""The working side of every engine: one warm session a process, and jobs that come to it one by one."""

import contextlib
import hashlib
import os
import threading
from pathlib import Path
from typing import Self

from grader.assignment import find_course, load_course
from grader.errors import CourseError
from grader.language import ENGLISH, choose, current, say
from grader.model import Frozen, Verdict
from grader.sentences import enumerated
from grader.session import GradingSession
from grader.submission import Source
from grader.version import Version, changed, version_of

COURSE_VARIABLE = "GRADER_COURSE"
"""The environment variable that tells a worker on another machine where the course is."""


class Job(Frozen, frozen=True, kw_only=True):
    """One file to judge, or the absence of one: all that travels to a worker.

    `digest` names the file. `version` is what the verdict is to be made by, and the worker holds itself to it. `root`
    is the course's folder where the job comes from, and `slugs` are the assignments that this run may ask for.
    `language` is what its sentences are to be in. `isolated` refuses to judge where a layer of the sandbox is off.
    `may_wait` says that the file may hold what only a deadline ends. `exercises` are those to be
    judged, all of them if it is empty.
    """

    root: str
    slugs: tuple[str, ...]
    digest: str
    version: Version
    source: Source | None
    language: str = ENGLISH
    isolated: bool = False
    may_wait: bool = False
    exercises: tuple[str, ...] = ()

    @property
    def slug(self) -> str:
        """The assignment."""
        return self.version.slug


class Desk:
    """A session, and the versions of the assignments that it was opened with.

    Args:
        root: the course's folder.
        slugs: the assignments that jobs may be for.
        beside: a folder in which the desks of one run share what they remember, if they do.
    """

    def __init__(self, root: Path, slugs: tuple[str, ...], beside: Path | None = None) -> None:
        course = load_course(root)
        self.assignments = {a.slug: a for a in course.assignments if a.slug in slugs}
        self.versions = {slug: version_of(assignment) for slug, assignment in self.assignments.items()}
        self.beside = beside
        self._session = GradingSession(course, list(self.assignments.values()), beside=self._shared())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._session.close()

    def judge(self, job: Job) -> Verdict:
        """Judge one file."""
        if job.isolated:
            self._session.hold_isolation()
        return self._session.judge(self.assignments[job.slug], job.source, job.exercises)

    def is_for(self, job: Job) -> bool:
        """Whether a verdict that is made here is one by the job's version."""
        return self.versions.get(job.slug) == job.version

    def _shared(self) -> Path | None:
        """What is shared is a file of its own for each state of the course, which may change while a run goes on."""
        keys = "".join(version.key for version in self.versions.values())
        return self.beside / f"{hashlib.sha256(keys.encode()).hexdigest()}.sqlite" if self.beside else None


_kept = contextlib.ExitStack()
_desk: Desk | None = None
"""This process's own: an executor hands its processes nothing but their tasks."""
_one_at_a_time = threading.Lock()
"""A session serves one thread; a worker that has several waits for it."""


def judge(job: Job) -> Verdict:
    """Judge one file, in whatever process an engine calls this.

    Raises:
        CourseError: the course here is not the one that the job is for; the sentence says what is different.
        SandboxError: the worker server cannot be started or has died, or a layer is off that the job asks for.
    """
    with _one_at_a_time:
        return _desk_for(job).judge(job)


def open_desk(root: str, slugs: tuple[str, ...], beside: Path | None = None) -> Desk:
    """Open this process's desk anew, in the place of the one that is there."""
    global _desk  # noqa: PLW0603 - see there
    close_desk()
    _desk = _kept.enter_context(Desk(course_folder(root), slugs, beside))
    return _desk


def close_desk() -> None:
    """End this process's session, if there is one."""
    global _desk  # noqa: PLW0603 - see there
    _desk = None
    _kept.close()


def course_folder(root: str) -> Path:
    """Where the course is on this machine: where the environment says, or where it is for the sender, or around here.

    Raises:
        CourseError: it is in none of these places.
    """
    named = os.environ.get(COURSE_VARIABLE)
    if named:
        return Path(named)
    return Path(root) if Path(root).is_dir() else find_course(Path.cwd())


def _desk_for(job: Job) -> Desk:
    """The desk as it is, or if it is for something else, one that is opened with the files as they are now."""
    desk = _desk
    if job.language != current():
        choose(job.language)
        desk = None
    if desk is None or not desk.is_for(job):
        desk = open_desk(job.root, job.slugs, _desk.beside if _desk else None)
    if not desk.is_for(job):
        raise CourseError(_difference(job, desk))
    return desk


def _difference(job: Job, desk: Desk) -> str:
    here = desk.versions.get(job.slug)
    where = course_folder(job.root)
    if here is None:
        return say(
            "The worker's course, {folder}, has no assignment '{slug}'. Set {variable} to the right one.",
            folder=where,
            slug=job.slug,
            variable=COURSE_VARIABLE,
        )
    return say(
        "The worker's course, {folder}, is not the one that {slug} is graded by: different are {parts}. "
        "Bring both to one state, restart the workers, and run this again.",
        folder=where,
        slug=job.slug,
        parts=enumerated(changed(job.version, here)),
    )
