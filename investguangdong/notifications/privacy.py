"""What the outbox holds about a person: letters to her, letters about her, how she wants them."""

from datetime import timedelta

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from investguangdong.core import clock
from investguangdong.core.privacy import Declaration, addresses_of, keys
from investguangdong.core.traces import forget_traces
from investguangdong.notifications.models import Message, Preference

KEPT_FOR = timedelta(days=730)
ON_THEIR_WAY = (Message.State.QUEUED, Message.State.HANDING)


def messages() -> Declaration:
    return Declaration(
        label=_("Messages to you"),
        purpose=_("To tell you what you asked for, once, and to show it in your inbox."),
        kept_for=_("Two years."),
        models=(Message,),
        rows=messages_to,
        columns=("kind", "subject", "recipient", "state", "created_at", "sent_at", "read_at"),
        erase=lambda user: messages_to(user).delete()[0],
        forget=forget_old_messages,
    )


def preferences() -> Declaration:
    return Declaration(
        label=_("How you want messages"),
        purpose=_("To write to you no more often than you want."),
        kept_for=_("Until you are erased."),
        models=(Preference,),
        rows=preferences_of,
        columns=("address", "kind", "frequency", "changed_at"),
        erase=lambda user: preferences_of(user).delete()[0],
        corrected_at="notifications:preferences",
    )


def messages_to(user):
    return Message.objects.filter(Q(user=user) | Q(recipient__in=addresses_of(user)))


def preferences_of(user):
    return Preference.objects.filter(address__in=addresses_of(user))


def forget_old_messages() -> int:
    return Message.objects.filter(created_at__lt=clock.now() - KEPT_FOR).delete()[0]


def delete_letters_about(rows) -> int:
    """For letters to people who have nothing here but the address they were written to."""
    gone, _each = letters_about(rows).delete()
    return gone + forget_traces(rows)


def letters_about(rows):
    return Message.objects.filter(about_type=rows.model._meta.label_lower, about_id__in=keys(rows))


def forget_letters_about(rows) -> int:
    """What letters to anybody said about these rows, and every trace of them below; those on their way do not
    go out. Call it before the rows go."""
    about = letters_about(rows)
    about.filter(state__in=ON_THEIR_WAY).update(state=Message.State.DROPPED, lease=None, leased_until=None)
    blank = {"subject": "", "url": "", "context": {}, "prepared": None, "last_error": ""}
    return about.update(**blank) + forget_traces(rows)
