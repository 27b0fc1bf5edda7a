"""The four languages, and content that may not have been written in all of them yet."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from django.conf import settings
from django.utils import translation

LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)
NAMES = dict(settings.LANGUAGES)
HTML_LANG = {"en": "en", "zh-hans": "zh-Hans", "zh-hant": "zh-Hant", "pt": "pt-PT"}
LOCALES = {"en": "en_GB", "zh-hans": "zh_Hans_CN", "zh-hant": "zh_Hant_HK", "pt": "pt_PT"}

# What a reader of one language would rather read next.
ORDER = {
    "en": ("en", "zh-hans", "zh-hant", "pt"),
    "zh-hans": ("zh-hans", "zh-hant", "en", "pt"),
    "zh-hant": ("zh-hant", "zh-hans", "en", "pt"),
    "pt": ("pt", "en", "zh-hans", "zh-hant"),
}


class Text(NamedTuple):
    """A piece of content, the language it is in, and whether that is another one than was asked for."""

    text: str
    language: str
    is_fallback: bool

    @property
    def html_lang(self) -> str:
        return HTML_LANG[self.language]

    def __str__(self) -> str:
        return self.text


def current() -> str:
    """The active language as one of our four codes."""
    return supported(translation.get_language())


def supported(code: str | None) -> str:
    code = (code or "").lower().replace("_", "-")
    if code in LANGUAGES:
        return code
    if code.startswith("zh"):
        return "zh-hant" if code.endswith(("-hk", "-mo", "-tw")) or "hant" in code else "zh-hans"
    return "pt" if code.startswith("pt") else "en"


def column(field: str, language: str) -> str:
    return f"{field}_{language.replace('-', '_')}"


def best(obj, field: str, language: str | None = None) -> Text:
    """The text of a translated field in the language asked for, else in the nearest one that has it."""
    wanted = language or current()
    for code in ORDER[wanted]:
        value = getattr(obj, column(field, code), None)
        if value:
            return Text(str(value), code, code != wanted)
    return Text("", wanted, False)


@contextmanager
def with_language(code: str | None) -> Iterator[str]:
    language = supported(code)
    with translation.override(language):
        yield language
