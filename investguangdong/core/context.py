"""What every template may use about the site itself."""

from django.conf import settings

from investguangdong.core import languages

THEMES = ("light", "dark")


def theme_of(request) -> str:
    """`light` or `dark` where the visitor chose one, else empty: the system decides."""
    chosen = request.COOKIES.get(settings.THEME_COOKIE_NAME, "")
    return chosen if chosen in THEMES else ""


def site(request) -> dict:
    return {
        "demo": settings.DEMO,
        "site_url": settings.SITE_URL,
        "site_languages": settings.LANGUAGES,
        "html_lang": languages.HTML_LANG[languages.current()],
        "theme": theme_of(request),
    }
