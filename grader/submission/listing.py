"""The files of a submission, wherever they are: one file, a folder, a zip, zips within any of these."""

import stat
from pathlib import Path

from grader.errors import SubmissionError
from grader.language import say
from grader.submission import limits
from grader.submission.archives import files_within
from grader.submission.folders import file_at, files_in, reason
from grader.submission.found import Found, Listing, Loose, is_archive, is_zip, wanted
from grader.submission.pieces import Unreadable, unreadable
from grader.submission.text import showable


def list_files(path: Path) -> Listing:
    """Find what may hold code in a file, a folder or a zip.

    Raises:
        SubmissionError: there is no such path, or it is a zip that cannot be opened.
    """
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            return gather(files_in(path))
        if not stat.S_ISREG(mode):
            raise SubmissionError(
                say("{path} is neither a file nor a folder. Name a .py, an .ipynb, a folder or a zip.", path=path)
            )
        with path.open("rb") as file:
            head = file.read(4)
    except OSError as error:
        raise SubmissionError(
            say("{path} cannot be opened: {reason}. Is the path right?", path=path, reason=reason(error))
        ) from error
    except ValueError as error:
        raise SubmissionError(say("This is not a path: {error}.", error=error)) from error
    found = file_at(path, showable(path.name))
    if not is_zip(head) and path.suffix.lower() != ".zip":
        return Listing([found], [], single=True)
    try:
        return gather(files_within(found.load(limits.ARCHIVE_BYTES)))
    except Unreadable as error:
        raise SubmissionError(unreadable(str(path), error)) from error


def gather(loose: Loose) -> Listing:
    """Choose from loose files those that may hold code, and open the zips among them.

    What lies in a zip has the zip's own path before it in its label, unless the zip is all that there is.
    """
    opened = _Opening()
    opened.take(loose, "", 0)
    return Listing(sorted(opened.files, key=lambda f: f.label), opened.notes)


class _Opening:
    """Collects code from files and from zips within zips, which have limits together as well as each by itself."""

    def __init__(self) -> None:
        self.files: list[Found] = []
        self.notes: list[str] = []
        self._files_left = limits.FILES
        self._bytes_left = limits.TOTAL_BYTES

    def take(self, loose: Loose, prefix: str, depth: int) -> None:
        """Take what lies in one place; `depth` says within how many nested zips that is."""
        files = [found._replace(label=prefix + found.label) for found in loose.files]
        code = [found for found in files if wanted(found.label)]
        packed = [found for found in files if is_archive(found.label)]
        self.files += code
        self.notes += [prefix + note for note in loose.notes]
        alone = len(packed) == 1 and not code
        for found in packed:
            if found.label.lower().endswith(".zip"):
                self._open(found, prefix if alone else f"{found.label}/", depth + 1)
            else:
                self.notes.append(_closed(found))

    def _open(self, found: Found, prefix: str, depth: int) -> None:
        if depth > limits.NESTED:
            self.notes.append(
                say(
                    "{file} lies within {depth} other zips and was not opened. Pack the files once.",
                    file=found.label,
                    depth=depth,
                )
            )
            return
        try:
            inner = self._within(found)
        except Unreadable as error:
            self.notes.append(unreadable(found.label, error))
            return
        self.take(inner, prefix, depth)

    def _within(self, found: Found) -> Loose:
        if self._bytes_left <= 0:
            raise Unreadable(say("there was too much before it. Hand in only the files to be graded"))
        data = found.load(min(limits.ARCHIVE_BYTES, self._bytes_left))
        inner = files_within(data)
        self._bytes_left -= len(data)
        self._files_left -= len(inner.files)
        if self._files_left < 0:
            raise Unreadable(
                say(
                    "the zips together hold more than {most} files. Pack only the .py and .ipynb files",
                    most=limits.FILES,
                )
            )
        return inner


def _closed(found: Found) -> str:
    return say(
        "{file} is packed and was not opened. Put its files beside the others and hand that in.", file=found.label
    )
