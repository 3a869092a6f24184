"""The one gate for text that others wrote: it leaves with nothing in it that acts, hides or breaks.

A student's message, output, code or file name may hold terminal escapes, characters that reverse the line around
them, or halves of characters. Every report lets such text through `clean` before it shows it.
"""

import re

from grader.language import say

ESCAPE_SEQUENCE = re.compile(
    r"""
      \x1b\[ [0-?]* [ -/]* [@-~]                 # ESC [ ... : colours, moves of the cursor
    | \x1b[\]PX^_] [^\x07\x1b]{0,4096} (?:\x07|\x1b\\)  # ESC ] ... BEL: titles, links, the clipboard
    """,
    re.VERBOSE,
)
"""Terminal sequences that are complete; they go without a trace, since colours are no part of what was said."""

UNSEEN = re.compile(
    "["
    "\x00-\x08\x0b-\x1f\x7f"  # C0 without tab and newline, and DEL
    "\x80-\x9f"  # C1
    "\u2028\u2029"  # line and paragraph separators, which some readers break at
    "\u202a-\u202e\u2066-\u2069"  # bidirectional overrides, embeddings and isolates
    "\ud800-\udfff"  # halves of characters
    "\ufdd0-\ufdef\ufffe\uffff"  # no characters, by definition
    "]"
)
"""Characters that act or hide; each is replaced by a sign that can be seen."""

CI_COMMAND = re.compile(r"::(?=[\w-]+(?:\s[^:]*)?::)|##(?=\[)")
"""What a CI runner takes for a command at the start of a line of its log, which any wrapped line may become."""


def clean(text: str) -> str:
    r"""Return the same text with terminal sequences taken out and every other unseen character made visible.

    Newlines and tabs stay; `\r\n` and `\r` become newlines. A control character becomes its picture (`␀`, `␛`), any
    other unseen character its escape (`\u202e`).
    """
    plain = ESCAPE_SEQUENCE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return UNSEEN.sub(_visible, plain)


def clean_line(text: str) -> str:
    """Return `clean` text, all on one line, with no command for CI in it: runs of white space become single spaces."""
    return CI_COMMAND.sub(_spaced, " ".join(clean(text).split()))


def shorten(text: str, limit: int) -> str:
    """Return the first `limit` characters of a text, saying how many were left out, or the whole of it if it fits."""
    left_out = len(text) - limit
    return text if left_out <= 0 else say("{text}… ({count} more characters)", text=text[:limit], count=left_out)


def _spaced(match: re.Match[str]) -> str:
    return " ".join(match.group())


def _visible(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code < 0x20:
        return chr(0x2400 + code)
    return "␡" if code == 0x7F else f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"
