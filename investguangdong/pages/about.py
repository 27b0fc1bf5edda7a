"""What this site is, where its facts come from, and how it treats people: pages of text, in editions that the
back office writes, with tables that are computed."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from investguangdong.content import markup
from investguangdong.content.models import Edition, Page, edits
from investguangdong.core.languages import best
from investguangdong.pages.computed import COMPUTED

# Values of the site's own settings that a text may name.
VALUES = {"{session_hours}": str(settings.SESSION_COOKIE_AGE // 3600)}


@require_safe
def article(request: HttpRequest, slug: str) -> HttpResponse:
    """`?preview=1` shows the draft to those who may edit it."""
    page = get_object_or_404(Page.objects.visible_to(request.user), slug=slug)
    edition = get_object_or_404(_editions(request, page))
    title, lead, body = (best(edition, field) for field in ("title", "lead", "body"))
    context = {
        "page": page,
        "edition": edition,
        "title": title,
        "lead": lead,
        "body": body,
        "sections": [
            {"title": section.title, "parts": [_drawn(part, request.user) for part in section.parts]}
            for section in markup.sections(_with_values(body.text), body.language)
        ],
    }
    return render(request, "pages/article.html", context)


def _editions(request: HttpRequest, page: Page):
    """The one to show: the public one, or in a preview the newest."""
    editions = Edition.objects.visible_to(request.user).filter(page=page)
    is_preview = request.GET.get("preview") == "1" and edits(request.user, Page)
    return editions.order_by("-number")[:1] if is_preview else editions.published()


def _with_values(text: str) -> str:
    for name, value in VALUES.items():
        text = text.replace(name, value)
    return text


def _drawn(part: markup.Part, user) -> dict:
    if part.block not in COMPUTED:
        return {"html": part.html}
    return {"template": f"pages/blocks/{part.block}.html", "data": COMPUTED[part.block](user)}
