"""Words of the letters this app sends. Each looks again whether it is still true and still wanted."""

from django.utils.translation import gettext as _

from investguangdong.content import links, markup
from investguangdong.content.models import NewsletterIssue, PageFeedback, Subscriber, SubscriptionRequest
from investguangdong.core import languages


def confirm(message) -> dict | None:
    request = SubscriptionRequest.objects.open().filter(pk=message.about_id, email=message.recipient).first()
    if request is None:
        return None
    return {
        "title": _("Confirm that you want the newsletter"),
        "lead": _("One click, and it comes to this address. The link works for three days."),
        "paragraphs": [_("If you did not ask for it, do nothing. Nothing will be sent and nothing changes.")],
        "url": links.confirm_url(request),
        "button": _("Go to the confirmation"),
        "why": _("You get this because somebody gave this address for the newsletter on this site."),
    }


def newsletter(message) -> dict | None:
    """Only to those who get it at this moment: who left while the issue was on its way gets nothing."""
    issue = NewsletterIssue.objects.filter(pk=message.about_id).first()
    wants = Subscriber.objects.active().filter(email=message.recipient).exists()
    return _issue(issue) if issue and wants else None


def newsletter_test(message) -> dict | None:
    issue = NewsletterIssue.objects.visible_to(message.user).filter(pk=message.about_id).first()
    return (
        None
        if issue is None
        else {**_issue(issue), "subject": _("Test: %(title)s") % {"title": _title(issue)}}
    )


def feedback_answered(message) -> dict | None:
    row = PageFeedback.objects.filter(pk=message.about_id, email=message.recipient).first()
    if row is None or row.state != PageFeedback.State.ANSWERED:
        return None
    return {
        "title": _("Answer to your remark about a page"),
        "lead": _("You wrote about the page %(address)s.") % {"address": row.address},
        "paragraphs": markup.paragraphs(row.answer),
        "quote": row.text,
        "why": _("You get this because you left this address with a remark on this site."),
    }


def _issue(issue: NewsletterIssue) -> dict:
    body = languages.best(issue, "body").text
    return {
        "title": _title(issue),
        "lead": languages.best(issue, "lead").text,
        "paragraphs": [markup.plain(part) for part in markup.paragraphs(body)],
        "why": _("You get this because you confirmed that you want the newsletter."),
    }


def _title(issue: NewsletterIssue) -> str:
    return languages.best(issue, "title").text
