"""What all reports in the terminal are written with: text from anywhere, in lines that fit, on any terminal.

Colour only underlines what marks and words already say, so the same lines serve a pipe, a log and NO_COLOR.
"""

from pathlib import Path
from string import Formatter

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.style import Style
from rich.text import Text

from grader.language import say
from grader.reports.text import clean_line, shorten

WIDEST = 100
"""Columns beyond which a line is harder to read than two."""

LONGEST_SENTENCE = 300
"""Characters of one sentence; the whole of it is in the HTML report."""


class TerminalPage:
    """The lines of a report, written from the top down."""

    def __init__(self, console: Console) -> None:
        self.console = console
        self.width = min(console.width, WIDEST)
        self.plain = not console.encoding.lower().startswith("utf")

    def text(self, words: str, style: str | Style = "", limit: int = LONGEST_SENTENCE) -> Text:
        """Return words from anywhere as text without markup, escapes, or anything that the terminal cannot encode."""
        return Text(self._encodable(shorten(clean_line(words), limit)), style=style)

    def filled(self, sentence: str, /, **values: Text) -> Text:
        """A sentence of the grader's own with values in the place of its names, each in the style that it comes in."""
        filled = Text()
        for words, name, _, _ in Formatter().parse(sentence):
            filled.append(self._encodable(words))
            if name:
                filled.append_text(values[name])
        return filled

    def show(self, what: RenderableType, indent: int = 2) -> None:
        """Print anything, within the page's width and indented as a whole, without blanks at the ends of its lines."""
        options = self.console.options.update(width=self.width)
        for segments in self.console.render_lines(Padding(what, (0, 0, 0, indent)), options, pad=False):
            line = Text.assemble(*[(s.text, s.style or "") for s in segments if not s.control])
            line.rstrip()
            self.console.print(line, soft_wrap=True)

    def line(self, *parts: Text, indent: int = 2) -> None:
        """Print one paragraph."""
        self.show(Text(" ").join(parts), indent)

    def blank(self) -> None:
        """Print an empty line."""
        self.console.print()

    def list_notes(self, notes: list[str]) -> None:
        """Print some notes, a paragraph each."""
        if notes:
            self.blank()
        for note in notes:
            self.line(self.text(say("Note: {note}", note=note), "dim"))

    def path(self, name: str, path: Path | None) -> None:
        """Print a file to open, never broken over lines, so that it can be copied or clicked."""
        if path is None:
            return
        link = Style(link=path.resolve().as_uri())
        shown = self.text(str(path), link, limit=len(str(path)))
        label = Text(self._encodable(say("{name}: ", name=name)), "bold") if name else Text()
        self.console.print(Text.assemble("  ", label, shown), soft_wrap=True)

    def _encodable(self, line: str) -> str:
        """A line without what the terminal cannot encode."""
        if not self.plain:
            return line
        line = line.replace("…", "...").replace("–", "-")
        return line.encode(self.console.encoding, "backslashreplace").decode(self.console.encoding)
