"""What we hold about a person, who looked at it, what was agreed to; a copy to take away, a way to be erased."""

import io
import json
import zipfile

from django.contrib.auth.decorators import login_required
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_list_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from investguangdong.accounts.scopes import desk_of
from investguangdong.audit.actions import record
from investguangdong.audit.models import AccessLog, AuditEntry
from investguangdong.core.languages import with_language
from investguangdong.core.privacy import Declaration
from investguangdong.core.registry import privacy_declarations
from investguangdong.investors import actions as investors
from investguangdong.investors.models import Consent, Grant, Membership, Organisation
from investguangdong.matching.models import Feedback, Match
from investguangdong.notifications.actions import notify
from investguangdong.notifications.models import Message
from investguangdong.pages.desk import mandates_of, matches_of
from investguangdong.projects.models import Follow, SavedProject, SavedSearch

VIEWS_SHOWN = 50
ERASURE = "privacy.ask_for_erasure"


@login_required
@require_safe
def privacy_desk(request):
    user = request.user
    context = {
        "tab": "privacy",
        "holdings": [(label, rows.count()) for label, rows in holdings(user)],
        "views": views_of(user).select_related("by")[:VIEWS_SHOWN],
        "consents": Consent.objects.filter(user=user),
        "grants": grants_of(user).in_force().select_related("city", "organisation"),
        "erasure": AuditEntry.objects.filter(verb=ERASURE, by=user).order_by("-id").first(),
    }
    return render(request, "pages/desk_privacy.html", context)


def holdings(user):
    """Every kind of row about the person, named as the page names it."""
    return [
        (_("Organisations you belong to"), Organisation.objects.of_member(user)),
        (_("Mandates"), mandates_of(user)),
        (_("Matches"), matches_of(user)),
        (_("Your answers to matches"), Feedback.objects.filter(by=user)),
        (_("Saved projects"), SavedProject.objects.visible_to(user)),
        (_("Listings you follow"), Follow.objects.visible_to(user)),
        (_("Saved searches"), SavedSearch.objects.visible_to(user)),
        (_("Messages to you"), Message.objects.filter(user=user)),
        (_("Consents"), Consent.objects.filter(user=user)),
        *((declared.label, declared.rows(user)) for declared in declarations().values()),
    ]


def declarations() -> dict[str, Declaration]:
    """What the apps below have declared that they hold about people."""
    return {name: declare() for name, declare in privacy_declarations.items()}


def views_of(user):
    """Who looked at the person's account, organisations or mandates; her own looks left out."""
    ours = Organisation.objects.of_member(user)
    seen = (
        Q(object_type="accounts.user", object_id=str(user.pk))
        | Q(object_type="investors.organisation", object_id__in=texts(ours))
        | Q(object_type="investors.mandate", object_id__in=texts(mandates_of(user)))
        | Q(
            object_type="matching.match",
            object_id__in=texts(Match.objects.filter(mandate__in=mandates_of(user))),
        )
    )
    return AccessLog.objects.filter(seen).exclude(by=user).order_by("-at")


def texts(rows) -> list[str]:
    return [str(pk) for pk in rows.values_list("pk", flat=True)]


def grants_of(user):
    return Grant.objects.filter(organisation__in=Organisation.objects.of_member(user))


@login_required
@require_safe
def privacy_export(request):
    """A ZIP with one JSON file a kind of data: readable without us."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, rows in exported(request.user).items():
            text = json.dumps(rows, cls=PlainJSON, ensure_ascii=False, indent=2)
            archive.writestr(f"{name}.json", text)
    record("privacy.export", request.user, by=request.user)
    response = HttpResponse(written.getvalue(), content_type="application/zip")
    response["Content-Disposition"] = 'attachment; filename="invest-guangdong-my-data.zip"'
    return response


class PlainJSON(DjangoJSONEncoder):
    def default(self, o):
        try:
            return super().default(o)
        except TypeError:
            return str(o)


def exported(user) -> dict[str, list[dict]]:
    account = {
        name: getattr(user, name) for name in ("email", "name", "language", "time_zone", "date_joined")
    }
    members = Membership.objects.filter(user=user)
    return {
        "account": [account],
        "memberships": list(members.values("organisation__name", "role", "starts_on", "ends_on")),
        "organisations": plain(Organisation.objects.of_member(user), without=("evidence", "verified_by")),
        "mandates": [mandate_row(row) for row in mandates_of(user).with_facts()],
        "matches": list(matches_of(user).values("mandate__code", "project__code", "score", "parts", "reasons",
                                                "clashes", "unknowns", "state_investor", "at")),
        "answers": list(Feedback.objects.filter(by=user).values("match__mandate__code", "match__project__code",
                                                                "action", "reason", "note", "at")),
        "saved_projects": list(SavedProject.objects.visible_to(user).values("project__code", "note", "at")),
        "follows": list(Follow.objects.visible_to(user).values("project__code", "is_from_shortlist", "at")),
        "saved_searches": list(SavedSearch.objects.visible_to(user).values("name", "query", "digest", "at")),
        "messages": list(Message.objects.filter(user=user).values("kind", "subject", "state", "created_at")),
        "consents": list(Consent.objects.filter(user=user).values("purpose", "text", "at", "withdrawn_at")),
        **{
            name: list(declared.rows(user).values(*declared.columns))
            for name, declared in declarations().items()
        },
        "views": list(views_of(user).values("at", "act", "object_type", "object_label", "by__name")),
    }  # fmt: skip


def plain(rows, *, without=()) -> list[dict]:
    return [{name: value for name, value in row.items() if name not in without} for row in rows.values()]


def mandate_row(row) -> dict:
    (found,) = plain(type(row).objects.filter(pk=row.pk))
    return {
        **found,
        "sectors": row.sector_weights,
        "sectors_excluded": [sector.slug for sector in row.sectors_excluded.all()],
        "cities": [city.slug for city in row.cities.all()],
        "cities_excluded": [city.slug for city in row.cities_excluded.all()],
    }


@login_required
@require_POST
@transaction.atomic
def privacy_erase(request):
    """Asks for erasure. A person carries it out: open cases and the audit have terms to keep first."""
    record(ERASURE, request.user, by=request.user)
    for officer in desk_of(None)[:2]:
        with with_language(officer.language):
            told = {"title": _("A person asks to be erased"), "paragraphs": [request.user.email]}
            notify("generic", to=officer, about=request.user, version="erasure", context=told)
    return redirect("pages:privacy_desk")


@login_required
@require_POST
def consent_withdraw(request):
    given = Consent.objects.filter(user=request.user, purpose=request.POST.get("purpose", "")).in_force()
    for row in get_list_or_404(given):
        investors.withdraw_consent(row, by=request.user)
    return redirect("pages:privacy_desk")


@login_required
@require_POST
def grant_withdraw(request):
    rows = grants_of(request.user).in_force().select_related("organisation")
    for row in get_list_or_404(rows, city__slug=request.POST.get("city") or None):
        investors.withdraw_grant(row, by=request.user)
    return redirect("pages:privacy_desk")
