"""A small course, and ways to lay out what a class handed in, on the disk and as a zip."""

from collections.abc import Callable
from pathlib import Path

import pytest

from grader.assignment import Assignment, load_course
from grader.downloads import Download, read_download
from tests.grader import courses
from tests.grader.downloads.places import Files, lay, pack


@pytest.fixture(scope="session")
def assignments(tmp_path_factory: pytest.TempPathFactory) -> list[Assignment]:
    """The assignment `tiny`."""
    return load_course(courses.build(tmp_path_factory.mktemp("course"))).assignments


@pytest.fixture(params=["folder", "zip"])
def take(request: pytest.FixtureRequest, tmp_path: Path, assignments: list[Assignment]) -> Callable[[Files], Download]:
    """Lay out files, once in a folder and once in a zip, and read them as a download."""

    def read(files: Files) -> Download:
        place = tmp_path / "class"
        if request.param == "folder":
            return read_download(lay(place, files), assignments)
        path = place.with_suffix(".zip")
        path.write_bytes(pack(files))
        return read_download(path, assignments)

    return read
