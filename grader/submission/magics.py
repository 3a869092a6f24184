"""Notebook commands: `%matplotlib inline`, `%%time`, `!pip install ...`, `np.dot?`. They are not Python, and go."""

import re

from grader.submission.lines import scan

_OTHER_LANGUAGES = (
    "bash",
    "cmd",
    "html",
    "javascript",
    "js",
    "latex",
    "markdown",
    "perl",
    "r",
    "ruby",
    "script",
    "sh",
    "sql",
    "svg",
    "system",
    "sx",
)
_CELL = re.compile(r"%%(\w+)")
_LINE = re.compile(
    r"""(?P<indent>\s*)(?:
        %{1,2}[A-Za-z_] .*                              # %matplotlib inline
      | ! .*                                            # !pip install numpy
      | \?{1,2} [\w.*]+ .*                              # ?np.dot
      | %?[\w.*\[\]]+ \?{1,2} \s*                       # np.dot?
      | [\w.,\s\[\]"']+ = \s* (?:%[A-Za-z_]|!) .*       # files = !ls, t = %timeit -o f()
    )$""",
    re.VERBOSE,
)


def without_magics(text: str) -> tuple[str, list[str]]:
    """The text with `pass` for each notebook command, so that lines keep their numbers; and the commands.

    A cell of another language (`%%bash`) becomes empty; other cell commands (`%%time`) lose only their line.
    """
    first = next((line.strip() for line in text.split("\n") if line.strip()), "")
    cell = _CELL.match(first)
    if cell and cell[1].lower() in _OTHER_LANGUAGES:
        return "", [first]
    return _without_line_magics(text)


def _without_line_magics(text: str) -> tuple[str, list[str]]:
    out: list[str] = []
    commands: list[str] = []
    continued = False
    for line in scan(text):
        found = None if line.in_string or continued else _LINE.match(line.text)
        if found and line.in_bracket and found["indent"]:
            found = None  # `% b` may well go on with a sum
        if continued:
            out.append("")
        else:
            out.append(f"{found['indent']}pass" if found else line.text)
        if found:
            commands.append(line.text.strip())
        continued = bool(found or continued) and line.text.endswith("\\")
    return "\n".join(out), commands
