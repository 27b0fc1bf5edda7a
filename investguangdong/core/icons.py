"""Icons of the house as inline SVG. Their shapes stand in one file, templates/components/icons.svg; a page carries
those it shows, so no further file is asked for and they take the colour of the text around them."""

import re
from functools import cache, lru_cache
from pathlib import Path

from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

SHAPE = re.compile(r'<symbol id="([a-z0-9-]+)" viewBox="0 0 24 24">(.*?)</symbol>', re.DOTALL)
LATTICE_FRAME = '<path d="M3 3h18v18H3z"/>'  # of a sector that has no lattice yet


@cache
def shapes() -> dict[str, str]:
    text = (Path(settings.BASE_DIR) / "templates/components/icons.svg").read_text()
    return {name: shorter(inner) for name, inner in SHAPE.findall(text)}


def shorter(inner: str) -> str:
    """One path where several follow each other; no space where a sign parts two numbers."""
    return inner.strip().replace('"/><path d="', "").replace(" -", "-")


@lru_cache(maxsize=512)
def icon(name: str, label: str = "", kind: str = "") -> SafeString:
    """Hidden from assistive technology unless it has a label of its own."""
    classes = f"i {kind}".strip()
    if label:
        return drawn(classes, format_html('role="img" aria-label="{}"', label), shapes().get(name, ""))
    return drawn(classes, SafeString('aria-hidden="true"'), shapes().get(name, ""))


@lru_cache(maxsize=128)
def lattice(sector: str, kind: str = "sxs") -> SafeString:
    return drawn(kind, SafeString('aria-hidden="true"'), shapes().get(f"sector-{sector}", LATTICE_FRAME))


def drawn(classes: str, attributes: SafeString, inner: str) -> SafeString:
    return format_html(
        '<svg class="{}" viewBox="0 0 24 24" {}>{}</svg>',
        classes,
        attributes,
        mark_safe(inner),  # noqa: S308  from our own file
    )
