"""Coverage-guided fuzzing of what reads untrusted bytes. It is run by hand, now and then, and not by pytest.

The fuzzer is atheris, which is no dependency of the project, so it gets an environment of its own, from the
project's folder:

    python3 -m venv /tmp/fuzzing
    /tmp/fuzzing/bin/pip install atheris --editable .
    /tmp/fuzzing/bin/python -m tests.fuzz.run wire --minutes 5

The targets are `wire` and `answers` (what a worker says), `script`, `notebook` and `archive` (what is handed in),
`blocks` (the START/END CODE HERE blocks), `download` and `metadata` (what a platform packs a class in) and `roster`
(who is in it); `targets.py` says what must hold for each. A find is written to `finds/`
below `--folder`, its bytes beside its traceback, one for each place in the code, and fuzzing goes on. What reached new
code is kept in `corpus/`, and the next run begins with it.

A find becomes a row of `tests/grader/fuzz_finds/test_finds.py`, as small as it can be made, with its reason.
"""

import argparse
import hashlib
import sys
import traceback
from pathlib import Path
from types import TracebackType

import atheris

with atheris.instrument_imports(include=["grader", "zipfile", "tokenize"]):
    from tests.fuzz.seeds import SEEDS, WORDS
    from tests.fuzz.targets import Target, TooMuchError, targets

LONGEST = 20_000
"""Bytes of one input: enough to nest, to repeat and to overflow, and little enough to be quick."""


def main() -> None:
    """Fuzz one target for some minutes and write what was found."""
    options = argparse.ArgumentParser(description="Fuzz one reader of untrusted bytes.")
    options.add_argument("target", choices=SEEDS)
    options.add_argument("--minutes", type=float, default=5)
    options.add_argument("--folder", type=Path, default=Path("/tmp/fuzzing-finds"))
    chosen = options.parse_args()
    work, finds, corpus = (chosen.folder / chosen.target / part for part in ("work", "finds", "corpus"))
    for folder in (work, finds, corpus):
        folder.mkdir(parents=True, exist_ok=True)
    for seed in SEEDS[chosen.target]:
        (corpus / hashlib.sha256(seed).hexdigest()[:16]).write_bytes(seed)
    target = _collecting(targets(work)[chosen.target], finds)
    atheris.Setup([sys.argv[0], *_settings(chosen.folder, chosen.target, chosen.minutes), str(corpus)], target)
    atheris.Fuzz()


def _settings(folder: Path, target: str, minutes: float) -> list[str]:
    """What libFuzzer is told; its own limits are for what Python's signals do not reach."""
    words = folder / target / "words"
    words.write_text("\n".join(f'"{_escaped(word)}"' for word in WORDS[target] if word), encoding="ascii")
    return [
        f"-dict={words}",
        f"-max_total_time={minutes * 60:.0f}",
        f"-max_len={LONGEST}",
        f"-artifact_prefix={folder / target}/finds/",
        "-timeout=30",
        "-rss_limit_mb=3000",
        "-print_final_stats=1",
    ]


def _escaped(word: bytes) -> str:
    return "".join(f"\\x{byte:02x}" for byte in word)


def _collecting(target: Target, finds: Path) -> Target:
    """The target, with what it raises written down once for each place in the code."""
    seen: dict[str, int] = {}

    def run(data: bytes) -> None:
        try:
            target(data)
        except (Exception, TooMuchError) as error:  # noqa: BLE001 - whatever it raises is a find
            name = f"{type(error).__name__}-{_place(error.__traceback__)}"
            if len(data) < seen.get(name, LONGEST + 1):  # the smallest of each
                seen[name] = len(data)
                (finds / name).write_bytes(data)
                (finds / f"{name}.txt").write_text("".join(traceback.format_exception(error)[-12:]), encoding="utf-8")

    return run


def _place(trace: TracebackType | None) -> str:
    """The innermost line of the grader's, or of the target's, in a traceback."""
    ours = [f for f in traceback.extract_tb(trace) if "/grader/" in f.filename or f.filename.endswith("targets.py")]
    return f"{Path(ours[-1].filename).stem}-{ours[-1].lineno}" if ours else "elsewhere"


if __name__ == "__main__":
    main()
