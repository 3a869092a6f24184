"""Which language is meant, by an option or by the environment.

The variables are those of GNU gettext (its manual, sections 2.3 and 4.3.1): LANGUAGE is a list, then come LC_ALL,
LC_MESSAGES and LANG, of which the first that is set counts.
"""

from collections.abc import Iterator, Mapping

from grader.language.speaking import ENGLISH, languages

NEUTRAL = ("C", "POSIX")
SCRIPTS = {"zh_hans": "zh_cn", "zh_sg": "zh_cn"}
"""Other names of a language that there is a catalogue of."""


def preferred(option: str | None, environment: Mapping[str, str]) -> str:
    """The language to speak, as `choose` takes it: the first that is asked for and known, and else English.

    Args:
        option: what was asked for by an option, such as `zh_CN`, `zh` or `zh-Hans`; None if nothing was.
        environment: the process's variables.
    """
    wanted = [option] if option else list(_of_environment(environment))
    return next((known for name in wanted if (known := _known(name))), ENGLISH)


def _of_environment(environment: Mapping[str, str]) -> Iterator[str]:
    set_ones = (environment.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    locale = next(filter(None, set_ones), "")
    if _plain(locale) in NEUTRAL:  # who asks for no language at all is not spoken to in one
        return
    yield from environment.get("LANGUAGE", "").split(":")
    yield locale


def _known(name: str) -> str:
    """The code of a language that there is, by any name of it; nothing for one that there is not."""
    plain = _plain(name).replace("-", "_").casefold()
    wanted = SCRIPTS.get(plain, plain)
    if wanted.split("_")[0] == ENGLISH:
        return ENGLISH
    codes = languages()
    return next((c for c in codes if wanted in (c.casefold(), c.casefold().split("_")[0])), "")


def _plain(name: str) -> str:
    """A locale's name without its encoding and its variant: `zh_CN` of `zh_CN.UTF-8`."""
    return name.partition(".")[0].partition("@")[0].strip()
