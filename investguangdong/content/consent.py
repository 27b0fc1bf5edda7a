"""What a subscriber agrees to, word for word and by version: a new wording is a new version beside the old."""

from django.utils.translation import gettext_lazy

from investguangdong.core.languages import with_language

VERSION = "2026-11"
TEXTS = {
    "2026-11": gettext_lazy(
        "Send me the newsletter of Invest Guangdong by e-mail, at most twice a month. The address is used for "
        "nothing else and passed to nobody. I can leave with one click in every letter."
    ),
}


def text(version: str, language: str) -> str:
    with with_language(language):
        return str(TEXTS[version])


def current() -> str:
    """For the form, in the language of the page."""
    return str(TEXTS[VERSION])
