"""Files by their paths, laid out in a folder or packed in a zip, and what a download amounts to in a few words."""

import io
import stat
import warnings
import zipfile
from collections.abc import Mapping
from pathlib import Path

from grader.downloads import Download

Files = Mapping[str, str | bytes | None]
"""What to lay out: a folder's path ends in a slash and holds nothing; a link is None, and leads to a secret."""

CODE = "def double(x):\n    return 2 * x\n"
OTHER = "def double(x):\n    return x + x\n"


def lay(root: Path, files: Files) -> Path:
    """Write files into a folder, and return the folder."""
    root.mkdir(exist_ok=True)
    for name, content in files.items():
        path = root / name
        (path if name.endswith("/") and content is not None else path.parent).mkdir(parents=True, exist_ok=True)
        if content is None:
            secret = root.parent / "secret"
            lay(secret, {"tiny.py": CODE})
            path.symlink_to(secret if "." not in path.name else secret / "tiny.py")
        elif not name.endswith("/"):
            path.write_bytes(content.encode() if isinstance(content, str) else content)
    return root


def pack(files: Files, compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """The same as a zip."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as archive, warnings.catch_warnings(action="ignore"):  # of doubles
        for name, content in files.items():
            entry = zipfile.ZipInfo(name)
            if content is None:
                entry.external_attr = (stat.S_IFLNK | 0o777) << 16
            archive.writestr(entry, "../secret/tiny.py" if content is None else content, compression)
    return buffer.getvalue()


def work(download: Download) -> dict[str, list[str]]:
    """By the keys of the people, the text of what each attempt amounts to: its one file and its first function."""
    found: dict[str, list[str]] = {}
    for handin in download.handins:
        sources = handin.read().sources.values()
        found.setdefault(" ".join(person.key for person in handin.people), []).append(
            "; ".join(f"{source.file}: {''.join(sorted(source.functions))}" for source in sources)
        )
    return found
