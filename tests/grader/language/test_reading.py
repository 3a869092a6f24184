"""A catalogue is read leniently as a text and strictly as a translation: what is not whole is said in English."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.errors import CourseError
from grader.language.catalogue import read_words

HEAD = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n"Plural-Forms: nplurals=1; plural=0;\\n"\n\n'


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("catalogues")


def read(folder, text: str):
    file = folder / "words.po"
    file.write_bytes(text.encode("utf-8", "surrogatepass"))
    return read_words(file)


@pytest.mark.parametrize(
    "entry",
    [
        'msgid "It is {name}."\nmsgstr ""\n',
        '#, fuzzy, python-brace-format\nmsgid "It is {name}."\nmsgstr "是{name}。"\n',
        '#, python-brace-format\nmsgid "It is {name}."\nmsgstr "是{nam}。"\n',
        '#, python-brace-format\nmsgid "It is {name}."\nmsgstr "是{name}，{other}。"\n',
        '#, python-brace-format\nmsgid "It is {name}."\nmsgstr "是。"\n',
    ],
)
def test_what_is_not_finished_is_left_out(folder, entry):
    assert read(folder, HEAD + entry).translated("It is {name}.") == ""


def test_a_form_is_recognised_by_what_stands_around_its_names(folder):
    entry = '#, python-brace-format\nmsgctxt "form"\nmsgid "W{layer} is not {{l-1}}"\nmsgstr "W{layer}不是{{l-1}}"\n'
    words = read(folder, HEAD + entry)
    assert words.translated("W12 is not {l-1}") == "W12不是{l-1}"
    assert words.translated("W12 is {l-1}") == ""


def test_braces_of_other_texts_are_braces(folder):
    words = read(folder, HEAD + 'msgid "W is (n_{l-1})"\nmsgstr "W是(n_{l-1})"\n')
    assert words.translated("W is (n_{l-1})") == "W是(n_{l-1})"


def test_a_changed_file_is_read_anew(folder):
    assert read(folder, HEAD + 'msgid "a"\nmsgstr "甲"\n').translated("a") == "甲"
    assert read(folder, HEAD + 'msgid "a"\nmsgstr "乙"\n').translated("a") == "乙"


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(CourseError, match=r"nothing\.po cannot be read"):
        read_words(tmp_path / "nothing.po")


@given(text=st.one_of(st.text(), st.text('msgidstrctx "\\n#,~|[]0:{}').map(lambda text: HEAD + text)))
def test_whatever_stands_in_a_file_it_is_read_or_named(folder, text):
    try:
        words = read(folder, text)
    except CourseError:
        return
    assert isinstance(words.translated("a"), str)
