"""What this app holds about people: their newsletter and what they said about pages."""

from django.utils.translation import gettext_lazy as _

from investguangdong.content.actions.feedback import erase_feedback, forget_old_feedback
from investguangdong.content.actions.newsletter import forget_requests, note_leavers
from investguangdong.content.models import PageFeedback, Subscriber, SubscriptionRequest
from investguangdong.core.privacy import Declaration, addresses_of
from investguangdong.notifications.privacy import forget_letters_about


def newsletter() -> Declaration:
    return Declaration(
        label=_("Newsletter"),
        purpose=_("To send the newsletter to the address that asked for it, and to prove that it did."),
        kept_for=_("Until you leave; afterwards only the address, so that nothing is sent to it again."),
        models=(Subscriber, SubscriptionRequest),
        rows=subscriptions_of,
        columns=(
            "email",
            "language",
            "sectors",
            "cities",
            "consent_version",
            "consent_text",
            "confirmed_at",
            "left_at",
        ),
        erase=erase_subscription,
        corrected_at="content:newsletter",
        forget=lambda: note_leavers() + forget_requests(),
    )


def feedback() -> Declaration:
    return Declaration(
        label=_("Remarks about pages"),
        purpose=_("To put right what is wrong on a page and to answer whoever wrote."),
        kept_for=_("One year; then your words and address go and the bare yes or no stays."),
        models=(PageFeedback,),
        rows=remarks_of,
        columns=(
            *("address", "language", "useful", "text", "email"),
            *("received_at", "state", "answer", "answered_at"),
        ),
        erase=erase_remarks,
        stays=_("Of a remark about a page the bare yes or no stays, without words and address."),
        forget=forget_old_feedback,
    )


def subscriptions_of(user):
    return Subscriber.objects.filter(email__in=addresses_of(user))


def remarks_of(user):
    return PageFeedback.objects.filter(email__in=addresses_of(user))


def erase_remarks(user) -> int:
    rows = remarks_of(user)
    forget_letters_about(rows)
    return erase_feedback(rows)


def erase_subscription(user) -> int:
    """The subscriber and every request for her address."""
    forget_letters_about(subscriptions_of(user))
    SubscriptionRequest.objects.filter(email__in=addresses_of(user)).delete()
    return subscriptions_of(user).delete()[0]
