"""How much a submission may hold. Real ones stay far below; beyond it something is wrong, and a sentence says what."""

MEGABYTE = 1024 * 1024

FILE_BYTES = 25 * MEGABYTE
"""One file: a notebook with its pictures is rarely above 5 MB."""

CODE_CHARACTERS = MEGABYTE // 2
"""The Python text of one file, without a notebook's outputs. A tree of Python takes some 600 times its text."""

NOTEBOOK_PARTS = 3_000_000
"""The values in a notebook's JSON, outputs included."""

CHUNKS = 20_000
"""The statements that are looked at one by one where a file does not parse as a whole."""

TOTAL_BYTES = 100 * MEGABYTE
"""All files that are opened, together; unpacked, if they came in a zip."""

TOTAL_CODE_CHARACTERS = 2 * MEGABYTE
"""The Python text of all files together."""

ARCHIVE_BYTES = 100 * MEGABYTE
"""A zip file as it comes."""

RATIO = 200
"""How much larger a file may become when it is unpacked; text rarely passes 20."""

FILES = 2000
"""Files in a folder or a zip."""

DEPTH = 8
"""Folders within folders."""


def megabytes(size: int) -> str:
    """A size for people, such as `2.5 MB`."""
    return f"{size / MEGABYTE:.1f} MB".replace(".0 MB", " MB")
