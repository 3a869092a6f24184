"""What a class handed in, as a platform packs it: a folder or a zip to one `HandIn` an attempt."""

from grader.downloads.handin import Download, HandIn
from grader.downloads.intake import read_download

__all__ = ["Download", "HandIn", "read_download"]
