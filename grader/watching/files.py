"""The files that a grade depends on, what tells that one was saved, and when to look."""

import stat
import time
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path

from grader.submission import limits
from grader.submission.found import is_archive, skips, wanted

LOOK_MILLISECONDS = 500
"""How long it may be until the next look where the system tells nothing: network drives, folders made since the
watch began, and what was saved just before it."""
QUIET_MILLISECONDS = 20
"""An editor saves in several steps, such as writing beside the file and renaming; this long without one ends a save."""
LONGEST_SAVE_MILLISECONDS = 200
"""A look comes after this long even if files keep changing."""

COURSE_FILES = (
    *("assignments/*/assignment.toml", "assignments/*/checks.py", "assignments/*/golden.json"),
    *("assignments/*/given.txt", "assignments/lib/**/*.py", "solutions/*/*.py"),
    *("assignments/*/locale/*.po", "solutions/*/locale/*.po"),
)
"""What of a course has a part in a verdict, and which assignments there are."""

Stamp = tuple[int, int, int]
"""Which file it is on its disk, when it was written, in nanoseconds, and how many bytes it has."""
Stamps = dict[Path, Stamp]


def saves(folders: Callable[[], Iterable[Path]]) -> Iterator[None]:
    """Yield whenever it is time to look: after each save in some folders, and every half-second.

    The system's word says when to look and not what has changed, so that whatever it misses is found all the same.

    Args:
        folders: gives those to watch, without what lies below them; asked anew before each look.

    Raises:
        KeyboardInterrupt: Ctrl-C.
    """
    while True:
        watched = _present(folders())
        for _ in _changes(watched):
            yield
            if _present(folders()) != watched:
                break


def submission_files(path: Path) -> Stamps:
    """The files that may hold a student's code: the one that is named, or those below a folder; none if it is gone."""
    return _stamped(islice(_below(path), limits.FILES))


def course_files(root: Path) -> Stamps:
    """The files of a course that a verdict depends on besides the student's own."""
    return _stamped(file for pattern in COURSE_FILES for file in root.glob(pattern))


def _below(path: Path, depth: int = 0) -> Iterator[Path]:
    """What a submission is read from, by its name: links are not followed, and folders of nobody's work left out."""
    if depth == 0 and not path.is_dir():
        yield path
        return
    try:
        entries = sorted(path.iterdir())
    except OSError:  # it went away meanwhile
        return
    for entry in entries:
        if entry.is_symlink() or skips(entry.name):
            continue
        if entry.is_dir():
            yield from _below(entry, depth + 1) if depth < limits.DEPTH else ()
        elif wanted(entry.name) or is_archive(entry.name):
            yield entry


def _stamped(files: Iterable[Path]) -> Stamps:
    stamps: Stamps = {}
    for file in files:
        try:
            state = file.stat()
        except OSError:  # it went away meanwhile
            continue
        if stat.S_ISREG(state.st_mode):
            stamps[file] = (state.st_ino, state.st_mtime_ns, state.st_size)
    return stamps


def _present(folders: Iterable[Path]) -> set[Path]:
    return {folder for folder in folders if folder.is_dir()}


def _changes(folders: set[Path]) -> Iterator[object]:
    from watchfiles import watch  # noqa: PLC0415 - only this command needs it

    try:
        yield from watch(
            *sorted(folders),
            watch_filter=None,
            debounce=LONGEST_SAVE_MILLISECONDS,
            step=QUIET_MILLISECONDS,
            rust_timeout=LOOK_MILLISECONDS,
            yield_on_timeout=True,
            recursive=False,  # a file in somebody's home folder is no reason to watch all of it
            ignore_permission_denied=True,
        )
    except (OSError, RuntimeError):  # a folder went away just now, or the system watches no more files for this account
        time.sleep(LOOK_MILLISECONDS / 1000)
        yield None
