"""The catalogues are complete: all that is said is in them, translated, with the same names, numbers and code."""

import re
from collections import Counter
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message

from grader.assignment import load_course
from grader.language import own_catalogue
from grader.language.catalogue import is_finished, read_catalogue
from grader.language.speaking import languages
from grader.translation import Text, as_bytes, course_texts, merged, own_texts

ROOT = Path(__file__).parents[3]
CODES = languages()
KEPT = re.compile(
    r"`[^`\n]+`"  # code
    r"|\$[^$\n]+\$"  # formulas
    r"|\{[^{}]*\}"  # names
    r"|<[a-z/][^>]*>"  # HTML
    r"|\d+(?:[.,]\d+)*"  # numbers
)
"""What stands in a translation as it does in English."""


DATE = re.compile(r"\{time[.:][^{}]*\}")
"""A part of a date: another language has others, in another order."""


@pytest.fixture(scope="module")
def wanted() -> dict[Path, list[Text]]:
    """All that is to be translated, by the file of its catalogue."""
    course = load_course(ROOT)
    texts = {own_catalogue(code): own_texts() for code in CODES}
    for code in CODES:
        texts |= course_texts(course, course.assignments, code)
    return texts


def kept(text: str) -> Counter[str]:
    return Counter(KEPT.findall(DATE.sub("", re.sub(r"\s+", " ", text))))


def english(message: Message) -> list[str]:
    return list(message.id) if message.pluralizable else [message.id]


def said(message: Message) -> list[str]:
    return list(message.string) if message.pluralizable else [message.string]


def messages(catalogue: Catalog) -> list[Message]:
    return [message for message in catalogue if message.id]


def test_there_is_a_catalogue_of_simplified_chinese():
    assert "zh_CN" in CODES


def test_everything_that_is_said_is_in_its_catalogue_and_nothing_else(wanted):
    for file, texts in wanted.items():
        before = file.read_bytes()
        again = as_bytes(merged(read_catalogue(file), texts, read_catalogue(file).locale_identifier))
        assert again == before, f"{file} is not up to date: grader translate --own"


def test_everything_is_translated_and_has_the_same_names(wanted):
    for file in wanted:
        assert [message.id for message in messages(read_catalogue(file)) if not is_finished(message)] == [], file


def test_numbers_code_names_and_markup_stand_unchanged(wanted):
    for file in wanted:
        for message in messages(read_catalogue(file)):
            for text in said(message):
                assert kept(english(message)[-1]) <= kept(text), (file, message.id)


def test_nothing_is_left_in_english(wanted):
    for file in wanted:
        same = [m.id for m in messages(read_catalogue(file)) if set(said(m)) & set(english(m)) and len(words(m)) > 1]
        assert same == [], file


def words(message: Message) -> list[str]:
    """The words of a message besides what stays as it is."""
    return re.findall(r"[a-z]{2,}", KEPT.sub(" ", english(message)[0]))


def test_a_hidden_text_is_in_no_catalogue_that_students_get(wanted):
    public = {
        message.id for file in wanted if "solutions" not in file.parts for message in messages(read_catalogue(file))
    }
    shown = {text.id for file, texts in wanted.items() if "solutions" not in file.parts for text in texts}
    assert public == shown


def test_a_changed_sentence_keeps_its_translation_as_fuzzy_and_a_gone_one_goes():
    known = Catalog(locale="zh_CN")
    known.add("The cost with L2 regularisation", "带L2正则化的代价")
    known.add("Something that is gone", "没有了")
    made = merged(known, [Text("The costs with L2 regularisation", "checks.py")], "zh_CN")
    (message,) = messages(made)
    assert (message.string, message.fuzzy, is_finished(message)) == ("带L2正则化的代价", True, False)
    assert b"Something" not in as_bytes(made)
