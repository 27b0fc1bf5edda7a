"""What a person may ask about her data besides being erased: that it rests, that it is put right, a copy."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from investguangdong.accounts.erasing import NotPossible
from investguangdong.accounts.models import Correction, DataCopy, User
from investguangdong.accounts.scopes import desk_of, scope_of
from investguangdong.audit.actions import record
from investguangdong.core import clock, languages
from investguangdong.core.jobs import wake_on_commit
from investguangdong.core.submissions import once, settle
from investguangdong.core.workdays import add_working_days
from investguangdong.notifications.actions import notify
from investguangdong.places.calendar import guangdong

ANSWER_DAYS = 10
BUILD_TASK = "accounts.build_copy"


@transaction.atomic
def restrict(user, *, by, wanted: bool) -> User:
    """From now on her data is kept and used for nothing but what is open; or used again."""
    row = User.objects.select_for_update().get(pk=user.pk)
    if row.pk != by.pk:
        raise PermissionDenied
    if row.is_restricted != wanted:
        row.restricted_at = clock.now() if wanted else None
        row.save(update_fields=["restricted_at"])
        record("privacy.restrict" if wanted else "privacy.lift_restriction", row, by=by)
    return row


@transaction.atomic
def ask_for_correction(user, *, about, text, key, fingerprint) -> Correction:
    """To the provincial desk, which answers within ten working days. The same form twice is one request."""
    actor = f"user:{user.pk}"
    known = once(actor, key, fingerprint)
    if known:
        return Correction.objects.get(code=known, user=user)
    now = clock.now()
    row = Correction.objects.create(
        user=user,
        about=about,
        text=text,
        asked_at=now,
        due_at=add_working_days(now, ANSWER_DAYS, guangdong()).at,
    )
    record("privacy.ask_for_correction", row, by=user, changes={"about": about})
    for officer in desk_of(None)[:2]:
        notify("correction_asked", to=officer, about=row)
    settle(actor, key, row.code)
    return row


@transaction.atomic
def answer_correction(correction, *, by, was_corrected: bool, answer: str) -> Correction:
    row = Correction.objects.select_for_update(of=["self"]).select_related("user").get(pk=correction.pk)
    if not scope_of(by).writes_everywhere:
        raise PermissionDenied
    if row.answered_at:
        raise NotPossible(_("This request has been answered already."))
    row.was_corrected, row.answer = was_corrected, answer
    row.answered_by, row.answered_at = by, clock.now()
    row.save()
    record("privacy.answer_correction", row, by=by, changes={"was_corrected": was_corrected})
    notify("correction_answered", to=row.user, about=row)
    return row


@transaction.atomic
def ask_for_copy(user) -> DataCopy:
    """For a copy too large to wait for. One at a time: asked again, the one that is being built."""
    row, is_new = DataCopy.objects.get_or_create(
        user=user, state=DataCopy.State.WAITING, defaults={"language": languages.current()}
    )
    if is_new:
        record("privacy.ask_for_copy", row, by=user)
        wake_on_commit(BUILD_TASK, row.code)
    return row
