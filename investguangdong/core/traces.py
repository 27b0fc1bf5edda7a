"""What the running of the site itself keeps about rows: queued changes, the back office's own log, sent forms."""

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from investguangdong.core.actions import forget_old_rows
from investguangdong.core.models import Change, ChangeReceipt, SubmissionKey
from investguangdong.core.privacy import Declaration, keys


def forget_traces(rows: QuerySet) -> int:
    """Old and new values of these rows, and what the back office called them. Call it before they go."""
    model = rows.model
    gone, _each = Change.objects.filter(
        object_type=model._meta.label_lower, object_id__in=keys(rows)
    ).delete()
    kind = ContentType.objects.get_for_model(model)
    noted = LogEntry.objects.filter(content_type=kind, object_id__in=keys(rows))
    return gone + noted.update(object_repr="", change_message="")


def sent_forms() -> Declaration:
    return Declaration(
        label=_("Forms you have sent"),
        purpose=_("So that a form sent twice has its effect once."),
        kept_for=_("Two days."),
        models=(SubmissionKey, Change, ChangeReceipt, LogEntry),
        rows=forms_of,
        columns=("reference", "created_at"),
        erase=lambda user: forms_of(user).delete()[0],
        forget=forget_old_rows,
    )


def forms_of(user):
    return SubmissionKey.objects.filter(actor_key=f"user:{user.pk}")
