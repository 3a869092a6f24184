"""How much a submission may hold. Real ones stay far below; beyond it something is wrong, and a sentence says what."""

MEGABYTE = 1024 * 1024

FILE_BYTES = 25 * MEGABYTE
"""One file: a notebook with its pictures is rarely above 5 MB."""

CODE_CHARACTERS = MEGABYTE // 2
"""The Python text of one file, without a notebook's outputs. A tree of Python takes some 600 times its text."""

REMEMBERED_CHARACTERS = 4 * MEGABYTE
"""The Python text of all files that are remembered, so as not to be taken apart again."""

REMEMBERED_DEFINITIONS = 1024
"""Functions of which it is remembered that they compile, and what they name: a class has written most of them alike."""

REMEMBERED_DEFINITION = 16 * 1024
"""The Python text of one of them."""

NOTEBOOK_PARTS = 3_000_000
"""The values in a notebook's JSON, outputs included."""

CHUNKS = 20_000
"""The statements that are looked at one by one where a file does not parse as a whole."""

FINAL_DEPTH = 6
"""Finally clauses within finally clauses: each level doubles what Python makes of the innermost one."""

TOTAL_BYTES = 100 * MEGABYTE
"""All files that are opened, together; unpacked, if they came in a zip."""

TOTAL_CODE_CHARACTERS = 2 * MEGABYTE
"""The Python text of all files together."""

ARCHIVE_BYTES = 100 * MEGABYTE
"""A zip file as one student hands it in."""

NESTED = 2
"""Zips within a submission, one in the other: a zip of each assignment in a zip of all of them."""

RATIO = 200
"""How much larger a file may become when it is unpacked; text rarely passes 20."""

FILES = 2000
"""Files in a folder or a zip."""

DEPTH = 8
"""Folders within folders."""

CLASS_CONTENTS_BYTES = 16 * MEGABYTE
"""The table of contents of a whole class's zip, which is all of it that is held in memory: some 100,000 files. The zip
itself may be of any size, since it stays on the disk and is read file by file."""

METADATA_BYTES = 32 * MEGABYTE
"""What Gradescope says of all submissions of an assignment, the output of its own tests among it."""

WRAPPERS = 3
"""Folders around a download: the export in a folder of its name in a folder of the course."""


def megabytes(size: int) -> str:
    """A size for people, such as `2.5 MB`."""
    return f"{size / MEGABYTE:.1f} MB".replace(".0 MB", " MB")
