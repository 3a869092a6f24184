"""The pages of --help, and what is wrong with a call, in the language that is spoken; in English as click has them."""

import re

import click
import pytest
from rich.cells import cell_len

from grader.assignment import load_course
from grader.cli import cli
from grader.cli.usage import show
from grader.translation import course_texts
from tests.grader import courses
from tests.grader.language.test_command import WORDS, run

COMMANDS = [cli, *cli.commands.values()]
SENTENCE = re.compile(r"\b[A-Za-z]?[a-z]+,? [a-z]{2,} [a-z]{2,}\b")
"""Three words of English, of which no code or command here is made."""
WRONG = [
    ["--"],
    ["nonsense"],
    ["grad"],
    ["bat"],
    ["--nonsense"],
    ["grade", "--reprots", "x"],
    ["grade", "--re", "x"],
    ["grade", "-a"],
    ["grade", "--require-isolation=1"],
    ["grade", "nowhere"],
    ["grade", "file", "more"],
    ["grade", "file", "more", "and more"],
    ["grade", "--json", "folder"],
    ["grade", "--reports", "file"],
    ["grade", "--fail-under", "101"],
    ["grade", "--fail-under", "x"],
    ["batch"],
    ["batch", "folder", "--workers", "0"],
    ["batch", "folder", "--workers", "x"],
    ["batch", "folder", "--roster", "nowhere"],
    ["demo-class", "folder", "--seed", "x"],
    ["release", "folder", "--form", "x"],
    ["pull-request", "folder"],
    ["pull-request", "nowhere"],
    ["pull-request", "folder", "--changes", "file"],
]


def page(command, width):
    context = command.context_class(command, info_name=command.name, max_content_width=width, terminal_width=width)
    return command.get_help(context)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
@pytest.mark.parametrize("width", [50, 78, 120])
def test_a_page_in_english_is_what_click_makes_of_it(command, width):
    context, plain = click.Context(command, info_name=command.name), click.HelpFormatter(width=width)
    command.format_usage(context, plain)
    click.Command.format_help_text(command, context, plain)
    click.Command.format_options(command, context, plain)
    if command is cli:
        cli.format_commands(context, plain)
    assert page(command, width) == plain.getvalue().rstrip("\n")


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_a_page_in_chinese_has_no_english_sentence_and_the_same_names(command, chinese):
    shown = page(command, 78)
    assert SENTENCE.findall(shown.replace("git diff --name-only", "")) == []
    assert shown.startswith("用法：")
    assert "选项：" in shown
    for option in command.params:
        assert option.make_metavar(click.Context(command)) in shown or all(name in shown for name in option.opts)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
@pytest.mark.parametrize("width", [60, 78])
def test_lines_in_chinese_fit_and_begin_and_end_as_they_should(command, width, chinese):
    _, _, shown = page(command, width).partition("\n")
    for line in shown.splitlines():
        assert cell_len(line) <= width, line
        assert line.strip()[:1] not in set("，。、；：！？）”"), line
        assert line.strip()[-1:] not in set("（“"), line


@pytest.mark.parametrize("words", WRONG, ids=" ".join)
def test_what_is_wrong_with_a_call_is_in_english_what_click_says_and_in_chinese_all_chinese(
    words, tmp_path, monkeypatch, capsys, request
):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PULL_REQUEST_REQUIRE_ISOLATION", "maybe")
    monkeypatch.setenv("LANGUAGE", "")
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    (tmp_path / "file").touch()
    (tmp_path / "folder").mkdir()
    error = failure(words)
    show(error)
    said = capsys.readouterr().err
    error.show()
    assert said == capsys.readouterr().err

    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    request.getfixturevalue("chinese")
    show(failure(words))
    said = capsys.readouterr().err
    last = said.splitlines()[-1]
    assert last.startswith("错误：")
    assert re.findall(r"[a-z]{2,} [a-z]{2,}", re.sub(r"'[^']*'|\([^)]*\)|（[^）]*）", "", last)) == []
    assert "Try" not in said


