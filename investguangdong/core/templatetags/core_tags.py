"""Built into every template: content in the reader's language, money, dates, icons, query strings."""

import json

from django import template
from django.conf import settings
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from investguangdong.core import addresses, art, dates, icons, languages, stylesheets
from investguangdong.core import money as amounts

register = template.Library()

CURRENT = SafeString(' aria-current="true"')


@register.simple_tag
def content(obj, field: str):
    """A translated field, in a `<span lang>` where it is not in the language of the page."""
    return marked(languages.best(obj, field))


@register.simple_tag
def prose(obj, field: str):
    """A long translated field as paragraphs, each marked where it is not in the language of the page."""
    text = languages.best(obj, field)
    parts = [part.strip() for part in text.text.replace("\r", "").split("\n\n") if part.strip()]
    if text.is_fallback:
        return format_html_join("\n", '<p lang="{}">{}</p>', ((text.html_lang, part) for part in parts))
    return format_html_join("\n", "<p>{}</p>", ((part,) for part in parts))


def marked(text: languages.Text):
    if text.is_fallback:
        return format_html('<span lang="{}">{}</span>', text.html_lang, text.text)
    return format_html("{}", text.text)


@register.simple_tag
def money(amount, currency: str) -> str:
    return "" if amount is None else amounts.compact(amount, currency, languages.current())


@register.simple_tag
def money_range(low, high, currency: str) -> str:
    return amounts.compact_range(low, high, currency, languages.current())


@register.simple_tag
def money_full(amount, currency: str) -> str:
    return "" if amount is None else amounts.full(amount, currency, languages.current())


@register.simple_tag
def day(value):
    """A date in the words of the page's language, readable by machines as well."""
    if not value:
        return ""
    return format_html(
        '<time datetime="{}">{}</time>', value.isoformat(), dates.day(value, languages.current())
    )


@register.simple_tag
def moment(value):
    if not value:
        return ""
    shown = dates.moment(value, languages.current())
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), shown)


class SteadyNode(template.Node):
    """Remembers what it rendered, by language and by the values named, until the process ends."""

    MOST = 256

    def __init__(self, nodelist, values):
        self.nodelist, self.values, self.kept = nodelist, values, {}

    def render(self, context):
        key = (
            languages.current(),
            *(str(value.resolve(context, ignore_failures=True)) for value in self.values),
        )
        if key not in self.kept:
            if len(self.kept) >= self.MOST:
                self.kept.clear()
            self.kept[key] = self.nodelist.render(context)
        return self.kept[key]


@register.tag
def steady(parser, token):
    """`{% steady section %}…{% endsteady %}`: parts of the frame that depend on the language, on the few values
    named and on nothing else: no request, no row, no visitor."""
    values = [parser.compile_filter(bit) for bit in token.split_contents()[1:]]
    nodelist = parser.parse(("endsteady",))
    parser.delete_first_token()
    return SteadyNode(nodelist, values)


@register.simple_tag
def stylesheet(*names: str):
    """The one style sheet of a page: `{% stylesheet "projects" %}`, the common parts and `css/projects.css`."""
    return format_html('<link rel="stylesheet" href="{}">', static(stylesheets.address(*names)))


@register.simple_tag
def linked_data(data: dict):
    """Data for machines inside the page (JSON-LD). Not a script: nothing in it can close the element or run."""
    text = json.dumps(data, ensure_ascii=False, default=str)
    safe = text.translate({ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"})
    return format_html('<script type="application/ld+json">{}</script>', SafeString(safe))


@register.simple_tag
def icon(name: str, label: str = "", kind: str = ""):
    """An icon; hidden from assistive technology unless it has a label of its own."""
    return icons.icon(name, str(label), kind)


@register.simple_tag
def choices(pairs, chosen=""):
    """The options of a select: (value, label) each."""
    return format_html_join(
        "",
        '<option value="{}"{}>{}</option>',
        ((value, " selected" if str(value) == str(chosen) else "", label) for value, label in pairs),
    )


@register.simple_tag(takes_context=True)
def language_links(context):
    """This page in each language, the current one marked."""
    request, now = context.get("request"), languages.current()
    path = request.get_full_path() if request is not None else ""
    links = (
        (addresses.in_language(path, code), languages.HTML_LANG[code], CURRENT if code == now else "", name)
        for code, name in settings.LANGUAGES
    )
    return format_html_join("", '<a href="{0}" lang="{1}" hreflang="{1}"{2}>{3}</a>', links)


@register.simple_tag
def html_lang(code: str) -> str:
    """The code of one of our languages as HTML writes it."""
    return languages.HTML_LANG[languages.supported(code)]


@register.filter
def in_language(obj, field: str) -> languages.Text:
    """`{% with text=obj|in_language:"title" %}` where a template needs the text and its language apart."""
    return languages.best(obj, field)


@register.simple_tag(takes_context=True)
def query_string(context, **changes) -> str:
    """The query with some keys set anew, `{% query_string page=2 sort=None %}`; None removes a key."""
    query = context["request"].GET.copy()
    for key, value in changes.items():
        if value is None or value == "":
            query.pop(key, None)
        elif isinstance(value, list | tuple):
            query.setlist(key, value)
        else:
            query[key] = value
    return f"?{query.urlencode()}" if query else "?"


@register.simple_tag(takes_context=True)
def mosaic(context, code: str, sector: str = "", offered: bool = True):
    """The drawing of a project, inline: `{% mosaic project.code project.primary_sector.slug %}`. The first one of
    a page brings the sheet that all of them look at."""
    drawing = art.mosaic(code, sector or "", is_offered=offered)
    return mosaic_sheet(context) + drawing


@register.simple_tag(takes_context=True)
def mosaic_sheet(context):
    """The sheet itself, for a page whose mosaics are drawn elsewhere (kept rows); nothing the second time."""
    page = context.render_context.dicts[0]  # included templates see no other part of it
    if "mosaic_sheet" in page:
        return SafeString("")
    page["mosaic_sheet"] = True
    return art.sheet()


@register.simple_tag
def window(seed: str):
    return art.window(seed)


@register.simple_tag
def sector_icon(slug: str, kind: str = "sxs"):
    """The lattice of a sector, beside its name."""
    return icons.lattice(slug or "", kind)


@register.simple_tag(takes_context=True)
def page_in(context, code: str) -> str:
    """The address of this page in another language, with its query."""
    request = context.get("request")
    if request is None:
        return f"/{code}/"
    return addresses.in_language(request.get_full_path(), code)


@register.inclusion_tag("components/alternates.html", takes_context=True)
def alternates(context) -> dict:
    """For the head: the canonical address and the page in each language, or a word that crawlers keep out."""
    request = context.get("request")
    if request is None or not addresses.may_be_found(request.path):
        return {"is_private": True}
    address = addresses.canonical(request.path, request.GET)
    return {
        "canonical": f"{settings.SITE_URL}{address}",
        "pages": [(tag, f"{settings.SITE_URL}{one}") for tag, one in addresses.alternates(address)],
    }
