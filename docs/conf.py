"""The documentation as a site: `make docs`. The pages are plain Markdown, which reads as well in the repository."""

from sphinx.application import Sphinx

CONTENTS = """
```{toctree}
:hidden:
:caption: Start here

student
notebook
instructor
class
exports
first-assignment
author
ci
```

```{toctree}
:hidden:
:caption: Look it up

vocabulary
formats
languages
threat-model
```

```{toctree}
:hidden:
:caption: Make up your mind

how-it-works
comparison
benchmarks
audit
```
"""
"""The order of the pages. It stands here and not in index.md, where it would be seen by readers of the repository."""

project = "Coursework grader"
extensions = ["myst_parser"]
exclude_patterns = ["_build", "templates"]
highlight_language = "sh"  # blocks without a language are commands

myst_heading_anchors = 3

html_theme = "furo"
html_title = project
html_static_path = ["static"]
html_css_files = ["site.css"]
html_copy_source = False
html_show_copyright = False


def setup(app: Sphinx) -> None:
    """Put the table of contents behind the first page."""
    app.connect("source-read", _add_contents)


def _add_contents(_: Sphinx, page: str, source: list[str]) -> None:
    if page == "index":
        source[0] += CONTENTS
