"""Running text with a few marks, as HTML that can hold nothing else: what is typed is escaped first, the marks
are drawn, and a cleaner with a short list of elements reads the result once more. Pure."""

import re
from dataclasses import dataclass

import nh3
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

# What a line [[name]] may stand for; the pages app computes and draws it.
BLOCKS = ("kinds", "bodies", "titles", "published", "rates", "terms", "ask", "more")
TAGS = {"p", "ul", "li", "strong", "a"}
ADDRESS = re.compile(r"^(https?://|mailto:|/(?!/)|#)")
LINK = re.compile(r"\[([^\]\n]{1,200})\]\(([^)\s]{1,500})\)")
STRONG = re.compile(r"\*\*([^*\n]+)\*\*")
NAMED = re.compile(r"^\[\[([a-z_]+)\]\]$")
ITEM = re.compile(r"^- +")


@dataclass(frozen=True)
class Part:
    """Either text as HTML or the name of something the site computes."""

    html: SafeString = SafeString("")  # noqa: RUF009  nothing in it
    block: str = ""


@dataclass(frozen=True)
class Section:
    title: str
    parts: list[Part]


def sections(text: str, language: str) -> list[Section]:
    """The text under its `## headings`; what stands before the first has none. `language` goes into the
    addresses of our own pages."""
    found = [Section("", [])]
    for paragraph in paragraphs(text):
        is_headed = paragraph.startswith("## ")
        heading, _newline, rest = paragraph.partition("\n") if is_headed else ("", "", paragraph)
        if is_headed:
            found.append(Section(heading.removeprefix("## ").strip(), []))
        if rest.strip():
            found[-1].parts.append(_part(rest.strip(), language))
    return [section for section in found if section.title or section.parts]


def html(text: str, language: str) -> SafeString:
    """The same without headings: answers, updates, what was hard."""
    written = (_paragraph(paragraph, language) for paragraph in paragraphs(text))
    return _cleaned("\n".join(written))


def plain(text: str) -> str:
    """The words alone, for summaries, searches and mail."""
    words = LINK.sub(r"\1", STRONG.sub(r"\1", text))
    lines = (ITEM.sub("", line.removeprefix("## ")) for line in words.splitlines())
    return "\n".join(line for line in lines if not NAMED.match(line.strip())).strip()


def unknown_blocks(text: str) -> list[str]:
    return [name for name in blocks(text) if name not in BLOCKS]


def blocks(text: str) -> list[str]:
    return [found[1] for line in text.splitlines() if (found := NAMED.match(line.strip()))]


def paragraphs(text: str) -> list[str]:
    parts = re.split(r"\n\s*\n", text.replace("\r", ""))
    return [part.strip() for part in parts if part.strip()]


def _part(paragraph: str, language: str) -> Part:
    named = NAMED.match(paragraph)
    return Part(block=named[1]) if named else Part(html=_cleaned(_paragraph(paragraph, language)))


def _paragraph(paragraph: str, language: str) -> str:
    lines = paragraph.split("\n")
    if all(ITEM.match(line) for line in lines):
        items = "".join(f"<li>{_inline(ITEM.sub('', line), language)}</li>" for line in lines)
        return f"<ul>{items}</ul>"
    return f"<p>{_inline(' '.join(lines), language)}</p>"


def _inline(text: str, language: str) -> str:
    strong = STRONG.sub(r"<strong>\1</strong>", escape(text))
    return LINK.sub(lambda found: _link(found[1], found[2], language), strong)


def _link(words: str, address: str, language: str) -> str:
    if not ADDRESS.match(address):
        return words
    own = address.startswith("/") and not address.startswith("/.")
    return f'<a href="{f"/{language}{address}" if own else address}">{words}</a>'


def _cleaned(written: str) -> SafeString:
    clean = nh3.clean(
        written,
        tags=TAGS,
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener",
    )
    return mark_safe(clean)  # noqa: S308  escaped, then cleaned
