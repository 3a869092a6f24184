"""One submission, looked at again and again: what was saved is graded, in a session that stays warm."""

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec

from grader.assignment import Assignment, Course, load_course
from grader.errors import CourseError, SubmissionError
from grader.kept_examples import FOLDER, KeptExamples
from grader.language import marked, say
from grader.model import Grade
from grader.sentences import listed, sentences
from grader.session import GradingSession
from grader.submission import Source, Submission, read_submission
from grader.version import Version, changed, version_of
from grader.watching.files import Stamps, course_files, submission_files
from grader.watching.news import Away, CourseBroken, CourseChanged, Graded, News

ASSIGNMENTS = marked("the assignments")
"""What has changed if there are others than before."""


class Watch:
    """A file, a folder or a zip, and the grade that it had at the last look.

    Only the assignments whose files changed are graded again. If what judges them changes, all are, in a new session.

    Args:
        path: the submission.
        root: the course's folder.
        slug: the assignment that is graded; all of them if None.

    Raises:
        CourseError: the course's own files do not fit together.
        SandboxError: the worker server cannot be started.
    """

    def __init__(self, path: Path, root: Path, slug: str | None = None) -> None:
        self._path, self._root, self._slug = path, root, slug
        self._told: Grade | None = None
        self._session: GradingSession | None = None
        self._course_stamps = course_files(root)
        self._open(load_course(root))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """End the session, if there is one."""
        if self._session:
            self._session.close()
            self._session = None

    def folders(self) -> set[Path]:
        """The folders in which files that matter lie now."""
        own = {self._path if self._path.is_dir() else self._path.absolute().parent}
        return own | {file.parent for file in [*(self._stamps or ()), *self._course_stamps]}

    def look(self) -> Iterator[News]:
        """Look at the files, grade what has changed since the last look, and give what there is to tell.

        Raises:
            CourseError: the course's own files do not fit together, at the first look. Later ones tell of it.
            SubmissionError: the submission is not there or none of the course's, at the first look.
            SandboxError: the worker server cannot be started or has died.
        """
        try:
            yield from self._look_at_course()
            yield from self._look_at_submission()
        except CourseError as error:
            if self._told is None:
                raise
            self.close()
            yield CourseBroken(str(error))

    def _look_at_course(self) -> Iterator[News]:
        stamps = course_files(self._root)
        if stamps == self._course_stamps:
            return
        self._course_stamps = stamps
        course = load_course(self._root)
        parts = _changed(self._versions, _versions(course.select(self._slug)))
        if not parts and self._session:
            return
        yield CourseChanged(parts)
        self.close()
        self._open(course)

    def _open(self, course: Course) -> None:
        """Begin anew, with nothing graded and nothing known of the submission's files."""
        self._course, self._assignments = course, course.select(self._slug)
        self._versions = _versions(self._assignments)
        self._stamps: Stamps | None = None
        self._sources: dict[str, Source] = {}
        self._absent: dict[str, str] = {}
        self._grade: Grade | None = None
        self._warm = False
        kept = KeptExamples(course.root / FOLDER, {slug: version.key for slug, version in self._versions.items()})
        self._session = GradingSession(course, self._assignments, kept=kept)

    def _look_at_submission(self) -> Iterator[News]:
        stamps = submission_files(self._path)
        if self._session is None or stamps == self._stamps:
            return
        self._stamps = stamps
        try:
            submission = read_submission(self._path, self._course.assignments)
        except SubmissionError as error:
            if self._told is None:
                raise
            yield Away(str(error) if self._path.exists() else say("{file} is not there.", file=self._path.name))
            return
        if self._told is None:
            self._hold_something(submission)
        yield from self._judge(self._session, submission)

    def _judge(self, session: GradingSession, submission: Submission) -> Iterator[News]:
        """Grade what is new of a submission, and tell of what is not there or cannot be read, if that is new or all."""
        absent = self._absent_of(submission)
        sources = submission.sources
        fresh = [
            a.slug
            for a in self._assignments
            if a.slug in sources and a.slug not in absent and sources[a.slug] != self._sources.get(a.slug)
        ]
        yield from (Away(said) for slug, said in absent.items() if not fresh or said != self._absent.get(slug))
        self._absent = absent
        if absent and not fresh:
            return
        self._grade = self._graded(session, submission, fresh)
        self._sources |= {slug: sources[slug] for slug in fresh}
        yield Graded(before=self._told, after=self._grade)
        self._told = self._grade
        if not self._warm:
            self._warm_up(session)

    def _warm_up(self, session: GradingSession) -> None:
        """Run all checks on a file with nothing in it: what they draw and load is there when the first save comes."""
        self._warm = True
        for a in self._assignments:
            empty = Source(a.slug, file=a.stub.name, units=[], functions={}, broken={}, notes=[])
            session.try_out(a, empty, [exercise.name for exercise in a.exercises])

    def _absent_of(self, submission: Submission) -> dict[str, str]:
        """A sentence for each assignment whose file was graded and is not there now, or cannot be read as a whole."""
        if self._grade is None:
            return {}
        problems = {slug: source.problem for slug, source in submission.sources.items() if source.problem}
        gone = {
            slug: say("{file} is not there.", file=s.file)
            for slug, s in self._sources.items()
            if slug not in submission.sources
        }
        return {a.slug: said for a in self._assignments if (said := (problems | gone).get(a.slug))}

    def _graded(self, session: GradingSession, submission: Submission, fresh: list[str]) -> Grade:
        """The grade with the named assignments judged as they are now, and the others as they were judged last."""
        if self._grade is None:
            return session.grade(submission)
        if not fresh:
            return msgspec.structs.replace(self._grade, notes=submission.notes)
        new = {slug: submission.sources[slug] for slug in fresh}
        part = session.grade(msgspec.structs.replace(submission, sources=new))
        return _merged(self._grade, part, fresh)

    def _hold_something(self, submission: Submission) -> None:
        """Refuse a file that is nobody's work, which waiting would not change."""
        if submission.single and not any(a.slug in submission.sources for a in self._assignments):
            refused = marked("{name} is not one of this course's assignments.")
            if self._slug:
                refused = marked("{name} is not {slug}.")
            raise SubmissionError(sentences(say(refused, name=submission.name, slug=self._slug), *submission.notes))


def _merged(before: Grade, part: Grade, fresh: Collection[str]) -> Grade:
    """A grade with the named assignments as they are in another one of the same submission."""
    kept = {a.slug: a for a in before.assignments}
    new = {a.slug: a for a in part.assignments if a.slug in fresh or a.slug not in kept}
    assignments = list((kept | new).values())
    return msgspec.structs.replace(
        part,
        hidden=before.hidden and part.hidden,
        score=sum(a.score for a in assignments),
        points=sum(a.points for a in assignments),
        assignments=assignments,
    )


def _versions(assignments: list[Assignment]) -> dict[str, Version]:
    return {a.slug: version_of(a) for a in assignments}


def _changed(before: Mapping[str, Version], after: Mapping[str, Version]) -> list[str]:
    """The names of what has changed, each with the assignments that it has changed for, unless that is all of them."""
    if before.keys() != after.keys():
        return [say(ASSIGNMENTS)]
    slugs: dict[str, list[str]] = {}
    for slug, version in after.items():
        for part in changed(before[slug], version):
            slugs.setdefault(part, []).append(slug)
    return [
        part if len(slugs[part]) == len(after) > 1 else say("{part} of {slugs}", part=part, slugs=listed(slugs[part]))
        for part in slugs
    ]
