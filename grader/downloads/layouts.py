"""Which platform a download comes from, by its names alone."""

from collections.abc import Callable

from grader.downloads import canvas, folders, github, gradescope, moodle
from grader.downloads.outline import Outline

GRADESCOPE = "Gradescope"
FOLDERS = "folders"

_FITS: dict[str, Callable[[Outline], bool]] = {
    GRADESCOPE: gradescope.fits,
    "Moodle": moodle.fits,
    "Canvas": canvas.fits,
    "GitHub": github.fits,
}
"""From the names that say most to those that say least."""

CLAIMS = {"Moodle": moodle.claims, "Canvas": canvas.claims, "GitHub": github.claims, FOLDERS: folders.claims}
"""What each layout makes of the names; Gradescope's names say nothing without its metadata."""


def layout_of(outline: Outline) -> str:
    """The layout that the names are in; `folders` where no platform's fits."""
    return next((name for name, fits in _FITS.items() if fits(outline)), FOLDERS)
