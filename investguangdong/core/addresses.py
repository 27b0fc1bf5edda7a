"""Addresses carry the language: the same page in another one."""

from investguangdong.core.languages import LANGUAGES


def in_language(address: str, code: str) -> str:
    """`/en/projects/?q=x` in `pt` is `/pt/projects/?q=x`. An address without a language leads to the home page,
    with `next` kept where sign-in pages carry one."""
    path, question, query = address.partition("?")
    first, *rest = path.lstrip("/").split("/")
    if first in LANGUAGES:
        return f"/{code}/{'/'.join(rest)}{question}{query}"
    return f"/{code}/"
