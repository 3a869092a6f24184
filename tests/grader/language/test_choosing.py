"""Which language is spoken: an option comes first, then the locale, and what is not known is English."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.language import ENGLISH, preferred
from grader.language.speaking import languages

NAMES = st.dictionaries(
    st.sampled_from(["LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG", "LC_CTYPE"]), st.text("zh_CNenPOSIX.-@:", max_size=9)
)


@pytest.mark.parametrize(
    "name", ["zh_CN", "zh", "zh-Hans", "zh_hans", "zh_CN.UTF-8", "zh_CN.GB18030", "ZH_cn", "zh_SG"]
)
def test_every_name_of_simplified_chinese_is_known(name):
    assert preferred(name, {}) == "zh_CN"
    assert preferred(None, {"LANG": name}) == "zh_CN"


@pytest.mark.parametrize(
    "name", ["en", "en_GB", "en_US.UTF-8", "fr_FR", "zh_TW", "zh-Hant", "C", "klingon", "", "../zh_CN", "z"]
)
def test_what_is_not_known_is_english(name):
    assert preferred(name, {"LANG": "fr"}) == ENGLISH
    assert preferred(None, {"LANG": name}) == ENGLISH


@pytest.mark.parametrize(
    ("environment", "code"),
    [
        ({}, "en"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "POSIX", "LANGUAGE": "zh_CN"}, "en"),
        ({"LANG": "en_GB.UTF-8", "LC_MESSAGES": "zh_CN.UTF-8"}, "zh_CN"),
        ({"LANG": "zh_CN.UTF-8", "LC_MESSAGES": "en_GB.UTF-8"}, "en"),
        ({"LANG": "en_GB.UTF-8", "LANGUAGE": "zh_CN:en"}, "zh_CN"),
        ({"LANG": "zh_CN.UTF-8", "LANGUAGE": "en:zh_CN"}, "en"),
        ({"LANG": "zh_CN.UTF-8", "LANGUAGE": "fr:de"}, "zh_CN"),
        ({"LANG": "zh_CN.UTF-8", "LC_CTYPE": "C"}, "zh_CN"),
    ],
)
def test_the_variables_count_as_gettext_has_them(environment, code):
    assert preferred(None, environment) == code


def test_an_option_counts_before_the_locale():
    assert preferred("en", {"LANG": "zh_CN.UTF-8"}) == "en"
    assert preferred("zh_CN", {"LC_ALL": "C"}) == "zh_CN"


@given(option=st.none() | st.text("zh_CN-./:", max_size=8), environment=NAMES)
def test_whatever_is_asked_for_a_language_comes_of_it_that_there_is(option, environment):
    assert preferred(option, environment) in [ENGLISH, *languages()]
