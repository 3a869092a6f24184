"""What `clean` lets through, and what it does not."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.reports.text import clean, clean_line, shorten
from tests.grader.reports.strategies import TEXT

BIDI = set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@given(TEXT)
def test_no_character_is_left_that_acts_or_hides(text):
    left = {c for c in clean(text) if unicodedata.category(c) in ("Cc", "Cs") or c in BIDI}

    assert left <= {"\n", "\t"}


@given(TEXT)
def test_clean_text_stays_as_it_is(text):
    assert clean(clean(text)) == clean(text)


@given(st.text(st.characters(categories=["L", "N", "P", "S", "Zs"])))
def test_words_of_every_alphabet_pass_untouched(text):
    assert clean(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[1;31mred\x1b[0m", "red"),
        ("\x1b]0;a title\x07after", "after"),
        ("\x1b]8;;file:///etc\x1b\\link", "link"),
        ("\x1bcreset", "␛creset"),
        ("\x9b31m", "\\x9b31m"),
        ("null\x00byte", "null␀byte"),
        ("\x7f", "␡"),
        ("photo\u202egpj.exe", "photo\\u202egpj.exe"),
        ("\udc80", "\\udc80"),
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("tab\tstays", "tab\tstays"),
    ],
)
def test_escapes_go_and_other_unseen_characters_are_made_visible(text, shown):
    assert clean(text) == shown


@given(TEXT)
def test_a_clean_line_is_one_line(text):
    assert len(clean_line(text).splitlines()) <= 1


def test_shorten_says_how_much_it_left_out():
    assert shorten("abcdef", 6) == "abcdef"
    assert shorten("abcdefgh", 6) == "abcdef… (2 more characters)"
