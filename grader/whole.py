"""A file written whole or not at all."""

import secrets
from pathlib import Path


def replace_whole(path: Path, data: bytes) -> None:
    """Write a file by way of a neighbour that takes its place when complete, so that no reader meets half a file.

    Raises:
        OSError: the folder cannot be made, or the file cannot be written; whatever stood there stands there still.
    """
    part = path.with_name(f".{secrets.token_hex(8)}.part")
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        part.write_bytes(data)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
