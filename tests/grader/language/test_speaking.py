"""Sentences are said as they stand in English, and elsewhere as a catalogue has them, with the same values."""

import subprocess
import sys

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grader import language
from grader.language import again, counted, course, say
from grader.language.forms import names, recognised
from grader.sentences import listed, sentences

TEXTS = st.text(max_size=12)


@given(value=TEXTS)
def test_in_english_a_sentence_is_what_stands_in_the_code(value):
    assert say("No sentence of {name}: {{}}", name=value) == f"No sentence of {value}: {{}}"
    assert say("W is (n_l, n_{l-1})") == "W is (n_l, n_{l-1})"
    assert counted("{count} thing of {name}", "{count} things of {name}", 1, name=value) == f"1 thing of {value}"
    assert counted("{count} thing", "{count} things", 0) == "0 things"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])  # the language stays the same
@given(value=TEXTS)
def test_a_value_is_never_translated_nor_read_as_a_form(chinese, value):
    hostile = value + "{0.__class__} {name} passed"
    assert say("{file} is not there.", file=hostile) == f"{hostile}不在了。"


def test_a_number_of_things_has_one_form_in_chinese(chinese):
    assert [counted("{count} exercise", "{count} exercises", count) for count in (0, 1, 2)] == [
        "0道题",
        "1道题",
        "2道题",
    ]


def test_lists_and_sentences_are_joined_as_the_language_does(chinese):
    assert listed(["a", "b", "c"]) == "a、b和c"
    assert listed(["a"]) == "a"
    assert listed([]) == ""
    assert sentences("甲。", "", "乙。") == "甲。乙。"


def test_what_no_catalogue_knows_is_said_in_english_as_a_whole(chinese):
    assert say("There is no such sentence of {name}.", name="x") == "There is no such sentence of x."
    assert course("A hint that nobody has written.") == "A hint that nobody has written."


def test_a_sentence_that_was_made_elsewhere_is_said_again(chinese):
    forms = ["an integer of some {digits} digits"]
    assert again("an integer of some 4,000 digits", forms) == "约4,000位的整数"
    assert again("an integer of 4 digits, some say", forms) == "an integer of 4 digits, some say"


@given(values=st.tuples(st.from_regex(r"\A\w{1,6}\Z"), st.from_regex(r"\A\w{1,6}\Z")))
def test_a_form_recognises_what_it_made(values):
    one, two = values
    assert recognised("{a} has {b}.", f"{one} has {two}.") == {"a": one, "b": two}
    assert recognised("{a} has {b} {{l-1}}", f"{one} has {two} {{l-1}}") == {"a": one, "b": two}
    assert recognised("{a} and {a}", f"{one} and {one}") == {"a": one}


@given(form=st.text("a{}!:.[ ", max_size=10))
def test_names_are_found_in_any_text_without_an_error(form):
    assert isinstance(names(form), set)


def test_the_tag_is_the_one_that_html_has(chinese):
    assert language.tag() == "zh-CN"
    language.choose(language.ENGLISH)
    assert language.tag() == "en-GB"


@pytest.mark.parametrize(("code", "loaded"), [("en", False), ("zh_CN", True)])
def test_english_loads_nothing(code, loaded):
    program = f"import sys\nfrom grader import language\nlanguage.choose('{code}')\nprint('babel' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == str(loaded)
