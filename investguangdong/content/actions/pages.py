"""Editions of pages: begun, published, taken up again."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from investguangdong.audit.actions import record
from investguangdong.content.models import Edition, Page, edits
from investguangdong.core import clock
from investguangdong.core.languages import LANGUAGES, column

WORDS = ("title", "lead", "body")
COLUMNS = tuple(column(field, code) for field in WORDS for code in LANGUAGES)


class AlreadyPublished(Exception):
    """The edition is not a draft any more: 409."""


@transaction.atomic
def start_draft(page: Page, *, by, of: Edition | None = None) -> Edition:
    """The draft of a page: the one that is there, else a copy of the edition given or of the public one."""
    page = Page.objects.select_for_update().get(pk=page.pk)
    if not edits(by, Page):
        raise PermissionDenied
    known = page.editions.filter(state=Edition.State.DRAFT).first()
    if known and of is None:
        return known
    model = of or page.editions.filter(state=Edition.State.PUBLISHED).first()
    draft = known or Edition(page=page, number=next_number(page), written_by=by)
    for name in COLUMNS if model else ():
        setattr(draft, name, getattr(model, name))
    draft.save()
    record("page.draft", page, by=by, changes={"edition": draft.number})
    return draft


@transaction.atomic
def publish_edition(edition: Edition, *, by=None) -> Edition:
    """The draft becomes public, the public one an earlier one; the page counts as read today. Without `by` it is
    the files that publish."""
    page = Page.objects.select_for_update().get(pk=edition.page_id)
    edition = Edition.objects.select_for_update().get(pk=edition.pk)
    if by is not None and not edits(by, Page):
        raise PermissionDenied
    if not edition.is_draft:
        raise AlreadyPublished(edition.number)
    page.editions.filter(state=Edition.State.PUBLISHED).update(state=Edition.State.EARLIER)
    edition.state = Edition.State.PUBLISHED
    edition.published_by, edition.published_at = by, clock.now()
    edition.save()
    if by is not None:
        page.reviewed_on, page.reviewed_by = clock.today(), by
        page.save(update_fields=["reviewed_on", "reviewed_by"])
    record("page.publish", page, by=by, changes={"edition": edition.number})
    return edition


def next_number(page: Page) -> int:
    newest = page.editions.order_by("-number").values_list("number", flat=True).first()
    return (newest or 0) + 1
