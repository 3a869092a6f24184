"""A report as a browser's parser sees it: its tags, its attributes and its text, in order."""

from html.parser import HTMLParser

# fmt: off
TAGS = {
    "html", "head", "meta", "title", "style", "body", "header", "nav", "main", "footer", "section", "article",
    "h1", "h2", "h3", "h4", "p", "span", "strong", "a", "code", "pre", "wbr", "ol", "ul", "li", "dl", "dt", "dd", "div",
    "details", "summary", "table", "caption", "thead", "tbody", "tr", "th", "td", "svg", "rect",
}
ATTRIBUTES = {
    "aria-hidden", "aria-label", "aria-labelledby", "charset", "class", "content", "focusable", "height", "href",
    "http-equiv", "id", "lang", "name", "open", "preserveaspectratio", "role", "scope", "tabindex", "viewbox", "width",
}
# fmt: on
"""All that a report is made of. No tag among them runs or fetches anything, and no attribute."""

VOID = {"meta", "wbr"}


class Page(HTMLParser):
    """Reads a whole document, and refuses one whose tags do not close in order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.html = html
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.texts: list[str] = []
        self._open: list[str] = []
        self.feed(html)
        self.close()
        assert self._open == [], f"never closed: {self._open}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]

    def handle_endtag(self, tag: str) -> None:
        assert self._open, f"</{tag}> closes nothing"
        opened = self._open.pop()
        assert tag == opened, f"</{tag}> closes <{opened}>"

    def handle_data(self, data: str) -> None:
        if "style" not in self._open:
            self.texts.append(data)

    @property
    def text(self) -> str:
        return "".join(self.texts)

    def values(self, name: str) -> list[str]:
        return [value for _, attribute, value in self.attributes if attribute == name]
