"""Texts, desks, remarks and subscribers."""

from datetime import date

from investguangdong.content.models import (
    Contact,
    Edition,
    NewsletterIssue,
    Page,
    PageFeedback,
    Question,
    State,
    Subscriber,
    Update,
)
from investguangdong.core import clock
from investguangdong.core.languages import LANGUAGES, column


def in_all_languages(**texts) -> dict:
    return {column(name, code): text for name, text in texts.items() for code in LANGUAGES}


def page(slug="about", *, body="Words.", **fields) -> Page:
    """A page with one public edition."""
    row = Page.objects.create(slug=slug, **fields)
    Edition.objects.create(
        page=row,
        number=1,
        state=Edition.State.PUBLISHED,
        published_at=clock.now(),
        **in_all_languages(title="About", lead="First.", body=body),
    )
    return row


def update(slug="news", *, on=date(2026, 1, 24), **fields) -> Update:
    told = {"state": State.PUBLISHED, "source_body": "Office", **in_all_languages(title="News", body="Text.")}
    return Update.objects.create(slug=slug, published_on=on, **{**told, **fields})


def question(slug="why", **fields) -> Question:
    told = {"topic": "site", "state": State.PUBLISHED, "answered_on": date(2026, 11, 28)}
    return Question.objects.create(
        slug=slug, **{**told, **in_all_languages(title="Why?", answer="Because."), **fields}
    )


def contact(slug="province", **fields) -> Contact:
    return Contact.objects.create(slug=slug, **{"languages": ["en"], **fields})


def remark(city=None, **fields) -> PageFeedback:
    told = {"address": "/en/", "language": "en", "text": "Wrong.", "due_at": clock.now(), "city": city}
    return PageFeedback.objects.create(**{**told, **fields})


def subscriber(email="reader@example.com", **fields) -> Subscriber:
    told = {"language": "en", "consent_version": "2026-11", "consent_text": "Yes."}
    return Subscriber.objects.create(email=email, **{**told, **fields})


def issue(slug="november", *, by=None, **fields) -> NewsletterIssue:
    texts = in_all_languages(title="November", lead="First.", body="Text.")
    return NewsletterIssue.objects.create(slug=slug, written_by=by, **{**texts, **fields})