def failure(words):
    with pytest.raises(click.ClickException) as caught:
        cli.main(words, prog_name="grader", standalone_mode=False)
    return caught.value


@pytest.mark.parametrize(
    ("words", "variables", "sentence"),
    [
        (["--help"], {"LANG": "zh_CN.UTF-8"}, "给NumPy作业评分"),
        (["golden", "-h"], {"LANGUAGE": "zh"}, "重新记录标准值"),
        (["grade", "--lang", "zh", "--help"], {}, "给SUBMISSION评分"),
        (["batch", "--lang", "zh_CN", "--help"], {}, "给一个班级评分"),
        (["batch", "--lang", "en", "--help"], {"LANG": "zh_CN.UTF-8"}, "Grade a class"),
        (["--help"], {"LC_ALL": "C", "LANGUAGE": "zh_CN"}, "Grade coursework"),
    ],
    ids=lambda part: " ".join(part) if isinstance(part, list | dict) else None,
)
def test_a_page_is_in_the_language_of_the_option_or_else_of_the_locale(words, variables, sentence, tmp_path):
    shown = run(*words, cwd=tmp_path, **variables)
    assert (shown.returncode, shown.stderr) == (0, "")
    assert sentence in shown.stdout


def test_commands_for_authors_say_in_chinese_what_they_wrote(tmp_path):
    def said(*words):
        done = run(*words, cwd=tmp_path, LANG="zh_CN.UTF-8")
        return done.stdout.splitlines() or done.stderr.splitlines()

    assert said("new", "scaling")[0] == "已写入：assignments/scaling/assignment.toml"
    assert said("stub") == ["作业模板都是最新的。"]
    assert said("golden") == ["标准值都是最新的。"]
    assert said("translate")[0].startswith("已写入：")
    assert said("demo-class", "class", "--students", "2")[0] == "已写入class。用这个命令给它评分："
    assert said("audit", "--against", "class/intended.json")[0].startswith(
        "错误：class/intended.json：这不是JSON格式的检验证书"
    )
    assert said("release", "class") == ["错误：class不是空的。请换一个文件夹，或者用--update覆盖里面的内容。"]


@pytest.mark.parametrize(
    ("options", "variables"),
    [([], {"LANG": "zh_CN.UTF-8"}), (["--lang", "zh_CN"], {}), ([], {"PULL_REQUEST_LANG": "zh_CN"})],
)
def test_a_pull_request_without_a_students_file_is_told_so_in_chinese(options, variables, course, tmp_path):
    (tmp_path / "head").mkdir()
    (tmp_path / "changes").touch()
    done = run("pull-request", tmp_path / "head", "--changes", tmp_path / "changes", *options, cwd=course, **variables)
    assert (done.returncode, done.stderr) == (0, "")
    assert "这个拉取请求没有改动学生的文件，所以没有什么要评分的。" in done.stdout


@pytest.fixture
def course(tmp_path):
    """A course that speaks Chinese."""
    root = courses.build(tmp_path / "course")
    folder = root / "assignments" / "tiny" / "locale"
    folder.mkdir()
    (folder / "zh_CN.po").write_text(f'{WORDS}\nmsgid "Multiply by two."\nmsgstr "乘以二。"\n', encoding="utf-8")
    return root


def test_a_made_up_class_has_the_same_files_whatever_is_spoken(course, tmp_path):
    classes = []
    for locale in ("en_GB.UTF-8", "zh_CN.UTF-8"):
        folder = tmp_path / locale
        done = run("demo-class", folder, "--layout", "canvas", cwd=course, LANG=locale)
        assert done.returncode == 0, done.stderr
        classes.append({p.relative_to(folder): p.read_bytes() for p in folder.rglob("*") if p.is_file()})
    assert classes[0] == classes[1]


def test_what_is_to_be_translated_is_english_whatever_is_spoken(course, chinese):
    loaded = load_course(course)
    ids = {text.id for texts in course_texts(loaded, loaded.assignments, "zh_CN").values() for text in texts}
    assert "Multiply by two." in ids
    assert "乘以二。" not in ids
