"""What this app holds about people: the account, how it signs in, what was asked about its data."""

from datetime import timedelta

from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from investguangdong.accounts.models import (
    Correction,
    DataCopy,
    Erasure,
    OfficerProfile,
    OfficerScope,
    User,
)
from investguangdong.core import clock
from investguangdong.core.privacy import Declaration, drop_file
from investguangdong.notifications.privacy import forget_letters_about

ANSWERED_KEPT_FOR = timedelta(days=365)


def account() -> Declaration:
    return Declaration(
        label=gettext_lazy("Your account"),
        purpose=gettext_lazy("To know you when you come back, and to write to you in your language."),
        kept_for=gettext_lazy("Until you are erased."),
        models=(User, EmailAddress, EmailConfirmation, OfficerProfile, OfficerScope),
        rows=lambda user: User.objects.filter(pk=user.pk),
        columns=("email", "name", "language", "time_zone", "date_joined", "last_login", "restricted_at"),
        erase=erase_account,
        corrected_at="account_profile",
        objection=objection,
        is_watched=True,
    )


def sign_in() -> Declaration:
    return Declaration(
        label=gettext_lazy("Where you are signed in, and with what second factor"),
        purpose=gettext_lazy("So that nobody but you gets into your account."),
        kept_for=gettext_lazy("Sessions twelve hours; a second factor until you remove it."),
        models=(UserSession, Authenticator, Session),
        rows=lambda user: UserSession.objects.filter(user=user),
        columns=("ip", "user_agent", "created_at", "last_seen_at"),
        erase=erase_sign_in,
        forget=forget_old_sessions,
        corrected_at="usersessions_list",
    )


def requests() -> Declaration:
    return Declaration(
        label=gettext_lazy("What you asked about your data"),
        purpose=gettext_lazy("To do what you asked by the day we said."),
        kept_for=gettext_lazy("Copies one day, answered requests one year."),
        models=(Correction, DataCopy, Erasure),
        rows=lambda user: Correction.objects.filter(user=user),
        columns=("about", "text", "asked_at", "due_at", "was_corrected", "answer", "answered_at"),
        erase=erase_requests,
        forget=lambda: forget_copies(DataCopy.objects.past()) + forget_answered(),
        stays=gettext_lazy(
            "That an account of this number was erased on this day, so that a restored backup is cleaned again."
        ),
    )


def objection(user) -> str:
    """Who works in the back office stands for what was done there until an administrator ends the account."""
    return _("You work in the back office: an administrator ends your account.") if user.is_staff else ""


def erase_account(user) -> int:
    """The row itself, and by the keys of the database whatever is the person's alone and was named by nobody."""
    rows = User.objects.filter(pk=user.pk)
    forget_letters_about(rows)
    return 1 if rows.delete()[0] else 0


def erase_sign_in(user) -> int:
    """Every session that carries her number, not only those in her own list."""
    theirs = [
        session.pk
        for session in Session.objects.filter(expire_date__gt=clock.now()).iterator()
        if session.get_decoded().get(SESSION_KEY) == str(user.pk)
    ]
    gone, _each = Session.objects.filter(pk__in=theirs).delete()
    rows, _each = UserSession.objects.filter(user=user).delete()
    factors, _each = Authenticator.objects.filter(user=user).delete()
    return gone + rows + factors


def erase_requests(user) -> int:
    rows = Correction.objects.filter(user=user)
    forget_letters_about(rows)
    return rows.delete()[0] + forget_copies(DataCopy.objects.filter(user=user))


def forget_copies(rows) -> int:
    """With their files: a file goes when the transaction has been committed."""
    found = list(rows)
    for row in found:
        drop_file(row.file)
        row.delete()
    return len(found)


def forget_answered() -> int:
    return Correction.objects.filter(answered_at__lt=clock.now() - ANSWERED_KEPT_FOR).delete()[0]


def forget_old_sessions() -> int:
    """What has run out opens nothing any more, but still says who came from where."""
    now = clock.now()
    gone, _each = Session.objects.filter(expire_date__lt=now).delete()
    seen = UserSession.objects.exclude(session_key__in=Session.objects.values("session_key"))
    return gone + seen.delete()[0]
