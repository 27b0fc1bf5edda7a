"""What this app holds about people: the reports they asked for, with their files."""

from datetime import timedelta

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from investguangdong.cases.models import Case
from investguangdong.cases.privacy import going_with
from investguangdong.core import clock
from investguangdong.core.privacy import Declaration, drop_file
from investguangdong.investors.models import Mandate, Organisation
from investguangdong.notifications.privacy import forget_letters_about
from investguangdong.reports.models import ReportRun

KEPT_FOR = timedelta(days=365)


def report_runs() -> Declaration:
    return Declaration(
        label=_("Reports you asked for"),
        purpose=_("To build the report and to let you fetch it again."),
        kept_for=_("One year. A report of public data stays, without who asked for it."),
        models=(ReportRun,),
        rows=lambda user: ReportRun.objects.filter(asked_by=user),
        columns=("code", "definition", "about_code", "language", "asked_at", "state", "sha256"),
        files=lambda user: [(run.file_name, run.file) for run in own_of(user).exclude(file="")],
        erase=erase_runs,
        forget=lambda: gone(ReportRun.objects.filter(is_public=False, asked_at__lt=clock.now() - KEPT_FOR)),
    )


def own_of(user):
    return ReportRun.objects.filter(asked_by=user, is_public=False)


def erase_runs(user) -> int:
    """Her own, and what anybody had built about her mandates, organisations and cases."""
    ended = Organisation.objects.ending_with(user)
    codes = [
        *Mandate.objects.filter(organisation__in=ended).values_list("code", flat=True),
        *ended.values_list("slug", flat=True),
        *Case.objects.filter(pk__in=going_with(user).values("pk")).values_list("number", flat=True),
    ]
    about = Q(about_code__in=codes)
    public = ReportRun.objects.filter(asked_by=user, is_public=True).exclude(about)
    return gone(ReportRun.objects.filter(about | Q(asked_by=user, is_public=False))) + public.update(
        asked_by=None
    )


def gone(rows) -> int:
    """With their files."""
    forget_letters_about(rows)
    found = list(rows)
    for run in found:
        drop_file(run.file)
        run.delete()
    return len(found)
