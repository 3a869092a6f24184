"""What click says - the pages of --help, and what is wrong with a call - in the language that is spoken.

Click asks the system's gettext for its words, some of them as it is imported; here they come from the grader's
catalogues, when they are shown. In English a page is click's own, to the last byte.
"""

import re
from collections.abc import Iterable, Iterator
from unicodedata import east_asian_width

import click

from grader.language import ENGLISH, again, current, marked, say
from grader.sentences import paragraphs

CLICKS_OWN = (
    marked("Options:"),
    marked("Commands:"),
    marked("Show this message and exit."),
    marked("Show the version and exit."),
)
"""What pages have besides the words that stand in the commands."""

WRONG = (
    marked("{problem} Did you mean {name}?"),
    marked("{problem} (Did you mean one of: {names}?)"),
    marked("Invalid value for {parameter}: {problem}"),
    marked("Missing command."),
    marked("Missing argument {name}."),
    marked("Missing option {name}."),
    marked("No such command {name}."),
    marked("No such option {name}."),
    marked("Option {name} requires an argument."),
    marked("Option {name} does not take a value."),
    marked("Got unexpected extra argument ({argument})"),
    marked("Got unexpected extra arguments ({arguments})"),
    marked("Path {path} does not exist."),
    marked("Path {path} is not readable."),
    marked("File {path} does not exist."),
    marked("File {path} is a directory."),
    marked("File {path} is not readable."),
    marked("Directory {path} does not exist."),
    marked("Directory {path} is a file."),
    marked("Directory {path} is not readable."),
    marked("{value} is not one of {choices}."),
    marked("{value} is not in the range {range}."),
    marked("{value} is not a valid integer."),
    marked("{value} is not a valid integer range."),
    marked("{value} is not a valid float range."),
    marked("{value} is not a valid boolean. Recognized values: {states}"),
)
"""What can be wrong with a call, as click says it; a problem may stand in another sentence."""

WIDE = "\u2e80-\uffef"
"""Characters of Chinese and Japanese, between which a line may be broken."""
PIECE = re.compile(rf"(?:\[[^\[\]]+\]|[（“‘《]*(?:[^\s{WIDE}“‘]+|[{WIDE}]|\S))[，。、；：！？…）”’》]*\s*")
"""What stays on one line: a note in brackets, a word or a wide character, with the marks that begin or end no line."""


class Page(click.HelpFormatter):
    """A page of --help whose lines are measured by the columns that they take."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write how the command is called."""
        super().write_usage(prog, args, say("Usage: ") if prefix is None else prefix)

    def write_heading(self, heading: str) -> None:
        """Write what comes next."""
        self.write(f"{'':>{self.current_indent}}{say(f'{heading}:')}\n")

    def write_text(self, text: str) -> None:
        """Write what a command does, in its paragraphs."""
        if current() != ENGLISH:
            text = "\n\n".join(_broken(say(part), self.width - self.current_indent) for part in paragraphs(text))
        super().write_text(text)

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Write names and beside each what it is."""
        rows = list(rows)
        if current() != ENGLISH:
            names = min(max(len(name) for name, _ in rows), col_max) + col_spacing
            rows = [(name, _broken(text, max(self.width - names - self.current_indent, 10))) for name, text in rows]
        super().write_dl(rows, col_max, col_spacing)


class _Context(click.Context):
    formatter_class = Page


class Command(click.Command):
    """A command whose docstring, and whose options' help, is said when it is shown."""

    context_class = _Context

    def get_short_help_str(self, limit: int = 45) -> str:
        """What stands beside the command's name: in English cut to one line, elsewhere all of its first paragraph."""
        if current() == ENGLISH or not self.help:
            return super().get_short_help_str(limit)
        return say(paragraphs(self.help)[0])

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what options there are."""
        options = [param for param in self.get_params(ctx) if isinstance(param, click.Option)]
        with formatter.section("Options"):
            formatter.write_dl([(option.get_help_spec(ctx), _help(option, ctx)) for option in options])


class Group(click.Group, Command):
    """A group of commands, and itself one."""


def show(error: click.ClickException) -> None:
    """Print what is wrong with a call on standard error, as click does."""
    if not isinstance(error, click.UsageError) or isinstance(error, click.exceptions.NoArgsIsHelpError):
        error.show()
        return
    if context := error.ctx:
        names = context.command.get_help_option_names(context)
        ask = marked("Try '{command} {option}' for help.")
        click.echo(context.get_usage(), err=True)
        click.echo(say(ask, command=context.command_path, option=max(names, key=len)) + "\n", err=True)
    click.echo(say("Error: {error}", error=_said(error)), err=True)


def _said(error: click.UsageError) -> str:
    whole = error.format_message()
    if error.message:
        whole = whole.replace(error.message, again(error.message, WRONG))
    return again(whole, WRONG)


def _help(option: click.Option, context: click.Context) -> str:
    notes = say("; ").join(_notes(option, context))
    what = say(option.help) if option.help else ""
    return f"{what}  [{notes}]" if notes else what


def _notes(option: click.Option, context: click.Context) -> Iterator[str]:
    extra = option.get_help_extra(context)
    if "default" in extra:
        yield say("default: {default}", default=extra["default"])
    if "range" in extra:
        yield extra["range"]
    if "required" in extra:
        yield say("required")


def _broken(text: str, width: int) -> str:
    r"""The text in lines of so many columns, after click's mark, `\b`, for what is broken already."""
    lines = [""]
    for piece in PIECE.findall(text):
        if lines[-1] and _columns(lines[-1] + piece.rstrip()) > width:
            lines.append("")
        lines[-1] += piece
    return "\n".join(["\b", *(line.rstrip() for line in lines)])


def _columns(text: str) -> int:
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)
