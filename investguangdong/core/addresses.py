"""Addresses carry the language: the same page in another one, and the one address a page is known by."""

from urllib.parse import urlencode

from investguangdong.core.languages import HTML_LANG, LANGUAGES


def in_language(address: str, code: str) -> str:
    """`/en/projects/?q=x` in `pt` is `/pt/projects/?q=x`. An address without a language leads to the home page,
    with `next` kept where sign-in pages carry one."""
    path, question, query = address.partition("?")
    first, *rest = path.lstrip("/").split("/")
    if first in LANGUAGES:
        return f"/{code}/{'/'.join(rest)}{question}{query}"
    return f"/{code}/"


# Pages that are for one person, for one act or without an end: no search engine needs them.
NOT_FOR_SEARCH = frozenset(
    {
        "desk",
        "cases",
        "mail",
        "searches",
        "shortlist",
        "compare",
        "save",
        "follow",
        "ask",
        "note",
        "search",
        "appearance",
        "feedback",
        "confirm",
        "asked",
    }
)
# The same rows in another order, drawing or place of the list; where a visitor came from.
NOISE = frozenset({"sort", "view", "after", "limit", "next", "all", "preview", "language", "useful"})
TRACKING = ("utm_", "gclid", "fbclid", "msclkid")


def may_be_found(path: str) -> bool:
    """Whether a page is for search engines: its address carries a language and no part of a private page."""
    first, *rest = path.strip("/").split("/")
    return first in LANGUAGES and not NOT_FOR_SEARCH.intersection(rest)


def canonical(path: str, query) -> str:
    """The one address of what this page shows: filters in a fixed order, a page of a list where it is not the
    first; without order, view and traces of where a visitor came from."""
    kept = sorted(
        {
            (key, value)
            for key, values in query.lists()
            for value in values
            if value and key not in NOISE and not key.startswith(TRACKING) and (key, value) != ("page", "1")
        }
    )
    return f"{path}?{urlencode(kept)}" if kept else path


def alternates(address: str) -> list[tuple[str, str]]:
    """(hreflang, path) of the same page in every language, and the one for everybody else."""
    pages = [(HTML_LANG[code], in_language(address, code)) for code in LANGUAGES]
    return [*pages, ("x-default", in_language(address, LANGUAGES[0]))]
