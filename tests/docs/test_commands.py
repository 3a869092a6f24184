"""Every command of the documentation: those in blocks are run as they stand, those in sentences are held to exist."""

import itertools
import re
import shlex
import shutil

import click
import pytest

from grader.cli import cli
from tests.docs import workshop
from tests.docs.markdown import DOCS, HOUSE, PAGES, commands, mentions

NOT_RUN = {
    "make test": "this is the suite itself",
    "make docs": "test_site.py builds the site",
    "make audit": "it compares with this project's own certificate; CI runs it",
    "make audit A=optimization": "likewise",
    "make cluster": "it downloads Dask",
    ".venv/bin/dask scheduler": "it waits for Ctrl-C",
    ".venv/bin/dask worker tcp://10.0.0.5:8786 --nthreads 1 --nworkers 8": "likewise",
    ".venv/bin/grader batch download.zip --dask tcp://10.0.0.5:8786": "it waits for that cluster; "
    "tests/grader/engines/test_cluster.py grades on one",
}
"""Commands in blocks that are held to exist and are not run here, and why."""
ELSEWHERE = {DOCS / "first-assignment.md": "tests/grader/scaffold/test_new.py goes through it, with its files"}
"""Pages whose commands are run by another test."""
SUMMARIES = [DOCS / "index.md", HOUSE / "README.md"]
"""Pages that repeat commands of those that they lead to, where these are run; the first also repeats the second's."""

VARIABLES = set(re.findall(r"(?m)^([A-Z]+) \?=", (HOUSE / "Makefile").read_text(encoding="utf-8")))
EVERYWHERE = [(page, command) for page in PAGES for command in [*commands(page), *mentions(page)]]


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    return workshop.build(tmp_path_factory.mktemp("workshop"))


@pytest.fixture
def folder(template, tmp_path):
    """A workshop of one's own, which looks as old as it is: to make, nothing in it is out of date."""
    return shutil.copytree(template, tmp_path / "project", symlinks=True)


def run_here(page):
    """The commands of a page that are run as its own."""
    summarised = SUMMARIES.index(page) + 1 if page in SUMMARIES else None
    others = [] if summarised is None else [other for other in PAGES if other not in SUMMARIES[:summarised]]
    left_out = {plain(command) for command in [*NOT_RUN, *itertools.chain(*map(commands, others))]}
    return [] if page in ELSEWHERE else [command for command in commands(page) if plain(command) not in left_out]


def plain(command):
    """A command as it stands where the environment's programs are at hand by their names."""
    return command.removeprefix(".venv/bin/")


@pytest.mark.parametrize("page", [page for page in PAGES if run_here(page)], ids=lambda page: page.stem)
def test_the_commands_of_a_page_work_one_after_the_other_as_they_stand(page, folder):
    for command in run_here(page):
        code, said = workshop.run(command, folder)
        assert code == 0, f"{command}: {said}"
        assert "Traceback" not in said, f"{command}: {said}"


@pytest.mark.parametrize(("page", "command"), EVERYWHERE, ids=lambda part: getattr(part, "stem", part))
def test_every_command_exists_with_all_that_it_is_given(page, command, template):
    first, *words = itertools.takewhile(lambda word: word not in {"|", ">"}, shlex.split(command))
    if first == "make":
        hold_target(command, words, template)
    elif first.rpartition("/")[2] == "grader":
        hold_options(cli, words)
    elif first == ".venv/bin/dask":
        code, said = workshop.run(f"{command} --help", template)
        assert code == 0, said
    elif first.startswith(".venv/bin/"):
        assert first == ".venv/bin/python"
        assert (HOUSE / words[0]).is_file()
    else:
        assert (HOUSE / first).is_file()


def hold_target(command, words, folder):
    """Hold a call of make to a target that there is, and to variables that the Makefile reads."""
    given = [word.partition("=")[0] for word in words if "=" in word]
    assert set(given) <= VARIABLES
    said = ["A=initialization" if word.startswith("A=<") else word for word in words]
    code, output = workshop.run(f"make -n {shlex.join(said)}", folder)
    assert code == 0, f"{command}: {output}"


def hold_options(command, words):
    """Hold a call to a command that there is, to its options, and to as many arguments as it takes."""
    context = click.Context(command)
    while isinstance(command, click.Group) and words:
        command = command.get_command(context, words[0])
        assert command is not None, f"there is no command {words[0]}"
        context, words = click.Context(command, parent=context, info_name=words[0]), words[1:]
    _, left, _ = command.make_parser(context).parse_args(words)
    assert left == []


def test_what_is_not_run_stands_on_a_page_and_its_reason_is_true():
    in_blocks = {command for page in PAGES for command in commands(page)}
    assert NOT_RUN.keys() - in_blocks <= {"make docs"}
    for page, reason in ELSEWHERE.items():
        assert page.name in (HOUSE / reason.split()[0]).read_text(encoding="utf-8")
